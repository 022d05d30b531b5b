//! What happened to sessions beside their turns, calls and messages.

use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

use super::query::{Filters, Grouping};
use super::shared::{DateRange, FileCounts, Head};
use crate::privacy::Label;
use crate::session::StateEventKind;

/// State events in a range, by kind, or by session and kind.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventsReport {
    /// How it begins: `events`.
    #[serde(flatten)]
    pub head: Head,
    /// The range.
    #[serde(flatten)]
    pub dates: DateRange,
    /// What the rows are: `kind`, or `session` for the kinds of each session.
    pub by: Grouping,
    /// Filters of the query.
    pub filters: Filters,
    /// The kinds.
    pub rows: Vec<EventRow>,
    /// Sum of the rows past the limit, and how many they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest: Option<EventRest>,
    /// Sum of all rows.
    pub total: EventSums,
    /// The files.
    pub files: FileCounts,
}

/// One kind of event.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventRow {
    /// Thread id, where rows are by session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_id: Option<String>,
    /// What happened.
    pub event: StateEventKind,
    /// What failed, of an error or a failed turn.
    pub error_kind: Option<Label>,
    /// How often, and where.
    #[serde(flatten)]
    pub sums: EventSums,
}

/// The rows past the limit in one.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventRest {
    /// How many rows.
    pub rows: u64,
    /// Their sums.
    #[serde(flatten)]
    pub sums: EventSums,
}

/// Counts of a group of events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventSums {
    /// How often.
    pub count: u64,
    /// Sessions that it happened to.
    pub sessions: u64,
}

impl EventRow {
    /// A row without values.
    pub(super) fn blank(by: Grouping) -> Self {
        Self {
            session_id: (by == Grouping::Session).then(String::new),
            ..Self::default()
        }
    }

    /// How a table calls the event.
    pub fn words(&self) -> &'static str {
        use StateEventKind as Kind;
        match self.event {
            Kind::TurnInterrupted => "turn interrupted",
            Kind::TurnReplaced => "turn replaced",
            Kind::TurnReviewEnded => "turn ended by review",
            Kind::TurnBudgetLimited => "turn ended by budget",
            Kind::TurnAborted => "turn aborted",
            Kind::TurnFailed => "turn failed",
            Kind::TurnUnfinished => "turn unfinished",
            Kind::Error => "error",
            Kind::ThreadRolledBack => "thread rolled back",
            Kind::UndoDone => "undo",
            Kind::UndoFailed => "undo, failed",
            Kind::CompactionLocal => "compaction, local",
            Kind::CompactionRemote => "compaction, remote",
            Kind::ReviewEntered => "review entered",
            Kind::ReviewExited => "review exited",
            Kind::ThreadReverted => "thread reverted",
            Kind::ModelRerouted => "model rerouted",
            Kind::WorldStateFull => "world state, full",
            Kind::WorldStatePatch => "world state, patch",
            Kind::GoalActive => "goal, active",
            Kind::GoalPaused => "goal, paused",
            Kind::GoalBlocked => "goal, blocked",
            Kind::GoalUsageLimited => "goal, usage limited",
            Kind::GoalBudgetLimited => "goal, budget limited",
            Kind::GoalComplete => "goal, complete",
            Kind::GoalOther => "goal, other",
            Kind::RealtimeStarted => "realtime started",
            Kind::RealtimeEnded => "realtime ended",
            Kind::RealtimeFailed => "realtime failed",
            Kind::SecurityScore => "security score",
        }
    }
}
