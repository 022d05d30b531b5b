//! One session, a line a call.

use cutrack_core::report::{CallFacts, Query, SessionCallsReport};
use cutrack_core::zone::Zone;

use super::calls::told;
use super::notes::Notes;
use super::{Rest, Sheet};
use crate::arguments::Look;
use crate::format;
use crate::table::{Column, Table};

const GOING: &[&str] = &["Turn", "Program", "Kind", "Duration", "Output"];

/// The report as a person reads it.
pub(super) fn sheet(report: &SessionCallsReport, query: &Query, zone: &Zone, look: Look) -> Sheet {
    let ends = &report.total.ends;
    let mut known = told(ends);
    if let Some(failed) = ends.failed {
        known += &format!("; failed {}", format::count(failed));
    }
    if report.nested_calls > 0 {
        let nested = format::count(report.nested_calls);
        known += &format!("; {nested} nested, not in the total");
    }
    let (id, zone_name) = (&report.session.session_id, &report.head.zone);
    Sheet::default()
        .title(format!("Calls of session {id}, {zone_name}"))
        .table(table(report, query, zone, look))
        .notes(
            Notes::default()
                .note("told", known)
                .files(&report.files, zone),
        )
}

fn table(report: &SessionCallsReport, query: &Query, zone: &Zone, look: Look) -> Table {
    let rows = report.rows.iter().map(|row| line(row, zone, look));
    let mut rows: Vec<Vec<String>> = rows.collect();
    if let Some(rest) = &report.rest {
        let place = Rest::of(query, true);
        let mut cells = vec![String::new(); 8];
        cells[1] = place.label(rest.rows);
        place.insert(&mut rows, cells);
    }
    let mut total = vec![String::new(); 8];
    total[1] = "Total".to_owned();
    total[3] = format::counted(report.total.calls, "call");
    total[7] = report
        .total
        .output_bytes
        .map_or_else(String::new, format::bytes);
    Table {
        columns: vec![
            Column::number("Turn"),
            Column::word("Start", None),
            Column::word("Kind", None),
            Column::word("Tool", Some(14)),
            Column::word("Program", Some(10)),
            Column::word("Result", None),
            Column::number("Duration"),
            Column::number("Output"),
        ],
        rows,
        total,
        going: GOING,
    }
}

fn line(row: &CallFacts, zone: &Zone, look: Look) -> Vec<String> {
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| format::word(None));
    let mark = match (row.nested, look.ascii) {
        (false, _) => "",
        (true, false) => "└ ",
        (true, true) => "`- ",
    };
    let tool = match (&row.server, &row.server_tool) {
        (Some(server), Some(tool)) => Some(format!("{server}: {tool}")),
        _ => row.tool.as_ref().map(ToString::to_string),
    };
    let program = row.program.as_ref();
    vec![
        or_dash(
            row.turn_index
                .map(|turn| format::count(u64::from(turn) + 1)),
        ),
        or_dash(row.at.map(|at| format::short_minute(at, zone))),
        format!("{mark}{}", row.kind.words()),
        or_dash(tool),
        program.map_or_else(String::new, ToString::to_string),
        result(row),
        or_dash(row.duration_ms.map(format::duration)),
        or_dash(row.output_bytes.map(format::bytes)),
    ]
}

/// `ok`, `failed`, `exit 101`; a dash where the files do not say.
fn result(row: &CallFacts) -> String {
    match (row.success, row.exit_code) {
        (_, Some(code)) if code != 0 => format!("exit {code}"),
        (Some(true), _) => "ok".to_owned(),
        (Some(false), _) => "failed".to_owned(),
        (None, _) => format::word(None),
    }
}
