//! Computes the commands report.

use super::call_groups::{Group, Groups, asked, groupings};
use super::commands::{CommandRow, CommandSums, CommandsReport};
use super::dataset::Dataset;
use super::query::{Grouping, Query, QueryError};
use super::scope::Scope;

/// What commands can be grouped by, first what they are unless told.
const GROUPINGS: [Grouping; 3] = [Grouping::Program, Grouping::Project, Grouping::Model];

/// Sums the commands in the range.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<CommandsReport, QueryError> {
    let by = groupings(query, &GROUPINGS)?;
    let column = column(query.sort.as_deref())?;
    let mut groups = Groups::default();
    for asked in asked(dataset, scope).filter(|asked| asked.call.is_command) {
        let duration_ms = asked.call.duration_ms.filter(|_| !asked.call.runs_on);
        groups.add(&asked, duration_ms, &by, scope);
    }
    let ranked = groups.rank(query, sums, column);
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
        failed: group.failed(),
        outcomes_known: group.outcomes_known,
        durations_known: group.durations_ms.len() as u64,
        p50_duration_ms: group.percentile_ms(50),
        p95_duration_ms: group.percentile_ms(95),
    }
}

/// What rows can be sorted by; an absent number is the smallest.
fn column(word: Option<&str>) -> Result<fn(&CommandSums) -> Option<u64>, QueryError> {
    Ok(match word {
        None | Some("runs") => |sums| Some(sums.runs),
        Some("sessions") => |sums| Some(sums.sessions),
        Some("failed") => |sums| sums.failed,
        Some("outcomes_known") => |sums| Some(sums.outcomes_known),
        Some("durations_known") => |sums| Some(sums.durations_known),
        Some("p50_duration_ms") => |sums| sums.p50_duration_ms,
        Some("p95_duration_ms") => |sums| sums.p95_duration_ms,
        Some(_) => return Err(QueryError::Column),
    })
}
