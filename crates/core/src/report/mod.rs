//! Reports: pure functions from the data set and a query to typed, serialisable answers.

pub mod query;
pub mod sessions;
pub mod shared;
pub mod usage;

use alloc::vec::Vec;
use serde::Serialize;

pub use query::{Filters, Grouping, Order, Query, QueryError, Range, ReportKind};
pub use sessions::{SessionRow, SessionsReport};
pub use shared::{FileCounts, LeftOut, PriceNote, Sums};
pub use usage::{UsageReport, UsageRow};

/// The answer to one [`Query`].
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Report {
    /// `report hourly|daily|weekly|monthly`, `models`, `projects`, `branches`.
    Usage(UsageReport),
    /// `sessions`.
    Sessions(SessionsReport),
}

impl Report {
    /// The report as one line of JSON: the same bytes on every host.
    pub fn to_json(&self) -> Vec<u8> {
        // Reports hold no maps with foreign keys and no floats: nothing in them can fail to serialise.
        serde_json::to_vec(self).unwrap_or_default()
    }
}
