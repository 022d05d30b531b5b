//! Databases that earlier versions wrote (`tests/data/schema-*.sql`): each opens, comes to look like a new one, and tells
//! what it told before.

mod common;
#[path = "common/place.rs"]
mod place;

use std::fs;

use common::project;
use cutrack_cli::Exit;
use place::Place;
use rusqlite::Connection;

const OLDER: [(u32, &str); 5] = [
    (1, include_str!("data/schema-1.sql")),
    (2, include_str!("data/schema-2.sql")),
    (3, include_str!("data/schema-3.sql")),
    (4, include_str!("data/schema-4.sql")),
    (5, include_str!("data/schema-5.sql")),
];

/// The files that the databases were made of; the first was gone again.
const FIXTURES: [&str; 4] = [
    "04-envelope-0.36-first",
    "07-envelope-0.50-resets_at",
    "13-0.115-subagent-fork-replay",
    "25-0.169-reverted-thread-two-files",
];

/// Puts an older database and its key in place.
fn restore(place: &Place, dump: &str) {
    let database = Connection::open(&place.database).expect("SQLite makes a file");
    database.execute_batch(dump).expect("the dump is whole");
    let key = dump
        .lines()
        .find_map(|line| line.strip_prefix("-- Key of its pseudonyms: "));
    let digits = key.expect("the dump says its key").trim();
    let bytes = (0..digits.len()).step_by(2);
    let bytes = bytes.map(|at| u8::from_str_radix(&digits[at..at + 2], 16).expect("a byte"));
    fs::write(
        place.database.with_extension("key"),
        bytes.collect::<Vec<u8>>(),
    )
    .expect("target can be written");
}

/// Every column of every table: its name, its type, whether it may be absent, its place in the key.
fn columns(place: &Place) -> Vec<(String, String, String, bool, i64)> {
    let database = Connection::open(&place.database).expect("the database opens");
    let sql = "SELECT tables.name, columns.name, columns.type, columns.\"notnull\", columns.pk
        FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
        WHERE tables.type = 'table' ORDER BY 1, 2";
    let mut columns = database.prepare(sql).expect("a query");
    let columns = columns.query_map([], |row| {
        Ok((
            row.get(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get(3)?,
            row.get(4)?,
        ))
    });
    let columns = columns.expect("rows").collect::<rusqlite::Result<_>>();
    columns.expect("values")
}

#[test]
fn comes_to_look_like_a_new_one() {
    let new = Place::new("older-new");
    new.ingest("");
    for (version, dump) in OLDER {
        let place = Place::new(&format!("older-{version}"));
        restore(&place, dump);
        let ran = place.run("ingest -q");
        let note = format!("note: database brought from schema {version} to 6.\n");
        assert_eq!((ran.err.as_str(), ran.exit), (note.as_str(), Exit::Fine));
        assert_eq!(columns(&place), columns(&new), "schema {version}");
    }
}

#[test]
fn tells_what_it_told_before() {
    let all = Place::new("older-all");
    for fixture in FIXTURES {
        all.put_folder(&project().join("tests/fixtures").join(fixture));
    }
    for (version, dump) in OLDER {
        let place = Place::new(&format!("older-told-{version}"));
        restore(&place, dump);
        for line in [
            "report monthly",
            "sessions --limit 0",
            "models",
            "models --by effort",
            "tools",
            "limits --by window --now 2026-12-01T00:00Z",
        ] {
            let line = format!("{line} --last all --tz UTC --csv --with-names");
            let told = place.run(&format!("{line} --no-ingest"));
            assert_eq!(told.exit, Exit::Fine, "{}", told.err);
            let now = all.run(&line).out;
            // The home of the older one is called so.
            let now = now.replace(&*all.home.to_string_lossy(), "home");
            assert_eq!(told.out, now, "schema {version}: {line}");
        }
    }
}

/// Up to schema 5 a response had no effort of its own.
#[test]
fn a_response_has_the_effort_of_its_turn_until_its_file_is_read_anew() {
    for (version, dump) in OLDER {
        let place = Place::new(&format!("older-effort-{version}"));
        restore(&place, dump);
        let database = || Connection::open(&place.database).expect("the database opens");
        let number = |sql: &str| {
            let told = database().query_row(sql, [], |row| row.get::<_, i64>(0));
            told.expect("a number")
        };
        let put = database().execute_batch("UPDATE turns SET effort = 'high'");
        put.expect("a turn may have an effort");
        let tokens = number("SELECT sum(input_tokens) FROM usage WHERE fate = 'counted'");
        let ran = place.run("models --by effort --last all --tz UTC --csv --no-ingest");
        assert_eq!(ran.exit, Exit::Fine, "{}", ran.err);
        let rows = ran.out.lines().skip(1).map(|row| {
            let values: Vec<&str> = row.split(',').collect();
            (values[0].to_owned(), values[4].to_owned())
        });
        let rows: Vec<_> = rows.collect();
        assert_eq!(
            rows,
            [("high".to_owned(), tokens.to_string())],
            "schema {version}"
        );
        let of_usage = "FROM sources WHERE id IN (SELECT source_id FROM usage)";
        let is_read = "modified_at_ms IS NOT NULL";
        assert!(number(&format!("SELECT count(*) {of_usage}")) > 0);
        let unread = number(&format!("SELECT count(*) {of_usage} AND {is_read}"));
        assert_eq!(unread, 0, "schema {version}: these would not be read anew");
    }
}
