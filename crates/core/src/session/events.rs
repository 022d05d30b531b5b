//! State events of a file (FORMAT.md §2, §5.1): what happened beside turns, calls and messages.
//!
//! How a turn ended is the turn's own fact ([`super::Turn::outcome`]); [`StateEventKind::of_outcome`] names it.
//! What breaks if this is touched: a compaction is its `compacted` line alone, as the events and items that
//! tell of one say it again (§7.9).

use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use super::Turn;
use super::compactions::Compaction;
use super::own_line::OwnLine;
use crate::item::{ItemKind, LineType, Outcome, Tag, error_kind};
use crate::order;
use crate::privacy::Label;
use crate::record::Timestamp;

/// Something that happened to a session.
#[derive(Clone, Debug, Default)]
pub struct StateEvent {
    /// When.
    pub at: Option<Timestamp>,
    /// Own turn that it belongs to, by index.
    pub turn: Option<u32>,
    /// What.
    pub kind: StateEventKind,
    /// What failed, of an error.
    pub error_kind: Option<Label>,
    /// How many turns were taken back, of a rollback that says so.
    pub rolled_back_turns: Option<u64>,
    /// More about it, of a compaction.
    pub compaction: Option<Compaction>,
}

/// What happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each variant is the word it serialises as")]
#[non_exhaustive]
pub enum StateEventKind {
    TurnInterrupted,
    TurnReplaced,
    TurnReviewEnded,
    TurnBudgetLimited,
    /// For a reason that came later.
    TurnAborted,
    TurnFailed,
    TurnUnfinished,
    #[default]
    Error,
    ThreadRolledBack,
    UndoDone,
    UndoFailed,
    CompactionLocal,
    CompactionRemote,
    ReviewEntered,
    ReviewExited,
    /// The thread goes on from an earlier point, in another file (FORMAT.md §1.1).
    ThreadReverted,
    /// Never persisted by Codex itself; other clients may.
    ModelRerouted,
    WorldStateFull,
    WorldStatePatch,
    GoalActive,
    GoalPaused,
    GoalBlocked,
    GoalUsageLimited,
    GoalBudgetLimited,
    GoalComplete,
    /// A status that came later.
    GoalOther,
    RealtimeStarted,
    RealtimeEnded,
    RealtimeFailed,
    SecurityScore,
}

/// Follows the events.
#[derive(Default)]
pub(super) struct StateEvents {
    events: Vec<StateEvent>,
}

impl StateEvents {
    /// Takes the next line.
    pub(super) fn line(&mut self, line: &OwnLine<'_>) {
        if line.is_foreign {
            return;
        }
        let Some(kind) = StateEventKind::of_line(line) else {
            return;
        };
        let failed = line
            .field("codex_error_info")
            .filter(|_| kind == StateEventKind::Error);
        self.events.push(StateEvent {
            at: line.envelope.at,
            turn: line.turn,
            kind,
            error_kind: failed.and_then(error_kind),
            rolled_back_turns: line
                .field("num_turns")
                .filter(|_| kind == StateEventKind::ThreadRolledBack)
                .and_then(|turns| turns.count().ok().flatten()),
            compaction: None,
        });
    }

    /// The events, in file order.
    pub(super) fn finish(self) -> Vec<StateEvent> {
        self.events
    }
}

/// A failure is told once for each turn and kind, however many lines tell it: the turn's own end does, where it says what
/// failed.
pub(super) fn tell_once(events: &mut Vec<StateEvent>, turns: &[Turn]) {
    let failed = (0_u32..)
        .zip(turns)
        .filter(|(_, turn)| turn.outcome == Some(Outcome::Failed) || turn.error_kind.is_some());
    let mut told = order::set(failed.map(|(index, turn)| (index, turn.error_kind.clone())));
    events.retain(|event| match event.turn {
        Some(turn) if event.kind == StateEventKind::Error => {
            told.insert((turn, event.error_kind.clone()))
        }
        _ => true,
    });
}

impl StateEventKind {
    /// Whether it is one of the two compactions.
    pub fn is_compaction(self) -> bool {
        matches!(self, Self::CompactionLocal | Self::CompactionRemote)
    }

    /// What a turn's end says; a completed turn is no event.
    pub fn of_outcome(outcome: Outcome) -> Option<Self> {
        match outcome {
            Outcome::Completed => None,
            Outcome::Failed => Some(Self::TurnFailed),
            Outcome::Interrupted => Some(Self::TurnInterrupted),
            Outcome::Replaced => Some(Self::TurnReplaced),
            Outcome::ReviewEnded => Some(Self::TurnReviewEnded),
            Outcome::BudgetLimited => Some(Self::TurnBudgetLimited),
            Outcome::Aborted => Some(Self::TurnAborted),
            Outcome::Unfinished => Some(Self::TurnUnfinished),
        }
    }

    fn of_line(line: &OwnLine<'_>) -> Option<Self> {
        match line.envelope.line_type {
            LineType::EventMsg => Self::of_event(line),
            LineType::Compacted => Some(Self::of_compaction(line)),
            LineType::WorldState => Some(if has(line, "full", true) {
                Self::WorldStateFull
            } else {
                Self::WorldStatePatch
            }),
            LineType::SecurityRiskScore => Some(Self::SecurityScore),
            LineType::RealtimeItem => Self::of_realtime(line),
            _ => None,
        }
    }

    fn of_event(line: &OwnLine<'_>) -> Option<Self> {
        match line.tag {
            Tag::State => Self::of_state(line),
            Tag::ReviewEntered => Some(Self::ReviewEntered),
            Tag::ReviewExited => Some(Self::ReviewExited),
            Tag::ItemCompleted => match line.item? {
                ItemKind::EnteredReviewMode => Some(Self::ReviewEntered),
                ItemKind::ExitedReviewMode => Some(Self::ReviewExited),
                _ => None,
            },
            _ => None,
        }
    }

    fn of_state(line: &OwnLine<'_>) -> Option<Self> {
        Some(match &*line.word {
            "thread_rolled_back" => Self::ThreadRolledBack,
            "undo_completed" if has(line, "success", false) => Self::UndoFailed,
            "undo_completed" => Self::UndoDone,
            "model_reroute" => Self::ModelRerouted,
            "thread_goal_updated" => Self::of_goal(line),
            "error" => Self::Error,
            _ => return None,
        })
    }

    /// The service compacts without a text; Codex itself writes the summary down.
    fn of_compaction(line: &OwnLine<'_>) -> Self {
        let message = line
            .field("message")
            .and_then(|text| text.length_in_bytes());
        match message {
            None | Some(0) => Self::CompactionRemote,
            Some(_) => Self::CompactionLocal,
        }
    }

    fn of_goal(line: &OwnLine<'_>) -> Self {
        let status = line.field("goal").and_then(|goal| goal.field("status"));
        match status.and_then(|status| status.text()).as_deref() {
            Some("active") => Self::GoalActive,
            Some("paused") => Self::GoalPaused,
            Some("blocked") => Self::GoalBlocked,
            Some("usageLimited") => Self::GoalUsageLimited,
            Some("budgetLimited") => Self::GoalBudgetLimited,
            Some("complete") => Self::GoalComplete,
            _ => Self::GoalOther,
        }
    }

    fn of_realtime(line: &OwnLine<'_>) -> Option<Self> {
        let failed = || line.field("outcome").is_some_and(|word| word.is("failed"));
        match &*line.field("type")?.text()? {
            "realtime_session_started" => Some(Self::RealtimeStarted),
            "realtime_session_closed" if failed() => Some(Self::RealtimeFailed),
            "realtime_session_closed" => Some(Self::RealtimeEnded),
            _ => None,
        }
    }
}

/// Whether a field of the payload is this truth value.
fn has(line: &OwnLine<'_>, name: &str, value: bool) -> bool {
    line.field(name).and_then(|field| field.boolean()) == Some(value)
}
