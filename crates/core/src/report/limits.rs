//! How full each rate-limit window is, and when it ends.

use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

use super::shared::{FileCounts, Head, LeftOut, PriceNote};
use crate::item::Credits;
use crate::record::Timestamp;

/// The limits as last read.
#[derive(Clone, Debug, Serialize)]
pub struct LimitsReport {
    /// How it begins: `limits`.
    #[serde(flatten)]
    pub head: Head,
    /// Time of the newest reading.
    pub read_at: Option<Timestamp>,
    /// Windows; of one limit the one that ends the work first stands last.
    #[serde(rename = "windows")]
    pub rows: Vec<WindowRow>,
    /// Plan, as the newest reading says.
    pub plan_type: Option<String>,
    /// Credits, as the newest reading says.
    pub credits: Option<Credits>,
    /// The limit that stopped the work, as the newest reading says.
    pub reached_type: Option<String>,
    /// Sessions inside the longest window that is not over, largest share of the last window first.
    pub used_by: Vec<UserRow>,
    /// What was not counted inside the longest window.
    pub left_out: LeftOut,
    /// What the costs are based on.
    pub prices: PriceNote,
    /// The files.
    pub files: FileCounts,
}

/// One window. Nothing is foretold of one that is full, blocked or over, nor without a "now".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WindowRow {
    /// Index of the Codex home.
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
}

/// What one session used of the windows, an estimate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UserRow {
    /// Thread id.
    pub session_id: String,
    /// Project: pseudonym, or name when asked.
    pub project: Option<String>,
    /// Share of each window, in their order; absent for one that is over.
    pub share_per_mille: Vec<Option<u32>>,
    /// Tokens.
    pub total_tokens: u64,
    /// Their cost; absent when no token has a price.
    pub cost_nano_dollars: Option<u64>,
}
