//! One row a file: what became of it. Hosts know the paths; here a file is its index in the order of `begin`.

use alloc::vec::Vec;
use serde::Serialize;

use super::dataset::Dataset;
use super::scope::Scope;
use super::shared::{FileCounts, Head};
use crate::lineage::{self, Resolved, SourceFile, Trouble};

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
    /// Its index.
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
pub(super) fn build(files: &[SourceFile], dataset: Dataset, scope: &Scope<'_>) -> FilesReport {
    let resolved = lineage::resolve(files);
    let rows = files.iter().zip(&resolved).enumerate();
    FilesReport {
        head: scope.head("files"),
        rows: rows
            .map(|(index, (file, resolved))| FileRow {
                file: index as u32,
                outcome: outcome(file, resolved),
                set_aside_for: resolved.set_aside_for,
                trouble: file.trouble,
                lines_skipped: file.facts.lines_skipped,
            })
            .collect(),
        files: dataset.files,
    }
}

fn outcome(file: &SourceFile, resolved: &Resolved) -> FileOutcome {
    if resolved.set_aside_for.is_some() {
        FileOutcome::SetAside
    } else if file.is_unread() {
        FileOutcome::NotRead
    } else if file.is_partial() {
        FileOutcome::Partial
    } else {
        FileOutcome::Read
    }
}
