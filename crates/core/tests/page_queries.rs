//! What views ask for beside the tables of the command line: names, models, weekdays and hours of the day.

use cutrack_core::{Config, Engine, Query};
use serde_json::{Value, json};

/// Two sessions, on a Monday at 08:30 and on a Sunday at 23:59 UTC; the second tells no folder.
const SESSIONS: [&str; 2] = [
    r#"{"timestamp":"2026-06-01T08:30:00Z","type":"session_meta","payload":{"id":"01a201db-0000-7000-8000-000000000001","cwd":"/home/someone/tidepool","git":{"branch":"main","repository_url":"https://user:word@example.org/tidepool.git"}}}
{"timestamp":"2026-06-01T08:30:00Z","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":100,"output_tokens":10,"total_tokens":110},"last_token_usage":{"input_tokens":100,"output_tokens":10,"total_tokens":110}}}}
"#,
    r#"{"timestamp":"2026-06-07T23:59:59Z","type":"session_meta","payload":{"id":"01a201db-0000-7000-8000-000000000002"}}
{"timestamp":"2026-06-07T23:59:59Z","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":20,"output_tokens":2,"total_tokens":22},"last_token_usage":{"input_tokens":20,"output_tokens":2,"total_tokens":22}}}}
"#,
];

fn answer(key: Option<[u8; 32]>, query: &str) -> Value {
    let mut engine = Engine::new(Config {
        key,
        ..Config::default()
    });
    for (index, text) in SESSIONS.iter().enumerate() {
        engine.begin(&format!("sessions/{index}.jsonl"));
        engine.feed(text.as_bytes());
        engine.end();
    }
    let query = Query::from_json(query.as_bytes()).expect("a query");
    let report = engine.report(&query).expect("a report");
    serde_json::from_slice(&report.to_json()).expect("JSON")
}

#[test]
fn a_name_stands_for_the_pseudonym_of_the_rows() {
    let key = Some([7; 32]);
    let names = answer(key, r#"{"report":"names","with_names":true}"#);
    let name = |row: &Value| (row["kind"].clone(), row["name"].clone());
    let rows = names["rows"].as_array().expect("rows");
    assert_eq!(
        rows.iter().map(name).collect::<Vec<_>>(),
        [
            (json!("project"), json!("/home/someone/tidepool")),
            (json!("branch"), json!("main")),
            (
                json!("repository"),
                json!("https://example.org/tidepool.git")
            ),
        ]
    );
    let sessions = answer(key, r#"{"report":"sessions"}"#);
    let row = &sessions["rows"][0];
    let pseudonyms = [&row["project"], &row["branch"], &row["repository"]];
    let of_names = rows.iter().map(|row| &row["pseudonym"]);
    assert_eq!(of_names.collect::<Vec<_>>(), pseudonyms);
    assert_eq!(sessions["rows"][1]["project"], Value::Null);
}

#[test]
fn no_name_without_being_asked_and_none_without_a_key() {
    let unasked = answer(Some([7; 32]), r#"{"report":"names"}"#);
    assert_eq!(unasked["rows"], json!([]));
    let keyless = answer(None, r#"{"report":"names","with_names":true}"#);
    assert_eq!(keyless["rows"], json!([]));
}

#[test]
fn a_model_asked_for_lists_its_sessions_alone() {
    let sessions = |filters: &str| {
        let query = format!(r#"{{"report":"sessions","filters":{{"model":[{filters}]}}}}"#);
        answer(None, &query)["total"]["sessions"].clone()
    };
    assert_eq!(sessions(r#""gpt-5.4""#), 0);
    assert_eq!(sessions(r#""unknown""#), 2);
    assert_eq!(sessions(""), 2);
}

#[test]
fn weekdays_and_hours_of_the_day() {
    let query = r#"{"report":"usage","by":["weekday","hour_of_day"]}"#;
    let report = answer(None, query);
    let cell = |row: &Value| {
        (
            row["weekday"].clone(),
            row["hour_of_day"].clone(),
            row["total_tokens"].clone(),
        )
    };
    assert_eq!(
        report["rows"]
            .as_array()
            .expect("rows")
            .iter()
            .map(cell)
            .collect::<Vec<_>>(),
        [
            (json!("1"), json!("08:00"), json!(110)),
            (json!("7"), json!("23:00"), json!(22)),
        ]
    );
}

#[test]
fn as_long_a_time_just_before_stands_beside_the_range() {
    let ask = |range: &str, more: &str| {
        answer(
            None,
            &format!(r#"{{"report":"usage","range":{range}{more}}}"#),
        )
    };
    let with_comparison = r#","with_comparison":true"#;
    // (range, days, of these used, previous from, until, tokens)
    let table = [
        (
            r#"{"since":"2026-06-07","until":"2026-06-07"}"#,
            1,
            1,
            "2026-06-06",
            "2026-06-06",
            0,
        ),
        (
            r#"{"since":"2026-06-04","until":"2026-06-07"}"#,
            4,
            1,
            "2026-05-31",
            "2026-06-03",
            110,
        ),
        (
            r#"{"since":"2026-06-07T08:30:00Z","until":"2026-06-08T08:30:00Z"}"#,
            2,
            1,
            "2026-06-06",
            "2026-06-07",
            0,
        ),
    ];
    for (range, days, used, from, until, tokens) in table {
        let report = ask(range, with_comparison);
        assert_eq!(report["comparison"]["days"], json!(days), "{range}");
        assert_eq!(report["comparison"]["days_used"], json!(used), "{range}");
        let previous = &report["comparison"]["previous"];
        assert_eq!(previous["from"], json!(from), "{range}");
        assert_eq!(previous["until"], json!(until), "{range}");
        assert_eq!(previous["total_tokens"], json!(tokens), "{range}");
        assert_eq!(ask(range, "")["comparison"], Value::Null, "unasked");
    }
    let all = ask("{}", with_comparison);
    let all = &all["comparison"];
    assert_eq!(all["previous"], Value::Null, "nothing is before all");
    assert_eq!((&all["days"], &all["days_used"]), (&json!(7), &json!(2)));
}
