//! Every limit window of a range, one a line.

use cutrack_core::record::Timestamp;
use cutrack_core::report::PastWindowsReport;
use cutrack_core::zone::Zone;

use super::super::notes::Notes;
use super::super::{Sheet, cost_column, names, range};
use super::name;
use crate::format::{self, ABSENT};
use crate::table::{Column, Table};

/// The report as a person reads it.
pub(crate) fn sheet(report: &PastWindowsReport, zone: &Zone) -> Sheet {
    let span = range(&report.dates);
    let notes = Notes::default()
        .left_out(&report.left_out)
        .cost(&report.prices)
        .files(&report.files, zone);
    Sheet::default()
        .title(format!("Limit windows, {span}, {}", report.head.zone))
        .table(table(report, zone))
        .notes(notes)
}

fn table(report: &PastWindowsReport, zone: &Zone) -> Table {
    let time =
        |at: Option<Timestamp>| at.map_or_else(|| ABSENT.to_owned(), |at| format::minute(at, zone));
    let used = |share: u32| format::percent(share.into(), 1000);
    let homes = names::tails(report.rows.iter().map(|row| row.home_name.as_deref()));
    let rows = report.rows.iter().zip(homes).map(|(row, home)| {
        vec![
            name(row.window_minutes),
            home,
            format::word(row.limit_name.as_deref().or(row.limit_id.as_deref())),
            time(row.began_at),
            time(row.resets_at),
            row.used_per_mille.map_or_else(|| ABSENT.to_owned(), used),
            format::count(row.sessions),
            format::count(row.total_tokens),
            format::cost(row.cost_nano_dollars, row.priced_tokens, row.total_tokens),
        ]
    });
    let mut rows: Vec<_> = rows.collect();
    if let Some(rest) = report.rest_rows {
        rows.insert(
            0,
            vec![
                String::new(),
                String::new(),
                String::new(),
                format!("{} earlier", format::count(rest)),
            ],
        );
    }
    let mut table = Table {
        columns: vec![
            Column::word("Window", None),
            Column::word("Home", Some(10)),
            Column::word("Limit", Some(10)),
            Column::word("Began", None),
            Column::word("Reset", None),
            Column::number("Used"),
            Column::number("Sessions"),
            Column::number("Total"),
            cost_column(rows.iter()),
        ],
        rows,
        total: Vec::new(),
        going: &["Sessions", "Home", "Limit", "Began", "Total", "Cost"],
    };
    // One home, and one family of limits, needs no column to tell it.
    let rows = || report.rows.iter();
    if rows().all(|row| row.home == report.rows[0].home) {
        table.leave_out("Home");
    }
    if rows().all(|row| row.limit_id == report.rows[0].limit_id) {
        table.leave_out("Limit");
    }
    table
}
