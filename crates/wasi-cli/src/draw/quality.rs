//! What was read, what was found in it, and what became of the tokens.

use cutrack_core::lineage::Trouble;
use cutrack_core::report::files::CopyKind;
use cutrack_core::report::quality::{StatusCounts, TokenFate};
use cutrack_core::report::{
    FileOutcome, FileRow, FindingRow, Grouping, QualityReport, QualityRow, UnknownTypeRow,
};
use cutrack_core::session::DiagnosticCode;

use super::Sheet;
use super::notes::Notes;
use crate::format;
use crate::gather::Paths;
use crate::table::{Column, Table};

/// As wide as the labels of the notes below.
const LABEL_CELLS: usize = 11;

/// The report as a person reads it. `paths` are the files by their number.
pub(super) fn sheet(report: &QualityReport, paths: &Paths) -> Sheet {
    let sheet = Sheet::default();
    let sheet = match report.by.first() {
        Some(Grouping::File) => sheet.text(files(report, paths)),
        Some(Grouping::Version) if report.rows.is_empty() => {
            sheet.title("Every type of line, event and item is a known one.")
        }
        Some(Grouping::Version) => sheet.table(unknown_types(report)),
        _ => {
            let sheet = sheet.table(findings(report)).table(tokens(report));
            match report.streams.is_empty() {
                true => sheet,
                false => sheet.table(streams(report)),
            }
        }
    };
    sheet.notes(notes(report))
}

fn findings(report: &QualityReport) -> Table {
    let rows = report.rows.iter().filter_map(|row| match row {
        QualityRow::Finding(row) => Some(finding(row)),
        _ => None,
    });
    let mut rows: Vec<Vec<String>> = rows.collect();
    if report.rest_rows > 0 {
        rows.push(vec![more(report.rest_rows)]);
    }
    Table {
        columns: vec![
            Column::word("Found", None),
            Column::number("Count"),
            Column::number("Files"),
        ],
        rows,
        ..Table::default()
    }
}

fn finding(row: &FindingRow) -> Vec<String> {
    vec![
        in_words(row.reason).to_owned(),
        format::count(row.count),
        format::count(row.files),
    ]
}

fn more(rows: u64) -> String {
    format!("{} more", format::count(rows))
}

fn unknown_types(report: &QualityReport) -> Table {
    let rows = report.rows.iter().filter_map(|row| match row {
        QualityRow::UnknownType(row) => Some(unknown_type(row)),
        _ => None,
    });
    let mut rows: Vec<Vec<String>> = rows.collect();
    if report.rest_rows > 0 {
        rows.push(vec![more(report.rest_rows)]);
    }
    Table {
        columns: vec![
            Column::word("Version", Some(10)),
            Column::word("Unknown", None),
            Column::word("Type", Some(14)),
            Column::number("Count"),
            Column::number("Files"),
        ],
        rows,
        total: Vec::new(),
        going: &["Files"],
    }
}

fn unknown_type(row: &UnknownTypeRow) -> Vec<String> {
    let place = super::events::place(row.place);
    vec![
        format::word(row.version.as_ref().map(|label| label.as_str())),
        place.to_owned(),
        format::word(row.name.as_ref().map(|label| label.as_str())),
        format::count(row.count),
        format::count(row.files),
    ]
}

/// One line a file that was not plainly read; nothing of a path is cut.
fn files(report: &QualityReport, paths: &Paths) -> String {
    let lines = report.rows.iter().filter_map(|row| match row {
        QualityRow::File(row) => Some(file(row, paths)),
        _ => None,
    });
    let mut lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        lines.push("Every file was plainly read.\n".to_owned());
    }
    if report.rest_rows > 0 {
        lines.push(more(report.rest_rows) + "\n");
    }
    lines.concat()
}

fn file(row: &FileRow, paths: &Paths) -> String {
    let path = |index: u32| {
        let source = paths.get(&index);
        format::word(source.map(|source| source.name.as_str()))
    };
    let (outcome, why) = match row.outcome {
        FileOutcome::Read => ("read", String::new()),
        FileOutcome::Partial => ("partial", lost(row)),
        FileOutcome::NotRead => ("not read", trouble(row.trouble).to_owned()),
        FileOutcome::SetAside => {
            let other = row.set_aside_for.map(path).unwrap_or_default();
            ("set aside", copy(row.copy) + &other)
        }
    };
    format!("{outcome:9}  {}  {why}\n", path(row.file))
}

fn copy(kind: Option<CopyKind>) -> String {
    let words = match kind {
        Some(CopyKind::Packed) => "packed; the plain file counts: ",
        Some(CopyKind::Same) => "the same as ",
        _ => "same session, shorter than ",
    };
    words.to_owned()
}

/// `line 12, byte 40,311: not JSON`, and how many more were lost.
fn lost(row: &FileRow) -> String {
    let (Some(reason), Some(line), Some(offset)) =
        (row.lost_reason, row.lost_line, row.lost_offset)
    else {
        return trouble(row.trouble).to_owned();
    };
    let first = format!(
        "line {}, byte {}: {}",
        format::count(line),
        format::count(offset),
        in_words(reason)
    );
    match row.lines_skipped {
        0 | 1 => first,
        2 => format!("{first}; 1 more line lost"),
        lines => format!("{first}; {} more lines lost", format::count(lines - 1)),
    }
}

/// What kept a file from being read to its end.
pub(crate) fn trouble(trouble: Option<Trouble>) -> &'static str {
    match trouble {
        Some(Trouble::PermissionDenied) => "permission denied",
        Some(Trouble::Gone) => "gone since it was found",
        Some(Trouble::PackedShort) => "packed data end early",
        Some(Trouble::PackedDamaged) => "packed data are damaged",
        Some(Trouble::PackedOverCap) => "unpacks to over 64 times its size",
        _ => "reading failed",
    }
}

fn in_words(code: DiagnosticCode) -> &'static str {
    match code {
        DiagnosticCode::NotJson => "not JSON",
        DiagnosticCode::CutTail => "cut tail",
        DiagnosticCode::TwoValues => "two values on a line",
        DiagnosticCode::OverCap => "over 16 MiB",
        DiagnosticCode::NulBytes => "NUL bytes",
        DiagnosticCode::NoPayload => "no payload",
        DiagnosticCode::NotACount => "usage that is no count",
        DiagnosticCode::BadTimestamp => "no time",
        DiagnosticCode::TimeWentBack => "time went back",
        DiagnosticCode::OutputWithoutCall => "output without call",
        DiagnosticCode::EndWithoutTurn => "end without turn",
        _ => "other",
    }
}

fn tokens(report: &QualityReport) -> Table {
    let fates = &report.tokens;
    let line = |word: &str, fate: &TokenFate| {
        vec![
            format!("{word:LABEL_CELLS$}"),
            format::count(fate.total_tokens),
            format::count(fate.sessions),
        ]
    };
    let mut rows = vec![
        line("inherited", &fates.inherited),
        line("repeated", &fates.repeated),
        line("counted", &fates.counted),
    ];
    if fates.missing.total_tokens > 0 {
        rows.push(line("of these missing", &fates.missing));
    }
    Table {
        columns: vec![
            Column::word("Tokens", None),
            Column::number("Total"),
            Column::number("Sessions"),
        ],
        rows,
        ..Table::default()
    }
}

/// `2 panels and 1 exit in 2 files`.
fn printed(status: &StatusCounts) -> String {
    let counted = format::counted;
    format!(
        "{} and {} in {}",
        counted(status.panels, "panel"),
        counted(status.exits, "exit"),
        counted(status.files, "file")
    )
}

/// Logs that are no rollouts: what their threads used is in no total.
fn streams(report: &QualityReport) -> Table {
    let count =
        |number: Option<u64>| number.map_or_else(|| format::ABSENT.to_owned(), format::count);
    let rows = report.streams.iter().map(|row| {
        vec![
            row.written_by.to_owned(),
            format::count(row.files),
            format::count(row.turns),
            format::count(row.items),
            format::count(row.threads),
            count(row.total_tokens),
            format::count(row.threads_without_rollout),
            count(row.total_tokens_without_rollout),
        ]
    });
    Table {
        columns: vec![
            Column::word("Logs", None),
            Column::number("Files"),
            Column::number("Turns"),
            Column::number("Items"),
            Column::number("Threads"),
            Column::number("Tokens"),
            Column::number("No rollout"),
            Column::number("Not counted"),
        ],
        rows: rows.collect(),
        total: Vec::new(),
        going: &["Items", "Turns", "Files"],
    }
}

fn notes(report: &QualityReport) -> Notes {
    let (turns, sessions, lines) = (&report.turns, &report.sessions, &report.lines);
    let count = format::count;
    let turns = format!(
        "{}: {} dated, {} without a time",
        count(turns.turns),
        count(turns.dated),
        count(turns.undated)
    );
    let sessions = format!(
        "{}: {} with usage, {} without",
        count(sessions.sessions),
        count(sessions.with_usage),
        count(sessions.without_usage)
    );
    let mut read = format!(
        "{} read in {} {}, {} skipped",
        count(lines.seen - lines.skipped),
        count(lines.files),
        if lines.files == 1 { "file" } else { "files" },
        count(lines.skipped)
    );
    match lines.documents {
        0 => {}
        1 => read += "; 1 .json file has none",
        documents => read += &format!("; {} .json files have none", count(documents)),
    }
    let files = &report.files;
    let of_files = |number: u32| count(u64::from(number));
    let found = format!(
        "{} found, {}: {} read, {} {} set aside, {} not read",
        of_files(files.found),
        format::bytes(report.size_bytes),
        of_files(files.read),
        of_files(files.set_aside),
        if files.set_aside == 1 {
            "copy"
        } else {
            "copies"
        },
        of_files(files.not_read)
    );
    let notes = Notes::default()
        .note("turns", turns)
        .note("sessions", sessions)
        .note("lines", read)
        .note("files", found);
    let notes = match report.streams.is_empty() {
        true => notes,
        false => notes.note(
            "logs",
            "a thread that has a rollout is counted by it; what the others used is in no total"
                .to_owned(),
        ),
    };
    match &report.status {
        None => notes,
        Some(status) => notes.note("/status", printed(status)),
    }
}
