//! Looking for a text in every cell of every row: how a person finds out that what was said is not kept.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Serialize;

use crate::record::table::{Row, Table, Value};

/// What was looked through and where the text stands. The text itself is not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Look {
    /// How many rows each table has, in the order of the tables.
    pub tables: Vec<TableRows>,
    /// The columns that the text stands in, in the order of their tables.
    pub hits: Vec<Hit>,
    /// All rows.
    pub rows: u64,
    /// Tables with a row.
    pub tables_used: u64,
    /// All cells that hold the text.
    pub times: u64,
    /// Size of the files that the rows are of, as they were read.
    pub read_bytes: u64,
    /// Size of all cells as text.
    pub kept_bytes: u64,
    /// What of the files is in no cell.
    pub dropped_bytes: u64,
}

/// A table and its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TableRows {
    /// The table's name.
    pub table: &'static str,
    /// Its rows.
    pub rows: u64,
}

/// A column that the text stands in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// The table's name.
    pub table: &'static str,
    /// The column's.
    pub column: &'static str,
    /// Cells that hold the text.
    pub times: u64,
}

/// The column of `sources` that tells the size of a file.
const SIZE: &str = "size_bytes";

/// Looks for a text, whatever its case, in rows that come table by table in any order. An empty text is nowhere: only
/// the rows are counted.
pub struct Looker {
    wanted: String,
    rows: BTreeMap<usize, u64>,
    times: BTreeMap<(usize, usize), u64>,
    read_bytes: u64,
    kept_bytes: u64,
}

impl Looker {
    /// Looks for `text`.
    pub fn new(text: &str) -> Self {
        Self {
            wanted: text.to_lowercase(),
            rows: BTreeMap::new(),
            times: BTreeMap::new(),
            read_bytes: 0,
            kept_bytes: 0,
        }
    }

    /// Looks through rows of a table. Those of a table that there is not count as rows of none.
    pub fn look(&mut self, table: &str, rows: &[Row]) {
        let mut tables = super::tables().enumerate();
        let Some((place, table)) = tables.find(|(_, known)| known.name == table) else {
            return;
        };
        let sizes = table.columns.iter().position(|column| column.name == SIZE);
        for row in rows {
            self.kept_bytes += row.iter().map(bytes).sum::<u64>();
            if let Some(Value::Integer(size)) = sizes.and_then(|at| row.get(at)) {
                self.read_bytes += size.unsigned_abs();
            }
        }
        *self.rows.entry(place).or_default() += rows.len() as u64;
        if self.wanted.is_empty() {
            return;
        }
        for row in rows {
            for (column, value) in row.iter().enumerate() {
                if self.is_in(value) {
                    *self.times.entry((place, column)).or_default() += 1;
                }
            }
        }
    }

    /// What came of it.
    pub fn finish(self) -> Look {
        let tables: Vec<&'static Table> = super::tables().collect();
        let rows = |(place, table): (usize, &&'static Table)| TableRows {
            table: table.name,
            rows: self.rows.get(&place).copied().unwrap_or_default(),
        };
        let hit = |(&(place, column), &times): (&(usize, usize), &u64)| {
            let table = tables.get(place)?;
            Some(Hit {
                table: table.name,
                column: table.columns.get(column)?.name,
                times,
            })
        };
        Look {
            tables: tables.iter().enumerate().map(rows).collect(),
            hits: self.times.iter().filter_map(hit).collect(),
            rows: self.rows.values().sum(),
            tables_used: self.rows.values().filter(|&&rows| rows > 0).count() as u64,
            times: self.times.values().sum(),
            read_bytes: self.read_bytes,
            kept_bytes: self.kept_bytes,
            dropped_bytes: self.read_bytes.saturating_sub(self.kept_bytes),
        }
    }

    fn is_in(&self, value: &Value) -> bool {
        match value {
            Value::Absent => false,
            Value::Integer(number) => number.to_string().contains(&self.wanted),
            Value::Text(text) => text.to_lowercase().contains(&self.wanted),
        }
    }
}

/// Size of a value as text.
fn bytes(value: &Value) -> u64 {
    match value {
        Value::Absent => 0,
        Value::Integer(number) => {
            let digits = number.unsigned_abs().checked_ilog10().unwrap_or(0) + 1;
            u64::from(digits) + u64::from(*number < 0)
        }
        Value::Text(text) => text.len() as u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn every_cell_is_looked_at() {
        let mut looker = Looker::new("Acme");
        let name = |text: &str| vec![Value::Text("p-1".into()), Value::Text(text.into())];
        looker.look("names", &[name("/home/joe/ACME-shop"), name("main")]);
        looker.look("meta", &[name("acme")]);
        looker.look("no_such_table", &[name("acme")]);
        let found = looker.finish();
        let hit = |table, column| Hit {
            table,
            column,
            times: 1,
        };
        assert_eq!(found.hits, [hit("names", "name"), hit("meta", "value")]);
        let rows = found.tables.iter().filter(|table| table.rows > 0);
        let rows: Vec<_> = rows.map(|table| (table.table, table.rows)).collect();
        assert_eq!(rows, [("names", 2), ("meta", 1)]);
        assert_eq!((found.rows, found.tables_used, found.times), (3, 2, 2));
        assert_eq!(
            (found.read_bytes, found.kept_bytes),
            (0, 3 + 19 + 3 + 4 + 3 + 4)
        );
    }

    #[test]
    fn numbers_are_looked_through_as_written_and_an_empty_text_is_nowhere() {
        let rows = [vec![Value::Integer(1234)]];
        for (text, hits) in [("23", 1), ("4321", 0), ("", 0)] {
            let mut looker = Looker::new(text);
            looker.look("usage", &rows);
            assert_eq!(looker.finish().hits.len(), hits, "{text}");
        }
    }
}
