//! State events: each is counted by its kind, and nothing else is one.

mod samples;

use cutrack_core::{Config, Engine, Query, Report};

const ID: &str = "01a201db-0000-7000-8000-000000000001";
const OTHER_ID: &str = "01a201db-0000-7000-8000-000000000002";

/// The rows of the events report: words, what failed, count, sessions; then those of `rest` and `total`.
type Told = (Vec<(String, Option<String>, u64, u64)>, [Option<u64>; 3]);

fn report(files: &samples::Files, query: &str) -> Told {
    let mut engine = Engine::new(Config::default());
    for (name, bytes) in files {
        engine.begin(name);
        engine.feed(bytes);
        engine.end();
    }
    let query = format!(r#"{{"report":"events"{query}}}"#);
    let query = Query::from_json(query.as_bytes()).expect("a query");
    let Report::Events(report) = engine.report(&query).expect("a report") else {
        panic!("another report");
    };
    let rest = report.rest.as_ref();
    let sums = [
        rest.map(|rest| rest.rows),
        rest.map(|rest| rest.sums.count),
        Some(report.total.count),
    ];
    let row = |row: &cutrack_core::report::EventRow| {
        let error_kind = row
            .error_kind
            .as_ref()
            .map(|label| label.as_str().to_owned());
        let sums = row.sums;
        (
            row.words().to_owned(),
            error_kind,
            sums.count,
            sums.sessions,
        )
    };
    (report.rows.iter().map(row).collect(), sums)
}

/// A file of one session with one turn; each line a minute after the one before.
fn session(lines: &[(&str, &str)]) -> samples::Files {
    let meta = format!(r#"{{"id":"{ID}"}}"#);
    let opening = [
        ("session_meta", &*meta),
        ("event_msg", r#"{"type":"task_started","turn_id":"t1"}"#),
        ("turn_context", r#"{"turn_id":"t1","model":"gpt-5"}"#),
    ];
    let lines = opening.iter().chain(lines).enumerate();
    let text = lines.map(|(minute, (line_type, payload))| {
        format!(
            "{{\"timestamp\":\"2026-06-01T00:{minute:02}:00.000Z\",\"type\":\"{line_type}\",\"payload\":{payload}}}\n"
        )
    });
    vec![(
        "rollout-a.jsonl".to_owned(),
        text.collect::<String>().into_bytes(),
    )]
}

/// Words and counts of rows.
type Rows<'a> = &'a [(&'a str, u64)];

const COMPLETE: (&str, &str) = ("event_msg", r#"{"type":"task_complete","turn_id":"t1"}"#);

#[test]
fn each_line_is_the_event_that_it_tells() {
    #[rustfmt::skip]
    let table = [
        ("compacted", r#"{"message":""}"#, Some("compaction, remote")),
        ("compacted", r#"{"replacement_history":[]}"#, Some("compaction, remote")),
        ("compacted", r#"{"message":"a summary"}"#, Some("compaction, local")),
        ("event_msg", r#"{"type":"context_compacted"}"#, None),
        ("event_msg", r#"{"type":"item_completed","turn_id":"t1","item":{"type":"ContextCompaction"}}"#, None),
        ("event_msg", r#"{"type":"thread_rolled_back","num_turns":2}"#, Some("thread rolled back")),
        ("event_msg", r#"{"type":"undo_completed","success":true}"#, Some("undo")),
        ("event_msg", r#"{"type":"undo_completed","success":false}"#, Some("undo, failed")),
        ("event_msg", r#"{"type":"entered_review_mode","turn_id":"t1"}"#, Some("review entered")),
        ("event_msg", r#"{"type":"item_completed","turn_id":"t1","item":{"type":"EnteredReviewMode"}}"#, Some("review entered")),
        ("event_msg", r#"{"type":"exited_review_mode"}"#, Some("review exited")),
        ("event_msg", r#"{"type":"item_completed","turn_id":"t1","item":{"type":"ExitedReviewMode"}}"#, Some("review exited")),
        ("event_msg", r#"{"type":"model_reroute","from_model":"a","to_model":"b"}"#, Some("model rerouted")),
        ("event_msg", r#"{"type":"thread_goal_updated","goal":{"status":"active"}}"#, Some("goal, active")),
        ("event_msg", r#"{"type":"thread_goal_updated","goal":{"status":"usageLimited"}}"#, Some("goal, usage limited")),
        ("event_msg", r#"{"type":"thread_goal_updated","goal":{"status":"later"}}"#, Some("goal, other")),
        ("event_msg", r#"{"type":"agent_message","message":"error"}"#, None),
        ("response_item", r#"{"type":"error"}"#, None),
        ("world_state", r#"{"full":true,"state":{}}"#, Some("world state, full")),
        ("world_state", r#"{"full":false,"state":{}}"#, Some("world state, patch")),
        ("security_risk_score", r#"{"scores":{}}"#, Some("security score")),
        ("realtime_item", r#"{"type":"realtime_session_started"}"#, Some("realtime started")),
        ("realtime_item", r#"{"type":"transcript_segment","text":"x"}"#, None),
        ("realtime_item", r#"{"type":"realtime_session_closed","outcome":"ended"}"#, Some("realtime ended")),
        ("realtime_item", r#"{"type":"realtime_session_closed","outcome":"failed"}"#, Some("realtime failed")),
        ("retained_context", r#"{"type":"error"}"#, None),
    ];
    for (line_type, payload, expected) in table {
        let files = session(&[(line_type, payload), COMPLETE]);
        let expected: Vec<_> = expected
            .iter()
            .map(|&words| (words.to_owned(), None, 1, 1))
            .collect();
        assert_eq!(report(&files, "").0, expected, "{line_type} {payload}");
    }
}

#[test]
fn a_turn_that_did_not_complete_is_an_event() {
    #[rustfmt::skip]
    let table = [
        (r#""type":"turn_aborted","reason":"interrupted""#, "turn interrupted", None),
        (r#""type":"turn_aborted","reason":"replaced""#, "turn replaced", None),
        (r#""type":"turn_aborted","reason":"review_ended""#, "turn ended by review", None),
        (r#""type":"turn_aborted","reason":"budget_limited""#, "turn ended by budget", None),
        (r#""type":"turn_aborted","reason":"later""#, "turn aborted", None),
        (r#""type":"task_complete","error":{"codex_error_info":"usage_limit_exceeded"}"#, "turn failed", Some("usage_limit_exceeded")),
        (r#""type":"agent_message""#, "turn unfinished", None),
    ];
    for (end, words, error_kind) in table {
        let end = format!(r#"{{"turn_id":"t1",{end}}}"#);
        let expected = vec![(words.to_owned(), error_kind.map(str::to_owned), 1, 1)];
        let (rows, _) = report(&session(&[("event_msg", &end)]), "");
        assert_eq!(rows, expected, "{end}");
    }
}

#[test]
fn errors_are_told_by_kind_and_never_by_text() {
    let error = |info: &str| {
        let payload = format!(r#"{{"type":"error","message":"in /home/joe"{info}}}"#);
        let files = session(&[("event_msg", &payload), COMPLETE]);
        report(&files, "").0.remove(0).1
    };
    let kind = |word: &str| Some(word.to_owned());
    assert_eq!(
        error(r#","codex_error_info":"context_window_exceeded""#),
        kind("context_window_exceeded")
    );
    assert_eq!(
        error(r#","codex_error_info":{"http_connection_failed":{"http_status_code":500}}"#),
        kind("http_connection_failed")
    );
    assert_eq!(error(r#","codex_error_info":"in /home/joe""#), None);
    assert_eq!(error(""), None);
}

#[test]
fn one_failure_is_told_once() {
    let error = |info: &str| format!(r#"{{"type":"error","codex_error_info":"{info}"}}"#);
    let (limit, other) = (error("usage_limit_exceeded"), error("server_overloaded"));
    let failed = r#"{"type":"task_complete","turn_id":"t1","error":{"codex_error_info":"usage_limit_exceeded"}}"#;
    let cut_off = r#"{"type":"turn_aborted","turn_id":"t1","reason":"interrupted","error":{"codex_error_info":"usage_limit_exceeded"}}"#;
    let next_turn = r#"{"type":"task_started","turn_id":"t2"}"#;
    let next_end = r#"{"type":"task_complete","turn_id":"t2"}"#;
    let complete = COMPLETE.1;
    #[rustfmt::skip]
    let table: [(&[&str], Rows); 6] = [
        (&[&limit, failed], &[("turn failed", 1)]),
        (&[&limit, cut_off], &[("turn interrupted", 1)]),
        (&[&limit, &limit, complete], &[("error", 1)]),
        (&[&limit, &other, complete], &[("error", 1), ("error", 1)]),
        (&[&other, failed], &[("turn failed", 1), ("error", 1)]),
        (&[&limit, complete, next_turn, &limit, next_end], &[("error", 2)]),
    ];
    for (lines, expected) in table {
        let lines: Vec<_> = lines.iter().map(|&line| ("event_msg", line)).collect();
        let (rows, _) = report(&session(&lines), "");
        let found: Vec<_> = rows.iter().map(|row| (row.0.as_str(), row.2)).collect();
        assert_eq!(found, expected, "{lines:?}");
    }
}

#[test]
fn events_of_each_session_stand_apart() {
    let mut files = session(&[("compacted", "{}"), ("compacted", "{}"), COMPLETE]);
    let (_, bytes) = session(&[("compacted", "{}"), COMPLETE]).remove(0);
    let other = String::from_utf8(bytes)
        .expect("text")
        .replace(ID, OTHER_ID);
    files.push(("rollout-b.jsonl".to_owned(), other.into_bytes()));
    let counts = |query: &str| {
        let (rows, _) = report(&files, query);
        rows.iter().map(|row| (row.2, row.3)).collect::<Vec<_>>()
    };
    assert_eq!(counts(r#","by":["session"]"#), [(2, 1), (1, 1)]);
    assert_eq!(counts(r#","by":["kind"]"#), [(3, 2)]);
}

#[test]
fn another_threads_line_is_no_event() {
    for (thread_id, expected) in [(ID, 1), (OTHER_ID, 0)] {
        let review = format!(
            r#"{{"type":"item_completed","thread_id":"{thread_id}","item":{{"type":"EnteredReviewMode"}}}}"#
        );
        let files = session(&[("event_msg", &review), COMPLETE]);
        assert_eq!(report(&files, "").1[2], Some(expected), "{thread_id}");
    }
}

#[test]
fn range_filters_order_and_limit_hold() {
    let rolled_back = ("event_msg", r#"{"type":"thread_rolled_back"}"#);
    let files = session(&[
        ("world_state", r#"{"full":true}"#),
        rolled_back,
        rolled_back,
        ("compacted", "{}"),
        COMPLETE,
    ]);
    let words = |query: &str| {
        let (rows, sums) = report(&files, query);
        let words: Vec<_> = rows.into_iter().map(|row| row.0).collect();
        (words.join("; "), sums)
    };
    #[rustfmt::skip]
    let table = [
        ("", "thread rolled back; compaction, remote; world state, full", [None, None, Some(4)]),
        (r#","order":"asc""#, "compaction, remote; world state, full; thread rolled back", [None, None, Some(4)]),
        (r#","limit":1"#, "thread rolled back", [Some(2), Some(2), Some(4)]),
        (r#","range":{"since":"2026-06-01T00:05"}"#, "thread rolled back; compaction, remote", [None, None, Some(2)]),
        (r#","range":{"until":"2026-05-31"}"#, "", [None, None, Some(0)]),
        (r#","filters":{"model":["gpt-5"]},"limit":1"#, "thread rolled back", [Some(2), Some(2), Some(4)]),
        (r#","filters":{"model":["gpt-4"]}"#, "", [None, None, Some(0)]),
        (r#","filters":{"session":["02"]}"#, "", [None, None, Some(0)]),
    ];
    for (query, expected, sums) in table {
        assert_eq!(words(query), (expected.to_owned(), sums), "{query}");
    }
}

#[test]
fn the_neighbouring_rollouts_tell_what_the_design_shows() {
    let Some(folder) = samples::neighbouring_rollouts() else {
        println!("left out: no rollouts beside the project");
        return;
    };
    let (rows, _) = report(&samples::rollouts_under(&folder), "");
    let rows: Vec<_> = rows
        .iter()
        .map(|(words, _, count, sessions)| (words.as_str(), *count, *sessions))
        .collect();
    let expected = [
        ("turn interrupted", 34, 25),
        ("world state, patch", 19, 2),
        ("world state, full", 13, 10),
        ("thread rolled back", 6, 6),
        ("turn unfinished", 3, 3),
        ("compaction, remote", 2, 2),
    ];
    assert_eq!(rows, expected);
}
