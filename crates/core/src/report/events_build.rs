//! Computes the events report.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use super::dataset::{Dataset, Session};
use super::events::{EventRest, EventRow, EventSums, EventsReport};
use super::query::{Grouping, Order, Query, QueryError};
use super::scope::Scope;
use crate::order::InOrder;
use crate::privacy::Label;
use crate::session::{StateEventKind, Turn};

/// Kinds shown unless told.
const DEFAULT_LIMIT: u32 = 20;

/// The event, and what failed.
type Event<'a> = (StateEventKind, Option<&'a Label>);
/// What tells one row from any other: the event, and where it happened if that is asked.
type EventKey<'a> = (Event<'a>, Option<usize>);

/// Events of one kind under way.
#[derive(Clone, Default)]
pub(super) struct Counting {
    count: u64,
    sessions: BTreeSet<usize>,
}

/// Counts the events of a range by kind.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<EventsReport, QueryError> {
    let by = match *query.by.as_slice() {
        [] => Grouping::Kind,
        [by @ (Grouping::Kind | Grouping::Session)] => by,
        _ => return Err(QueryError::Grouping),
    };
    let mut rows = counted(dataset, by, scope).into_iter().collect::<Vec<_>>();
    sort(&mut rows, query)?;
    let limit = match query.limit.unwrap_or(DEFAULT_LIMIT) {
        0 => rows.len(),
        limit => rows.len().min(limit as usize),
    };
    let (shown, cut) = rows.split_at(limit);
    Ok(EventsReport {
        head: scope.head("events"),
        dates: scope.dates(),
        by,
        filters: query.filters.clone(),
        rows: shown.iter().map(|shown| row(dataset, shown)).collect(),
        rest: (!cut.is_empty()).then(|| EventRest {
            rows: cut.len() as u64,
            sums: joined(cut),
        }),
        total: joined(&rows),
        files: dataset.files.clone(),
    })
}

fn counted<'a>(
    dataset: &'a Dataset<'a>,
    by: Grouping,
    scope: &Scope<'_>,
) -> BTreeMap<EventKey<'a>, Counting> {
    let mut counted: BTreeMap<EventKey<'_>, Counting> = BTreeMap::new();
    for (index, session) in dataset.sessions.iter().enumerate() {
        if !scope.keeps_session(session) {
            continue;
        }
        let place = (by == Grouping::Session).then_some(index);
        for event in ends_of_turns(session, scope).chain(events(session, scope)) {
            let counting = counted.entry((event, place)).or_default();
            counting.add(index, 1);
        }
    }
    counted
}

/// A turn that never ended stands at the time of its beginning.
fn ends_of_turns<'a>(
    session: &'a Session<'a>,
    scope: &Scope<'_>,
) -> impl Iterator<Item = Event<'a>> {
    let is_kept =
        |turn: &&Turn| scope.keeps(turn.ended_at.or(turn.started_at), turn.model.as_ref());
    session.turns.iter().filter(is_kept).filter_map(|turn| {
        let kind = StateEventKind::of_outcome(turn.outcome?)?;
        Some((kind, turn.error_kind.as_ref()))
    })
}

fn events<'a>(session: &'a Session<'a>, scope: &Scope<'_>) -> impl Iterator<Item = Event<'a>> {
    let kept = session.events.iter().filter(|event| {
        let turn = session.turn(event.turn);
        scope.keeps(event.at, turn.and_then(|turn| turn.model.as_ref()))
    });
    kept.map(|event| (event.kind, event.error_kind.as_ref()))
}

/// Most first unless told; equal rows stay in the order of kinds.
pub(super) fn sort<Key>(rows: &mut [(Key, Counting)], query: &Query) -> Result<(), QueryError> {
    let column: fn(&Counting) -> usize = match query.sort.as_deref() {
        None | Some("count") => |counting| counting.count as usize,
        Some("sessions") => |counting| counting.sessions.len(),
        Some(_) => return Err(QueryError::Column),
    };
    if query.order == Some(Order::Asc) {
        rows.order_by_key(|(_, counting)| column(counting));
    } else {
        rows.order_by_key(|(_, counting)| core::cmp::Reverse(column(counting)));
    }
    Ok(())
}

fn row(
    dataset: &Dataset,
    (((event, error_kind), place), counting): &(EventKey<'_>, Counting),
) -> EventRow {
    EventRow {
        session_id: place.map(|index| dataset.sessions[index].id()),
        event: *event,
        error_kind: error_kind.cloned(),
        sums: counting.finish(),
    }
}

/// What rows come to.
pub(super) fn joined<Key>(rows: &[(Key, Counting)]) -> EventSums {
    let mut sum = Counting::default();
    for (_, counting) in rows {
        sum.count = sum.count.saturating_add(counting.count);
        sum.sessions.extend(&counting.sessions);
    }
    sum.finish()
}

impl Counting {
    /// Adds so many of a session.
    pub(super) fn add(&mut self, session: usize, count: u64) {
        self.count = self.count.saturating_add(count);
        self.sessions.insert(session);
    }

    pub(super) fn finish(&self) -> EventSums {
        EventSums {
            count: self.count,
            sessions: self.sessions.len() as u64,
        }
    }
}
