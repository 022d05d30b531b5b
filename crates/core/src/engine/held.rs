//! The records that reports are over, and what reports found out about them.
//!
//! What breaks if touched: whoever changes records, prices or zone goes through `change`, or the next report would be over
//! what was there before.

use alloc::vec::Vec;

use crate::report::Known;
use crate::store::FileRecords;

/// What files left behind.
#[derive(Default)]
pub(super) struct Held {
    files: Vec<FileRecords>,
    known: Known,
}

impl Held {
    pub(super) fn files(&self) -> &[FileRecords] {
        &self.files
    }

    /// What reports found out about these files.
    pub(super) fn known(&self) -> &Known {
        &self.known
    }

    /// The files, to be changed.
    pub(super) fn change(&mut self) -> &mut Vec<FileRecords> {
        self.known = Known::default();
        &mut self.files
    }
}
