//! `event_msg` (FORMAT.md §5): what happened, one variant for each event that cutrack counts.

use super::settings::ThreadSettings;
use super::turn_end::TurnEnd;
use super::usage::{INFO, TokenCount, TokenCounts};
use super::{Tag, id};
use crate::json::{Fields, NotACount};
use crate::privacy::Id;

/// An event of a session.
#[derive(Clone, Debug)]
pub enum Event {
    /// Usage so far; `None` when the line holds rate limits only.
    TokenCount(Result<Option<TokenCount>, NotACount>),
    /// A turn begins.
    TurnStarted {
        /// Its id.
        turn_id: Option<Id>,
    },
    /// A turn is over.
    TurnEnded {
        /// Its id; absent before 0.99.
        turn_id: Option<Id>,
        /// How it ended.
        end: TurnEnd,
    },
    /// The user said something (legacy files).
    UserMessage {
        /// Words that the client put in (0.32 to 0.47).
        injected: bool,
    },
    /// The thread's next requests run with other settings.
    SettingsApplied(ThreadSettings),
    /// A review begins.
    ReviewEntered {
        /// Its turn, from 0.146 on.
        turn_id: Option<Id>,
    },
    /// A review is over.
    ReviewExited,
    /// Something is complete (paginated files).
    ItemCompleted {
        /// Whose thread it is.
        thread_id: Option<Id>,
        /// Its turn.
        turn_id: Option<Id>,
        /// What it is.
        kind: ItemKind,
    },
    /// Any other event.
    Other,
}

/// The `type` of a completed item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of FORMAT.md §5.5")]
pub enum ItemKind {
    UserMessage,
    EnteredReviewMode,
    ExitedReviewMode,
    SubAgentActivity,
    Other,
}

/// How a turn ended (FORMAT.md §7.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each variant is the word it serialises as")]
pub enum Outcome {
    Completed,
    Failed,
    Interrupted,
    Replaced,
    ReviewEnded,
    BudgetLimited,
    /// A reason that came later.
    Aborted,
    /// Begun and never closed.
    Unfinished,
}

impl Event {
    /// Reads the event of this type that a line's payload holds.
    pub fn read(tag: Tag, fields: &Fields, line: &[u8], counts: &mut TokenCounts) -> Self {
        let field = |name| fields.payload_field(line, name);
        let turn_id = || field("turn_id").and_then(id);
        match tag {
            Tag::TokenCount => Self::TokenCount(counts.read(field(INFO), fields.shape(INFO))),
            Tag::TurnStarted => Self::TurnStarted { turn_id: turn_id() },
            Tag::TurnCompleted => Self::TurnEnded {
                turn_id: turn_id(),
                end: TurnEnd::read(fields, line, Outcome::Completed),
            },
            Tag::TurnAborted => Self::TurnEnded {
                turn_id: turn_id(),
                end: TurnEnd::read(
                    fields,
                    line,
                    field("reason")
                        .and_then(|reason| reason.text())
                        .map_or(Outcome::Aborted, |reason| Outcome::of_abort(&reason)),
                ),
            },
            Tag::UserMessage => {
                let injected =
                    |kind: &str| matches!(kind, "environment_context" | "user_instructions");
                Self::UserMessage {
                    injected: field("kind")
                        .and_then(|kind| kind.text())
                        .is_some_and(|kind| injected(&kind)),
                }
            }
            Tag::SettingsApplied => Self::SettingsApplied(ThreadSettings::read(
                field("thread_id"),
                field("thread_settings"),
            )),
            Tag::ReviewEntered => Self::ReviewEntered { turn_id: turn_id() },
            Tag::ReviewExited => Self::ReviewExited,
            Tag::ItemCompleted => Self::ItemCompleted {
                thread_id: field("thread_id").and_then(id),
                turn_id: turn_id(),
                kind: field("item")
                    .and_then(|item| item.field("type"))
                    .and_then(|kind| kind.text())
                    .map_or(ItemKind::Other, |kind| ItemKind::of(&kind)),
            },
            _ => Self::Other,
        }
    }
}

impl Outcome {
    /// How a table calls it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Interrupted => "interrupted",
            Self::Replaced => "replaced",
            Self::ReviewEnded => "review ended",
            Self::BudgetLimited => "budget",
            Self::Aborted => "aborted",
            Self::Unfinished => "unfinished",
        }
    }

    pub(super) fn of_abort(reason: &str) -> Self {
        match reason {
            "interrupted" => Self::Interrupted,
            "replaced" => Self::Replaced,
            "review_ended" => Self::ReviewEnded,
            "budget_limited" => Self::BudgetLimited,
            _ => Self::Aborted,
        }
    }
}

impl ItemKind {
    fn of(word: &str) -> Self {
        match word {
            "UserMessage" => Self::UserMessage,
            "EnteredReviewMode" => Self::EnteredReviewMode,
            "ExitedReviewMode" => Self::ExitedReviewMode,
            "SubAgentActivity" => Self::SubAgentActivity,
            _ => Self::Other,
        }
    }
}
