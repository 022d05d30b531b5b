//! A data set is all that is kept: a file of it gives the same answers, byte for byte, wherever it is cut into chunks.
//! What is no data set, a part of one or a newer one is refused.

mod answers;
mod samples;

use cutrack_core::privacy::Privacy;
use cutrack_core::record::table::Value;
use cutrack_core::report::ReportKind;
use cutrack_core::store::{self, DataSet, DataSetReader, FileRecords, Refusal};
use cutrack_core::{Config, Engine, Query};
use samples::Files;

const KEY: [u8; 32] = [7; 32];

fn engine() -> Engine {
    Engine::new(Config {
        key: Some(KEY),
        ..Config::default()
    })
}

fn of_files(files: &Files) -> Engine {
    let mut engine = engine();
    for (name, bytes) in files {
        engine.begin(name);
        engine.feed(bytes);
        engine.end();
    }
    engine
}

fn written(files: &[FileRecords], key: Option<[u8; 32]>) -> String {
    let mut text = String::new();
    store::write_data_set(files, key, |line| text.push_str(line));
    text
}

fn read(text: &str, chunk_bytes: usize) -> Result<DataSet, Refusal> {
    let mut reader = DataSetReader::default();
    let chunks = text.as_bytes().chunks(chunk_bytes);
    chunks.for_each(|chunk| reader.feed(chunk));
    reader.finish()
}

/// What is not to be told from a number of files.
fn refusal(text: &str) -> Option<Refusal> {
    read(text, 4096).err()
}

/// All answers; a query that may not have names is refused by both engines alike.
fn answers_of(engine: &Engine, with_names: bool) -> Vec<Option<Vec<u8>>> {
    let queries = answers::queries().into_iter();
    let queries = queries.filter(|query| query.report != ReportKind::Privacy);
    let asked = queries.map(|query| Query {
        with_names,
        ..query
    });
    let reports = asked.map(|query| engine.report(&query).ok());
    reports
        .map(|report| report.map(|report| report.to_json()))
        .collect()
}

fn assert_comes_back(engine: &Engine, key: Option<[u8; 32]>, chunk_bytes: usize, name: &str) {
    let text = written(&engine.records(), key);
    let taken = read(&text, chunk_bytes).unwrap_or_else(|_| panic!("{name} is refused"));
    assert!(taken.key == key, "{name}");
    let mut other = self::engine();
    other.put(taken.files);
    let names = key.is_some();
    assert!(
        answers_of(engine, names) == answers_of(&other, names),
        "{name}"
    );
    assert!(written(&other.records(), key) == text, "{name}");
}

#[test]
fn every_sample_comes_back() {
    let samples = samples::all().into_iter();
    for (name, files) in samples {
        let engine = of_files(&files);
        assert_comes_back(&engine, Some(KEY), 4096, &name);
        assert_comes_back(&engine, None, 7, &name);
    }
}

#[test]
fn names_stay_behind_unless_they_are_wished_for() {
    let (_, files) = samples::fixtures().pop().expect("a sample");
    let engine = of_files(&files);
    let records = engine.records();
    let rows = records
        .iter()
        .flat_map(|file| file.name_rows(Privacy::Names));
    let names: Vec<String> = rows
        .map(|row| match &row[1] {
            Value::Text(name) => name.clone(),
            _ => panic!("a name is text"),
        })
        .filter(|name| name.contains('/'))
        .collect();
    assert!(!names.is_empty());
    let text = written(&records, None);
    assert!(names.iter().all(|name| !text.contains(name)));
    let text = written(&records, Some(KEY));
    assert!(names.iter().all(|name| text.contains(name)));
}

#[test]
fn what_is_cut_changed_newer_or_something_else_is_refused() {
    let (_, files) = samples::fixtures().swap_remove(11);
    let text = written(&of_files(&files).records(), Some(KEY));
    assert_eq!(refusal(&text), None);
    let schema = format!("\"schema\":{}", store::SCHEMA);
    let later = format!("\"schema\":{}", store::SCHEMA + 1);
    assert_eq!(
        refusal(&text.replace(&schema, &later)),
        Some(Refusal::Newer)
    );
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for at in 1..lines.len() {
        assert_eq!(
            refusal(&lines[..at].concat()),
            Some(Refusal::Damaged),
            "{at}"
        );
        let mut less = lines.clone();
        less.remove(at);
        assert_eq!(refusal(&less.concat()), Some(Refusal::Damaged), "{at}");
        let mut twice = lines.clone();
        twice.insert(at, lines[at]);
        assert_eq!(refusal(&twice.concat()), Some(Refusal::Damaged), "{at}");
    }
    for other in [
        "",
        "{}\n",
        "[[1]]\n",
        "{\"timestamp\":\"2026-06-01T00:00:00Z\"}\n",
    ] {
        assert_eq!(refusal(other), Some(Refusal::Other), "{other}");
    }
}

#[test]
fn what_an_older_schema_did_not_have_is_absent_and_its_files_are_read_anew() {
    let (_, files) = samples::fixtures().swap_remove(11);
    let engine = of_files(&files);
    let column = "service_tier";
    let mut older = String::new();
    for line in written(&engine.records(), Some(KEY)).lines() {
        older.push_str(&without(line, "turns", column));
        older.push('\n');
    }
    let taken = read(&older, 4096).unwrap_or_else(|_| panic!("it is refused"));
    let turns = |files: &[FileRecords]| files.iter().map(|file| file.turns.len()).sum::<usize>();
    assert_eq!(turns(&taken.files), turns(&engine.records()));
    assert!(
        taken
            .files
            .iter()
            .all(|file| file.source.modified_at.is_none())
    );
}

#[test]
fn a_response_of_an_older_schema_has_the_effort_of_its_turn() {
    let mut traps = samples::traps().into_iter();
    let trap = traps.find(|(trap, _)| trap == "116-several-efforts-in-one-turn");
    let (_, files) = trap.expect("the trap is there");
    let engine = of_files(&files);
    let efforts = |files: &[FileRecords]| {
        let rows = files.iter().flat_map(|file| &file.usage);
        let words = rows.map(|row| row.effort.as_ref().map(ToString::to_string));
        words.map(Option::unwrap_or_default).collect::<Vec<_>>()
    };
    assert_eq!(
        efforts(&engine.records()),
        ["low", "medium", "xhigh", "low"]
    );
    let whole = written(&engine.records(), Some(KEY));
    let older: Vec<String> = whole
        .lines()
        .map(|line| without(line, "usage", "effort") + "\n")
        .collect();
    for (text, expected) in [
        (whole, ["low", "medium", "xhigh", "low"]),
        (older.concat(), ["low"; 4]),
    ] {
        let taken = read(&text, 4096).unwrap_or_else(|_| panic!("it is refused"));
        assert_eq!(efforts(&taken.files), expected);
    }
}

/// A line of the data set without one column of one table.
fn without(line: &str, table: &str, column: &str) -> String {
    let mut value: serde_json::Value = serde_json::from_str(line).expect("JSON");
    let mut place = None;
    for known in store::tables().filter(|known| known.name == table) {
        place = known.columns.iter().position(|one| one.name == column);
    }
    let place = place.expect("a known column");
    if let Some(columns) = value.pointer_mut(&format!("/columns/{table}")) {
        columns.as_array_mut().expect("a list").remove(place);
    }
    if value["table"] == table {
        let rows = value["rows"].as_array_mut().expect("rows");
        rows.iter_mut()
            .for_each(|row| drop(row.as_array_mut().expect("a row").remove(place)));
    }
    value.to_string()
}
