//! The price table as a list.

use alloc::vec::Vec;

use super::{PriceRow, PriceTable, Rates, table};
use crate::order::InOrder;
use crate::zone::Date;

/// One row of one model's prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListedPrice<'a> {
    /// The model.
    pub model: &'a str,
    /// Which of its prices.
    pub row: PriceRow,
    /// The prices.
    pub rates: Rates,
    /// Whether a person stated it.
    pub is_own: bool,
    /// The first day, in UTC, on which it holds; absent is always.
    pub from: Option<Date>,
}

impl PriceTable {
    /// All prices that can hold, by model; of one model a person's own first. Built-in ones that an own price
    /// without a day always hides are not among them.
    pub fn list(&self) -> impl Iterator<Item = ListedPrice<'_>> {
        let own = self.own.iter().map(|(model, price)| ListedPrice {
            model,
            row: PriceRow::Base,
            rates: price.rates,
            is_own: true,
            from: price.from,
        });
        let is_hidden = |model: &str| self.own.get(model).is_some_and(|own| own.from.is_none());
        let built_in = table::MODELS
            .iter()
            .filter(move |(model, _)| !is_hidden(model));
        let built_in = built_in.flat_map(|(model, prices)| {
            let rows = [
                (PriceRow::Base, Some(prices.base)),
                (PriceRow::LongContext, prices.above_272k),
                (PriceRow::Priority, prices.priority),
                (PriceRow::Flex, prices.flex),
            ];
            rows.into_iter().filter_map(|(row, rates)| {
                Some(ListedPrice {
                    model,
                    row,
                    rates: rates?,
                    is_own: false,
                    from: None,
                })
            })
        });
        let mut listed = own.chain(built_in).collect::<Vec<_>>();
        listed.order_by_key(|price| price.model);
        listed.into_iter()
    }
}
