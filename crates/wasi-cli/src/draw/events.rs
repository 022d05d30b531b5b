//! What happened beside turns, calls and messages.

use cutrack_core::report::{EventRow, EventsReport, Grouping, Query};
use cutrack_core::zone::Zone;

use super::notes::Notes;
use super::{Rest, Sheet, range};
use crate::format;
use crate::table::{Column, Table};

/// Takes the name of every event.
const EVENT_CELLS: usize = 21;

/// The report as a person reads it.
pub(super) fn sheet(report: &EventsReport, query: &Query, zone: &Zone) -> Sheet {
    let range = range(&report.dates);
    Sheet::default()
        .text(format!("Events, {range}, {}\n", report.head.zone))
        .table(table(report, query))
        .notes(Notes::default().files(&report.files, zone))
}

fn table(report: &EventsReport, query: &Query) -> Table {
    let by_session = report.by == Grouping::Session;
    let line = |session: String, event: String, count: u64, sessions: u64| match by_session {
        true => vec![session, event, format::count(count)],
        false => vec![event, format::count(count), format::count(sessions)],
    };
    let of_row = |row: &EventRow| {
        let session = row.session_id.as_deref().unwrap_or_default();
        let session = format::short_id(session).to_owned();
        line(session, event(row), row.sums.count, row.sums.sessions)
    };
    let mut rows: Vec<Vec<String>> = report.rows.iter().map(of_row).collect();
    if let Some(rest) = &report.rest {
        let place = Rest::of(query, false);
        let label = place.label(rest.rows);
        let (session, event) = match by_session {
            true => (label, String::new()),
            false => (String::new(), label),
        };
        place.insert(
            &mut rows,
            line(session, event, rest.sums.count, rest.sums.sessions),
        );
    }
    let columns = match by_session {
        true => vec![
            Column::word("Session", None),
            Column::word("Event", Some(10)),
            Column::number("Count"),
        ],
        false => vec![
            Column::word("Event", Some(10)).roomy(EVENT_CELLS),
            Column::number("Count"),
            Column::number("Sessions"),
        ],
    };
    Table {
        columns,
        rows,
        total: Vec::new(),
        going: &["Sessions"],
    }
}

/// `turn failed, usage_limit_exceeded`.
fn event(row: &EventRow) -> String {
    match &row.error_kind {
        Some(kind) => format!("{}, {kind}", row.words()),
        None => row.words().to_owned(),
    }
}
