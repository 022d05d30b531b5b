//! `--csv`: a head and the rows, no total. Columns are called as in the JSON; absent is empty.

use cutrack_core::Report;
use cutrack_core::record::{Timestamp, Tokens};
use cutrack_core::report::{SessionRow, SessionsReport, Sums, UsageReport};

use crate::arguments::key_name;
use crate::draw::key_of;

const SUMS: [&str; 11] = [
    "sessions",
    "turns",
    "responses",
    "input_tokens",
    "cached_input_tokens",
    "cache_write_input_tokens",
    "output_tokens",
    "reasoning_output_tokens",
    "total_tokens",
    "cost_nano_dollars",
    "priced_tokens",
];

const SESSION: [&str; 19] = [
    "session_id",
    "started_at",
    "last_activity_at",
    "project",
    "branch",
    "repository",
    "source",
    "cli_version",
    "model",
    "turns",
    "context_left_percent",
    "input_tokens",
    "cached_input_tokens",
    "cache_write_input_tokens",
    "output_tokens",
    "reasoning_output_tokens",
    "total_tokens",
    "cost_nano_dollars",
    "priced_tokens",
];

/// The rows of a report.
pub(crate) fn text(report: &Report) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    match report {
        Report::Usage(usage) => write_usage(&mut writer, usage)?,
        Report::Sessions(sessions) => write_sessions(&mut writer, sessions)?,
        _ => {}
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    // Built of text alone.
    Ok(String::from_utf8(bytes).unwrap_or_default())
}

fn write_usage(writer: &mut csv::Writer<Vec<u8>>, report: &UsageReport) -> Result<(), csv::Error> {
    writer.write_record(report.by.iter().map(|key| key_name(*key)).chain(SUMS))?;
    for row in &report.rows {
        let keys = report.by.iter().map(|key| word(key_of(row, *key)));
        writer.write_record(keys.chain(sums(&row.sums)))?;
    }
    Ok(())
}

fn sums(sums: &Sums) -> impl Iterator<Item = String> {
    [sums.sessions, sums.turns, sums.responses]
        .map(Some)
        .into_iter()
        .chain(tokens(Some(sums.tokens)))
        .chain([
            Some(sums.total_tokens),
            sums.cost_nano_dollars,
            Some(sums.priced_tokens),
        ])
        .map(number)
}

fn write_sessions(
    writer: &mut csv::Writer<Vec<u8>>,
    report: &SessionsReport,
) -> Result<(), csv::Error> {
    writer.write_record(SESSION)?;
    for row in &report.rows {
        writer.write_record(session(row))?;
    }
    Ok(())
}

fn session(row: &SessionRow) -> impl Iterator<Item = String> {
    let words = [
        &row.project,
        &row.branch,
        &row.repository,
        &row.source,
        &row.cli_version,
        &row.model,
    ];
    [
        word(Some(&row.session_id)),
        moment(row.started_at),
        moment(row.last_activity_at),
    ]
    .into_iter()
    .chain(words.map(|text| word(text.as_deref())))
    .chain([Some(row.turns), row.context_left_percent].map(number))
    .chain(tokens(row.tokens).map(number))
    .chain([row.total_tokens, row.cost_nano_dollars, row.priced_tokens].map(number))
}

fn tokens(tokens: Option<Tokens>) -> [Option<u64>; 5] {
    match tokens {
        Some(tokens) => [
            tokens.input,
            tokens.cached_input,
            tokens.cache_write_input,
            tokens.output,
            tokens.reasoning_output,
        ]
        .map(Some),
        None => [None; 5],
    }
}

fn number(number: Option<u64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

fn moment(at: Option<Timestamp>) -> String {
    at.map(|at| at.to_string()).unwrap_or_default()
}

/// A cell that a spreadsheet would take for a formula gets a leading `'`.
fn word(text: Option<&str>) -> String {
    let text = text.unwrap_or_default();
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn cells_are_never_formulas() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("-x", "'-x"),
            ("@a", "'@a"),
            ("gpt-5", "gpt-5"),
            ("", ""),
        ] {
            assert_eq!(word(Some(text)), cell);
        }
    }
}
