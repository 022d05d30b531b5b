//! What is kept of files says the same as the files: records become rows and records again, and every report over
//! them is the report over the files, byte for byte.

mod answers;
mod samples;

use std::collections::BTreeSet;

use cutrack_core::privacy::Privacy;
use cutrack_core::record::table::{ColumnKind, Row, Table, Value};
use cutrack_core::report::ReportKind;
use cutrack_core::store::{self, FileRecords};
use cutrack_core::{Config, Engine, Query};
use samples::Files;

/// Every report but the one that reads the lines again; and one by a name, which the rows hold apart.
fn queries() -> Vec<Query> {
    let all = answers::queries().into_iter();
    let of_rows = all.filter(|query| query.report != ReportKind::Privacy);
    let by_name =
        br#"{"report":"sessions","limit":0,"with_names":true,"filters":{"project":["*"]}}"#;
    let by_name = Query::from_json(by_name).expect("a query");
    of_rows.chain([by_name]).collect()
}

fn config() -> Config {
    Config {
        key: Some([7; 32]),
        ..Config::default()
    }
}

fn engine(files: &Files) -> Engine {
    let mut engine = Engine::new(config());
    for (name, bytes) in files {
        engine.begin(name);
        engine.feed(bytes);
        engine.end();
    }
    engine
}

/// The rows of all files by table, as a database holds them; and those of `names`.
fn stored(engine: &Engine) -> (Vec<(&'static str, Vec<Row>)>, Vec<Row>) {
    let mut tables: Vec<_> = store::tables()
        .map(|table| (table.name, Vec::new()))
        .collect();
    let mut names = BTreeSet::new();
    for file in engine.records().iter() {
        for (table, rows) in file.rows() {
            rows.iter().for_each(|row| assert_fits(table, row));
            let of_table = tables.iter_mut().find(|(name, _)| *name == table.name);
            of_table.expect("a known table").1.extend(rows);
        }
        names.extend(file.name_rows(Privacy::Names));
    }
    tables.retain(|(name, _)| !["names", "meta"].contains(name));
    (tables, names.into_iter().collect())
}

fn assert_fits(table: &Table, row: &Row) {
    assert_eq!(row.len(), table.columns.len(), "{}", table.name);
    for (value, column) in row.iter().zip(table.columns) {
        let fits = match value {
            Value::Absent => column.optional,
            Value::Integer(_) => column.kind == ColumnKind::Integer,
            Value::Text(_) => column.kind == ColumnKind::Text,
        };
        assert!(fits, "{}.{}", table.name, column.name);
    }
}

fn restored(tables: Vec<(&'static str, Vec<Row>)>, names: &[Row]) -> Vec<FileRecords> {
    let mut records = store::records(tables).expect("whole rows");
    store::learn_names(&mut records, names).expect("names");
    records
}

/// The same records by way of their bytes.
fn by_bytes(file: &FileRecords) -> FileRecords {
    let bytes = file.to_bytes(|_| true);
    let read = FileRecords::default().with_bytes(&bytes, |_| true);
    read.expect("its own bytes")
}

fn assert_rows_say_the_same(what: &str, files: &Files) {
    let read = engine(files);
    let (mut tables, names) = stored(&read);
    let again = tables.clone();
    // A database gives rows in any order.
    tables.reverse();
    tables.iter_mut().for_each(|(_, rows)| rows.reverse());
    let mut kept = Engine::new(config());
    kept.put(restored(tables, &names));
    let queries = queries();
    let said = |engine| answers::answers(engine, &queries);
    assert_eq!(said(&kept), said(&read), "{what}");
    assert!(kept.file_usage() == read.file_usage(), "{what}");
    assert!(
        stored(&kept) == (again.clone(), names.clone()),
        "{what}: rows of rows"
    );
    let mut kept = Engine::new(config());
    let mut files: Vec<FileRecords> = read.records().iter().map(by_bytes).collect();
    store::learn_names(&mut files, &names).expect("names");
    kept.put(files);
    assert_eq!(said(&kept), said(&read), "{what}: bytes");
    assert!(stored(&kept) == (again, names), "{what}: rows of bytes");
}

#[test]
fn rows_of_the_fixtures_say_the_same() {
    for (name, files) in samples::fixtures() {
        assert_rows_say_the_same(&name, &files);
    }
}

#[test]
fn rows_of_the_traps_say_the_same() {
    let samples = samples::small().into_iter().chain(samples::streams());
    for (name, files) in samples {
        assert_rows_say_the_same(&name, &files);
    }
}

#[test]
fn rows_of_the_neighbouring_rollouts_say_the_same() {
    if let Some(folder) = samples::neighbouring_rollouts() {
        assert_rows_say_the_same("neighbouring rollouts", &samples::rollouts_under(&folder));
    }
}

/// Files that have a row in every table: the fixtures, what was hand-written, and one of a version that nobody knows.
fn files_of_every_table() -> Files {
    let name = "rollout-2026-06-01T00-00-00-01a201db-0000-7000-8000-000000000001.jsonl";
    let lines = r#"{"timestamp":"2026-06-01T00:00:00.000Z","type":"session_meta","payload":{"id":"01a201db-0000-7000-8000-000000000001"}}
{"timestamp":"2026-06-01T00:00:00.000Z","type":"of_a_later_version","payload":{}}
"#;
    let later = (name.to_owned(), lines.as_bytes().to_vec());
    let samples = samples::all().into_iter();
    let files = samples.flat_map(|(_, files)| files);
    files.chain([later]).collect()
}

#[test]
fn keys_are_unique_and_name_columns() {
    let (tables, _) = stored(&engine(&files_of_every_table()));
    for table in store::tables() {
        let named = |names: &[&str]| {
            let place = |name: &&str| table.columns.iter().position(|column| column.name == *name);
            names.iter().map(place).collect::<Option<Vec<_>>>()
        };
        let key = named(table.key).expect("columns of the key");
        assert!(
            table.index.iter().all(|index| named(index).is_some()),
            "{}",
            table.name
        );
        let Some((_, rows)) = tables.iter().find(|(name, _)| *name == table.name) else {
            continue;
        };
        assert!(!rows.is_empty(), "no fixture has a row of {}", table.name);
        let keys = rows
            .iter()
            .map(|row| key.iter().map(|&at| &row[at]).collect::<Vec<_>>());
        assert_eq!(
            keys.collect::<BTreeSet<_>>().len(),
            rows.len(),
            "{}",
            table.name
        );
    }
}

#[test]
fn names_stand_in_a_table_of_their_own() {
    let name = "rollout-2026-06-01T00-00-00-01a201db-0000-7000-8000-000000000001.jsonl";
    let meta = r#"{"timestamp":"2026-06-01T00:00:00.000Z","type":"session_meta","payload":{"id":"01a201db-0000-7000-8000-000000000001","cwd":"/home/joe/acme","git":{"branch":"secret-branch","repository_url":"https://joe:pass@example.invalid/acme/secret.git"}}}"#;
    let files = vec![(format!("of joe/{name}"), meta.as_bytes().to_vec())];
    let read = engine(&files);
    assert!(read.records()[0].name_rows(Privacy::Strict).is_empty());
    let (tables, names) = stored(&read);
    let text = format!("{tables:?}");
    for secret in ["joe", "acme", "secret", "pass"] {
        assert!(!text.contains(secret), "{secret}");
    }
    let mut readable: Vec<_> = names.iter().map(|row| row[1].clone()).collect();
    readable.sort();
    let expected = [
        format!("of joe/{name}"),
        "/home/joe/acme".to_owned(),
        "https://example.invalid/acme/secret.git".to_owned(),
        "secret-branch".to_owned(),
    ];
    let mut expected = expected.map(Value::Text);
    expected.sort();
    assert_eq!(readable, expected);

    let nameless = store::records(tables).expect("whole rows");
    let mut engine = Engine::new(config());
    engine.put(nameless);
    let query = Query::from_json(br#"{"report":"sessions","with_names":true}"#).expect("a query");
    let json =
        String::from_utf8(engine.report(&query).expect("a report").to_json()).expect("UTF-8");
    assert!(json.contains(r#""project":"p-"#), "{json}");
}

#[test]
fn damage_is_refused_and_not_repeated() {
    let (tables, _) = stored(&engine(&files_of_every_table()));
    let secret = || Value::Text("a secret of four words".to_owned());
    for (at, (name, rows)) in tables.iter().enumerate() {
        for column in 0..rows[0].len() {
            let mut damaged = tables.clone();
            damaged[at].1[0][column] = secret();
            let error = store::records(damaged).err();
            let error = error.unwrap_or_else(|| panic!("{name}, column {column}"));
            assert!(!format!("{error:?}").contains("secret"));
        }
        let mut longer = tables.clone();
        longer[at].1[0].push(Value::Absent);
        assert!(store::records(longer).is_err(), "{name}");
        let mut shorter = tables.clone();
        shorter[at].1[0].pop();
        assert!(store::records(shorter).is_err(), "{name}");
    }
    assert!(store::records([("secrets", Vec::new())]).is_err());
    let without_sources = tables
        .iter()
        .filter(|(name, _)| *name != "sources")
        .cloned();
    assert!(store::records(without_sources).is_err());
}

#[test]
fn bytes_that_were_changed_are_none() {
    let read = engine(&files_of_every_table());
    for file in read.records().iter() {
        let bytes = file.to_bytes(|_| true);
        for at in (0..bytes.len()).step_by(7).chain([bytes.len() - 1]) {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << (at % 8);
            assert!(
                FileRecords::default()
                    .with_bytes(&changed, |_| true)
                    .is_none()
            );
            let cut = &bytes[..at];
            assert!(FileRecords::default().with_bytes(cut, |_| true).is_none());
        }
    }
}

#[test]
fn of_bytes_only_the_wanted_tables_are_read() {
    let read = engine(&files_of_every_table());
    for file in read.records().iter() {
        let bytes = file.to_bytes(|table| table != "sources");
        let some = FileRecords::default().with_bytes(&bytes, |table| table == "usage");
        let some = some.expect("its own bytes");
        assert_eq!(some.usage.len(), file.usage.len());
        assert!(some.identity.is_none() && some.turns.is_empty() && some.source.lines_seen == 0);
    }
}
