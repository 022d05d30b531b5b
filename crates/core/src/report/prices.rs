//! The price table itself: what it was read as, and a person's own prices above it.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Serialize;

use super::dataset::Dataset;
use super::query::{Order, Query, QueryError};
use super::scope::Scope;
use super::shared::{FileCounts, Head};
use crate::price::{PriceRow, PriceTable, Rates};
use crate::privacy::Label;

/// Prices in dollars per million tokens, by model.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PricesReport {
    /// How it begins: `prices`.
    #[serde(flatten)]
    pub head: Head,
    /// What the built-in prices were read from.
    pub source: &'static str,
    /// Day of the built-in prices.
    pub date: &'static str,
    /// How many models have a price of the user's own.
    pub own: u32,
    /// One row for each row of prices of each model.
    pub rows: Vec<PriceListRow>,
    /// Models with a price of the user's own that no response has; absent when no session was read.
    pub own_unused: Option<Vec<String>>,
    /// The files.
    pub files: FileCounts,
}

/// One row of a model's prices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PriceListRow {
    /// Model.
    pub model: String,
    /// Which responses it prices.
    pub tier: PriceRow,
    /// Whether it is the user's own.
    pub is_own: bool,
    /// The first day, in UTC, on which it holds; absent is always.
    pub from: Option<String>,
    /// The prices.
    #[serde(flatten)]
    pub rates: Rates,
}

/// Lists the prices of the models that the query keeps.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<PricesReport, QueryError> {
    query.ungrouped()?;
    if query
        .sort
        .as_deref()
        .is_some_and(|column| column != "model")
    {
        return Err(QueryError::Column);
    }
    let listed = dataset
        .prices
        .list()
        .filter(|listed| scope.keeps_model(listed.model));
    let mut rows = listed
        .map(|listed| PriceListRow {
            model: listed.model.to_string(),
            tier: listed.row,
            is_own: listed.is_own,
            from: listed.from.map(|date| date.to_string()),
            rates: listed.rates,
        })
        .collect::<Vec<_>>();
    if query.order == Some(Order::Desc) {
        rows.reverse();
    }
    if let Some(limit) = query.limit.filter(|limit| *limit > 0) {
        rows.truncate(limit as usize);
    }
    Ok(PricesReport {
        head: scope.head("prices"),
        source: PriceTable::source(),
        date: PriceTable::date(),
        own: dataset.prices.own() as u32,
        rows,
        own_unused: own_unused(dataset),
        files: dataset.files.clone(),
    })
}

fn own_unused(dataset: &Dataset) -> Option<Vec<String>> {
    let usage = || {
        dataset
            .sessions
            .iter()
            .flat_map(|session| session.usage.iter())
    };
    let is_used =
        |model: &str| usage().any(|row| row.model.as_ref().map(Label::as_str) == Some(model));
    let unused = dataset.prices.own_models().filter(|model| !is_used(model));
    (!dataset.sessions.is_empty()).then(|| unused.map(String::from).collect())
}
