//! One turn of a stream.

use crate::item::{AppUsage, Outcome, StreamKind, StreamSettings, TurnClosed};
use crate::privacy::{Id, Label};
use crate::record::{Tier, Timestamp, Tokens};

/// A turn as a stream tells it. Its tokens are in no total: its thread's rollout tells them too.
#[derive(Clone, Debug, Default, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AppTurn {
    /// Who told it.
    pub stream: StreamKind,
    /// Its thread.
    pub thread_id: Option<Id>,
    /// Its id; `exec` tells none.
    pub turn_id: Option<Id>,
    /// When it began; only the app-server tells times.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// How it ended; absent where the stream ends before.
    pub outcome: Option<Outcome>,
    /// What failed, where it failed.
    pub error_kind: Option<Label>,
    /// Its model.
    pub model: Option<Label>,
    /// Its effort.
    pub effort: Option<Label>,
    /// Its service tier.
    #[serde(rename = "service_tier")]
    pub tier: Option<Tier>,
    /// How long it took, as stated.
    pub duration_ms: Option<u64>,
    /// What its responses used; of `exec` no more than the difference to the turn before in the same stream (§9.4).
    #[serde(skip)]
    pub usage: Option<AppUsage>,
    /// All that its thread used until its end, as stated.
    #[serde(skip)]
    pub thread_usage: Option<AppUsage>,
}

/// A turn as far as the stream has come.
#[derive(Default)]
pub(super) struct OpenTurn {
    pub(super) turn: AppTurn,
    /// What running totals tell of it, and what only they show.
    pub(super) counted: Option<Tokens>,
    pub(super) missing: Tokens,
    /// What its responses tell one by one, which is right where both do.
    pub(super) responses: Option<Tokens>,
    pub(super) has_failed: bool,
}

impl OpenTurn {
    /// It runs with what the thread was set to when it began; of what is told only later the first holds.
    pub(super) fn set(&mut self, settings: &StreamSettings) {
        let StreamSettings {
            model,
            effort,
            tier,
        } = settings.clone();
        let turn = &mut self.turn;
        turn.model = turn.model.take().or(model);
        turn.effort = turn.effort.take().or(effort);
        turn.tier = turn.tier.or(tier);
    }

    /// It fails with this.
    pub(super) fn fail(&mut self, kind: Option<Label>) {
        self.has_failed = true;
        self.turn.error_kind = kind.or(self.turn.error_kind.take());
    }

    /// It is over; `at` is when that was told.
    pub(super) fn close(&mut self, closed: TurnClosed, at: Option<Timestamp>) {
        self.turn.outcome = match closed.outcome {
            Some(Outcome::Completed) if self.has_failed => Some(Outcome::Failed),
            outcome => outcome,
        };
        self.turn.error_kind = closed.error_kind.or(self.turn.error_kind.take());
        self.turn.ended_at = at.or(closed.ended_at);
        self.turn.duration_ms = closed.duration_ms;
        self.turn.thread_usage = closed.thread_usage.or(self.turn.thread_usage);
    }

    /// The turn; `is_interleaved` says that what only totals show was another counter's (§7.6).
    pub(super) fn finish(self, is_interleaved: bool) -> AppTurn {
        let mut turn = self.turn;
        let counted = self.counted.map(|counted| match is_interleaved {
            true => counted,
            false => counted.plus(&self.missing),
        });
        let used = self.responses.or(counted);
        turn.usage = used.map(AppUsage::of).or(turn.usage);
        turn
    }
}
