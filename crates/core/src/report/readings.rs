//! Every reading of every rate-limit window, as the files hold them: what a chart of a window is drawn from.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Serialize;

use super::dataset::{Dataset, Session};
use super::query::{Filters, Order, Query, QueryError};
use super::scope::Scope;
use super::shared::{DateRange, FileCounts, Head};
use crate::item::LimitWindow;
use crate::order::InOrder;
use crate::record::Timestamp;
use crate::session::LimitReading;

/// Readings in a range, oldest first.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReadingsReport {
    /// How it begins: `readings`.
    #[serde(flatten)]
    pub head: Head,
    /// The range.
    #[serde(flatten)]
    pub dates: DateRange,
    /// Filters of the query.
    pub filters: Filters,
    /// The newest readings, or all.
    pub rows: Vec<ReadingRow>,
    /// How many older ones are past the limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest_rows: Option<u64>,
    /// The files.
    pub files: FileCounts,
}

/// One window at one moment. A line that tells two windows is two rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReadingRow {
    /// Time of the first line that told so.
    pub read_at: Option<Timestamp>,
    /// Family of limits.
    pub limit_id: Option<String>,
    /// Length of the window.
    pub window_minutes: Option<u64>,
    /// When it begins anew.
    pub resets_at: Option<Timestamp>,
    /// Used share.
    pub used_per_mille: Option<u32>,
    /// Plan.
    pub plan_type: Option<String>,
    /// The session that told it.
    pub session_id: String,
}

/// All dated readings. They are in the order of time only.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<ReadingsReport, QueryError> {
    query.ungrouped()?;
    if query
        .sort
        .as_deref()
        .is_some_and(|column| column != "read_at")
    {
        return Err(QueryError::Column);
    }
    let sessions = dataset.sessions.iter();
    let mut rows = sessions
        .filter(|session| scope.keeps_session(session))
        .flat_map(|session| session.limits.iter().map(move |reading| (session, reading)))
        .filter(|(_, reading)| reading.at.is_some() && scope.keeps_time(reading.at))
        .flat_map(|(session, reading)| {
            let windows = reading.limits.windows.iter().flatten();
            windows.map(move |window| row(session, reading, window))
        })
        .collect::<Vec<_>>();
    rows.order_by(Ord::cmp);
    let limit = query.limit.unwrap_or(0) as usize;
    let past_limit = match limit {
        0 => 0,
        limit => rows.len().saturating_sub(limit),
    };
    rows.drain(..past_limit);
    if query.order == Some(Order::Desc) {
        rows.reverse();
    }
    Ok(ReadingsReport {
        head: scope.head("readings"),
        dates: scope.dates(),
        filters: query.filters.clone(),
        rows,
        rest_rows: (past_limit > 0).then_some(past_limit as u64),
        files: dataset.files.clone(),
    })
}

fn row(session: &Session, reading: &LimitReading, window: &LimitWindow) -> ReadingRow {
    let limits = &reading.limits;
    ReadingRow {
        read_at: reading.at,
        limit_id: limits.limit_id.as_ref().map(ToString::to_string),
        window_minutes: window.minutes,
        resets_at: window.resets_at,
        used_per_mille: window.used_per_mille,
        plan_type: limits.plan_type.as_ref().map(ToString::to_string),
        session_id: session.id(),
    }
}
