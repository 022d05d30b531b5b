//! What a response cost at list prices: a dated table, a person's own prices above it, and integer
//! arithmetic.
//!
//! Prices are pico-dollars per token, which are dollars per million tokens with six decimals, so
//! that every list price is a whole number; a cost is rounded half up once, to nano-dollars, for each
//! response. What breaks if touched: rounding a sum instead of its responses changes totals.

mod amount;
mod charge;
mod list;
mod own;
#[rustfmt::skip]
mod table;

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use crate::record::{Tier, Timestamp, Tokens};

pub use amount::{NanoDollars, PicoDollars};
pub use charge::{Charge, PriceRow};
pub use list::ListedPrice;
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// What the built-in prices were read from, and its version.
    pub fn source() -> &'static str {
        table::SOURCE
    }

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

    /// Adds own prices from JSON, in place of those of the same models; tells which models they are of. Where the JSON
    /// is refused nothing is added.
    pub fn add_own(&mut self, json: &[u8]) -> Result<Vec<String>, PriceFileError> {
        let added = own::read(json)?;
        let models = added.keys().cloned().collect();
        self.own.extend(added);
        Ok(models)
    }

    /// Takes the own price of a model away; the built-in one holds again.
    pub fn remove_own(&mut self, model: &str) {
        self.own.remove(model);
    }

    /// The own prices as JSON that [`PriceTable::with_own`] reads.
    pub fn own_json(&self) -> Vec<u8> {
        // Nothing in it can fail to serialise.
        serde_json::to_vec(&self.own).unwrap_or_default()
    }

    /// How many prices are a person's own.
    pub fn own(&self) -> usize {
        self.own.len()
    }

    /// The models of a person's own prices.
    pub fn own_models(&self) -> impl Iterator<Item = &str> {
        self.own.keys().map(String::as_str)
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
        let charge = self.charge(model, tier, at, tokens, long_context_allowed)?;
        Some(charge.total())
    }

    /// The same, by kind of token and with the row of prices that it was.
    pub fn charge(
        &self,
        model: Option<&str>,
        tier: Option<Tier>,
        at: Option<Timestamp>,
        tokens: &Tokens,
        long_context_allowed: bool,
    ) -> Option<Charge> {
        let of_model = self.of_model(model?);
        of_model.charge(tier, at, tokens, long_context_allowed)
    }

    /// The prices of a model, whatever the time: for who asks about many of its responses.
    pub fn of_model(&self, model: &str) -> PricesOfModel<'_> {
        PricesOfModel {
            own: self.own.get(model),
            built_in: built_in(model),
        }
    }

    /// The prices of a model at a time.
    pub fn prices(&self, model: &str, at: Option<Timestamp>) -> Option<ModelPrices> {
        let PricesOfModel { own, built_in } = self.of_model(model);
        let own = own.filter(|price| price.holds(at));
        own.map(|price| ModelPrices::flat(price.rates))
            .or(built_in.copied())
    }
}

/// A person's own price of a model, and the built-in ones.
#[derive(Clone, Copy, Debug, Default)]
pub struct PricesOfModel<'a> {
    own: Option<&'a OwnPrice>,
    built_in: Option<&'static ModelPrices>,
}

impl PricesOfModel<'_> {
    /// As [`PriceTable::charge`].
    pub fn charge(
        &self,
        tier: Option<Tier>,
        at: Option<Timestamp>,
        tokens: &Tokens,
        long_context_allowed: bool,
    ) -> Option<Charge> {
        if let Some(own) = self.own.filter(|price| price.holds(at)) {
            return Some(Charge::of(tokens, PriceRow::Base, &own.rates));
        }
        let is_long = long_context_allowed && tokens.input > LONG_CONTEXT_TOKENS;
        let (row, rates) = self.built_in?.row(tier, is_long);
        Some(Charge::of(tokens, row, rates))
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
}

fn built_in(model: &str) -> Option<&'static ModelPrices> {
    let index = table::MODELS
        .binary_search_by_key(&model, |&(name, _)| name)
        .ok()?;
    table::MODELS.get(index).map(|(_, prices)| prices)
}

#[cfg(test)]
mod tests;
