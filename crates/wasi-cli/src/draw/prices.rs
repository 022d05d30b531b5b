//! The price table.

use cutrack_core::report::{PriceListRow, PricesReport};

use super::Sheet;
use super::cost::{price, tier_name};
use crate::format;
use crate::table::{Column, Table};

const OWN: &str = "Own";

/// The report as a person reads it.
pub(super) fn sheet(report: &PricesReport) -> Sheet {
    let own = match report.own {
        0 => String::new(),
        own => format!(", {} of your own", format::count(own.into())),
    };
    Sheet::default()
        .title(format!("Dollars per 1M tokens, {}{own}", report.date))
        .table(table(report))
}

/// A model's further rows do not say its name again.
fn table(report: &PricesReport) -> Table {
    let names = report.rows.iter().enumerate().map(|(index, row)| {
        let above = index.checked_sub(1).map(|above| &report.rows[above].model);
        match above == Some(&row.model) {
            true => String::new(),
            false => format::word(Some(&row.model)),
        }
    });
    let rows = names.zip(&report.rows).map(|(name, row)| line(name, row));
    let mut table = Table {
        columns: vec![
            Column::word("Model", Some(11)),
            Column::word("For", None).yielding(),
            Column::number("Input"),
            Column::number("Cached"),
            Column::number("Cache write"),
            Column::number("Output"),
            Column::word(OWN, None),
        ],
        rows: rows.collect(),
        total: Vec::new(),
        going: &["Cache write", OWN],
    };
    if report.rows.iter().all(|row| !row.is_own) {
        table.leave_out(OWN);
    }
    table
}

fn line(name: String, row: &PriceListRow) -> Vec<String> {
    let rates = &row.rates;
    let own = match (row.is_own, &row.from) {
        (true, Some(from)) => format!("from {from}"),
        (true, None) => "yes".to_owned(),
        (false, _) => String::new(),
    };
    vec![
        name,
        tier_name(row.tier).to_owned(),
        price(Some(rates.input)),
        price(rates.cached_input),
        price(rates.cache_write),
        price(Some(rates.output)),
        own,
    ]
}
