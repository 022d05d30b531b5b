//! Messages, reasoning and images of a file (FORMAT.md §7.8): how many and how long, never what.

use super::own_line::OwnLine;

/// Follows the messages.
#[derive(Default)]
pub(super) struct Activity;

impl Activity {
    /// Takes the next line.
    pub(super) fn line(&mut self, line: &OwnLine<'_>) {
        let _ = (line.is_event("user_message"), line.in_review);
    }
}
