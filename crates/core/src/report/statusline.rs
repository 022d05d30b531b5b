//! One line for tmux, a prompt or an editor: the limits, today, and the context of one session.

use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Reverse;
use serde::Serialize;

use super::dataset::{Dataset, Session};
use super::limits::WindowRow;
use super::limits_build;
use super::overview::{self, ContextNow};
use super::query::{Query, QueryError};
use super::scope::Scope;
use super::shared::{FileCounts, Head, Sums};
use crate::order::InOrder;

/// Past this age what is left is said to be about so much.
const FRESH_MS: u64 = 3_600_000;

/// What the line says.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatuslineReport {
    /// How it begins: `statusline`.
    #[serde(flatten)]
    pub head: Head,
    /// Age of the newest reading of limits at "now".
    pub read_age_ms: Option<u64>,
    /// Whether other use may have changed it since.
    pub is_stale: bool,
    /// Windows of the limit without a name of its own, else of all: what is full first, then by length. One that is
    /// over has no used share.
    #[serde(rename = "limits")]
    pub rows: Vec<WindowRow>,
    /// Use of the day of "now"; absent when no session was read.
    pub today: Option<Sums>,
    /// The session that the query names, else the one at work in the last hour.
    pub context: Option<ContextNow>,
    /// Its thread id.
    pub session_id: Option<String>,
    /// The files.
    pub files: FileCounts,
}

/// Takes everything as it stands at "now", which the query must give. Its `session` filter names the session of the
/// context and leaves limits and today whole.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<StatuslineReport, QueryError> {
    let now = query.only_now(scope.span.now)?;
    let all = scope.of_any_session();
    let reads = limits_build::reads(dataset, &all);
    let read_age_ms = reads.last().and_then(|read| scope.age_ms(read.at));
    let today = scope.zone.local(now).date;
    let context = match query.filters.session.is_empty() {
        true => overview::at_work(dataset, scope, now),
        false => {
            let named = |session: &&Session| scope.keeps_session(session);
            let newest = dataset.sessions.iter().rfind(named);
            newest.and_then(|session| overview::context(session, now))
        }
    };
    Ok(StatuslineReport {
        head: scope.head("statusline"),
        read_age_ms,
        is_stale: read_age_ms > Some(FRESH_MS),
        rows: windows(dataset, &reads, scope),
        today: (!dataset.sessions.is_empty())
            .then(|| overview::sum(dataset, &all, today, today, None)),
        session_id: context.as_ref().map(|context| context.session_id.clone()),
        context,
        files: dataset.files.clone(),
    })
}

fn windows(
    dataset: &Dataset,
    reads: &[limits_build::Read<'_>],
    scope: &Scope<'_>,
) -> Vec<WindowRow> {
    let shown = limits_build::shown(dataset, reads, scope).into_iter();
    let mut rows = shown.map(|(row, _)| row).collect::<Vec<_>>();
    if rows.iter().any(|row| row.limit_name.is_none()) {
        rows.retain(|row| row.limit_name.is_none());
    }
    rows.order_by_key(|row| (Reverse(row.is_full()), row.window_minutes));
    rows
}
