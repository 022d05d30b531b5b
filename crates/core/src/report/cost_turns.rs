//! What turns cost: the mean and the median of those that have a price as a whole.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use serde::Serialize;

use super::dataset::{Dataset, Session};
use super::scope::Scope;
use super::sums::Cost;
use crate::lineage::Fate;

/// Cost of the turns of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TurnCosts {
    /// Turns with responses in the range, all of which have a price.
    pub turns: u64,
    /// What one of them cost on average, cut; absent without any.
    pub mean_nano_dollars: Option<u64>,
    /// Half of them cost no more.
    pub p50_nano_dollars: Option<u64>,
}

impl TurnCosts {
    /// Of the turns that a query asks for.
    pub(super) fn of(dataset: &Dataset, scope: &Scope<'_>) -> Self {
        let sessions = dataset.sessions.iter();
        let sessions = sessions.filter(|session| scope.keeps_session(session));
        let mut costs: Vec<u64> = sessions
            .flat_map(|session| of_session(session, dataset, scope))
            .collect();
        let turns = costs.len() as u64;
        let sum = costs.iter().copied().fold(0, u64::saturating_add);
        let middle = costs.len().div_ceil(2).checked_sub(1);
        Self {
            turns,
            mean_nano_dollars: sum.checked_div(turns),
            p50_nano_dollars: middle.map(|middle| *costs.select_nth_unstable(middle).1),
        }
    }
}

/// Costs of a session's turns; one with a part that has no price is none of them.
fn of_session(session: &Session, dataset: &Dataset, scope: &Scope<'_>) -> Vec<u64> {
    let mut turns: BTreeMap<u32, Option<u64>> = BTreeMap::new();
    for row in session.usage.iter() {
        let is_asked = row.fate == Fate::Counted && scope.keeps(row.at, row.model.as_ref());
        let used_something = row.tokens.plus(&row.missing).total() > 0;
        if let Some(turn) = row.turn.filter(|_| is_asked && used_something) {
            let cost = Cost::of(row, dataset.prices).known();
            let so_far = turns.entry(turn).or_insert(Some(0));
            *so_far = so_far
                .zip(cost)
                .map(|(one, other)| one.saturating_add(other));
        }
    }
    turns.into_values().flatten().collect()
}
