//! Rows of several tables on their way out side by side, source after source.

use cutrack_core::record::table::{Lent, Table};
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
    let Table { name, key, .. } = picked.table;
    let columns = picked
        .places()
        .map(|(_, column)| format!("kept.{}", column.name));
    let columns = columns.collect::<Vec<String>>().join(", ");
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
    /// How many columns the table has, and where in its row those stand that are read.
    columns: usize,
    places: Vec<usize>,
}

impl<'a> Cursor<'a> {
    pub(super) fn open(
        picked: &Picked,
        statement: &'a mut Statement<'_>,
    ) -> rusqlite::Result<Self> {
        let mut rows = statement.query([])?;
        rows.advance()?;
        Ok(Self {
            rows,
            columns: picked.table.columns.len(),
            places: picked.places().map(|(place, _)| place).collect(),
        })
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
            let mut values = vec![Lent::Absent; self.columns];
            for (column, &place) in self.places.iter().enumerate() {
                values[place] = lent(row.get_ref(column)?)?;
            }
            take(&values)?;
            self.rows.advance()?;
        }
        Ok(())
    }
}
