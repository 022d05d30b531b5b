//! Commands by program, most run first. What a command was is not kept: only what it started.

use alloc::vec::Vec;
use serde::Serialize;

use super::call_groups::{CallEnds, CallKeys, CallRest};
use super::query::{Filters, Grouping};
use super::shared::{DateRange, FileCounts, Head};

/// Commands in a range: those of the model, and those that its code or the user ran (FORMAT.md §6.5).
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CommandsReport {
    /// How it begins: `commands`.
    #[serde(flatten)]
    pub head: Head,
    /// The range.
    #[serde(flatten)]
    pub dates: DateRange,
    /// Grouping, outermost first: `program`, `class`, `project`, `model`.
    pub by: Vec<Grouping>,
    /// Filters of the query.
    pub filters: Filters,
    /// The groups.
    pub rows: Vec<CommandRow>,
    /// The groups past the limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest: Option<CallRest<CommandSums>>,
    /// All commands.
    pub total: CommandSums,
    /// The files.
    pub files: FileCounts,
}

/// One program, or one group of another key.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CommandRow {
    /// The group's keys.
    #[serde(flatten)]
    pub keys: CallKeys,
    /// Its commands.
    #[serde(flatten)]
    pub sums: CommandSums,
}

/// What a group of commands sums up to.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CommandSums {
    /// Sessions with such a command.
    pub sessions: u64,
    /// Commands.
    pub runs: u64,
    /// How they ended and how long they took; of one that ran on when its call ended no duration is known.
    #[serde(flatten)]
    pub ends: CallEnds,
    /// Size of all outputs; absent when no command has one.
    pub output_bytes: Option<u64>,
    /// Size of an output on average, cut.
    pub mean_output_bytes: Option<u64>,
}

impl CommandRow {
    /// A row of this grouping without values.
    pub(super) fn blank(by: &[Grouping]) -> Self {
        Self {
            keys: CallKeys::blank(by),
            ..Self::default()
        }
    }
}
