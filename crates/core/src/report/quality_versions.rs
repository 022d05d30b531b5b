//! What sessions of Codex versions tell, by ranges of versions: computed from what they told, never assumed from the version.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::dataset::Session;
use super::quality::VersionRow;
use crate::item::Outcome;
use crate::privacy::Label;

/// Versions between two changes of what Codex writes (FORMAT.md §10).
struct Range {
    /// Major and minor number of the first.
    first: (u64, u64),
    from: Option<&'static str>,
    until: Option<&'static str>,
}

const fn range(
    first: (u64, u64),
    from: Option<&'static str>,
    until: Option<&'static str>,
) -> Range {
    Range { first, from, until }
}

/// The newest first: that writes what compactions used, that tells how long calls take, that ends turns, that reads limits.
const RANGES: [Range; 5] = [
    range((0, 153), Some("0.153"), None),
    range((0, 120), Some("0.120"), Some("0.152")),
    range((0, 104), Some("0.104"), Some("0.119")),
    range((0, 40), Some("0.40"), Some("0.103")),
    range((0, 0), None, Some("0.39")),
];

/// What Codex states that somebody built of the source.
const UNRELEASED: &str = "0.0.0";

/// One row a range that has sessions, the newest first; last those that state no released version.
pub(super) fn rows(sessions: &[Session<'_>]) -> Vec<VersionRow> {
    let mut found: BTreeMap<usize, VersionRow> = BTreeMap::new();
    for session in sessions {
        let place = place(session.identity.cli_version.as_ref());
        let row = found.entry(place).or_default();
        if let Some(range) = RANGES.get(place) {
            (row.from, row.until) = (range.from, range.until);
        }
        row.add(session);
    }
    found.into_values().collect()
}

impl VersionRow {
    fn add(&mut self, session: &Session<'_>) {
        let mut calls = session.calls.iter();
        let mut events = session.events.iter().filter_map(|event| event.compaction);
        let completed = Some(Outcome::Completed);
        self.sessions += 1;
        self.tells_usage |= session.states_usage();
        self.tells_limits |= !session.limits.is_empty();
        self.tells_turn_outcomes |= session.turns.iter().any(|turn| turn.outcome == completed);
        self.tells_call_times |= calls.any(|call| call.duration_ms.is_some());
        self.tells_compaction_usage |= events.any(|compaction| compaction.is_told);
    }
}

/// Which of the ranges a version is in; past the last for none.
fn place(version: Option<&Label>) -> usize {
    let numbers = version.and_then(|version| numbers(version.as_str()));
    let range = numbers.and_then(|numbers| RANGES.iter().position(|range| range.first <= numbers));
    range.unwrap_or(RANGES.len())
}

/// Major and minor: a pre-release already writes as its release does.
fn numbers(version: &str) -> Option<(u64, u64)> {
    let mut parts = version.split(['.', '-']).map(str::parse);
    let numbers = (parts.next()?.ok()?, parts.next()?.ok()?);
    (version != UNRELEASED).then_some(numbers)
}
