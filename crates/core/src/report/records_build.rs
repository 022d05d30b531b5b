//! Gathers the records of an export.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::app_records;
use super::dataset::{Dataset, Session};
use super::files::outcome;
use super::query::{Filters, Query, QueryError};
use super::records::{
    CallRecord, GaugeRow, LimitRow, Record, RecordTable, RecordsReport, ResponseRow, SessionRecord,
    SourceRow, StateEventRow, TurnRecord, TypeRow,
};
use super::records_status;
use super::scope::Scope;
use super::session_facts::{CallFacts, SessionFacts, SettingsOfTurn, TurnFacts};
use super::sums::Cost;
use crate::item::LimitWindow;
use crate::lineage::{Fate, UsageRow};
use crate::order;
use crate::price::PriceTable;
use crate::privacy::Id;
use crate::session::{Gauge, LimitReading, StateEvent, Turn};
use crate::status::StatusSnapshot;
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
    let asked = &query.tables;
    let is_asked = |table: &RecordTable| asked.is_empty() || asked.contains(table);
    let tables: Vec<RecordTable> = RecordTable::ALL.into_iter().filter(is_asked).collect();
    let ids = order::set(sessions.iter().map(|of| of.identity.thread_id.clone()));
    let is_filtered = query.filters != Filters::default();
    // A file or a panel without an id is of no session.
    let is_kept = |id: &Option<Id>| !is_filtered || (id.is_some() && ids.contains(id));
    let mut rows = Vec::new();
    for table in &tables {
        match table {
            RecordTable::Sources => rows.extend(sources(files, &is_kept, scope)),
            RecordTable::StatusSnapshots => {
                let kept = statuses(files, &is_kept, scope);
                rows.extend(kept.map(|of| records_status::snapshot(of, scope)));
            }
            RecordTable::StatusLimits => {
                let kept = statuses(files, &is_kept, scope);
                rows.extend(kept.flat_map(records_status::limits));
            }
            RecordTable::AppTurns | RecordTable::AppItems => {
                app_records::gather(*table, files, &sessions, query, scope, &mut rows);
            }
            _ => {}
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
    is_of_sessions: &'a dyn Fn(&Option<Id>) -> bool,
    scope: &'a Scope<'_>,
) -> impl Iterator<Item = Record> + 'a {
    files.iter().filter_map(move |file| {
        let session_id = file.identity.as_ref().and_then(|of| of.thread_id.clone());
        let is_kept = is_of_sessions(&session_id);
        let source: &SourceRecord = &file.source;
        (is_kept && scope.keeps_time(source.newest_line_at)).then(|| {
            Record::Sources(SourceRow {
                file: source.id,
                name: source.name.kept().map(Cow::into_owned),
                outcome: outcome(source),
                set_aside_for: source.set_aside_for,
                trouble: source.trouble,
                home: scope.names.home(source.home.as_ref()),
                is_packed: source.is_packed,
                is_document: source.is_document,
                is_archived: source.is_archived,
                form: source.form,
                is_gone: source.is_gone,
                is_purged: source.is_purged,
                modified_at: source.modified_at,
                history_base_id: source.history_base_id.clone(),
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

/// The panels and exits of the sessions asked for; all when no filter asks.
fn statuses<'a>(
    files: &'a [FileRecords],
    is_of_sessions: &'a dyn Fn(&Option<Id>) -> bool,
    scope: &Scope<'_>,
) -> impl Iterator<Item = (&'a FileRecords, u32, &'a StatusSnapshot)> {
    let is_in_range = scope.keeps_time(None);
    records_status::snapshots(files)
        .filter(move |(_, _, snapshot)| is_in_range && is_of_sessions(&snapshot.session_id))
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
        RecordTable::Sources
        | RecordTable::StatusSnapshots
        | RecordTable::StatusLimits
        | RecordTable::AppTurns
        | RecordTable::AppItems => {}
        RecordTable::Sessions => {
            let is_kept = scope.keeps_time(session.last_activity_at());
            let record = || SessionRecord {
                facts: SessionFacts::of(session, scope),
                activity: session.activity.as_ref().clone(),
            };
            rows.extend(is_kept.then(|| Record::Sessions(Box::new(record()))));
        }
        RecordTable::Turns => {
            let turns = (0..).zip(session.turns.iter());
            let turns = turns.filter(|(_, turn)| scope.keeps(turn.started_at, turn.model.as_ref()));
            rows.extend(turns.map(|(turn_index, turn)| {
                Record::Turns(Box::new(TurnRecord {
                    session_id: session.id(),
                    turn_index,
                    facts: TurnFacts::of(turn),
                    settings: SettingsOfTurn::of(turn),
                    activity: turn.activity.clone(),
                }))
            }));
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
            rows.extend(kept.map(|call| {
                Record::ToolCalls(CallRecord {
                    session_id: session.id(),
                    facts: CallFacts::of(call),
                })
            }));
        }
        RecordTable::RateLimits => {
            let kept = session
                .limits
                .iter()
                .filter(|reading| scope.keeps_time(reading.at));
            rows.extend(kept.flat_map(|reading| limits(session, reading)));
        }
        RecordTable::Gauges => {
            let gauges = session.gauges.iter();
            let kept = gauges.filter(|gauge| scope.keeps(gauge.at, model_of(gauge.turn)));
            rows.extend(kept.map(|of| Record::Gauges(gauge(session, of))));
        }
        RecordTable::Types => {
            let is_kept = scope.keeps_time(session.last_activity_at());
            rows.extend(types(session).filter(|_| is_kept));
        }
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
        compaction_is_told: compaction.map(|compaction| compaction.is_told),
    }
}

fn gauge(session: &Session, gauge: &Gauge) -> GaugeRow {
    GaugeRow {
        session_id: session.id(),
        turn_index: gauge.turn,
        at: gauge.at,
        window_tokens: gauge.window,
        used_tokens: gauge.used,
        left_percent: gauge.left_percent(),
        is_full: gauge.is_overflow,
        is_estimate: gauge.is_estimate,
        stated_total_tokens: gauge.stated_total,
    }
}

/// A type of several files is one row.
fn types(session: &Session) -> impl Iterator<Item = Record> {
    let known = session.known_types.iter().map(|of| (of, true));
    let unknown = session.unknown_types.iter().map(|of| (of, false));
    let mut counts = BTreeMap::new();
    for (of, is_known) in known.chain(unknown) {
        let key = (of.place, of.name.clone(), is_known);
        let count: &mut u64 = counts.entry(key).or_default();
        *count = count.saturating_add(of.count);
    }
    let session_id = session.id();
    counts
        .into_iter()
        .map(move |((place, name, is_known), count)| {
            Record::Types(TypeRow {
                session_id: session_id.clone(),
                place,
                name,
                is_known,
                count,
            })
        })
}

/// A row a window; a reading without one still tells plan and limit.
fn limits(session: &Session, reading: &LimitReading) -> Vec<Record> {
    let limits = &reading.limits;
    let credits = limits.credits.clone().unwrap_or_default();
    let individual = limits.individual_limit.clone().unwrap_or_default();
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
            has_credits: credits.has_credits,
            unlimited_credits: credits.unlimited,
            credit_balance: credits.balance.clone(),
            individual_limit: individual.limit.clone(),
            individual_used: individual.used.clone(),
            individual_remaining_percent: individual.remaining_percent,
            individual_resets_at: individual.resets_at,
            spend_control_reached: limits.spend_control_reached,
        })
    };
    let windows = limits.windows.iter().flatten().copied();
    match limits.windows {
        [None, None] => alloc::vec![row(LimitWindow::default())],
        _ => windows.map(row).collect(),
    }
}
