//! Gathers the records of an export.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use super::dataset::{Dataset, Session};
use super::files::outcome;
use super::query::{Filters, Query, QueryError};
use super::records::{
    CallRow, LimitRow, Record, RecordTable, RecordsReport, ResponseRow, SessionFacts, SourceRow,
    StateEventRow, TurnRow,
};
use super::scope::Scope;
use super::sums::Cost;
use crate::item::LimitWindow;
use crate::lineage::{Fate, UsageRow};
use crate::price::PriceTable;
use crate::session::{Call, LimitReading, StateEvent, Turn};
use crate::store::{FileRecords, SourceRecord};

/// All records of the tables asked for. They are whole: neither sorted otherwise nor cut.
pub(super) fn build(
    files: &[FileRecords],
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<RecordsReport, QueryError> {
    query.ungrouped()?;
    if query.sort.is_some() {
        return Err(QueryError::Column);
    }
    let kept = dataset.sessions.iter();
    let sessions: Vec<&Session> = kept.filter(|of| scope.keeps_session(of)).collect();
    let asked: BTreeSet<RecordTable> = query.tables.iter().copied().collect();
    let is_asked = |table: &RecordTable| asked.is_empty() || asked.contains(table);
    let tables: Vec<RecordTable> = RecordTable::ALL.into_iter().filter(is_asked).collect();
    let mut rows = Vec::new();
    for table in &tables {
        if *table == RecordTable::Sources {
            rows.extend(sources(files, &sessions, query, scope));
        }
        for session in &sessions {
            gather(*table, session, dataset, scope, &mut rows);
        }
    }
    Ok(RecordsReport {
        head: scope.head("records"),
        dates: scope.dates(),
        tables,
        filters: query.filters.clone(),
        rows,
        files: dataset.files.clone(),
    })
}

/// The files of the sessions asked for; all files when no filter asks.
fn sources<'a>(
    files: &'a [FileRecords],
    sessions: &[&Session],
    query: &Query,
    scope: &'a Scope<'_>,
) -> impl Iterator<Item = Record> + 'a {
    let is_filtered = query.filters != Filters::default();
    let ids: BTreeSet<_> = sessions
        .iter()
        .map(|of| of.identity.thread_id.clone())
        .collect();
    files.iter().filter_map(move |file| {
        let session_id = file.identity.as_ref().and_then(|of| of.thread_id.clone());
        let is_kept = !is_filtered || (session_id.is_some() && ids.contains(&session_id));
        let source: &SourceRecord = &file.source;
        (is_kept && scope.keeps_time(source.newest_line_at)).then(|| {
            Record::Sources(SourceRow {
                file: source.id,
                name: source.name.kept().map(Cow::into_owned),
                outcome: outcome(source),
                set_aside_for: source.set_aside_for,
                trouble: source.trouble,
                session_id,
                rollout_id: source.rollout_id.clone(),
                size_bytes: source.size_bytes,
                lines_seen: source.lines_seen,
                lines_skipped: source.lines_skipped,
                newest_line_at: source.newest_line_at,
            })
        })
    })
}

/// A session's records of one table.
fn gather(
    table: RecordTable,
    session: &Session,
    dataset: &Dataset,
    scope: &Scope<'_>,
    rows: &mut Vec<Record>,
) {
    let model_of = |turn| {
        session
            .turn(turn)
            .and_then(|turn: &Turn| turn.model.as_ref())
    };
    match table {
        RecordTable::Sources => {}
        RecordTable::Sessions => {
            let is_kept = scope.keeps_time(session.last_activity_at());
            rows.extend(is_kept.then(|| Record::Sessions(Box::new(facts(session, scope)))));
        }
        RecordTable::Turns => {
            let turns = (0..).zip(session.turns.iter());
            let turns = turns.filter(|(_, turn)| scope.keeps(turn.started_at, turn.model.as_ref()));
            rows.extend(turns.map(|(index, of)| Record::Turns(turn(session, index, of))));
        }
        RecordTable::Usage => {
            let counted = session.usage.iter().filter(|row| row.fate == Fate::Counted);
            let kept = counted.filter(|row| scope.keeps(row.at, row.model.as_ref()));
            rows.extend(kept.map(|row| Record::Usage(response(session, row, dataset.prices))));
        }
        RecordTable::Events => {
            let events = session.events.iter();
            let kept = events.filter(|event| scope.keeps(event.at, model_of(event.turn)));
            rows.extend(kept.map(|of| Record::Events(event(session, of))));
        }
        RecordTable::ToolCalls => {
            let calls = session.calls.iter();
            let kept = calls.filter(|call| scope.keeps(call.at, model_of(call.turn)));
            rows.extend(kept.map(|of| Record::ToolCalls(call(session, of))));
        }
        RecordTable::RateLimits => {
            let kept = session
                .limits
                .iter()
                .filter(|reading| scope.keeps_time(reading.at));
            rows.extend(kept.flat_map(|reading| limits(session, reading)));
        }
    }
}

fn facts(session: &Session, scope: &Scope<'_>) -> SessionFacts {
    let identity = session.identity;
    SessionFacts {
        session_id: session.id(),
        started_at: session.started_at,
        last_activity_at: session.last_activity_at(),
        project: scope.names.project(identity),
        branch: scope.names.branch(identity),
        repository: scope.names.repository(identity),
        commit: identity.commit.clone(),
        source: scope.names.source(identity),
        originator: identity.originator.clone(),
        cli_version: identity.cli_version.clone(),
        model_provider: identity.model_provider.clone(),
        forked_from_id: identity.forked_from_id.clone(),
        parent_id: identity.parent_thread_id.clone(),
        root_id: identity.root_thread_id.clone(),
        activity: session.activity.as_ref().clone(),
    }
}

fn turn(session: &Session, turn_index: u32, turn: &Turn) -> TurnRow {
    TurnRow {
        session_id: session.id(),
        turn_index,
        turn_id: turn.id.clone(),
        started_at: turn.started_at,
        ended_at: turn.ended_at,
        outcome: turn.outcome,
        error_kind: turn.error_kind.clone(),
        model: turn.model.clone(),
        effort: turn.effort.clone(),
        duration_ms: turn.duration_ms,
        time_to_first_token_ms: turn.time_to_first_token_ms,
    }
}

fn response(session: &Session, row: &UsageRow, prices: &PriceTable) -> ResponseRow {
    ResponseRow {
        session_id: session.id(),
        turn_index: row.turn,
        at: row.at,
        response_id: row.response_id.clone(),
        model: row.model.clone(),
        service_tier: row.tier,
        tokens: row.tokens.plus(&row.missing),
        compaction: row.is_compaction,
        cost_nano_dollars: Cost::of(row, prices).known(),
    }
}

fn event(session: &Session, event: &StateEvent) -> StateEventRow {
    let compaction = event.compaction;
    StateEventRow {
        session_id: session.id(),
        turn_index: event.turn,
        at: event.at,
        event: event.kind,
        error_kind: event.error_kind.clone(),
        rolled_back_turns: event.rolled_back_turns,
        cause: compaction.and_then(|compaction| compaction.cause),
        tokens_before: compaction.and_then(|compaction| compaction.tokens_before),
        tokens_after: compaction.and_then(|compaction| compaction.tokens_after),
    }
}

fn call(session: &Session, call: &Call) -> CallRow {
    CallRow {
        session_id: session.id(),
        turn_index: call.turn,
        at: call.at,
        kind: call.kind,
        tool: call.tool.clone(),
        server: call.server.clone(),
        server_tool: call.server_tool.clone(),
        search: call.search,
        program: call.program.clone(),
        command: call.command,
        success: call.success,
        exit_code: call.exit_code,
        duration_ms: call.duration_ms,
        output_bytes: call.output_bytes,
        nested: call.is_nested,
    }
}

/// A row a window; a reading without one still tells plan and limit.
fn limits(session: &Session, reading: &LimitReading) -> Vec<Record> {
    let limits = &reading.limits;
    let row = |window: LimitWindow| {
        Record::RateLimits(LimitRow {
            session_id: session.id(),
            at: reading.at,
            limit_id: limits.limit_id.clone(),
            limit_name: limits.limit_name.clone(),
            window_minutes: window.minutes,
            used_per_mille: window.used_per_mille,
            resets_at: window.resets_at,
            plan_type: limits.plan_type.clone(),
            reached_type: limits.reached_type.clone(),
        })
    };
    let windows = limits.windows.iter().flatten().copied();
    match limits.windows {
        [None, None] => alloc::vec![row(LimitWindow::default())],
        _ => windows.map(row).collect(),
    }
}
