//! Computes the tools report.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::ToString;
use alloc::vec::Vec;

use super::dataset::Dataset;
use super::query::{Order, Query, QueryError};
use super::scope::Scope;
use super::tools::{CallSums, RestOfTools, ToolRow, ToolsReport};
use crate::item::CallKind;
use crate::privacy::Label;
use crate::session::Call;

/// Tools shown unless told.
const DEFAULT_LIMIT: u32 = 20;

/// A tool: calls of one name that do different things are two.
type ToolKey = (Option<Label>, CallKind);

/// Sums each tool's calls in the range.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<ToolsReport, QueryError> {
    if !query.by.is_empty() {
        return Err(QueryError::Grouping);
    }
    let column = column(query.sort.as_deref())?;
    let (tools, nested_calls) = group(dataset, scope);
    let total = joined(tools.values());
    let mut rows = tools
        .into_iter()
        .map(|(key, group)| (row(key, &group), group))
        .collect::<Vec<_>>();
    // The sort is stable: equal rows stay in the order of their names.
    rows.sort_by(|(one, _), (other, _)| {
        let ascending = column(&one.sums).cmp(&column(&other.sums));
        if query.order == Some(Order::Asc) {
            ascending
        } else {
            ascending.reverse()
        }
    });
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT) as usize;
    let is_cut = limit > 0 && rows.len() > limit;
    let rest = is_cut.then(|| rows.split_off(limit));
    Ok(ToolsReport {
        head: scope.head("tools"),
        dates: scope.dates(),
        filters: query.filters.clone(),
        rows: rows.into_iter().map(|(row, _)| row).collect(),
        rest: rest.map(|rest| RestOfTools {
            tools: rest.len() as u64,
            sums: joined(rest.iter().map(|(_, group)| group)),
        }),
        total,
        nested_calls,
        files: dataset.files.clone(),
    })
}

/// All calls asked for by tool, and how many nested ones there are beside them.
fn group(dataset: &Dataset, scope: &Scope<'_>) -> (BTreeMap<ToolKey, Group>, u64) {
    let mut tools: BTreeMap<ToolKey, Group> = BTreeMap::new();
    let mut nested_calls = 0;
    for (index, session) in dataset.sessions.iter().enumerate() {
        if !scope.keeps_session(session) {
            continue;
        }
        for call in &session.calls {
            let model = session.turn(call.turn).and_then(|turn| turn.model.as_ref());
            if !scope.keeps(call.at, model) {
                continue;
            }
            if call.is_nested {
                nested_calls += 1;
            } else {
                let key = (call.tool.clone(), call.kind);
                tools.entry(key).or_default().add(index, call);
            }
        }
    }
    (tools, nested_calls)
}

fn row((tool, kind): ToolKey, group: &Group) -> ToolRow {
    ToolRow {
        tool: tool.map(|tool| tool.to_string()),
        kind,
        sums: joined([group]),
    }
}

/// Calls under way to their sums.
#[derive(Default)]
struct Group {
    sessions: BTreeSet<usize>,
    calls: u64,
    failed: u64,
    outcomes_known: u64,
    durations_ms: Vec<u64>,
    output_bytes: Option<u64>,
    largest_output_bytes: Option<u64>,
}

impl Group {
    fn add(&mut self, session: usize, call: &Call) {
        self.sessions.insert(session);
        self.calls += 1;
        self.failed += u64::from(call.success == Some(false));
        self.outcomes_known += u64::from(call.success.is_some());
        self.durations_ms.extend(call.duration_ms);
        self.add_output(call.output_bytes, call.output_bytes);
    }

    fn add_output(&mut self, bytes: Option<u64>, largest: Option<u64>) {
        if let Some(bytes) = bytes {
            self.output_bytes = Some(self.output_bytes.unwrap_or(0).saturating_add(bytes));
        }
        self.largest_output_bytes = self.largest_output_bytes.max(largest);
    }

    fn join(&mut self, other: &Self) {
        self.sessions.extend(&other.sessions);
        self.calls += other.calls;
        self.failed += other.failed;
        self.outcomes_known += other.outcomes_known;
        self.durations_ms.extend(&other.durations_ms);
        self.add_output(other.output_bytes, other.largest_output_bytes);
    }

    fn finish(mut self) -> CallSums {
        self.durations_ms.sort_unstable();
        CallSums {
            sessions: self.sessions.len() as u64,
            calls: self.calls,
            failed: (self.outcomes_known > 0).then_some(self.failed),
            outcomes_known: self.outcomes_known,
            durations_known: self.durations_ms.len() as u64,
            p50_duration_ms: percentile(&self.durations_ms, 50),
            p95_duration_ms: percentile(&self.durations_ms, 95),
            output_bytes: self.output_bytes,
            largest_output_bytes: self.largest_output_bytes,
        }
    }
}

fn joined<'g>(groups: impl IntoIterator<Item = &'g Group>) -> CallSums {
    let mut sum = Group::default();
    groups.into_iter().for_each(|group| sum.join(group));
    sum.finish()
}

/// The smallest value that `percent` of all do not pass.
fn percentile(sorted: &[u64], percent: usize) -> Option<u64> {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.checked_sub(1)?).copied()
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
