//! The schema as SQL: made from core's tables, marked with a version, brought up from older ones.

use cutrack_core::record::table::{Column, ColumnKind, Table};
use rusqlite::{Connection, Transaction};

use super::Problem;

/// Marks a file as ours ("cutr"), so that nobody else's database is ever written.
const APPLICATION_ID: i32 = 0x6375_7472;

/// Beside its tables: all rows of a source once more, in few bytes. What they are is whoever's who stores them; they go with
/// their source.
const ROW_BYTES: &str = "CREATE TABLE row_bytes (
  source_id INTEGER PRIMARY KEY REFERENCES sources (id) ON DELETE CASCADE,
  bytes BLOB NOT NULL
) STRICT;
";

/// What a database must look like.
#[derive(Clone, Copy)]
pub(crate) struct Schema {
    /// Its number, from 1 on; stored as `user_version`.
    pub(crate) version: u32,
    /// All tables; one that another refers to stands before it.
    pub(crate) tables: fn() -> Vec<&'static Table>,
    /// The first brings a database from version 1 to 2, and so on.
    pub(crate) migrations: &'static [&'static str],
}

/// What a database was before this run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Before {
    /// There was none.
    New,
    /// As it should be.
    Same,
    /// Of this older version.
    Older(u32),
}

impl Schema {
    /// Makes the tables of a new database, migrates an older one, refuses a newer or a foreign one untouched.
    ///
    /// For a new one the disk is not waited for: a kill is rolled back all the same, and one without rows that a power
    /// cut damages loses nothing.
    pub(crate) fn settle(&self, connection: &mut Connection) -> Result<Before, Problem> {
        let before = self.before(connection)?;
        let steps = match before {
            Before::Same => return Ok(before),
            Before::New => {
                let tables = (self.tables)().into_iter().map(create);
                tables.chain([ROW_BYTES.to_owned()]).collect()
            }
            Before::Older(version) => self.migrations[version as usize - 1..].concat(),
        };
        if before == Before::New {
            connection.execute_batch("PRAGMA synchronous = OFF")?;
        }
        let transaction = connection.transaction()?;
        transaction.execute_batch(&steps)?;
        self.mark(&transaction)?;
        transaction.commit()?;
        connection.execute_batch("PRAGMA synchronous = FULL")?;
        Ok(before)
    }

    fn before(&self, connection: &Connection) -> Result<Before, Problem> {
        let number = |pragma| connection.pragma_query_value(None, pragma, |row| row.get(0));
        let (application, version): (i32, u32) = (
            number("application_id")?,
            connection.pragma_query_value(None, "user_version", |row| row.get(0))?,
        );
        let is_empty =
            connection.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| {
                row.get(0)
            })?;
        match (application, version) {
            (0, 0) if is_empty => Ok(Before::New),
            (APPLICATION_ID, version) if version == self.version => Ok(Before::Same),
            (APPLICATION_ID, version) if version > self.version => Err(Problem::Newer {
                found: version,
                known: self.version,
            }),
            (APPLICATION_ID, version) if version > 0 => Ok(Before::Older(version)),
            _ => Err(Problem::Foreign),
        }
    }

    fn mark(&self, transaction: &Transaction<'_>) -> rusqlite::Result<()> {
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", self.version)
    }
}

/// A table with its indices. Rows with a key lie in its order, so that those of one source are read together.
fn create(table: &Table) -> String {
    let mut parts: Vec<String> = table.columns.iter().map(column).collect();
    let mut options = "STRICT";
    if !table.key.is_empty() {
        parts.push(format!("PRIMARY KEY ({})", table.key.join(", ")));
        options = "STRICT, WITHOUT ROWID";
    }
    let mut sql = format!(
        "CREATE TABLE {} (\n  {}\n) {options};\n",
        table.name,
        parts.join(",\n  ")
    );
    let references = table
        .columns
        .iter()
        .filter(|column| column.refers.is_some());
    let references = references.map(|column| vec![column.name]);
    let wanted = references.chain(table.index.iter().map(|columns| columns.to_vec()));
    let mut known: Vec<Vec<&str>> = vec![table.key.to_vec()];
    for columns in wanted {
        if known.iter().all(|other| !other.starts_with(&columns)) {
            let name = format!("{}_by_{}", table.name, columns.join("_"));
            sql += &format!(
                "CREATE INDEX {name} ON {} ({});\n",
                table.name,
                columns.join(", ")
            );
            known.push(columns);
        }
    }
    sql
}

fn column(column: &Column) -> String {
    let kind = match column.kind {
        ColumnKind::Integer => "INTEGER",
        ColumnKind::Text => "TEXT",
    };
    let absent = if column.optional { "" } else { " NOT NULL" };
    let refers = column
        .refers
        .map(|table| format!(" REFERENCES {table} (id) ON DELETE CASCADE"));
    format!(
        "{} {kind}{absent}{}",
        column.name,
        refers.unwrap_or_default()
    )
}
