//! What calls tell: kind, outcome, duration and size, joined from lines in any order, and what stays absent.

use std::path::Path;

use cutrack_core::lines::Line;
use cutrack_core::session::{Call, SessionReader};
use cutrack_core::{Engine, Query};

const META: &str =
    r#"{"type":"session_meta","payload":{"id":"01a201db-0000-7000-8000-000000000001"}}"#;

fn read(lines: &[String]) -> Vec<Call> {
    let mut reader = SessionReader::default();
    for (index, line) in lines.iter().enumerate() {
        reader.line(Line {
            bytes: line.as_bytes(),
            number: index as u64 + 1,
            offset: 0,
            over_cap: false,
            unterminated: false,
        });
    }
    reader.finish().calls
}

/// Calls of a file: payloads that begin with `E` are events, all others items.
fn calls(payloads: &[&str]) -> Vec<Call> {
    let line = |payload: &&str| match payload.strip_prefix('E') {
        Some(event) => format!(r#"{{"type":"event_msg","payload":{event}}}"#),
        None => format!(r#"{{"type":"response_item","payload":{payload}}}"#),
    };
    let mut lines = vec![META.to_owned()];
    lines.extend(payloads.iter().map(line));
    read(&lines)
}

/// A call as text: kind, tool, outcome, duration, size, nested.
fn shown(call: &Call) -> String {
    fn or_dash(value: Option<impl ToString>) -> String {
        value.map_or("-".to_owned(), |value| value.to_string())
    }
    let kind = serde_json::to_value(call.kind).expect("a word");
    format!(
        "{} {} {} {} {}{}",
        kind.as_str().expect("a word"),
        or_dash(call.tool.as_ref()),
        or_dash(call.success),
        or_dash(call.duration_ms),
        or_dash(call.output_bytes),
        if call.is_nested { " nested" } else { "" }
    )
}

fn check(payloads: &[&str], expected: &[&str]) {
    let shown = calls(payloads).iter().map(shown).collect::<Vec<_>>();
    assert_eq!(shown, expected, "{payloads:#?}");
}

const SHELL: &str = r#"{"type":"function_call","name":"exec_command","arguments":"{\"cmd\":\"ls\"}","call_id":"a"}"#;

#[test]
fn kinds_and_names() {
    // Item without its id; what it is.
    #[rustfmt::skip]
    let table = [
        (r#""type":"function_call","name":"update_plan","arguments":"{}""#, "function update_plan - - -"),
        (r#""type":"function_call","name":"shell","arguments":"{\"command\":[\"bash\",\"-lc\",\"cd x && apply_patch <<'EOF'\"]}""#, "patch shell - - -"),
        (r#""type":"function_call","name":"shell","arguments":"{\"command\":[\"rg\",\"apply_patch\"]}""#, "shell shell - - -"),
        (r#""type":"function_call","name":"shell","arguments":"not JSON apply_patch""#, "shell shell - - -"),
        (r#""type":"local_shell_call","action":{"type":"exec","command":["apply_patch"]}"#, "patch local_shell - - -"),
        (r#""type":"custom_tool_call","name":"apply_patch","input":"x""#, "patch apply_patch - - -"),
        (r#""type":"custom_tool_call","name":"exec","input":"x""#, "code exec - - -"),
        (r#""type":"custom_tool_call","name":"other","input":"x""#, "custom other - - -"),
        (r#""type":"function_call","name":"mcp__server__tool","arguments":"{}""#, "mcp mcp__server__tool - - -"),
        (r#""type":"function_call","name":"tool","namespace":"mcp__server__","arguments":"{}""#, "mcp mcp__server__tool - - -"),
        (r#""type":"function_call","name":"tool","namespace":"mcp__server","arguments":"{}""#, "mcp mcp__server__tool - - -"),
        (r#""type":"function_call","name":"spawn_agent","arguments":"{}""#, "sub_agent spawn_agent - - -"),
        (r#""type":"function_call","name":"a b c d e","arguments":"{}""#, "function - - - -"),
        (r#""type":"tool_search_call","status":"completed""#, "tool_search tool_search - - -"),
        (r#""type":"web_search_call","status":"completed""#, "web_search web_search true - -"),
        (r#""type":"image_generation_call","status":"failed""#, "image_generation image_generation false - -"),
    ];
    for (item, expected) in table {
        check(&[&format!(r#"{{{item},"id":"a"}}"#)], &[expected]);
    }
}

#[test]
fn outputs_and_ends_in_any_order() {
    let output = r#"{"type":"function_call_output","call_id":"a","output":"Chunk ID: 1\nWall time: 0.30 seconds\nProcess exited with code 1\nOutput:\né"}"#;
    let end = r#"E{"type":"exec_command_end","call_id":"a","exit_code":0,"duration":{"secs":3,"nanos":912999999},"status":"completed"}"#;
    check(&[SHELL, output], &["shell exec_command false 300 73"]);
    let all = ["shell exec_command true 3912 73"];
    check(&[SHELL, output, end], &all);
    check(&[end, output, SHELL], &all);
    check(
        &[SHELL, SHELL, end],
        &["shell exec_command - - -", "shell exec_command true 3912 -"],
    );
    check(&[output], &[]);
    check(&[end], &["shell - true 3912 - nested"]);
}

#[test]
fn other_outputs() {
    // Output; outcome, duration, size.
    #[rustfmt::skip]
    let table = [
        (r#""{\"output\":\"x\",\"metadata\":{\"exit_code\":2,\"duration_seconds\":0.1}}""#, "false 100 64"),
        (r#""unsupported call: x""#, "false - 19"),
        (r#"[{"type":"input_text","text":"Script completed\nWall time 0.2 seconds\nOutput:\n"},{"type":"input_text","text":"é"}]"#, "- 200 49"),
        (r#"[{"type":"input_image","image_url":"data:"}]"#, "- - 0"),
        ("null", "- - -"),
    ];
    for (output, expected) in table {
        let item = format!(r#"{{"type":"function_call_output","call_id":"a","output":{output}}}"#);
        check(
            &[SHELL, &item],
            &[&format!("shell exec_command {expected}")],
        );
    }
}

#[test]
fn a_late_exit_is_the_command_s() {
    let running = r#"{"type":"function_call_output","call_id":"a","output":"Chunk ID: 1\nWall time: 1.0 seconds\nProcess running with session ID 7\nOutput:\n"}"#;
    let stdin = r#"{"type":"function_call","name":"write_stdin","arguments":"{\"session_id\":7}","call_id":"b"}"#;
    let exited = r#"{"type":"function_call_output","call_id":"b","output":"Chunk ID: 2\nWall time: 2.0 seconds\nProcess exited with code 3\nOutput:\n"}"#;
    check(
        &[SHELL, running, stdin, exited],
        &[
            "shell exec_command false 1000 77",
            "shell write_stdin - 2000 70",
        ],
    );
}

#[test]
fn searches_without_id_take_the_oldest_end() {
    let search = r#"{"type":"web_search_call","status":"completed"}"#;
    let of_code = r#"E{"type":"web_search_end","call_id":"exec-1"}"#;
    let end = r#"E{"type":"web_search_end","call_id":"ws_1"}"#;
    check(
        &[of_code, end, search],
        &[
            "web_search - - - - nested",
            "web_search web_search true - -",
        ],
    );
}

#[test]
fn what_is_no_row() {
    check(
        &[
            r#"E{"type":"exec_command_end","call_id":"x","source":"unified_exec_interaction"}"#,
            r#"E{"type":"sub_agent_activity","event_id":"x"}"#,
            r#"E{"type":"item_completed","item":{"type":"Plan","id":"x"}}"#,
            r#"{"type":"message","role":"assistant"}"#,
        ],
        &[],
    );
    let compaction = format!(
        r#"{{"type":"response_item","payload":{SHELL},"metadata":{{"compaction_output":true}}}}"#
    );
    assert!(read(&[META.to_owned(), compaction]).is_empty());
}

#[test]
fn completed_items() {
    // Item; its row.
    #[rustfmt::skip]
    let table = [
        (r#""type":"McpToolCall","status":"failed","duration":{"secs":0,"nanos":2000000}"#, "mcp - false 2 - nested"),
        (r#""type":"FileChange","status":"declined""#, "patch - false - - nested"),
        (r#""type":"CommandExecution","status":"in_progress""#, "shell - - - - nested"),
    ];
    for (item, expected) in table {
        let event = format!(r#"E{{"type":"item_completed","item":{{"id":"x",{item}}}}}"#);
        check(&[&event], &[expected]);
    }
    // Without a status, the result tells.
    for (result, success) in [
        (r#"{"Ok":{"content":[]}}"#, true),
        (r#"{"Ok":{"isError":true}}"#, false),
        (r#"{"Err":"x"}"#, false),
    ] {
        let event = format!(r#"E{{"type":"mcp_tool_call_end","call_id":"x","result":{result}}}"#);
        check(&[&event], &[&format!("mcp - {success} - - nested")]);
    }
}

#[test]
fn files_without_envelopes() {
    let meta =
        r#"{"id":"01a201db-0000-7000-8000-000000000001","timestamp":"2025-05-01T00:00:00Z"}"#;
    let output = r#"{"type":"function_call_output","call_id":"a","output":"four"}"#;
    let chat = r#"{"role":"assistant","tool_calls":[{"id":"c","function":{"name":"shell","arguments":"{}"}}]}"#;
    let answer = r#"{"role":"tool","tool_call_id":"c","content":"six!!!"}"#;
    let lines = [meta, SHELL, output, chat, answer].map(str::to_owned);
    let shown = read(&lines).iter().map(shown).collect::<Vec<_>>();
    assert_eq!(shown, ["shell exec_command - - 4", "shell shell - - 6"]);
}

#[test]
fn the_shared_rollouts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/rollouts");
    if !folder.is_dir() {
        println!("left out: ../shared/rollouts is not here");
        return;
    }
    let mut engine = Engine::new(Default::default());
    feed(&mut engine, &folder);
    let report = |query: &str| {
        let query = Query::from_json(query.as_bytes()).expect("a query");
        let json = engine.report(&query).expect("a report").to_json();
        serde_json::from_slice::<serde_json::Value>(&json).expect("JSON")
    };
    let tools = report(r#"{"report":"tools","limit":6}"#);
    // Name, calls, failed, outcomes known, p95, output, largest.
    let numbers = |of: &serde_json::Value| {
        let keys = "calls failed outcomes_known p95_duration_ms output_bytes largest_output_bytes";
        let values = keys.split(' ').map(|key| of[key].to_string());
        values.collect::<Vec<_>>().join(" ")
    };
    let rows = tools["rows"].as_array().expect("rows").iter();
    let shown = rows.map(|row| format!("{} {}", row["tool"], numbers(row)));
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [
            r#""shell" 1527 null 0 null 2696533 14159"#,
            r#""exec_command" 1004 16 345 457 4230068 98507"#,
            r#""shell_command" 705 null 0 null 1885990 42458"#,
            r#""apply_patch" 602 0 74 null 123223 8384"#,
            r#""update_plan" 182 null 0 null 2184 12"#,
            r#""exec" 100 null 0 null 1291418 58607"#,
        ]
    );
    assert_eq!(numbers(&tools["rest"]), "138 0 54 14 90480 12164");
    assert_eq!(numbers(&tools["total"]), "4258 16 473 312 10319896 98507");
    assert_eq!(tools["total"]["durations_known"], 375);
    assert_eq!(tools["nested_calls"], 18);
    let one = report(r#"{"report":"tools","filters":{"session":["019f9b36"]}}"#);
    assert_eq!(one["total"]["calls"], 168);
    assert_eq!(one["nested_calls"], 9);
}

/// Gives every rollout below a folder to the engine, in the order of their names.
fn feed(engine: &mut Engine, folder: &Path) {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut paths = entries
        .map(|entry| entry.expect("an entry").path())
        .collect::<Vec<_>>();
    paths.sort();
    for path in paths {
        let name = path.to_string_lossy();
        if path.is_dir() {
            feed(engine, &path);
        } else if name.contains("rollout-") {
            engine.begin(&name);
            engine.feed(&std::fs::read(&path).expect("a file"));
            engine.end();
        }
    }
}
