//! A report's rows as comma-separated values: a head and the rows, no total. Columns are called as in the JSON; absent is
//! empty.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use core::ops::RangeInclusive;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

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
        let head = self.blank_row();
        let names = cells::<&RawValue>(&head).into_iter().map(|(name, _)| name);
        lines.line(names.filter(|name| is_column(name)));
        for row in self.rows() {
            let row = cells(&row).into_iter();
            let columns = row.filter(|(name, _)| is_column(name));
            lines.line(columns.map(|(_, value)| cell(value)));
        }
        lines.bytes
    }
}

/// Lines under way.
#[derive(Default)]
struct Lines {
    bytes: Vec<u8>,
}

impl Lines {
    fn line(&mut self, cells: impl Iterator<Item = String>) {
        for (index, cell) in cells.enumerate() {
            if index > 0 {
                self.bytes.push(b',');
            }
            self.bytes.extend(quoted(cell).into_bytes());
        }
        self.bytes.push(b'\n');
    }
}

/// A cell as it stands in a line. A crate for this asks of each cell whether it is a number, and brings the tables that
/// fractions are read by along: a fiftieth of the page's module.
fn quoted(cell: String) -> String {
    match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell,
    }
}

/// The keys and values of a row of ours, in their order.
pub fn cells<'a, Cell: Deserialize<'a>>(row: &'a [u8]) -> Vec<(String, Cell)> {
    serde_json::from_slice::<Cells<Cell>>(row).map_or_else(|_| Vec::new(), |cells| cells.0)
}

/// As text. Values are read one by one: no row of ours holds a fraction.
fn cell(value: &RawValue) -> String {
    let value = value.get();
    match value.as_bytes().first() {
        Some(b'n') => String::new(),
        Some(b'"') => word(&serde_json::from_str::<String>(value).unwrap_or_default()),
        Some(b'[') => {
            let values: Vec<&RawValue> = serde_json::from_str(value).unwrap_or_default();
            values.into_iter().map(cell).collect::<Vec<_>>().join(" ")
        }
        _ => value.to_string(),
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

/// Text that came out of a file, safe to print: nothing in it moves a cursor, ends a message or turns round what follows.
pub fn printable(text: &str) -> String {
    let is_unsafe = |mark: char| mark.is_control() || TURNING.iter().any(|of| of.contains(&mark));
    text.replace(is_unsafe, "\u{fffd}")
}

/// Marks of Unicode that change the direction in which text is shown.
const TURNING: [RangeInclusive<char>; 4] = [
    '\u{61c}'..='\u{61c}',
    '\u{200e}'..='\u{200f}',
    '\u{202a}'..='\u{202e}',
    '\u{2066}'..='\u{2069}',
];

/// An object whose keys keep their order, which `serde_json::Map` sorts.
struct Cells<Cell>(Vec<(String, Cell)>);

impl<'de, Cell: Deserialize<'de>> Deserialize<'de> for Cells<Cell> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrder(PhantomData))
    }
}

struct InOrder<Cell>(PhantomData<Cell>);

impl<'de, Cell: Deserialize<'de>> Visitor<'de> for InOrder<Cell> {
    type Value = Cells<Cell>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a row")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Cells<Cell>, A::Error> {
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
        let row =
            cells::<&RawValue>(br#"{"project":"/code/\u0000order\u0000\u001b[2J\u009b\u007f"}"#);
        let expected = "/code/\u{fffd}order\u{fffd}\u{fffd}[2J\u{fffd}\u{fffd}";
        assert_eq!(cell(row[0].1), expected);
        assert_eq!(
            printable("a\u{202e}b\u{2066}c\u{200f}d\u{61c}é \u{5d0}"),
            "a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}é \u{5d0}"
        );
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
        let row = cells::<&RawValue>(br#"{"z":1,"a":null,"m":[70,80],"b":true}"#);
        let text: Vec<String> = row
            .iter()
            .map(|(name, value)| format!("{name}={}", cell(value)))
            .collect();
        assert_eq!(text, ["z=1", "a=", "m=70 80", "b=true"]);
    }
}
