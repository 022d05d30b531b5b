//! Streams of the app-server and of `codex exec --json`: each sample of `tests/streams` and what its rows are.
//!
//! `CUTRACK_BLESS` writes down what is kept; a person reads it before it is committed.

mod samples;

use std::fs;

use cutrack_core::record::table::Value;
use cutrack_core::{Config, Engine};

/// Tables that rows of a stream stand in.
const TABLES: [&str; 4] = ["app_turns", "app_items", "rate_limits", "findings"];

fn engine(bytes: &[u8], chunk: usize) -> Engine {
    let mut engine = Engine::new(Config {
        key: Some([7; 32]),
        ..Config::default()
    });
    engine.begin("stream.jsonl");
    bytes.chunks(chunk).for_each(|chunk| engine.feed(chunk));
    engine.end();
    engine
}

/// The rows, one a line: what is absent, false or only says whose a row is stands in none.
fn rows(engine: &Engine) -> String {
    let mut text = String::new();
    for file in engine.records().iter() {
        let whole = file
            .rows()
            .filter(|(table, _)| TABLES.contains(&table.name));
        for (table, rows) in whole {
            for row in rows {
                let cells = table.columns.iter().zip(&row).skip(1);
                let told = cells.filter_map(|(column, value)| match value {
                    Value::Absent => None,
                    Value::Integer(number) => Some(format!("{}={number}", column.name)),
                    Value::Text(word) => Some(format!("{}={word}", column.name)),
                });
                let told: Vec<String> = told.collect();
                text.push_str(&format!("{} {}\n", table.name, told.join(" ")));
            }
        }
    }
    text
}

#[test]
fn streams_become_rows() {
    let bless = std::env::var_os("CUTRACK_BLESS").is_some();
    let streams = samples::streams();
    assert!(streams.len() > 20);
    let mut wrong = Vec::new();
    for (name, files) in streams {
        let (_, bytes) = &files[0];
        let told = rows(&engine(bytes, 1 << 16));
        let expected = samples::workspace_root().join(format!("tests/streams/{name}.txt"));
        if bless {
            fs::write(&expected, &told).expect("written");
        }
        assert!(rows(&engine(bytes, 7)) == told, "{name}: in chunks");
        if fs::read_to_string(&expected).unwrap_or_default() != told {
            wrong.push(name);
        }
    }
    assert!(wrong.is_empty(), "not as written down: {wrong:?}");
}

/// Every turn is named twice, the second time in the other direction. Looking through all turns for each, this would take
/// minutes.
#[test]
fn a_turn_is_found_among_many() {
    const TURNS: u32 = 100_000;
    let item = |event: &str, turn: u32| {
        format!(
            r#"{{"method":"item/{event}","params":{{"item":{{"type":"reasoning","id":"item-{turn}"}},"threadId":"01a201ca-6541-71e2-8133-3f38e0b6219c","turnId":"01a201ca-6562-7f32-bfa7-{turn:012x}"}}}}"#
        ) + "\n"
    };
    let started = (0..TURNS).map(|turn| item("started", turn));
    let completed = (0..TURNS).rev().map(|turn| item("completed", turn));
    let stream: String = started.chain(completed).collect();
    let engine = engine(stream.as_bytes(), 1 << 16);
    let records = engine.records();
    let rows = |wanted: &str| {
        let mut tables = records[0].rows();
        let (_, rows) = tables.find(|(table, _)| table.name == wanted)?;
        Some(rows.len())
    };
    assert_eq!(rows("app_turns"), Some(TURNS as usize));
    assert_eq!(rows("app_items"), Some(TURNS as usize));
}
