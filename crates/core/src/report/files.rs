//! One row a file: what became of it. Hosts know the paths; here a file is its number.

use alloc::vec::Vec;
use serde::Serialize;

use super::scope::Scope;
use super::shared::{FileCounts, Head};
use crate::lineage::Trouble;
use crate::order;
use crate::session::DiagnosticCode;
use crate::store::{FileRecords, SourceRecord};

/// What became of the files.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FilesReport {
    /// How it begins: `files`.
    #[serde(flatten)]
    pub head: Head,
    /// Every file, in the order of `begin`.
    pub rows: Vec<FileRow>,
    /// What they sum up to.
    pub total: FileSums,
    /// How many became what.
    pub files: FileCounts,
}

/// What files sum up to.
#[derive(Clone, Copy, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FileSums {
    /// Their size, as they stand: packed or not.
    pub size_bytes: u64,
    /// Files that were read wholly.
    pub wholly_read: u64,
    /// These, and the copies of files that count: nothing of them is lost.
    pub accounted_for: u64,
}

/// One file.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FileRow {
    /// Its number: its place in the order of `begin`, where the host gave no other.
    pub file: u32,
    /// What became of it.
    pub outcome: FileOutcome,
    /// The file that counts instead of this one.
    pub set_aside_for: Option<u32>,
    /// What this one is to that file.
    pub copy: Option<CopyKind>,
    /// What kept it from being read to its end, if anything did.
    pub trouble: Option<Trouble>,
    /// Size, as it stands: packed or not.
    pub size_bytes: u64,
    /// Lines that are not blank.
    pub lines_seen: u64,
    /// Of these, lines that could not be read.
    pub lines_skipped: u64,
    /// What is wrong with the first of them.
    pub lost_reason: Option<DiagnosticCode>,
    /// Its number, from 1.
    pub lost_line: Option<u64>,
    /// Bytes before it in the unpacked file.
    pub lost_offset: Option<u64>,
}

/// What a file that is set aside is to the one that counts instead (FORMAT.md §7.6 rule 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CopyKind {
    /// The packed form of a file that stands there plain.
    Packed,
    /// As large as the other.
    Same,
    /// An earlier state of the session.
    Shorter,
}

impl CopyKind {
    fn of(copy: &SourceRecord, winner: &SourceRecord) -> Self {
        if copy.is_packed && !winner.is_packed {
            Self::Packed
        } else if copy.size_bytes == winner.size_bytes {
            Self::Same
        } else {
            Self::Shorter
        }
    }
}

/// What became of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FileOutcome {
    /// Read to its end, and counted.
    #[default]
    Read,
    /// Counted, but not all of it could be read.
    Partial,
    /// A copy of another file.
    SetAside,
    /// Not read: nothing of it counts.
    NotRead,
}

impl FileOutcome {
    /// How much a person should know of it.
    pub(super) fn gravity(self) -> u8 {
        match self {
            Self::Read => 0,
            Self::SetAside => 1,
            Self::Partial => 2,
            Self::NotRead => 3,
        }
    }
}

/// Every file; no range and no filter narrows them.
pub(super) fn build(files: &[FileRecords], scope: &Scope<'_>) -> FilesReport {
    let counts = FileCounts::of(files);
    let wholly_read = u64::from(counts.read - counts.partial);
    FilesReport {
        head: scope.head("files"),
        rows: rows(files),
        total: FileSums {
            size_bytes: files.iter().map(|file| file.source.size_bytes).sum(),
            wholly_read,
            accounted_for: wholly_read + u64::from(counts.set_aside),
        },
        files: counts,
    }
}

/// One row a file, in the order of `files`.
pub(super) fn rows(files: &[FileRecords]) -> Vec<FileRow> {
    let sources = files.iter().map(|file| &file.source);
    let by_id = order::map(sources.map(|source| (source.id, source)));
    let rows = files.iter().map(|file| {
        let source = &file.source;
        let winner = source.set_aside_for.and_then(|winner| by_id.get(&winner));
        let mut diagnostics = file.diagnostics.iter();
        let lost = diagnostics.find(|found| found.code.loses_the_line());
        FileRow {
            file: source.id,
            outcome: outcome(source),
            set_aside_for: source.set_aside_for,
            copy: winner.map(|winner| CopyKind::of(source, winner)),
            trouble: source.trouble,
            size_bytes: source.size_bytes,
            lines_seen: source.lines_seen,
            lines_skipped: source.lines_skipped,
            lost_reason: lost.map(|lost| lost.code),
            lost_line: lost.map(|lost| lost.line),
            lost_offset: lost.map(|lost| lost.offset),
        }
    });
    rows.collect()
}

pub(super) fn outcome(source: &SourceRecord) -> FileOutcome {
    if source.set_aside_for.is_some() {
        FileOutcome::SetAside
    } else if source.is_unread() {
        FileOutcome::NotRead
    } else if source.is_partial() {
        FileOutcome::Partial
    } else {
        FileOutcome::Read
    }
}
