//! Which prices a response has: a tier only where the thread's settings before it prove one, long context by its own
//! input alone (FORMAT.md §4, §11).

use cutrack_core::{Config, Engine, Query};
use serde_json::Value;

const ID: &str = "01a201db-0000-7000-8000-000000000001";
const OTHER: &str = "01a201db-0000-7000-8000-000000000002";

/// A line before a response, or nothing.
enum Before {
    Nothing,
    /// Settings of the thread of this id, with these keys.
    Settings(&'static str, &'static str),
}
use Before::{Nothing, Settings};

/// What stands before a response, its input, and its tier and cost: gpt-5.6-sol takes 4 dollars a million, 8 as priority,
/// 8 past 272,000.
#[rustfmt::skip]
const RESPONSES: [(Before, u64, Option<&str>, u64); 11] = [
    (Nothing, 1000, None, 4_000_000),
    (Settings(ID, r#""service_tier":"priority""#), 1000, Some("priority"), 8_000_000),
    (Nothing, 1000, Some("priority"), 8_000_000),
    // Another thread's settings say nothing of this one.
    (Settings(OTHER, r#""service_tier":"flex""#), 1000, Some("priority"), 8_000_000),
    // Each line replaces the whole: what it does not state is not stated any more.
    (Settings(ID, r#""model":"gpt-5.6-sol""#), 1000, None, 4_000_000),
    (Settings(ID, r#""service_tier":"fast""#), 1000, Some("priority"), 8_000_000),
    (Settings(ID, r#""service_tier":"default""#), 1000, Some("default"), 4_000_000),
    (Settings(ID, r#""service_tier":"flex""#), 1000, Some("flex"), 2_000_000),
    // A word that nobody knows proves nothing.
    (Settings(ID, r#""service_tier":"galactic""#), 1000, None, 4_000_000),
    // The running total is past 272,000 long before the response is.
    (Nothing, 272_000, None, 1_088_000_000),
    (Settings(ID, r#""service_tier":"flex""#), 272_001, Some("flex"), 2_176_008_000),
];

fn line(line_type: &str, payload: &str) -> String {
    format!(
        r#"{{"timestamp":"2026-08-06T08:00:00.000Z","type":"{line_type}","payload":{payload}}}"#
    ) + "\n"
}

fn rollout() -> String {
    let mut text = line("session_meta", &format!(r#"{{"id":"{ID}"}}"#));
    text += &line("turn_context", r#"{"model":"gpt-5.6-sol"}"#);
    let mut total = 0;
    for (before, input, ..) in &RESPONSES {
        if let Settings(thread, keys) = before {
            let payload = format!(
                r#"{{"type":"thread_settings_applied","thread_id":"{thread}","thread_settings":{{{keys}}}}}"#
            );
            text += &line("event_msg", &payload);
        }
        total += input;
        let usage = |input| format!(r#"{{"input_tokens":{input},"total_tokens":{input}}}"#);
        let (total, last) = (usage(total), usage(*input));
        let info = format!(r#"{{"total_token_usage":{total},"last_token_usage":{last}}}"#);
        text += &line(
            "event_msg",
            &format!(r#"{{"type":"token_count","info":{info}}}"#),
        );
    }
    text
}

#[test]
fn a_tier_is_what_the_settings_before_a_response_prove() {
    let mut engine = Engine::new(Config::default());
    engine.begin("rollout-a.jsonl");
    engine.feed(rollout().as_bytes());
    engine.end();
    let query = br#"{"report":"records","tables":["usage"]}"#;
    let report = engine.report(&Query::from_json(query).expect("a query"));
    let rows = report.expect("a report").rows();
    let rows: Vec<Value> = rows
        .iter()
        .map(|row| serde_json::from_slice(row).expect("JSON"))
        .collect();
    assert_eq!(rows.len(), RESPONSES.len());
    for (place, (row, (_, input, tier, cost))) in rows.iter().zip(&RESPONSES).enumerate() {
        let told = [
            &row["input_tokens"],
            &row["service_tier"],
            &row["cost_nano_dollars"],
        ];
        let expected = [Value::from(*input), Value::from(*tier), Value::from(*cost)];
        assert_eq!(told, expected.each_ref(), "response {place}");
    }
}
