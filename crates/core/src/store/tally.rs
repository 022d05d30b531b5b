//! Usage and turns of a file as sums, in place of their rows: all that a report of usage asks of them.
//!
//! Tallies stand in no table. `report` makes them of rows, and computes usage of nothing else. What breaks if touched: what
//! two rows can differ in for a report of usage must keep them apart here.

use crate::privacy::Label;
use crate::record::Tokens;

/// What one model used at one effort within an hour.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub(crate) time: TallyTime,
    /// Hours since 1970 began, as clocks of the zone show them.
    pub(crate) hour: Option<i64>,
    pub(crate) model: Option<Label>,
    pub(crate) effort: Option<Label>,
    pub(crate) turns: u64,
    /// Those that count.
    pub(crate) responses: u64,
    /// Of these.
    pub(crate) tokens: Tokens,
    pub(crate) cost_nano_dollars: u64,
    pub(crate) priced_tokens: u64,
    /// Of those that do not.
    pub(crate) inherited_tokens: u64,
    pub(crate) repeated_tokens: u64,
}

/// Where a moment lies beside the range of a query: hours alone do not tell it, as a range may begin within one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum TallyTime {
    Within,
    /// In as long a time just before it.
    Before,
    #[default]
    Elsewhere,
}
