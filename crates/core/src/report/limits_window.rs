//! One window through its readings: its course, and what its use so far foretells. Integers only; all divisions cut.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::limits::{Outlook, WindowRow};
use crate::item::{LimitWindow, RateLimits};
use crate::record::Timestamp;

/// One dated snapshot.
#[derive(Clone, Copy)]
pub(super) struct Read<'a> {
    pub(super) at: Timestamp,
    /// The home of the session that told it. A rollout names no account: limits of two homes may be two people's.
    pub(super) home: u32,
    pub(super) limits: &'a RateLimits,
}

pub(super) const FULL: u32 = 1000;
const HOUR_MS: i64 = 3_600_000;
const DAY_MINUTES: u64 = 1440;
/// Resets that are no further apart are those of one window.
const SAME_RESET_MS: u64 = 60_000;
/// Below these shares of time and use nothing is foretold.
const LEAST_ELAPSED_PER_MILLE: i64 = 50;
const LEAST_USED_PER_MILLE: u32 = 10;
/// Parts of a window's course.
const CELLS: i64 = 24;

/// One window through its readings.
pub(super) struct History {
    pub(super) window: LimitWindow,
    pub(super) began_at: Option<Timestamp>,
    /// Used share at each reading, oldest first.
    pub(super) used: Vec<(Timestamp, u32)>,
}

impl History {
    /// The readings of a window among all of its limit.
    pub(super) fn of(window: &LimitWindow, reads: &[Read<'_>]) -> Self {
        let used = reads.iter().filter_map(|read| {
            let mut windows = read.limits.windows.iter().flatten();
            let same = windows.find(|other| is_same_window(window, other))?;
            Some((read.at, same.used_per_mille?))
        });
        Self {
            window: *window,
            began_at: began_at(window),
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
        let rise_ms = to_at.0.abs_diff(from_at.0);
        (rise_ms > 0).then_some((to.saturating_sub(from), rise_ms))
    }

    /// The reading since which nothing was left, up to the newest.
    fn full_since(&self) -> Option<Timestamp> {
        let full = self.used.iter().rev();
        let full = full.take_while(|(_, used)| *used >= FULL);
        full.last().map(|(at, _)| *at)
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

/// When a window began: its length before its reset.
pub(super) fn began_at(window: &LimitWindow) -> Option<Timestamp> {
    let seconds = i64::try_from(window.minutes?).ok()?.checked_mul(60)?;
    let reset_seconds = window.resets_at?.0.div_euclid(1000);
    Timestamp::from_seconds(reset_seconds.checked_sub(seconds)?)
}

/// Two readings of one window: as long within 5 %, and begun anew at the same time.
pub(super) fn is_same_window(one: &LimitWindow, other: &LimitWindow) -> bool {
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

/// What a window of the newest snapshot shows at "now".
pub(super) fn row(newest: &Read<'_>, history: &History, now: Option<Timestamp>) -> WindowRow {
    let limits = newest.limits;
    let LimitWindow {
        minutes, resets_at, ..
    } = history.window;
    let until = now.or(history.used.last().map(|(at, _)| *at));
    let mut row = WindowRow {
        home: newest.home,
        limit_id: limits.limit_id.as_ref().map(ToString::to_string),
        limit_name: limits.limit_name.as_ref().map(ToString::to_string),
        window_minutes: minutes,
        began_at: history.began_at,
        resets_at,
        course_per_mille: until.map_or_else(Vec::new, |until| history.course(until)),
        before_first_per_mille: history.used.first().map(|(_, used)| *used),
        ..WindowRow::default()
    };
    match (resets_at, now) {
        (Some(reset), Some(now)) if now >= reset => {
            row.over_since_ms = Some(now.0.abs_diff(reset.0));
            row.outlook = Some(Outlook::Over);
        }
        (_, now) => {
            let used = history.window.used_per_mille;
            row.used_per_mille = used;
            row.left_per_mille = used.map(|used| FULL.saturating_sub(used));
            row.full_since_at = history.full_since();
            if let Some(now) = now {
                row.resets_in_ms = resets_at.map(|reset| reset.0.abs_diff(now.0));
                foretell(&mut row, history, now);
            }
        }
    }
    row
}

/// What the use so far and the use of late lead to.
fn foretell(row: &mut WindowRow, history: &History, now: Timestamp) {
    let (Some(used), Some(left)) = (row.used_per_mille, row.left_per_mille) else {
        return;
    };
    if let Some((rise, rise_ms)) = history.rise(now) {
        (row.rise_per_mille, row.rise_ms) = (Some(rise), Some(rise_ms));
        let rest_ms = u64::from(left).saturating_mul(rise_ms);
        row.rest_ms = rest_ms.checked_div(u64::from(rise));
    }
    let (Some(began), Some(reset)) = (row.began_at, row.resets_at) else {
        return;
    };
    let (spent_ms, length_ms) = ((now.0 - began.0).max(0), reset.0 - began.0);
    let Some(elapsed) = spent_ms.saturating_mul(1000).checked_div(length_ms) else {
        return;
    };
    row.elapsed_per_mille = Some(elapsed.unsigned_abs());
    if used >= FULL {
        row.outlook = Some(Outlook::Full);
        row.rest_ms = None;
    } else if elapsed < LEAST_ELAPSED_PER_MILLE {
        row.outlook = Some(Outlook::TooEarly);
    } else if used < LEAST_USED_PER_MILLE {
        row.outlook = Some(Outlook::TooLittle);
    } else {
        project(row, i64::from(used), spent_ms, length_ms);
    }
}

/// Draws the line from the window's beginning to now on to its reset.
fn project(row: &mut WindowRow, used: i64, spent_ms: i64, length_ms: i64) {
    let (Some(began), Some(reset)) = (row.began_at, row.resets_at) else {
        return;
    };
    let at_reset = used.saturating_mul(length_ms) / spent_ms;
    row.at_reset_per_mille = Some(at_reset.unsigned_abs());
    let full_seconds = (began.0 + spent_ms.saturating_mul(i64::from(FULL)) / used).div_euclid(1000);
    row.full_at = Timestamp::from_seconds(full_seconds).filter(|full_at| *full_at < reset);
    row.full_before_reset_ms = row.full_at.map(|full_at| reset.0.abs_diff(full_at.0));
    row.outlook = Some(match row.full_at {
        Some(_) => Outlook::FullBeforeReset,
        None => Outlook::Lasts,
    });
}

impl WindowRow {
    /// Whether nothing of it is left.
    pub(super) fn is_full(&self) -> bool {
        self.used_per_mille >= Some(FULL)
    }

    /// Whether its reset is still to come.
    pub fn is_running(&self) -> bool {
        self.used_per_mille.is_some()
    }

    /// A full window of its limit stops it: nothing is foretold.
    pub(super) fn block(&mut self, by_minutes: Option<u64>) {
        (self.full_at, self.full_before_reset_ms) = (None, None);
        (self.at_reset_per_mille, self.rest_ms) = (None, None);
        self.blocked_by_minutes = by_minutes;
        self.outlook = Some(Outlook::Blocked);
    }
}
