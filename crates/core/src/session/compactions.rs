//! Compactions of a file (FORMAT.md §7.9): how full the window was before and after, why, and which response made it.
//!
//! What breaks if this is touched: copied lines must still be remembered, or the first own line that repeats one
//! becomes what stands in the window after a compaction.

use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use super::own_line::OwnLine;
use super::{FileFacts, Reading, ReadingKind, StateEventKind};
use crate::counter::Seen;
use crate::item::{IdHash, LineType, StatedUsage, TokenCount, response_key};
use crate::order::{self, InOrder};
use crate::record::Tokens;

/// What is known of a compaction beside its time, its turn and where it was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compaction {
    /// Why; absent where no turn of the file holds it.
    pub cause: Option<CompactionCause>,
    /// Tokens in the window before.
    pub tokens_before: Option<u64>,
    /// Tokens in it after, by Codex's estimate.
    pub tokens_after: Option<u64>,
    /// The file states the usage of the request that made it: no file does for a remote one before 0.153.
    pub is_told: bool,
}

/// Why a window was compacted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CompactionCause {
    /// The user asked for it, in a turn of its own.
    Manual,
    /// The window was nearly full, or the next model could not read it.
    Auto,
}

/// Follows what stands around compactions.
#[derive(Default)]
pub(super) struct Compactions {
    seen: Seen<(Option<StatedUsage>, Option<StatedUsage>)>,
    /// Tokens in the window by the newest `token_count`.
    used: Option<u64>,
    newest: Option<Newest>,
    found: Vec<Found>,
    /// How many of them know what stood in the window after.
    settled: usize,
}

/// The newest response after which the model said nothing more.
#[derive(Clone, Copy)]
struct Newest {
    /// Its place among the readings.
    reading: usize,
    is_record: bool,
}

/// A compaction, and what may be its request.
struct Found {
    compaction: Compaction,
    response_key: Option<IdHash>,
    newest: Option<Newest>,
}

impl Compactions {
    /// Takes the next line.
    pub(super) fn line(&mut self, line: &OwnLine<'_>) {
        let is_new = line
            .token_count
            .as_ref()
            .is_some_and(|count| self.token_count(count));
        if line.is_foreign {
            return;
        }
        match (line.reading, line.envelope.line_type) {
            (Some(reading), LineType::TokenUsageRecord) => {
                let is_record = true;
                self.newest = Some(Newest { reading, is_record });
            }
            // The count of a response that a record tells follows the record.
            (Some(reading), _) if is_new && self.newest.is_none_or(|newest| !newest.is_record) => {
                let is_record = false;
                self.newest = Some(Newest { reading, is_record });
            }
            (_, LineType::Compacted) => self.compacted(line),
            _ if self.newest.is_some() && line.is_model_output() => self.newest = None,
            _ => {}
        }
    }

    /// Returns whether the line tells a response that no line before it did.
    fn token_count(&mut self, count: &TokenCount) -> bool {
        let used = count.last.and_then(|last| last.total);
        let is_new = self.seen.insert((count.total, count.last));
        if is_new {
            for found in &mut self.found[self.settled..] {
                found.compaction.tokens_after = used;
            }
            self.settled = self.found.len();
        }
        self.used = used.or(self.used);
        let is_estimate = count
            .last
            .is_some_and(|last| last.tokens == Tokens::default());
        is_new && !is_estimate
    }

    fn compacted(&mut self, line: &OwnLine<'_>) {
        let response_id = line.field("compaction_response_id");
        self.found.push(Found {
            compaction: Compaction {
                tokens_before: self.used,
                ..Compaction::default()
            },
            response_key: response_id
                .and_then(|response_id| response_id.text())
                .map(|text| response_key(&text)),
            newest: self.newest,
        });
    }

    /// Tells each compaction among the events what is known of it, and marks the readings that are their requests.
    pub(super) fn finish(self, facts: &mut FileFacts) {
        if self.found.is_empty() {
            return;
        }
        let FileFacts {
            events,
            readings,
            turns,
            calls,
            ..
        } = facts;
        // A turn that has records has one of each response, though it may not say which is the compaction's.
        let is_record = |reading: &&Reading| matches!(reading.kind, ReadingKind::Record { .. });
        let records = readings.iter().filter(is_record);
        let with_records = order::set(records.filter_map(|reading| reading.turn));
        let with_calls = order::set(calls.iter().filter_map(|call| call.turn));
        let by_response = by_response(readings);
        let compactions = events.iter_mut().filter(|event| event.kind.is_compaction());
        for (event, found) in compactions.zip(self.found) {
            let request = found.request(&by_response, readings, event.kind, event.turn);
            if let Some(request) = request {
                readings[request].is_compaction = true;
            }
            let has_records = event.turn.is_some_and(|turn| with_records.contains(&turn));
            let has_calls = event.turn.is_some_and(|turn| with_calls.contains(&turn));
            let turn = event.turn.and_then(|turn| turns.get(turn as usize));
            event.compaction = Some(Compaction {
                cause: turn.map(|turn| match turn.activity.has_messages() || has_calls {
                    true => CompactionCause::Auto,
                    false => CompactionCause::Manual,
                }),
                is_told: request.is_some() || has_records,
                ..found.compaction
            });
        }
    }
}

impl Found {
    /// The reading that is the request: the newest of the response that the line names, else, where Codex itself
    /// compacts, the last response of the turn.
    fn request(
        &self,
        by_response: &[(IdHash, usize)],
        readings: &[Reading],
        kind: StateEventKind,
        turn: Option<u32>,
    ) -> Option<usize> {
        let named = self.response_key.and_then(|key| {
            let behind = by_response.partition_point(|(of, _)| *of <= key);
            let (_, newest) = by_response[..behind].last().filter(|(of, _)| *of == key)?;
            Some(*newest)
        });
        let last = self
            .newest
            .map(|newest| newest.reading)
            .filter(|&at| kind == StateEventKind::CompactionLocal && readings[at].turn == turn);
        named.or(last)
    }
}

/// The places of records in the order of their responses, the newest of each last: ids can come again in a later run.
fn by_response(readings: &[Reading]) -> Vec<(IdHash, usize)> {
    let records = readings.iter().enumerate();
    let keyed = records.filter_map(|(at, reading)| match reading.kind {
        ReadingKind::Record { response_key, .. } => Some((response_key?, at)),
        ReadingKind::Count { .. } => None,
    });
    let mut by_response: Vec<_> = keyed.collect();
    by_response.order_by_key(|(key, _)| *key);
    by_response
}
