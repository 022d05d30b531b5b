//! Every rate-limit window that was read in a range: how full it got, and what the sessions that showed it used inside.

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cmp::Reverse;
use serde::Serialize;

use super::dataset::{Dataset, Session};
use super::limits_shares::rises;
use super::limits_window::{began_at, is_same_window};
use super::query::{Filters, Order, Query, QueryError};
use super::scope::Scope;
use super::shared::{DateRange, FileCounts, Head, LeftOut, PriceNote};
use super::sums::{Cost, Notes, Summing};
use crate::item::{LimitWindow, RateLimits};
use crate::lineage::Fate;
use crate::order::InOrder;
use crate::record::Timestamp;
use crate::session::LimitReading;

/// Windows shown unless told.
const DEFAULT_LIMIT: u32 = 10;

/// The windows of a range, newest last.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "WindowsReport")
)]
pub struct PastWindowsReport {
    /// How it begins: `windows`.
    #[serde(flatten)]
    pub head: Head,
    /// The range; a window with a reading in it is in it.
    #[serde(flatten)]
    pub dates: DateRange,
    /// Filters of the query.
    pub filters: Filters,
    /// The windows.
    pub rows: Vec<PastWindowRow>,
    /// How many rows are past the limit. They have no sum: a window lies inside another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest_rows: Option<u64>,
    /// What was not counted inside any of the windows.
    pub left_out: LeftOut,
    /// What the costs are based on.
    pub prices: PriceNote,
    /// The files.
    pub files: FileCounts,
}

/// One window. One whose lines tell no reset (0.40) cannot be told from the next and has no row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PastWindowRow {
    /// Index of the Codex home, among those of all files.
    pub home: u32,
    /// Family of limits.
    pub limit_id: Option<String>,
    /// Its readable name.
    pub limit_name: Option<String>,
    /// Length.
    pub window_minutes: Option<u64>,
    /// When it began.
    pub began_at: Option<Timestamp>,
    /// When it began anew.
    pub resets_at: Option<Timestamp>,
    /// Used share at its newest reading in the range.
    pub used_per_mille: Option<u32>,
    /// Plan at that reading.
    pub plan_type: Option<String>,
    /// Sessions that showed it.
    pub sessions: u64,
    /// Their tokens inside it.
    pub total_tokens: u64,
    /// The cost of these; absent when no token has a price.
    pub cost_nano_dollars: Option<u64>,
    /// Tokens that the cost covers.
    pub priced_tokens: u64,
    /// The home of that index: pseudonym, or name when asked.
    pub home_name: Option<String>,
    /// What it rose by while nothing of these files ran, when parts were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rises_elsewhere: Option<Vec<RiseElsewhere>>,
}

/// A rise between two readings without a response that counts in between: what was used elsewhere, or by what no file
/// tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RiseElsewhere {
    /// Time of the reading before.
    pub from_at: Timestamp,
    /// Time of the reading that tells it.
    pub until_at: Timestamp,
    /// How much.
    pub rise_per_mille: u32,
}

/// A window under way.
struct PastWindow<'a> {
    home: u32,
    /// As the newest reading has it.
    window: LimitWindow,
    limits: &'a RateLimits,
    sessions: BTreeSet<usize>,
    /// Used share at each reading, oldest first.
    used: Vec<(Timestamp, u32)>,
}

/// Finds the windows and sums what was used inside each.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<PastWindowsReport, QueryError> {
    if query.sort.is_some() {
        return Err(QueryError::Column);
    }
    let mut windows = windows(dataset, scope);
    windows.order_by_key(|past| (began_at(&past.window), Reverse(past.window.minutes)));
    let (left_out, prices) = notes(dataset, scope, &windows).finish(dataset.prices);
    let limit = match query.limit.unwrap_or(DEFAULT_LIMIT) {
        0 => windows.len(),
        limit => windows.len().min(limit as usize),
    };
    let newest = windows.split_off(windows.len() - limit);
    let rest = windows.len() as u64;
    let busy = query.with_parts.then(|| moments(dataset));
    let mut rows = newest
        .iter()
        .map(|past| PastWindowRow {
            rises_elsewhere: busy.as_ref().map(|busy| past.rises_elsewhere(busy)),
            ..past.row(dataset, scope)
        })
        .collect::<Vec<_>>();
    if query.order == Some(Order::Desc) {
        rows.reverse();
    }
    Ok(PastWindowsReport {
        head: scope.head("windows"),
        dates: scope.dates(),
        filters: query.filters.clone(),
        rows,
        rest_rows: (rest > 0).then_some(rest),
        left_out,
        prices,
        files: dataset.files.clone(),
    })
}

/// All windows with a reading in the range. Readings are taken in the order of time, so that the newest decides.
fn windows<'a>(dataset: &'a Dataset<'a>, scope: &Scope<'_>) -> Vec<PastWindow<'a>> {
    let sessions = dataset.sessions.iter().enumerate();
    let mut readings = sessions
        .filter(|(_, session)| scope.keeps_session(session))
        .flat_map(|(index, session)| session.limits.iter().map(move |reading| (index, reading)))
        .filter(|(_, reading)| reading.at.is_some() && scope.keeps_time(reading.at))
        .collect::<Vec<_>>();
    readings.order_by_key(|(_, reading)| reading.at);
    let mut windows: Vec<PastWindow<'_>> = Vec::new();
    for (session, reading) in readings {
        for window in reading.limits.windows.iter().flatten() {
            if began_at(window).is_some() {
                let home = dataset.sessions[session].home;
                join(&mut windows, (home, session), reading, window);
            }
        }
    }
    windows
}

fn join<'a>(
    windows: &mut Vec<PastWindow<'a>>,
    (home, session): (u32, usize),
    reading: &'a LimitReading,
    window: &LimitWindow,
) {
    let limits = &reading.limits;
    let used = reading.at.zip(window.used_per_mille);
    let known = windows.iter_mut().rfind(|known| {
        (known.home, &known.limits.limit_id) == (home, &limits.limit_id)
            && is_same_window(&known.window, window)
    });
    match known {
        Some(known) => {
            (known.window, known.limits) = (*window, limits);
            known.sessions.insert(session);
            known.used.extend(used);
        }
        None => windows.push(PastWindow {
            home,
            window: *window,
            limits,
            sessions: BTreeSet::from([session]),
            used: used.into_iter().collect(),
        }),
    }
}

impl PastWindow<'_> {
    fn contains(&self, at: Option<Timestamp>) -> bool {
        at.is_some() && began_at(&self.window) <= at && at < self.window.resets_at
    }

    /// Its rises in a time in which its home was not busy.
    fn rises_elsewhere(&self, busy: &[(u32, Timestamp)]) -> Vec<RiseElsewhere> {
        let until = |at| busy.partition_point(|moment| *moment <= (self.home, at));
        let rises = rises(&self.used).into_iter();
        let elsewhere = rises.filter(|rise| until(rise.from_at) == until(rise.until_at));
        elsewhere
            .map(|rise| RiseElsewhere {
                from_at: rise.from_at,
                until_at: rise.until_at,
                rise_per_mille: rise.per_mille,
            })
            .collect()
    }

    fn row(&self, dataset: &Dataset, scope: &Scope<'_>) -> PastWindowRow {
        let mut summing = Summing::default();
        for &session in &self.sessions {
            let rows = dataset.sessions[session].usage.iter();
            let counted = rows.filter(|row| row.fate == Fate::Counted && self.contains(row.at));
            counted
                .filter(|row| scope.keeps(row.at, row.model.as_ref()))
                .for_each(|row| summing.response(session, row, Cost::of(row, dataset.prices)));
        }
        let sums = summing.finish();
        PastWindowRow {
            home: self.home,
            limit_id: self.limits.limit_id.as_ref().map(ToString::to_string),
            limit_name: self.limits.limit_name.as_ref().map(ToString::to_string),
            window_minutes: self.window.minutes,
            began_at: began_at(&self.window),
            resets_at: self.window.resets_at,
            used_per_mille: self.window.used_per_mille,
            plan_type: self.limits.plan_type.as_ref().map(ToString::to_string),
            sessions: self.sessions.len() as u64,
            total_tokens: sums.total_tokens,
            cost_nano_dollars: sums.cost_nano_dollars,
            priced_tokens: sums.priced_tokens,
            home_name: scope.names.home(dataset.homes[self.home as usize]),
            rises_elsewhere: None,
        }
    }
}

/// When responses that count were, home by home, whatever the filters.
fn moments(dataset: &Dataset) -> Vec<(u32, Timestamp)> {
    let of = |session: &Session| {
        let home = session.home;
        let counted = session.usage.iter();
        let counted = counted.filter(|row| row.fate == Fate::Counted);
        counted
            .filter_map(|row| Some((home, row.at?)))
            .collect::<Vec<_>>()
    };
    let mut moments = dataset.sessions.iter().flat_map(of).collect::<Vec<_>>();
    moments.order_by(Ord::cmp);
    moments
}

/// What was left out and what has no price in the windows, each row once.
fn notes(dataset: &Dataset, scope: &Scope<'_>, windows: &[PastWindow<'_>]) -> Notes {
    let mut notes = Notes::default();
    let mut of_sessions = alloc::vec![Vec::new(); dataset.sessions.len()];
    for past in windows {
        for &session in &past.sessions {
            of_sessions[session].push(past);
        }
    }
    for (session, shown) in dataset.sessions.iter().zip(of_sessions) {
        let inside = session
            .usage
            .iter()
            .filter(|row| shown.iter().any(|past| past.contains(row.at)));
        inside
            .filter(|row| scope.keeps(row.at, row.model.as_ref()))
            .for_each(|row| notes.row(row, Cost::of(row, dataset.prices)));
    }
    notes
}
