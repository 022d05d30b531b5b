//! Messages, reasoning and images: each counts once, whichever channels tell it, and nothing injected or foreign counts.

mod samples;

use cutrack_core::{Config, Engine, Query};
use serde_json::{Value, json};

const OWN: &str = "019f9b36-1e6d-7651-9801-545048387100";
const OTHER: &str = "019f9b36-1e6d-7651-9801-545048387199";

/// The activity report of these files, asked with these further keys.
fn report(files: &[(&str, &[u8])], keys: &str) -> Value {
    let mut engine = Engine::new(Config::default());
    for (name, bytes) in files {
        engine.begin(name);
        engine.feed(bytes);
        engine.end();
    }
    let query = format!(r#"{{"report":"activity"{keys}}}"#);
    let query = Query::from_json(query.as_bytes()).expect("a query");
    let report = engine.report(&query).expect("a report");
    serde_json::from_slice(&report.to_json()).expect("JSON")
}

fn envelope(line_type: &str, payload: &str) -> String {
    format!(
        r#"{{"timestamp":"2026-07-26T06:37:23.000Z","type":"{line_type}","payload":{payload}}}"#
    )
}

fn session(id: &str, source: &str) -> String {
    envelope(
        "session_meta",
        &format!(r#"{{"id":"{id}","source":{source},"cli_version":"0.145.0"}}"#),
    )
}

/// The only row of a session of these lines.
fn row(source: &str, lines: &[String]) -> Value {
    let text = session(OWN, source) + "\n" + &lines.join("\n") + "\n";
    let report = report(&[("rollout-a.jsonl", text.as_bytes())], "");
    report["rows"][0].clone()
}

fn events(payloads: &[&str]) -> Vec<String> {
    payloads
        .iter()
        .map(|payload| envelope("event_msg", payload))
        .collect()
}

fn items(payloads: &[&str]) -> Vec<String> {
    payloads
        .iter()
        .map(|payload| envelope("response_item", payload))
        .collect()
}

/// A row that holds these numbers and otherwise nothing.
fn expect(row: &Value, told: Value) {
    let mut expected = json!({
        "session_id": OWN, "user_messages": 0, "prompts": 0, "assistant_messages": 0, "agent_messages": 0,
        "reasoning_items": 0, "summary_parts": 0, "raw_parts": 0, "user_characters": 0, "assistant_characters": 0,
        "summary_characters": 0, "raw_characters": 0, "agent_characters": null, "images": []
    });
    for (key, value) in told.as_object().expect("an object") {
        expected[key] = value.clone();
    }
    assert_eq!(*row, expected);
}

#[test]
fn a_session_in_which_nothing_is_said() {
    expect(
        &row("\"cli\"", &events(&[r#"{"type":"error"}"#])),
        json!({}),
    );
}

#[test]
fn what_both_channels_tell_counts_once() {
    let mut lines = events(&[
        r#"{"type":"user_message","message":"h\u00e9\ud83e\udd80"}"#,
        r#"{"type":"user_message","kind":"plain","message":"four"}"#,
        r#"{"type":"agent_message","message":"a\nb"}"#,
        r#"{"type":"agent_reasoning","text":"why"}"#,
    ]);
    lines.extend(items(&[
        r#"{"type":"message","role":"user","content":[{"type":"input_text","text":"h\u00e9\ud83e\udd80"}]}"#,
        r#"{"type":"message","role":"assistant","content":[{"type":"output_text","text":"a\nb"}]}"#,
        r#"{"type":"reasoning","summary":[{"type":"summary_text","text":"why"}],"content":null}"#,
        r#"{"type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"a"},{"type":"text","text":"b"}]}"#,
        r#"{"type":"agent_message","author":"a","recipient":"b","content":[]}"#,
        r#"{"type":"agent_message","content":[{"type":"encrypted_content","encrypted_content":"long"}]}"#,
        r#"{"type":"agent_message","content":[{"type":"input_text","text":"h\u00e9"},{"type":"encrypted_content","encrypted_content":"x"}]}"#,
    ]));
    expect(
        &row("\"cli\"", &lines),
        json!({
            "user_messages": 2, "prompts": 2, "user_characters": 7, "assistant_messages": 1, "assistant_characters": 3,
            "reasoning_items": 2, "summary_parts": 1, "raw_parts": 2, "agent_messages": 3, "agent_characters": 2, "summary_characters": 3,
            "raw_characters": 2
        }),
    );
}

#[test]
fn completed_items_are_messages_too() {
    let lines = events(&[
        r#"{"type":"item_completed","item":{"type":"UserMessage","content":[{"type":"text","text":"one"},{"type":"text","text":"two!"},{"type":"mention","name":"x","path":"y"}]}}"#,
        r#"{"type":"item_completed","item":{"type":"AgentMessage","content":[{"type":"Text","text":"three"}]}}"#,
        r#"{"type":"item_completed","item":{"type":"Plan","text":"plan"}}"#,
        r#"{"type":"item_completed","item":{"type":"Reasoning","summary_text":["a"],"raw_content":["b"]}}"#,
    ]);
    expect(
        &row("\"cli\"", &lines),
        json!({
            "user_messages": 1, "prompts": 1, "user_characters": 7, "assistant_messages": 2, "assistant_characters": 9
        }),
    );
}

#[test]
fn what_is_injected_foreign_or_a_compaction_counts_as_nothing() {
    let mut lines = events(&[
        r#"{"type":"user_message","kind":"environment_context","message":"x"}"#,
        r#"{"type":"user_message","kind":"user_instructions","message":"x"}"#,
        &format!(
            r#"{{"type":"item_completed","thread_id":"{OTHER}","item":{{"type":"UserMessage","content":[{{"type":"text","text":"x"}}]}}}}"#
        ),
    ]);
    lines.push(
        r#"{"timestamp":"2026-07-26T06:37:23.000Z","type":"response_item","metadata":{"compaction_output":true},"payload":{"type":"reasoning","summary":[{"text":"x"}]}}"#.to_owned(),
    );
    expect(&row("\"cli\"", &lines), json!({}));
}

#[test]
fn the_task_of_a_review_is_no_message_of_the_user() {
    let lines = events(&[
        r#"{"type":"entered_review_mode","target":{"type":"uncommittedChanges"}}"#,
        r#"{"type":"task_started","turn_id":"review"}"#,
        r#"{"type":"user_message","message":"look at it"}"#,
        r#"{"type":"exited_review_mode"}"#,
        r#"{"type":"user_message","message":"thanks"}"#,
    ]);
    expect(
        &row("\"cli\"", &lines),
        json!({"user_messages": 1, "prompts": 1, "user_characters": 6}),
    );
}

#[test]
fn a_sub_agent_is_told_its_task_and_prompted_by_nobody() {
    let lines = events(&[r#"{"type":"user_message","message":"do"}"#]);
    for source in [
        r#"{"subagent":"review"}"#,
        r#"{"subagent":{"thread_spawn":{"depth":1}}}"#,
    ] {
        expect(
            &row(source, &lines),
            json!({"user_messages": 1, "user_characters": 2}),
        );
    }
}

#[test]
fn images_by_kind_and_never_by_name() {
    let lines = events(&[
        r#"{"type":"user_message","message":"","images":["data:image/PNG;base64,AAAA","https://example.com/a.b/c.JPG?x=y.z","https://example.com/c"],"local_images":["/home/joe/my.secret","C:\\x.y\\shot.webp","/a.png/name","/b/#1.png"]}"#,
        r#"{"type":"item_completed","item":{"type":"UserMessage","content":[{"type":"image","image_url":"data:image/png,A"},{"type":"image","file_id":"f"},{"type":"local_image","path":"a.png"}]}}"#,
    ]);
    expect(
        &row("\"cli\"", &lines),
        json!({
            "user_messages": 2, "prompts": 2,
            "images": [
                {"kind": null, "is_local": false, "images": 2}, {"kind": null, "is_local": true, "images": 2},
                {"kind": "image/png", "is_local": false, "images": 2}, {"kind": "jpg", "is_local": false, "images": 1},
                {"kind": "png", "is_local": true, "images": 2}, {"kind": "webp", "is_local": true, "images": 1}
            ]
        }),
    );
}

const BARE_ITEMS: [&str; 9] = [
    r#"{"type":"message","role":"user","content":[{"type":"input_text","text":"<environment_context>x"}]}"#,
    r#"{"type":"message","role":"user","content":[{"type":"input_text","text":"hi"},{"type":"input_image","image_url":"data:image/gif;base64,A"}]}"#,
    r#"{"type":"message","role":"assistant","content":[{"type":"output_text","text":"hello"}]}"#,
    r#"{"type":"message","role":"developer","content":[{"type":"input_text","text":"x"}]}"#,
    r#"{"type":"reasoning","summary":[{"type":"summary_text","text":"a"}]}"#,
    r#"{"type":"function_call","name":"shell"}"#,
    r#"{"role":"user","content":"chat"}"#,
    r#"{"role":"assistant","content":null,"tool_calls":[{}]}"#,
    r#"{"role":"assistant","content":"done"}"#,
];

#[test]
fn files_without_envelopes_tell_it_by_their_items() {
    let meta = format!(r#"{{"id":"{OWN}","timestamp":"2025-06-01T00:00:00.000Z"}}"#);
    let lines = format!("{meta}\n{}\n", BARE_ITEMS.join("\n"));
    let document = format!(
        r#"{{"session":{meta},"items":[{}]}}"#,
        BARE_ITEMS.join(",\n")
    );
    for (name, text) in [("rollout-a.jsonl", lines), ("rollout-a.json", document)] {
        let report = report(&[(name, text.as_bytes())], "");
        expect(
            &report["rows"][0],
            json!({
                "user_messages": 2, "prompts": 2, "user_characters": 6, "assistant_messages": 2,
                "assistant_characters": 9, "reasoning_items": 1, "summary_parts": 1,
                "summary_characters": 1, "images": [{"kind": "image/gif", "is_local": false, "images": 1}]
            }),
        );
    }
}

#[test]
fn sessions_past_the_limit_are_summed_and_the_newest_stay() {
    let file = |id: &str, day: u32| {
        let said = envelope("event_msg", r#"{"type":"user_message","message":"hi"}"#);
        let lines = session(id, "\"cli\"") + "\n" + &said + "\n";
        lines.replace("07-26", &format!("07-{day}"))
    };
    let (newer, older) = (file(OWN, 27), file(OTHER, 26));
    let files = [
        ("rollout-a.jsonl", newer.as_bytes()),
        ("rollout-b.jsonl", older.as_bytes()),
    ];
    let all = report(&files, "");
    assert_eq!(all["rows"][1]["session_id"], OWN);
    assert!(all.get("rest").is_none());
    let cut = report(&files, r#","limit":1"#);
    assert_eq!(cut["rows"][0]["session_id"], OWN);
    assert_eq!(cut["rest"]["sessions"], 1);
    assert_eq!(cut["total"]["user_characters"], 4);
    let day = report(&files, r#","range":{"until":"2026-07-26"}"#);
    assert_eq!(day["total"]["sessions"], 1);
}

#[test]
fn the_neighbouring_session_says_what_it_is_known_to_say() {
    let Some(folder) = samples::neighbouring_rollouts() else {
        println!("left out: no neighbouring rollouts");
        return;
    };
    let files = samples::rollouts_under(&folder);
    let files: Vec<_> = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    let report = report(&files, r#","filters":{"session":["019f9b36"]}"#);
    let row = &report["rows"][0];
    assert_eq!(
        [
            &row["prompts"],
            &row["assistant_messages"],
            &row["reasoning_items"]
        ],
        [24, 74, 182]
    );
}
