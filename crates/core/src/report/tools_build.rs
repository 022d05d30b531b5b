//! Computes the tools report.

use super::call_groups::{Group, Groups, asked, groupings};
use super::dataset::Dataset;
use super::query::{Grouping, Query, QueryError};
use super::scope::Scope;
use super::tools::{CallSums, ToolRow, ToolsReport};

/// What calls can be grouped by, first what they are unless told.
const GROUPINGS: [Grouping; 7] = [
    Grouping::Tool,
    Grouping::Kind,
    Grouping::Server,
    Grouping::Model,
    Grouping::Project,
    Grouping::Branch,
    Grouping::Repo,
];

/// Sums the calls in the range.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<ToolsReport, QueryError> {
    let by = groupings(query, &GROUPINGS)?;
    let column = query.sort.as_deref().unwrap_or("calls");
    number(&CallSums::default(), column).ok_or(QueryError::Column)?;
    let mut groups = Groups::default();
    let mut nested_calls = 0;
    for asked in asked(dataset, scope) {
        if asked.call.is_nested {
            nested_calls += 1;
        } else {
            groups.add(&asked, asked.call.duration_ms, &by, scope);
        }
    }
    let ranked = groups.rank(query, sums, |sums| number(sums, column).flatten());
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
        ends: group.ends(),
        output_bytes: group.output_bytes,
        largest_output_bytes: group.largest_output_bytes,
        mean_output_bytes: group.mean_output_bytes(),
    }
}

/// What a group has in a column; nothing where there is no such column.
fn number(sums: &CallSums, column: &str) -> Option<Option<u64>> {
    Some(match column {
        "calls" => Some(sums.calls),
        "sessions" => Some(sums.sessions),
        "output_bytes" => sums.output_bytes,
        "largest_output_bytes" => sums.largest_output_bytes,
        "mean_output_bytes" => sums.mean_output_bytes,
        column => return sums.ends.number(column),
    })
}
