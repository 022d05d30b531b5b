//! Typed reports to tables. No number is made here, only written: what is summed, cut and ordered is
//! core's answer.

mod calls;
mod context;
mod cost;
mod events;
mod limits;
mod names;
pub(crate) mod notes;
mod overview;
mod prices;
mod privacy;
pub(crate) mod quality;
mod session;
mod session_calls;
mod sessions;
mod statusline;
#[cfg(test)]
mod tests;
mod usage;
pub(crate) mod watch;

use cutrack_core::Report;
use cutrack_core::report::{DateRange, Order, Query};
use cutrack_core::zone::Zone;

use crate::arguments::Look;
use crate::folding::paragraph;
use crate::gather::Paths;
use crate::table::{Column, Table};
use notes::Notes;

pub(crate) use statusline::{Style, line as status_line};

/// What a report looks like, top to bottom, with an empty line between two parts.
#[derive(Default)]
pub(crate) struct Sheet {
    parts: Vec<Part>,
}

/// One part of a sheet.
enum Part {
    Title(String),
    Text(String),
    Table(Table),
    Notes(Notes),
}

impl Sheet {
    /// What the report is of, in one sentence.
    pub(crate) fn title(mut self, title: impl Into<String>) -> Self {
        self.parts.push(Part::Title(title.into()));
        self
    }

    /// Lines as they are, each ended.
    pub(crate) fn text(mut self, text: impl Into<String>) -> Self {
        self.parts.push(Part::Text(text.into()));
        self
    }

    /// A table; one without rows is left out.
    pub(crate) fn table(mut self, table: Table) -> Self {
        if !table.rows.is_empty() {
            self.parts.push(Part::Table(table));
        }
        self
    }

    /// What a person may want to know beside the numbers.
    pub(crate) fn notes(mut self, notes: Notes) -> Self {
        self.parts.push(Part::Notes(notes));
        self
    }

    /// Adds to what is said of the files.
    fn remark_on_files(&mut self, remark: &str) {
        for part in &mut self.parts {
            if let Part::Notes(notes) = part {
                notes.remark_on_files(remark);
            }
        }
    }

    fn draw(&self, look: Look, quiet: bool) -> String {
        let mut out = String::new();
        let shown = self
            .parts
            .iter()
            .filter(|part| !(quiet && matches!(part, Part::Notes(_))));
        for (index, part) in shown.enumerate() {
            if index > 0 {
                out.push('\n');
            }
            match part {
                Part::Title(title) => out.push_str(&paragraph(title, look.width)),
                Part::Text(text) => out.push_str(text),
                Part::Table(table) => table.draw(look, &mut out),
                Part::Notes(notes) => notes.draw(look, &mut out),
            }
        }
        out
    }
}

/// A report as a person reads it; the notes are left out when `quiet`. `paths` are the files by their number; `remark` is added
/// to what is said of the files, or says what is kept of them.
pub(crate) fn report(
    report: &Report,
    query: &Query,
    zone: &Zone,
    look: Look,
    quiet: bool,
    paths: &Paths,
    remark: &str,
) -> String {
    let mut sheet = match report {
        Report::Usage(report) => usage::sheet(report, query, zone, look),
        Report::Sessions(report) => sessions::sheet(report, query, zone, look),
        Report::Tools(report) => calls::tools(report, query, zone),
        Report::Commands(report) => calls::commands(report, query, zone),
        Report::Session(report) => session::sheet(report, query, zone, look),
        Report::SessionCalls(report) => session_calls::sheet(report, query, zone, look),
        Report::Context(report) => context::sheet(report, query, zone, look),
        Report::Events(report) => events::sheet(report, query, zone),
        Report::EventTypes(report) => events::types(report, query, zone),
        Report::Quality(report) => quality::sheet(report, paths),
        Report::Privacy(report) => privacy::sheet(report, remark),
        Report::Limits(report) => limits::sheet(report, zone, look),
        Report::PastWindows(report) => limits::past::sheet(report, zone),
        Report::Cost(report) => cost::sheet(report, query, zone),
        Report::Overview(report) => overview::sheet(report, zone, look),
        Report::Prices(report) => prices::sheet(report),
        _ => Sheet::default(),
    };
    sheet.remark_on_files(remark);
    sheet.draw(look, quiet)
}

/// Where the row stands that sums what is past the limit, and what it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rest {
    /// Rows are in the order of time: what is missing is above them.
    EarlierAbove,
    /// Newest first: what is missing is below.
    EarlierBelow,
    /// Any other order.
    More,
}

impl Rest {
    /// `by_time` says whether the report's own order is that of time.
    fn of(query: &Query, by_time: bool) -> Self {
        const TIMES: [&str; 7] = [
            "hour",
            "day",
            "week",
            "month",
            "last_activity_at",
            "turn_index",
            "at",
        ];
        let sorted_by_time = match query.sort.as_deref() {
            Some(column) => TIMES.contains(&column),
            None => by_time,
        };
        match query.order {
            _ if !sorted_by_time => Self::More,
            Some(Order::Desc) => Self::EarlierBelow,
            _ => Self::EarlierAbove,
        }
    }

    fn label(self, rows: u64) -> String {
        let word = if self == Self::More {
            "more"
        } else {
            "earlier"
        };
        format!("{} {word}", crate::format::count(rows))
    }

    /// Puts the row where it belongs.
    fn insert(self, rows: &mut Vec<Vec<String>>, rest: Vec<String>) {
        match self {
            Self::EarlierAbove => rows.insert(0, rest),
            Self::EarlierBelow | Self::More => rows.push(rest),
        }
    }
}

/// A label in the first of so many columns of words.
fn labelled(label: String, words: usize) -> Vec<String> {
    let blanks = (1..words).map(|_| String::new());
    [label].into_iter().chain(blanks).collect()
}

/// The column of costs: with a place for stars only where one stands.
fn cost_column<'a>(mut rows: impl Iterator<Item = &'a Vec<String>>) -> Column {
    if rows.any(|row| row.last().is_some_and(|cost| cost.ends_with('*'))) {
        Column::cost()
    } else {
        Column::number("Cost")
    }
}

/// `2026-07-24 to 2026-08-06`, `since …`, `until …`, `all time`.
fn range(dates: &DateRange) -> String {
    match (&dates.from, &dates.until) {
        (Some(from), Some(until)) if from == until => from.to_owned(),
        (Some(from), Some(until)) => format!("{from} to {until}"),
        (Some(from), None) => format!("since {from}"),
        (None, Some(until)) => format!("until {until}"),
        (None, None) => "all time".to_owned(),
    }
}
