//! What a session's timeline and the context view are drawn from: marks in the order of time, how full windows were
//! when turns ended, and compactions.

use cutrack_core::zone::Zone;
use cutrack_core::{Config, Engine, Query};
use serde_json::{Value, json};

const ID: &str = "01a201db-0000-7000-8000-000000000001";
const OTHER: &str = "01a201db-0000-7000-8000-000000000002";

/// A line of the file, `minute` minutes into the session.
fn line(minute: u32, kind: &str, payload: Value) -> String {
    let at = format!("2026-06-01T00:{minute:02}:00.000Z");
    json!({"timestamp": at, "type": kind, "payload": payload}).to_string() + "\n"
}

fn token_count(minute: u32, total: u64, window: u64) -> String {
    let usage = json!({"input_tokens": total - 10, "output_tokens": 10, "total_tokens": total});
    let info = json!({"total_token_usage": usage, "last_token_usage": usage, "model_context_window": window});
    line(
        minute,
        "event_msg",
        json!({"type": "token_count", "info": info}),
    )
}

/// Two turns: one with a call, ended with a window that is half full; one that is nearly full, then compacted.
fn session(id: &str) -> String {
    let turn = |minute, turn: &str| {
        line(
            minute,
            "event_msg",
            json!({"type": "task_started", "turn_id": turn}),
        ) + &line(
            minute,
            "turn_context",
            json!({"turn_id": turn, "model": "gpt-5.4"}),
        )
    };
    let end = |minute, turn: &str| {
        line(
            minute,
            "event_msg",
            json!({"type": "task_complete", "turn_id": turn}),
        )
    };
    let (first, second) = (
        "01a201db-0000-7000-8000-0000000000a1",
        "01a201db-0000-7000-8000-0000000000a2",
    );
    line(
        0,
        "session_meta",
        json!({"id": id, "cwd": "/home/someone/tidepool"}),
    ) + &turn(1, first)
        + &line(
            2,
            "response_item",
            json!({"type": "function_call", "name": "shell", "call_id": "c1", "arguments": "{\"command\":[\"ls\"]}"}),
        )
        + &line(
            3,
            "response_item",
            json!({"type": "function_call_output", "call_id": "c1", "output": "{\"output\":\"\",\"metadata\":{\"exit_code\":1,\"duration_seconds\":0.5}}"}),
        )
        + &token_count(4, 50_000, 100_000)
        + &end(5, first)
        + &turn(10, second)
        + &token_count(11, 90_000, 100_000)
        + &line(12, "compacted", json!({"message": ""}))
        + &end(13, second)
}

/// Two compactions: Codex makes the first with a request of its own, the server the second, whose request no line tells.
fn compacted_twice() -> String {
    let said = |minute, kind: &str| {
        line(
            minute,
            "event_msg",
            json!({"type": kind, "message": "-----"}),
        )
    };
    let estimate = |minute, used: u64| {
        let nothing = json!({"input_tokens": 0, "output_tokens": 0, "total_tokens": used});
        let total =
            json!({"input_tokens": 91_000, "output_tokens": 20, "total_tokens": 91_020 + used});
        let info = json!({"total_token_usage": total, "last_token_usage": nothing, "model_context_window": 100_000});
        line(
            minute,
            "event_msg",
            json!({"type": "token_count", "info": info}),
        )
    };
    line(0, "session_meta", json!({"id": ID}))
        + &said(1, "user_message")
        + &token_count(2, 50_000, 200_000)
        + &said(3, "agent_message")
        + &token_count(4, 91_020, 100_000)
        + &line(5, "compacted", json!({"message": "-----"}))
        + &estimate(5, 20_000)
        + &line(9, "compacted", json!({"message": ""}))
        + &estimate(10, 15_000)
}

fn answer(files: &[&str], query: &str) -> Value {
    let sessions: Vec<String> = files.iter().map(|id| session(id)).collect();
    over(&sessions, query)
}

fn over(sessions: &[String], query: &str) -> Value {
    let mut engine = Engine::new(Config {
        zone: Zone::default(),
        ..Config::default()
    });
    for (file, lines) in sessions.iter().enumerate() {
        engine.begin(&format!("sessions/{file}.jsonl"));
        engine.feed(lines.as_bytes());
        engine.end();
    }
    let query = Query::from_json(query.as_bytes()).expect("a query");
    let report = engine.report(&query).expect("a report");
    serde_json::from_slice(&report.to_json()).expect("JSON")
}

#[test]
fn marks_of_one_session_in_the_order_of_time() {
    let query = format!(r#"{{"report":"timeline","filters":{{"session":["{ID}"]}}}}"#);
    let report = answer(&[ID, OTHER], &query);
    assert_eq!(report["session_id"], ID);
    let mark = |row: &Value| {
        let minute = row["at"].as_str().expect("a time")[14..16].to_owned();
        (
            minute,
            row["turn"].as_u64(),
            row["mark"].as_str().expect("a mark").to_owned(),
        )
    };
    let marks = report["rows"].as_array().expect("rows").iter().map(mark);
    let expected = [
        ("01", 1, "turn"),
        ("02", 1, "call"),
        ("04", 1, "response"),
        ("04", 1, "gauge"),
        ("10", 2, "turn"),
        ("11", 2, "response"),
        ("11", 2, "gauge"),
        ("12", 2, "compaction"),
    ];
    let expected =
        expected.map(|(minute, turn, mark)| (minute.to_owned(), Some(turn), mark.to_owned()));
    assert_eq!(marks.collect::<Vec<_>>(), expected);
    let call = &report["rows"][1];
    assert_eq!(
        (&call["kind"], &call["success"]),
        (&json!("shell"), &json!(false))
    );
}

#[test]
fn a_timeline_is_of_one_session_alone() {
    for filters in ["", r#""01a201db""#, r#""ffff""#] {
        let query = format!(r#"{{"report":"timeline","filters":{{"session":[{filters}]}}}}"#);
        let report = answer(&[ID, OTHER], &query);
        assert_eq!(
            (&report["session_id"], &report["rows"]),
            (&Value::Null, &json!([])),
            "{filters}"
        );
    }
}

#[test]
fn how_full_windows_were_when_turns_ended() {
    let report = answer(&[ID], r#"{"report":"fill"}"#);
    let row = &report["rows"][0];
    assert_eq!(report["rows"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&row["window_tokens"], &row["turns"], &row["nearly_full"]),
        (&json!(100_000), &json!(2), &json!(1))
    );
    assert_eq!((&row["bins"][10], &row["bins"][18]), (&json!(1), &json!(1)));
    assert_eq!(
        (&row["p50_per_mille"], &row["p90_per_mille"]),
        (&json!(500), &json!(900))
    );
    let later = answer(&[ID], r#"{"report":"fill","range":{"since":"2026-06-02"}}"#);
    assert_eq!(
        (
            &later["rows"],
            &later["total"]["turns"],
            &later["total"]["p50_per_mille"]
        ),
        (&json!([]), &json!(0), &Value::Null)
    );
}

#[test]
fn what_a_compaction_gave_back() {
    let report = answer(&[ID, OTHER], r#"{"report":"compactions"}"#);
    let rows = report["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 2);
    let row = &rows[0];
    assert_eq!(
        (&row["turn"], &row["tokens_before"], &row["is_told"]),
        (&json!(2), &json!(90_000), &json!(false))
    );
    assert_eq!(
        (&row["tokens_after"], &row["freed_per_mille"]),
        (&Value::Null, &Value::Null)
    );
}

#[test]
fn what_a_compaction_took_and_left_where_the_file_tells_it() {
    let sessions = [compacted_twice()];
    let report = over(&sessions, r#"{"report":"compactions"}"#);
    let told = |row: &Value| {
        let keys = [
            "is_remote",
            "tokens_after",
            "context_left_percent",
            "is_told",
            "response_tokens",
        ];
        keys.map(|key| row[key].clone())
    };
    // Codex sets 12 000 tokens of the window aside: (100 000 − 15 000) of 88 000, and (100 000 − 20 000) of it.
    assert_eq!(
        told(&report["rows"][0]),
        [
            json!(true),
            json!(15_000),
            json!(97),
            json!(false),
            json!(null)
        ]
    );
    assert_eq!(
        told(&report["rows"][1]),
        [
            json!(false),
            json!(20_000),
            json!(91),
            json!(true),
            json!(91_020)
        ]
    );
    let fill = over(&sessions, r#"{"report":"fill"}"#);
    let row = |row: &Value| (row["window_tokens"].clone(), row["compactions"].clone());
    let rows = fill["rows"].as_array().expect("rows");
    assert_eq!(
        rows.iter().map(row).collect::<Vec<_>>(),
        [(json!(100_000), json!(2))]
    );
    assert_eq!(fill["total"]["compactions"], json!(2));
}

#[test]
fn a_session_s_row_says_how_its_calls_and_its_window_went() {
    let told = |query: &str| {
        let report = answer(&[ID], query);
        let row = &report["rows"][0];
        let keys = [
            "failed_calls",
            "compactions",
            "most_used_per_mille",
            "files",
            "partial_files",
        ];
        keys.map(|key| row[key].clone())
    };
    assert_eq!(
        told(r#"{"report":"sessions"}"#),
        [json!(1), json!(1), json!(900), json!(1), json!(0)]
    );
    // The second turn alone: no line of it tells how a call ended.
    assert_eq!(
        told(r#"{"report":"sessions","range":{"since":"2026-06-01T00:06"}}"#),
        [json!(null), json!(1), json!(900), json!(1), json!(0)]
    );
}
