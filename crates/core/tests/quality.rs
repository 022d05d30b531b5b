//! What is found in files: each kind of finding from a file that has it, none from a file that has not, and the sums of
//! the quality report.

use cutrack_core::engine::HostFailure;
use cutrack_core::{Config, Engine, Query};
use serde_json::{Value, json};

const META: &str = r#"{"timestamp":"2026-11-22T05:00:00.000Z","type":"session_meta","payload":{"id":"01a201db-0000-7000-8000-000000000001","cli_version":"0.170.0"}}"#;

/// A file of the session. Each line is its type and its payload, a second after the one before; `@9 ` before them puts
/// it at second 9; a line without a payload stands as it is.
fn file(lines: &[&str]) -> String {
    let mut text = format!("{META}\n");
    for (index, line) in lines.iter().enumerate() {
        let (second, line) = match line.strip_prefix('@') {
            Some(rest) => rest.split_once(' ').expect("a second and a line"),
            None => ("", *line),
        };
        let second = second.parse().unwrap_or(index + 1);
        let line = match line.split_once(' ') {
            Some((line_type, payload)) if !line_type.starts_with('{') => format!(
                r#"{{"timestamp":"2026-11-22T05:00:{second:02}.000Z","type":"{line_type}","payload":{payload}}}"#
            ),
            _ => line.to_owned(),
        };
        text += &(line + "\n");
    }
    text
}

fn engine(files: &[(&str, String)]) -> Engine {
    let mut engine = Engine::new(Config::default());
    for (name, text) in files {
        engine.begin(name);
        engine.feed(text.as_bytes());
        engine.end();
    }
    engine
}

fn report(engine: &Engine, by: &str) -> Value {
    let query = format!(r#"{{"report":"quality","by":["{by}"]}}"#);
    let query = Query::from_json(query.as_bytes()).expect("a query");
    let json = engine.report(&query).expect("a report").to_json();
    serde_json::from_slice(&json).expect("JSON")
}

#[test]
fn a_range_of_versions_tells_what_one_of_its_sessions_told() {
    let of = |id: usize, version: &str, lines: &[&str]| {
        let id = format!("01a201db-0000-7000-8000-0000000000{id:02}");
        let text = file(lines).replace("0.170.0", version);
        text.replace("01a201db-0000-7000-8000-000000000001", &id)
    };
    let ends = [STARTED, COMPLETE];
    #[rustfmt::skip]
    let sessions: [(&str, &[&str]); 13] = [
        ("0.9.1", &ends), ("0.0.2506261603", &[]), ("0.39.0", &[]),
        ("0.40.0", &[]),
        ("0.119.9-alpha.3", &[]),
        ("0.120.0-alpha.1", &[]), ("0.152.1", &ends), ("0.152.1", &[]),
        ("1.0.0", &[]), ("0.153.0", &[]),
        ("", &[]), ("main", &[]), ("0.0.0", &ends),
    ];
    let sessions = sessions.into_iter().enumerate();
    let files: Vec<(String, String)> = sessions
        .map(|(id, (version, lines))| (format!("rollout-{id}"), of(id, version, lines)))
        .collect();
    let files: Vec<(&str, String)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.clone()))
        .collect();
    let engine = engine(&files);
    let rows = report(&engine, "version_range")["rows"].take();
    let told: Vec<Value> = rows
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| {
            [
                "from",
                "until",
                "sessions",
                "tells_turn_outcomes",
                "tells_limits",
            ]
            .map(|key| row[key].clone())
            .into()
        })
        .collect();
    assert_eq!(
        told,
        [
            json!(["0.153", null, 2, false, false]),
            json!(["0.120", "0.152", 3, true, false]),
            json!(["0.104", "0.119", 1, false, false]),
            json!(["0.40", "0.103", 1, false, false]),
            json!([null, "0.39", 3, true, false]),
            json!([null, null, 3, true, false]),
        ]
    );
    assert_eq!(report(&engine, "reason")["versions"], rows);
}

#[test]
fn what_stands_beside_the_rows_is_rows_too() {
    let stream = "{\"type\":\"thread.started\",\"thread_id\":\"a\"}\n{\"type\":\"turn.started\"}\n";
    let engine = engine(&[
        ("rollout-a.jsonl", file(&[STARTED, COMPLETE])),
        ("run.log", stream.to_owned()),
    ]);
    let fates = report(&engine, "fate");
    for row in fates["rows"].as_array().expect("rows") {
        let tokens = &fates["tokens"][row["fate"].as_str().expect("a fate")];
        assert_eq!(row["total_tokens"], tokens["total_tokens"]);
        assert_eq!(row["sessions"], tokens["sessions"]);
    }
    let kinds = report(&engine, "kind");
    assert_eq!(kinds["rows"], kinds["streams"]);
    assert_eq!(kinds["rows"][0]["written_by"], "codex exec");
    for (by, lines, head) in [
        ("fate", 5, "fate,total_tokens,sessions\n"),
        ("version_range", 2, "from,until,sessions,tells_usage,"),
        ("kind", 2, "stream,written_by,files,"),
    ] {
        let query = format!(r#"{{"report":"quality","by":["{by}"]}}"#);
        let query = Query::from_json(query.as_bytes()).expect("a query");
        let told = engine.report(&query).expect("a report").to_csv();
        let told = String::from_utf8(told).expect("text");
        assert!(told.starts_with(head), "{told}");
        assert_eq!(told.lines().count(), lines, "{told}");
    }
}

fn findings(lines: &[&str]) -> Value {
    report(&engine(&[("rollout-a.jsonl", file(lines))]), "reason")["rows"].take()
}

const CALL: &str =
    r#"response_item {"type":"function_call","name":"shell","arguments":"{}","call_id":"a"}"#;
const OUTPUT: &str =
    r#"response_item {"type":"function_call_output","call_id":"a","output":"text"}"#;
const STARTED: &str = r#"event_msg {"type":"task_started","turn_id":"t1"}"#;
const COMPLETE: &str = r#"event_msg {"type":"task_complete","turn_id":"t1"}"#;

#[test]
fn each_finding_is_told_and_only_then() {
    // What the lines are, what is found, how often.
    #[rustfmt::skip]
    let table: &[(&[&str], &str, u64)] = &[
        (&[CALL, OUTPUT, STARTED, COMPLETE], "", 0),
        (&[OUTPUT, CALL], "", 0),
        (&[OUTPUT], "output_without_call", 1),
        (&[OUTPUT, OUTPUT], "output_without_call", 1),
        (&[r#"event_msg {"type":"exec_command_end","call_id":"a","exit_code":0}"#, OUTPUT], "", 0),
        (&[COMPLETE], "end_without_turn", 1),
        (&[STARTED, r#"event_msg {"type":"turn_aborted","turn_id":"t2","reason":"interrupted"}"#], "end_without_turn", 1),
        (&["@9 event_msg {\"type\":\"warning\"}", "@8 event_msg {\"type\":\"warning\"}", "@9 event_msg {\"type\":\"warning\"}"], "time_went_back", 1),
        (&["@9 event_msg {\"type\":\"warning\"}", "@9 event_msg {\"type\":\"warning\"}"], "", 0),
        (&["no JSON", "{\"a\":", "{}"], "not_json", 2),
        (&[r#"event_msg {"type":"token_count","info":{"total_token_usage":{"input_tokens":-1}}}"#], "not_a_count", 1),
    ];
    for (lines, reason, count) in table {
        let found = findings(lines);
        let rows = found.as_array().expect("rows");
        let row = rows.iter().find(|row| row["reason"] == **reason);
        let told = row.map_or(0, |row| row["count"].as_u64().expect("a count"));
        assert_eq!(told, *count, "{lines:#?} {found}");
        if reason.is_empty() {
            assert!(rows.is_empty(), "{lines:#?} {found}");
        }
    }
}

#[test]
fn copied_lines_may_be_older_than_the_copy() {
    let head = r#"{"timestamp":"2026-11-22T06:00:00.000Z","type":"session_meta","payload":{"id":"01a201db-0000-7000-8000-000000000002","forked_from_id":"01a201db-0000-7000-8000-000000000001"}}"#;
    let own = r#"{"timestamp":"2026-11-22T06:00:09.000Z","type":"event_msg","payload":{"type":"user_message","message":"x"}}"#;
    let copied = file(&[r#"event_msg {"type":"user_message","message":"x"}"#]);
    let text = format!("{head}\n{copied}{own}\n");
    let found = report(&engine(&[("rollout-b.jsonl", text)]), "reason");
    assert_eq!(found["rows"], json!([]));
}

#[test]
fn unknown_types_are_told_by_name_and_version() {
    let long = "x".repeat(65);
    let lines = [
        r#"brand_new {}"#.to_owned(),
        r#"event_msg {"type":"brand_new"}"#.to_owned(),
        r#"event_msg {"type":"brand_new"}"#.to_owned(),
        r#"event_msg {"type":"item_completed","item":{"type":"BrandNew"}}"#.to_owned(),
        format!(r#"response_item {{"type":"{long}"}}"#),
        r#"response_item {"type":"words that are no label at all"}"#.to_owned(),
        r#"event_msg {"type":"token_count"}"#.to_owned(),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let engine = engine(&[("rollout-a.jsonl", file(&lines))]);
    let row = |place: &str, name: Option<&str>, count: u64| json!({"version": "0.170.0", "place": place, "name": name, "count": count, "files": 1});
    assert_eq!(
        report(&engine, "version")["rows"],
        json!([
            row("event", Some("brand_new"), 2),
            row("item", None, 2),
            row("line", Some("brand_new"), 1),
            row("completed_item", Some("BrandNew"), 1),
        ])
    );
}

#[test]
fn names_of_unknown_types_are_not_endless() {
    let lines: Vec<String> = (0..300)
        .map(|index| format!(r#"event_msg {{"type":"new_{index}"}}"#))
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let engine = engine(&[("rollout-a.jsonl", file(&lines))]);
    let query = br#"{"report":"quality","by":["version"],"limit":0}"#;
    let query = Query::from_json(query).expect("a query");
    let json = engine.report(&query).expect("a report").to_json();
    let report: Value = serde_json::from_slice(&json).expect("JSON");
    let rows = report["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 101);
    assert_eq!(rows[0]["name"], Value::Null);
    assert_eq!(rows[0]["count"], 200);
}

#[test]
fn files_to_look_at_stand_by_gravity_with_their_reason() {
    let name = "rollout-2026-11-22T05-00-00-01a201db-0000-7000-8000-000000000001.jsonl";
    let (archived, current) = (
        format!("archived_sessions/{name}"),
        format!("sessions/{name}"),
    );
    let mut engine = engine(&[
        (&archived, file(&[STARTED])),
        (&current, file(&[STARTED, COMPLETE])),
        ("rollout-b.jsonl", file(&["no JSON", "nor this"])),
    ]);
    engine.begin("rollout-c.jsonl");
    engine.fail(HostFailure::PermissionDenied);
    let report = report(&engine, "file");
    let rows = report["rows"].as_array().expect("rows");
    let told: Vec<Value> = rows
        .iter()
        .map(|row| {
            [
                "file",
                "outcome",
                "trouble",
                "copy",
                "set_aside_for",
                "lost_reason",
                "lost_line",
                "lines_skipped",
            ]
            .map(|key| row[key].clone())
            .into()
        })
        .collect();
    assert_eq!(
        told,
        [
            json!([
                3,
                "not_read",
                "permission_denied",
                null,
                null,
                null,
                null,
                0
            ]),
            json!([2, "partial", null, null, null, "not_json", 2, 2]),
            json!([0, "set_aside", null, "shorter", 1, null, null, 0]),
        ]
    );
    let lines = &report["lines"];
    assert_eq!(
        *lines,
        json!({"seen": 6, "skipped": 2, "files": 2, "documents": 0})
    );
    assert_eq!(
        report["turns"],
        json!({"turns": 1, "dated": 1, "undated": 0})
    );
}

#[test]
fn it_is_of_all_files_or_refused() {
    let engine = engine(&[]);
    for (query, is_fine) in [
        (r#"{"report":"quality"}"#, true),
        (r#"{"report":"quality","range":{"last":"all"}}"#, true),
        (r#"{"report":"quality","range":{"since":"2026"}}"#, false),
        (r#"{"report":"quality","filters":{"model":["x"]}}"#, false),
        (
            r#"{"report":"quality","now_at":"2026-08-01T00:00:00Z"}"#,
            false,
        ),
        (r#"{"report":"quality","by":["day"]}"#, false),
        (
            r#"{"report":"quality","by":["file"],"sort":"count"}"#,
            false,
        ),
        (r#"{"report":"quality","sort":"files","order":"asc"}"#, true),
        (r#"{"report":"quality","by":["kind"],"limit":1}"#, true),
        (
            r#"{"report":"quality","by":["kind"],"sort":"files"}"#,
            false,
        ),
        (r#"{"report":"usage","by":["reason"]}"#, false),
    ] {
        let query_read = Query::from_json(query.as_bytes()).expect("a query");
        assert_eq!(engine.report(&query_read).is_ok(), is_fine, "{query}");
    }
}
