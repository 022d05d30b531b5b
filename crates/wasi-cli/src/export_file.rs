//! `export --sqlite FILE`: the records as a database of its own, for any program that opens SQLite. It is written
//! aside and renamed, so that FILE is there as a whole or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use cutrack_core::report::{Query, RecordTable, RecordsReport, cells};
use rusqlite::types::Value as Cell;
use rusqlite::{Connection, OpenFlags, params_from_iter};
use serde_json::Value;

use crate::arguments::Call;
use crate::data_commands::file_name;
use crate::database::{Obstacle, Problem, UNLOCKED};
use crate::fault::Fault;
use crate::folding;
use crate::format;
use crate::options::WROTE;

/// Nobody else sees the file before it is whole: no journal, no waiting for the disk.
const SETTINGS: &str = "
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
";

/// Where an export goes.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) path: PathBuf,
    /// Whether a file that is there already may go.
    pub(crate) replaces: bool,
}

impl Target {
    /// Refuses a file that is there, before anything is read.
    pub(crate) fn check(&self) -> Result<(), Fault> {
        if self.path.exists() && !self.replaces {
            let what = format!("{} exists.", file_name(&self.path));
            return Err(Fault::failed(what, "another name, or --force"));
        }
        Ok(())
    }

    /// Writes the records of a report; what was written, for standard error. Under the launcher the file is made beside the
    /// database, whose disk is then what is full, and the launcher says what was written once it has moved the file.
    pub(crate) fn write(&self, report: &RecordsReport, call: &Call) -> Result<String, Fault> {
        let name = file_name(&self.path);
        let aside = self.path.with_added_extension("next");
        let wrote = format!("Wrote {name}: {}.", counts(report, &call.query));
        let wrote = match call.setting.quiet {
            true => String::new(),
            false => folding::paragraph(&wrote, call.setting.fold_at()),
        };
        let is_said_later = call.setting.is_launched && !wrote.is_empty();
        let written = write(&aside, report).map_err(Problem::from).and_then(|()| {
            if is_said_later {
                fs::write(self.path.with_added_extension(WROTE), &wrote).map_err(unwritable)?;
            }
            fs::rename(&aside, &self.path).map_err(unwritable)
        });
        if let Err(problem) = written {
            let _ = fs::remove_file(&aside);
            let why = match problem {
                Problem::Unwritable(obstacle) => format!(" ({obstacle})"),
                _ => String::new(),
            };
            let what = format!("cannot write {name}{why}.");
            let hint = match call.setting.is_launched {
                true => "make room, or --db FILE on another disk",
                false => "another place for it",
            };
            return Err(Fault::failed(what, hint));
        }
        Ok(match is_said_later {
            true => String::new(),
            false => wrote,
        })
    }
}

fn unwritable(error: io::Error) -> Problem {
    Problem::Unwritable(Obstacle::from(&error))
}

fn write(path: &Path, report: &RecordsReport) -> rusqlite::Result<()> {
    // One that a killed run left is nobody's.
    let _ = fs::remove_file(path);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags_and_vfs(path, flags, UNLOCKED)?;
    connection.execute_batch(SETTINGS)?;
    let transaction = connection.transaction()?;
    for table in &report.tables {
        // One of them is called as a word of SQL.
        let columns = row(&table.blank_row()).map(|(name, _)| format!("\"{name}\""));
        let columns: Vec<String> = columns.collect();
        let sql = format!("CREATE TABLE {} ({})", table.word(), columns.join(", "));
        transaction.execute(&sql, [])?;
        let places = vec!["?"; columns.len()].join(", ");
        let sql = format!("INSERT INTO {} VALUES ({places})", table.word());
        let mut insert = transaction.prepare(&sql)?;
        for record in report.records_of(*table) {
            insert.execute(params_from_iter(row(&record).map(|(_, value)| cell(value))))?;
        }
    }
    transaction.commit()
}

/// The columns of a record: all keys but the first, which is its table.
fn row(record: &[u8]) -> impl Iterator<Item = (String, Value)> + use<> {
    cells::<Value>(record).into_iter().skip(1)
}

/// As SQLite keeps it: a list stays JSON, which SQLite's own functions read.
fn cell(value: Value) -> Cell {
    match value {
        Value::Null => Cell::Null,
        Value::Bool(is_so) => Cell::Integer(is_so.into()),
        Value::String(text) => Cell::Text(text),
        Value::Number(number) => match number.as_i64() {
            Some(number) => Cell::Integer(number),
            None => Cell::Text(number.to_string()),
        },
        Value::Array(_) | Value::Object(_) => Cell::Text(value.to_string()),
    }
}

/// `145 sessions, 4,061 usage rows, no names`
fn counts(report: &RecordsReport, query: &Query) -> String {
    let counted = report.tables.iter().map(|&table| {
        let rows = report.records_of(table).count() as u64;
        let text = match table {
            RecordTable::Sessions => format::counted(rows, "session"),
            table => format::counted(rows, &format!("{} row", table.word())),
        };
        (table, text)
    });
    let told = [RecordTable::Sessions, RecordTable::Usage];
    let counted: Vec<_> = counted.collect();
    let has_told = counted.iter().any(|(table, _)| told.contains(table));
    let mut parts: Vec<String> = counted
        .into_iter()
        .filter(|(table, _)| !has_told || told.contains(table))
        .map(|(_, text)| text)
        .collect();
    parts.push(match query.with_names {
        true => "with readable names".to_owned(),
        false => "no names".to_owned(),
    });
    parts.join(", ")
}
