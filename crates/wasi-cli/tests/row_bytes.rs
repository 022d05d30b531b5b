//! The rows of a file stand once more as bytes: reports are the same from either, and what goes, goes from both.

mod common;
#[path = "common/place.rs"]
mod place;

use common::cutrack;
use cutrack_cli::Exit;
use place::Place;
use rusqlite::Connection;

/// Every report over what is stored, each with all that it tells.
const REPORTS: [&str; 16] = [
    "overview",
    "report hourly",
    "report --by model",
    "sessions --limit 0",
    "projects",
    "branches",
    "models --by effort",
    "tools --by server",
    "commands",
    "events --by session",
    "context",
    "cost --by tier",
    "limits --by window",
    "statusline",
    "quality --by file",
    "export",
];

fn told(place: &Place) -> Vec<String> {
    let report = |report: &&str| {
        let range = match *report {
            report if report.starts_with("quality") => "--json",
            "overview" => "--json --now 2026-12-01T00:00Z --with-names",
            "statusline" => "--format json --now 2026-12-01T00:00Z",
            "export" => "--last all --with-names",
            _ => "--json --last all --now 2026-12-01T00:00Z --with-names",
        };
        let ran = place.run(&format!("{report} {range} --no-ingest"));
        assert_eq!(ran.err, "", "{report}");
        ran.out
    };
    REPORTS.iter().map(report).collect()
}

fn change(place: &Place, sql: &str) {
    let database = Connection::open(&place.database).expect("SQLite opens it");
    database.execute_batch(sql).expect("it can be changed");
}

fn count(place: &Place, table: &str) -> i64 {
    let database = Connection::open(&place.database).expect("SQLite opens it");
    let sql = format!("SELECT count(*) FROM {table}");
    database
        .query_row(&sql, [], |row| row.get(0))
        .expect("a number")
}

#[test]
fn reports_are_the_same_from_bytes_and_from_rows() {
    let place = Place::with_fixtures("bytes");
    // Some fixtures are damaged on purpose.
    place.run("ingest -q");
    assert_eq!(count(&place, "row_bytes"), count(&place, "sources"));
    let from_bytes = told(&place);
    assert!(from_bytes.iter().all(|report| report.len() > 100));

    let copy = Place::with_fixtures("bytes-alone");
    std::fs::copy(&place.database, &copy.database).expect("it can be copied");
    let keys = [&place, &copy].map(|place| place.database.with_extension("key"));
    std::fs::copy(&keys[0], &keys[1]).expect("it can be copied");
    change(
        &copy,
        "DELETE FROM usage; DELETE FROM turns; DELETE FROM tool_calls;",
    );
    assert!(told(&copy) == from_bytes, "no row is read");

    change(
        &place,
        "UPDATE row_bytes SET bytes = CAST(bytes || x'00' AS BLOB) WHERE source_id % 2 = 0",
    );
    assert!(
        told(&place) == from_bytes,
        "bytes that were changed are none"
    );
    change(&place, "DELETE FROM row_bytes");
    assert!(told(&place) == from_bytes, "rows");
}

#[test]
fn bytes_go_with_their_rows_and_are_looked_through() {
    let place = Place::with_fixtures("bytes-go");
    place.run("ingest -q");
    let before = count(&place, "row_bytes");
    let purged = place.run("purge --project demo --yes");
    assert_eq!(purged.exit, Exit::Fine, "{}", purged.err);
    let of_purged =
        "(SELECT source_id FROM row_bytes JOIN sources ON id = source_id WHERE is_purged)";
    assert_eq!(count(&place, of_purged), 0);
    assert!(count(&place, "row_bytes") < before);

    change(
        &place,
        "UPDATE row_bytes SET bytes = CAST(bytes || 'a text of nobody' AS BLOB) WHERE source_id = 1",
    );
    let database = place.database.to_string_lossy();
    let found = cutrack(&[
        "privacy",
        "--find",
        "a text of nobody",
        "--db",
        &database,
        "--width",
        "999",
    ]);
    assert!(
        found
            .out
            .contains("found 1 time: row_bytes 1. This must not be"),
        "{}",
        found.out
    );
    assert_eq!(found.exit, Exit::Failed);
}
