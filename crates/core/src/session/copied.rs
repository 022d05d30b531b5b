//! Which lines of a file are copies of another session's (FORMAT.md §7.3, §7.6 rules 1 and 2).

use crate::item::{Event, SessionMeta};
use crate::privacy::Id;
use crate::record::Timestamp;

use super::FileFacts;

/// A turn this much older than the session is still the session's own.
const FORK_TOLERANCE_MS: i64 = 50;
/// Before 0.99: a pause longer than this ends the burst of copied lines.
const COPY_SILENCE_MS: i64 = 1000;

/// Follows the copied prefix of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct CopiedPrefix {
    /// When the thread was born.
    born_ms: i64,
    derived: bool,
    /// Turns are named by UUIDs that tell their time, so that silences say nothing.
    has_turn_times: bool,
    holds: bool,
    last_at: Option<Timestamp>,
}

impl CopiedPrefix {
    /// Starts at the file's own `session_meta`.
    pub(super) fn of(meta: &SessionMeta<'_>) -> Self {
        let by_id = meta
            .id
            .as_ref()
            .and_then(Id::uuid7_ms)
            .filter(|&ms| ms != 0);
        let born_ms = by_id.or(meta.started_at.map(|at| at.0)).unwrap_or(0);
        let derived = meta.forked_from_id.is_some()
            || meta.parent_thread_id.is_some()
            || meta
                .source
                .as_ref()
                .is_some_and(|source| source.is_sub_agent());
        Self {
            born_ms,
            derived,
            ..Self::default()
        }
    }

    /// Whether the current line is a copy.
    pub(super) fn holds(&self) -> bool {
        self.holds
    }

    /// Whether the file can hold copies at all.
    pub(super) fn is_derived(&self) -> bool {
        self.derived
    }

    /// A `session_meta` of another session: everything up to the next silence is its.
    pub(super) fn foreign_session_meta(&mut self, facts: &mut FileFacts, meta: &SessionMeta<'_>) {
        facts.note_ancestor(meta.id.clone());
        if !self.has_turn_times {
            self.derived = true;
            self.holds = true;
            // The silence that ends the burst comes after this line, not before it.
            self.last_at = None;
        }
    }

    /// A turn begins. Its id tells when, unless it is none that does.
    pub(super) fn begin_turn(&mut self, turn_id: Option<&Id>, is_first: bool) {
        let Some(turn_id) = turn_id else { return };
        if let Some(began_ms) = turn_id.uuid7_ms() {
            self.has_turn_times = true;
            self.holds = self.is_older_than_the_thread(began_ms);
        } else if self.derived && is_first {
            // `rollout-<n>`, written by a migration: only time can tell.
            self.holds = true;
            self.last_at = None;
        }
    }

    /// A line goes by: a silence before it ends the burst.
    pub(super) fn pass(&mut self, at: Option<Timestamp>) {
        if let (true, false, Some(at), Some(last)) =
            (self.holds, self.has_turn_times, at, self.last_at)
        {
            self.holds = at.0 - last.0 <= COPY_SILENCE_MS;
        }
        self.last_at = at.or(self.last_at);
    }

    /// Whether an event outside the prefix is another thread's all the same (FORMAT.md §7.8, foreign lines a and b).
    pub(super) fn is_foreign(&self, event: &Event, thread_id: Option<&Id>) -> bool {
        let (thread, turn) = match event {
            Event::ItemCompleted {
                thread_id, turn_id, ..
            } => (thread_id.as_ref(), turn_id.as_ref()),
            Event::SettingsApplied(settings) => (settings.thread_id.as_ref(), None),
            Event::TurnStarted { turn_id }
            | Event::TurnEnded { turn_id, .. }
            | Event::ReviewEntered { turn_id } => (None, turn_id.as_ref()),
            _ => (None, None),
        };
        thread.is_some_and(|thread| Some(thread) != thread_id)
            || turn.is_some_and(|turn_id| self.is_foreign_turn(turn_id))
    }

    /// Whether a turn began before this thread was born (FORMAT.md §7.8, foreign lines b).
    pub(super) fn is_foreign_turn(&self, turn_id: &Id) -> bool {
        turn_id
            .uuid7_ms()
            .is_some_and(|began_ms| self.is_older_than_the_thread(began_ms))
    }

    fn is_older_than_the_thread(&self, turn_began_ms: i64) -> bool {
        self.derived && turn_began_ms < self.born_ms - FORK_TOLERANCE_MS
    }
}
