//! The key of all pseudonyms: 32 random bytes in a file beside the database, made at first use.
//!
//! Whoever has it can test a guess against a pseudonym, so it is nobody's but the user's; whoever loses it gets new
//! pseudonyms, which do not join the old ones.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// A key.
pub(crate) type KeyBytes = [u8; 32];

/// The key beside the database at `path`, and whether it was made just now. To be called under the database's lock.
pub(crate) fn beside(path: &Path) -> io::Result<(KeyBytes, bool)> {
    if let Some(key) = known(path) {
        return Ok((key, false));
    }
    let file = path.with_extension("key");
    let mut key = KeyBytes::default();
    getrandom::fill(&mut key).map_err(io::Error::other)?;
    write_anew(&file, &key)?;
    Ok((key, true))
}

/// The key beside the database at `path`, if there is one.
pub(crate) fn known(path: &Path) -> Option<KeyBytes> {
    let bytes = fs::read(path.with_extension("key")).ok()?;
    bytes.try_into().ok()
}

/// Writes a file that only the user can read. It is written aside and renamed: it is there as a whole or not at all.
pub(crate) fn write_anew(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let next = file.with_added_extension("next");
    let _ = fs::remove_file(&next);
    write_closed(&next, bytes)?;
    fs::rename(&next, file)
}

/// Removes the key beside the database at `path`.
pub(crate) fn forget(path: &Path) -> io::Result<()> {
    match fs::remove_file(path.with_extension("key")) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn write_closed(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(bytes)
}
