//! Computes the limits report: from readings of all sessions to windows and who used them.

use alloc::collections::BTreeMap;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::cmp::Reverse;

use super::dataset::Dataset;
use super::limits::{LimitsReport, UsedSums, WindowRow};
use super::limits_shares::{self, Shares, Used};
pub(super) use super::limits_window::Read;
use super::limits_window::{self, History};
use super::query::{Grouping, Query, QueryError};
use super::scope::Scope;
use super::sums::{Cost, Notes, Summing};
use crate::order::InOrder;
use crate::privacy::Label;
use crate::record::Timestamp;

/// Users shown unless told.
const DEFAULT_LIMIT: u32 = 10;
/// Past this age other use is likely to have changed what was read.
const FRESH_MS: u64 = 15 * 60_000;

/// Takes each limit's newest snapshot and follows its windows back.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<LimitsReport, QueryError> {
    let by = match query.by.as_slice() {
        [] => Grouping::Session,
        [by @ (Grouping::Session | Grouping::Model | Grouping::Project)] => *by,
        _ => return Err(QueryError::Grouping),
    };
    if query.sort.is_some() || query.order.is_some() {
        return Err(QueryError::Column);
    }
    let reads = reads(dataset, scope);
    let mut windows = shown(dataset, &reads, scope);
    let longest = longest(&windows);
    let began_at = longest.and_then(|longest| windows[longest].0.began_at);
    let (left_out, prices) = notes(dataset, scope, began_at).finish(dataset.prices);
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT) as usize;
    let shares = shares(dataset, scope, by, longest, &windows, limit);
    for ((row, _), unnamed) in windows.iter_mut().zip(shares.unnamed_per_mille) {
        row.unnamed_per_mille = unnamed;
    }
    let windows = windows.into_iter().map(|(row, _)| row).collect::<Vec<_>>();
    let used = windows.iter().map(|row| row.used_per_mille).collect();
    let newest = reads.last();
    let read_at = newest.map(|read| read.at);
    let newest = newest.map(|read| read.limits);
    let read_age_ms = read_at.and_then(|at| scope.age_ms(at));
    let text = |label: &Option<Label>| label.as_ref().map(ToString::to_string);
    Ok(LimitsReport {
        head: scope.head("limits"),
        read_at,
        read_age_ms,
        may_have_changed: read_age_ms > Some(FRESH_MS),
        rows: windows,
        plan_type: newest.and_then(|limits| text(&limits.plan_type)),
        credits: newest.and_then(|limits| limits.credits.clone()),
        reached_type: newest.and_then(|limits| text(&limits.reached_type)),
        spend_control_reached: newest.and_then(|limits| limits.spend_control_reached),
        individual_limit: newest.and_then(|limits| limits.individual_limit.clone()),
        by: alloc::vec![by],
        used_by: shares.rows,
        used_by_rest: shares.rest,
        used: UsedSums::of(&shares.total, used),
        left_out,
        prices,
        files: dataset.files.clone(),
    })
}

/// All dated readings in the range, oldest first.
pub(super) fn reads<'a>(dataset: &'a Dataset<'a>, scope: &Scope<'_>) -> Vec<Read<'a>> {
    let sessions = dataset.sessions.iter();
    let mut reads = sessions
        .filter(|session| scope.keeps_session(session))
        .flat_map(|session| {
            let readings = session.limits.iter();
            readings.filter_map(|reading| {
                Some(Read {
                    at: reading.at?,
                    home: session.home,
                    limits: &reading.limits,
                })
            })
        })
        .filter(|read| scope.keeps_time(Some(read.at)))
        .collect::<Vec<_>>();
    reads.order_by_key(|read| read.at);
    reads
}

/// The windows of each limit's newest snapshot, home by home and limit by limit. One that was over before anything else
/// was read is of a limit that Codex no longer tells.
pub(super) fn shown(
    dataset: &Dataset,
    reads: &[Read<'_>],
    scope: &Scope<'_>,
) -> Vec<(WindowRow, History)> {
    let mut by_limit: BTreeMap<(u32, Option<&Label>), Vec<Read<'_>>> = BTreeMap::new();
    for read in reads {
        let limit = (read.home, read.limits.limit_id.as_ref());
        by_limit.entry(limit).or_default().push(*read);
    }
    let newest_at = reads.last().map(|read| read.at);
    let is_told = |row: &WindowRow| row.is_running() || row.resets_at >= newest_at;
    let limits = by_limit.values();
    let mut shown: Vec<(WindowRow, History)> = limits
        .flat_map(|reads| windows(reads, scope.span.now))
        .filter(|(row, _)| is_told(row))
        .collect();
    for (row, _) in &mut shown {
        row.home_name = scope.names.home(dataset.homes[row.home as usize]);
    }
    shown
}

/// The windows of one limit's newest snapshot, in order.
fn windows(reads: &[Read<'_>], now: Option<Timestamp>) -> Vec<(WindowRow, History)> {
    let Some(newest) = reads.last() else {
        return Vec::new();
    };
    let shown = newest.limits.windows.iter().flatten();
    let mut windows = shown
        .map(|window| {
            let history = History::of(window, reads);
            (limits_window::row(newest, &history, now), history)
        })
        .collect::<Vec<_>>();
    let rows = windows.iter().map(|(row, _)| row);
    let full = rows.filter(|row| row.is_full());
    let blocking = full
        .max_by_key(|row| row.resets_at)
        .map(|row| row.window_minutes);
    if let Some(by_minutes) = blocking {
        let rows = windows.iter_mut().map(|(row, _)| row);
        rows.filter(|row| row.is_running() && !row.is_full())
            .for_each(|row| row.block(by_minutes));
    }
    windows.order_by_key(|(row, _)| {
        (
            row.is_full(),
            row.full_at.map(Reverse),
            Reverse(row.window_minutes),
        )
    });
    windows
}

/// The longest window that is not over.
fn longest(windows: &[(WindowRow, History)]) -> Option<usize> {
    let rows = windows.iter().map(|(row, _)| row).enumerate();
    let running = rows.filter(|(_, row)| row.is_running());
    let longest = running.max_by_key(|(_, row)| (row.window_minutes, Reverse(row.began_at)));
    longest.map(|(index, _)| index)
}

/// Who used the windows that are not over; nobody where none is.
fn shares(
    dataset: &Dataset,
    scope: &Scope<'_>,
    by: Grouping,
    longest: Option<usize>,
    windows: &[(WindowRow, History)],
    limit: usize,
) -> Shares {
    let used = windows
        .iter()
        .enumerate()
        .map(|(index, (row, history))| {
            row.is_running().then_some(Used {
                home: row.home,
                readings: &history.used,
                is_longest: longest == Some(index),
            })
        })
        .collect::<Vec<_>>();
    match longest.and_then(|longest| windows[longest].0.began_at) {
        Some(began_at) => limits_shares::build(dataset, scope, by, began_at, &used, limit),
        None => Shares {
            rows: Vec::new(),
            rest: None,
            total: Summing::default(),
            unnamed_per_mille: alloc::vec![None; windows.len()],
        },
    }
}

/// What was left out and what has no price from a moment on.
fn notes(dataset: &Dataset, scope: &Scope<'_>, began_at: Option<Timestamp>) -> Notes {
    let mut notes = Notes::default();
    let Some(began_at) = began_at else {
        return notes;
    };
    let sessions = dataset.sessions.iter();
    let rows = sessions
        .filter(|session| scope.keeps_session(session))
        .flat_map(|session| session.usage.iter())
        .filter(|row| row.at >= Some(began_at) && scope.keeps(row.at, row.model.as_ref()));
    rows.for_each(|row| notes.row(row, Cost::of(row, dataset.prices)));
    notes
}
