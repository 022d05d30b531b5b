//! Files that a run has beside a database for moments, each under a name that ends in its token. A run that is killed then
//! leaves its own; the next one that has the lock removes it.

use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// Removes the files beside the one at `path` whose names are its own, then `mark`, then a token. A run that lives may lose
/// one so: it must not mind.
pub(super) fn remove(path: &Path, mark: &str) -> io::Result<()> {
    let start = start_of_name(path, mark);
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    for entry in fs::read_dir(folder.unwrap_or(Path::new(".")))? {
        let entry = entry?;
        let name = entry.file_name();
        let is_left = name
            .as_encoded_bytes()
            .starts_with(start.as_encoded_bytes());
        if is_left {
            match fs::remove_file(entry.path()) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
    }
    Ok(())
}

/// The name of the file at `path`, and `mark`.
pub(super) fn start_of_name(path: &Path, mark: &str) -> OsString {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(mark);
    name
}
