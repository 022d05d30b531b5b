//! A person's own prices, from a JSON file. What is wrong is told by its line, never by its text.

use alloc::collections::BTreeMap;
use alloc::string::String;
use serde::de::{Deserialize, Deserializer, Error as _};
use serde_json::error::Category;

use super::{PicoDollars, Rates};
use crate::record::Timestamp;
use crate::zone::{Date, Zone};

/// A price that a person stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OwnPrice {
    /// The prices; they hold for every tier and any context.
    #[serde(flatten)]
    pub rates: Rates,
    /// The first day, in UTC, on which they hold; absent is always.
    pub from: Option<Date>,
}

/// Why a price file was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceFileError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub problem: PriceFileProblem,
}

/// What is wrong in a price file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriceFileProblem {
    /// It is not JSON.
    Syntax,
    /// A price is no decimal text like `"1.25"`, a day no day like `"2026-08-01"`, or a key is unknown, missing or
    /// there twice.
    Value,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    input: PicoDollars,
    #[serde(default)]
    cached_input: Option<PicoDollars>,
    #[serde(default)]
    cache_write: Option<PicoDollars>,
    output: PicoDollars,
    #[serde(default, deserialize_with = "day")]
    from: Option<Date>,
}

impl OwnPrice {
    /// Whether it holds for a response of that time. One without a time is older than every price
    /// that begins on a day.
    pub(super) fn holds(&self, at: Option<Timestamp>) -> bool {
        let Some(from) = self.from else { return true };
        at.is_some_and(|at| Zone::default().local(at).date >= from)
    }
}

pub(super) fn read(json: &[u8]) -> Result<BTreeMap<String, OwnPrice>, PriceFileError> {
    let entries: BTreeMap<String, Entry> =
        serde_json::from_slice(json).map_err(|error| PriceFileError {
            line: error.line(),
            problem: match error.classify() {
                Category::Data => PriceFileProblem::Value,
                Category::Io | Category::Syntax | Category::Eof => PriceFileProblem::Syntax,
            },
        })?;
    Ok(entries
        .into_iter()
        .map(|(model, entry)| (model, entry.into()))
        .collect())
}

impl From<Entry> for OwnPrice {
    fn from(entry: Entry) -> Self {
        let Entry {
            input,
            cached_input,
            cache_write,
            output,
            from,
        } = entry;
        Self {
            rates: Rates {
                input,
                cached_input,
                cache_write,
                output,
            },
            from,
        }
    }
}

fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| Date::parse(&text).ok_or_else(|| D::Error::custom("day")))
        .transpose()
}
