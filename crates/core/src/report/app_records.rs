//! Records of streams: turns and items as the app-server or `codex exec --json` told them (FORMAT.md §9).
//!
//! They belong to no session of the data set: a thread's rollout tells the same again. So they stand beside sessions, and a
//! filter by what only a session tells keeps those of its thread.

use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use serde::Serialize;

use super::dataset::Session;
use super::query::{Filters, Query};
use super::records::{Record, RecordTable};
use super::scope::Scope;
use crate::item::AppUsage;
use crate::privacy::Id;
use crate::store::FileRecords;
use crate::stream::{AppItem, AppTurn};

/// A turn of a stream. Its tokens are in no total of sessions.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AppTurnRow {
    /// Number of the file.
    pub file: u32,
    /// Its place among the turns of the file, from 0.
    pub app_turn_index: u32,
    /// What was told.
    #[serde(flatten)]
    pub turn: AppTurn,
    /// What its responses used; absent where only the thread's total is told.
    #[serde(flatten)]
    pub usage: AppUsage,
    /// Input that its thread used until its end.
    pub thread_input_tokens: Option<u64>,
    /// The part of it that was read from the cache.
    pub thread_cached_input_tokens: Option<u64>,
    /// The part of it that was written to the cache.
    pub thread_cache_write_input_tokens: Option<u64>,
    /// Output likewise.
    pub thread_output_tokens: Option<u64>,
    /// The part of it that was reasoning.
    pub thread_reasoning_output_tokens: Option<u64>,
}

/// An item of a stream.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AppItemRow {
    /// Number of the file.
    pub file: u32,
    /// What was told.
    #[serde(flatten)]
    pub item: AppItem,
}

/// The records of one of the two tables.
pub(super) fn gather(
    table: RecordTable,
    files: &[FileRecords],
    sessions: &[&Session],
    query: &Query,
    scope: &Scope<'_>,
    rows: &mut Vec<Record>,
) {
    let of_sessions = Filters {
        model: Vec::new(),
        ..query.filters.clone()
    };
    let is_filtered = of_sessions != Filters::default();
    let threads: BTreeSet<&Id> = sessions
        .iter()
        .filter_map(|session| session.identity.thread_id.as_ref())
        .collect();
    let is_kept = |turn: &AppTurn| {
        let is_asked = || {
            let thread_id = turn.thread_id.as_ref();
            thread_id.is_some_and(|thread_id| threads.contains(thread_id))
        };
        (!is_filtered || is_asked()) && scope.keeps(turn.started_at, turn.model.as_ref())
    };
    for file in files.iter().filter(|file| file.counts()) {
        if table == RecordTable::AppTurns {
            let turns = (0..).zip(&file.app_turns);
            let kept = turns.filter(|(_, turn)| is_kept(turn));
            rows.extend(kept.map(|(at, turn)| turn_row(file.source.id, at, turn)));
        } else {
            let items = file.app_items.iter();
            let kept = items.filter(|item| is_kept(&file.app_turns[item.turn as usize]));
            rows.extend(kept.map(|item| item_row(file.source.id, item)));
        }
    }
}

fn turn_row(file: u32, app_turn_index: u32, turn: &AppTurn) -> Record {
    let total = turn.thread_usage.unwrap_or_default();
    Record::AppTurns(Box::new(AppTurnRow {
        file,
        app_turn_index,
        turn: turn.clone(),
        usage: turn.usage.unwrap_or_default(),
        thread_input_tokens: total.input,
        thread_cached_input_tokens: total.cached_input,
        thread_cache_write_input_tokens: total.cache_write_input,
        thread_output_tokens: total.output,
        thread_reasoning_output_tokens: total.reasoning_output,
    }))
}

fn item_row(file: u32, item: &AppItem) -> Record {
    let item = item.clone();
    Record::AppItems(Box::new(AppItemRow { file, item }))
}
