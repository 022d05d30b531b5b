//! The guest as machine code, kept between runs: compiling takes seconds, mapping a file a millisecond.
//!
//! Whoever can write such a file can run code outside the sandbox. So it lies in a folder of our own that
//! only the user can write to, and a file or folder that anybody else owns or could have written is not used.

use crate::{Guest, places};
use std::fs::{self, File, Metadata, OpenOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;
use std::process;
use std::time::{Duration, SystemTime};
use wasmtime::{Engine, Module};

/// Modules of guests that nobody has compiled for so long are removed when a new one is kept.
const KEPT_FOR: Duration = Duration::from_secs(30 * 24 * 60 * 60);
const EXTENSION: &str = "cwasm";

/// The compiled `guest`: from the cache, else compiled and kept if that is possible.
pub(crate) fn module(engine: &Engine, guest: Guest<'_>) -> wasmtime::Result<Module> {
    let Some(folder) = places::modules() else {
        return compile(engine, guest.bytes);
    };
    let file = folder.join(name(engine, guest));
    if let Some(module) = read(engine, &file) {
        return Ok(module);
    }
    let module = compile(engine, guest.bytes)?;
    // A cache that cannot be written costs time, not the answer.
    keep(&file, &module.serialize()?).ok();
    Ok(module)
}

/// Differs for every guest, wasmtime and processor.
fn name(engine: &Engine, guest: Guest<'_>) -> String {
    let mut hasher = DefaultHasher::new();
    engine.precompile_compatibility_hash().hash(&mut hasher);
    guest.hash.hash(&mut hasher);
    format!("{:016x}.{EXTENSION}", hasher.finish())
}

fn read(engine: &Engine, path: &Path) -> Option<Module> {
    let folder = path.parent()?;
    let mut file = File::open(path).ok()?;
    let trusted =
        is_ours_alone(&folder.symlink_metadata().ok()?) && is_ours_alone(&file.metadata().ok()?);
    if !trusted {
        return None;
    }
    if cfg!(windows) {
        // It would map the file only if that were opened to be run, and lets nobody replace one that is mapped.
        let mut code = Vec::new();
        file.read_to_end(&mut code).ok()?;
        // SAFETY: as below.
        return unsafe { Module::deserialize(engine, &code) }.ok();
    }
    // SAFETY: the bytes must come from `Module::serialize`. Only this user could write the folder and the
    // file that is open here, and `keep` writes nothing else; wasmtime itself checks version and processor.
    unsafe { Module::deserialize_open_file(engine, file) }.ok()
}

/// Whether nobody but this user can have written it.
#[cfg(unix)]
fn is_ours_alone(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    const WRITABLE_BY_OTHERS: u32 = 0o022;
    metadata.uid() == rustix::process::geteuid().as_raw()
        && metadata.mode() & WRITABLE_BY_OTHERS == 0
        && !metadata.is_symlink()
}

/// Elsewhere the user's own folders are closed to others by default.
#[cfg(not(unix))]
fn is_ours_alone(metadata: &Metadata) -> bool {
    !metadata.is_symlink()
}

fn compile(engine: &Engine, guest: &[u8]) -> wasmtime::Result<Module> {
    let mut stderr = io::stderr();
    let on_terminal = stderr.is_terminal();
    if on_terminal {
        write!(stderr, "Preparing the sandbox (first run)").ok();
    }
    let module = Module::from_binary(engine, guest);
    if on_terminal {
        write!(stderr, "\r\x1b[K").ok();
    }
    module
}

/// Writes beside the file and renames: a run at the same time sees a whole file or none.
fn keep(path: &Path, code: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::NotFound)?;
    create_folder(folder)?;
    if !is_ours_alone(&folder.symlink_metadata()?) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    remove_old(folder)?;
    let aside = path.with_extension(process::id().to_string());
    let written = create_file(&aside)
        .and_then(|mut file| file.write_all(code))
        .and_then(|()| fs::rename(&aside, path));
    if written.is_err() {
        fs::remove_file(&aside).ok();
    }
    written
}

fn create_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

fn create_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.write(true).create_new(true).open(path)
}

fn remove_old(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)?.flatten() {
        let modified_at = entry.metadata()?.modified()?;
        let age = SystemTime::now().duration_since(modified_at);
        if age.is_ok_and(|age| age > KEPT_FOR) {
            // In Windows one that still runs cannot be removed.
            fs::remove_file(entry.path()).ok();
        }
    }
    Ok(())
}
