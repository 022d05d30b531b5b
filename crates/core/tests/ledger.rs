//! The kept ledger: its table against the reader. What it calls dropped is changed in every sample, and no record of any
//! file may change with it; what it calls a length is changed at equal length.

mod samples;

use std::collections::BTreeSet;

use cutrack_core::item::TypePlace;
use cutrack_core::ledger::{Becomes, field_name};
use cutrack_core::report::ReportKind;
use cutrack_core::{Config, Engine, Query};
use samples::Files;
use serde_json::{Value, json};

/// Line types and path, as the ledger tells them.
type Place = (String, String);

fn engine(files: &Files, ledger: bool) -> Engine {
    let mut engine = Engine::new(Config {
        key: Some([7; 32]),
        ledger,
        ..Config::default()
    });
    for (name, bytes) in files {
        engine.begin(name);
        bytes.chunks(4096).for_each(|chunk| engine.feed(chunk));
        engine.end();
    }
    engine
}

fn ledger(files: &Files, by: &str) -> Value {
    let query = format!(r#"{{"report":"privacy","by":["{by}"],"limit":0}}"#);
    let query = Query::from_json(query.as_bytes()).expect("a query");
    let json = engine(files, true)
        .report(&query)
        .expect("a report")
        .to_json();
    serde_json::from_slice(&json).expect("JSON")
}

/// Each path of the samples and what the ledger says of it.
fn places(files: &Files) -> Vec<(Place, Becomes)> {
    let report = ledger(files, "path");
    let rows = report["rows"].as_array().expect("rows");
    let text = |value: &Value| value.as_str().expect("a word").to_owned();
    rows.iter()
        .map(|row| {
            let becomes = match row["becomes"].as_str() {
                Some("dropped") => Becomes::Dropped,
                Some("length") => Becomes::Length,
                _ => Becomes::Word,
            };
            ((text(&row["line"]), text(&row["path"])), becomes)
        })
        .collect()
}

/// All that is kept of the files, but for what follows the size of a file and the bytes of its first line.
fn records(files: &Files) -> Vec<String> {
    let engine = engine(files, false);
    let records = engine.records();
    let shown = records.iter().map(|file| {
        let mut source = file.source.clone();
        source.size_bytes = 0;
        source.first_line = None;
        let lines: Vec<_> = file
            .diagnostics
            .iter()
            .map(|found| (found.code, found.line))
            .collect();
        format!(
            "{source:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {lines:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
            file.identity,
            file.turns,
            file.usage,
            file.calls,
            file.activity,
            file.gauges,
            file.limits,
            file.events,
            file.links,
            file.findings,
            file.unknown_types,
            file.known_types,
            file.images,
            file.status_snapshots,
            file.status_limits,
            (&file.app_turns, &file.app_items),
        )
    });
    shown.collect()
}

/// The files, each line written anew, with the values of these places changed.
fn changed(files: &Files, places: &BTreeSet<&Place>, change: fn(&mut Value)) -> Files {
    let spawning = spawning(files);
    let of_line = |line: &[u8]| match serde_json::from_slice::<Value>(line) {
        Ok(mut value) => {
            let kind = kind_of(&value, &spawning);
            walk(&mut value, &kind, "", places, change);
            serde_json::to_vec(&value).expect("JSON")
        }
        Err(_) => line.to_vec(),
    };
    let of_file = |(name, bytes): &(String, Vec<u8>)| {
        let bytes = if name.ends_with(".zst") {
            bytes.clone()
        } else if name.ends_with(".json") {
            let mut document = serde_json::from_slice(bytes).expect("JSON");
            walk(&mut document, "document", "", places, change);
            serde_json::to_vec(&document).expect("JSON")
        } else {
            let lines = bytes.split(|&byte| byte == b'\n').map(of_line);
            lines.collect::<Vec<_>>().join(&b'\n')
        };
        (name.clone(), bytes)
    };
    files.iter().map(of_file).collect()
}

/// Ids of all calls of `spawn_agent`.
fn spawning(files: &Files) -> BTreeSet<String> {
    let lines = files
        .iter()
        .flat_map(|(_, bytes)| bytes.split(|&byte| byte == b'\n'));
    let values = lines.filter_map(|line| serde_json::from_slice::<Value>(line).ok());
    let calls = values.filter(|line| {
        let payload = &line["payload"];
        payload["type"] == "function_call" && payload["name"] == "spawn_agent"
    });
    calls
        .filter_map(|line| Some(line["payload"]["call_id"].as_str()?.to_owned()))
        .collect()
}

/// The types of a line, found a second way.
fn kind_of(line: &Value, spawning: &BTreeSet<String>) -> String {
    let known = |place: TypePlace, value: &Value| {
        let word = value["type"]
            .as_str()
            .and_then(|word| place.known(word.as_bytes()));
        word.unwrap_or("{}")
    };
    let payload = &line["payload"];
    if !payload.is_object() {
        if is_of_stream(line) {
            return "stream".to_owned();
        }
        return match line.get("type") {
            Some(_) => format!("bare/{}", known(TypePlace::Item, line)),
            None => "bare".to_owned(),
        };
    }
    match known(TypePlace::Line, line) {
        "event_msg" => match known(TypePlace::Event, payload) {
            "item_completed" if payload.get("item").is_some() => {
                let item = known(TypePlace::CompletedItem, &payload["item"]);
                format!("event_msg/item_completed/{item}")
            }
            event => format!("event_msg/{event}"),
        },
        "response_item" => match known(TypePlace::Item, payload) {
            "function_call_output"
                if payload["call_id"]
                    .as_str()
                    .is_some_and(|id| spawning.contains(id)) =>
            {
                "response_item/function_call_output/spawn_agent".to_owned()
            }
            item => format!("response_item/{item}"),
        },
        line => line.to_owned(),
    }
}

/// The same of lines that are told by what they hold, and by no envelope.
fn is_of_stream(line: &Value) -> bool {
    let word = line["type"].as_str().unwrap_or_default();
    let is_answer =
        line.get("id").is_some() && (line.get("result").or(line.get("error"))).is_some();
    line.get("method").is_some()
        || line["msg"].is_object()
        || is_answer
        || ["thread.", "turn.", "item.", "session."]
            .iter()
            .any(|start| word.starts_with(start))
        || word == "error" && line.get("message").is_some()
        || line.get("prompt").is_some()
        || line.get("provider").is_some() && line.get("model").is_some()
}

fn walk(
    value: &mut Value,
    kind: &str,
    path: &str,
    places: &BTreeSet<&Place>,
    change: fn(&mut Value),
) {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            for (key, value) in fields {
                let key = field_name(key.as_bytes()).unwrap_or("{}");
                let dot = if path.is_empty() { "" } else { "." };
                walk(value, kind, &format!("{path}{dot}{key}"), places, change);
            }
        }
        Value::Array(elements) => {
            for value in elements {
                walk(value, kind, &format!("{path}[]"), places, change);
            }
        }
        value => {
            if places.contains(&(kind.to_owned(), path.to_owned())) {
                change(value);
            }
        }
    }
}

/// Every letter and digit becomes the next one: a text of the same length.
fn next_letters(value: &mut Value) {
    match value {
        Value::String(text) => *text = text.chars().map(next).collect(),
        Value::Number(number) => {
            if let Some(whole) = number.as_u64() {
                // The last bit alone, so that there are as many digits.
                *value = json!(whole ^ 1);
            }
        }
        _ => {}
    }
}

fn next(letter: char) -> char {
    match letter {
        'z' => 'a',
        'Z' => 'A',
        '9' => '0',
        'a'..='y' | 'A'..='Y' | '0'..='8' => char::from(letter as u8 + 1),
        other => other,
    }
}

/// Another value, and another length.
fn something_else(value: &mut Value) {
    *value = match &*value {
        Value::String(text) => json!(format!("{text} and more")),
        Value::Number(_) => json!(12_345_678),
        Value::Bool(truth) => json!(!truth),
        other => other.clone(),
    };
}

/// Of the large set only files up to this size: the others hold the same paths once more.
const LARGE_BYTES: usize = 200_000;

/// All samples; the large set beside the project is one of them where it is at hand.
fn samples() -> Vec<(String, Files)> {
    let large = samples::neighbouring_rollouts().map(|folder| {
        let mut files = samples::rollouts_under(&folder);
        files.retain(|(_, bytes)| bytes.len() <= LARGE_BYTES);
        ("rollouts".to_owned(), files)
    });
    let small = samples::all().into_iter();
    small.chain(large).collect()
}

/// Changes every place of what becomes `becomes`, and names those whose change shows in a record.
fn expect_no_trace(becomes: Becomes, change: fn(&mut Value)) {
    let mut tried = 0;
    for (sample, files) in samples() {
        let places = places(&files);
        let chosen: BTreeSet<&Place> = places
            .iter()
            .filter(|(_, said)| *said == becomes)
            .map(|(place, _)| place)
            .collect();
        tried += chosen.len();
        let before = records(&changed(&files, &BTreeSet::new(), change));
        let shows = |places: &BTreeSet<&Place>| records(&changed(&files, places, change)) != before;
        if shows(&chosen) {
            let alone = |place: &&&Place| shows(&BTreeSet::from([**place]));
            let found: Vec<_> = chosen.iter().filter(alone).collect();
            panic!("{sample}: called {becomes:?}, and a change shows: {found:#?}");
        }
    }
    assert!(tried > 30, "only {tried} places were tried");
}

#[test]
fn what_is_dropped_leaves_no_trace_at_equal_length() {
    expect_no_trace(Becomes::Dropped, next_letters);
}

#[test]
fn what_is_dropped_leaves_no_trace_at_any_length() {
    expect_no_trace(Becomes::Dropped, something_else);
}

#[test]
fn a_length_leaves_no_trace_of_the_text() {
    expect_no_trace(Becomes::Length, next_letters);
}

#[test]
fn every_path_is_told_with_its_values_and_bytes() {
    let line = r#"{"timestamp":"2026-11-22T05:00:00.000Z","type":"event_msg","payload":{"type":"user_message","message":"a\n€","images":["x","y"],"/home/me":{"text":1}}}"#;
    let text =
        format!("{line}\n\nno JSON\n{{\"type\":\"my own type\",\"payload\":{{\"my key\":[]}}}}\n");
    let files = vec![("rollout-a.jsonl".to_owned(), text.clone().into_bytes())];
    let report = ledger(&files, "path");
    let told: Vec<Value> = report["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| {
            ["line", "path", "becomes", "values", "bytes"]
                .map(|key| row[key].clone())
                .into()
        })
        .collect();
    assert_eq!(
        told,
        [
            json!(["event_msg/user_message", "timestamp", "time", 1, 26]),
            json!(["event_msg/user_message", "payload.type", "label", 1, 14]),
            json!(["{}", "type", "label", 1, 13]),
            json!(["event_msg/user_message", "type", "label", 1, 11]),
            json!(["event_msg/user_message", "payload.message", "length", 1, 8]),
            json!(["unreadable", "", "dropped", 1, 7]),
            json!(["event_msg/user_message", "payload.images[]", "word", 2, 6]),
            json!(["event_msg/user_message", "payload.{}.text", "dropped", 1, 1]),
        ]
    );
    let total = &report["total"];
    assert_eq!(report["file_bytes"], text.len());
    assert_eq!(*total, json!({"paths": 8, "values": 9, "bytes": 86}));
    assert_eq!(report["between_bytes"], text.len() - 86);
}

/// Only the answer of `spawn_agent` tells an id.
#[test]
fn the_answer_of_spawn_agent_is_told_apart() {
    let item =
        |payload: &str| format!("{{\"type\":\"response_item\",\"payload\":{{{payload}}}}}\n");
    let text = [
        r#""type":"function_call","call_id":"a","name":"spawn_agent""#,
        r#""type":"function_call","call_id":"b","name":"shell""#,
        r#""type":"function_call_output","call_id":"b","output":"x""#,
        r#""type":"function_call_output","call_id":"a","output":"y""#,
    ];
    let text: String = text.into_iter().map(item).collect();
    let report = ledger(
        &vec![("rollout-a.jsonl".to_owned(), text.into_bytes())],
        "path",
    );
    let rows = report["rows"].as_array().expect("rows");
    let outputs = rows.iter().filter(|row| row["path"] == "payload.output");
    let mut told: Vec<_> = outputs
        .map(|row| {
            (
                row["line"].as_str().expect("a line"),
                row["becomes"].clone(),
            )
        })
        .collect();
    told.sort_by_key(|(line, _)| *line);
    let expected = [
        ("response_item/function_call_output", json!("head")),
        (
            "response_item/function_call_output/spawn_agent",
            json!("id"),
        ),
    ];
    assert_eq!(told, expected);
}

#[test]
fn paths_are_not_endless() {
    let deep = format!(
        r#"{{"type":"compacted","payload":{}1{}}}"#,
        r#"{"text":["#.repeat(300),
        "]}".repeat(300)
    );
    let files = vec![("rollout-a.jsonl".to_owned(), deep.into_bytes())];
    let report = ledger(&files, "path");
    let rows = report["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 2);
    assert!(rows[0]["path"].as_str().expect("a path").len() < 100);
    assert_eq!(rows[0]["values"], 1);
}

#[test]
fn every_value_is_of_one_kind_whatever_becomes_of_it() {
    for (name, files) in samples::all() {
        let [kinds, fates] = ["kind", "fate"].map(|by| ledger(&files, by));
        assert_eq!(kinds["total"], fates["total"], "{name}");
        let rows = |report: &Value| report["rows"].as_array().expect("rows").clone();
        let sum = |key: &str| -> u64 {
            rows(&kinds)
                .iter()
                .filter_map(|row| row[key].as_u64())
                .sum()
        };
        let dropped = rows(&fates)
            .into_iter()
            .find(|row| row["becomes"] == "dropped");
        let dropped = dropped.map_or(0, |row| row["values"].as_u64().expect("a count"));
        assert_eq!(sum("kept_values"), sum("values") - dropped);
        for row in rows(&kinds) {
            let is_text = [
                "message",
                "reasoning",
                "output",
                "argument",
                "instruction",
                "rest",
            ]
            .contains(&row["kind"].as_str().expect("a word"));
            let becomes_text =
                ["dropped", "length", "head"].contains(&row["becomes"].as_str().expect("a word"));
            assert_eq!(is_text, becomes_text, "{name}: {row}");
        }
    }
}

#[test]
fn it_is_kept_only_where_it_is_asked_for() {
    let query = Query {
        report: ReportKind::Privacy,
        ..Query::default()
    };
    assert!(engine(&Vec::new(), false).report(&query).is_err());
    assert!(engine(&Vec::new(), true).report(&query).is_ok());
}
