//! The reports of tools and commands: groups, order, cut, percentiles, and what they refuse.

use cutrack_core::privacy::Privacy;
use cutrack_core::report::QueryError;
use cutrack_core::{Config, Engine, Query};
use serde_json::Value;

/// A line of a session in the folder `/x`, at a second of 2026.
fn line(second: u32, kind: &str, payload: &str) -> String {
    format!(
        "{{\"timestamp\":\"2026-06-01T08:30:{second:02}Z\",\"type\":\"{kind}\",\"payload\":{payload}}}\n"
    )
}

/// A call with its end: an id, a tool, a command, its exit code and its duration.
fn ran(second: u32, [id, tool, command]: [&str; 3], code: i64, seconds: u64) -> String {
    let call = format!(
        r#"{{"type":"function_call","call_id":"{id}","name":"{tool}","arguments":"{{\"cmd\":\"{command}\"}}"}}"#
    );
    let end = format!(
        r#"{{"type":"exec_command_end","call_id":"{id}","exit_code":{code},"duration":{{"secs":{seconds},"nanos":0}}}}"#
    );
    line(second, "response_item", &call) + &line(second, "event_msg", &end)
}

/// Two sessions of two models: commands, a patch, a plan, an MCP call, a nested command, a command that runs on.
fn engine(privacy: Privacy) -> Engine {
    let begin = |number: u32, model: &str| {
        let id = format!("01a201db-0000-7000-8000-00000000000{number}");
        let meta = format!(r#"{{"id":"{id}","cwd":"/x/{model}"}}"#);
        let context = format!(r#"{{"turn_id":"t{number}","model":"{model}"}}"#);
        let started = format!(r#"{{"type":"task_started","turn_id":"t{number}"}}"#);
        [
            line(0, "session_meta", &meta),
            line(0, "event_msg", &started),
            line(0, "turn_context", &context),
        ]
        .concat()
    };
    let item = |second, payload: &str| line(second, "response_item", payload);
    let nested = r#"{"type":"exec_command_end","call_id":"exec-1","command":["deploy-acme"],"exit_code":0,"duration":{"secs":60,"nanos":0}}"#;
    let running = r#"{"type":"function_call_output","call_id":"d","output":"Wall time: 10 seconds\nProcess running with session ID 7\nOutput:\nfour"}"#;
    let one = [
        begin(1, "one"),
        ran(1, ["a", "exec_command", "git status"], 0, 1),
        ran(2, ["b", "exec_command", "git push"], 1, 2),
        ran(3, ["c", "exec_command", "cargo test"], 0, 30),
        line(4, "event_msg", nested),
    ];
    let two = [
        begin(2, "two"),
        ran(5, ["a", "exec_command", "git log"], 0, 3),
        item(
            6,
            r#"{"type":"custom_tool_call","call_id":"b","name":"apply_patch","input":"x"}"#,
        ),
        item(
            7,
            r#"{"type":"function_call","call_id":"c","name":"get","namespace":"mcp__demo","arguments":"{}"}"#,
        ),
        item(
            8,
            r#"{"type":"function_call","call_id":"d","name":"exec_command","arguments":"{\"cmd\":\"npm start\"}"}"#,
        ),
        item(8, running),
    ];
    let mut engine = Engine::new(Config {
        privacy,
        ..Config::default()
    });
    for (index, lines) in [one.concat(), two.concat()].iter().enumerate() {
        engine.begin(&format!("sessions/rollout-{index}.jsonl"));
        engine.feed(lines.as_bytes());
        engine.end();
    }
    engine
}

fn answer(privacy: Privacy, query: &str) -> Value {
    let query = Query::from_json(query.as_bytes()).expect("a query");
    let report = engine(privacy).report(&query).expect("a report");
    serde_json::from_slice(&report.to_json()).expect("JSON")
}

/// The values of these keys in each row, the rest and the total, as text.
fn shown(answer: &Value, keys: &str) -> Vec<String> {
    let rows = answer["rows"].as_array().expect("rows").iter();
    let sums = rows.chain(answer.get("rest")).chain([&answer["total"]]);
    let values = |of: &Value| {
        let values = keys.split(' ').filter_map(|key| of.get(key));
        let words = values.map(|value| value.to_string().replace('"', ""));
        words.collect::<Vec<_>>().join(" ")
    };
    sums.map(values).collect()
}

fn check(query: &str, keys: &str, expected: &[&str]) {
    assert_eq!(
        shown(&answer(Privacy::Names, query), keys),
        expected,
        "{query}"
    );
}

#[test]
fn calls_by_every_key() {
    let keys = "tool kind server model project sessions calls failed outcomes_known";
    check(
        r#"{"report":"tools"}"#,
        keys,
        &[
            "exec_command shell 2 5 1 4",
            "apply_patch patch 1 1 null 0",
            "mcp__demo__get mcp 1 1 null 0",
            "2 7 1 4",
        ],
    );
    check(
        r#"{"report":"tools","by":["kind"]}"#,
        keys,
        &[
            "shell 2 5 1 4",
            "patch 1 1 null 0",
            "mcp 1 1 null 0",
            "2 7 1 4",
        ],
    );
    check(
        r#"{"report":"tools","by":["server"]}"#,
        keys,
        &["null 2 6 1 4", "demo 1 1 null 0", "2 7 1 4"],
    );
    check(
        r#"{"report":"tools","by":["model"],"order":"asc"}"#,
        keys,
        &["one 1 3 1 3", "two 1 4 0 1", "2 7 1 4"],
    );
    check(
        r#"{"report":"tools","by":["project"],"with_names":true}"#,
        keys,
        &["/x/two 1 4 0 1", "/x/one 1 3 1 3", "2 7 1 4"],
    );
    assert_eq!(
        answer(Privacy::Names, r#"{"report":"tools"}"#)["nested_calls"],
        1
    );
}

#[test]
fn commands_by_program() {
    let keys =
        "program rows runs failed outcomes_known durations_known p50_duration_ms p95_duration_ms";
    check(
        r#"{"report":"commands"}"#,
        keys,
        &[
            "git 3 1 3 3 2000 3000",
            "cargo 1 0 1 1 30000 30000",
            "deploy-acme 1 0 1 1 60000 60000",
            // It ran on: neither how it ended nor how long it took is told.
            "npm 1 null 0 0 null null",
            "6 1 5 5 3000 60000",
        ],
    );
    check(
        r#"{"report":"commands","sort":"p95_duration_ms","limit":1}"#,
        keys,
        &[
            "deploy-acme 1 0 1 1 60000 60000",
            "3 5 1 4 4 2000 30000",
            "6 1 5 5 3000 60000",
        ],
    );
    check(
        r#"{"report":"commands","filters":{"model":["two"]},"by":["model"]}"#,
        "model runs",
        &["two 2", "2"],
    );
}

#[test]
fn strict_shows_only_programs_that_everyone_has() {
    let answer = answer(Privacy::Strict, r#"{"report":"commands"}"#);
    assert_eq!(
        shown(&answer, "program runs"),
        ["git 3", "null 1", "cargo 1", "npm 1", "6"]
    );
}

#[test]
fn what_is_refused() {
    for (query, error) in [
        (
            r#"{"report":"tools","by":["effort"]}"#,
            QueryError::Grouping,
        ),
        (
            r#"{"report":"tools","by":["program"]}"#,
            QueryError::Grouping,
        ),
        (
            r#"{"report":"commands","by":["tool"]}"#,
            QueryError::Grouping,
        ),
        (r#"{"report":"usage","by":["tool"]}"#, QueryError::Grouping),
        (r#"{"report":"tools","sort":"runs"}"#, QueryError::Column),
        (
            r#"{"report":"commands","sort":"calls"}"#,
            QueryError::Column,
        ),
    ] {
        let query = Query::from_json(query.as_bytes()).expect("a query");
        let refused = Engine::new(Config::default()).report(&query);
        assert_eq!(refused.err(), Some(error));
    }
}
