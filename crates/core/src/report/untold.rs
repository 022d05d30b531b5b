//! What was used and no file tells (FORMAT.md §7.5): so that a person knows why a bill says more.

use super::dataset::{Dataset, Session};
use super::scope::Scope;
use super::shared::NotTold;
use crate::item::Outcome;
use crate::privacy::Label;
use crate::session::StateEventKind;

/// From this minor version of Codex 0 on a record tells what a compaction used.
const TELLS_COMPACTIONS: u64 = 153;

/// Counts in the query's range.
pub(super) fn count(dataset: &Dataset, scope: &Scope<'_>) -> NotTold {
    let sessions = dataset.sessions.iter();
    let mut not_told = NotTold::default();
    for session in sessions.filter(|session| scope.keeps_session(session)) {
        not_told.cut_off_turns += cut_off_turns(session, scope);
        if !tells_compactions(session.identity.cli_version.as_ref()) {
            not_told.remote_compactions += remote_compactions(session, scope);
        }
    }
    not_told
}

/// Turns that were stopped while a response came in.
fn cut_off_turns(session: &Session, scope: &Scope<'_>) -> u64 {
    let turns = session.turns.iter().filter(|turn| {
        let is_cut_off = matches!(
            turn.outcome,
            Some(
                Outcome::Interrupted
                    | Outcome::Replaced
                    | Outcome::BudgetLimited
                    | Outcome::Aborted
            )
        );
        is_cut_off && scope.keeps(turn.ended_at.or(turn.started_at), turn.model.as_ref())
    });
    turns.count() as u64
}

fn remote_compactions(session: &Session, scope: &Scope<'_>) -> u64 {
    let events = session.events.iter().filter(|event| {
        let model = session
            .turn(event.turn)
            .and_then(|turn| turn.model.as_ref());
        event.kind == StateEventKind::CompactionRemote && scope.keeps(event.at, model)
    });
    events.count() as u64
}

/// A version that is not known, and a development build (0.0.0), is taken for an old one.
fn tells_compactions(cli_version: Option<&Label>) -> bool {
    let Some(version) = cli_version else {
        return false;
    };
    let mut numbers = version.as_str().split('.').map(str::parse::<u64>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(0)), Some(Ok(minor))) => minor >= TELLS_COMPACTIONS,
        (Some(Ok(_)), _) => true,
        _ => false,
    }
}
