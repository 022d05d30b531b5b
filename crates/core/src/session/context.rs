//! The context window of a file: gauges (FORMAT.md §7.7) and compactions (§7.9).

use super::own_line::OwnLine;

/// Follows the window.
#[derive(Default)]
pub(super) struct Context;

impl Context {
    /// Takes the next line.
    pub(super) fn line(&mut self, line: &OwnLine<'_>) {
        let _ = line.is_event("token_count");
    }
}
