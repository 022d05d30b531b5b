//! What was paid for: cost by kind of token, and the tokens that have no price.

use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

use super::cost_turns::TurnCosts;
use super::query::{Filters, Grouping};
use super::shared::{DateRange, FileCounts, Head, LeftOut, NotTold, PriceNote};
use crate::price::{PicoDollars, PriceRow, Rates};

/// Cost in a range, in groups.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CostReport {
    /// How it begins: `cost`.
    #[serde(flatten)]
    pub head: Head,
    /// The range.
    #[serde(flatten)]
    pub dates: DateRange,
    /// What rows are: `model`, `project`, `tier`, `day` or `month`.
    pub by: Vec<Grouping>,
    /// Filters of the query.
    pub filters: Filters,
    /// The groups; those without any price stand last, and none of them is in `rest`.
    pub rows: Vec<CostRow>,
    /// Sum of the rows past the limit, and how many they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest: Option<RestOfCost>,
    /// Sum of all rows.
    pub total: CostSums,
    /// What turns cost, when parts were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turns: Option<TurnCosts>,
    /// What was used and no file tells.
    pub not_told: NotTold,
    /// What was not counted.
    pub left_out: LeftOut,
    /// What the costs are based on.
    pub prices: PriceNote,
    /// The files.
    pub files: FileCounts,
}

/// One group.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CostRow {
    /// Which.
    #[serde(flatten)]
    pub group: CostGroup,
    /// Dollars per million tokens as of the model's newest response, without tier and long context; absent when it has
    /// none, and where rows are not models.
    pub input_price: Option<PicoDollars>,
    /// The same of cached input; absent also where that of input holds.
    pub cached_input_price: Option<PicoDollars>,
    /// The same of cache writes; absent also where that of input holds.
    pub cache_write_price: Option<PicoDollars>,
    /// The same of output.
    pub output_price: Option<PicoDollars>,
    /// Its sums.
    #[serde(flatten)]
    pub sums: CostSums,
}

/// What a row stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum CostGroup {
    /// A model.
    Model {
        /// Its label; absent when the files name none.
        model: Option<String>,
    },
    /// A project.
    Project {
        /// Pseudonym, or name when asked.
        project: Option<String>,
    },
    /// A row of the price table.
    Tier {
        /// Which; absent for tokens without a price.
        tier: Option<PriceRow>,
    },
    /// A day.
    Day {
        /// `2026-08-06`; absent for usage without a time.
        day: Option<String>,
    },
    /// A month.
    Month {
        /// `2026-08`; absent for usage without a time.
        month: Option<String>,
    },
}

/// The rows past the limit in one.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RestOfCost {
    /// How many.
    pub rows: u64,
    /// Their sums.
    #[serde(flatten)]
    pub sums: CostSums,
}

/// Cost of a group by kind of token. All costs are absent when no token has a price; they add up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CostSums {
    /// Of input neither read from the cache nor written to it.
    pub uncached_input_nano_dollars: Option<u64>,
    /// Of input read from the cache.
    pub cached_input_nano_dollars: Option<u64>,
    /// Of input written to the cache.
    pub cache_write_input_nano_dollars: Option<u64>,
    /// Of output.
    pub output_nano_dollars: Option<u64>,
    /// All of it.
    pub cost_nano_dollars: Option<u64>,
    /// What the cached input would have cost more without the cache; in no other number.
    pub saved_by_cache_nano_dollars: Option<u64>,
    /// Tokens, priced or not.
    pub total_tokens: u64,
    /// Tokens that the cost covers.
    pub priced_tokens: u64,
    /// Their share, cut; absent without tokens.
    pub priced_per_mille: Option<u16>,
}

impl CostRow {
    /// A row of this grouping without values.
    pub(super) fn blank(by: &[Grouping]) -> Self {
        let group = match by {
            [Grouping::Project] => CostGroup::Project { project: None },
            [Grouping::Tier] => CostGroup::Tier { tier: None },
            [Grouping::Day] => CostGroup::Day { day: None },
            [Grouping::Month] => CostGroup::Month { month: None },
            _ => CostGroup::Model { model: None },
        };
        Self::new(group, None, CostSums::default())
    }

    pub(super) fn new(group: CostGroup, prices: Option<Rates>, sums: CostSums) -> Self {
        Self {
            group,
            input_price: prices.map(|prices| prices.input),
            cached_input_price: prices.and_then(|prices| prices.cached_input),
            cache_write_price: prices.and_then(|prices| prices.cache_write),
            output_price: prices.map(|prices| prices.output),
            sums,
        }
    }
}
