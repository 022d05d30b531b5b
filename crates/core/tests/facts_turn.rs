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
