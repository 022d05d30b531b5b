//! Which columns the tables had when rows were written, for hosts that keep no columns: rows of an older schema are
//! brought into today's by the names of their columns.
//!
//! What an older schema did not have is absent in its rows, as after the steps of a database from schema to schema, or what
//! reports told in its place; and no file of theirs counts as read since it was written, so that each that is still there is
//! read anew.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::FileRecords;
use crate::order;
use crate::record::table::{Row, Table, Value};

/// Columns by table, in the order of a row's values.
type Columns = BTreeMap<String, Vec<String>>;

/// The columns of all tables at some time.
#[derive(Clone, Serialize, Deserialize)]
#[serde(from = "Columns", into = "Columns")]
pub struct Layout {
    columns: Columns,
    is_current: bool,
}

impl From<Columns> for Layout {
    fn from(columns: Columns) -> Self {
        let is_current = columns == Self::current().columns;
        Self {
            columns,
            is_current,
        }
    }
}

impl From<Layout> for Columns {
    fn from(layout: Layout) -> Self {
        layout.columns
    }
}

impl Layout {
    /// That of today's tables.
    pub fn current() -> Self {
        let columns = |table: &Table| table.columns.iter().map(|column| column.name.to_string());
        let of_table = |table: &Table| (table.name.to_string(), columns(table).collect());
        Self {
            columns: order::map(super::tables().map(of_table)),
            is_current: true,
        }
    }

    /// What [`to_text`](Self::to_text) wrote.
    pub fn from_text(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// As JSON.
    pub fn to_text(&self) -> String {
        // Nothing in it can fail to serialise.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether rows of it are as they are written today.
    pub fn is_current(&self) -> bool {
        self.is_current
    }

    /// Brings rows of a table into today's columns; `None` if they are not of these columns. A table that there is no more
    /// has no rows today.
    pub fn fit(&self, table: &str, rows: Vec<Row>) -> Option<Vec<Row>> {
        let written = self.columns.get(table)?;
        if !rows.iter().all(|row| row.len() == written.len()) {
            return None;
        }
        if self.is_current {
            return Some(rows);
        }
        let today = super::tables().find(|today| today.name == table);
        let fitted = |today| {
            rows.into_iter()
                .map(|row| fitted(today, written, row))
                .collect()
        };
        Some(today.map(fitted).unwrap_or_default())
    }

    /// Tells of files whose rows were fitted what those of another table tell: up to schema 5 a response had the effort of its
    /// turn.
    pub fn complete(&self, files: &mut [FileRecords]) {
        let mut of_usage = self.columns.get("usage").into_iter().flatten();
        if self.is_current || of_usage.any(|column| column == "effort") {
            return;
        }
        for file in files {
            let turn = |place: u32| file.turns.get(place as usize);
            for row in &mut file.usage {
                row.effort = row.turn.and_then(turn).and_then(|turn| turn.effort.clone());
            }
        }
    }
}

fn fitted(today: &Table, written: &[String], mut row: Row) -> Row {
    let columns = today.columns.iter().map(|column| column.name);
    let value = |column: &str| match written.iter().position(|known| known == column) {
        // Of a file that was not written at any time nobody takes it that nothing was written since.
        _ if column == "modified_at_ms" => Value::Absent,
        Some(place) => core::mem::take(&mut row[place]),
        None => Value::Absent,
    };
    columns.map(value).collect()
}
