//! The summary beside the database: bytes of core's, from which one report is answered while the database stays closed.
//! It is there as a whole or not at all, may go at any time, and is written anew by the next run that is asked for that
//! report; while it is there, by every run that stores.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::key::write_anew;

/// Where SQLite keeps the number that every commit changes, in the first bytes of its file.
const COMMITS: std::ops::Range<usize> = 24..28;

/// The summary beside the database at `path`, if there is one.
pub(crate) fn beside(path: &Path) -> Option<Vec<u8>> {
    fs::read(path.with_extension("summary")).ok()
}

/// Whether there is one.
pub(crate) fn is_beside(path: &Path) -> bool {
    path.with_extension("summary").is_file()
}

/// Puts it beside the database at `path`.
pub(crate) fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_anew(&path.with_extension("summary"), bytes)
}

/// Removes it.
pub(crate) fn forget(path: &Path) -> io::Result<()> {
    match fs::remove_file(path.with_extension("summary")) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// A number that every commit changes, whoever makes it. To be asked under the database's lock.
pub(super) fn commits(path: &Path) -> Option<u32> {
    let mut start = [0; COMMITS.end];
    File::open(path)
        .and_then(|mut file| file.read_exact(&mut start))
        .ok()?;
    Some(u32::from_be_bytes(start[COMMITS].try_into().ok()?))
}
