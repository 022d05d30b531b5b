//! Rows in and out, within one transaction.

use std::borrow::Cow;
use std::collections::BTreeSet;

use cutrack_core::record::table::{Column, Lent, Row, Table, Value};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, ToSql, Transaction, params, params_from_iter};

use super::Problem;
use super::cursor::{Cursor, WANTED, select_by_source};
use super::fill::ROW_BYTES;
use super::lock::Lock;

/// A table, and the columns of it that are read: all, or some, and then the others as absent.
#[derive(Clone, Copy)]
pub(crate) struct Picked {
    pub(crate) table: &'static Table,
    pub(crate) columns: Option<&'static [&'static str]>,
}

impl Picked {
    /// All of a table.
    pub(crate) fn all_of(table: &'static Table) -> Self {
        Self {
            table,
            columns: None,
        }
    }

    /// The columns that are read, each with its place in a row of the table.
    pub(super) fn places(&self) -> impl Iterator<Item = (usize, &'static Column)> {
        let is_picked = |column: &Column| {
            self.columns
                .is_none_or(|columns| columns.contains(&column.name))
        };
        let columns = self.table.columns.iter().enumerate();
        columns.filter(move |(_, column)| is_picked(column))
    }
}

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

    /// The rows of all sources, or of those `wanted`, in `tables`: source after source, of each its rows table by table.
    /// The first column of each table is the source's number, and the first table has every source. `take` is told the
    /// place of the table, and lent the row.
    pub(crate) fn by_source(
        &self,
        tables: &[Picked],
        wanted: Option<&BTreeSet<u32>>,
        mut take: impl FnMut(usize, &[Lent<'_>]) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        if let Some(wanted) = wanted {
            self.want(wanted)?;
        }
        let select = |picked| {
            self.transaction
                .prepare(&select_by_source(picked, wanted.is_some()))
        };
        let statements = tables.iter().map(select);
        let mut statements = statements.collect::<rusqlite::Result<Vec<_>>>()?;
        let cursors = tables.iter().zip(&mut statements);
        let cursors = cursors.map(|(picked, statement)| Cursor::open(picked, statement));
        let mut cursors = cursors.collect::<rusqlite::Result<Vec<_>>>()?;
        while let Some(source) = cursors.first().map(Cursor::source).transpose()?.flatten() {
            for (table, cursor) in cursors.iter_mut().enumerate() {
                cursor.each_of(source, |row| take(table, row))?;
            }
        }
        Ok(())
    }

    /// Hands over the bytes of those of these sources that have some.
    pub(crate) fn bytes_of(
        &self,
        sources: &BTreeSet<u32>,
        mut take: impl FnMut(u32, &[u8]) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let sql = "SELECT bytes FROM row_bytes WHERE source_id = ?1";
        let mut statement = self.transaction.prepare_cached(sql)?;
        for &source in sources {
            self.lock.beat();
            let mut rows = statement.query([source])?;
            if let Some(row) = rows.next()? {
                take(
                    source,
                    row.get_ref(0)?.as_blob().map_err(|_| Problem::Damaged)?,
                )?;
            }
        }
        Ok(())
    }

    /// Stores the bytes of a source in the place of those that it has.
    pub(crate) fn put_bytes(&self, source: u32, bytes: &[u8]) -> Result<(), Problem> {
        self.lock.beat();
        let sql = "INSERT OR REPLACE INTO row_bytes VALUES (?1, ?2)";
        let mut statement = self.transaction.prepare_cached(sql)?;
        statement.execute(params![source, bytes])?;
        Ok(())
    }

    /// Hands over the bytes of every source, one after the other.
    pub(crate) fn all_bytes(&self, mut take: impl FnMut(&[u8])) -> Result<(), Problem> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT bytes FROM row_bytes")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            self.lock.beat();
            take(row.get_ref(0)?.as_blob().map_err(|_| Problem::Damaged)?);
        }
        Ok(())
    }

    fn want(&self, sources: &BTreeSet<u32>) -> rusqlite::Result<()> {
        self.transaction.execute_batch(WANTED)?;
        let mut want = self
            .transaction
            .prepare("INSERT INTO temp.wanted VALUES (?1)")?;
        for source in sources {
            want.execute([source])?;
        }
        Ok(())
    }

    /// Adds `count` rows, which `each` lends one after the other; one whose key is there already is an error.
    pub(crate) fn insert<'v>(
        &self,
        table: &Table,
        count: usize,
        each: impl FnOnce(&mut dyn FnMut(&[Lent<'v>])),
    ) -> Result<(), Problem> {
        self.put("INSERT", table, count, each)
    }

    /// Adds rows; one whose key is there already takes the old one's place.
    pub(crate) fn replace(&self, table: &Table, rows: &[Row]) -> Result<(), Problem> {
        self.put("INSERT OR REPLACE", table, rows.len(), |take| {
            for row in rows {
                take(&row.iter().map(Value::lend).collect::<Vec<_>>());
            }
        })
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
        statement.execute([Bound(&set.1.lend()), Bound(&having.1.lend())])?;
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
        Ok(statement.execute([Bound(&value.lend())])?)
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
        let count: i64 = statement.query_row([Bound(&value.lend())], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// The pages that these tables begin with, and that of their bytes, if all are empty and lie in no other order than
    /// that of their keys.
    pub(super) fn roots_of_empty(
        &self,
        tables: &[&Table],
    ) -> Result<Option<Vec<(String, u32)>>, Problem> {
        let sql = "SELECT type, name, rootpage FROM sqlite_schema";
        let mut statement = self.transaction.prepare(sql)?;
        let parts = statement.query_map([], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get(2)?,
            ))
        })?;
        let mut roots = Vec::new();
        for part in parts {
            let (kind, name, root) = part?;
            let is_filled = name == ROW_BYTES || tables.iter().any(|table| table.name == name);
            if kind != "table" {
                return Ok(None);
            }
            if is_filled {
                let sql = format!("SELECT count(*) = 0 FROM {name}");
                if !self.transaction.query_row(&sql, [], |row| row.get(0))? {
                    return Ok(None);
                }
                roots.push((name, root));
            }
        }
        Ok(Some(roots))
    }

    /// Whether every page, index and reference is as it should be.
    pub(super) fn is_whole(&self) -> Result<bool, Problem> {
        let pages: String = self
            .transaction
            .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        let mut references = self.transaction.prepare("PRAGMA foreign_key_check")?;
        Ok(pages == "ok" && !references.exists([])?)
    }

    fn put<'v>(
        &self,
        verb: &str,
        table: &Table,
        count: usize,
        each: impl FnOnce(&mut dyn FnMut(&[Lent<'v>])),
    ) -> Result<(), Problem> {
        let mut left = count;
        let (mut several, mut one) = (None, None);
        let mut put = |row: &[Lent<'v>]| {
            let is_begun = several.as_ref().is_some_and(Filling::is_begun);
            let (filling, rows) = match is_begun || left >= ROWS_A_STATEMENT {
                true => (&mut several, ROWS_A_STATEMENT),
                false => (&mut one, 1),
            };
            let filling = match filling {
                Some(filling) => filling,
                empty => empty.insert(Filling::new(self, verb, table, rows)?),
            };
            left = left.saturating_sub(1);
            filling.put(row, self.lock)
        };
        let mut done = Ok(());
        each(&mut |row| {
            if done.is_ok() {
                done = put(row);
            }
        });
        Ok(done?)
    }

    fn query(&self, table: &Table, sql: &str, filter: &[&Value]) -> Result<Vec<Row>, Problem> {
        self.lock.beat();
        let mut statement = self.transaction.prepare_cached(sql)?;
        let filter: Vec<Lent<'_>> = filter.iter().map(|value| value.lend()).collect();
        let filter = params_from_iter(filter.iter().map(Bound));
        let rows = statement.query_map(filter, |row| values(row, table))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// Rows that one statement adds where there are as many: most of what a statement costs, it costs once.
const ROWS_A_STATEMENT: usize = 16;

/// A statement whose rows are being filled in.
struct Filling<'a> {
    statement: CachedStatement<'a>,
    rows: usize,
    filled: usize,
}

impl<'a> Filling<'a> {
    fn new(visit: &Visit<'a>, verb: &str, table: &Table, rows: usize) -> rusqlite::Result<Self> {
        // By name: a table that was brought up has its newest columns last.
        let columns: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        let places = format!("({})", vec!["?"; columns.len()].join(", "));
        let (columns, places) = (columns.join(", "), vec![places; rows].join(", "));
        let sql = format!("{verb} INTO {} ({columns}) VALUES {places}", table.name);
        Ok(Self {
            statement: visit.transaction.prepare_cached(&sql)?,
            rows,
            filled: 0,
        })
    }

    fn is_begun(&self) -> bool {
        self.filled > 0
    }

    /// Fills a row in, and adds all of them once none is missing.
    fn put(&mut self, row: &[Lent<'_>], lock: &Lock) -> rusqlite::Result<()> {
        let first = self.filled * row.len() + 1;
        for (place, value) in (first..).zip(row) {
            self.statement.raw_bind_parameter(place, Bound(value))?;
        }
        self.filled += 1;
        if self.filled < self.rows {
            return Ok(());
        }
        self.filled = 0;
        // SQLite's own count of steps begins anew with every statement.
        lock.beat();
        self.statement.raw_execute().map(drop)
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
struct Bound<'a>(&'a Lent<'a>);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Lent::Absent => ValueRef::Null,
            Lent::Integer(number) => ValueRef::Integer(*number),
            Lent::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

/// A value on its way out; what no column of ours holds is an error.
pub(super) fn lent(value: ValueRef<'_>) -> rusqlite::Result<Lent<'_>> {
    Ok(match value {
        ValueRef::Null => Lent::Absent,
        ValueRef::Integer(number) => Lent::Integer(number),
        ValueRef::Text(_) => Lent::Text(Cow::Borrowed(value.as_str()?)),
        ValueRef::Real(_) | ValueRef::Blob(_) => return Err(rusqlite::Error::InvalidQuery),
    })
}

/// The same, kept.
fn value(value: ValueRef<'_>) -> rusqlite::Result<Value> {
    lent(value).map(Value::from)
}
