//! How a line is walked: once, and as a rule before it is known where it ends.
//!
//! What breaks if this is touched: the walk that found the end must be that of the line that comes next.

use super::{DiagnosticCode, SessionReader};
use crate::json::Fault;
use crate::lines::Line;

impl SessionReader {
    /// Where the line ends that `rest` begins with, if that is found by walking it.
    pub fn end_of_line(&mut self, rest: &[u8]) -> Option<usize> {
        self.is_walked = false;
        if rest.first() != Some(&b'{') {
            return None;
        }
        let end = self.fields.read_ahead(rest)?;
        self.is_walked = true;
        Some(end)
    }

    /// Walks a line and notes its fields; what is wrong with it, if anything.
    pub(super) fn walk(&mut self, bytes: &[u8], line: &Line<'_>) -> Option<DiagnosticCode> {
        if core::mem::take(&mut self.is_walked) {
            return None;
        }
        if bytes[0] == 0 {
            return Some(DiagnosticCode::NulBytes);
        }
        match self.fields.read(bytes) {
            Ok(()) if line.over_cap => Some(DiagnosticCode::OverCap),
            Ok(()) => None,
            Err(_) if line.over_cap => Some(DiagnosticCode::OverCap),
            Err(Fault::CutShort) if line.unterminated => Some(DiagnosticCode::CutTail),
            Err(Fault::Trailing) => Some(DiagnosticCode::TwoValues),
            Err(_) => Some(DiagnosticCode::NotJson),
        }
    }
}
