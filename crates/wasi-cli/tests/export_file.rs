//! `export --sqlite FILE`: the records of `--ndjson`, in a database that any program opens.

mod common;
#[path = "common/place.rs"]
mod place;

use std::fs;
use std::path::PathBuf;

use common::cutrack;
use cutrack_cli::Exit;
use place::Place;
use rusqlite::Connection;
use serde_json::Value;

fn target(place: &Place) -> PathBuf {
    place.home.with_file_name("usage.db")
}

/// One number that SQL asks for.
fn number(database: &Connection, sql: &str) -> i64 {
    let number = database.query_row(sql, [], |row| row.get(0));
    number.unwrap_or_else(|error| panic!("{sql}: {error}"))
}

#[test]
fn every_record_is_a_row_with_its_values() {
    let place = Place::with_fixtures("export-file");
    let file = target(&place);
    let _ = fs::remove_file(&file);
    let ran = place.run(&format!("export -q --sqlite {}", file.display()));
    assert_eq!(
        (ran.out.as_str(), ran.err.as_str(), ran.exit),
        ("", "", Exit::Fine)
    );
    let database = Connection::open(&file).expect("SQLite opens it");
    let lines = place.run("export --ndjson").out;
    let records: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    for table in [
        "sources",
        "sessions",
        "turns",
        "usage",
        "events",
        "tool_calls",
        "rate_limits",
    ] {
        let of_table = || records.iter().filter(|record| record["record"] == table);
        let rows = number(&database, &format!("SELECT count(*) FROM {table}"));
        assert_eq!(rows, of_table().count() as i64, "{table}");
        assert!(rows > 0, "{table}");
        let one = of_table().next().and_then(Value::as_object).expect("a row");
        for column in one.keys().filter(|key| *key != "record") {
            let sum = of_table()
                .filter_map(|record| record[column].as_i64())
                .sum::<i64>();
            let sql = format!(
                "SELECT coalesce(sum(\"{column}\"), 0) FROM {table} WHERE typeof(\"{column}\") = 'integer'"
            );
            let is_bool = of_table().any(|record| record[column].is_boolean());
            if !is_bool {
                assert_eq!(number(&database, &sql), sum, "{table}.{column}");
            }
            let absent = of_table().filter(|record| record[column].is_null()).count();
            let sql = format!("SELECT count(*) FROM {table} WHERE \"{column}\" IS NULL");
            assert_eq!(number(&database, &sql), absent as i64, "{table}.{column}");
        }
    }
    let failed = "SELECT count(*) FROM tool_calls WHERE success = 0";
    let expected = records
        .iter()
        .filter(|record| record["success"] == false)
        .count();
    assert_eq!(number(&database, failed), expected as i64);
}

#[test]
fn a_file_that_is_there_stays_unless_told_otherwise() {
    let place = Place::with_fixtures("export-force");
    let file = target(&place);
    fs::write(&file, "something else").expect("target can be written");
    let line = format!("export sessions usage -q --sqlite {}", file.display());
    let ran = place.run(&line);
    let expected = "error: usage.db exists.\n  try: another name, or --force\n";
    assert_eq!((ran.err.as_str(), ran.exit), (expected, Exit::Failed));
    assert_eq!(fs::read(&file).expect("it is there"), b"something else");

    let ran = place.run(&format!("{line} --force").replace(" -q", ""));
    let counts = |table: &str| place.run(&format!("export {table}")).out.lines().count();
    let told = format!(
        "Wrote usage.db: {} sessions, {} usage rows, no names.\n",
        counts("sessions"),
        counts("usage")
    );
    assert!(ran.err.ends_with(&told), "{} {told}", ran.err);
    let database = Connection::open(&file).expect("SQLite opens it");
    assert_eq!(number(&database, "SELECT count(*) FROM sqlite_schema"), 2);
    assert_eq!(
        number(
            &database,
            "SELECT count(project) FROM sessions WHERE project LIKE '/%'"
        ),
        0
    );
    let line = format!(
        "export sessions --force --with-names --sqlite {}",
        file.display()
    );
    assert!(
        place
            .run(&line)
            .err
            .ends_with(" sessions, with readable names.\n")
    );
    let database = Connection::open(&file).expect("SQLite opens it");
    assert!(
        number(
            &database,
            "SELECT count(project) FROM sessions WHERE project LIKE '/%'"
        ) > 0
    );
}

#[test]
fn a_place_that_cannot_be_written_is_an_error_that_leaves_nothing() {
    let place = Place::with_fixtures("export-nowhere");
    let ran = place.run("export -q --sqlite no/such/usage.db");
    let expected = "error: cannot write usage.db (read only).\n  try: another place for it\n";
    assert_eq!((ran.err.as_str(), ran.exit), (expected, Exit::Failed));
    // The launcher has it made beside the database.
    let ran = place.run("export -q --launched --sqlite no/such/usage.db");
    let expected = "error: cannot write usage.db (read only).\n  \
                    try: make room, or --db FILE on another disk\n";
    assert_eq!((ran.err.as_str(), ran.exit), (expected, Exit::Failed));
    let ran = cutrack(&["export", "--csv", "--sqlite", "x"]);
    let expected =
        "error: choose one of --json, --csv, --ndjson, --sqlite.\n  try: cutrack export --help\n";
    assert_eq!((ran.err.as_str(), ran.exit), (expected, Exit::Usage));
}
