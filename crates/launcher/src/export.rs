//! `export --sqlite FILE`: the guest writes in a folder of its own below the data folder, the only one that it can write
//! to; the launcher moves the file to its place.

use crate::data::Data;
use crate::failure::Failure;
use crate::options::WROTE;
use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io, process};

/// Between the folder of an export and the run that made it.
const MARK: &str = "export-";

/// No export takes so long: its run was killed.
const LEFT_AFTER: Duration = Duration::from_hours(24);

/// An export on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Export {
    /// As the guest calls it.
    pub(crate) file: String,
    /// Where the guest puts it.
    folder: PathBuf,
    /// Its name, as it was typed.
    name: String,
    /// Where it goes: where a link leads, not in the link's place.
    target: PathBuf,
}

impl Export {
    /// Makes room for the export to `target`. In a line for another wasmtime the file stays in the data folder.
    pub(crate) fn new(
        target: &str,
        replaces: bool,
        data: &Data,
        is_line: bool,
    ) -> Result<Self, Failure> {
        let target = Path::new(target);
        let name = target.file_name().and_then(OsStr::to_str).ok_or_else(|| {
            Failure::usage(format_args!("--sqlite does not take {}.", target.display()))
                .attempt("usage.db")
        })?;
        let resolved = target.canonicalize().unwrap_or_else(|_| target.to_owned());
        if !is_line {
            refuse(name, target, &resolved, replaces, data)?;
        }
        let below = match is_line {
            true => String::new(),
            false => format!("{MARK}{}", process::id()),
        };
        let granted = data.grant.as_ref().and_then(|grant| grant.host.as_ref());
        let (guest, _) = data.file.rsplit_once('/').unwrap_or_default();
        let no_room = |error: &io::Error| {
            let what = format_args!("cannot write in {guest} ({}).", why(error)).to_string();
            Failure::new(what).attempt("--db FILE in another folder")
        };
        let granted = granted.ok_or_else(|| no_room(&io::ErrorKind::NotFound.into()))?;
        let folder = granted.join(&below);
        if !is_line {
            remove_left(granted);
            fs::create_dir_all(&folder).map_err(|error| no_room(&error))?;
        }
        Ok(Self {
            file: match is_line {
                true => format!("{guest}/{name}"),
                false => format!("{guest}/{below}/{name}"),
            },
            folder,
            name: name.to_owned(),
            target: resolved,
        })
    }

    /// Moves the file to its place, if the guest has written it: it is there as a whole or not at all. Only then is it said
    /// what the guest has to say of it.
    pub(crate) fn finish(&self) -> Result<(), Failure> {
        let written = self.folder.join(&self.name);
        let said = fs::read_to_string(written.with_added_extension(WROTE)).unwrap_or_default();
        let moved = match written.is_file() {
            true => move_file(&written, &self.target),
            false => Ok(()),
        };
        self.remove();
        moved.map_err(|error| unwritable(&self.name, &error))?;
        eprint!("{said}");
        Ok(())
    }

    /// Removes what of it is in the data folder.
    pub(crate) fn remove(&self) {
        fs::remove_dir_all(&self.folder).ok();
    }
}

/// Refuses a target before anything is read: what is there may not go, or nothing can be put there.
fn refuse(
    name: &str,
    target: &Path,
    resolved: &Path,
    replaces: bool,
    data: &Data,
) -> Result<(), Failure> {
    let other = "another name";
    if resolved.is_dir() {
        let what = format_args!("{name} is a folder.").to_string();
        return Err(Failure::new(what).attempt(target.join("usage.db").display()));
    }
    if target.symlink_metadata().is_ok() && !replaces {
        let what = format_args!("{name} exists.").to_string();
        return Err(Failure::new(what).attempt("another name, or --force"));
    }
    if resolved.exists() && !resolved.is_file() {
        return Err(Failure::new(format_args!("{name} is no file.")).attempt(other));
    }
    if data.host().as_deref() == Some(resolved) {
        return Err(Failure::new(format_args!("{name} is the database itself.")).attempt(other));
    }
    let aside = aside(resolved);
    let made = OpenOptions::new().write(true).create_new(true).open(&aside);
    made.and_then(|_| fs::remove_file(&aside))
        .map_err(|error| unwritable(name, &error))
}

/// Removes what killed exports left in the data folder.
fn remove_left(data: &Path) {
    for entry in fs::read_dir(data).into_iter().flatten().flatten() {
        let modified = entry.metadata().and_then(|metadata| metadata.modified());
        let age = modified.ok().and_then(|modified| modified.elapsed().ok());
        let name = entry.file_name();
        let is_ours = name.to_str().is_some_and(|name| name.starts_with(MARK));
        if is_ours && age.is_some_and(|age| age > LEFT_AFTER) {
            // What stays is in nobody's way.
            fs::remove_dir_all(entry.path()).ok();
        }
    }
}

/// Another disk takes a copy, aside first.
fn move_file(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to).or_else(|_| {
        let aside = aside(to);
        let copied = fs::copy(from, &aside).and_then(|_| fs::rename(&aside, to));
        copied.inspect_err(|_| {
            let _ = fs::remove_file(&aside);
        })
    })
}

/// A name beside a file that is no other's.
fn aside(file: &Path) -> PathBuf {
    file.with_added_extension(format!("next-{}", process::id()))
}

fn unwritable(name: &str, error: &io::Error) -> Failure {
    Failure::new(format_args!("cannot write {name} ({}).", why(error)))
        .attempt("another place for it")
}

fn why(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "disk full",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "read only",
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => "no such folder",
        _ => "the disk fails",
    }
}
