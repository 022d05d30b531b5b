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
use crate::item::{AppItemKind, AppUsage, Outcome, SearchAction, StreamKind};
use crate::privacy::{Id, Label, Program, Pseudonym};
use crate::record::{Tier, Timestamp};
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
    /// Who told it.
    pub stream: StreamKind,
    /// Its thread.
    pub thread_id: Option<Id>,
    /// Its id; `exec` tells none.
    pub turn_id: Option<Id>,
    /// When it began; only the app-server tells times.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// How it ended; absent where the stream ends before.
    pub outcome: Option<Outcome>,
    /// What failed.
    pub error_kind: Option<Label>,
    /// Model.
    pub model: Option<Label>,
    /// Effort.
    pub effort: Option<Label>,
    /// Service tier.
    pub service_tier: Option<Tier>,
    /// How long it took.
    pub duration_ms: Option<u64>,
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
    /// Its turn, among those of the file.
    pub app_turn_index: u32,
    /// What it is.
    pub kind: AppItemKind,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// The stream tells its end.
    pub is_complete: bool,
    /// Whether it went well.
    pub success: Option<bool>,
    /// Name of the tool.
    pub tool: Option<Label>,
    /// Server of an MCP call.
    pub server: Option<Label>,
    /// What a web search did.
    pub search: Option<SearchAction>,
    /// Program of a command.
    pub program: Option<Program>,
    /// Stands for the whole command; absent without a key.
    pub command: Option<Pseudonym>,
    /// Exit code of a command.
    pub exit_code: Option<i64>,
    /// How long it took.
    pub duration_ms: Option<u64>,
    /// Bytes of what it printed.
    pub output_bytes: Option<u64>,
    /// Length of what was said.
    pub characters: Option<u64>,
    /// Files that it changed.
    pub changed_files: Option<u64>,
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
    let turn = turn.clone();
    let total = turn.thread_usage.unwrap_or_default();
    Record::AppTurns(Box::new(AppTurnRow {
        file,
        app_turn_index,
        stream: turn.stream,
        thread_id: turn.thread_id,
        turn_id: turn.turn_id,
        started_at: turn.started_at,
        ended_at: turn.ended_at,
        outcome: turn.outcome,
        error_kind: turn.error_kind,
        model: turn.model,
        effort: turn.effort,
        service_tier: turn.tier,
        duration_ms: turn.duration_ms,
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
    Record::AppItems(Box::new(AppItemRow {
        file,
        app_turn_index: item.turn,
        kind: item.kind,
        started_at: item.started_at,
        ended_at: item.ended_at,
        is_complete: item.is_complete,
        success: item.success,
        tool: item.tool,
        server: item.server,
        search: item.search,
        program: item.program,
        command: item.command,
        exit_code: item.exit_code,
        duration_ms: item.duration_ms,
        output_bytes: item.output_bytes,
        characters: item.characters,
        changed_files: item.changed_files,
    }))
}
