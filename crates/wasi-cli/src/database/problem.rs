//! What can be wrong with a database, and how each is said: as an error that ends the run, or as a note beside a
//! report that was counted without it.

use std::io::{self, ErrorKind};

use cutrack_core::record::Timestamp;
use cutrack_core::zone::Zone;
use rusqlite::ErrorCode;

use super::lock::Refused;
use crate::fault::{Fault, Note};
use crate::format;

/// Why a database cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// Another run holds it, since this moment in milliseconds since 1970.
    InUse {
        /// Milliseconds since 1970.
        since_ms: i64,
    },
    /// A newer cutrack made it.
    Newer {
        /// The version of its schema.
        found: u32,
        /// The newest that this program knows.
        known: u32,
    },
    /// It is a database of another program.
    Foreign,
    /// Its pages, or the rows in them, are not as they were written.
    Damaged,
    /// Another run has stored since this one looked.
    Overtaken,
    /// It cannot be written, and why.
    Unwritable(Obstacle),
}

/// Why something cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// The disk, or what this user may have of it, is full.
    Full,
    /// The file, its folder or its disk is read only.
    ReadOnly,
    /// Its folder is not there.
    NoFolder,
    /// SQLite's own number for any other failure; absent where the system failed.
    Code(Option<i32>),
}

/// WASI's numbers for what std has no kind for there.
mod errno {
    pub(super) const NO_SPACE: i32 = 51;
    pub(super) const QUOTA: i32 = 19;
    pub(super) const READ_ONLY_FILE_SYSTEM: i32 = 69;
    pub(super) const NOT_PERMITTED: i32 = 63;
    pub(super) const NOT_CAPABLE: i32 = 76;
}

impl Problem {
    /// Ends a run that cannot do without the database; `name` is the database's file name.
    pub(crate) fn fault(self, name: &str, zone: &Zone) -> Fault {
        match self {
            Self::InUse { since_ms } => {
                let since = format::time_of_day(Timestamp(since_ms), zone);
                let what = format!("the database is in use by another run since {since}.");
                Fault::failed(what, "wait, or --db :memory:")
            }
            Self::Newer { found, known } => {
                let what = format!(
                    "this database is of a newer cutrack (schema {found}; this one knows {known}). It was not touched."
                );
                Fault::failed(what, "update cutrack, or --db FILE")
            }
            Self::Foreign => {
                let what = format!("{name} is a database of another program. It was not touched.");
                Fault::failed(what, "--db FILE")
            }
            Self::Damaged => {
                let what = format!("{name} is damaged. Nothing was changed.");
                Fault::failed(what, "cutrack doctor")
            }
            Self::Overtaken => {
                let what = "other runs keep storing in the database. What was stored is whole.";
                Fault::failed(what, "wait, or --db :memory:")
            }
            Self::Unwritable(obstacle) => {
                let what = format!("cannot write {name} ({obstacle}). What was stored is whole.");
                Fault::failed(what, obstacle.way_round())
            }
        }
    }

    /// The same in a few words, for a line that names the database before.
    pub(crate) fn in_words(self) -> String {
        match self {
            Self::InUse { .. } | Self::Overtaken => "in use by another run".to_owned(),
            Self::Newer { found, .. } => format!("of a newer cutrack (schema {found})"),
            Self::Foreign => "of another program".to_owned(),
            Self::Damaged => "damaged".to_owned(),
            Self::Unwritable(obstacle) => format!("cannot be written ({obstacle})"),
        }
    }

    /// Stands beside a report that was counted from the files alone; absent where that must not happen in silence.
    pub(crate) fn note(self, name: &str) -> Option<Note> {
        match self {
            Self::Damaged => {
                let what = format!("{name} is damaged; this report was counted from your files.");
                Some(Note::new(what).with_try("cutrack doctor"))
            }
            Self::Unwritable(obstacle) => Some(Note::new(format!(
                "cannot write {name} ({obstacle}); nothing is lost, this report was counted from your files."
            ))),
            Self::InUse { .. } | Self::Newer { .. } | Self::Foreign | Self::Overtaken => None,
        }
    }
}

impl Obstacle {
    /// What to do about it.
    fn way_round(self) -> &'static str {
        match self {
            Self::Full => "make room, or --db FILE on another disk",
            Self::ReadOnly | Self::NoFolder => "--db FILE in another folder",
            Self::Code(_) => "cutrack doctor",
        }
    }
}

impl std::fmt::Display for Obstacle {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Full => formatter.write_str("disk full"),
            Self::ReadOnly => formatter.write_str("read only"),
            Self::NoFolder => formatter.write_str("no such folder"),
            Self::Code(Some(code)) => write!(formatter, "SQLite says {code}"),
            Self::Code(None) => formatter.write_str("the disk fails"),
        }
    }
}

impl From<&io::Error> for Obstacle {
    fn from(error: &io::Error) -> Self {
        let number = error.raw_os_error().filter(|_| cfg!(target_os = "wasi"));
        match (error.kind(), number) {
            (ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge, _)
            | (_, Some(errno::NO_SPACE | errno::QUOTA)) => Self::Full,
            (ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem, _)
            | (_, Some(errno::READ_ONLY_FILE_SYSTEM | errno::NOT_PERMITTED | errno::NOT_CAPABLE)) => {
                Self::ReadOnly
            }
            (ErrorKind::NotFound | ErrorKind::NotADirectory, _) => Self::NoFolder,
            _ => Self::Code(None),
        }
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::InUse { since_ms } => Self::InUse { since_ms },
            Refused::Unwritable(error) => Self::Unwritable(Obstacle::from(&error)),
        }
    }
}

impl From<rusqlite::Error> for Problem {
    fn from(error: rusqlite::Error) -> Self {
        let Some(failure) = error.sqlite_error() else {
            // A value of another type than its column, or a row too few.
            return Self::Damaged;
        };
        match failure.code {
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Damaged,
            ErrorCode::DiskFull => Self::Unwritable(Obstacle::Full),
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen => {
                Self::Unwritable(Obstacle::ReadOnly)
            }
            _ => Self::Unwritable(Obstacle::Code(Some(failure.extended_code))),
        }
    }
}
