//! One session, call by call.

use alloc::vec::Vec;
use serde::Serialize;

use super::call_groups::{CallRest, Group};
use super::dataset::{Dataset, Session};
use super::query::{Order, Query, QueryError};
use super::scope::Scope;
use super::session_build::{find, kept_calls};
use super::session_facts::{CallFacts, SessionFacts};
use super::shared::{DateRange, FileCounts, Head};
use super::tools::CallSums;
use super::tools_build;
use crate::order::InOrder;
use crate::session::Call;

/// The calls of one session, or of its part of a range.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionCallsReport {
    /// How it begins: `session_calls`.
    #[serde(flatten)]
    pub head: Head,
    /// The range.
    #[serde(flatten)]
    pub dates: DateRange,
    /// What the session was.
    pub session: SessionFacts,
    /// Its calls, nested ones too, in the order of time unless told.
    pub rows: Vec<CallFacts>,
    /// The calls past the limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest: Option<CallRest<CallSums>>,
    /// All calls that the model made.
    pub total: CallSums,
    /// Calls that code of the model or the user made; they are in no other number.
    pub nested_calls: u64,
    /// The files.
    pub files: FileCounts,
}

/// Tells of the calls of the session that the query names.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<SessionCallsReport, QueryError> {
    let column = column(query.sort.as_deref())?;
    let index = find(dataset, query.session.as_deref(), scope)?;
    let session: &Session<'_> = &dataset.sessions[index];
    let mut calls: Vec<&Call> = kept_calls(session, scope).collect();
    let total = sums(&calls);
    let is_in_time = matches!(query.sort.as_deref(), None | Some("at"));
    let descending = match query.order {
        Some(order) => order == Order::Desc,
        None => !is_in_time,
    };
    calls.order_by_key(|call| column(call));
    if descending {
        calls.reverse();
    }
    let past = match query.limit.unwrap_or(0) as usize {
        0 => 0,
        limit => calls.len().saturating_sub(limit),
    };
    // In the order of time the newest stay.
    let hidden: Vec<&Call> = match is_in_time && !descending {
        true => calls.drain(..past).collect(),
        false => calls.split_off(calls.len() - past),
    };
    Ok(SessionCallsReport {
        head: scope.head("session_calls"),
        dates: scope.dates(),
        session: SessionFacts::of(session, scope),
        nested_calls: kept_calls(session, scope)
            .filter(|call| call.is_nested)
            .count() as u64,
        rows: calls.into_iter().map(CallFacts::of).collect(),
        rest: (!hidden.is_empty()).then(|| CallRest {
            rows: hidden.len() as u64,
            sums: sums(&hidden),
        }),
        total,
        files: dataset.files.clone(),
    })
}

fn sums(calls: &[&Call]) -> CallSums {
    let mut group = Group::default();
    for call in calls.iter().filter(|call| !call.is_nested) {
        group.add(0, call, call.duration_ms);
    }
    tools_build::sums(group)
}

/// What calls can be sorted by; an absent number is the smallest.
fn column(word: Option<&str>) -> Result<fn(&Call) -> Option<i64>, QueryError> {
    Ok(match word {
        None | Some("at") => |call| call.at.map(|at| at.0),
        Some("duration_ms") => |call| call.duration_ms.map(to_signed),
        Some("output_bytes") => |call| call.output_bytes.map(to_signed),
        Some(_) => return Err(QueryError::Column),
    })
}

fn to_signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
