//! Which session `session ID|last` means, and what is said where it means none or several.

use cutrack_core::report::{Filters, Query, ReportKind};
use cutrack_core::{Engine, Report};

use crate::fault::Fault;
use crate::format;

/// Fewest characters of an id that name a session.
const LEAST_START: usize = 4;
/// Sessions that are named where an id's start means several.
const NAMED: usize = 8;
/// Names the newest.
const LAST: &str = "last";
const ALL_SESSIONS: &str = "cutrack sessions --last all";

/// A session is named by the start of its id, or is the last one.
pub(crate) fn check(start: Option<&str>) -> Result<(), Fault> {
    let what = match start {
        None => "session needs an ID, or last.",
        Some(start) if start.len() < LEAST_START => "an ID needs 4 characters, or more.",
        Some(_) => return Ok(()),
    };
    Err(Fault::usage(what).or_try(ALL_SESSIONS))
}

/// Whether a word is written as one that names a session: `last`, or digits of an id that begins with one.
pub(crate) fn may_be(word: &str) -> bool {
    let is_of_id = |letter: char| letter.is_ascii_hexdigit() || letter == '-';
    let is_start =
        word.len() >= LEAST_START && word.starts_with(|letter: char| letter.is_ascii_digit());
    word == LAST || (is_start && word.chars().all(is_of_id))
}

/// No session's id begins so, none is kept by range and filters, or there is none at all.
pub(crate) fn none(query: &Query) -> Fault {
    let range = &query.range;
    let has_range = range.last.as_deref().is_some_and(|last| last != "all")
        || range.since.is_some()
        || range.until.is_some();
    match query.session.as_deref().filter(|&start| start != LAST) {
        Some(start) => Fault::failed(format!("no session begins with {start}."), ALL_SESSIONS),
        None if has_range || query.filters != Filters::default() => {
            Fault::failed("no session fits these options.", ALL_SESSIONS)
        }
        None => Fault::failed("no session yet.", "cutrack doctor"),
    }
}

/// The sessions that an id's start may mean; of many the newest.
pub(crate) fn several(start: Option<&str>, engine: &Engine) -> Fault {
    let start = start.unwrap_or_default();
    let query = Query {
        report: ReportKind::Sessions,
        filters: Filters {
            session: vec![start.to_owned()],
            ..Filters::default()
        },
        limit: Some(0),
        ..Query::default()
    };
    let found = match engine.report(&query) {
        Ok(Report::Sessions(report)) => report.rows,
        _ => Vec::new(),
    };
    let newest = found.iter().rev().take(NAMED);
    let newest = newest.map(|row| format::short_id(&row.session_id).to_owned());
    let mut names: Vec<String> = newest.collect();
    if found.len() > NAMED {
        let more = (found.len() - NAMED) as u64;
        names.push(format!("{} more", format::count(more)));
    }
    let count = format::count(found.len() as u64);
    let what = format!("{count} sessions begin with {start}.");
    Fault::failed(what, names.join(", "))
}
