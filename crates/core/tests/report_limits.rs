//! What the limits report says of files made by hand: outlooks, the account, who used a window, past windows.

use cutrack_core::privacy::Name;
use cutrack_core::report::QueryError;
use cutrack_core::store::SourceRecord;
use cutrack_core::{Config, Engine, Query};
use serde_json::{Value, json};

/// What one line of a session tells, and at which minute of 1 June 2026.
enum Line {
    /// A snapshot of limits.
    Limits(u32, &'static str),
    /// A response with so many input tokens.
    Response(u32, u64),
}

use Line::{Limits, Response};

/// A file of one session, of the model given.
fn file(session: u32, model: &str, lines: &[Line]) -> (String, String) {
    let id = format!("01a201db-0000-7000-8000-00000000000{session}");
    let at = |minute: u32| format!("2026-06-01T{:02}:{:02}:00.000Z", minute / 60, minute % 60);
    let mut text = format!(
        r#"{{"timestamp":"{0}","type":"session_meta","payload":{{"id":"{id}","cwd":"/home/x/web"}}}}
{{"timestamp":"{0}","type":"turn_context","payload":{{"model":"{model}"}}}}
"#,
        at(0)
    );
    let mut total = 0;
    for line in lines {
        let (minute, info, limits) = match line {
            Limits(minute, limits) => (minute, "null".to_owned(), *limits),
            Response(minute, input) => {
                total += input;
                let usage = |input| {
                    format!(
                        r#"{{"input_tokens":{input},"output_tokens":0,"total_tokens":{input}}}"#
                    )
                };
                let info = format!(
                    r#"{{"total_token_usage":{},"last_token_usage":{}}}"#,
                    usage(total),
                    usage(*input)
                );
                (minute, info, "null")
            }
        };
        text += &format!(
            r#"{{"timestamp":"{}","type":"event_msg","payload":{{"type":"token_count","info":{info},"rate_limits":{limits}}}}}
"#,
            at(*minute)
        );
    }
    (format!("rollout-2026-06-01T00-00-00-{id}.jsonl"), text)
}

fn ask(files: &[(String, String)], query: &str) -> Result<Value, QueryError> {
    let mut engine = Engine::new(Config::default());
    for (name, text) in files {
        engine.begin(name);
        engine.feed(text.as_bytes());
        engine.end();
    }
    let report = engine.report(&Query::from_json(query.as_bytes())?)?;
    Ok(serde_json::from_slice(&report.to_json()).expect("JSON"))
}

fn limits(files: &[(String, String)], more: &str) -> Value {
    let query = format!(r#"{{"report":"limits","with_names":true{more}}}"#);
    ask(files, &query).expect("a report")
}

/// A window of five hours that ends at 05:00, so used.
macro_rules! five_hours {
    ($used:literal) => {
        concat!(
            r#"{"primary":{"used_percent":"#,
            $used,
            r#","window_minutes":300,"resets_at":1780290000}}"#
        )
    };
}

#[test]
fn what_there_is_to_say_of_an_end() {
    // Used, "now"; outlook, used share at the reset, time from full to the reset.
    #[rustfmt::skip]
    let table = [
        (five_hours!("40"), "00:10", json!(["too_early", null, null, 17_400_000])),
        (five_hours!("0.9"), "01:00", json!(["too_little", null, null, 14_400_000])),
        (five_hours!("10"), "01:00", json!(["lasts", 500, null, 14_400_000])),
        (five_hours!("40"), "01:00", json!(["full_before_reset", 2000, 9_000_000, 14_400_000])),
        (five_hours!("100"), "01:00", json!(["full", null, null, 14_400_000])),
        (five_hours!("40"), "05:00", json!(["over", null, null, null])),
    ];
    for (snapshot, now, expected) in table {
        let files = [file(1, "gpt-5", &[Limits(5, snapshot)])];
        let report = limits(&files, &format!(r#","now_at":"2026-06-01T{now}:00Z""#));
        let keys = [
            "outlook",
            "at_reset_per_mille",
            "full_before_reset_ms",
            "resets_in_ms",
        ];
        let row = &report["windows"][0];
        let found = keys.map(|key| row[key].clone());
        assert_eq!(json!(found), expected, "{snapshot} {now}");
        assert_eq!(row["used_per_mille"].is_null(), now == "05:00", "{now}");
        assert_eq!(row["over_since_ms"].is_null(), now != "05:00", "{now}");
    }
    let timeless = limits(&[file(1, "gpt-5", &[Limits(5, five_hours!("40"))])], "");
    assert_eq!(timeless["windows"][0]["outlook"], Value::Null);
    assert_eq!(timeless["read_age_ms"], Value::Null);
}

#[test]
fn since_when_a_window_is_full() {
    let full = five_hours!("100");
    // Readings of a window, and since when it is full: one that is open again is not.
    #[rustfmt::skip]
    let table = [
        (vec![Limits(5, five_hours!("40"))], Value::Null),
        (vec![Limits(5, five_hours!("40")), Limits(9, full), Limits(20, full)], json!("2026-06-01T00:09:00.000Z")),
        (vec![Limits(5, full), Limits(9, five_hours!("99")), Limits(20, full)], json!("2026-06-01T00:20:00.000Z")),
        (vec![Limits(5, full), Limits(9, five_hours!("99"))], Value::Null),
    ];
    for (lines, expected) in table {
        let files = [file(1, "gpt-5", &lines)];
        let at = |now: &str| limits(&files, &format!(r#","now_at":"2026-06-01T{now}:00Z""#));
        assert_eq!(at("01:00")["windows"][0]["full_since_at"], expected);
        assert_eq!(at("05:00")["windows"][0]["full_since_at"], Value::Null);
    }
}

#[test]
fn old_readings_may_have_changed() {
    let files = [file(1, "gpt-5", &[Limits(5, five_hours!("40"))])];
    for (now, age_ms, changed) in [("00:20", 900_000, false), ("00:21", 960_000, true)] {
        let report = limits(&files, &format!(r#","now_at":"2026-06-01T{now}:00Z""#));
        assert_eq!(report["read_age_ms"], age_ms);
        assert_eq!(report["may_have_changed"], changed);
    }
}

#[test]
fn the_account_where_the_files_tell_it() {
    let account = r#"{"limit_id":"codex","plan_type":"plus","credits":{"has_credits":true,"unlimited":false,"balance":"12.50"},
        "rate_limit_reached_type":"rate_limit_reached","spend_control_reached":true,
        "individual_limit":{"limit":"100","used":"7.5","remaining_percent":92,"resets_at":1780290000}}"#.replace('\n', "");
    let keys = [
        "plan_type",
        "credits",
        "reached_type",
        "spend_control_reached",
        "individual_limit",
    ];
    let of = |snapshot: &'static str| {
        let report = limits(&[file(1, "gpt-5", &[Limits(5, snapshot)])], "");
        json!(keys.map(|key| report[key].clone()))
    };
    let told = json!([
        "plus",
        {"has_credits": true, "unlimited": false, "balance": "12.50"},
        "rate_limit_reached",
        true,
        {"limit": "100", "used": "7.5", "remaining_percent": 92, "resets_at": "2026-06-01T05:00:00.000Z"},
    ]);
    assert_eq!(of(account.leak()), told);
    assert_eq!(of(five_hours!("40")), json!([null, null, null, null, null]));
}

/// Three sessions, two of them priced, in one window; the first reading stands at 10 %.
fn used_by_three() -> Vec<(String, String)> {
    vec![
        file(
            1,
            "gpt-5",
            &[
                Limits(5, five_hours!("10")),
                Response(10, 3000),
                Limits(20, five_hours!("18")),
                Limits(40, five_hours!("21")),
            ],
        ),
        file(2, "gpt-5-codex", &[Response(15, 1000)]),
        file(3, "no-such-model", &[Response(30, 5000)]),
    ]
}

#[test]
fn who_used_a_window() {
    let files = used_by_three();
    let shares = |more: &str| {
        let report = limits(
            &files,
            &format!(r#","now_at":"2026-06-01T01:00:00Z"{more}"#),
        );
        let rows = report["used_by"].as_array().expect("rows").clone();
        let row = |row: &Value| {
            let name =
                ["session_id", "model", "project"].map(|key| row[key].as_str().map(str::to_owned));
            let name = name.into_iter().flatten().next().unwrap_or_default();
            json!([
                &name[name.len().saturating_sub(5)..],
                row["share_per_mille"][0],
                row["total_tokens"],
                row["priced_tokens"]
            ])
        };
        let rest = &report["used_by_rest"];
        (
            json!(rows.iter().map(row).collect::<Vec<_>>()),
            json!([rest["rows"], rest["share_per_mille"], rest["total_tokens"]]),
            report,
        )
    };
    // The second rise has no priced response: nobody is named for it.
    let (by_session, rest, report) = shares("");
    assert_eq!(
        by_session,
        json!([
            ["00001", 60, 3000, 3000],
            ["00002", 20, 1000, 1000],
            ["00003", 0, 5000, 0]
        ])
    );
    assert_eq!(rest, json!([null, null, null]));
    assert_eq!(report["windows"][0]["before_first_per_mille"], 100);
    assert_eq!(report["windows"][0]["unnamed_per_mille"], 30);
    assert_eq!(report["used"]["share_per_mille"], json!([210]));
    assert_eq!(report["used"]["total_tokens"], 9000);
    let (by_model, ..) = shares(r#","by":["model"]"#);
    assert_eq!(
        by_model,
        json!([
            ["gpt-5", 60, 3000, 3000],
            ["codex", 20, 1000, 1000],
            ["model", 0, 5000, 0]
        ])
    );
    let (by_project, ..) = shares(r#","by":["project"]"#);
    assert_eq!(by_project, json!([["x/web", 80, 9000, 4000]]));
    let (first, rest, _) = shares(r#","limit":1"#);
    assert_eq!(
        (first, rest),
        (json!([["00001", 60, 3000, 3000]]), json!([2, [20], 6000]))
    );
}

#[test]
fn what_it_cannot_be_asked() {
    let refused = |more: &str| ask(&[], &format!(r#"{{"report":"limits",{more}}}"#)).err();
    assert_eq!(refused(r#""by":["tier"]"#), Some(QueryError::Grouping));
    assert_eq!(
        refused(r#""by":["session","model"]"#),
        Some(QueryError::Grouping)
    );
    assert_eq!(
        refused(r#""sort":"total_tokens""#),
        Some(QueryError::Column)
    );
    assert_eq!(
        refused(r#""by":["window"],"sort":"total_tokens""#),
        Some(QueryError::Column)
    );
    let usage = ask(&[], r#"{"report":"usage","by":["window"]}"#);
    assert_eq!(usage.err(), Some(QueryError::Grouping));
}

#[test]
fn past_windows_take_what_was_used_inside_by_sessions_that_showed_them() {
    let later = r#"{"primary":{"used_percent":7,"window_minutes":300,"resets_at":1780290030}}"#;
    let next = r#"{"primary":{"used_percent":2,"window_minutes":300,"resets_at":1780310000},"plan_type":"pro"}"#;
    let endless = r#"{"primary_used_percent":12.5,"primary_window_minutes":300}"#;
    let files = [
        file(
            1,
            "gpt-5",
            &[
                Limits(5, five_hours!("4")),
                Response(10, 3000),
                Limits(390, next),
                Response(400, 500),
            ],
        ),
        file(2, "gpt-5", &[Response(12, 70), Limits(20, later)]),
        file(3, "gpt-5", &[Response(14, 900)]),
        file(4, "gpt-5", &[Limits(20, endless)]),
    ];
    let rows = |more: &str| {
        let report = limits(&files, &format!(r#","by":["window"]{more}"#));
        let rows = report["rows"].as_array().expect("rows").clone();
        let keys = ["used_per_mille", "sessions", "total_tokens"];
        let rows = rows
            .iter()
            .map(|row| json!(keys.map(|key| row[key].clone())));
        (json!(rows.collect::<Vec<_>>()), report)
    };
    // The reset wanders by half a minute: one window, and the newest reading decides.
    let (all, report) = rows("");
    assert_eq!(all, json!([[70, 2, 3070], [20, 1, 500]]));
    assert_eq!(report["rows"][0]["resets_at"], "2026-06-01T05:00:30.000Z");
    assert_eq!(report["report"], "windows");
    let plan = |row: usize| report["rows"][row]["plan_type"].clone();
    assert_eq!((plan(0), plan(1)), (Value::Null, json!("pro")));
    let (newest, report) = rows(r#","limit":1"#);
    assert_eq!(
        (newest, &report["rest_rows"]),
        (json!([[20, 1, 500]]), &json!(1))
    );
    let (early, _) = rows(r#","range":{"until":"2026-06-01T00:09"}"#);
    assert_eq!(early, json!([[40, 1, 0]]));
}

#[test]
fn a_rise_while_nothing_of_these_files_ran_was_elsewhere() {
    let lines = [
        Limits(5, five_hours!("10")),
        Response(10, 3000),
        Limits(20, five_hours!("18")),
        Limits(40, five_hours!("18")),
        Limits(60, five_hours!("59")),
        Response(62, 10),
        Limits(65, five_hours!("61")),
        Limits(70, five_hours!("60")),
    ];
    let rises = |files: &[(String, String)], more: &str| {
        let report = limits(files, &format!(r#","by":["window"]{more}"#));
        report["rows"][0]["rises_elsewhere"].clone()
    };
    let alone = [file(1, "gpt-5", &lines)];
    assert_eq!(rises(&alone, ""), Value::Null, "unasked");
    let elsewhere = json!([{
        "from_at": "2026-06-01T00:20:00.000Z",
        "until_at": "2026-06-01T01:00:00.000Z",
        "rise_per_mille": 410
    }]);
    assert_eq!(rises(&alone, r#","with_parts":true"#), elsewhere);
    // What ran is what the files tell, priced or not, and whatever is filtered away.
    let [first] = alone;
    let both = [first, file(2, "no-such-model", &[Response(30, 10)])];
    for more in ["", r#","filters":{"model":["gpt-5"]}"#] {
        let more = format!(r#","with_parts":true{more}"#);
        assert_eq!(rises(&both, &more), json!([]), "{more}");
    }
}

#[test]
fn when_a_window_was_used_and_how_many_tokens_a_percent_took() {
    let report = limits(&used_by_three(), r#","now_at":"2026-06-01T01:00:00Z""#);
    let keys = ["first_at", "last_at", "tokens_per_percent"];
    let told = |row: &Value| keys.map(|key| row[key].clone());
    let rows = report["used_by"].as_array().expect("rows").iter();
    let at = |minute: u32| format!("2026-06-01T00:{minute:02}:00.000Z");
    // 3000 tokens for 6 %, 1000 for 2 %; the third has no share.
    assert_eq!(
        rows.map(told).collect::<Vec<_>>(),
        [
            [json!(at(10)), json!(at(10)), json!(500)],
            [json!(at(15)), json!(at(15)), json!(500)],
            [json!(at(30)), json!(at(30)), json!(null)]
        ]
    );
    let by_model = r#","by":["model"],"now_at":"2026-06-01T01:00:00Z""#;
    let spread = [
        file(
            1,
            "gpt-5",
            &[
                Limits(5, five_hours!("10")),
                Response(10, 3000),
                Response(12, 500),
                Limits(20, five_hours!("18")),
            ],
        ),
        file(2, "gpt-5", &[Response(7, 10)]),
    ];
    let row = limits(&spread, by_model)["used_by"][0].clone();
    assert_eq!(told(&row)[..2], [json!(at(7)), json!(at(12))]);
}

/// A rollout names no account: two homes may be two people's.
#[test]
fn limits_of_two_homes_are_two_accounts() {
    let snapshots = [
        [five_hours!("10"), five_hours!("30")],
        [five_hours!("50"), five_hours!("60")],
    ];
    let mut engine = Engine::new(Config::default());
    for (home, snapshots) in (0..).zip(snapshots) {
        let lines = [
            Limits(5, snapshots[0]),
            Response(10, 1000 * (1 + u64::from(home))),
            Limits(15 + home, snapshots[1]),
        ];
        let (name, text) = file(1 + home, "gpt-5", &lines);
        let source = SourceRecord {
            id: home,
            home: Some(Name::new(["/a/.codex", "/b/.codex"][home as usize])),
            ..SourceRecord::default()
        };
        engine.begin_source(&name, source);
        engine.feed(text.as_bytes());
        engine.end();
    }
    let ask = |query: &str| -> Value {
        let query = Query::from_json(query.as_bytes()).expect("a query");
        let report = engine.report(&query).expect("a report");
        serde_json::from_slice(&report.to_json()).expect("JSON")
    };
    let told = |rows: &Value, keys: &[&str]| -> Vec<Value> {
        let rows = rows.as_array().expect("rows").iter();
        rows.map(|row| keys.iter().map(|key| row[key].clone()).collect())
            .collect()
    };
    let keys = [
        "home",
        "home_name",
        "used_per_mille",
        "before_first_per_mille",
    ];
    let limits = ask(r#"{"report":"limits","with_names":true,"now_at":"2026-06-01T01:00:00Z"}"#);
    assert_eq!(
        told(&limits["windows"], &keys),
        [
            json!([0, "/a/.codex", 300, 100]),
            json!([1, "/b/.codex", 600, 500])
        ]
    );
    let shares = told(&limits["used_by"], &["share_per_mille", "total_tokens"]);
    assert_eq!(shares, [json!([[0, 100], 2000]), json!([[200, 0], 1000])]);
    let past = ask(r#"{"report":"limits","by":["window"]}"#);
    let keys = ["home", "home_name", "used_per_mille", "total_tokens"];
    assert_eq!(
        told(&past["rows"], &keys),
        [json!([0, null, 300, 1000]), json!([1, null, 600, 2000])]
    );
}
