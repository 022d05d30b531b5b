//! Computes the session report.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::agents;
use super::dataset::{Dataset, Session};
use super::query::{Order, Query, QueryError};
use super::scope::Scope;
use super::session::{
    CallsOfKind, SessionCalls, SessionCompaction, SessionReport, TurnRow, TurnSums,
};
use super::session_facts::{SessionFacts, SettingsOfTurn, TurnFacts};
use super::sums::{Cost, Notes, Summing};
use super::untold;
use crate::item::CallKind;
use crate::lineage::Fate;
use crate::order::InOrder;
use crate::session::{ActivityCounts, Call, StateEventKind};

/// Fewest characters of an id that name a session.
const LEAST_START: usize = 4;

/// A turn under way: its row, and what it adds up.
#[derive(Default)]
struct Turning {
    row: TurnRow,
    summing: Summing,
}

/// Tells of the session that the query names.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<SessionReport, QueryError> {
    let column = column(query.sort.as_deref())?;
    let index = find(dataset, query.session.as_deref(), scope)?;
    let session = &dataset.sessions[index];
    let mut notes = Notes::default();
    let mut turns = turns(dataset, index, scope, &mut notes);
    let activity = activity(session, &turns);
    let total = TurnSums::of(&turns);
    let not_told = untold::count([session].into_iter(), scope);
    let is_in_time = matches!(query.sort.as_deref(), None | Some("turn_index"));
    let descending = query
        .order
        .map_or(!is_in_time, |order| order == Order::Desc);
    turns.order_by_key(|turn| column(&turn.row));
    if descending {
        turns.reverse();
    }
    let rest = cut(
        &mut turns,
        query.limit.unwrap_or(0) as usize,
        is_in_time && !descending,
    );
    let (left_out, prices) = notes.finish(dataset.prices);
    Ok(SessionReport {
        head: scope.head("session"),
        dates: scope.dates(),
        session: SessionFacts::of(session, scope),
        activity,
        calls: SessionCalls::of(kept_calls(session, scope)),
        compactions: compactions(session, scope),
        rows: turns.into_iter().map(|turn| turn.row).collect(),
        rest,
        total,
        agents: agents::below(dataset, index, scope),
        not_told,
        left_out,
        prices,
        files: dataset.files.clone(),
    })
}

/// The session whose id begins so; `last`, or nothing, is the newest.
pub(super) fn find(
    dataset: &Dataset,
    start: Option<&str>,
    scope: &Scope<'_>,
) -> Result<usize, QueryError> {
    let sessions = || dataset.sessions.iter().enumerate();
    let Some(start) = start.filter(|&start| start != "last") else {
        let newest = sessions().rev().find(|(_, session)| {
            scope.keeps_session(session)
                && (session.turns.iter()).any(|turn| scope.keeps_time(turn.started_at))
        });
        return newest.map(|(index, _)| index).ok_or(QueryError::NoSession);
    };
    if start.len() < LEAST_START {
        return Err(QueryError::NoSession);
    }
    let mut found = sessions().filter(|(_, session)| session.id().starts_with(start));
    let (index, _) = found.next().ok_or(QueryError::NoSession)?;
    match found.next() {
        Some(_) => Err(QueryError::SeveralSessions),
        None => Ok(index),
    }
}

/// The turns of the range, by time; last what belongs to no turn, if anything does.
fn turns(dataset: &Dataset, index: usize, scope: &Scope<'_>, notes: &mut Notes) -> Vec<Turning> {
    let session = &dataset.sessions[index];
    let mut turns: BTreeMap<Option<u32>, Turning> = BTreeMap::new();
    for (at, turn) in (0..).zip(session.turns.iter()) {
        if scope.keeps(turn.started_at, turn.model.as_ref()) {
            turns.insert(Some(at), Turning::of(session, at));
        }
    }
    for usage in session.usage.iter() {
        if !scope.keeps(usage.at, usage.model.as_ref()) {
            continue;
        }
        let cost = Cost::of(usage, dataset.prices);
        notes.row(usage, cost);
        if usage.fate == Fate::Counted {
            let turn = turns.entry(usage.turn).or_default();
            turn.summing.response(index, usage, cost);
        }
    }
    for call in kept_calls(session, scope).filter(|call| !call.is_nested) {
        turns.entry(call.turn).or_default().row.calls += 1;
    }
    let gauges = session.gauges.iter();
    for gauge in gauges.filter(|gauge| scope.keeps_time(gauge.at)) {
        if let Some(turn) = turns.get_mut(&gauge.turn) {
            turn.row.context_used_tokens = Some(gauge.used);
            turn.row.context_left_percent = Some(gauge.left_percent());
        }
    }
    let states_usage = session.states_usage();
    turns
        .into_iter()
        .map(|(turn_index, turn)| turn.finish(turn_index, states_usage))
        .collect()
}

/// Its calls that the query asks for.
pub(super) fn kept_calls<'a>(
    session: &'a Session<'a>,
    scope: &'a Scope<'_>,
) -> impl Iterator<Item = &'a Call> {
    session.calls.iter().filter(|call| {
        let turn = session.turn(call.turn);
        scope.keeps(call.at, turn.and_then(|turn| turn.model.as_ref()))
    })
}

/// What was said in the turns shown, and outside of turns when all are.
fn activity(session: &Session, turns: &[Turning]) -> ActivityCounts {
    let shown = turns.iter().filter_map(|turn| turn.row.turn_index);
    if shown.clone().count() == session.turns.len() {
        return session.activity.as_ref().clone();
    }
    let mut sum = ActivityCounts::default();
    shown.for_each(|turn| sum.join(&session.turns[turn as usize].activity));
    sum
}

fn compactions(session: &Session, scope: &Scope<'_>) -> Vec<SessionCompaction> {
    let kept = session.events.iter().filter(|event| {
        let turn = session.turn(event.turn);
        scope.keeps(event.at, turn.and_then(|turn| turn.model.as_ref()))
    });
    let rows = kept.filter_map(|event| {
        let compaction = event.compaction?;
        Some(SessionCompaction {
            at: event.at,
            turn_index: event.turn,
            is_remote: event.kind == StateEventKind::CompactionRemote,
            cause: compaction.cause,
            tokens_before: compaction.tokens_before,
            tokens_after: compaction.tokens_after,
            is_told: compaction.is_told,
        })
    });
    rows.collect()
}

impl Turning {
    fn of(session: &Session, index: u32) -> Self {
        let turn = &session.turns[index as usize];
        let mut summing = Summing::default();
        summing.turn();
        let row = TurnRow {
            facts: TurnFacts::of(turn),
            activity: turn.activity.clone(),
            settings: SettingsOfTurn::of(turn),
            ..TurnRow::default()
        };
        Self { row, summing }
    }

    fn finish(mut self, turn_index: Option<u32>, states_usage: bool) -> Self {
        let sums = self.summing.finish();
        self.row.turn_index = turn_index;
        self.row.responses = sums.responses;
        if states_usage {
            self.row.tokens = Some(sums.tokens);
            self.row.total_tokens = Some(sums.total_tokens);
            self.row.cost_nano_dollars = sums.cost_nano_dollars;
            self.row.priced_tokens = Some(sums.priced_tokens);
        }
        self
    }
}

impl TurnSums {
    fn of(turns: &[Turning]) -> Self {
        let mut sum = Summing::default();
        turns.iter().for_each(|turn| sum.join(&turn.summing));
        let durations = turns.iter().filter_map(|turn| turn.row.facts.duration_ms);
        Self {
            duration_ms: durations.reduce(u64::saturating_add),
            calls: turns.iter().map(|turn| turn.row.calls).sum(),
            sums: sum.finish(),
        }
    }
}

impl SessionCalls {
    fn of<'a>(calls: impl Iterator<Item = &'a Call>) -> Self {
        let mut by_kind: BTreeMap<CallKind, u64> = BTreeMap::new();
        let mut nested_calls = 0;
        for call in calls {
            match call.is_nested {
                true => nested_calls += 1,
                false => *by_kind.entry(call.kind).or_default() += 1,
            }
        }
        let by_kind = by_kind.into_iter();
        let mut by_kind: Vec<_> = by_kind
            .map(|(kind, calls)| CallsOfKind { kind, calls })
            .collect();
        by_kind.order_by_key(|of_kind| core::cmp::Reverse(of_kind.calls));
        Self {
            calls: by_kind.iter().map(|of_kind| of_kind.calls).sum(),
            by_kind,
            nested_calls,
        }
    }
}

/// Takes the turns past the limit (0: none) away and sums them. In the order of time the newest stay.
fn cut(turns: &mut Vec<Turning>, limit: usize, is_newest_last: bool) -> Option<TurnSums> {
    if limit == 0 || turns.len() <= limit {
        return None;
    }
    let rest = if is_newest_last {
        let newest = turns.split_off(turns.len() - limit);
        core::mem::replace(turns, newest)
    } else {
        turns.split_off(limit)
    };
    Some(TurnSums::of(&rest))
}

/// What turns can be sorted by; an absent number is the smallest.
fn column(word: Option<&str>) -> Result<fn(&TurnRow) -> Option<u64>, QueryError> {
    Ok(match word {
        None | Some("turn_index") => |row| row.turn_index.map(u64::from),
        Some("duration_ms") => |row| row.facts.duration_ms,
        Some("responses") => |row| Some(row.responses),
        Some("calls") => |row| Some(row.calls),
        Some("total_tokens") => |row| row.total_tokens,
        Some("cost_nano_dollars") => |row| row.cost_nano_dollars,
        Some("context_left_percent") => |row| row.context_left_percent,
        Some(_) => return Err(QueryError::Column),
    })
}
