//! What calls tell beside their outcome: the server of an MCP call, what a web search did, exit code, and of a
//! command its program and its pseudonym. Also where a version tells none of it.

use std::fs;
use std::path::Path;

use cutrack_core::lines::Line;
use cutrack_core::privacy::{Key, Mask, Privacy, PseudonymKind};
use cutrack_core::session::{Call, SessionReader};

const META: &str =
    r#"{"type":"session_meta","payload":{"id":"01a201db-0000-7000-8000-000000000001"}}"#;

fn key() -> Key {
    Key::new([7; 32])
}

/// Calls of a file: payloads that begin with `E` are events, all others items.
fn calls(payloads: &[&str], mask: Mask) -> Vec<Call> {
    let line = |payload: &&str| match payload.strip_prefix('E') {
        Some(event) => format!(r#"{{"type":"event_msg","payload":{event}}}"#),
        None => format!(r#"{{"type":"response_item","payload":{payload}}}"#),
    };
    let lines = payloads.iter().map(line);
    read(
        &[META.to_owned()]
            .into_iter()
            .chain(lines)
            .collect::<Vec<_>>(),
        mask,
    )
}

fn read<S: AsRef<str>>(lines: &[S], mask: Mask) -> Vec<Call> {
    let mut reader = SessionReader::new(mask);
    for (index, line) in lines.iter().enumerate() {
        let line = line.as_ref();
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

fn or_dash(value: Option<impl ToString>) -> String {
    value.map_or("-".to_owned(), |value| value.to_string())
}

/// What it did: a command's program, its exit code, whether it ran on; or the word for no command.
fn command(call: &Call) -> String {
    if !call.is_command {
        assert!(call.program.is_none() && call.command.is_none());
        return "no command".to_owned();
    }
    let program = or_dash(call.program.as_ref());
    let runs_on = if call.runs_on { " runs on" } else { "" };
    let nested = if call.is_nested { " nested" } else { "" };
    format!("{program} {}{runs_on}{nested}", or_dash(call.exit_code))
}

fn check(payloads: &[&str], expected: &[&str]) {
    let calls = calls(payloads, Mask::default());
    let shown = calls.iter().map(command).collect::<Vec<_>>();
    assert_eq!(shown, expected, "{payloads:#?}");
}

/// A function call with these arguments.
fn function(name: &str, arguments: &str) -> String {
    let arguments = serde_json::to_string(arguments).expect("a string");
    format!(r#"{{"type":"function_call","call_id":"a","name":"{name}","arguments":{arguments}}}"#)
}

#[test]
fn the_program_of_every_shell_tool() {
    // Tool, arguments; program.
    #[rustfmt::skip]
    let table = [
        ("shell", r#"{"command":["bash","-lc","cd x && git status"]}"#, "git -"),
        ("shell", r#"{"command":"ls -la"}"#, "ls -"),
        ("container.exec", r#"{"command":["rg","word"]}"#, "rg -"),
        ("shell_command", r#"{"command":"cargo test"}"#, "cargo -"),
        ("exec_command", r#"{"cmd":"sudo -u joe make"}"#, "make -"),
        ("unified_exec", r#"{"input":["bash","-lc","make"]}"#, "make -"),
        // What is typed into a process is none, and no word of it may be taken for a program.
        ("unified_exec", r#"{"input":["secret"],"session_id":"7"}"#, "no command"),
        ("write_stdin", r#"{"session_id":7,"chars":"secret"}"#, "no command"),
        ("exec_command", r#"{"cmd":"apply_patch <<'EOF'"}"#, "no command"),
        // A command it is, but which one is not told.
        ("exec_command", r#"{"cmd":"$TOOL x"}"#, "- -"),
        ("exec_command", r#"{"cmd":7}"#, "- -"),
        ("exec_command", r#"{}"#, "- -"),
        ("exec_command", "no JSON", "- -"),
        ("update_plan", r#"{"command":"ls"}"#, "no command"),
    ];
    for (name, arguments, expected) in table {
        check(&[&function(name, arguments)], &[expected]);
    }
    check(
        &[
            r#"{"type":"local_shell_call","call_id":"a","action":{"type":"exec","command":["git"]}}"#,
        ],
        &["git -"],
    );
    check(
        &[
            r#"{"type":"custom_tool_call","call_id":"a","name":"exec","input":"tools.exec_command({cmd:\"ls\"})"}"#,
        ],
        &["no command"],
    );
}

#[test]
fn the_command_of_the_end_is_right() {
    let call = function("exec_command", r#"{"cmd":"one"}"#);
    let end = r#"E{"type":"exec_command_end","call_id":"a","command":["bash","-lc","two"],"exit_code":3}"#;
    let item = r#"E{"type":"item_completed","item":{"type":"CommandExecution","id":"a","command":["/bin/zsh","-lc","three"],"exit_code":0}}"#;
    check(&[&call], &["one -"]);
    check(&[&call, end], &["two 3"]);
    check(&[end, &call], &["two 3"]);
    check(&[&call, item], &["three 0"]);
    let nested = item.replace(r#""a""#, r#""exec-1""#);
    check(&[&call, &nested], &["one -", "three 0 nested"]);
    let patch = nested.replace("three", "apply_patch");
    check(&[&patch], &["no command"]);
    let typed = nested.replace(
        r#""exit_code""#,
        r#""source":"unified_exec_interaction","exit_code""#,
    );
    check(&[&typed], &[]);
}

#[test]
fn exit_codes() {
    let output = |id: &str, text: &str| {
        format!(
            r#"{{"type":"function_call_output","call_id":"{id}","output":"{text}\nOutput:\n"}}"#
        )
    };
    let call = function("exec_command", r#"{"cmd":"one"}"#);
    check(
        &[&call, &output("a", "Exit code: 2\\nWall time: 1 seconds")],
        &["one 2"],
    );
    let running = output(
        "a",
        "Wall time: 1 seconds\\nProcess running with session ID 7",
    );
    check(&[&call, &running], &["one - runs on"]);
    let stdin = function("write_stdin", r#"{"session_id":7}"#).replace(r#""a""#, r#""b""#);
    let exited = output("b", "Wall time: 1 seconds\\nProcess exited with code 3");
    check(
        &[&call, &running, &stdin, &exited],
        &["one 3 runs on", "no command"],
    );
    // The end tells how long the command itself took.
    let end = r#"E{"type":"exec_command_end","call_id":"a","exit_code":4,"duration":{"secs":9,"nanos":0}}"#;
    check(&[&call, &running, end], &["one 4"]);
}

#[test]
fn one_command_has_one_pseudonym_however_it_is_told() {
    let mask = || Mask::new(Some(key()), Privacy::Names);
    let of = |payload: &str| calls(&[payload], mask())[0].command;
    let expected = key().pseudonym(PseudonymKind::Command, "ls -la");
    for payload in [
        function("exec_command", r#"{"cmd":"ls -la"}"#),
        function("shell", r#"{"command":["bash","-lc","ls -la"]}"#),
        function("shell", r#"{"command":["ls","-la"]}"#),
        r#"E{"type":"exec_command_end","call_id":"a","command":["/bin/bash","-c","ls -la"]}"#
            .to_owned(),
    ] {
        assert_eq!(of(&payload), Some(expected), "{payload}");
    }
    let other = function("exec_command", r#"{"cmd":"ls -l"}"#);
    assert!(of(&other).is_some_and(|other| other != expected));
    assert_eq!(of(&function("exec_command", "{}")), None);
    let call = function("exec_command", r#"{"cmd":"ls -la"}"#);
    assert_eq!(calls(&[&call], Mask::default())[0].command, None);
}

#[test]
fn strict_keeps_only_programs_that_everyone_has() {
    let own = function("exec_command", r#"{"cmd":"./deploy-acme --now"}"#);
    let common = function("exec_command", r#"{"cmd":"git status"}"#);
    let program = |key, payload: &str| {
        let calls = calls(&[payload], Mask::new(key, Privacy::Strict));
        or_dash(calls[0].program.as_ref())
    };
    let secret = key().pseudonym(PseudonymKind::Command, "deploy-acme");
    assert_eq!(program(Some(key()), &own), secret.to_string());
    assert_eq!(program(None, &own), "-");
    assert_eq!(program(None, &common), "git");
}

#[test]
fn servers_of_mcp_calls() {
    let named = function("mcp__demo__get_weather", "{}");
    let in_namespace =
        function("get_weather", "{}").replace(r#""name""#, r#""namespace":"mcp__demo","name""#);
    let end = r#"E{"type":"mcp_tool_call_end","call_id":"a","invocation":{"server":"other","tool":"rain","arguments":{}},"result":{"Ok":{}}}"#;
    let item = r#"E{"type":"item_completed","item":{"type":"McpToolCall","id":"a","server":"other","tool":"rain","status":"completed"}}"#;
    let spaced = r#"E{"type":"mcp_tool_call_end","call_id":"a","invocation":{"server":"a server of many words","tool":"/etc/x"}}"#;
    let old = function("demo__get_weather", "{}");
    // Lines; kind, server and tool.
    #[rustfmt::skip]
    let table: [(&[&str], &str); 8] = [
        (&[&named], "Mcp demo get_weather"),
        (&[&in_namespace], "Mcp demo get_weather"),
        (&[&named, end], "Mcp other rain"),
        (&[&named, item], "Mcp other rain"),
        (&[&old], "Function - -"),
        (&[&old, end], "Mcp other rain"),
        (&[item], "Mcp other rain"),
        (&[spaced], "Mcp - -"),
    ];
    for (lines, expected) in table {
        let call = &calls(lines, Mask::default())[0];
        let (server, tool) = (
            or_dash(call.server.as_ref()),
            or_dash(call.server_tool.as_ref()),
        );
        assert_eq!(
            format!("{:?} {server} {tool}", call.kind),
            expected,
            "{lines:?}"
        );
    }
}

#[test]
fn what_a_web_search_did() {
    // Action; what is kept.
    #[rustfmt::skip]
    let table = [
        (r#"{"type":"search","query":"x"}"#, "Some(Search)"),
        (r#"{"type":"open_page","url":"x"}"#, "Some(OpenPage)"),
        (r#"{"type":"find_in_page","url":"x"}"#, "Some(FindInPage)"),
        (r#"{"type":"other"}"#, "Some(Other)"),
        (r#"{"type":"secret"}"#, "Some(Other)"),
        ("{}", "None"),
        ("null", "None"),
    ];
    for (action, expected) in table {
        let item = format!(r#"{{"type":"web_search_call","id":"ws_1","action":{action}}}"#);
        let event = format!(r#"E{{"type":"web_search_end","call_id":"ws_1","action":{action}}}"#);
        let completed = format!(
            r#"E{{"type":"item_completed","item":{{"type":"WebSearch","id":"ws_1","action":{action}}}}}"#
        );
        for line in [item, event, completed] {
            let search = calls(&[&line], Mask::default())[0].search;
            assert_eq!(format!("{search:?}"), expected, "{line}");
        }
    }
    let without = r#"{"type":"web_search_call","id":"ws_1","status":"completed"}"#;
    assert_eq!(calls(&[without], Mask::default())[0].search, None);
}

/// All that a call of a fixture tells beside its outcome.
fn told(call: &Call) -> String {
    let (server, tool) = (call.server.as_ref(), call.server_tool.as_ref());
    let search = call
        .search
        .map_or("-".to_owned(), |search| format!("{search:?}"));
    format!(
        "{}, {} {}, {search}",
        command(call),
        or_dash(server),
        or_dash(tool)
    )
}

#[test]
fn what_codex_wrote() {
    const NOTHING: &str = "no command, - -, -";
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    // Fixture; what those of its calls tell that tell anything.
    #[rustfmt::skip]
    let table: [(&str, &[&str]); 3] = [
        ("04-envelope-0.36-first", &["ls 0, - -, -"]),
        ("21-0.169-exec-code-mode", &["ls 0 nested, - -, -"]),
        ("24-0.169-mcp-websearch-image-errors", &[
            "no command, demo get_weather, -",
            "no command, - -, Search",
            "no command, - -, OpenPage",
            "no command, - -, FindInPage",
            "python3 0, - -, -",
        ]),
    ];
    for (fixture, expected) in table {
        let entries = fs::read_dir(fixtures.join(fixture)).expect("a fixture");
        let path = entries.map(|entry| entry.expect("an entry").path()).next();
        let text = fs::read_to_string(path.expect("a file")).expect("text");
        let calls = read(&text.lines().collect::<Vec<_>>(), Mask::default());
        let told = calls.iter().map(told).filter(|told| told != NOTHING);
        assert_eq!(told.collect::<Vec<_>>(), expected, "{fixture}");
    }
}
