//! The charge for a response: its cost by kind of token, and which of a model's prices it was.

use super::{ModelPrices, NanoDollars, Rates};
use crate::record::{Tier, Tokens};

/// What a response cost. The parts are rounded so that they add up to the cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Charge {
    /// Which of the model's prices it was.
    pub row: PriceRow,
    /// Input that is neither cached nor written to the cache.
    pub uncached_input: NanoDollars,
    /// Input read from the cache.
    pub cached_input: NanoDollars,
    /// Input written to the cache.
    pub cache_write_input: NanoDollars,
    /// Output.
    pub output: NanoDollars,
    /// What the cached input would have cost more as uncached input.
    pub saved_by_cache: NanoDollars,
}

/// A row of a model's prices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PriceRow {
    /// Neither long context nor a tier; all of a person's own prices.
    #[default]
    Base,
    /// Of a response with more than 272,000 input tokens.
    LongContext,
    /// Of the tier `priority`.
    Priority,
    /// Of the tier `flex`.
    Flex,
}

impl Charge {
    /// All parts.
    pub fn total(&self) -> NanoDollars {
        [
            self.uncached_input,
            self.cached_input,
            self.cache_write_input,
            self.output,
        ]
        .into_iter()
        .sum()
    }

    /// Nothing where cached input has no lower price.
    fn saved(cached_input: u64, rates: &Rates) -> NanoDollars {
        let cached = rates.cached_input.unwrap_or(rates.input);
        let full = rates.input.times(cached_input);
        NanoDollars::rounded(full.saturating_sub(cached.times(cached_input)))
    }

    /// Rounds the running sum half up after each part: so the parts add up, and the cost is rounded once.
    pub(super) fn of(tokens: &Tokens, row: PriceRow, rates: &Rates) -> Self {
        let uncached = tokens
            .input
            .saturating_sub(tokens.cached_input)
            .saturating_sub(tokens.cache_write_input);
        let (mut pico, mut rounded) = (0, NanoDollars::default());
        let mut part = |count, price: Option<super::PicoDollars>| {
            pico += price.unwrap_or(rates.input).times(count);
            let before = core::mem::replace(&mut rounded, NanoDollars::rounded(pico));
            NanoDollars(rounded.0 - before.0)
        };
        Self {
            row,
            uncached_input: part(uncached, None),
            cached_input: part(tokens.cached_input, rates.cached_input),
            cache_write_input: part(tokens.cache_write_input, rates.cache_write),
            output: part(tokens.output, Some(rates.output)),
            saved_by_cache: Self::saved(tokens.cached_input, rates),
        }
    }
}

impl ModelPrices {
    /// The row that prices a response: long context goes before any tier (FORMAT.md §11).
    pub(super) fn row(&self, tier: Option<Tier>, is_long: bool) -> (PriceRow, &Rates) {
        let of_tier = match tier {
            Some(Tier::Priority) => self
                .priority
                .as_ref()
                .map(|rates| (PriceRow::Priority, rates)),
            Some(Tier::Flex) => self.flex.as_ref().map(|rates| (PriceRow::Flex, rates)),
            Some(Tier::Default) | None => None,
        };
        let long = self.above_272k.as_ref().filter(|_| is_long);
        long.map(|rates| (PriceRow::LongContext, rates))
            .or(of_tier)
            .unwrap_or((PriceRow::Base, &self.base))
    }
}
