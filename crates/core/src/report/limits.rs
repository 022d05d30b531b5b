//! How full each rate-limit window is, and when it ends.

use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

use super::query::Grouping;
use super::shared::{FileCounts, Head, LeftOut, PriceNote};
use crate::item::{Credits, IndividualLimit};
use crate::record::Timestamp;

/// The limits as last read.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LimitsReport {
    /// How it begins: `limits`.
    #[serde(flatten)]
    pub head: Head,
    /// Time of the newest reading.
    pub read_at: Option<Timestamp>,
    /// Its age at "now".
    pub read_age_ms: Option<u64>,
    /// Whether it is so old that other use is likely to have changed it.
    pub may_have_changed: bool,
    /// Windows; of one limit the one that ends the work first stands last.
    #[serde(rename = "windows")]
    pub rows: Vec<WindowRow>,
    /// Plan, as the newest reading says.
    pub plan_type: Option<String>,
    /// Credits, as the newest reading says.
    pub credits: Option<Credits>,
    /// The limit that stopped the work, as the newest reading says.
    pub reached_type: Option<String>,
    /// Whether a spending limit stopped the work, as the newest reading says.
    pub spend_control_reached: Option<bool>,
    /// What this member of a workspace may spend, as the newest reading says.
    pub individual_limit: Option<IndividualLimit>,
    /// What `used_by` is grouped by: `session`, `model` or `project`.
    pub by: Vec<Grouping>,
    /// Who used the windows since the longest one that is not over began, largest share of the last window first.
    pub used_by: Vec<UserRow>,
    /// Sum of the rows past the limit, and how many they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used_by_rest: Option<RestOfUsers>,
    /// All that was used: of each window its whole used share.
    pub used: UsedSums,
    /// What was not counted inside the longest window.
    pub left_out: LeftOut,
    /// What the costs are based on.
    pub prices: PriceNote,
    /// The files.
    pub files: FileCounts,
}

/// One window. Nothing is foretold of one that is full, blocked or over, nor without a "now".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WindowRow {
    /// Index of the Codex home, among those of all files.
    pub home: u32,
    /// Family of limits.
    pub limit_id: Option<String>,
    /// Its readable name.
    pub limit_name: Option<String>,
    /// Length.
    pub window_minutes: Option<u64>,
    /// Used share; absent once the reset has passed.
    pub used_per_mille: Option<u32>,
    /// When it began.
    pub began_at: Option<Timestamp>,
    /// When it begins anew.
    pub resets_at: Option<Timestamp>,
    /// Share of its time that is over.
    pub elapsed_per_mille: Option<u64>,
    /// When it is full at this rate, if before the reset.
    pub full_at: Option<Timestamp>,
    /// Used share at the reset at this rate; past 1000 it is full before.
    pub at_reset_per_mille: Option<u64>,
    /// How much was used lately.
    pub rise_per_mille: Option<u32>,
    /// In which time.
    pub rise_ms: Option<u64>,
    /// How long the rest lasts of such use; absent without a rise.
    pub rest_ms: Option<u64>,
    /// Length of the full window of the same limit that stops this one.
    pub blocked_by_minutes: Option<u64>,
    /// Used share at the end of each 24th of the window, up to that of "now"; absent before the first reading.
    pub course_per_mille: Vec<Option<u32>>,
    /// Used share at the window's first reading.
    pub before_first_per_mille: Option<u32>,
    /// What of its use since then no priced response can be named for.
    pub unnamed_per_mille: Option<u32>,
    /// What is left; absent as `used_per_mille`.
    pub left_per_mille: Option<u32>,
    /// Time from "now" to the reset.
    pub resets_in_ms: Option<u64>,
    /// Time from `full_at` to the reset.
    pub full_before_reset_ms: Option<u64>,
    /// Since which reading nothing of it is left; absent where something is.
    pub full_since_at: Option<Timestamp>,
    /// Time from the reset that has passed to "now".
    pub over_since_ms: Option<u64>,
    /// What there is to say of its end; absent without a "now" or a reset.
    pub outlook: Option<Outlook>,
    /// The home of that index: pseudonym, or name when asked.
    pub home_name: Option<String>,
}

/// What there is to say of a window's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outlook {
    /// Its reset has passed, and nothing was read since.
    Over,
    /// Nothing is left.
    Full,
    /// Another window of the same limit is full.
    Blocked,
    /// Too little of its time is over to foretell anything.
    TooEarly,
    /// Too little was used to foretell anything.
    TooLittle,
    /// At this rate it is full before the reset.
    FullBeforeReset,
    /// At this rate something is left at the reset.
    Lasts,
}

/// What one session, model or project used of the windows, an estimate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UserRow {
    /// Who.
    #[serde(flatten)]
    pub user: User,
    /// Time of its first response since the longest window that is not over began.
    pub first_at: Option<Timestamp>,
    /// Time of its last one.
    pub last_at: Option<Timestamp>,
    /// How much.
    #[serde(flatten)]
    pub sums: UsedSums,
    /// Its tokens for each percent of that window, cut; absent where it has no share of it.
    pub tokens_per_percent: Option<u64>,
}

/// Who used a window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum User {
    /// By session.
    Session {
        /// Thread id.
        session_id: String,
        /// Project: pseudonym, or name when asked.
        project: Option<String>,
    },
    /// By model.
    Model {
        /// Model label; absent when the files name none.
        model: Option<String>,
    },
    /// By project.
    Project {
        /// Project: pseudonym, or name when asked.
        project: Option<String>,
    },
}

/// Use of the windows, and what it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UsedSums {
    /// Share of each window, in their order; absent for one that is over.
    pub share_per_mille: Vec<Option<u32>>,
    /// Tokens.
    pub total_tokens: u64,
    /// Their cost; absent when no token has a price.
    pub cost_nano_dollars: Option<u64>,
    /// Tokens that the cost covers.
    pub priced_tokens: u64,
}

/// The users past the limit in one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RestOfUsers {
    /// How many.
    pub rows: u64,
    /// Their sums.
    #[serde(flatten)]
    pub sums: UsedSums,
}
