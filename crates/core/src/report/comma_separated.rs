//! A report's rows as comma-separated values: a head and the rows, no total. Columns are called as in the JSON; absent is
//! empty.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

use csv_core::Writer;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::Report;

/// What the table of sessions has after its last column in the design; JSON holds it.
const BESIDE_SESSIONS: [&str; 11] = [
    "failed_calls",
    "compactions",
    "most_used_per_mille",
    "responses",
    "inherited_tokens",
    "repeated_tokens",
    "parent_id",
    "forked_from_id",
    "root_id",
    "files",
    "partial_files",
];

impl Report {
    /// Its rows as comma-separated values: the same bytes on every host.
    pub fn to_csv(&self) -> Vec<u8> {
        let is_column = |name: &str| match self {
            Self::Sessions(_) => !BESIDE_SESSIONS.contains(&name),
            // Every row would say the same.
            Self::Records(_) => name != "record",
            _ => true,
        };
        let mut lines = Lines::default();
        let head = cells(&self.blank_row());
        let names = head.into_iter().map(|(name, _)| name);
        lines.line(names.filter(|name| is_column(name)));
        for row in self.rows() {
            let row = cells(&row).into_iter();
            let columns = row.filter(|(name, _)| is_column(name));
            lines.line(columns.map(|(_, value)| cell(&value)));
        }
        lines.bytes
    }
}

/// Lines under way; which cells are quoted is csv-core's to say.
#[derive(Default)]
struct Lines {
    writer: Writer,
    bytes: Vec<u8>,
}

impl Lines {
    fn line(&mut self, cells: impl Iterator<Item = String>) {
        for (index, cell) in cells.enumerate() {
            if index > 0 {
                self.put(0, |writer, room| writer.delimiter(room).1);
            }
            self.put(cell.len(), |writer, room| {
                writer.field(cell.as_bytes(), room).2
            });
        }
        self.put(0, |writer, room| writer.terminator(room).1);
    }

    /// Writes with room for `length` bytes, each of them doubled, and for what stands around them.
    fn put(&mut self, length: usize, write: impl FnOnce(&mut Writer, &mut [u8]) -> usize) {
        let mut room = vec![0; 2 * length + 4];
        let written = write(&mut self.writer, &mut room);
        self.bytes.extend(&room[..written]);
    }
}

/// The keys and values of a row of ours, in their order.
pub fn cells(row: &[u8]) -> Vec<(String, Value)> {
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
    let text = printable(text);
    match text.starts_with(['=', '+', '-', '@']) {
        true => format!("'{text}"),
        false => text,
    }
}

/// Text that came out of a file, safe to print: nothing in it moves a cursor or ends a message.
pub fn printable(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
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
            ("\t=1", "\u{fffd}=1"),
            ("gpt-5", "gpt-5"),
            ("", ""),
        ] {
            assert_eq!(word(text), cell);
        }
    }

    #[test]
    fn nothing_of_a_name_steers_who_reads_it() {
        let row = cells(br#"{"project":"/code/\u0000order\u0000\u001b[2J\u009b\u007f"}"#);
        let expected = "/code/\u{fffd}order\u{fffd}\u{fffd}[2J\u{fffd}\u{fffd}";
        assert_eq!(cell(&row[0].1), expected);
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut lines = Lines::default();
        let cells = ["", "a,b", "say \"x\"", "plain", "two\nlines"];
        lines.line(cells.iter().map(ToString::to_string));
        lines.line(["", ""].iter().map(ToString::to_string));
        assert_eq!(
            lines.bytes,
            b",\"a,b\",\"say \"\"x\"\"\",plain,\"two\nlines\"\n,\n"
        );
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
