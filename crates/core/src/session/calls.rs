//! Tool calls of a file (FORMAT.md §6.5): one row a call, joined with its output, item and event.

use super::own_line::OwnLine;

/// Follows the calls.
#[derive(Default)]
pub(super) struct Calls;

impl Calls {
    /// Takes the next line.
    pub(super) fn line(&mut self, line: &OwnLine<'_>) {
        let _ = (
            line.is_item("function_call"),
            line.is_foreign,
            line.thread_id,
        );
    }
}
