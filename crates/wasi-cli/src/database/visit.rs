//! Rows in and out, within one transaction.

use std::collections::BTreeSet;

use cutrack_core::record::table::{Lent, Row, Table, Value};
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Rows, Statement, ToSql, Transaction, params_from_iter};

use super::Problem;
use super::lock::Lock;

/// A transaction on the database.
pub(crate) struct Visit<'a> {
    transaction: &'a Transaction<'a>,
    lock: &'a Lock,
}

impl<'a> Visit<'a> {
    pub(super) fn new(transaction: &'a Transaction<'a>, lock: &'a Lock) -> Self {
        Self { transaction, lock }
    }

    /// All rows of a table, in the order of its key.
    pub(crate) fn all(&self, table: &Table) -> Result<Vec<Row>, Problem> {
        self.query(table, &select(table, ""), &[])
    }

    /// As [`all`](Self::all), with nothing in the columns that are not `wanted`: they cost no reading.
    pub(crate) fn all_with(&self, table: &Table, wanted: &[&str]) -> Result<Vec<Row>, Problem> {
        let columns = table.columns.iter().map(|column| column.name);
        let columns = columns.map(|column| match wanted.contains(&column) {
            true => column,
            false => "NULL",
        });
        let sql = select_columns(table, &columns.collect::<Vec<_>>(), "");
        self.query(table, &sql, &[])
    }

    /// The rows of a table whose `column` is `value`, in the order of its key.
    pub(crate) fn having(
        &self,
        table: &Table,
        column: &str,
        value: &Value,
    ) -> Result<Vec<Row>, Problem> {
        let filter = format!(" WHERE {column} = ?1");
        self.query(table, &select(table, &filter), &[value])
    }

    /// The rows of these sources in `tables`, whose first column is the source's number: source after source, of each
    /// its rows table by table. `take` is told the place of the table, and lent the row.
    pub(crate) fn by_source(
        &self,
        tables: &[&'static Table],
        sources: &BTreeSet<u32>,
        mut take: impl FnMut(usize, &[Lent<'_>]) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        self.transaction.execute_batch(WANTED)?;
        let mut want = self
            .transaction
            .prepare("INSERT INTO temp.wanted VALUES (?1)")?;
        for source in sources {
            want.execute([source])?;
        }
        let statements = tables
            .iter()
            .map(|table| self.transaction.prepare(&select_wanted(table)));
        let mut statements = statements.collect::<rusqlite::Result<Vec<_>>>()?;
        let cursors = statements.iter_mut().map(Cursor::open);
        let mut cursors = cursors.collect::<rusqlite::Result<Vec<_>>>()?;
        for &source in sources {
            self.lock.beat();
            for (table, cursor) in cursors.iter_mut().enumerate() {
                cursor.each_of(source, |row| take(table, row))?;
            }
        }
        Ok(())
    }

    /// Adds rows; one whose key is there already is an error.
    pub(crate) fn insert(&self, table: &Table, rows: &[Row]) -> Result<(), Problem> {
        self.put("INSERT", table, rows)
    }

    /// Adds rows; one whose key is there already takes the old one's place.
    pub(crate) fn replace(&self, table: &Table, rows: &[Row]) -> Result<(), Problem> {
        self.put("INSERT OR REPLACE", table, rows)
    }

    /// Sets one column to a value where another one has a value.
    pub(crate) fn set(
        &self,
        table: &Table,
        set: (&str, &Value),
        having: (&str, &Value),
    ) -> Result<(), Problem> {
        let sql = format!(
            "UPDATE {} SET {} = ?1 WHERE {} = ?2",
            table.name, set.0, having.0
        );
        let mut statement = self.transaction.prepare_cached(&sql)?;
        statement.execute([Bound(set.1), Bound(having.1)])?;
        Ok(())
    }

    /// A number that another connection's commit changes, and this one's does not.
    pub(crate) fn version(&self) -> Result<i64, Problem> {
        // SQLite looks at the file when a transaction first reads.
        let sql = "SELECT count(*) FROM sqlite_schema";
        self.transaction.query_row(sql, [], |_| Ok(()))?;
        let version = self
            .transaction
            .pragma_query_value(None, "data_version", |row| row.get(0));
        Ok(version?)
    }

    /// Deletes the rows of a table whose `column` is `value`, and all that refer to them. How many of its own.
    pub(crate) fn delete(
        &self,
        table: &Table,
        column: &str,
        value: &Value,
    ) -> Result<usize, Problem> {
        let sql = format!("DELETE FROM {} WHERE {column} = ?1", table.name);
        let mut statement = self.transaction.prepare_cached(&sql)?;
        Ok(statement.execute([Bound(value)])?)
    }

    /// Deletes all rows of a table, and all that refer to them.
    pub(crate) fn empty(&self, table: &Table) -> Result<usize, Problem> {
        Ok(self
            .transaction
            .execute(&format!("DELETE FROM {}", table.name), [])?)
    }

    /// How many rows a table has.
    pub(crate) fn count(&self, table: &Table) -> Result<u64, Problem> {
        let sql = format!("SELECT count(*) FROM {}", table.name);
        self.lock.beat();
        let count: i64 = self.transaction.query_row(&sql, [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// Hands over every text of a table, one after the other.
    pub(crate) fn texts(&self, table: &Table, take: impl FnMut(&[u8])) -> Result<(), Problem> {
        self.each_text(&select(table, ""), take)
    }

    /// Hands over every text that says what the tables are.
    pub(crate) fn schema_texts(&self, take: impl FnMut(&[u8])) -> Result<(), Problem> {
        self.each_text("SELECT type, name, tbl_name, sql FROM sqlite_schema", take)
    }

    fn each_text(&self, sql: &str, mut take: impl FnMut(&[u8])) -> Result<(), Problem> {
        let mut statement = self.transaction.prepare_cached(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            self.lock.beat();
            for column in 0..columns {
                if let ValueRef::Text(text) = row.get_ref(column)? {
                    take(text);
                }
            }
        }
        Ok(())
    }

    /// How many rows of a table have `value` in `column`.
    pub(crate) fn count_having(
        &self,
        table: &Table,
        column: &str,
        value: &Value,
    ) -> Result<u64, Problem> {
        let sql = format!("SELECT count(*) FROM {} WHERE {column} = ?1", table.name);
        self.lock.beat();
        let mut statement = self.transaction.prepare_cached(&sql)?;
        let count: i64 = statement.query_row([Bound(value)], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// Whether every page, index and reference is as it should be.
    pub(super) fn is_whole(&self) -> Result<bool, Problem> {
        let pages: String = self
            .transaction
            .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        let mut references = self.transaction.prepare("PRAGMA foreign_key_check")?;
        Ok(pages == "ok" && !references.exists([])?)
    }

    fn put(&self, verb: &str, table: &Table, rows: &[Row]) -> Result<(), Problem> {
        // By name: a table that was brought up has its newest columns last.
        let columns: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        let places = vec!["?"; columns.len()].join(", ");
        let columns = columns.join(", ");
        let sql = format!("{verb} INTO {} ({columns}) VALUES ({places})", table.name);
        let mut statement = self.transaction.prepare_cached(&sql)?;
        for row in rows {
            // SQLite's own count of steps begins anew with every statement.
            self.lock.beat();
            statement.execute(params_from_iter(row.iter().map(Bound)))?;
        }
        Ok(())
    }

    fn query(&self, table: &Table, sql: &str, filter: &[&Value]) -> Result<Vec<Row>, Problem> {
        self.lock.beat();
        let mut statement = self.transaction.prepare_cached(sql)?;
        let filter = filter.iter().copied().map(Bound);
        let rows = statement.query_map(params_from_iter(filter), |row| values(row, table))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// The sources that are asked for, in memory.
const WANTED: &str = "
    CREATE TEMP TABLE IF NOT EXISTS wanted (id INTEGER PRIMARY KEY);
    DELETE FROM temp.wanted;
";

/// Rows of the wanted sources, in the order of the key without sorting: `CROSS JOIN` keeps the loops as written.
fn select_wanted(table: &Table) -> String {
    let columns: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    let columns = columns.join(", kept.");
    let (name, source) = (table.name, table.columns[0].name);
    let order = table.key[1..]
        .iter()
        .map(|column| format!(", kept.{column}"));
    let order: String = order.collect();
    format!(
        "SELECT kept.{columns} FROM temp.wanted CROSS JOIN {name} AS kept ON kept.{source} = wanted.id \
         ORDER BY wanted.id{order}"
    )
}

/// Rows of a table on their way out, source after source. It stands on the first that was not taken yet.
struct Cursor<'a> {
    rows: Rows<'a>,
    columns: usize,
}

impl<'a> Cursor<'a> {
    fn open(statement: &'a mut Statement<'_>) -> rusqlite::Result<Self> {
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        rows.advance()?;
        Ok(Self { rows, columns })
    }

    /// Lends the rows of the next source, if they are those of `source`.
    fn each_of(
        &mut self,
        source: u32,
        mut take: impl FnMut(&[Lent<'_>]) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        while let Some(row) = self.rows.get() {
            let mut values = Vec::with_capacity(self.columns);
            for column in 0..self.columns {
                values.push(lent(row.get_ref(column)?)?);
            }
            if values.first() != Some(&Lent::Integer(i64::from(source))) {
                break;
            }
            take(&values)?;
            self.rows.advance()?;
        }
        Ok(())
    }
}

fn values(row: &rusqlite::Row<'_>, table: &Table) -> rusqlite::Result<Row> {
    let mut values = Vec::with_capacity(table.columns.len());
    for column in 0..table.columns.len() {
        values.push(value(row.get_ref(column)?)?);
    }
    Ok(values)
}

fn select(table: &Table, filter: &str) -> String {
    let columns: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    select_columns(table, &columns, filter)
}

fn select_columns(table: &Table, columns: &[&str], filter: &str) -> String {
    let order = match table.key {
        [] => "rowid".to_owned(),
        key => key.join(", "),
    };
    format!(
        "SELECT {} FROM {}{filter} ORDER BY {order}",
        columns.join(", "),
        table.name
    )
}

/// A value on its way in.
struct Bound<'a>(&'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Absent => ValueRef::Null,
            Value::Integer(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

/// A value on its way out; what no column of ours holds is an error.
fn lent(value: ValueRef<'_>) -> rusqlite::Result<Lent<'_>> {
    Ok(match value {
        ValueRef::Null => Lent::Absent,
        ValueRef::Integer(number) => Lent::Integer(number),
        ValueRef::Text(_) => Lent::Text(value.as_str()?),
        ValueRef::Real(_) | ValueRef::Blob(_) => return Err(rusqlite::Error::InvalidQuery),
    })
}

/// The same, kept.
fn value(value: ValueRef<'_>) -> rusqlite::Result<Value> {
    Ok(match lent(value)? {
        Lent::Absent => Value::Absent,
        Lent::Integer(number) => Value::Integer(number),
        Lent::Text(text) => Value::Text(text.to_owned()),
    })
}
