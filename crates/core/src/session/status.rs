//! Files that are no rollouts but text that `/status` or the end of Codex printed.
//!
//! What breaks if this is touched: a rollout whose first lines are damaged is none of these. A line of JSON decides first.

use super::{Form, SessionReader};
use crate::lines::Line;

impl SessionReader {
    /// Reads a line that is no JSON, unless a line of a rollout came before. Whether the file is no rollout.
    #[cold]
    #[inline(never)]
    pub(super) fn is_of_status(&mut self, line: &Line<'_>) -> bool {
        if !matches!(self.form, Form::NotKnown | Form::Status) {
            return false;
        }
        let fact = self.status.line(line.number, line.bytes);
        if fact.is_some() && self.form == Form::NotKnown {
            self.form = Form::Status;
            self.facts.forgive_lost_lines();
        }
        let is_status = self.form == Form::Status;
        if is_status {
            self.facts.note_line_of_another(line.bytes);
        }
        self.status_fact = is_status.then(|| fact.unwrap_or_default());
        is_status
    }

    /// Which fact the last line told, by its name, where it was one of `/status`; empty for none.
    pub fn status_fact(&self) -> Option<&'static str> {
        self.status_fact
    }
}
