//! What was paid for, by kind of token.

use cutrack_core::price::{PicoDollars, PriceRow};
use cutrack_core::report::{CostGroup, CostReport, CostRow, CostSums, Grouping, Query};
use cutrack_core::zone::Zone;

use super::notes::Notes;
use super::{Rest, Sheet, names, range};
use crate::format::{self, ABSENT};
use crate::table::{Column, Table};

const PER_MILLION: [&str; 3] = ["Input $/1M", "Cached $/1M", "Output $/1M"];
const CACHE_WRITE: &str = "Cache write";
const GOING: &[&str] = &[
    PER_MILLION[0],
    PER_MILLION[1],
    PER_MILLION[2],
    CACHE_WRITE,
    "Uncached",
    "Cached",
    "Output",
    "Total tokens",
    "Priced",
];

/// The report as a person reads it.
pub(super) fn sheet(report: &CostReport, query: &Query, zone: &Zone) -> Sheet {
    let by = match report.by.first() {
        Some(Grouping::Project) => "project",
        Some(Grouping::Tier) => "price tier",
        Some(Grouping::Day) => "day",
        Some(Grouping::Month) => "month",
        _ => "model",
    };
    let range = range(&report.dates);
    let notes = Notes::default()
        .cost_of_api(&report.prices)
        .not_told(report.not_told)
        .left_out_of(&report.left_out, &query.range)
        .files(&report.files, zone);
    Sheet::default()
        .title(format!("Cost by {by}, {range}, {}", report.head.zone))
        .table(table(report, query))
        .notes(notes)
}

fn table(report: &CostReport, query: &Query) -> Table {
    let folders = names::tails(report.rows.iter().map(|row| match &row.group {
        CostGroup::Project { project } => project.as_deref(),
        _ => None,
    }));
    let rows = report.rows.iter().zip(folders);
    let rows = rows.map(|(row, folder)| line(name(row, folder), prices(row), &row.sums));
    let mut rows: Vec<_> = rows.collect();
    let blank = || [const { String::new() }; 3];
    if let Some(rest) = &report.rest {
        let by_time = report.by.first().is_some_and(|by| by.is_time());
        let place = Rest::of(query, by_time);
        let line = line(place.label(rest.rows), blank(), &rest.sums);
        // Rows without a price stand last, below what is summed.
        let is_unpriced = |row: &CostRow| row.sums.cost_nano_dollars.is_none();
        let priced = report.rows.iter().filter(|row| !is_unpriced(row)).count();
        match place {
            Rest::More => rows.insert(priced, line),
            _ => place.insert(&mut rows, line),
        }
    }
    let mut table = Table {
        columns: columns(report),
        rows,
        total: line("Total".to_owned(), blank(), &report.total),
        going: GOING,
    };
    if report.total.cache_write_input_nano_dollars.unwrap_or(0) == 0 {
        table.leave_out(CACHE_WRITE);
    }
    if report.rows.iter().all(|row| row.input_price.is_none()) {
        PER_MILLION.iter().for_each(|head| table.leave_out(head));
    }
    table
}

fn columns(report: &CostReport) -> Vec<Column> {
    let name = match report.by.first() {
        Some(Grouping::Project) => Column::word("Project", Some(10)),
        Some(Grouping::Tier) => Column::word("Tier", None),
        Some(Grouping::Day) => Column::word("Day", None),
        Some(Grouping::Month) => Column::word("Month", None),
        _ => Column::word("Model", Some(11)),
    };
    let heads = [
        "Uncached",
        "Cached",
        CACHE_WRITE,
        "Output",
        "Total tokens",
        "Priced",
    ];
    let numbers = PER_MILLION.into_iter().chain(heads).map(Column::number);
    [name]
        .into_iter()
        .chain(numbers)
        .chain([Column::cost()])
        .collect()
}

fn name(row: &CostRow, folder: String) -> String {
    match &row.group {
        CostGroup::Model { model } => format::word(model.as_deref().or(Some("unknown"))),
        CostGroup::Project { .. } => folder,
        CostGroup::Tier { tier } => tier.map_or("no price", tier_name).to_owned(),
        CostGroup::Day { day: time } | CostGroup::Month { month: time } => {
            format::word(time.as_deref())
        }
    }
}

/// How a row of the price table is called.
pub(super) fn tier_name(row: PriceRow) -> &'static str {
    match row {
        PriceRow::Base => "base",
        PriceRow::LongContext => "long context",
        PriceRow::Priority => "priority",
        PriceRow::Flex => "flex",
    }
}

/// Input, cached and output.
fn prices(row: &CostRow) -> [String; 3] {
    [row.input_price, row.cached_input_price, row.output_price].map(price)
}

/// A price of a million tokens with at least two decimals.
pub(super) fn price(price: Option<PicoDollars>) -> String {
    let Some(price) = price else {
        return ABSENT.to_owned();
    };
    let text = price.to_string();
    let decimals = text
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    let point = if decimals == 0 { "." } else { "" };
    text + point + &"0".repeat(2_usize.saturating_sub(decimals))
}

fn line(name: String, prices: [String; 3], sums: &CostSums) -> Vec<String> {
    let part = |nano_dollars| format::cost(nano_dollars, 0, 0);
    let parts = [
        sums.uncached_input_nano_dollars,
        sums.cached_input_nano_dollars,
        sums.cache_write_input_nano_dollars,
        sums.output_nano_dollars,
    ];
    let priced = sums
        .priced_per_mille
        .map_or_else(|| ABSENT.to_owned(), format::coverage);
    let cost = format::cost(
        sums.cost_nano_dollars,
        sums.priced_tokens,
        sums.total_tokens,
    );
    [name]
        .into_iter()
        .chain(prices)
        .chain(parts.map(part))
        .chain([format::count(sums.total_tokens), priced, cost])
        .collect()
}
