//! Rows of several tables on their way out side by side, source after source.

use cutrack_core::record::table::{Column, Lent, Table};
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;
use rusqlite::{Rows, Statement};

use super::Problem;
use super::visit::{Picked, lent};

/// The sources that are asked for, in memory.
pub(super) const WANTED: &str = "
    CREATE TEMP TABLE IF NOT EXISTS wanted (id INTEGER PRIMARY KEY);
    DELETE FROM temp.wanted;
";

/// Rows of all sources or of the wanted ones, in the order of the key without sorting: `CROSS JOIN` keeps the loops as
/// written.
pub(super) fn select_by_source(picked: &Picked, is_some: bool) -> String {
    let Table {
        name, key, columns, ..
    } = picked.table;
    let column = |column: &Column| match picked.columns {
        Some(picked) if !picked.contains(&column.name) => "NULL".to_owned(),
        _ => format!("kept.{}", column.name),
    };
    let columns: Vec<String> = columns.iter().map(column).collect();
    let columns = columns.join(", ");
    let order: Vec<String> = key.iter().map(|column| format!("kept.{column}")).collect();
    let order = order.join(", ");
    if !is_some {
        return format!("SELECT {columns} FROM {name} AS kept ORDER BY {order}");
    }
    let (source, order) = (
        key[0],
        order.replacen(&format!("kept.{}", key[0]), "wanted.id", 1),
    );
    format!(
        "SELECT {columns} FROM temp.wanted CROSS JOIN {name} AS kept ON kept.{source} = wanted.id ORDER BY {order}"
    )
}

/// Rows of a table on their way out, source after source. It stands on the first that was not taken yet.
pub(super) struct Cursor<'a> {
    rows: Rows<'a>,
    columns: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn open(statement: &'a mut Statement<'_>) -> rusqlite::Result<Self> {
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        rows.advance()?;
        Ok(Self { rows, columns })
    }

    /// The source whose row is next.
    pub(super) fn source(&self) -> rusqlite::Result<Option<i64>> {
        self.rows.get().map(|row| row.get(0)).transpose()
    }

    /// Lends the rows of the next source, if they are those of `source`.
    pub(super) fn each_of(
        &mut self,
        source: i64,
        mut take: impl FnMut(&[Lent<'_>]) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        while self.source()? == Some(source) {
            let Some(row) = self.rows.get() else { break };
            let mut values = Vec::with_capacity(self.columns);
            for column in 0..self.columns {
                values.push(lent(row.get_ref(column)?)?);
            }
            take(&values)?;
            self.rows.advance()?;
        }
        Ok(())
    }
}
