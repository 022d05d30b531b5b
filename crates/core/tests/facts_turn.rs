//! What `session_meta`, `turn_context` and the closing line of a turn tell, and what stays absent where they are silent.

use cutrack_core::lines::Line;
use cutrack_core::session::{FileFacts, SessionReader};

const ID: &str = "01a201db-0000-7000-8000-000000000001";

fn read(payloads: &[(&str, String)]) -> FileFacts {
    let mut reader = SessionReader::default();
    for (index, (line_type, payload)) in payloads.iter().enumerate() {
        let line = format!(
            r#"{{"timestamp":"2026-06-01T00:00:00.000Z","type":"{line_type}","payload":{payload}}}"#
        );
        reader.line(Line {
            bytes: line.as_bytes(),
            number: index as u64 + 1,
            offset: 0,
            over_cap: false,
            unterminated: false,
        });
    }
    reader.finish()
}

/// One turn with these settings and this closing line.
fn turn(context: &str, end: &str) -> FileFacts {
    read(&[
        ("session_meta", format!(r#"{{"id":"{ID}"}}"#)),
        (
            "event_msg",
            r#"{"type":"task_started","turn_id":"t1"}"#.to_owned(),
        ),
        (
            "turn_context",
            format!(r#"{{"turn_id":"t1","model":"gpt-5"{context}}}"#),
        ),
        ("event_msg", format!(r#"{{"turn_id":"t1",{end}}}"#)),
    ])
}

fn text(label: &Option<cutrack_core::privacy::Label>) -> Option<&str> {
    label.as_ref().map(|label| label.as_str())
}

#[test]
fn a_session_tells_lengths_and_counts() {
    let meta = format!(
        r#"{{"id":"{ID}","session_id":"{ID}","thread_source":"user","history_mode":"paginated","memory_mode":"disabled","multi_agent_version":"v2","base_instructions":{{"text":"é\n!"}},"instructions":"longer","dynamic_tools":[{{}},{{}}]}}"#
    );
    let facts = read(&[("session_meta", meta)]);
    let identity = facts.identity.expect("an identity");
    assert_eq!(identity.root_thread_id, identity.thread_id);
    assert_eq!(text(&identity.thread_source), Some("user"));
    assert_eq!(text(&identity.history_mode), Some("paginated"));
    assert_eq!(text(&identity.memory_mode), Some("disabled"));
    assert_eq!(text(&identity.multi_agent_version), Some("v2"));
    assert_eq!(identity.instructions_characters, Some(3));
    assert_eq!(identity.dynamic_tools, Some(2));
}

#[test]
fn a_session_that_is_silent_tells_nothing() {
    let meta = format!(r#"{{"id":"{ID}","base_instructions":null,"instructions":null}}"#);
    let identity = read(&[("session_meta", meta)])
        .identity
        .expect("an identity");
    assert_eq!(identity.root_thread_id, None);
    assert_eq!(identity.history_mode, None);
    assert_eq!(identity.instructions_characters, None);
    assert_eq!(identity.dynamic_tools, None);
}

#[test]
fn sandbox_policies_in_all_spellings() {
    // Policy; its kind, network access, writable roots, excluded folders.
    #[rustfmt::skip]
    let table = [
        (r#"{"mode":"read-only"}"#, "read-only", None, None, None),
        (r#"{"type":"danger-full-access"}"#, "danger-full-access", None, None, None),
        (r#"{"type":"external-sandbox","network_access":"restricted"}"#, "external-sandbox", Some(false), None, None),
        (r#"{"type":"external-sandbox","network_access":"enabled"}"#, "external-sandbox", Some(true), None, None),
        (r#"{"type":"workspace-write","writable_roots":["/a","/b"],"network_access":true,"exclude_tmpdir_env_var":true,"exclude_slash_tmp":true}"#,
            "workspace-write", Some(true), Some(2), Some(true)),
    ];
    for (policy, kind, network_access, writable_roots, excluded) in table {
        let facts = turn(
            &format!(r#","sandbox_policy":{policy}"#),
            r#""type":"task_complete""#,
        );
        let settings = facts.turns[0].settings.clone().expect("settings");
        let sandbox = settings.sandbox.expect("a policy");
        assert_eq!(text(&sandbox.kind), Some(kind));
        assert_eq!(sandbox.network_access, network_access, "{policy}");
        assert_eq!(sandbox.writable_roots, writable_roots, "{policy}");
        assert_eq!(sandbox.exclude_tmpdir_env_var, excluded, "{policy}");
        assert_eq!(sandbox.exclude_slash_tmp, excluded, "{policy}");
    }
}

#[test]
fn settings_of_a_turn() {
    let context = r#","summary":"auto","approval_policy":{"granular":{"rules":true}},"permission_profile":{"type":"managed"},"truncation_policy":{"mode":"bytes","limit":10000},"collaboration_mode":{"mode":"plan","settings":{"developer_instructions":"no"}},"personality":"friendly","user_instructions":"four","developer_instructions":"""#;
    let facts = turn(context, r#""type":"task_complete""#);
    let settings = facts.turns[0].settings.clone().expect("settings");
    assert_eq!(text(&settings.summary), Some("auto"));
    assert_eq!(text(&settings.approval_policy), Some("granular"));
    assert_eq!(text(&settings.permission_profile), Some("managed"));
    let truncation = settings.truncation.expect("a policy");
    assert_eq!(
        (text(&truncation.mode), truncation.limit),
        (Some("bytes"), Some(10_000))
    );
    assert_eq!(text(&settings.collaboration_mode), Some("plan"));
    assert_eq!(text(&settings.personality), Some("friendly"));
    assert_eq!(settings.user_instructions_characters, Some(4));
    assert_eq!(settings.developer_instructions_characters, Some(0));

    let silent = turn("", r#""type":"task_complete""#);
    assert_eq!(silent.turns[0].settings, Some(Default::default()));
}

#[test]
fn the_end_of_a_turn_as_stated() {
    // Closing line; error kind, duration, time to first token.
    #[rustfmt::skip]
    let table = [
        (r#""type":"task_complete""#, None, None, None),
        (r#""type":"task_complete","error":null,"duration_ms":89,"time_to_first_token_ms":77"#, None, Some(89), Some(77)),
        (r#""type":"task_complete","error":{"message":"x","codex_error_info":"usage_limit_exceeded"}"#, Some("usage_limit_exceeded"), None, None),
        (r#""type":"turn_aborted","reason":"interrupted","error":{"codex_error_info":{"http_connection_failed":{"http_status_code":502}}},"duration_ms":5"#,
            Some("http_connection_failed"), Some(5), None),
    ];
    for (end, error_kind, duration_ms, time_to_first_token_ms) in table {
        let turn = &turn("", end).turns[0];
        assert_eq!(text(&turn.error_kind), error_kind, "{end}");
        assert_eq!(turn.duration_ms, duration_ms, "{end}");
        assert_eq!(turn.time_to_first_token_ms, time_to_first_token_ms, "{end}");
    }
}

#[test]
fn sub_agents_in_all_spellings() {
    // What stands beside the source; the source; its word, the agent's role, whether it has a nickname.
    #[rustfmt::skip]
    let table = [
        ("", r#"{"subagent":"review"}"#, Some("review"), None, false),
        ("", r#"{"subagent":{"other":"guardian"}}"#, Some("guardian"), None, false),
        ("", r#"{"subagent":{"other":"<guardian>"}}"#, None, None, false),
        ("", r#"{"subagent":{"later":{}}}"#, Some("later"), None, false),
        ("", r#"{"subagent":{"thread_spawn":{"depth":1,"agent_role":"worker","agent_nickname":"Dirac"}}}"#, Some("thread_spawn"), Some("worker"), true),
        ("", r#"{"subagent":{"thread_spawn":{"depth":1,"agent_role":null,"agent_nickname":null}}}"#, Some("thread_spawn"), None, false),
        (r#""agent_role":"critic","agent_nickname":"Dirac","#, r#"{"subagent":{"thread_spawn":{}}}"#, Some("thread_spawn"), Some("critic"), true),
        (r#""agent_type":"critic","#, r#"{"subagent":{"thread_spawn":{}}}"#, Some("thread_spawn"), Some("critic"), false),
        (r#""agent_role":"critic","agent_nickname":"Dirac","#, r#""cli""#, Some("cli"), None, false),
    ];
    for (beside, source, word, role, has_nickname) in table {
        let meta = format!(r#"{{"id":"{ID}",{beside}"source":{source}}}"#);
        let identity = read(&[("session_meta", meta)])
            .identity
            .expect("an identity");
        let nickname = identity.nickname().and_then(|name| name.text());
        assert_eq!(nickname, has_nickname.then_some("Dirac"), "{source}");
        let source_told = identity.source.clone().expect("a source");
        assert_eq!(text(&source_told.name), word, "{source}");
        assert_eq!(text(&source_told.role), role, "{source}");
    }
}

#[test]
fn the_effort_may_change_in_a_turn() {
    let started = |turn: &str| {
        let payload = format!(r#"{{"type":"task_started","turn_id":"{turn}"}}"#);
        ("event_msg", payload)
    };
    let context = |turn: &str| {
        let payload = format!(r#"{{"turn_id":"{turn}","model":"gpt-5","effort":"low"}}"#);
        ("turn_context", payload)
    };
    let update = r#"{"type":"configuration_update","reasoning":{"effort":"high"}}"#;
    let facts = read(&[
        ("session_meta", format!(r#"{{"id":"{ID}"}}"#)),
        started("t1"),
        context("t1"),
        ("response_item", update.to_owned()),
        started("t2"),
        context("t2"),
    ]);
    let efforts: Vec<_> = facts.turns.iter().map(|turn| text(&turn.effort)).collect();
    assert_eq!(efforts, [Some("high"), Some("low")]);
}

/// From 0.99 to 0.103 a message begins a turn, unless the next settings name a turn that runs.
#[test]
fn words_put_in_while_a_turn_runs_are_of_that_turn() {
    let message = |text: &str| {
        let payload = format!(r#"{{"type":"user_message","message":"{text}"}}"#);
        ("event_msg", payload)
    };
    let context = |turn: &str| {
        let payload = format!(r#"{{"turn_id":"{turn}","model":"gpt-5"}}"#);
        ("turn_context", payload)
    };
    let count = |total: u64| {
        let usage =
            format!(r#"{{"input_tokens":{total},"output_tokens":0,"total_tokens":{total}}}"#);
        let info = format!(
            r#"{{"total_token_usage":{usage},"last_token_usage":{usage},"model_context_window":9000}}"#
        );
        (
            "event_msg",
            format!(r#"{{"type":"token_count","info":{info}}}"#),
        )
    };
    let call = |id: &str| {
        let payload = format!(r#"{{"type":"function_call","call_id":"{id}","name":"shell"}}"#);
        ("response_item", payload)
    };
    let error = ("event_msg", r#"{"type":"error"}"#.to_owned());
    let facts = read(&[
        ("session_meta", format!(r#"{{"id":"{ID}"}}"#)),
        message("one"),
        context("t1"),
        count(10),
        // Put in; what follows until the settings is of the turn that runs.
        message("three"),
        call("c1"),
        error.clone(),
        count(20),
        context("t1"),
        message("eleven"),
        context("t2"),
        call("c2"),
        error,
        count(30),
    ]);
    let turns = facts.turns.iter().map(|turn| {
        let id = turn.id.as_ref().map(ToString::to_string);
        (
            id,
            turn.activity.user_messages,
            turn.activity.user_characters,
        )
    });
    let expected = [(Some("t1".to_owned()), 2, 8), (Some("t2".to_owned()), 1, 6)];
    assert_eq!(turns.collect::<Vec<_>>(), expected);
    let calls: Vec<_> = facts.calls.iter().map(|call| call.turn).collect();
    let events: Vec<_> = facts.events.iter().map(|event| event.turn).collect();
    let gauges: Vec<_> = facts.gauges.iter().map(|gauge| gauge.turn).collect();
    let readings: Vec<_> = facts.readings.iter().map(|reading| reading.turn).collect();
    assert_eq!(calls, [Some(0), Some(1)]);
    assert_eq!(events, [Some(0), Some(1)]);
    assert_eq!(gauges, [Some(0), Some(0), Some(1)]);
    assert_eq!(readings, [Some(0), Some(0), Some(1)]);
}
