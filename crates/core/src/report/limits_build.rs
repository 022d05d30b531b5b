//! Computes the limits report: from readings of all sessions to windows and what they foretell. Integers only;
//! all divisions cut.

use alloc::collections::BTreeMap;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::cmp::Reverse;

use super::dataset::Dataset;
use super::limits::{LimitsReport, WindowRow};
use super::limits_shares;
use super::query::{Query, QueryError};
use super::scope::Scope;
use super::sums::{Cost, Notes};
use crate::item::{LimitWindow, RateLimits};
use crate::privacy::Label;
use crate::record::Timestamp;

const FULL: u32 = 1000;
const HOUR_MS: i64 = 3_600_000;
const DAY_MINUTES: u64 = 1440;
/// Resets that are no further apart are those of one window.
const SAME_RESET_MS: u64 = 60_000;
/// Below these shares of time and use nothing is foretold.
const LEAST_ELAPSED_PER_MILLE: i64 = 50;
const LEAST_USED_PER_MILLE: u32 = 10;
/// Parts of a window's course.
const CELLS: i64 = 24;

/// One dated snapshot.
type Read<'a> = (Timestamp, &'a RateLimits);

/// Takes each limit's newest snapshot and follows its windows back.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<LimitsReport, QueryError> {
    if !query.by.is_empty() {
        return Err(QueryError::Grouping);
    }
    if query.sort.is_some() {
        return Err(QueryError::Column);
    }
    let reads = reads(dataset, scope);
    let mut by_limit: BTreeMap<Option<&Label>, Vec<Read<'_>>> = BTreeMap::new();
    for (at, limits) in &reads {
        let of_limit = by_limit.entry(limits.limit_id.as_ref()).or_default();
        of_limit.push((*at, limits));
    }
    let windows = by_limit
        .values()
        .flat_map(|reads| windows(reads, scope.span.now))
        .collect::<Vec<_>>();
    let began_at = longest_began_at(&windows);
    let notes = notes(dataset, scope, began_at);
    let (left_out, prices) = notes.finish(&dataset.prices);
    let used = windows
        .iter()
        .map(|(row, history)| row.used_per_mille.map(|_| &*history.used))
        .collect::<Vec<_>>();
    let used_by = began_at.map(|began_at| limits_shares::build(dataset, scope, began_at, &used));
    let windows = windows.into_iter().map(|(row, _)| row).collect();
    let newest = reads.last().map(|(_, limits)| *limits);
    let text = |label: &Option<Label>| label.as_ref().map(ToString::to_string);
    Ok(LimitsReport {
        head: scope.head("limits"),
        read_at: reads.last().map(|(at, _)| *at),
        rows: windows,
        plan_type: newest.and_then(|limits| text(&limits.plan_type)),
        credits: newest.and_then(|limits| limits.credits.clone()),
        reached_type: newest.and_then(|limits| text(&limits.reached_type)),
        used_by: used_by.unwrap_or_default(),
        left_out,
        prices,
        files: dataset.files.clone(),
    })
}

/// All dated readings in the range, oldest first.
fn reads<'a>(dataset: &'a Dataset, scope: &Scope<'_>) -> Vec<Read<'a>> {
    let sessions = dataset.sessions.iter();
    let mut reads = sessions
        .filter(|session| scope.keeps_session(session))
        .flat_map(|session| &session.limits)
        .filter_map(|reading| Some((reading.at?, &reading.limits)))
        .filter(|(at, _)| scope.keeps_time(Some(*at)))
        .collect::<Vec<_>>();
    reads.sort_by_key(|(at, _)| *at);
    reads
}

/// When the longest window that is not over began.
fn longest_began_at(windows: &[(WindowRow, History)]) -> Option<Timestamp> {
    let rows = windows.iter().map(|(row, _)| row);
    let running = rows.filter(|row| row.used_per_mille.is_some());
    let longest = running.max_by_key(|row| (row.window_minutes, Reverse(row.began_at)));
    longest.and_then(|row| row.began_at)
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
        .flat_map(|session| &session.usage)
        .filter(|row| row.at >= Some(began_at) && scope.keeps(row.at, row.model.as_ref()));
    rows.for_each(|row| notes.row(row, Cost::of(row, &dataset.prices)));
    notes
}

/// The windows of one limit's newest snapshot, in order.
fn windows(reads: &[Read<'_>], now: Option<Timestamp>) -> Vec<(WindowRow, History)> {
    let Some((_, newest)) = reads.last() else {
        return Vec::new();
    };
    let shown = newest.windows.iter().flatten();
    let mut windows = shown
        .map(|window| {
            let history = History::of(window, reads);
            (row(newest, &history, now), history)
        })
        .collect::<Vec<_>>();
    let is_full = |row: &WindowRow| row.used_per_mille >= Some(FULL);
    let rows = windows.iter().map(|(row, _)| row);
    let blocking = rows
        .filter(|row| is_full(row))
        .max_by_key(|row| row.resets_at)
        .map(|row| row.window_minutes);
    for (row, _) in &mut windows {
        if blocking.is_some() {
            (row.full_at, row.at_reset_per_mille, row.rest_ms) = (None, None, None);
        }
        if !is_full(row) && row.used_per_mille.is_some() {
            row.blocked_by_minutes = blocking.flatten();
        }
    }
    windows.sort_by_key(|(row, _)| {
        (
            is_full(row),
            row.full_at.map(Reverse),
            Reverse(row.window_minutes),
        )
    });
    windows
}

/// One window through its readings.
struct History {
    window: LimitWindow,
    began_at: Option<Timestamp>,
    /// Used share at each reading, oldest first.
    used: Vec<(Timestamp, u32)>,
}

impl History {
    fn of(window: &LimitWindow, reads: &[Read<'_>]) -> Self {
        let used = reads.iter().filter_map(|(at, limits)| {
            let mut windows = limits.windows.iter().flatten();
            let same = windows.find(|other| is_same_window(window, other))?;
            Some((*at, same.used_per_mille?))
        });
        let began_at = |reset: Timestamp| {
            let seconds = i64::try_from(window.minutes?).ok()?.checked_mul(60)?;
            Timestamp::from_seconds(reset.0.div_euclid(1000).checked_sub(seconds)?)
        };
        Self {
            window: *window,
            began_at: window.resets_at.and_then(began_at),
            used: used.collect(),
        }
    }

    /// From the newest reading that is old enough, else the first, to the newest: how much and how long.
    fn rise(&self, now: Timestamp) -> Option<(u32, u64)> {
        let is_long = self.window.minutes >= Some(DAY_MINUTES);
        let age_ms = if is_long { 24 * HOUR_MS } else { HOUR_MS };
        let is_old = |(at, _): &&(Timestamp, u32)| now.0.saturating_sub(at.0) >= age_ms;
        let old = self.used.iter().rfind(is_old).or(self.used.first());
        let (&(from_at, from), &(to_at, to)) = (old?, self.used.last()?);
        Some((to.saturating_sub(from), to_at.0.abs_diff(from_at.0)))
    }

    /// Used share at the end of each cell up to that of `until`.
    fn course(&self, until: Timestamp) -> Vec<Option<u32>> {
        let (Some(began), Some(reset)) = (self.began_at, self.window.resets_at) else {
            return Vec::new();
        };
        let length_ms = reset.0 - began.0;
        let begun = (0..CELLS).take_while(|cell| began.0 + length_ms * cell / CELLS <= until.0);
        begun
            .map(|cell| {
                let end = began.0 + length_ms * (cell + 1) / CELLS;
                let newest = self.used.iter().rfind(|(at, _)| at.0 <= end);
                newest.map(|(_, used)| *used)
            })
            .collect()
    }
}

/// Two readings of one window: as long within 5 %, and begun anew at the same time.
fn is_same_window(one: &LimitWindow, other: &LimitWindow) -> bool {
    let is_as_long = match (one.minutes, other.minutes) {
        (Some(one), Some(other)) => one.abs_diff(other) <= one / 20,
        (one, other) => one == other,
    };
    let is_same_reset = match (one.resets_at, other.resets_at) {
        (Some(one), Some(other)) => one.0.abs_diff(other.0) <= SAME_RESET_MS,
        (one, other) => one == other,
    };
    is_as_long && is_same_reset
}

fn row(limits: &RateLimits, history: &History, now: Option<Timestamp>) -> WindowRow {
    let LimitWindow {
        minutes, resets_at, ..
    } = history.window;
    let until = now.or(history.used.last().map(|(at, _)| *at));
    let mut row = WindowRow {
        limit_id: limits.limit_id.as_ref().map(ToString::to_string),
        limit_name: limits.limit_name.as_ref().map(ToString::to_string),
        window_minutes: minutes,
        began_at: history.began_at,
        resets_at,
        course_per_mille: until.map_or_else(Vec::new, |until| history.course(until)),
        before_first_per_mille: history.used.first().map(|(_, used)| *used),
        ..WindowRow::default()
    };
    let is_over = resets_at.is_some_and(|reset| now >= Some(reset));
    if !is_over {
        row.used_per_mille = history.window.used_per_mille;
        if let Some(now) = now {
            foretell(&mut row, history, now);
        }
    }
    row
}

/// What the use so far and the use of late lead to.
fn foretell(row: &mut WindowRow, history: &History, now: Timestamp) {
    let Some(used) = row.used_per_mille else {
        return;
    };
    if let Some((rise, rise_ms)) = history.rise(now) {
        let left_per_mille = u64::from(FULL.saturating_sub(used));
        (row.rise_per_mille, row.rise_ms) = (Some(rise), Some(rise_ms));
        row.rest_ms = left_per_mille
            .saturating_mul(rise_ms)
            .checked_div(u64::from(rise));
    }
    let (Some(began), Some(reset)) = (row.began_at, row.resets_at) else {
        return;
    };
    let (spent_ms, length_ms) = ((now.0 - began.0).max(0), reset.0 - began.0);
    let Some(elapsed) = spent_ms.saturating_mul(1000).checked_div(length_ms) else {
        return;
    };
    row.elapsed_per_mille = Some(elapsed.unsigned_abs());
    if elapsed < LEAST_ELAPSED_PER_MILLE || used < LEAST_USED_PER_MILLE {
        return;
    }
    let (used, full) = (i64::from(used), i64::from(FULL));
    let at_reset = used.saturating_mul(length_ms) / spent_ms;
    row.at_reset_per_mille = Some(at_reset.unsigned_abs());
    let full_seconds = (began.0 + spent_ms.saturating_mul(full) / used).div_euclid(1000);
    row.full_at = Timestamp::from_seconds(full_seconds).filter(|full_at| *full_at < reset);
}
