//! What a response cost at list prices: a dated table, a person's own prices above it, and integer
//! arithmetic.
//!
//! Prices are pico-dollars per token, which are dollars per million tokens with six decimals, so
//! that every list price is a whole number; a cost is rounded half up once, to nano-dollars, for each
//! response. What breaks if touched: rounding a sum instead of its responses changes totals.

mod amount;
mod own;
#[rustfmt::skip]
mod table;

use alloc::collections::BTreeMap;
use alloc::string::String;

use crate::record::{Tier, Timestamp, Tokens};

pub use amount::{NanoDollars, PicoDollars};
pub use own::{OwnPrice, PriceFileError, PriceFileProblem};

/// A response whose own input is larger is priced as long context, as a whole.
const LONG_CONTEXT_TOKENS: u64 = 272_000;

/// The built-in prices and a person's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriceTable {
    own: BTreeMap<String, OwnPrice>,
}

/// All prices of one model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModelPrices {
    /// Neither long context nor a tier.
    pub base: Rates,
    /// Of a response with more than 272,000 input tokens.
    pub above_272k: Option<Rates>,
    /// Of the tier `priority`.
    pub priority: Option<Rates>,
    /// Of the tier `flex`.
    pub flex: Option<Rates>,
}

/// One row of prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    /// Of input that is neither cached nor written to the cache.
    pub input: PicoDollars,
    /// Of input read from the cache; absent: as input.
    pub cached_input: Option<PicoDollars>,
    /// Of input written to the cache; absent: as input.
    pub cache_write: Option<PicoDollars>,
    /// Of output.
    pub output: PicoDollars,
}

impl PriceTable {
    /// The day of the built-in prices.
    pub fn date() -> &'static str {
        table::DATE
    }

    /// Models with built-in prices.
    pub fn built_in() -> usize {
        table::MODELS.len()
    }

    /// The built-in prices with a person's own above them, from JSON:
    /// `{"my-model":{"input":"1.25","cached_input":"0.125","cache_write":null,"output":"10","from":"2026-08-01"}}`,
    /// dollars per million tokens.
    pub fn with_own(json: &[u8]) -> Result<Self, PriceFileError> {
        Ok(Self {
            own: own::read(json)?,
        })
    }

    /// How many prices are a person's own.
    pub fn own(&self) -> usize {
        self.own.len()
    }

    /// What these tokens of one response cost; absent if the model is unknown or has no price.
    /// `at` is the response's time: an own price holds from its day on (in UTC), and built-in ones always.
    /// Without `long_context_allowed` (tokens that no line states as one response) the input's size says nothing.
    pub fn cost(
        &self,
        model: Option<&str>,
        tier: Option<Tier>,
        at: Option<Timestamp>,
        tokens: &Tokens,
        long_context_allowed: bool,
    ) -> Option<NanoDollars> {
        let is_long = long_context_allowed && tokens.input > LONG_CONTEXT_TOKENS;
        Some(self.prices(model?, at)?.rates(tier, is_long).cost(tokens))
    }

    /// The prices of a model at a time.
    pub fn prices(&self, model: &str, at: Option<Timestamp>) -> Option<ModelPrices> {
        let own = self.own.get(model).filter(|price| price.holds(at));
        own.map(|price| ModelPrices::flat(price.rates))
            .or_else(|| built_in(model))
    }
}

impl ModelPrices {
    fn flat(base: Rates) -> Self {
        Self {
            base,
            above_272k: None,
            priority: None,
            flex: None,
        }
    }

    fn rates(&self, tier: Option<Tier>, is_long: bool) -> Rates {
        let tier_rates = match tier {
            Some(Tier::Priority) => self.priority,
            Some(Tier::Flex) => self.flex,
            Some(Tier::Default) | None => None,
        };
        let long_rates = self.above_272k.filter(|_| is_long);
        long_rates.or(tier_rates).unwrap_or(self.base)
    }
}

impl Rates {
    fn cost(&self, tokens: &Tokens) -> NanoDollars {
        let uncached = tokens
            .input
            .saturating_sub(tokens.cached_input)
            .saturating_sub(tokens.cache_write_input);
        let parts = [
            (uncached, self.input),
            (tokens.cached_input, self.cached_input.unwrap_or(self.input)),
            (
                tokens.cache_write_input,
                self.cache_write.unwrap_or(self.input),
            ),
            (tokens.output, self.output),
        ];
        NanoDollars::rounded(parts.iter().map(|&(count, price)| price.times(count)).sum())
    }
}

fn built_in(model: &str) -> Option<ModelPrices> {
    let index = table::MODELS
        .binary_search_by_key(&model, |&(name, _)| name)
        .ok()?;
    table::MODELS.get(index).map(|&(_, prices)| prices)
}

#[cfg(test)]
mod tests;
