//! Events and items by the type that their lines name: each that the format's description knows by its name, and each
//! other one by its label. A count has no time: a session counts whole, where its newest line is in the range.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use serde::Serialize;

use super::dataset::{Dataset, Session};
use super::events::{EventRest, EventSums};
use super::events_build::{Counting, joined, sort};
use super::query::{Filters, Query, QueryError};
use super::scope::Scope;
use super::shared::{DateRange, FileCounts, Head};
use crate::item::TypePlace;
use crate::privacy::Label;

/// Types shown unless told.
const DEFAULT_LIMIT: u32 = 20;

/// Types of events and items of the sessions of a range.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventTypesReport {
    /// How it begins: `event_types`.
    #[serde(flatten)]
    pub head: Head,
    /// The range.
    #[serde(flatten)]
    pub dates: DateRange,
    /// Filters of the query.
    pub filters: Filters,
    /// The types.
    pub rows: Vec<EventTypeRow>,
    /// Sum of the rows past the limit, and how many they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest: Option<EventRest>,
    /// Sum of all rows.
    pub total: EventSums,
    /// The files.
    pub files: FileCounts,
}

/// One type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventTypeRow {
    /// Where it stands.
    pub place: TypePlace,
    /// Its name; absent when it is no label.
    pub name: Option<Label>,
    /// The format's description has it.
    pub is_known: bool,
    /// How often, and where.
    #[serde(flatten)]
    pub sums: EventSums,
}

/// What tells one type from any other.
type TypeKey<'a> = (TypePlace, Option<&'a Label>, bool);

/// Counts the lines of each type.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<EventTypesReport, QueryError> {
    let mut rows: Vec<_> = counted(dataset, scope).into_iter().collect();
    sort(&mut rows, query)?;
    let total = joined(&rows);
    let limit = match query.limit.unwrap_or(DEFAULT_LIMIT) {
        0 => rows.len(),
        limit => rows.len().min(limit as usize),
    };
    let cut = rows.split_off(limit);
    Ok(EventTypesReport {
        head: scope.head("event_types"),
        dates: scope.dates(),
        filters: query.filters.clone(),
        rows: rows.iter().map(row).collect(),
        rest: (!cut.is_empty()).then(|| EventRest {
            rows: cut.len() as u64,
            sums: joined(&cut),
        }),
        total,
        files: dataset.files.clone(),
    })
}

fn counted<'a>(dataset: &'a Dataset<'a>, scope: &Scope<'_>) -> BTreeMap<TypeKey<'a>, Counting> {
    let mut counted: BTreeMap<TypeKey<'a>, Counting> = BTreeMap::new();
    let is_kept = |session: &Session<'_>| {
        scope.keeps_session(session)
            && (scope.keeps_time(session.last_activity_at()) || !scope.is_limited())
    };
    let sessions = dataset.sessions.iter().enumerate();
    for (index, session) in sessions.filter(|(_, session)| is_kept(session)) {
        let known = session.known_types.iter().map(|of| (of, true));
        let unknown = session.unknown_types.iter().map(|of| (of, false));
        for (of, is_known) in known.chain(unknown) {
            let key = (of.place, of.name.as_ref(), is_known);
            let counting = counted.entry(key).or_default();
            counting.add(index, of.count);
        }
    }
    counted
}

fn row(((place, name, is_known), counting): &(TypeKey<'_>, Counting)) -> EventTypeRow {
    EventTypeRow {
        place: *place,
        name: name.cloned(),
        is_known: *is_known,
        sums: counting.finish(),
    }
}
