//! How full the context window was when turns ended, by size of the window.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use serde::Serialize;

use super::compactions::window_tokens;
use super::dataset::{Dataset, Session};
use super::query::{Filters, Query, QueryError};
use super::scope::Scope;
use super::shared::{DateRange, FileCounts, Head};
use crate::order::InOrder;
use crate::record::Timestamp;
use crate::session::{Gauge, StateEvent};

/// Parts of the window that turns are counted in.
const BINS: usize = 20;
/// A whole window.
const FULL_PER_MILLE: u64 = 1000;
/// From here on a window is nearly full.
const NEARLY_FULL_PER_MILLE: u64 = 800;

/// Ends of turns in a range.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FillReport {
    /// How it begins: `fill`.
    #[serde(flatten)]
    pub head: Head,
    /// The range.
    #[serde(flatten)]
    pub dates: DateRange,
    /// Filters of the query.
    pub filters: Filters,
    /// By size of the window, that of most turns first.
    pub rows: Vec<FillRow>,
    /// All turns; the window is absent.
    pub total: FillRow,
    /// The files.
    pub files: FileCounts,
}

/// Ends of turns with a window of one size. A turn counts when a line of it tells how full the window was. What was
/// compacted before any line told the size of the window counts for all windows alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FillRow {
    /// Tokens that the window takes.
    pub window_tokens: Option<u64>,
    /// Turns.
    pub turns: u64,
    /// Turns by how full it was, in steps of 50 per mille; a full window is in the last.
    pub bins: Vec<u64>,
    /// Half of the turns ended no fuller.
    pub p50_per_mille: Option<u64>,
    /// 90 of 100 turns ended no fuller.
    pub p90_per_mille: Option<u64>,
    /// Turns that ended with more than 800 per mille.
    pub nearly_full: u64,
    /// How often such a window was compacted, also in turns that do not count.
    pub compactions: u64,
    /// Turns by per mille, when parts were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fills: Option<Vec<FillCount>>,
}

/// Turns that ended with a window equally full.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FillCount {
    /// How full.
    pub per_mille: u64,
    /// Turns.
    pub turns: u64,
}

/// Takes the newest gauge of every turn.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<FillReport, QueryError> {
    query.ungrouped()?;
    if query.sort.is_some() {
        return Err(QueryError::Column);
    }
    let mut by_window: BTreeMap<u64, Window> = BTreeMap::new();
    let mut all = Window::default();
    let sessions = dataset.sessions.iter();
    for session in sessions.filter(|session| scope.keeps_session(session)) {
        for gauge in ends_of_turns(session, scope) {
            let window = by_window.entry(gauge.window).or_default();
            window.fills.extend(fill_per_mille(&gauge));
        }
        for event in compactions(session, scope) {
            all.compactions += 1;
            if let Some(window) = window_tokens(session, event) {
                by_window.entry(window).or_default().compactions += 1;
            }
        }
    }
    let fills = by_window.values().flat_map(|window| &window.fills);
    all.fills.extend(fills);
    let rows = by_window.into_iter();
    let mut rows = rows
        .map(|(tokens, window)| row(Some(tokens), window, query.with_parts))
        .collect::<Vec<_>>();
    rows.order_by_key(|row| core::cmp::Reverse(row.turns));
    Ok(FillReport {
        head: scope.head("fill"),
        dates: scope.dates(),
        filters: query.filters.clone(),
        rows,
        total: row(None, all, false),
        files: dataset.files.clone(),
    })
}

/// A size of the window under way.
#[derive(Default)]
struct Window {
    fills: Vec<u64>,
    compactions: u64,
}

/// A session's compactions in the range.
fn compactions<'a>(
    session: &'a Session,
    scope: &'a Scope<'_>,
) -> impl Iterator<Item = &'a StateEvent> {
    let made = session
        .events
        .iter()
        .filter(|event| event.kind.is_compaction());
    made.filter(|event| {
        let turn = session.turn(event.turn);
        scope.keeps(event.at, turn.and_then(|turn| turn.model.as_ref()))
    })
}

/// The newest gauge in the range of each of a session's turns.
fn ends_of_turns(session: &Session, scope: &Scope<'_>) -> impl Iterator<Item = Gauge> {
    let mut newest: BTreeMap<u32, (Option<Timestamp>, Gauge)> = BTreeMap::new();
    for gauge in session.gauges.iter() {
        let Some(turn) = gauge.turn else {
            continue;
        };
        let model = session
            .turn(Some(turn))
            .and_then(|turn| turn.model.as_ref());
        if scope.keeps(gauge.at, model) {
            let known = newest.entry(turn).or_insert((gauge.at, *gauge));
            if known.0 <= gauge.at {
                *known = (gauge.at, *gauge);
            }
        }
    }
    newest.into_values().map(|(_, gauge)| gauge)
}

/// Used of the window, cut; a request that did not fit filled it.
pub(super) fn fill_per_mille(gauge: &Gauge) -> Option<u64> {
    if gauge.is_overflow {
        return Some(FULL_PER_MILLE);
    }
    let used = gauge.used.saturating_mul(FULL_PER_MILLE);
    Some(used.checked_div(gauge.window)?.min(FULL_PER_MILLE))
}

fn row(window_tokens: Option<u64>, window: Window, with_parts: bool) -> FillRow {
    let Window {
        mut fills,
        compactions,
    } = window;
    fills.sort_unstable();
    let mut bins = alloc::vec![0; BINS];
    for fill in &fills {
        let bin = *fill as usize * BINS / FULL_PER_MILLE as usize;
        bins[bin.min(BINS - 1)] += 1;
    }
    // Nearest rank.
    let rank = |percent: usize| fills.get((fills.len() * percent).div_ceil(100).saturating_sub(1));
    FillRow {
        window_tokens,
        turns: fills.len() as u64,
        bins,
        p50_per_mille: rank(50).copied(),
        p90_per_mille: rank(90).copied(),
        nearly_full: fills
            .iter()
            .filter(|fill| **fill > NEARLY_FULL_PER_MILLE)
            .count() as u64,
        compactions,
        fills: with_parts.then(|| counted(&fills)),
    }
}

/// How often each per mille is there, of a sorted list.
fn counted(fills: &[u64]) -> Vec<FillCount> {
    let alike = fills.chunk_by(|one, other| one == other);
    alike
        .map(|alike| FillCount {
            per_mille: alike[0],
            turns: alike.len() as u64,
        })
        .collect()
}
