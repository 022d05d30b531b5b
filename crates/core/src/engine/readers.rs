//! Whoever looks at the lines of a file that is fed.

use super::SharedLedger;
use crate::lines::{Line, TakeLines};
use crate::session::SessionReader;

/// The readers of one file.
#[derive(Default)]
pub(super) struct Readers {
    pub(super) session: SessionReader,
    pub(super) ledger: Option<SharedLedger>,
}

impl Readers {
    pub(super) fn pass(&mut self, bytes: &[u8]) {
        if let Some(ledger) = &self.ledger {
            ledger.borrow_mut().pass(bytes);
        }
    }

    pub(super) fn document(&mut self, line: Line<'_>) {
        self.session.document(line);
        if let Some(ledger) = &self.ledger {
            ledger.borrow_mut().document(line);
        }
    }
}

impl TakeLines for Readers {
    fn end_of_line(&mut self, rest: &[u8]) -> Option<usize> {
        self.session.end_of_line(rest)
    }

    fn line(&mut self, line: Line<'_>) {
        self.session.line(line);
        if let Some(ledger) = &self.ledger {
            let mut ledger = ledger.borrow_mut();
            match self.session.status_fact() {
                Some(fact) => ledger.line_of_status(line.content(), fact),
                None => ledger.line(line),
            }
        }
    }
}
