//! Records of what `/status` and the end of Codex told. They have no time and belong to a file: a range leaves them out, and
//! filters keep those of the sessions that they keep.

use alloc::string::String;
use serde::Serialize;

use super::records::Record;
use super::scope::Scope;
use crate::status::{StatusLimit, StatusSnapshot};
use crate::store::FileRecords;

/// A panel or an exit.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatusRow {
    /// Number of its file.
    pub file: u32,
    /// Its place among the file's snapshots, from 0.
    pub snapshot_index: u32,
    /// Working folder: pseudonym, or name when asked.
    pub project: Option<String>,
    /// What it told.
    #[serde(flatten)]
    pub snapshot: StatusSnapshot,
}

/// A limit of a panel.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatusLimitRow {
    /// Number of its file.
    pub file: u32,
    /// What it told.
    #[serde(flatten)]
    pub limit: StatusLimit,
}

/// The snapshots of files that count, each with its file and its place there.
pub(super) fn snapshots(
    files: &[FileRecords],
) -> impl Iterator<Item = (&FileRecords, u32, &StatusSnapshot)> {
    let counting = files.iter().filter(|file| file.counts());
    counting.flat_map(|file| {
        let placed = (0..).zip(&file.status_snapshots);
        placed.map(move |(index, snapshot)| (file, index, snapshot))
    })
}

pub(super) fn snapshot(
    (file, snapshot_index, snapshot): (&FileRecords, u32, &StatusSnapshot),
    scope: &Scope<'_>,
) -> Record {
    Record::StatusSnapshots(alloc::boxed::Box::new(StatusRow {
        file: file.source.id,
        snapshot_index,
        project: scope.names.project_of(snapshot.cwd.as_ref()),
        snapshot: snapshot.clone(),
    }))
}

/// The limits of a snapshot.
pub(super) fn limits<'a>(
    (file, index, _): (&'a FileRecords, u32, &StatusSnapshot),
) -> impl Iterator<Item = Record> + 'a {
    let limits = file.status_limits.iter();
    let own = limits.filter(move |limit| limit.snapshot_index == index);
    own.map(|limit| {
        Record::StatusLimits(StatusLimitRow {
            file: file.source.id,
            limit: limit.clone(),
        })
    })
}
