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
    reading: &[],
};

#[cfg(test)]
mod tests {
    use cutrack_core::report::RecordTable;

    use super::EXPORT;
    use crate::catalogue::OWN_OPTION_LINES;
    use crate::options::TABLES;

    #[test]
    fn every_table_is_a_word_that_the_help_names() {
        assert!(
            TABLES
                .iter()
                .copied()
                .eq(RecordTable::ALL.map(RecordTable::word))
        );
        let help = OWN_OPTION_LINES
            .iter()
            .find(|(name, _)| *name == EXPORT.name);
        let (_, lines) = help.expect("export has lines of its own");
        assert!(
            TABLES
                .iter()
                .all(|table| lines[..3].concat().contains(table))
        );
    }
}
