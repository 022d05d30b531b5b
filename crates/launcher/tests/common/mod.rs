//! What the launcher's tests share: guests to run, homes to grant, and the launcher as a process of its own.

#![allow(dead_code, reason = "each test file uses its part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// A fresh folder for the test `name`, below the build folder.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => panic!("{error}"),
        _ => fs::create_dir_all(&folder).expect("the build folder is writable"),
    }
    folder
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let to = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &to),
            false => drop(fs::copy(entry.path(), to).unwrap()),
        }
    }
}

/// The repository's root.
pub(crate) fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// `tests/hosts/sandbox/guest.rs`, compiled.
pub(crate) fn guest() -> &'static Path {
    static GUEST: OnceLock<PathBuf> = OnceLock::new();
    GUEST.get_or_init(|| compile_guest("guest", &[]))
}

/// Compiles the test guest for WASI; `flags` are rustc's.
pub(crate) fn compile_guest(name: &str, flags: &[&str]) -> PathBuf {
    let wasm = folder(&format!("{name}-{}", std::process::id())).join("guest.wasm");
    let status = Command::new("rustc")
        .args([
            "--edition=2024",
            "--target=wasm32-wasip1",
            "-O",
            "-Cpanic=abort",
        ])
        .args(flags)
        .arg("-o")
        .arg(&wasm)
        .arg(root().join("tests/hosts/sandbox/guest.rs"))
        .status()
        .expect("rustc runs");
    assert!(
        status.success(),
        "the test guest compiles for wasm32-wasip1"
    );
    wasm
}

/// The launcher that users get.
pub(crate) fn launcher(cache: &Path) -> Command {
    bare(Path::new(env!("CARGO_BIN_EXE_cutrack")), cache)
}

/// The same over the Codex home and the database of a test.
pub(crate) fn cutrack(home: &Path, data: &Path, arguments: &str) -> Command {
    let mut command = launcher(&shared_cache());
    command
        .args(arguments.split_whitespace())
        .env("CUTRACK_DATA", data)
        .env("CODEX_HOME", home);
    command
}

/// The launcher around the test guest: all of its code, and another guest.
pub(crate) fn launcher_with(guest: &Path, cache: &Path) -> Command {
    let folder = Path::new(env!("CARGO_BIN_EXE_cutrack")).parent();
    let example = folder
        .expect("the binary lies in a folder")
        .join("examples/with_guest")
        .with_extension(std::env::consts::EXE_EXTENSION);
    assert!(
        example.is_file(),
        "the example with_guest is not built: call `cargo test -p cutrack` without --test"
    );
    let mut command = bare(&example, cache);
    command.arg(guest);
    command
}

/// A process with an environment that holds only what the test says.
fn bare(program: &Path, cache: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .env("XDG_CACHE_HOME", cache)
        .env("HOME", cache)
        .env("CUTRACK_DATA", data_folder())
        .env("TZ", "UTC");
    command
}

/// A cache folder for all tests that do not test it, so that each guest is compiled once.
pub(crate) fn shared_cache() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache")
}

/// A data folder for all tests that do not test it.
pub(crate) fn data_folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("data")
}

/// A Codex home with one rollout, credentials, and links that lead out.
pub(crate) fn codex_home(name: &str) -> PathBuf {
    let home = folder(name);
    let sessions = home.join("sessions");
    fs::create_dir_all(sessions.join("empty")).unwrap();
    fs::create_dir_all(home.join("archived_sessions")).unwrap();
    fs::write(sessions.join("rollout-kept.jsonl"), "a line\n").unwrap();
    fs::write(
        home.join("archived_sessions/rollout-old.jsonl"),
        "an old line\n",
    )
    .unwrap();
    fs::write(sessions.join("rollout-spare.jsonl"), "a line\n").unwrap();
    fs::write(home.join("auth.json"), "a secret").unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink("../auth.json", sessions.join("link-to-auth")).unwrap();
        symlink("/etc", sessions.join("link-to-etc")).unwrap();
    }
    home
}

/// Standard output as text, after a run that must have gone well.
pub(crate) fn text(output: &Output) -> String {
    assert!(
        output.status.success(),
        "{}: {}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout.clone()).expect("the launcher writes UTF-8")
}

/// Exit code and standard error.
pub(crate) fn failure(output: &Output) -> (Option<i32>, String) {
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), stderr)
}
