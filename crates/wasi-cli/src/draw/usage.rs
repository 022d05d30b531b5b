//! Tokens and cost by time, model, project, branch.

use cutrack_core::report::{DateRange, Grouping, Query, Sums, UsageReport, UsageRow};
use cutrack_core::zone::Zone;

use super::notes::Notes;
use super::{Rest, Sheet, labelled, names, range};
use crate::arguments::Look;
use crate::format;
use crate::table::{Column, Table};

/// Cells of the longest period bar.
const BAR_CELLS: u64 = 18;
const BAR: &str = "";

/// A column of numbers.
struct Numbers {
    head: &'static str,
    shows: Shows,
}

/// What a column shows of a group.
enum Shows {
    Count(fn(&Sums) -> u64),
    /// The part that the first is of the second.
    Percent(fn(&Sums) -> u64, fn(&Sums) -> u64),
    /// The part that the group is of all tokens.
    Share,
    Cost,
    Bar,
}

const SESSIONS: Numbers = count("Sessions", |sums| sums.sessions);
const TURNS: Numbers = count("Turns", |sums| sums.turns);
const RESPONSES: Numbers = count("Responses", |sums| sums.responses);
const INPUT: Numbers = count("Input", |sums| sums.tokens.input);
const CACHED: Numbers = count("cached", |sums| sums.tokens.cached_input);
const CACHE_WRITE: Numbers = count("cache write", |sums| sums.tokens.cache_write_input);
const OUTPUT: Numbers = count("Output", |sums| sums.tokens.output);
const REASONING: Numbers = count("reasoning", |sums| sums.tokens.reasoning_output);
const TOTAL: Numbers = count("Total", |sums| sums.total_tokens);
const CACHED_PERCENT: Numbers = Numbers {
    head: "cached %",
    shows: Shows::Percent(|sums| sums.tokens.cached_input, |sums| sums.tokens.input),
};
const SHARE: Numbers = shows("Share", Shows::Share);
const COST: Numbers = shows("Cost", Shows::Cost);
const BARS: Numbers = shows(BAR, Shows::Bar);

const BY_TIME: &[Numbers] = &[
    SESSIONS,
    TURNS,
    RESPONSES,
    INPUT,
    CACHED,
    CACHE_WRITE,
    OUTPUT,
    REASONING,
    TOTAL,
    COST,
    BARS,
];
const BY_TIME_GOING: &[&str] = &[
    BAR,
    "cache write",
    "Sessions",
    "Responses",
    "reasoning",
    "Turns",
    "cached",
    "Output",
    "Input",
];
const BY_MODEL: &[Numbers] = &[
    SESSIONS,
    RESPONSES,
    INPUT,
    CACHED,
    CACHED_PERCENT,
    OUTPUT,
    REASONING,
    TOTAL,
    SHARE,
    COST,
];
const BY_FOLDER: &[Numbers] = &[
    SESSIONS,
    TURNS,
    RESPONSES,
    INPUT,
    CACHED,
    CACHED_PERCENT,
    OUTPUT,
    REASONING,
    TOTAL,
    SHARE,
    COST,
];
const BY_NAME_GOING: &[&str] = &[
    "cached",
    "Responses",
    "Sessions",
    "reasoning",
    "Input",
    "cached %",
    "Turns",
    "Share",
    "Output",
];

const fn shows(head: &'static str, shows: Shows) -> Numbers {
    Numbers { head, shows }
}

const fn count(head: &'static str, amount: fn(&Sums) -> u64) -> Numbers {
    shows(head, Shows::Count(amount))
}

/// The report as a person reads it.
pub(super) fn sheet(report: &UsageReport, query: &Query, zone: &Zone, look: Look) -> Sheet {
    let notes = Notes::default()
        .left_out_of(&report.left_out, &query.range)
        .cost(&report.prices)
        .files(&report.files, zone);
    Sheet::default()
        .title(title(report))
        .table(table(report, query, look))
        .notes(notes)
}

/// `Tokens by month and model, 2026-07 to 2026-08, UTC`.
fn title(report: &UsageReport) -> String {
    let by: Vec<&str> = report.by.iter().map(|key| heading(*key).1).collect();
    let (by, span) = (by.join(" and "), span(report));
    format!("Tokens by {by}, {span}, {}", report.head.zone)
}

/// The range in the units of the rows: months by months, all else by days.
fn span(report: &UsageReport) -> String {
    let DateRange { from, until } = &report.dates;
    let Some(&time) = report.by.first().filter(|key| key.is_time()) else {
        return range(&report.dates);
    };
    let length = if time == Grouping::Month { 7 } else { 10 };
    let cut = |text: &'_ str| text.get(..length).map(str::to_owned);
    let row_key = |row: Option<&UsageRow>| row.and_then(|row| cut(row.keys.value(time)?));
    let from = from
        .as_deref()
        .and_then(cut)
        .or_else(|| row_key(report.rows.first()));
    let until = until
        .as_deref()
        .and_then(cut)
        .or_else(|| row_key(report.rows.last()));
    range(&DateRange { from, until })
}

/// The report as a table.
fn table(report: &UsageReport, query: &Query, look: Look) -> Table {
    let by_time = report.by.first().is_some_and(|key| key.is_time());
    let (numbers, going) = match report.by.first() {
        _ if by_time => (BY_TIME, BY_TIME_GOING),
        Some(Grouping::Project | Grouping::Repo | Grouping::Branch) => (BY_FOLDER, BY_NAME_GOING),
        _ => (BY_MODEL, BY_NAME_GOING),
    };
    let numbers: Vec<&Numbers> = numbers
        .iter()
        .filter(|numbers| numbers.says_something(&report.total))
        .collect();
    let scale = Scale::of(report, look);
    let columns = report
        .by
        .iter()
        .map(|key| name_column(*key))
        .chain(numbers.iter().map(|numbers| numbers.column()));
    let line = |names: Vec<String>, sums: &Sums, is_group: bool| -> Vec<String> {
        let cells = numbers
            .iter()
            .map(|numbers| numbers.cell(sums, &scale, is_group));
        names.into_iter().chain(cells).collect()
    };
    let labelled = |label: String| labelled(label, report.by.len());
    let rows = row_names(report, look).into_iter().zip(&report.rows);
    let rows = rows.map(|(names, row)| line(names, &row.sums, true));
    let mut rows: Vec<_> = rows.collect();
    if let Some(rest) = &report.rest {
        let place = Rest::of(query, by_time);
        let label = labelled(place.label(rest.rows));
        place.insert(&mut rows, line(label, &rest.sums, false));
    }
    Table {
        columns: columns.collect(),
        rows,
        total: line(labelled("Total".to_owned()), &report.total, false),
        going,
    }
}

/// The words before the numbers of each row; a period that the row above has is not said again. Beside another word it has
/// no year in narrow tables, as a time has none there.
fn row_names(report: &UsageReport, look: Look) -> Vec<Vec<String>> {
    let is_short = report.by.len() > 1 && look.width < format::SHORT_TIME_BELOW;
    let folders = names::tails(
        report
            .rows
            .iter()
            .map(|row| row.keys.value(Grouping::Project)),
    );
    let mut above = None;
    let of_row = |(row, folder): (&UsageRow, String)| {
        let names = report
            .by
            .iter()
            .map(|&key| match (key, row.keys.value(key)) {
                (Grouping::Project, _) => folder.clone(),
                (Grouping::Model, None) => "unknown".to_owned(),
                (Grouping::Hour | Grouping::Day | Grouping::Week, Some(time)) => {
                    let time = time.replace('T', " ");
                    match is_short {
                        true => format::without_year(&time).to_owned(),
                        false => time,
                    }
                }
                (_, name) => format::word(name),
            });
        let mut names: Vec<String> = names.collect();
        let first = names.first().cloned();
        if names.len() > 1 && first == above {
            names[0].clear();
        }
        above = first;
        names
    };
    report.rows.iter().zip(folders).map(of_row).collect()
}

/// What bars and shares are measured by.
struct Scale<'a> {
    total: &'a Sums,
    largest: u64,
    ascii: bool,
}

impl<'a> Scale<'a> {
    fn of(report: &'a UsageReport, look: Look) -> Self {
        let totals = report.rows.iter().map(|row| row.sums.total_tokens);
        Self {
            total: &report.total,
            largest: totals.max().unwrap_or_default(),
            ascii: look.ascii,
        }
    }
}

impl Numbers {
    fn column(&self) -> Column {
        match self.shows {
            Shows::Cost => Column::cost(),
            Shows::Bar => Column::word(BAR, None),
            _ => Column::number(self.head),
        }
    }

    /// A part without a number above 0 is left out.
    fn says_something(&self, total: &Sums) -> bool {
        match self.shows {
            Shows::Count(amount) | Shows::Percent(amount, _) => {
                amount(total) > 0 || !self.head.starts_with(char::is_lowercase)
            }
            _ => true,
        }
    }

    fn cell(&self, sums: &Sums, scale: &Scale<'_>, is_group: bool) -> String {
        match self.shows {
            Shows::Count(amount) => format::count(amount(sums)),
            Shows::Percent(part, whole) => format::percent(part(sums), whole(sums)),
            Shows::Share => format::percent(sums.total_tokens, scale.total.total_tokens),
            Shows::Cost => format::cost_of(sums),
            Shows::Bar if is_group => {
                format::bar(sums.total_tokens, scale.largest, BAR_CELLS, scale.ascii)
            }
            Shows::Bar => String::new(),
        }
    }
}

fn name_column(key: Grouping) -> Column {
    let shrinks_to = match key {
        Grouping::Project | Grouping::Branch | Grouping::Repo => Some(10),
        Grouping::Model => Some(11),
        _ => None,
    };
    let column = Column::word(heading(key).0, shrinks_to);
    match key.is_time() {
        true => column,
        false => column.yielding(),
    }
}

/// A grouping as the head of a column, and within a sentence.
fn heading(key: Grouping) -> (&'static str, &'static str) {
    match key {
        Grouping::Hour => ("Hour", "hour"),
        Grouping::Day => ("Day", "day"),
        Grouping::Week => ("Week", "week"),
        Grouping::Month => ("Month", "month"),
        Grouping::Model => ("Model", "model"),
        Grouping::Effort => ("Effort", "effort"),
        Grouping::Project => ("Project", "project"),
        Grouping::Branch => ("Branch", "branch"),
        Grouping::Repo => ("Repository", "repository"),
        Grouping::Source => ("Source", "source"),
        Grouping::Version => ("Version", "version"),
        _ => ("", ""),
    }
}
