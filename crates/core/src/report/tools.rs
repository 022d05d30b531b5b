//! Calls by tool, most called first.

use alloc::vec::Vec;
use serde::Serialize;

use super::call_groups::{CallEnds, CallKeys, CallRest};
use super::query::{Filters, Grouping};
use super::shared::{DateRange, FileCounts, Head};

/// Calls in a range.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ToolsReport {
    /// How it begins: `tools`.
    #[serde(flatten)]
    pub head: Head,
    /// The range.
    #[serde(flatten)]
    pub dates: DateRange,
    /// Grouping, outermost first: `tool`, `kind`, `server`, `model`, `project`, `branch`,
    /// `repo`.
    pub by: Vec<Grouping>,
    /// Filters of the query.
    pub filters: Filters,
    /// The groups.
    pub rows: Vec<ToolRow>,
    /// The groups past the limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest: Option<CallRest<CallSums>>,
    /// All calls that the model made.
    pub total: CallSums,
    /// Calls that code of the model or the user made; they are in no other number.
    pub nested_calls: u64,
    /// The files.
    pub files: FileCounts,
}

/// One tool, or one group of another key.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ToolRow {
    /// The group's keys.
    #[serde(flatten)]
    pub keys: CallKeys,
    /// Its calls.
    #[serde(flatten)]
    pub sums: CallSums,
}

/// What a group of calls sums up to.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CallSums {
    /// Sessions with such a call.
    pub sessions: u64,
    /// Calls.
    pub calls: u64,
    /// How they ended and how long they took.
    #[serde(flatten)]
    pub ends: CallEnds,
    /// Size of all outputs; absent when no call has one.
    pub output_bytes: Option<u64>,
    /// Size of the largest output.
    pub largest_output_bytes: Option<u64>,
    /// Size of an output on average, cut.
    pub mean_output_bytes: Option<u64>,
}

impl ToolRow {
    /// A row of this grouping without values.
    pub(super) fn blank(by: &[Grouping]) -> Self {
        Self {
            keys: CallKeys::blank(by),
            ..Self::default()
        }
    }
}
