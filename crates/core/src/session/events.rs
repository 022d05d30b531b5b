//! State events of a file (FORMAT.md §5.1, §2): what happened beside turns, calls and messages.

use super::own_line::OwnLine;

/// Follows the events.
#[derive(Default)]
pub(super) struct StateEvents;

impl StateEvents {
    /// Takes the next line.
    pub(super) fn line(&mut self, line: &OwnLine<'_>) {
        let _ = (line.is_event("thread_rolled_back"), line.turn, line.number);
    }
}
