//! Computes the commands report.

use super::call_groups::{Group, Groups, asked, groupings};
use super::commands::{CommandRow, CommandSums, CommandsReport};
use super::dataset::Dataset;
use super::query::{Grouping, Query, QueryError};
use super::scope::Scope;

/// What commands can be grouped by, first what they are unless told.
const GROUPINGS: [Grouping; 4] = [
    Grouping::Program,
    Grouping::Class,
    Grouping::Project,
    Grouping::Model,
];

/// Sums the commands in the range.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<CommandsReport, QueryError> {
    let by = groupings(query, &GROUPINGS)?;
    let column = query.sort.as_deref().unwrap_or("runs");
    number(&CommandSums::default(), column).ok_or(QueryError::Column)?;
    let mut groups = Groups::default();
    for asked in asked(dataset, scope).filter(|asked| asked.call.is_command) {
        let duration_ms = asked.call.duration_ms.filter(|_| !asked.call.runs_on);
        groups.add(&asked, duration_ms, &by, scope);
    }
    let ranked = groups.rank(query, sums, |sums| number(sums, column).flatten());
    let row = |(keys, sums)| CommandRow { keys, sums };
    Ok(CommandsReport {
        head: scope.head("commands"),
        dates: scope.dates(),
        by,
        filters: query.filters.clone(),
        rows: ranked.rows.into_iter().map(row).collect(),
        rest: ranked.rest,
        total: ranked.total,
        files: dataset.files.clone(),
    })
}

fn sums(mut group: Group) -> CommandSums {
    CommandSums {
        sessions: group.sessions.len() as u64,
        runs: group.calls,
        ends: group.ends(),
        output_bytes: group.output_bytes,
        mean_output_bytes: group.mean_output_bytes(),
    }
}

/// What a group has in a column; nothing where there is no such column.
fn number(sums: &CommandSums, column: &str) -> Option<Option<u64>> {
    Some(match column {
        "runs" => Some(sums.runs),
        "sessions" => Some(sums.sessions),
        "output_bytes" => sums.output_bytes,
        "mean_output_bytes" => sums.mean_output_bytes,
        column => return sums.ends.number(column),
    })
}
