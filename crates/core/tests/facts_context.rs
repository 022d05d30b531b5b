//! The context report: how full the window got, by session, model and project.

mod samples;

use cutrack_core::{Config, Engine, Query};

const ID: &str = "01a201db-0000-7000-8000-000000000001";

fn answer(files: &samples::Files, query: &str) -> String {
    let mut engine = Engine::new(Config::default());
    for (name, bytes) in files {
        engine.begin(name);
        engine.feed(bytes);
        engine.end();
    }
    let query = format!(r#"{{"report":"context"{query}}}"#);
    let query = Query::from_json(query.as_bytes()).expect("a query");
    let report = engine.report(&query).expect("a report");
    let rows = report.rows().into_iter();
    let rows = rows.map(|row| String::from_utf8(row).expect("JSON is text") + "\n");
    rows.collect()
}

/// A session of two turns and two models; each line a minute after the one before.
fn session(lines: &[String]) -> samples::Files {
    let meta = format!(r#"{{"id":"{ID}"}}"#);
    let opening = [
        line("session_meta", &meta),
        line(
            "event_msg",
            r#"{"type":"task_started","turn_id":"t1","model_context_window":100000}"#,
        ),
        line("turn_context", r#"{"turn_id":"t1","model":"gpt-5"}"#),
    ];
    let lines = opening.iter().chain(lines).enumerate();
    let text = lines.map(|(minute, line)| {
        format!("{{\"timestamp\":\"2026-06-01T00:{minute:02}:00.000Z\",{line}}}\n")
    });
    let text: String = text.collect();
    vec![("rollout-a.jsonl".to_owned(), text.into_bytes())]
}

fn line(line_type: &str, payload: &str) -> String {
    format!(r#""type":"{line_type}","payload":{payload}"#)
}

/// A `token_count` whose running total is `total` and whose last response left `used` tokens in the window.
fn count(total: u64, used: u64) -> String {
    let usage = format!(
        r#""total_token_usage":{{"input_tokens":{total}}},"last_token_usage":{{"input_tokens":{used},"total_tokens":{used}}}"#
    );
    line(
        "event_msg",
        &format!(r#"{{"type":"token_count","info":{{{usage}}}}}"#),
    )
}

fn two_models() -> samples::Files {
    session(&[
        count(20_000, 20_000),
        count(110_000, 90_000),
        line("compacted", r#"{"message":""}"#),
        count(110_000, 13_000),
        line("event_msg", r#"{"type":"task_complete","turn_id":"t1"}"#),
        line("event_msg", r#"{"type":"task_started","turn_id":"t2"}"#),
        line("turn_context", r#"{"turn_id":"t2","model":"gpt-6"}"#),
        count(140_000, 30_000),
    ])
}

#[test]
fn a_session_tells_its_newest_and_its_fullest_window() {
    let expected = format!(
        r#"{{"session_id":"{ID}","last_activity_at":"2026-06-01T00:10:00.000Z","sessions":1,"window_tokens":100000,"used_tokens":30000,"most_used_tokens":90000,"least_left_percent":11,"left_percent":80,"compactions":1}}"#
    );
    assert_eq!(answer(&two_models(), ""), expected + "\n");
}

#[test]
fn gauges_are_of_the_model_of_their_turn() {
    let of_models = answer(
        &two_models(),
        r#","by":["model"],"sort":"most_used_tokens","order":"asc""#,
    );
    let told: Vec<_> = of_models
        .lines()
        .map(|row| row.split(',').collect::<Vec<_>>())
        .collect();
    let cells = |row: &[&str]| [row[0].to_owned(), row[5].to_owned(), row[8].to_owned()];
    assert_eq!(
        told.iter().map(|row| cells(row)).collect::<Vec<_>>(),
        [
            [
                r#"{"model":"gpt-6""#,
                r#""most_used_tokens":30000"#,
                r#""compactions":0}"#
            ],
            [
                r#"{"model":"gpt-5""#,
                r#""most_used_tokens":90000"#,
                r#""compactions":1}"#
            ],
        ]
    );
}

#[test]
fn a_turn_without_settings_runs_on_the_model_before_it() {
    let files = session(&[
        line("event_msg", r#"{"type":"task_started","turn_id":"t2"}"#),
        count(50_000, 50_000),
    ]);
    let of_models = answer(&files, r#","by":["model"]"#);
    assert!(of_models.starts_with(r#"{"model":"gpt-5""#), "{of_models}");
}

#[test]
fn a_range_sees_its_own_gauges() {
    let early = answer(&two_models(), r#","range":{"until":"2026-06-01T00:03"}"#);
    assert!(early.contains(r#""most_used_tokens":20000"#), "{early}");
    assert!(early.contains(r#""compactions":0"#), "{early}");
}

#[test]
fn a_session_without_a_gauge_is_no_row() {
    assert_eq!(answer(&session(&[]), ""), "");
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let mut engine = Engine::new(Config::default());
    engine.begin("rollout-a.jsonl");
    engine.end();
    for query in [
        r#""by":["day"]"#,
        r#""by":["model","session"]"#,
        r#""sort":"cost""#,
    ] {
        let query = format!(r#"{{"report":"context",{query}}}"#);
        let query = Query::from_json(query.as_bytes()).expect("a query");
        assert!(engine.report(&query).is_err(), "{query:?}");
    }
}
