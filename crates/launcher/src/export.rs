//! `export --sqlite FILE`: the guest writes in a folder of its own below the data folder, the only one that it can write
//! to; the launcher moves the file to its place.

use crate::data::Data;
use crate::failure::Failure;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{fs, io, process};

/// An export on its way.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Export {
    /// As the guest calls it.
    pub(crate) file: String,
    /// Where the guest puts it.
    folder: PathBuf,
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
        if target.exists() && !replaces && !is_line {
            let what = format_args!("{name} exists.").to_string();
            return Err(Failure::new(what).attempt("another name, or --force"));
        }
        // Said before the guest says that it wrote.
        let place = target.parent().filter(|place| *place != Path::new(""));
        if !is_line && place.is_some_and(|place| !place.is_dir()) {
            return Err(unwritable(name, &io::ErrorKind::NotFound.into()));
        }
        let below = match is_line {
            true => String::new(),
            false => format!("export-{}", process::id()),
        };
        let granted = data.grant.as_ref().and_then(|grant| grant.host.as_ref());
        let folder = granted.map(|host| host.join(&below));
        let (guest, _) = data.file.rsplit_once('/').unwrap_or_default();
        let no_room = |error: &io::Error| {
            let what = format_args!("cannot write in {guest} ({}).", why(error)).to_string();
            Failure::new(what).attempt("--db FILE in another folder")
        };
        let folder = folder.ok_or_else(|| no_room(&io::ErrorKind::NotFound.into()))?;
        if !is_line {
            fs::create_dir_all(&folder).map_err(|error| no_room(&error))?;
        }
        Ok(Self {
            file: match is_line {
                true => format!("{guest}/{name}"),
                false => format!("{guest}/{below}/{name}"),
            },
            folder: folder.clone(),
            target: target.to_owned(),
        })
    }

    /// Moves the file to its place, if the guest has written it: it is there as a whole or not at all.
    pub(crate) fn finish(&self) -> Result<(), Failure> {
        let name = self.target.file_name().unwrap_or_default();
        let written = self.folder.join(name);
        let moved = match written.is_file() {
            true => move_file(&written, &self.target),
            false => Ok(()),
        };
        let removed = fs::remove_dir_all(&self.folder);
        moved
            .and(removed)
            .map_err(|error| unwritable(&name.to_string_lossy(), &error))
    }
}

/// Another disk takes a copy, aside first.
fn move_file(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to).or_else(|_| {
        let aside = to.with_added_extension("next");
        let copied = fs::copy(from, &aside).and_then(|_| fs::rename(&aside, to));
        copied.inspect_err(|_| {
            let _ = fs::remove_file(&aside);
        })
    })
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
