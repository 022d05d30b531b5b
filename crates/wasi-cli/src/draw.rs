//! Typed reports to tables. No number is made here, only written: what is summed, cut and ordered is
//! core's answer.

mod names;
pub(crate) mod notes;
mod sessions;
#[cfg(test)]
mod tests;
mod usage;

pub(crate) use usage::key_of;

use cutrack_core::Report;
use cutrack_core::report::{Order, Query};
use cutrack_core::zone::Zone;

use crate::arguments::Look;

/// A report as a person reads it; the notes under the table are left out when `quiet`.
pub(crate) fn report(
    report: &Report,
    query: &Query,
    zone: &Zone,
    look: Look,
    quiet: bool,
) -> String {
    let mut out = String::new();
    let (title, table, notes) = match report {
        Report::Usage(usage) => (
            usage::title(usage),
            usage::table(usage, query, look),
            notes::Notes::new(&usage.left_out, &usage.prices, &usage.files, zone),
        ),
        Report::Sessions(sessions) => (
            sessions::title(sessions),
            sessions::table(sessions, query, zone, look),
            notes::Notes::new(&sessions.left_out, &sessions.prices, &sessions.files, zone),
        ),
        _ => return out,
    };
    out.push_str(&title);
    out.push_str("\n\n");
    if !table.rows.is_empty() {
        table.draw(look, &mut out);
    }
    if !quiet {
        if !table.rows.is_empty() {
            out.push('\n');
        }
        notes.draw(look, &mut out);
    }
    out
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
        const TIMES: [&str; 5] = ["hour", "day", "week", "month", "last_activity_at"];
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

/// `2026-07-24 to 2026-08-06`, `since …`, `until …`, `all time`.
fn range(from: Option<&str>, until: Option<&str>) -> String {
    match (from, until) {
        (Some(from), Some(until)) if from == until => from.to_owned(),
        (Some(from), Some(until)) => format!("{from} to {until}"),
        (Some(from), None) => format!("since {from}"),
        (None, Some(until)) => format!("until {until}"),
        (None, None) => "all time".to_owned(),
    }
}
