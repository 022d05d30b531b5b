//! Calls by tool, commands by program: a line a group, the largest first.

use cutrack_core::report::{
    CallEnds, CallKeys, CallSums, CommandSums, CommandsReport, Grouping, Query, ToolsReport,
};
use cutrack_core::zone::Zone;

use super::notes::Notes;
use super::{Rest, Sheet, labelled, names, range};
use crate::format;
use crate::table::{Column, Table};

/// A column of numbers about a group.
struct Figure<Sums> {
    head: &'static str,
    /// Absent where the files do not say it.
    number: fn(&Sums) -> Option<u64>,
    shown: fn(&Sums, u64) -> String,
}

const OF_CALLS: &[Figure<CallSums>] = &[
    Figure {
        head: "Sessions",
        number: |sums| Some(sums.sessions),
        shown: |_, sessions| format::count(sessions),
    },
    Figure {
        head: "Calls",
        number: |sums| Some(sums.calls),
        shown: |_, calls| format::count(calls),
    },
    Figure {
        head: FAILED,
        number: |sums| sums.ends.failed,
        shown: |sums, failed| of_known(failed, sums.ends.outcomes_known),
    },
    Figure {
        head: "p50",
        number: |sums| sums.ends.p50_duration_ms,
        shown: |_, ms| format::duration(ms),
    },
    Figure {
        head: "p95",
        number: |sums| sums.ends.p95_duration_ms,
        shown: |_, ms| format::duration(ms),
    },
    Figure {
        head: "Output",
        number: |sums| sums.output_bytes,
        shown: |_, bytes| format::bytes(bytes),
    },
    Figure {
        head: "Largest",
        number: |sums| sums.largest_output_bytes,
        shown: |_, bytes| format::bytes(bytes),
    },
];

const OF_COMMANDS: &[Figure<CommandSums>] = &[
    Figure {
        head: "Sessions",
        number: |sums| Some(sums.sessions),
        shown: |_, sessions| format::count(sessions),
    },
    Figure {
        head: "Runs",
        number: |sums| Some(sums.runs),
        shown: |_, runs| format::count(runs),
    },
    Figure {
        head: FAILED,
        number: |sums| sums.ends.failed,
        shown: |sums, failed| of_known(failed, sums.ends.outcomes_known),
    },
    Figure {
        head: "p50",
        number: |sums| sums.ends.p50_duration_ms,
        shown: |_, ms| format::duration(ms),
    },
    Figure {
        head: "p95",
        number: |sums| sums.ends.p95_duration_ms,
        shown: |_, ms| format::duration(ms),
    },
];

const FAILED: &str = "Failed/known";
const GOING: &[&str] = &["Sessions", "Largest", "Kind", "p95", "p50", "Output"];
/// Where the kind is what a row is about, it stays.
const GOING_BY_KIND: &[&str] = &["Sessions", "Largest", "p95", "p50", "Output"];

/// Calls as a person reads them.
pub(super) fn tools(report: &ToolsReport, query: &Query, zone: &Zone) -> Sheet {
    let groups = Groups {
        by: &report.by,
        rows: report
            .rows
            .iter()
            .map(|row| (&row.keys, &row.sums))
            .collect(),
        rest: report.rest.as_ref().map(|rest| (rest.rows, &rest.sums)),
        total: &report.total,
    };
    let mut told = told(&report.total.ends);
    if report.nested_calls > 0 {
        let calls = if report.nested_calls == 1 {
            "call"
        } else {
            "calls"
        };
        told += &format!(
            "; {} nested {calls} not counted above",
            format::count(report.nested_calls)
        );
    }
    Sheet::default()
        .title(groups.title("Calls", &range(&report.dates), &report.head.zone))
        .table(groups.table(OF_CALLS, query))
        .notes(
            Notes::default()
                .note("told", told)
                .files(&report.files, zone),
        )
}

/// Commands as a person reads them.
pub(super) fn commands(report: &CommandsReport, query: &Query, zone: &Zone) -> Sheet {
    let groups = Groups {
        by: &report.by,
        rows: report
            .rows
            .iter()
            .map(|row| (&row.keys, &row.sums))
            .collect(),
        rest: report.rest.as_ref().map(|rest| (rest.rows, &rest.sums)),
        total: &report.total,
    };
    let told = told(&report.total.ends);
    Sheet::default()
        .title(groups.title("Commands", &range(&report.dates), &report.head.zone))
        .table(groups.table(OF_COMMANDS, query))
        .notes(
            Notes::default()
                .note("told", told)
                .files(&report.files, zone),
        )
}

/// `16/345`.
fn of_known(failed: u64, known: u64) -> String {
    format!("{}/{}", format::count(failed), format::count(known))
}

/// Of how many calls the files say what.
pub(super) fn told(ends: &CallEnds) -> String {
    let outcomes = format::count(ends.outcomes_known);
    let durations = format::count(ends.durations_known);
    format!("how it ended {outcomes}, duration {durations}")
}

/// The rows of either report.
struct Groups<'a, Sums> {
    by: &'a [Grouping],
    rows: Vec<(&'a CallKeys, &'a Sums)>,
    /// How many rows are left out, and their sums.
    rest: Option<(u64, &'a Sums)>,
    total: &'a Sums,
}

impl<Sums> Groups<'_, Sums> {
    /// `Calls by tool, all time, UTC`.
    fn title(&self, what: &str, range: &str, zone: &str) -> String {
        let by: Vec<&str> = self.by.iter().map(|key| key.word()).collect();
        format!("{what} by {}, {range}, {zone}", by.join(" and "))
    }

    fn table(&self, figures: &[Figure<Sums>], query: &Query) -> Table {
        let figures: Vec<&Figure<Sums>> =
            figures.iter().filter(|figure| self.tells(figure)).collect();
        let names = self.name_columns();
        let words = names.len();
        let line = |names: Vec<String>, sums: &Sums| {
            let cells = figures.iter().map(|figure| figure.cell(sums));
            names.into_iter().chain(cells).collect::<Vec<_>>()
        };
        let mut rows: Vec<_> = self
            .row_names()
            .into_iter()
            .zip(&self.rows)
            .map(|(names, (_, sums))| line(names, sums))
            .collect();
        if let Some((count, sums)) = self.rest {
            let place = Rest::of(query, false);
            place.insert(&mut rows, line(labelled(place.label(count), words), sums));
        }
        let numbers = figures.iter().map(|figure| Column::number(figure.head));
        Table {
            total: line(labelled("Total".to_owned(), words), self.total),
            columns: names.into_iter().chain(numbers).collect(),
            rows,
            going: match self.by.contains(&Grouping::Kind) {
                true => GOING_BY_KIND,
                false => GOING,
            },
        }
    }

    /// A column in lower case without a number above 0 is left out.
    fn tells(&self, figure: &Figure<Sums>) -> bool {
        let is_told = |sums: &Sums| (figure.number)(sums).is_some_and(|number| number > 0);
        !figure.head.starts_with(char::is_lowercase)
            || self.rows.iter().any(|(_, sums)| is_told(sums))
            || self.rest.is_some_and(|(_, sums)| is_told(sums))
    }

    fn name_columns(&self) -> Vec<Column> {
        let heads = self.by.iter().flat_map(|key| match key {
            Grouping::Tool => vec![("Tool", Some(14)), ("Kind", None)],
            Grouping::Kind => vec![("Kind", None)],
            Grouping::Server => vec![("Server", Some(14))],
            Grouping::Program => vec![("Program", Some(14))],
            Grouping::Model => vec![("Model", Some(11))],
            _ => vec![("Project", Some(10))],
        });
        heads
            .map(|(head, shrinks_to)| Column::word(head, shrinks_to))
            .collect()
    }

    fn row_names(&self) -> Vec<Vec<String>> {
        let projects = self.rows.iter().map(|(keys, _)| keys.project.as_ref());
        let folders = names::tails(projects.map(|project| project?.as_deref()));
        let names = self.rows.iter().zip(folders);
        names
            .map(|((keys, _), folder)| {
                self.by
                    .iter()
                    .flat_map(|key| name(*key, keys, &folder))
                    .collect()
            })
            .collect()
    }
}

/// What a row is called by one of its keys.
fn name(key: Grouping, keys: &CallKeys, folder: &str) -> Vec<String> {
    fn word<T: ToString>(name: &Option<Option<T>>, absent: &str) -> String {
        let name = name.as_ref().and_then(Option::as_ref);
        let name = name.map_or_else(|| absent.to_owned(), ToString::to_string);
        format::word(Some(&name))
    }
    let kind = keys.kind.unwrap_or_default().words().to_owned();
    match key {
        Grouping::Tool => vec![word(&keys.tool, format::ABSENT), kind],
        Grouping::Kind => vec![kind],
        Grouping::Server => vec![word(&keys.server, "no server")],
        Grouping::Program => vec![word(&keys.program, format::ABSENT)],
        Grouping::Model => vec![word(&keys.model, "unknown")],
        _ => vec![folder.to_owned()],
    }
}

impl<Sums> Figure<Sums> {
    fn cell(&self, sums: &Sums) -> String {
        match (self.number)(sums) {
            Some(number) => (self.shown)(sums, number),
            None => format::word(None),
        }
    }
}
