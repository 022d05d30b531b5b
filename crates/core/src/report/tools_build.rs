//! Computes the tools report.

use super::call_groups::{Group, Groups, asked, groupings};
use super::dataset::Dataset;
use super::query::{Grouping, Query, QueryError};
use super::scope::Scope;
use super::tools::{CallSums, ToolRow, ToolsReport};

/// What calls can be grouped by, first what they are unless told.
const GROUPINGS: [Grouping; 5] = [
    Grouping::Tool,
    Grouping::Kind,
    Grouping::Server,
    Grouping::Model,
    Grouping::Project,
];

/// Sums the calls in the range.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<ToolsReport, QueryError> {
    let by = groupings(query, &GROUPINGS)?;
    let column = column(query.sort.as_deref())?;
    let mut groups = Groups::default();
    let mut nested_calls = 0;
    for asked in asked(dataset, scope) {
        if asked.call.is_nested {
            nested_calls += 1;
        } else {
            groups.add(&asked, asked.call.duration_ms, &by, scope);
        }
    }
    let ranked = groups.rank(query, sums, column);
    let row = |(keys, sums)| ToolRow { keys, sums };
    Ok(ToolsReport {
        head: scope.head("tools"),
        dates: scope.dates(),
        by,
        filters: query.filters.clone(),
        rows: ranked.rows.into_iter().map(row).collect(),
        rest: ranked.rest,
        total: ranked.total,
        nested_calls,
        files: dataset.files.clone(),
    })
}

/// What is told of a group.
pub(super) fn sums(mut group: Group) -> CallSums {
    CallSums {
        sessions: group.sessions.len() as u64,
        calls: group.calls,
        failed: group.failed(),
        outcomes_known: group.outcomes_known,
        durations_known: group.durations_ms.len() as u64,
        p50_duration_ms: group.percentile_ms(50),
        p95_duration_ms: group.percentile_ms(95),
        output_bytes: group.output_bytes,
        largest_output_bytes: group.largest_output_bytes,
    }
}

/// What rows can be sorted by; an absent number is the smallest.
fn column(word: Option<&str>) -> Result<fn(&CallSums) -> Option<u64>, QueryError> {
    Ok(match word {
        None | Some("calls") => |sums| Some(sums.calls),
        Some("sessions") => |sums| Some(sums.sessions),
        Some("failed") => |sums| sums.failed,
        Some("outcomes_known") => |sums| Some(sums.outcomes_known),
        Some("durations_known") => |sums| Some(sums.durations_known),
        Some("p50_duration_ms") => |sums| sums.p50_duration_ms,
        Some("p95_duration_ms") => |sums| sums.p95_duration_ms,
        Some("output_bytes") => |sums| sums.output_bytes,
        Some("largest_output_bytes") => |sums| sums.largest_output_bytes,
        Some(_) => return Err(QueryError::Column),
    })
}
