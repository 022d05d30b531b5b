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
    over(SESSIONS, key, query)
}

fn over(sessions: [&str; 2], key: Option<[u8; 32]>, query: &str) -> Value {
    let mut engine = Engine::new(Config {
        key,
        ..Config::default()
    });
    for (index, text) in sessions.iter().enumerate() {
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
        let days_used = u64::from(tokens > 0);
        assert_eq!(previous["days_used"], json!(days_used), "{range}");
        assert_eq!(ask(range, "")["comparison"], Value::Null, "unasked");
    }
    let all = ask("{}", with_comparison);
    let all = &all["comparison"];
    assert_eq!(all["previous"], Value::Null, "nothing is before all");
    assert_eq!((&all["days"], &all["days_used"]), (&json!(7), &json!(2)));
}

#[test]
fn the_longest_run_of_days_is_told_and_of_several_the_newest() {
    let mut engine = Engine::new(Config::default());
    let days = ["02", "03", "07", "10", "11", "12", "20", "21", "22"];
    for (index, day) in days.iter().enumerate() {
        engine.begin(&format!("sessions/{index}.jsonl"));
        let text = SESSIONS[0].replace("06-01", &format!("06-{day}"));
        engine.feed(
            text.replace("000000001", &format!("00000000{index}"))
                .as_bytes(),
        );
        engine.end();
    }
    let run = |range: &str| {
        let query = format!(r#"{{"report":"usage","with_comparison":true,"range":{range}}}"#);
        let query = Query::from_json(query.as_bytes()).expect("a query");
        let report = engine.report(&query).expect("a report").to_json();
        let report: Value = serde_json::from_slice(&report).expect("JSON");
        let run = &report["comparison"]["longest_run"];
        json!([run["days"], run["from"], run["until"]])
    };
    let (june, none) = ("2026-06", Value::Null);
    for (range, days, from, until) in [
        ("{}", 3, "20", "22"),
        (r#"{"until":"2026-06-21"}"#, 3, "10", "12"),
        (r#"{"until":"2026-06-09"}"#, 2, "02", "03"),
        (r#"{"since":"2026-06-22"}"#, 1, "22", "22"),
    ] {
        let expected = json!([days, format!("{june}-{from}"), format!("{june}-{until}")]);
        assert_eq!(run(range), expected, "{range}");
    }
    assert_eq!(run(r#"{"until":"2026-06-01"}"#), json!([none, none, none]));
}

#[test]
fn what_parts_of_an_answer_sum_up_to() {
    let query =
        r#"{"report":"usage","by":["day"],"sort":"total_tokens","limit":1,"with_parts":true}"#;
    let report = answer(None, query);
    let parts = &report["parts"];
    assert_eq!(parts["rows_used"], 2);
    assert_eq!(parts["shown"]["total_tokens"], 110);
    assert_eq!(parts["stated_tokens"], 132);
    // Neither session names a model.
    assert_eq!(parts["unpriced_tokens"], 132);
    assert_eq!(report["rows"][0]["unpriced_tokens"], 110);
    let kinds = json!({"uncached_input_tokens": 120, "answer_output_tokens": 12});
    assert_eq!(parts["kinds"], kinds);
    assert_eq!(report["rows"][0]["kinds"]["uncached_input_tokens"], 100);
    let days = json!({"used": 1, "last": "2026-06-01"});
    assert_eq!(report["rows"][0]["days"], days);
    let source = answer(
        None,
        r#"{"report":"usage","by":["source"],"with_parts":true}"#,
    );
    let days = json!({"used": 2, "last": "2026-06-07"});
    assert_eq!(source["rows"][0]["days"], days);
    let unasked = answer(None, r#"{"report":"usage","by":["day"]}"#);
    assert_eq!(unasked["parts"], Value::Null);
    assert_eq!(unasked["rows"][0]["kinds"], Value::Null);
}

/// A session with a failed `git` call in one turn of three responses, and one that only began.
const CALLING: [&str; 2] = [
    r#"{"timestamp":"2026-06-01T08:00:00Z","type":"session_meta","payload":{"id":"01a201db-0000-7000-8000-000000000003"}}
{"timestamp":"2026-06-01T08:00:00Z","type":"event_msg","payload":{"type":"task_started","turn_id":"t1"}}
{"timestamp":"2026-06-01T08:00:00Z","type":"turn_context","payload":{"turn_id":"t1","model":"gpt-5.4","effort":"high"}}
{"timestamp":"2026-06-01T08:00:01Z","type":"response_item","payload":{"type":"function_call","name":"shell","arguments":"{\"command\":[\"git\",\"status\"]}","call_id":"c1"}}
{"timestamp":"2026-06-01T08:00:01Z","type":"response_item","payload":{"type":"function_call_output","call_id":"c1","output":"nothing to commit"}}
{"timestamp":"2026-06-01T08:00:02Z","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":1000,"cached_input_tokens":400,"output_tokens":100,"reasoning_output_tokens":30,"total_tokens":1100},"last_token_usage":{"input_tokens":1000,"cached_input_tokens":400,"output_tokens":100,"reasoning_output_tokens":30,"total_tokens":1100},"model_context_window":272000}}}
{"timestamp":"2026-06-01T08:00:03Z","type":"event_msg","payload":{"type":"task_complete","turn_id":"t1","duration_ms":2500}}
"#,
    r#"{"timestamp":"2026-06-02T08:00:00Z","type":"session_meta","payload":{"id":"01a201db-0000-7000-8000-000000000004"}}
"#,
];

fn of_calls(query: &str) -> Value {
    over(CALLING, None, query)
}

#[test]
fn sessions_that_made_a_call_are_found_by_it() {
    let table = [
        (r#""tool":["shell"]"#, 1),
        (r#""program":["git"]"#, 1),
        (r#""tool":["shell"],"program":["git"]"#, 1),
        (r#""tool":["shell"],"program":["ls"]"#, 0),
        (r#""tool":["apply_patch"]"#, 0),
        ("", 2),
    ];
    for (filters, sessions) in table {
        let query = format!(r#"{{"report":"sessions","filters":{{{filters}}}}}"#);
        assert_eq!(of_calls(&query)["total"]["sessions"], sessions, "{filters}");
    }
    let before =
        r#"{"report":"sessions","range":{"until":"2026-05-31"},"filters":{"tool":["shell"]}}"#;
    assert_eq!(of_calls(before)["total"]["sessions"], 0);
}

#[test]
fn sums_of_sessions_files_and_turns() {
    let sessions = of_calls(r#"{"report":"sessions","with_parts":true}"#);
    assert_eq!(sessions["total"]["without_usage"], 1);
    let unasked = of_calls(r#"{"report":"sessions"}"#);
    assert_eq!(unasked["total"]["without_usage"], Value::Null);

    let size: usize = CALLING.iter().map(|text| text.len()).sum();
    let sums = json!({"size_bytes": size, "wholly_read": 2, "accounted_for": 2});
    assert_eq!(of_calls(r#"{"report":"files"}"#)["total"], sums);

    let of = |id: u8| {
        of_calls(&format!(
            r#"{{"report":"session","session":"01a201db-0000-7000-8000-00000000000{id}"}}"#
        ))
    };
    assert_eq!(of(3)["total"]["duration_ms"], 2500);
    assert_eq!(of(4)["total"]["duration_ms"], Value::Null);
}

#[test]
fn what_turns_cost() {
    let cost = of_calls(r#"{"report":"cost","with_parts":true}"#);
    let all = &cost["total"]["cost_nano_dollars"];
    assert!(all.as_u64() > Some(0));
    let turns = json!({"turns": 1, "mean_nano_dollars": all, "p50_nano_dollars": all});
    assert_eq!(cost["turns"], turns);
    let none = of_calls(r#"{"report":"cost","with_parts":true,"range":{"until":"2026-05-31"}}"#);
    let turns = json!({"turns": 0, "mean_nano_dollars": null, "p50_nano_dollars": null});
    assert_eq!(none["turns"], turns);
}

#[test]
fn what_rows_tell_beside_their_sums() {
    // 600 fresh tokens at $2.50 a million, 400 cached ones at $0.25, 100 at $15: $0.0031 for 1100.
    let usage = of_calls(r#"{"report":"usage","by":["model"],"with_parts":true}"#);
    let per_million = |row: usize| &usage["rows"][row]["nano_dollars_per_million_tokens"];
    assert_eq!(per_million(0), 2_818_181_818_u64);
    assert_eq!(usage["rows"][0]["unpriced_tokens"], 0);
    let by_class = of_calls(r#"{"report":"commands","by":["class"]}"#);
    let row = &by_class["rows"][0];
    assert_eq!(row["class"], "version_control");
    assert_eq!(
        (&row["output_bytes"], &row["mean_output_bytes"]),
        (&json!(17), &json!(17))
    );
    let by_program = of_calls(r#"{"report":"commands"}"#);
    assert_eq!(by_program["rows"][0]["class"], "version_control");
    let by_branch = of_calls(r#"{"report":"tools","by":["branch"]}"#);
    assert_eq!(by_branch["rows"][0]["branch"], Value::Null);
    let sessions = of_calls(r#"{"report":"sessions","with_parts":true}"#);
    assert_eq!(sessions["rows"][0]["efforts"], json!(["high"]));
    assert_eq!(sessions["rows"][1]["efforts"], json!([]));
    assert_eq!(sessions["rows"][0]["models"], json!(["gpt-5.4"]));
    let fill = of_calls(r#"{"report":"fill","with_parts":true}"#);
    assert_eq!(
        fill["rows"][0]["fills"],
        json!([{"per_mille": 4, "turns": 1}])
    );
    let unasked = of_calls(r#"{"report":"fill"}"#);
    assert_eq!(unasked["rows"][0]["fills"], Value::Null);
}
