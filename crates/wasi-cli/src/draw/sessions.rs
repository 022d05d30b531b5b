//! One line a session.

use cutrack_core::report::{Query, SessionRow, SessionSums, SessionsReport};
use cutrack_core::zone::Zone;

use super::notes::Notes;
use super::{Rest, Sheet, names, range};
use crate::arguments::Look;
use crate::format;
use crate::table::{Column, Table};

/// What stays needs some 70 cells. Below, the project shrinks to its head; then it goes, and the time after it: the id is
/// what one types next, rows stand in the order of time, and no number is ever cut.
#[rustfmt::skip]
const GOING: &[&str] = &[
    "Version", "Source", "Branch", "Input", "Output", "Calls", "Model", "Left", "Turns",
    "Project", "Last activity",
];
const NARROW_BELOW: usize = 70;

/// The report as a person reads it.
pub(super) fn sheet(report: &SessionsReport, query: &Query, zone: &Zone, look: Look) -> Sheet {
    let range = range(&report.dates);
    let notes = Notes::default()
        .left_out_of(&report.left_out, &query.range)
        .cost(&report.prices)
        .files(&report.files, zone);
    Sheet::default()
        .title(format!("Sessions, {range}, {}", report.head.zone))
        .table(table(report, query, zone, look))
        .notes(notes)
}

fn table(report: &SessionsReport, query: &Query, zone: &Zone, look: Look) -> Table {
    let folders = names::tails(report.rows.iter().map(|row| row.project.as_deref()));
    let of_row = |(row, folder)| line(row, folder, zone, look);
    let mut rows: Vec<_> = report.rows.iter().zip(folders).map(of_row).collect();
    if let Some(rest) = &report.rest {
        let place = Rest::of(query, true);
        place.insert(
            &mut rows,
            sum_line(String::new(), place.label(rest.sums.sessions), rest),
        );
    }
    let sessions = match report.total.sums.sessions {
        1 => "1 session".to_owned(),
        count => format!("{} sessions", format::count(count)),
    };
    Table {
        columns: columns(look),
        rows,
        total: sum_line("Total".to_owned(), sessions, &report.total),
        going: GOING,
    }
}

fn columns(look: Look) -> Vec<Column> {
    let project = if look.width < NARROW_BELOW { 0 } else { 10 };
    vec![
        Column::word(format::ACTIVITY, None),
        Column::word("Session", None),
        Column::word("Project", Some(project)),
        Column::word("Branch", Some(10)),
        Column::word("Model", Some(11)),
        Column::word("Source", None),
        Column::word("Version", None),
        Column::number("Turns"),
        Column::number("Calls"),
        Column::number("Left"),
        Column::number("Input"),
        Column::number("Output"),
        Column::number("Total"),
        Column::cost(),
    ]
}

fn line(row: &SessionRow, folder: String, zone: &Zone, look: Look) -> Vec<String> {
    let tokens = |count: Option<u64>| count.map_or_else(|| format::word(None), format::count);
    let (total, priced) = (
        row.total_tokens.unwrap_or_default(),
        row.priced_tokens.unwrap_or_default(),
    );
    vec![
        format::activity(row.last_activity_at, zone, look),
        format::short_id(&row.session_id).to_owned(),
        folder,
        format::word(row.branch.as_deref()),
        format::word(row.model.as_deref()),
        format::word(row.source.as_deref()),
        format::word(row.cli_version.as_deref()),
        format::count(row.turns),
        format::count(row.calls),
        format::left(row.context_left_percent),
        tokens(row.tokens.map(|tokens| tokens.input)),
        tokens(row.tokens.map(|tokens| tokens.output)),
        tokens(row.total_tokens),
        format::cost(row.cost_nano_dollars, priced, total),
    ]
}

/// A line that sums sessions: which are not one project's or one model's.
fn sum_line(label: String, sessions: String, of: &SessionSums) -> Vec<String> {
    let sums = &of.sums;
    let mut cells = vec![label, sessions];
    cells.extend((0..5).map(|_| String::new()));
    cells.extend([
        format::count(sums.turns),
        format::count(of.calls),
        String::new(),
        format::count(sums.tokens.input),
        format::count(sums.tokens.output),
        format::count(sums.total_tokens),
        format::cost_of(sums),
    ]);
    cells
}
