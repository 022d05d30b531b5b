//! A database that is filled page by page is the same as one whose rows went through SQL, and SQLite finds every page of
//! it as it should be.

use std::fs;
use std::path::Path;

use cutrack_core::record::table::{Column, ColumnKind, Row, Table, Value};

use super::{
    Database, Fill, Holder, Problem, SOURCES, Schema, Visit, clock, column, fresh, insert, open,
};

const ROWS: Table = Table {
    name: "rows",
    columns: &[
        Column {
            refers: Some("sources"),
            ..column("source_id", ColumnKind::Integer)
        },
        column("number", ColumnKind::Integer),
        Column {
            optional: true,
            ..column("amount", ColumnKind::Integer)
        },
        column("words", ColumnKind::Text),
    ],
    key: &["source_id", "number"],
    index: &[],
};

const SCHEMA: Schema = Schema {
    version: 1,
    tables: || vec![&SOURCES, &ROWS],
    migrations: &[],
};

/// Small ones, so that few rows make pages of pages of pages.
const PAGE_BYTES: i64 = 512;

/// An empty database with small pages.
fn empty(name: &str) -> Database {
    let database = Database::open(&fresh(name), &SCHEMA, &clock(), &Holder::default());
    let database = database.expect("a new database opens");
    let pages = format!("PRAGMA page_size = {PAGE_BYTES}; VACUUM;");
    let made = database.connection.execute_batch(&pages);
    made.expect("pages can be small");
    database
}

/// Rows of a source with numbers of every width and texts of every length that a page takes whole.
fn rows_of(source: i64, count: i64) -> Vec<Row> {
    let row = |number: i64| {
        let width = number % 64;
        let amount = match number % 5 {
            0 => Value::Absent,
            1 => Value::Integer(-1 << width),
            _ => Value::Integer((1_i64 << width).wrapping_sub(number % 3)),
        };
        let words = "w".repeat((number * number % 71) as usize);
        vec![
            Value::Integer(source),
            Value::Integer(number),
            amount,
            Value::Text(words),
        ]
    };
    (0..count).map(row).collect()
}

fn bytes_of(source: i64) -> Vec<u8> {
    vec![source as u8; (source * source * 7) as usize]
}

/// Fills sources with so many rows each, and bytes; what `rest` stores comes last.
fn fill(
    database: &mut Database,
    counts: &[i64],
    rest: impl FnOnce(&Visit<'_>) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let version = database.visit(|visit| visit.version())?;
    let fill = database.begin_fill(&[&SOURCES, &ROWS])?;
    let mut fill = fill.expect("it is empty");
    for (source, &count) in (0..).zip(counts) {
        let lend = |table: &Table, rows: &[Row], fill: &mut Fill| {
            fill.insert(table, |take| {
                for row in rows {
                    take(&row.iter().map(Value::lend).collect::<Vec<_>>());
                }
            })
        };
        lend(&SOURCES, &[super::source(source, Value::Absent)], &mut fill)?;
        lend(&ROWS, &rows_of(source, count), &mut fill)?;
        fill.put_bytes(source as u32, &bytes_of(source))?;
    }
    database.adopt(fill, Some(version), rest).map(drop)
}

fn check(database: &mut Database, counts: &[i64], what: i64) {
    assert_eq!(database.is_whole(), Ok(true), "{what}");
    let rows: Vec<Row> = (0..)
        .zip(counts)
        .flat_map(|(source, &count)| rows_of(source, count))
        .collect();
    let stored = database.visit(|visit| visit.all(&ROWS));
    assert!(stored == Ok(rows), "{what}");
    let mut stored = Vec::new();
    let all = (0..counts.len() as u32).collect();
    let read = database.visit(|visit| {
        visit.bytes_of(&all, |source, bytes| {
            stored.push((i64::from(source), bytes.to_vec()));
            Ok(())
        })
    });
    assert_eq!(read, Ok(()), "{what}");
    assert_eq!(stored.len(), counts.len(), "{what}");
    let is_same = |(source, bytes): &(i64, Vec<u8>)| *bytes == bytes_of(*source);
    assert!(stored.iter().all(is_same), "{what}");
}

#[test]
fn pages_are_as_sqlite_makes_them() {
    // From no row to three levels: every count at which a page is full or begun.
    for count in (0..24).chain((24..400).step_by(11)).chain([2000, 5000]) {
        let mut database = empty("fill");
        let counts = [count, 0, 3, count / 2];
        fill(&mut database, &counts, |_| Ok(())).expect("it can be filled");
        check(&mut database, &counts, count);
    }
}

#[test]
fn bytes_of_any_length_come_back() {
    let mut database = empty("fill-bytes");
    let counts = [1; 70];
    fill(&mut database, &counts, |_| Ok(())).expect("it can be filled");
    check(&mut database, &counts, 70);
}

/// Files beside the database that are being filled.
fn asides(database: &Database) -> usize {
    let folder = database.path.parent().unwrap_or(Path::new("."));
    let names = fs::read_dir(folder)
        .expect("target can be read")
        .flatten()
        .map(|entry| entry.file_name());
    let is_aside = |name: &std::ffi::OsString| name.to_string_lossy().contains(".fill-");
    names.filter(is_aside).count()
}

#[test]
fn what_comes_late_goes_the_usual_way() {
    let mut database = empty("fill-late");
    let late = super::source(900, Value::Absent);
    fill(&mut database, &[300, 4], |visit| {
        insert(visit, &SOURCES, std::slice::from_ref(&late))
    })
    .expect("it can be filled");
    check(&mut database, &[300, 4], 0);
    let sources = database.visit(|visit| visit.all(&SOURCES));
    assert_eq!(
        sources.map(|sources| sources.last().cloned()),
        Ok(Some(late))
    );
    assert_eq!(asides(&database), 0);
    let again = database.begin_fill(&[&SOURCES, &ROWS]);
    assert!(matches!(again, Ok(None)), "it is not empty any more");
}

#[test]
fn what_was_stored_meanwhile_stays() {
    let mut database = empty("fill-overtaken");
    let version = database.visit(|visit| visit.version());
    let fill = database.begin_fill(&[&SOURCES, &ROWS]);
    let fill = fill.expect("it can be begun").expect("it is empty");
    assert_eq!(asides(&database), 1);
    let mut other = Database::open(&database.path, &SCHEMA, &clock(), &Holder::default())
        .expect("another run opens it");
    let row = super::source(3, Value::Absent);
    let stored = other.visit(|visit| insert(visit, &SOURCES, std::slice::from_ref(&row)));
    assert_eq!(stored, Ok(()));
    let adopted = database.adopt(fill, version.ok(), |_| Ok(()));
    assert_eq!(adopted, Err(Problem::Overtaken));
    assert_eq!(asides(&database), 0);
    assert_eq!(database.visit(|visit| visit.all(&SOURCES)), Ok(vec![row]));
}

#[test]
fn what_a_killed_run_left_goes_with_the_next() {
    let mut database = empty("fill-left");
    let begin = |database: &mut Database| {
        let fill = database.begin_fill(&[&SOURCES, &ROWS]);
        fill.expect("it can be begun").expect("it is empty")
    };
    std::mem::forget(begin(&mut database));
    let fill = begin(&mut database);
    assert_eq!(asides(&database), 1);
    drop(fill);
    assert_eq!(asides(&database), 0);
}

#[test]
fn a_table_that_lies_in_a_second_order_is_not_filled() {
    let mut database = open(&fresh("fill-index")).expect("a new database opens");
    let begun = database.begin_fill(&[&SOURCES, &super::USAGE]);
    assert!(matches!(begun, Ok(None)));
}
