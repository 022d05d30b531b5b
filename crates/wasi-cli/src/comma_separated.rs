//! `--csv`: a head and the rows, no total. Columns are called as in the JSON; absent is empty.

use std::fmt;

use cutrack_core::Report;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

/// What the table of sessions has after its last column in the design; `--json` and `--ndjson` hold it.
const BESIDE_SESSIONS: [&str; 6] = [
    "responses",
    "inherited_tokens",
    "repeated_tokens",
    "parent_id",
    "forked_from_id",
    "root_id",
];

/// The rows of a report.
pub(crate) fn text(report: &Report) -> Result<String, csv::Error> {
    let is_column = |name: &str| match report {
        Report::Sessions(_) => !BESIDE_SESSIONS.contains(&name),
        // Every row would say the same.
        Report::Records(_) => name != "record",
        _ => true,
    };
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = cells(&report.blank_row());
    let names = head.iter().map(|(name, _)| name.as_str());
    writer.write_record(names.filter(|name| is_column(name)))?;
    for row in report.rows() {
        let row = cells(&row);
        let columns = row.iter().filter(|(name, _)| is_column(name));
        writer.write_record(columns.map(|(_, value)| cell(value)))?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    // Built of text alone.
    Ok(String::from_utf8(bytes).unwrap_or_default())
}

/// The keys and values of a row of ours, in their order.
pub(crate) fn cells(row: &[u8]) -> Vec<(String, Value)> {
    serde_json::from_slice::<Cells>(row).unwrap_or_default().0
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => word(text),
        Value::Array(values) => values.iter().map(cell).collect::<Vec<_>>().join(" "),
        value => value.to_string(),
    }
}

/// A cell that a spreadsheet would take for a formula gets a leading `'`.
fn word(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

/// An object whose keys keep their order, which `serde_json::Map` sorts.
#[derive(Default)]
struct Cells(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Cells {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrder)
    }
}

struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Cells;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a row")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Cells, A::Error> {
        let mut cells = Vec::new();
        while let Some(entry) = map.next_entry()? {
            cells.push(entry);
        }
        Ok(Cells(cells))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_never_formulas() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("-x", "'-x"),
            ("@a", "'@a"),
            ("gpt-5", "gpt-5"),
            ("", ""),
        ] {
            assert_eq!(word(text), cell);
        }
    }

    #[test]
    fn keys_keep_their_order_and_lists_are_one_cell() {
        let row = cells(br#"{"z":1,"a":null,"m":[70,80],"b":true}"#);
        let text: Vec<String> = row
            .iter()
            .map(|(name, value)| format!("{name}={}", cell(value)))
            .collect();
        assert_eq!(text, ["z=1", "a=", "m=70 80", "b=true"]);
    }
}
