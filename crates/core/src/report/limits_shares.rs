//! Which sessions used a window: each rise between two readings is split over the responses counted in between,
//! by cost. What was used before the first reading is nobody's, and so is a rise without a priced response.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::cmp::Reverse;

use super::dataset::Dataset;
use super::limits::UserRow;
use super::scope::Scope;
use super::sums::{Cost, Summing};
use crate::lineage::Fate;
use crate::record::Timestamp;

/// Parts of a per mille that shares are summed in, so that many small ones do not vanish.
const PARTS: u128 = 1_000_000;

/// Readings of one window, oldest first.
pub(super) type Used = [(Timestamp, u32)];

/// A counted response.
struct Response {
    session: usize,
    at: Timestamp,
    nano_dollars: u64,
}

/// The sessions with a response from `began_at` on, and their share of each window; absent for a window that is over.
pub(super) fn build(
    dataset: &Dataset,
    scope: &Scope<'_>,
    began_at: Timestamp,
    windows: &[Option<&Used>],
) -> Vec<UserRow> {
    let mut sums: BTreeMap<usize, Summing> = BTreeMap::new();
    let mut responses = Vec::new();
    for (session, of) in dataset.sessions.iter().enumerate() {
        if !scope.keeps_session(of) {
            continue;
        }
        for row in of.usage.iter().filter(|row| row.fate == Fate::Counted) {
            let Some(at) = row.at.filter(|at| *at >= began_at) else {
                continue;
            };
            if !scope.keeps(row.at, row.model.as_ref()) {
                continue;
            }
            let cost = Cost::of(row, &dataset.prices);
            sums.entry(session)
                .or_default()
                .response(session, row, cost);
            responses.push(Response {
                session,
                at,
                nano_dollars: cost.nano_dollars(),
            });
        }
    }
    responses.sort_by_key(|response| response.at);
    let shares = windows
        .iter()
        .map(|used| used.map(|used| shares(used, &responses)))
        .collect::<Vec<_>>();
    let row = |(session, summing): (&usize, &Summing)| {
        let (of, sums) = (&dataset.sessions[*session], summing.finish());
        let share = |shares: &BTreeMap<usize, u128>| {
            let parts = shares.get(session).copied().unwrap_or(0);
            ((parts + PARTS / 2) / PARTS) as u32
        };
        UserRow {
            session_id: of.id(),
            project: scope.names.project(&of.identity),
            share_per_mille: shares.iter().map(|of| of.as_ref().map(share)).collect(),
            total_tokens: sums.total_tokens,
            cost_nano_dollars: sums.cost_nano_dollars,
        }
    };
    let mut rows = sums.iter().map(row).collect::<Vec<_>>();
    // By the window that ends the work first: it stands last.
    rows.sort_by_cached_key(|row| {
        let shares = row.share_per_mille.iter().rev().copied();
        Reverse((shares.collect::<Vec<_>>(), row.total_tokens))
    });
    rows
}

/// Each session's part of what one window rose.
fn shares(used: &Used, responses: &[Response]) -> BTreeMap<usize, u128> {
    let mut shares = BTreeMap::new();
    // A share too small to be read may have been used at any time since the last rise.
    let mut steps = used.to_vec();
    steps.dedup_by_key(|(_, used)| *used);
    for pair in steps.windows(2) {
        let [(from_at, from), (to_at, to)] = pair else {
            continue;
        };
        let rise = u128::from(to.saturating_sub(*from));
        let first = responses.partition_point(|response| response.at <= *from_at);
        let end = responses.partition_point(|response| response.at <= *to_at);
        let between = responses.get(first..end).unwrap_or_default();
        let cost = |response: &Response| u128::from(response.nano_dollars);
        let total = between.iter().map(cost).sum::<u128>();
        for response in between.iter().filter(|_| total > 0) {
            *shares.entry(response.session).or_insert(0) += rise * PARTS * cost(response) / total;
        }
    }
    shares
}
