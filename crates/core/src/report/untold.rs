//! What was used and no file tells (FORMAT.md §7.5): so that a person knows why a bill says more.

use super::dataset::Session;
use super::scope::Scope;
use super::shared::NotTold;
use crate::item::Outcome;
use crate::session::{StateEvent, StateEventKind, Turn};

/// Counts over sessions, in the query's range.
pub(super) fn count<'a>(
    sessions: impl Iterator<Item = &'a Session<'a>>,
    scope: &Scope<'_>,
) -> NotTold {
    let mut not_told = NotTold::default();
    for session in sessions {
        let is_kept = |turn: &&Turn| {
            is_cut_off(turn) && scope.keeps(turn.ended_at.or(turn.started_at), turn.model.as_ref())
        };
        not_told.cut_off_turns += session.turns.iter().filter(is_kept).count() as u64;
        let is_kept = |event: &&StateEvent| {
            is_untold_compaction(event) && scope.keeps(event.at, session.model_of_turn(event.turn))
        };
        not_told.remote_compactions += session.events.iter().filter(is_kept).count() as u64;
    }
    not_told
}

/// Whether the turn was stopped while a response came in.
fn is_cut_off(turn: &Turn) -> bool {
    use Outcome::{Aborted, BudgetLimited, Interrupted, Replaced};
    matches!(
        turn.outcome,
        Some(Interrupted | Replaced | BudgetLimited | Aborted)
    )
}

fn is_untold_compaction(event: &StateEvent) -> bool {
    let is_told = |compaction: crate::session::Compaction| compaction.is_told;
    event.kind == StateEventKind::CompactionRemote && !event.compaction.is_some_and(is_told)
}
