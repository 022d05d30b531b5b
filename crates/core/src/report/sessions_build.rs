//! Computes the sessions report.

use alloc::string::ToString;
use alloc::vec::Vec;
use core::cmp::Ordering;

use super::dataset::{Dataset, Session};
use super::fill::fill_per_mille;
use super::query::{Order, Query, QueryError};
use super::scope::Scope;
use super::sessions::{SessionRow, SessionSums, SessionsReport};
use super::shared::Sums;
use super::sums::{Notes, Summing};
use super::tally::{Tallied, tallied};
use crate::lineage::{Fate, UsageRow};
use crate::order::InOrder;
use crate::privacy::{Id, Label};
use crate::record::Timestamp;
use crate::session::{Call, Gauge, Turn};
use crate::store::TallyTime;

/// Sessions shown unless told.
const DEFAULT_LIMIT: u32 = 20;

/// A row under way.
struct Found<'a> {
    session: &'a Session<'a>,
    row: SessionRow,
    summing: Summing,
}

/// Sums each session's part of the range.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<SessionsReport, QueryError> {
    let compare = comparison(query.sort.as_deref())?;
    let mut notes = Notes::default();
    let tallies = dataset.known.tallies(dataset, scope);
    let tallied = tallied(dataset, &tallies);
    let kept = tallied.iter();
    let kept = kept.filter(|tallied| scope.keeps_session(tallied.session));
    let found = kept.filter_map(|tallied| found(tallied, scope, &mut notes));
    let mut rows: Vec<Found<'_>> = found.collect();
    let is_in_time = query.sort.is_none()
        || query
            .sort
            .as_deref()
            .is_some_and(|column| column.ends_with("_at"));
    let descending = query
        .order
        .map_or(!is_in_time, |order| order == Order::Desc);
    rows.order_by(|one, other| {
        if descending {
            compare(&other.row, &one.row)
        } else {
            compare(&one.row, &other.row)
        }
    });
    let sum = |rows: &[Found<'_>]| sum(rows, query.with_parts);
    let total = sum(&rows);
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT) as usize;
    let rest = cut(&mut rows, limit, is_in_time && !descending);
    let rest = rest.map(|rest| sum(&rest));
    let (left_out, prices) = notes.finish(dataset.prices);
    Ok(SessionsReport {
        head: scope.head("sessions"),
        dates: scope.dates(),
        filters: query.filters.clone(),
        rows: rows
            .into_iter()
            .map(|Found { session, row, .. }| SessionRow {
                efforts: query.with_parts.then(|| efforts(session, scope)),
                models: query.with_parts.then(|| models(session, scope)),
                ..row
            })
            .collect(),
        rest,
        total,
        left_out,
        prices,
        files: dataset.files.clone(),
    })
}

/// A session's row, unless nothing of it is in the range.
fn found<'a>(tallied: &Tallied<'a>, scope: &Scope<'_>, notes: &mut Notes) -> Option<Found<'a>> {
    let session = tallied.session;
    let mut summing = Summing::default();
    let (mut inherited_tokens, mut repeated_tokens) = (0, 0);
    // Of a model, only its responses and turns speak.
    let mut is_active = !scope.asks_for_models()
        && (scope.keeps_time(session.last_activity_at()) || !scope.is_limited());
    for tally in tallied.asked(TallyTime::Within, scope) {
        is_active = true;
        notes.tally(tally);
        summing.tally(tallied.place, tally);
        inherited_tokens += tally.inherited_tokens;
        repeated_tokens += tally.repeated_tokens;
    }
    let calls = calls(session, scope).count() as u64;
    if !is_active && calls == 0 {
        return None;
    }
    let id = |id: &Option<Id>| id.as_ref().map(ToString::to_string);
    let sums = summing.finish();
    let stated = session.states_usage().then_some(&sums);
    let identity = session.identity;
    let row = SessionRow {
        session_id: session.id(),
        started_at: session.started_at,
        last_activity_at: session.last_activity_at(),
        project: scope.names.project(identity),
        branch: scope.names.branch(identity),
        repository: scope.names.repository(identity),
        source: scope.names.source(identity),
        cli_version: identity.cli_version.as_ref().map(ToString::to_string),
        model: session.model(),
        turns: sums.turns,
        calls,
        failed_calls: failed_calls(session, scope),
        compactions: compactions(session, scope),
        responses: sums.responses,
        context_left_percent: session.newest_gauge().map(Gauge::left_percent),
        most_used_per_mille: most_used_per_mille(session, scope),
        tokens: stated.map(|sums| sums.tokens),
        total_tokens: stated.map(|sums| sums.total_tokens),
        cost_nano_dollars: stated.and_then(|sums| sums.cost_nano_dollars),
        priced_tokens: stated.map(|sums| sums.priced_tokens),
        inherited_tokens,
        repeated_tokens,
        parent_id: id(&session.ancestry.parent_id),
        forked_from_id: id(&session.ancestry.forked_from_id),
        root_id: id(&session.ancestry.root_id),
        files: session.files,
        partial_files: session.partial_files,
        efforts: None,
        models: None,
    };
    Some(Found {
        session,
        row,
        summing,
    })
}

/// Efforts of the turns and responses in the range, each once.
fn efforts(session: &Session<'_>, scope: &Scope<'_>) -> Vec<Label> {
    each_once(
        session,
        scope,
        |turn| turn.effort.as_ref(),
        |row| row.effort.as_ref(),
    )
}

/// Models of the turns and responses in the range, each once.
fn models(session: &Session<'_>, scope: &Scope<'_>) -> Vec<Label> {
    each_once(
        session,
        scope,
        |turn| turn.model.as_ref(),
        |row| row.model.as_ref(),
    )
}

fn each_once(
    session: &Session<'_>,
    scope: &Scope<'_>,
    of_turn: fn(&Turn) -> Option<&Label>,
    of_response: fn(&UsageRow) -> Option<&Label>,
) -> Vec<Label> {
    let turns = session.turns.iter();
    let of_turns = turns.filter(|turn| scope.keeps(turn.started_at, turn.model.as_ref()));
    let responses = session.usage.iter();
    let counted = responses
        .filter(|row| row.fate == Fate::Counted && scope.keeps(row.at, row.model.as_ref()));
    let words = of_turns.filter_map(of_turn);
    let mut once = Vec::new();
    let mut in_order: Vec<&Label> = Vec::new();
    for label in words.chain(counted.filter_map(of_response)) {
        if let Err(place) = in_order.binary_search(&label) {
            in_order.insert(place, label);
            once.push(label.clone());
        }
    }
    once
}

/// The calls that the model made in the range.
fn calls<'a>(session: &'a Session<'_>, scope: &'a Scope<'_>) -> impl Iterator<Item = &'a Call> {
    let is_kept = |call: &&Call| !call.is_nested && keeps(session, scope, call.at, call.turn);
    session.calls.iter().filter(is_kept)
}

fn failed_calls(session: &Session<'_>, scope: &Scope<'_>) -> Option<u64> {
    let outcomes = calls(session, scope).filter_map(|call| call.success);
    outcomes.fold(None, |failed, success| {
        Some(failed.unwrap_or(0) + u64::from(!success))
    })
}

fn compactions(session: &Session<'_>, scope: &Scope<'_>) -> u64 {
    let events = session.events.iter();
    let kept = events.filter(|event| keeps(session, scope, event.at, event.turn));
    kept.filter(|event| event.compaction.is_some()).count() as u64
}

fn most_used_per_mille(session: &Session<'_>, scope: &Scope<'_>) -> Option<u64> {
    let gauges = session.gauges.iter();
    let kept = gauges.filter(|gauge| keeps(session, scope, gauge.at, gauge.turn));
    kept.filter_map(fill_per_mille).max()
}

/// Whether what stood in this turn at this time is asked for.
fn keeps(
    session: &Session<'_>,
    scope: &Scope<'_>,
    at: Option<Timestamp>,
    turn: Option<u32>,
) -> bool {
    let turn = session.turn(turn);
    scope.keeps(at, turn.and_then(|turn| turn.model.as_ref()))
}

/// Sums whose `sessions` are all rows, also those without usage.
fn sum(rows: &[Found<'_>], with_parts: bool) -> SessionSums {
    let mut sum = Summing::default();
    rows.iter().for_each(|found| sum.join(&found.summing));
    let without_usage = rows.iter().filter(|found| found.row.responses == 0);
    SessionSums {
        sums: Sums {
            sessions: rows.len() as u64,
            ..sum.finish()
        },
        calls: rows.iter().map(|found| found.row.calls).sum(),
        without_usage: with_parts.then(|| without_usage.count() as u64),
    }
}

/// Takes the sessions past the limit away. In the order of time the newest stay.
fn cut<'a>(rows: &mut Vec<Found<'a>>, limit: usize, newest_last: bool) -> Option<Vec<Found<'a>>> {
    if limit == 0 || rows.len() <= limit {
        return None;
    }
    let rest = if newest_last {
        let newest = rows.split_off(rows.len() - limit);
        core::mem::replace(rows, newest)
    } else {
        rows.split_off(limit)
    };
    Some(rest)
}

type Comparison = fn(&SessionRow, &SessionRow) -> Ordering;

/// How rows are compared; equal ones by their last activity, then by id.
fn comparison(
    column: Option<&str>,
) -> Result<impl Fn(&SessionRow, &SessionRow) -> Ordering, QueryError> {
    let by: Comparison = match column {
        None | Some("last_activity_at") => {
            |one, other| one.last_activity_at.cmp(&other.last_activity_at)
        }
        Some("started_at") => |one, other| one.started_at.cmp(&other.started_at),
        Some("turns") => |one, other| one.turns.cmp(&other.turns),
        Some("calls") => |one, other| one.calls.cmp(&other.calls),
        Some("responses") => |one, other| one.responses.cmp(&other.responses),
        Some("input_tokens") => |one, other| {
            one.tokens
                .map(|of| of.input)
                .cmp(&other.tokens.map(|of| of.input))
        },
        Some("output_tokens") => |one, other| {
            one.tokens
                .map(|of| of.output)
                .cmp(&other.tokens.map(|of| of.output))
        },
        Some("total_tokens") => |one, other| one.total_tokens.cmp(&other.total_tokens),
        Some("cost_nano_dollars") => {
            |one, other| one.cost_nano_dollars.cmp(&other.cost_nano_dollars)
        }
        Some(_) => return Err(QueryError::Column),
    };
    Ok(move |one: &SessionRow, other: &SessionRow| {
        by(one, other)
            .then_with(|| one.last_activity_at.cmp(&other.last_activity_at))
            .then_with(|| one.session_id.cmp(&other.session_id))
    })
}
