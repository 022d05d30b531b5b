//! Records add up to the reports that they stand behind, and have the keys that programs rely on.

mod samples;

use cutrack_core::{Config, Engine, Query};
use serde_json::Value;

fn engine(files: &samples::Files) -> Engine {
    let mut engine = Engine::new(Config::default());
    for (name, bytes) in files {
        engine.begin(name);
        engine.feed(bytes);
        engine.end();
    }
    engine
}

fn rows(engine: &Engine, query: &str) -> Vec<String> {
    let query = Query::from_json(query.as_bytes()).expect("a query");
    let report = engine.report(&query).expect("a report");
    let text = |row| String::from_utf8(row).expect("UTF-8");
    report.rows().into_iter().map(text).collect()
}

fn json(engine: &Engine, query: &str) -> Value {
    let query = Query::from_json(query.as_bytes()).expect("a query");
    let json = engine.report(&query).expect("a report").to_json();
    serde_json::from_slice(&json).expect("JSON")
}

fn sum(rows: &[String], key: &str) -> u64 {
    let number = |row: &String| serde_json::from_str::<Value>(row).expect("JSON")[key].as_u64();
    rows.iter().filter_map(number).sum()
}

fn assert_adds_up(what: &str, engine: &Engine, narrowed: &str) {
    let usage = rows(
        engine,
        &format!(r#"{{"report":"records","tables":["usage"]{narrowed}}}"#),
    );
    let report = json(engine, &format!(r#"{{"report":"usage"{narrowed}}}"#));
    let total = &report["total"];
    assert_eq!(
        Some(usage.len() as u64),
        total["responses"].as_u64(),
        "{what}"
    );
    for key in [
        "input_tokens",
        "cached_input_tokens",
        "output_tokens",
        "cost_nano_dollars",
    ] {
        assert_eq!(
            sum(&usage, key),
            total[key].as_u64().unwrap_or(0),
            "{what}: {key}"
        );
    }
    let calls = rows(
        engine,
        &format!(r#"{{"report":"records","tables":["tool_calls"]{narrowed}}}"#),
    );
    let asked = calls
        .iter()
        .filter(|call| call.contains(r#""nested":false"#))
        .count() as u64;
    let tools = json(engine, &format!(r#"{{"report":"tools"{narrowed}}}"#));
    assert_eq!(Some(asked), tools["total"]["calls"].as_u64(), "{what}");
}

#[test]
fn records_add_up_to_reports() {
    for (name, files) in samples::fixtures() {
        let engine = engine(&files);
        assert_adds_up(&name, &engine, "");
        assert_adds_up(&name, &engine, r#","filters":{"model":["gpt-5*"]}"#);
        assert_adds_up(&name, &engine, r#","filters":{"source":["exec"]}"#);
        assert_adds_up(&name, &engine, r#","range":{"since":"2026-11-22T06:00"}"#);
    }
}

#[test]
fn tables_come_one_after_the_other_and_narrowed_as_asked() {
    let files = samples::fixtures()
        .into_iter()
        .flat_map(|(_, files)| files)
        .collect();
    let engine = engine(&files);
    let all = rows(&engine, r#"{"report":"records"}"#);
    let mut tables: Vec<String> = all
        .iter()
        .map(|row| {
            let row: Value = serde_json::from_str(row).expect("JSON");
            row["record"].as_str().expect("a table").to_owned()
        })
        .collect();
    tables.dedup();
    let expected = [
        "sources",
        "sessions",
        "turns",
        "usage",
        "events",
        "tool_calls",
        "rate_limits",
        "gauges",
        "types",
    ];
    assert_eq!(tables, expected);
    assert!(all.iter().all(|row| row.starts_with(r#"{"record":"#)));

    let two = rows(
        &engine,
        r#"{"report":"records","tables":["turns","sources"]}"#,
    );
    let count = |table: &str| {
        let start = format!(r#"{{"record":"{table}""#);
        all.iter().filter(|row| row.starts_with(&start)).count()
    };
    assert_eq!(two.len(), count("turns") + count("sources"));

    let one = rows(
        &engine,
        r#"{"report":"records","tables":["sources"],"filters":{"session":["01a201cf"]}}"#,
    );
    assert!(!one.is_empty() && one.len() < count("sources"));
    assert!(
        one.iter()
            .all(|row| row.contains(r#""session_id":"01a201cf"#))
    );
}

#[test]
fn the_newest_response_of_the_neighbouring_rollouts() {
    let Some(folder) = samples::neighbouring_rollouts() else {
        return;
    };
    let engine = engine(&samples::rollouts_under(&folder));
    let usage = rows(&engine, r#"{"report":"records","tables":["usage"]}"#);
    assert_eq!(usage.len(), 4061);
    let newest = usage.last().expect("a response");
    let expected = r#"{"record":"usage","session_id":"019f9b36-1e6d-7651-9801-5450483871e2","turn_index":24,"at":"2026-08-06T08:03:28.174Z","response_id":null,"model":"gpt-5.6-sol","service_tier":null,"input_tokens":163648,"cached_input_tokens":159488,"cache_write_input_tokens":0,"output_tokens":132,"reasoning_output_tokens":0,"compaction":false,"cost_nano_dollars":83075200}"#;
    assert_eq!(newest, expected);
    assert_eq!(
        rows(&engine, r#"{"report":"records","tables":["sessions"]}"#).len(),
        145
    );
}
