//! One row a file: what became of it. Hosts know the paths; here a file is its number.

use alloc::vec::Vec;
use serde::Serialize;

use super::dataset::Dataset;
use super::scope::Scope;
use super::shared::{FileCounts, Head};
use crate::lineage::Trouble;
use crate::store::{FileRecords, SourceRecord};

/// What became of the files.
#[derive(Clone, Debug, Serialize)]
pub struct FilesReport {
    /// How it begins: `files`.
    #[serde(flatten)]
    pub head: Head,
    /// Every file, in the order of `begin`.
    pub rows: Vec<FileRow>,
    /// Their sums.
    pub files: FileCounts,
}

/// One file.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FileRow {
    /// Its number: its place in the order of `begin`, where the host gave no other.
    pub file: u32,
    /// What became of it.
    pub outcome: FileOutcome,
    /// The file that counts instead of this one.
    pub set_aside_for: Option<u32>,
    /// What kept it from being read to its end, if anything did.
    pub trouble: Option<Trouble>,
    /// Lines that could not be read.
    pub lines_skipped: u64,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
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

/// One row for each of `files`; no range and no filter narrows them.
pub(super) fn build(files: &[FileRecords], dataset: Dataset, scope: &Scope<'_>) -> FilesReport {
    let row = |FileRecords { source, .. }: &FileRecords| FileRow {
        file: source.id,
        outcome: outcome(source),
        set_aside_for: source.set_aside_for,
        trouble: source.trouble,
        lines_skipped: source.lines_skipped,
    };
    FilesReport {
        head: scope.head("files"),
        rows: files.iter().map(row).collect(),
        files: dataset.files,
    }
}

fn outcome(source: &SourceRecord) -> FileOutcome {
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
