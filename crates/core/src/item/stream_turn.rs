//! The turn of a stream, and what it runs with (FORMAT.md §9.2).

use alloc::string::String;

use super::event::Outcome;
use super::stream_usage::AppUsage;
use super::turn_end::error_kind;
use super::{count, label};
use crate::json::Raw;
use crate::privacy::Label;
use crate::record::{Tier, Timestamp};

/// What the turns of a thread run with.
#[derive(Clone, Default)]
pub struct StreamSettings {
    /// Model.
    pub model: Option<Label>,
    /// Effort.
    pub effort: Option<Label>,
    /// Service tier.
    pub tier: Option<Tier>,
}

/// A turn that is over.
#[derive(Default)]
pub struct TurnClosed {
    /// How it ended; absent while it runs.
    pub outcome: Option<Outcome>,
    /// What failed.
    pub error_kind: Option<Label>,
    /// When it ended, to the second.
    pub ended_at: Option<Timestamp>,
    /// How long it took.
    pub duration_ms: Option<u64>,
    /// All that its thread used until its end.
    pub thread_usage: Option<AppUsage>,
}

impl StreamSettings {
    /// Of a `Thread`, of `threadSettings`, or of the answer to who began a thread.
    pub(super) fn read(value: Option<Raw<'_>>) -> Self {
        let mut settings = Self::default();
        for (key, value) in value.iter().flat_map(|value| value.fields()) {
            match &*key.name() {
                b"model" => settings.model = label(value),
                b"effort" | b"reasoningEffort" | b"reasoning_effort" => {
                    settings.effort = label(value);
                }
                b"serviceTier" => {
                    settings.tier = value.text().and_then(|word| Tier::from_word(&word));
                }
                _ => {}
            }
        }
        settings
    }

    /// These, and of what they do not state what the others do.
    pub fn or(self, others: Self) -> Self {
        Self {
            model: self.model.or(others.model),
            effort: self.effort.or(others.effort),
            tier: self.tier.or(others.tier),
        }
    }
}

impl TurnClosed {
    /// Of the `turn` of `turn/completed`.
    pub(super) fn of_turn(turn: Raw<'_>) -> Self {
        let mut closed = Self::default();
        for (key, value) in turn.fields() {
            match &*key.name() {
                b"status" => closed.outcome = value.text().and_then(|word| outcome(&word)),
                b"error" => closed.error_kind = value.present().and_then(app_error_kind),
                b"completedAt" => {
                    closed.ended_at = value.integer().and_then(Timestamp::from_seconds);
                }
                b"durationMs" => closed.duration_ms = count(value),
                _ => {}
            }
        }
        closed
    }
}

fn outcome(word: &str) -> Option<Outcome> {
    match word {
        "completed" => Some(Outcome::Completed),
        "interrupted" => Some(Outcome::Interrupted),
        "failed" => Some(Outcome::Failed),
        _ => None,
    }
}

/// What failed, as a rollout would spell it: here it is in camel case.
pub(super) fn app_error_kind(error: Raw<'_>) -> Option<Label> {
    let kind = error_kind(error.field("codexErrorInfo")?.present()?)?;
    let mut spelled = String::new();
    for letter in kind.as_str().chars() {
        if letter.is_ascii_uppercase() {
            spelled.push('_');
        }
        spelled.push(letter.to_ascii_lowercase());
    }
    Label::new(&spelled)
}
