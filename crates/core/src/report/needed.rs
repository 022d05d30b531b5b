//! Which files an answer needs, so that a host that keeps records loads no others.
//!
//! What breaks if touched: a file that is not named here though it has a row in the range is missing in a total.
//! `tests/needed.rs` compares both ways for every report.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use super::{Filters, Grouping, Query, QueryError, ReportKind};
use crate::privacy::Id;
use crate::record::Timestamp;
use crate::store::FileRecords;
use crate::zone::Zone;

/// The columns of `sessions` that [`needed`] looks at; a host may leave the others absent. Some reports need no other one
/// ([`needs_sessions`]).
pub const NEEDED_OF_SESSIONS: [&str; 7] = [
    "source_id",
    "session_id",
    "started_at_ms",
    "source_kind",
    "source_parent_id",
    "forked_from_id",
    "parent_id",
];

/// The tables that a report is computed from beside `sources` and `sessions`. Of the others a host need load no row.
pub fn needed_tables(kind: ReportKind) -> &'static [&'static str] {
    match kind {
        ReportKind::Files => &["diagnostics"],
        ReportKind::Names => &["status_snapshots"],
        ReportKind::Prices => &["usage"],
        ReportKind::Usage => &["turns", "usage"],
        ReportKind::Cost => &["turns", "usage", "events"],
        ReportKind::Limits => &["usage", "rate_limits"],
        ReportKind::Readings => &["rate_limits"],
        ReportKind::Overview | ReportKind::Statusline => {
            &["turns", "usage", "rate_limits", "gauges"]
        }
        ReportKind::Tools | ReportKind::Commands => &["turns", "tool_calls"],
        ReportKind::Activity => &["activity", "images"],
        ReportKind::Fill | ReportKind::Context => &["turns", "events", "gauges"],
        ReportKind::Compactions => &["turns", "usage", "events", "gauges"],
        ReportKind::Events => &["turns", "events", "unknown_types", "known_types"],
        ReportKind::Timeline => &["turns", "usage", "events", "tool_calls", "gauges"],
        ReportKind::Sessions => &[
            "thread_links",
            "turns",
            "usage",
            "events",
            "tool_calls",
            "gauges",
        ],
        ReportKind::Session | ReportKind::Quality | ReportKind::Records | ReportKind::Privacy => {
            &ALL
        }
    }
}

/// Whether the answer needs more of `sessions` than [`NEEDED_OF_SESSIONS`]. What was used when, and by which model, is told
/// without: of thousands of sessions their words would take as long to load as what they used.
pub fn needs_sessions(query: &Query) -> bool {
    let filters = &query.filters;
    let by_session = [
        &filters.project,
        &filters.branch,
        &filters.repo,
        &filters.source,
    ];
    let is_of_use = |key: &Grouping| {
        matches!(
            key,
            Grouping::Hour
                | Grouping::Day
                | Grouping::Week
                | Grouping::Month
                | Grouping::Weekday
                | Grouping::HourOfDay
                | Grouping::Model
                | Grouping::Effort
        )
    };
    let is_narrowed = by_session.iter().any(|patterns| !patterns.is_empty());
    query.report != ReportKind::Usage || is_narrowed || !query.by.iter().all(is_of_use)
}

/// Whether the answer needs readable names: to show them, or because files are asked for by them.
pub fn needs_names(query: &Query) -> bool {
    let filters = &query.filters;
    let by_name = [&filters.project, &filters.branch, &filters.repo];
    query.with_names || by_name.iter().any(|patterns| !patterns.is_empty())
}

/// Every table of source files but the two that are always looked at.
const ALL: [&str; 17] = [
    "thread_links",
    "turns",
    "usage",
    "events",
    "tool_calls",
    "rate_limits",
    "gauges",
    "activity",
    "images",
    "diagnostics",
    "findings",
    "unknown_types",
    "known_types",
    "status_snapshots",
    "status_limits",
    "app_turns",
    "app_items",
];

/// Numbers of the files whose records can change the answer. Of `files` only what stands in `sources` and in
/// [`NEEDED_OF_SESSIONS`] is looked at. The rest is still to be [put](crate::Engine::put) in, as a source alone: reports count files.
pub fn needed<'a>(
    files: impl Iterator<Item = &'a FileRecords> + Clone,
    query: &Query,
    zone: &Zone,
) -> Result<BTreeSet<u32>, QueryError> {
    let from = first_moment(query, zone)?;
    let is_active = |file: &&'a FileRecords| {
        // Lines may have no time, and the session a begin.
        let started_at = file
            .identity
            .as_ref()
            .and_then(|identity| identity.started_at);
        let newest_at = file.source.newest_line_at.max(started_at);
        from.is_none_or(|from| newest_at.is_some_and(|at| at >= from))
    };
    let thread = |file: &'a FileRecords| file.identity.as_ref()?.thread_id.as_ref();
    let active = || files.clone().filter(is_active);
    let mut threads: BTreeSet<_> = active().filter_map(thread).collect();
    if query.report == ReportKind::Sessions && !add_parents(&mut threads, files.clone()) {
        return Ok(files.map(|file| file.source.id).collect());
    }
    // A session is joined from all of its files.
    let joined = files.clone();
    let joined = joined.filter(|file| thread(file).is_some_and(|thread| threads.contains(thread)));
    Ok(active().chain(joined).map(|file| file.source.id).collect())
}

/// Adds the threads above, which tell the top of the tree. False where a sub-agent does not say who started it: any file
/// may.
fn add_parents<'a>(
    threads: &mut BTreeSet<&'a Id>,
    files: impl Iterator<Item = &'a FileRecords>,
) -> bool {
    let identities = files.filter_map(|file| file.identity.as_ref());
    let sub_agents = identities.filter(|identity| identity.is_sub_agent());
    let mut parents = BTreeMap::new();
    for identity in sub_agents {
        if let Some(id) = &identity.thread_id {
            let parent = parents.entry(id).or_insert(None);
            *parent = parent.or(identity.told_parent());
        }
    }
    let mut open: Vec<&Id> = threads.iter().copied().collect();
    while let Some(id) = open.pop() {
        match parents.get(id) {
            Some(Some(parent)) if threads.insert(parent) => open.push(parent),
            Some(None) => return false,
            _ => {}
        }
    }
    true
}

/// What lies before it changes nothing; absent where everything counts.
fn first_moment(query: &Query, zone: &Zone) -> Result<Option<Timestamp>, QueryError> {
    let keeps_to_its_range = matches!(
        query.report,
        ReportKind::Usage
            | ReportKind::Sessions
            | ReportKind::Tools
            | ReportKind::Commands
            | ReportKind::Events
    );
    // Whether a filter matches anything at all is asked without the range.
    if !keeps_to_its_range || query.filters != Filters::default() {
        return Ok(None);
    }
    let range = &query.range;
    let span = zone.resolve(
        range.last.as_deref(),
        range.since.as_deref(),
        range.until.as_deref(),
        query.now_at.as_deref(),
        query.week_start,
    )?;
    let before = query.with_comparison.then(|| zone.before(&span)).flatten();
    Ok(before.map_or(span.from, |before| before.from))
}
