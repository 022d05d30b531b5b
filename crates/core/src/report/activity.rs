//! What was said in each session: messages, reasoning, images; newest session last.

use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

use super::dataset::Dataset;
use super::query::{Filters, Order, Query, QueryError};
use super::scope::Scope;
use super::shared::{DateRange, FileCounts, Head};
use crate::session::ActivityCounts;

/// Sessions shown unless told.
const DEFAULT_LIMIT: u32 = 20;

/// Sessions whose newest line is in a range. Each counts whole, whatever part of it is in the range.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActivityReport {
    /// How it begins: `activity`.
    #[serde(flatten)]
    pub head: Head,
    /// The range.
    #[serde(flatten)]
    pub dates: DateRange,
    /// Filters of the query.
    pub filters: Filters,
    /// The sessions shown.
    pub rows: Vec<ActivityRow>,
    /// Sum of the sessions past the limit; `sessions` says how many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest: Option<ActivitySums>,
    /// Sum over all.
    pub total: ActivitySums,
    /// The files.
    pub files: FileCounts,
}

/// One session.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActivityRow {
    /// Thread id.
    pub session_id: String,
    /// What was said in it.
    #[serde(flatten)]
    pub counts: ActivityCounts,
}

/// Several sessions.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActivitySums {
    /// How many.
    pub sessions: u64,
    /// What was said in them.
    #[serde(flatten)]
    pub counts: ActivityCounts,
}

/// One row a session. The rows are in the order of time only.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<ActivityReport, QueryError> {
    let sort = query.sort.as_deref();
    if sort.is_some_and(|column| column != "last_activity_at") {
        return Err(QueryError::Column);
    }
    let kept = dataset.sessions.iter().filter(|session| {
        scope.keeps_session(session)
            && (scope.keeps_time(session.last_activity_at()) || !scope.is_limited())
    });
    let mut rows: Vec<ActivityRow> = kept
        .map(|session| ActivityRow {
            session_id: session.id(),
            counts: session.activity.as_ref().clone(),
        })
        .collect();
    let total = ActivitySums::of(&rows);
    let rest = cut(&mut rows, query.limit.unwrap_or(DEFAULT_LIMIT) as usize);
    if query.order == Some(Order::Desc) {
        rows.reverse();
    }
    Ok(ActivityReport {
        head: scope.head("activity"),
        dates: scope.dates(),
        filters: query.filters.clone(),
        rows,
        rest,
        total,
        files: dataset.files.clone(),
    })
}

/// Takes the oldest sessions past the limit away and sums them.
fn cut(rows: &mut Vec<ActivityRow>, limit: usize) -> Option<ActivitySums> {
    if limit == 0 || rows.len() <= limit {
        return None;
    }
    let newest = rows.split_off(rows.len() - limit);
    Some(ActivitySums::of(&core::mem::replace(rows, newest)))
}

impl ActivitySums {
    fn of(rows: &[ActivityRow]) -> Self {
        let mut sums = Self {
            sessions: rows.len() as u64,
            ..Self::default()
        };
        rows.iter().for_each(|row| sums.counts.join(&row.counts));
        sums
    }
}
