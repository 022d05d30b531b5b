//! What sessions of each Codex version tell: computed from what they told, never assumed from the version.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::cmp::Reverse;

use super::dataset::Session;
use super::quality::VersionRow;
use crate::item::Outcome;
use crate::order::InOrder;
use crate::privacy::Label;

/// One row a version, the newest first; last the sessions that state none.
pub(super) fn rows(sessions: &[Session<'_>]) -> Vec<VersionRow> {
    let mut found: BTreeMap<Option<&Label>, VersionRow> = BTreeMap::new();
    for session in sessions {
        let version = session.identity.cli_version.as_ref();
        let row = found.entry(version).or_default();
        row.version = version.cloned();
        row.add(session);
    }
    let mut rows = found.into_values().collect::<Vec<_>>();
    rows.order_by_cached_key(|row| Reverse(row.version.as_ref().map(Place::of)));
    rows
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

/// Where a version stands among others: by its numbers, a pre-release before its release.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    numbers: Vec<u64>,
    is_release: bool,
    pre_release: Vec<u64>,
}

impl Place {
    fn of(version: &Label) -> Self {
        let (numbers, pre_release) = version
            .as_str()
            .split_once('-')
            .unwrap_or((version.as_str(), ""));
        let parts = |text: &str| {
            text.split('.')
                .filter_map(|part| part.parse().ok())
                .collect()
        };
        Self {
            numbers: parts(numbers),
            is_release: pre_release.is_empty(),
            pre_release: parts(pre_release),
        }
    }
}
