//! One session: its turns, its compactions, and the threads that it started.

mod samples;

use cutrack_core::record::Timestamp;
use cutrack_core::report::{QueryError, SessionReport};
use cutrack_core::session::CompactionCause;
use cutrack_core::{Config, Engine, Query, Report};

const ID: &str = "01a201db-0000-7000-8000-000000000001";

fn engine(files: &samples::Files) -> Engine {
    let mut engine = Engine::new(Config::default());
    for (name, bytes) in files {
        engine.begin(name);
        engine.feed(bytes);
        engine.end();
    }
    engine
}

fn asked(files: &samples::Files, query: &str) -> Result<SessionReport, QueryError> {
    let query = format!(r#"{{"report":"session"{query}}}"#);
    let query = Query::from_json(query.as_bytes()).expect("a query");
    match engine(files).report(&query)? {
        Report::Session(report) => Ok(*report),
        _ => panic!("another report"),
    }
}

fn of(files: &samples::Files, session: &str) -> SessionReport {
    asked(files, &format!(r#","session":"{session}""#)).expect("a session")
}

/// The files of the sample that this number begins.
fn sample(number: &str) -> samples::Files {
    let found = samples::fixtures()
        .into_iter()
        .find(|(name, _)| name.starts_with(number));
    found.expect("a sample").1
}

/// A file of one session; each line a minute after the one before.
fn session(lines: &[(&str, &str)]) -> samples::Files {
    let meta = format!(r#"{{"id":"{ID}"}}"#);
    let opening = [("session_meta", &*meta)];
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

const STARTED: (&str, &str) = ("event_msg", r#"{"type":"task_started","turn_id":"t1"}"#);
const COMPLETE: (&str, &str) = ("event_msg", r#"{"type":"task_complete","turn_id":"t1"}"#);

/// What a session row tells of its origin, in short: who started it, what it goes on with, the top of its tree.
fn origins(files: &samples::Files) -> Vec<String> {
    let query = Query::from_json(br#"{"report":"sessions"}"#).expect("a query");
    let Ok(Report::Sessions(report)) = engine(files).report(&query) else {
        panic!("no sessions");
    };
    let short = |id: &Option<String>| id.as_deref().map_or("-", |id| &id[9..13]).to_owned();
    let rows = report.rows.iter().map(|row| {
        let ids = [&row.parent_id, &row.forked_from_id, &row.root_id].map(short);
        format!("{} {}", &row.session_id[9..13], ids.join(" "))
    });
    let mut rows: Vec<String> = rows.collect();
    rows.sort();
    rows
}

#[test]
fn threads_know_where_they_come_from() {
    #[rustfmt::skip]
    let table: [(&str, &[&str]); 8] = [
        // No agents: nothing but the root, which is the session itself.
        ("04", &["7e4f - - 7e4f"]),
        // A review that names nobody: its turn stands in the file that asked for it, and in that file's fork.
        ("12", &["a3ec - - a3ec", "ae96 a3ec - a3ec", "af03 - a3ec af03"]),
        ("13", &["002b - - 002b", "0171 002b 002b 002b"]),
        // A review that tells its parent as the thread that it was forked from.
        ("15", &["bfdf - - bfdf", "ca2d bfdf bfdf bfdf", "cac9 - bfdf cac9"]),
        ("22", &["6541 - - 6541", "6f0b 6541 - 6541", "6fa5 - 6541 6fa5"]),
        ("23", &["584b - - 584b", "592d 584b - 584b", "59fb 584b 584b 584b"]),
        // Two files of one thread: the second continues the first, and is no fork.
        ("25", &["4af6 - - 4af6"]),
        // The parent's file is not there; its child still names it.
        ("26", &["0171 002b 002b 002b", "a3ec - - a3ec", "af03 - a3ec af03"]),
    ];
    for (number, expected) in table {
        assert_eq!(origins(&sample(number)), expected, "{number}");
    }
}

/// A file that goes on with the history of the rollout `base`.
fn continued(name: &str, id: &str, base: &str, minute: u32) -> (String, Vec<u8>) {
    let at = format!("2026-06-01T00:{minute:02}:00.000Z");
    let base = format!(r#"{{"thread_id":"{base}","end_ordinal_exclusive":1}}"#);
    let payload = format!(r#"{{"id":"{id}","timestamp":"{at}","history_base":{base}}}"#);
    let line = format!(
        "{{\"timestamp\":\"{at}\",\"ordinal\":1,\"type\":\"session_meta\",\"payload\":{payload}}}\n"
    );
    (
        format!("rollout-2026-06-01T00-00-00-{name}.jsonl"),
        line.into_bytes(),
    )
}

#[test]
fn a_history_that_goes_on_is_a_fork_or_a_revert() {
    let fork = "01a201db-0002-7000-8000-000000000002";
    let later = [
        "01a201db-000b-7000-8000-00000000000b",
        "01a201db-000c-7000-8000-00000000000c",
    ];
    let reverted =
        |rollout: &str, base: &str, minute| continued(&format!("{ID}_{rollout}"), ID, base, minute);
    // Files; reverts; of each thread: who started it, what it goes on with, the top of its tree.
    #[rustfmt::skip]
    let table: [(samples::Files, u64, &[&str]); 4] = [
        // The base is not there: a first rollout has the id of its thread.
        (vec![continued(fork, fork, ID, 1)], 0, &["0002 - 0000 0002"]),
        // The base is a later rollout of the thread that was forked.
        (vec![continued(fork, fork, later[0], 3), reverted(later[0], ID, 2)], 1, &["0000 - - 0000", "0002 - 0000 0002"]),
        (vec![reverted(later[0], ID, 2)], 1, &["0000 - - 0000"]),
        // A revert of a revert, whose base is not there.
        (vec![reverted(later[1], later[0], 3)], 1, &["0000 - - 0000"]),
    ];
    for (files, reverts, expected) in table {
        assert_eq!(origins(&files), expected);
        let query = Query::from_json(br#"{"report":"events"}"#).expect("a query");
        let Ok(Report::Events(report)) = engine(&files).report(&query) else {
            panic!("no events");
        };
        let found = report
            .rows
            .iter()
            .find(|row| row.words() == "thread reverted");
        assert_eq!(found.map_or(0, |row| row.sums.count), reverts);
    }
}

#[test]
fn a_thread_begins_with_its_first_file() {
    let mut files = sample("25");
    for _ in 0..2 {
        let started_at = of(&files, "last").session.started_at;
        assert_eq!(started_at, Timestamp::parse(b"2026-11-22T06:22:07.113Z"));
        files.reverse();
    }
}

#[test]
fn either_file_may_be_missing() {
    let without = |number: &str, id: &str| {
        let mut files = sample(number);
        files.retain(|(name, _)| !name.contains(id));
        origins(&files)
    };
    // A review that names nobody is alone without the file that asked for it: a fork of that file only copies.
    let alone = without("12", "01a201db-a3ec");
    assert!(alone.contains(&"ae96 - - ae96".to_owned()), "{alone:?}");
    let parent_gone = without("23", "01a201cc-584b");
    assert_eq!(parent_gone, ["592d 584b - 584b", "59fb 584b 584b 584b"]);
    let child_gone = without("23", "01a201cc-592d");
    assert_eq!(child_gone, ["584b - - 584b", "59fb 584b 584b 584b"]);
}

#[test]
fn a_thread_that_names_nobody_is_its_namers() {
    let child = "01a201db-0000-7000-8000-00000000000c";
    let activity = format!(r#"{{"type":"sub_agent_activity","agent_thread_id":"{child}"}}"#);
    let item = format!(
        r#"{{"type":"item_completed","item":{{"type":"SubAgentActivity","agent_thread_id":"{child}"}}}}"#
    );
    let spawn_end = format!(r#"{{"type":"collab_agent_spawn_end","new_thread_id":"{child}"}}"#);
    let answer = format!(
        r#"{{"type":"function_call_output","call_id":"c1","output":"{{\"agent_id\":\"{child}\"}}"}}"#
    );
    let call = r#"{"type":"function_call","call_id":"c1","name":"spawn_agent"}"#;
    let other_call = r#"{"type":"function_call","call_id":"c1","name":"wait_agent"}"#;
    #[rustfmt::skip]
    let table: [(&[(&str, &str)], bool); 5] = [
        (&[("event_msg", &activity)], true),
        (&[("event_msg", &item)], true),
        (&[("event_msg", &spawn_end)], true),
        (&[("response_item", call), ("response_item", &answer)], true),
        (&[("response_item", other_call), ("response_item", &answer)], false),
    ];
    for (lines, is_named) in table {
        let mut files = session(lines);
        let meta = format!(
            "{{\"timestamp\":\"2026-06-01T01:00:00.000Z\",\"type\":\"session_meta\",\"payload\":{{\"id\":\"{child}\",\"source\":{{\"subagent\":\"review\"}}}}}}\n"
        );
        files.push(("rollout-b.jsonl".to_owned(), meta.into_bytes()));
        let query = Query::from_json(br#"{"report":"sessions"}"#).expect("a query");
        let Ok(Report::Sessions(report)) = engine(&files).report(&query) else {
            panic!("no sessions");
        };
        let parent = report.rows.iter().find_map(|row| row.parent_id.as_deref());
        assert_eq!(parent, is_named.then_some(ID), "{lines:?}");
    }
}

#[test]
fn a_tree_rolls_up_without_counting_twice() {
    let report = of(&sample("23"), "01a201cc-584b");
    let agents = report.agents.expect("it started two");
    let own: Vec<_> = agents
        .rows
        .iter()
        .map(|row| row.own.sums.total_tokens)
        .collect();
    assert_eq!(
        agents.rows.iter().map(|row| row.depth).collect::<Vec<_>>(),
        [0, 1, 1]
    );
    assert!(own.iter().all(|tokens| *tokens > 0), "{own:?}");
    assert_eq!(agents.total.sums.total_tokens, own.iter().sum::<u64>());
    assert_eq!(agents.rows[0].tree_total_tokens, own.iter().sum::<u64>());
    assert_eq!(agents.rows[1].tree_total_tokens, own[1]);
    assert_eq!(agents.total.sums.sessions, 3);
    assert!(of(&sample("23"), "01a201cc-592d").agents.is_none());
}

#[test]
fn compactions_tell_what_is_known_of_them() {
    let told = |report: &SessionReport| {
        let rows = report.compactions.iter().map(|row| {
            let tokens = (row.tokens_before, row.tokens_after);
            (
                row.turn_index,
                row.is_remote,
                row.cause,
                tokens,
                row.is_told,
            )
        });
        rows.collect::<Vec<_>>()
    };
    let (manual, auto) = (Some(CompactionCause::Manual), Some(CompactionCause::Auto));
    #[rustfmt::skip]
    let table = [
        ("12", "01a201db-a3ec", vec![(Some(2), false, manual, (Some(13_300), Some(3_706)), true)]),
        ("17", "01a201db-dee1", vec![(Some(2), false, manual, (Some(13_300), Some(3_971)), true)]),
        ("22", "01a201ca-6541", vec![
            (Some(1), false, auto, (Some(12_060), Some(12_912)), true),
            (Some(2), false, manual, (Some(5_020), Some(7_547)), true),
        ]),
        ("23", "01a201cc-584b", vec![]),
    ];
    for (number, session, expected) in table {
        assert_eq!(told(&of(&sample(number), session)), expected, "{number}");
    }
}

#[test]
fn a_compaction_request_is_known_among_the_responses() {
    for (number, expected) in [("12", 1), ("17", 1), ("21", 1), ("22", 3), ("23", 0)] {
        let engine = engine(&sample(number));
        let records = engine.records();
        let usage = records.iter().flat_map(|file| &file.usage);
        let counted = usage.filter(|row| row.fate == cutrack_core::lineage::Fate::Counted);
        let requests = counted.filter(|row| row.is_compaction);
        assert_eq!(requests.count(), expected, "{number}");
    }
}

#[test]
fn a_remote_compaction_is_told_by_a_record_only() {
    let compacted = (
        "compacted",
        r#"{"message":"","compaction_response_id":"r1"}"#,
    );
    let record = |response_id: &str| {
        format!(
            r#"{{"thread_id":"{ID}","turn_id":"t1","response_id":"{response_id}","usage":{{"input_tokens":9}}}}"#
        )
    };
    let (request, earlier) = (record("r1"), record("r0"));
    let (request, earlier) = (
        ("token_usage_record", &*request),
        ("token_usage_record", &*earlier),
    );
    for (lines, is_told) in [
        (vec![STARTED, compacted, COMPLETE], false),
        (vec![STARTED, request, compacted, COMPLETE], true),
        // Its turn has records: one of them is the request, though none says so.
        (
            vec![
                STARTED,
                earlier,
                ("compacted", r#"{"message":""}"#),
                COMPLETE,
            ],
            true,
        ),
    ] {
        let report = of(&session(&lines), ID);
        assert_eq!(report.compactions[0].is_told, is_told, "{lines:?}");
        assert_eq!(report.not_told.remote_compactions, u64::from(!is_told));
    }
}

#[test]
fn turns_hold_what_was_said_and_called_in_them() {
    let files = session(&[
        STARTED,
        ("event_msg", r#"{"type":"user_message","message":"one"}"#),
        (
            "response_item",
            r#"{"type":"reasoning","summary":[{"text":"a"},{"text":"b"}]}"#,
        ),
        ("event_msg", r#"{"type":"agent_message","message":"two"}"#),
        (
            "response_item",
            r#"{"type":"function_call","name":"shell","call_id":"c1"}"#,
        ),
        COMPLETE,
        ("event_msg", r#"{"type":"task_started","turn_id":"t2"}"#),
        ("event_msg", r#"{"type":"user_message","message":"three"}"#),
        (
            "event_msg",
            r#"{"type":"turn_aborted","turn_id":"t2","reason":"interrupted"}"#,
        ),
    ]);
    let report = of(&files, ID);
    let counts = report.rows.iter().map(|row| {
        let said = [
            row.activity.user_messages,
            row.activity.assistant_messages,
            row.activity.reasoning_items,
        ];
        (
            said,
            row.activity.summary_parts,
            row.calls,
            row.total_tokens,
        )
    });
    assert_eq!(
        counts.collect::<Vec<_>>(),
        [([1, 1, 1], 2, 1, None), ([1, 0, 0], 0, 0, None)]
    );
    assert_eq!((report.activity.prompts, report.calls.calls), (2, 1));
    assert_eq!(report.not_told.cut_off_turns, 1);
}

#[test]
fn a_range_sees_its_own_turns() {
    let files = sample("12");
    let whole = of(&files, "01a201db-a3ec");
    let first = whole.rows[0].facts.started_at.expect("a time");
    let query = format!(r#","session":"01a201db-a3ec","now_at":"{first}""#);
    let part = asked(&files, &query).expect("a session");
    assert_eq!(part.rows.len(), 1);
    assert!(part.activity.user_messages < whole.activity.user_messages);
    assert!(part.total.sums.total_tokens < whole.total.sums.total_tokens);
}

#[test]
fn turns_past_the_limit_are_summed() {
    let files = sample("12");
    let whole = of(&files, "01a201db-a3ec");
    let query = r#","session":"01a201db-a3ec","limit":2"#;
    let cut = asked(&files, query).expect("a session");
    let rest = cut.rest.expect("turns past the limit").sums;
    assert_eq!(rest.turns as usize, whole.rows.len() - 2);
    let shown: u64 = cut.rows.iter().filter_map(|row| row.total_tokens).sum();
    assert_eq!(rest.total_tokens + shown, whole.total.sums.total_tokens);
}

#[test]
fn a_session_is_named_by_a_start_that_no_other_has() {
    let files = sample("23");
    let found = |query: &str| asked(&files, query).map(|report| report.session.session_id);
    let start = |start: &str| found(&format!(r#","session":"{start}""#));
    assert!(start("01a201cc-592d").is_ok_and(|id| id.starts_with("01a201cc-592d")));
    assert_eq!(start("01a201cc"), Err(QueryError::SeveralSessions));
    assert_eq!(start("01b"), Err(QueryError::NoSession));
    assert_eq!(start("ffff"), Err(QueryError::NoSession));
    assert_eq!(found(""), start("last"));
    assert_eq!(asked(&Vec::new(), "").err(), Some(QueryError::NoSession));
}

#[test]
fn the_neighbouring_rollouts_tell_what_the_design_shows() {
    let Some(folder) = samples::neighbouring_rollouts() else {
        println!("left out: no rollouts beside the project");
        return;
    };
    let files = samples::rollouts_under(&folder);
    let report = of(&files, "019f9b36");
    let compaction = &report.compactions[0];
    assert_eq!(
        (
            compaction.tokens_before,
            compaction.tokens_after,
            compaction.cause
        ),
        (Some(227_059), Some(11_883), Some(CompactionCause::Auto))
    );
    assert_eq!((report.rows.len(), report.total.calls), (25, 168));
    assert_eq!(report.total.sums.total_tokens, 25_410_747);
    let earlier = of(&files, "019ce419").compactions.remove(0);
    assert_eq!(
        (earlier.tokens_before, earlier.tokens_after, earlier.is_told),
        (Some(235_330), Some(15_407), false)
    );
}
