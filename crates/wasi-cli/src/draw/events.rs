//! What happened beside turns, calls and messages.

use cutrack_core::item::TypePlace;
use cutrack_core::report::{
    EventRow, EventTypeRow, EventTypesReport, EventsReport, Grouping, Query,
};
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
        .title(format!("Events, {range}, {}", report.head.zone))
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

/// Events and items by the type that their lines name.
pub(super) fn types(report: &EventTypesReport, query: &Query, zone: &Zone) -> Sheet {
    let range = range(&report.dates);
    let line = |name: String, place: &str, known: &str, count: u64, sessions: u64| {
        let counts = [format::count(count), format::count(sessions)];
        let words = [name, place.to_owned(), known.to_owned()];
        words.into_iter().chain(counts).collect::<Vec<_>>()
    };
    let of_row = |row: &EventTypeRow| {
        let name = format::word(row.name.as_ref().map(|name| name.as_str()));
        let known = if row.is_known { "" } else { "not known" };
        line(
            name,
            place(row.place),
            known,
            row.sums.count,
            row.sums.sessions,
        )
    };
    let mut rows: Vec<Vec<String>> = report.rows.iter().map(of_row).collect();
    if let Some(rest) = &report.rest {
        let place = Rest::of(query, false);
        let sums = &rest.sums;
        let more = line(place.label(rest.rows), "", "", sums.count, sums.sessions);
        place.insert(&mut rows, more);
    }
    let mut table = Table {
        columns: vec![
            Column::word("Type", Some(10)),
            Column::word("Where", None),
            Column::word("", None),
            Column::number("Count"),
            Column::number("Sessions"),
        ],
        rows,
        total: Vec::new(),
        going: &["Sessions", "Where"],
    };
    if report.rows.iter().all(|row| row.is_known) {
        table.leave_out("");
    }
    Sheet::default()
        .title(format!(
            "Types of events and items, {range}, {}",
            report.head.zone
        ))
        .table(table)
        .notes(Notes::default().files(&report.files, zone))
}

/// What a type is of.
pub(super) fn place(place: TypePlace) -> &'static str {
    match place {
        TypePlace::Line => "line",
        TypePlace::Event => "event",
        TypePlace::Item => "item",
        TypePlace::CompletedItem => "completed item",
    }
}
