//! What files tell that are no rollouts: logs of the app-server and of `codex exec --json`, and what `/status` printed.
//!
//! Nothing of it is in any total. A thread of a log has a rollout too, as a rule; where none is among the files, what it
//! used is told here alone.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use super::dataset::Session;
use super::quality::{StatusCounts, StreamRow};
use crate::item::{AppUsage, StreamKind};
use crate::privacy::Id;
use crate::status::StatusKind;
use crate::store::FileRecords;
use crate::stream::AppTurn;

/// A thread of a stream; of streams that name none, that of the file.
type Thread<'a> = (Option<&'a Id>, Option<u32>);

/// One row for each kind of stream that there is.
pub(super) fn rows(files: &[&FileRecords], sessions: &[Session<'_>]) -> Vec<StreamRow> {
    let with_rollout: BTreeSet<&Id> = sessions
        .iter()
        .filter_map(|session| session.identity.thread_id.as_ref())
        .collect();
    let mut kinds: BTreeMap<StreamKind, Told<'_>> = BTreeMap::new();
    for file in files {
        for turn in &file.app_turns {
            kinds.entry(turn.stream).or_default().turn(file, turn);
        }
        for item in &file.app_items {
            if let Some(turn) = file.app_turns.get(item.turn as usize) {
                kinds.entry(turn.stream).or_default().items += 1;
            }
        }
    }
    let kinds = kinds.into_iter();
    kinds
        .map(|(stream, told)| told.row(stream, &with_rollout))
        .collect()
}

/// Panels and exits; absent where there are none.
pub(super) fn status(files: &[&FileRecords]) -> Option<StatusCounts> {
    let mut counts = StatusCounts::default();
    for file in files
        .iter()
        .filter(|file| !file.status_snapshots.is_empty())
    {
        counts.files += 1;
        for snapshot in &file.status_snapshots {
            match snapshot.kind {
                StatusKind::Panel => counts.panels += 1,
                StatusKind::Exit => counts.exits += 1,
            }
        }
    }
    (counts.files > 0).then_some(counts)
}

/// What streams of one kind told.
#[derive(Default)]
struct Told<'a> {
    files: BTreeSet<u32>,
    threads: BTreeMap<Thread<'a>, Use>,
    turns: u64,
    items: u64,
}

/// What a thread used.
#[derive(Default)]
struct Use {
    /// The largest total that is stated: a later one may begin anew. That of a fork holds what its parent used.
    total: Option<u64>,
    /// All that turns are told to have used.
    turns: Option<u64>,
}

impl<'a> Told<'a> {
    fn turn(&mut self, file: &FileRecords, turn: &'a AppTurn) {
        self.files.insert(file.source.id);
        self.turns += 1;
        let thread_id = turn.thread_id.as_ref();
        let of_file = thread_id.is_none().then_some(file.source.id);
        let used = self.threads.entry((thread_id, of_file)).or_default();
        used.total = used.total.max(turn.thread_usage.and_then(total));
        used.turns = sum(used.turns, turn.usage.and_then(total));
    }

    fn row(self, stream: StreamKind, with_rollout: &BTreeSet<&Id>) -> StreamRow {
        let mut row = StreamRow {
            stream,
            written_by: stream.words(),
            files: self.files.len() as u64,
            threads: self.threads.len() as u64,
            turns: self.turns,
            items: self.items,
            ..StreamRow::default()
        };
        for ((thread_id, _), used) in self.threads {
            // Of its turns `exec` tells the later ones alone.
            let used = match stream {
                StreamKind::Exec => used.total,
                _ => used.turns.or(used.total),
            };
            row.total_tokens = sum(row.total_tokens, used);
            if !thread_id.is_some_and(|thread_id| with_rollout.contains(thread_id)) {
                row.threads_without_rollout += 1;
                row.total_tokens_without_rollout = sum(row.total_tokens_without_rollout, used);
            }
        }
        row
    }
}

fn total(usage: AppUsage) -> Option<u64> {
    sum(usage.input, usage.output)
}

fn sum(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.saturating_add(other)),
        (one, other) => one.or(other),
    }
}
