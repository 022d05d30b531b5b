//! Rate-limit snapshots of a file (FORMAT.md §5.4): one row whenever anything changed.

use super::own_line::OwnLine;

/// Follows the snapshots.
#[derive(Default)]
pub(super) struct Limits;

impl Limits {
    /// Takes the next line.
    pub(super) fn line(&mut self, line: &OwnLine<'_>) {
        let _ = (
            line.is_event("token_count"),
            line.field("rate_limits"),
            line.turn,
            line.number,
        );
    }
}
