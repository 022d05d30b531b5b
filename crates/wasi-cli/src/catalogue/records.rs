//! The records behind all reports.

use cutrack_core::report::ReportKind;

use super::Detail;

/// `export`.
pub(super) const EXPORT: Detail = Detail {
    name: "export",
    kind: ReportKind::Records,
    about: "All records: counts, times, labels, pseudonyms. Never words.",
    operand: "[TABLE...] [--ndjson | --csv | --sqlite FILE] ",
    periods: &[],
    by: &[],
    columns: &[],
    defaults: "",
    last: "all",
    examples: &[
        ("cutrack export > records.ndjson", ""),
        ("cutrack export usage --csv --last 3m > usage.csv", ""),
        ("cutrack export --sqlite usage.db", ""),
    ],
    reading: &[
        "TABLE is sources, sessions, turns, usage, events, tool_calls, rate_limits [all].",
        "--ndjson gives one record a line [default], --csv exactly one TABLE.",
        "--sqlite FILE makes a new database; an existing FILE needs --force.",
        "--with-names gives readable names of projects, branches, repositories.",
    ],
};

#[cfg(test)]
mod tests {
    use cutrack_core::report::RecordTable;

    use super::EXPORT;
    use crate::options::TABLES;

    #[test]
    fn every_table_is_a_word_that_the_help_names() {
        assert!(
            TABLES
                .iter()
                .copied()
                .eq(RecordTable::ALL.map(RecordTable::word))
        );
        assert!(TABLES.iter().all(|table| EXPORT.reading[0].contains(table)));
    }
}
