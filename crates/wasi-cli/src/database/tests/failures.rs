//! Databases that cannot be used: each is told from the others, and none is touched.

use std::fs;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

use rusqlite::Connection;

use super::{Database, Holder, Problem, SCHEMA, SOURCES, Schema, clock, fresh, open, put};
use crate::database::Obstacle;

/// Opening fails so, and leaves the file as it was, and nothing beside it.
fn is_refused(path: &Path, expected: Problem) {
    let before = fs::read(path).expect("the file is there");
    let refused = open(path).map(drop).expect_err("it must be refused");
    assert_eq!(refused, expected);
    assert_eq!(fs::read(path).expect("the file is there"), before);
    let folder = path.parent().expect("it lies in a folder");
    assert_eq!(
        fs::read_dir(folder).expect("the folder is there").count(),
        1
    );
}

#[test]
fn of_a_newer_cutrack() {
    let path = fresh("newer");
    let newer = Schema {
        version: 4,
        ..SCHEMA
    };
    Database::open(&path, &newer, &clock(), &Holder::default()).expect("a new database opens");
    is_refused(&path, Problem::Newer { found: 4, known: 1 });
}

#[test]
fn of_another_program() {
    let path = fresh("foreign");
    let other = Connection::open(&path).expect("SQLite makes a file");
    other
        .execute_batch("CREATE TABLE sources (id)")
        .expect("and a table");
    drop(other);
    is_refused(&path, Problem::Foreign);
}

#[test]
fn damaged() {
    let path = fresh("no-database");
    fs::write(
        &path,
        "a text that is no database at all, and longer than a header".repeat(9),
    )
    .expect("it can be written");
    is_refused(&path, Problem::Damaged);

    const PAGE_BYTES: usize = 16_384;
    let path = fresh("bad-pages");
    put(&mut open(&path).expect("a new database opens"), 1, 8_000).expect("rows can be stored");
    let mut file = fs::OpenOptions::new()
        .write(true)
        .open(&path)
        .expect("the file is there");
    file.seek(SeekFrom::Start(3 * PAGE_BYTES as u64))
        .expect("it has pages");
    file.write_all(&[0xa5; 10 * PAGE_BYTES])
        .expect("they can be written over");
    let mut database = open(&path).expect("the first pages are whole");
    let whole = database.is_whole();
    assert!(
        matches!(whole, Ok(false) | Err(Problem::Damaged)),
        "{whole:?}"
    );
    let rows = database.visit(|visit| visit.all(&super::USAGE));
    assert_eq!(rows, Err(Problem::Damaged));
}

#[test]
fn a_full_disk_leaves_what_was_stored() {
    let mut database = open(&fresh("full")).expect("a new database opens");
    put(&mut database, 1, 10).expect("rows can be stored");
    let pages: u32 = database
        .connection
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .expect("SQLite counts its pages");
    database
        .connection
        .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
        .expect("a cap can be set");
    let full = Err(Problem::Unwritable(Obstacle::Full));
    assert_eq!(put(&mut database, 2, 10_000), full);
    assert_eq!(put(&mut database, 1, 10_000), full);
    assert_eq!(database.visit(|visit| visit.count(&super::USAGE)), Ok(10));
    assert_eq!(database.is_whole(), Ok(true));
}

#[test]
fn without_a_folder() {
    let path = fresh("no-folder").join("below/test.db");
    let refused = open(&path).map(drop);
    assert_eq!(refused, Err(Problem::Unwritable(Obstacle::NoFolder)));
}

/// A disk that is read only, as far as a test without a mount can make one.
#[test]
#[cfg(target_os = "linux")]
fn on_a_disk_that_is_read_only() {
    let refused = open(Path::new("/sys/cutrack.db")).map(drop);
    assert_eq!(refused, Err(Problem::Unwritable(Obstacle::ReadOnly)));
}

#[test]
fn a_row_of_another_shape_is_damage() {
    let path = fresh("shape");
    let mut database = open(&path).expect("a new database opens");
    database
        .connection
        .execute_batch("DROP TABLE usage; DROP TABLE sources; CREATE TABLE sources (id, label); INSERT INTO sources VALUES (1.5, x'00')")
        .expect("SQLite takes it");
    let rows = database.visit(|visit| visit.all(&SOURCES));
    assert_eq!(rows, Err(Problem::Damaged));
}
