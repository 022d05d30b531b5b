//! What became of the files' values.

use cutrack_core::ledger::Becomes;
use cutrack_core::report::privacy::LedgerSums;
use cutrack_core::report::{Grouping, PrivacyReport, PrivacyRow};

use super::Sheet;
use super::notes::Notes;
use crate::format;
use crate::table::{Column, Table};

/// The report as a person reads it; `kept` says what the database holds, where there is one.
pub(super) fn sheet(report: &PrivacyReport, kept: &str) -> Sheet {
    let table = if report.by == [Grouping::Path] {
        paths(report)
    } else {
        fates(report)
    };
    let read = format!(
        "{}, of which {} stand between the values: keys, punctuation, line ends",
        format::bytes(report.file_bytes),
        format::bytes(report.between_bytes)
    );
    let mut notes = Notes::default().note("read", read);
    if !kept.is_empty() {
        notes = notes.note("kept", kept.to_owned());
    }
    Sheet::default().table(table).notes(notes)
}

fn fates(report: &PrivacyReport) -> Table {
    let row = |row: &PrivacyRow| cells(vec![in_words(row.becomes).to_owned()], &row.sums, report);
    Table {
        columns: columns(vec![Column::word("What became of it", None).yielding()]),
        rows: report.rows.iter().map(row).collect(),
        total: cells(vec!["Total".to_owned()], &report.total, report),
        going: &["Values", "Share"],
    }
}

fn paths(report: &PrivacyReport) -> Table {
    let row = |row: &PrivacyRow| {
        let heads = vec![
            format::word(row.line.as_deref()),
            format::word(row.path.as_deref()),
            in_words(row.becomes).to_owned(),
        ];
        cells(heads, &row.sums, report)
    };
    let mut rows: Vec<Vec<String>> = report.rows.iter().map(row).collect();
    let sum_line = |label: String, sums: &LedgerSums| {
        cells(vec![label, String::new(), String::new()], sums, report)
    };
    if let Some(rest) = &report.rest {
        rows.push(sum_line(
            format!("{} more", format::count(rest.paths)),
            rest,
        ));
    }
    Table {
        columns: columns(vec![
            Column::word("Line", Some(12)),
            Column::word("Path", Some(14)),
            Column::word("What became of it", None).yielding(),
        ]),
        rows,
        total: sum_line("Total".to_owned(), &report.total),
        going: &["Share", "Values", "Line"],
    }
}

fn columns(heads: Vec<Column>) -> Vec<Column> {
    let numbers = ["Paths", "Values", "Bytes", "Share"].map(Column::number);
    // Each path is one row: their number says nothing there.
    let skipped = usize::from(heads.len() > 1);
    heads
        .into_iter()
        .chain(numbers.into_iter().skip(skipped))
        .collect()
}

fn cells(mut cells: Vec<String>, sums: &LedgerSums, report: &PrivacyReport) -> Vec<String> {
    if cells.len() == 1 {
        cells.push(format::count(sums.paths));
    }
    cells.extend([
        format::count(sums.values),
        format::bytes(sums.bytes),
        format::percent(sums.bytes, report.total.bytes),
    ]);
    cells
}

fn in_words(becomes: Becomes) -> &'static str {
    match becomes {
        Becomes::Dropped => "dropped unread",
        Becomes::Length => "only its length",
        Becomes::Head => "its length and head",
        Becomes::Word => "a word of a closed list",
        Becomes::Number => "a number",
        Becomes::Time => "a time",
        Becomes::Id => "an id",
        Becomes::Label => "a label",
        Becomes::Program => "a program's name",
        Becomes::Pseudonym => "a pseudonym",
    }
}
