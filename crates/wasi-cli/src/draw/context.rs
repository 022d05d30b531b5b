//! How full the context window got, a line a session, model or project.

use cutrack_core::report::{ContextKey, ContextReport, ContextRow, ContextSums, Grouping, Query};
use cutrack_core::zone::Zone;

use super::notes::Notes;
use super::{Rest, Sheet, names, range};
use crate::arguments::Look;
use crate::format;
use crate::table::{Column, Table};

const BAR_CELLS: u64 = 10;
const BAR: &str = "";
/// What stays needs 55 cells. Below, names shrink to their heads; then the time goes, because rows stand in its order, and
/// then the most that was used, which what is least left says in percent. No number is ever cut.
const GOING: &[&str] = &[
    BAR,
    "Used",
    "Window",
    "Compacted",
    "Last activity",
    "Most used",
];
const NARROW_BELOW: usize = 55;

/// The report as a person reads it.
pub(super) fn sheet(report: &ContextReport, query: &Query, zone: &Zone, look: Look) -> Sheet {
    let range = range(&report.dates);
    Sheet::default()
        .title(format!("Context, {range}, {}", report.head.zone))
        .table(table(report, query, zone, look))
        .notes(Notes::default().files(&report.files, zone))
}

fn table(report: &ContextReport, query: &Query, zone: &Zone, look: Look) -> Table {
    let folders = report.rows.iter().map(|row| match &row.key {
        ContextKey::Project(project) => project.as_deref(),
        _ => None,
    });
    let folders = names::tails(folders);
    let of_row = |(row, folder)| line(row, folder, zone, look);
    let mut rows: Vec<_> = report.rows.iter().zip(folders).map(of_row).collect();
    if let Some(rest) = &report.rest {
        let place = Rest::of(query, true);
        place.insert(&mut rows, rest_line(place.label(rest.rows), rest));
    }
    let mut columns = vec![
        Column::word(format::ACTIVITY, None),
        key_column(report.by, look),
    ];
    columns.extend([
        Column::number("Window"),
        Column::number("Used"),
        Column::number("Most used"),
        Column::number("Least left"),
        Column::number("Left"),
        Column::word(BAR, None),
        Column::number("Compacted"),
    ]);
    Table {
        columns,
        rows,
        total: Vec::new(),
        going: GOING,
    }
}

fn key_column(by: Grouping, look: Look) -> Column {
    let shrinks_to = |cells| Some(if look.width < NARROW_BELOW { 0 } else { cells });
    match by {
        Grouping::Model => Column::word("Model", shrinks_to(11)),
        Grouping::Project => Column::word("Project", shrinks_to(10)),
        _ => Column::word("Session", None),
    }
}

fn line(row: &ContextRow, folder: String, zone: &Zone, look: Look) -> Vec<String> {
    let name = match &row.key {
        ContextKey::Session(id) => format::short_id(id).to_owned(),
        ContextKey::Model(model) => model.clone().unwrap_or_else(|| "unknown".to_owned()),
        ContextKey::Project(_) => folder,
    };
    let tokens = |count: Option<u64>| count.map_or_else(|| format::word(None), format::count);
    let left = row.left_percent;
    vec![
        format::activity(row.last_activity_at, zone, look),
        name,
        tokens(row.window_tokens),
        tokens(row.used_tokens),
        tokens(row.most_used_tokens),
        format::left(row.least_left_percent),
        format::left(left),
        left.map_or_else(String::new, |left| {
            format::gauge(left, 100, BAR_CELLS, look.ascii)
        }),
        format::count(row.compactions),
    ]
}

/// Rows past the limit: their windows differ in size, so that only what is left can be compared.
fn rest_line(label: String, rest: &ContextSums) -> Vec<String> {
    let blank = String::new;
    vec![
        blank(),
        label,
        blank(),
        blank(),
        blank(),
        format::left(rest.least_left_percent),
        blank(),
        blank(),
        format::count(rest.compactions),
    ]
}
