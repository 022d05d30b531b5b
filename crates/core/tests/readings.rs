//! Every reading of every limit window, in the order of time, whichever session told it.

use cutrack_core::{Config, Engine, Query};
use serde_json::{Value, json};

const FIRST: &str = "01a201db-0000-7000-8000-000000000001";
const SECOND: &str = "01a201db-0000-7000-8000-000000000002";

fn session(id: &str, readings: &[(&str, &str)]) -> String {
    let mut text = format!(
        r#"{{"timestamp":"2026-06-01T00:00:00Z","type":"session_meta","payload":{{"id":"{id}"}}}}"#
    );
    for (at, limits) in readings {
        text += &format!(
            "\n{}",
            json!({
                "timestamp": at,
                "type": "event_msg",
                "payload": {
                    "type": "token_count",
                    "info": null,
                    "rate_limits": serde_json::from_str::<Value>(limits).expect("JSON"),
                },
            })
        );
    }
    text + "\n"
}

fn answer(query: &str) -> Value {
    let weekly = r#"{"limit_id":"codex","primary":{"used_percent":12.5,"window_minutes":300,"resets_at":1780290000},"secondary":{"used_percent":3,"window_minutes":10080,"resets_at":1780800000},"plan_type":"plus"}"#;
    let later = r#"{"primary":{"used_percent":20,"window_minutes":300,"resets_at":1780290000}}"#;
    let mut engine = Engine::new(Config::default());
    for (name, text) in [
        ("b", session(SECOND, &[("2026-06-01T02:00:00Z", later)])),
        ("a", session(FIRST, &[("2026-06-01T01:00:00Z", weekly)])),
        ("c", session("01a201db-0000-7000-8000-000000000003", &[])),
    ] {
        engine.begin(name);
        engine.feed(text.as_bytes());
        engine.end();
    }
    let query = Query::from_json(query.as_bytes()).expect("a query");
    let report = engine.report(&query).expect("a report");
    serde_json::from_slice(&report.to_json()).expect("JSON")
}

#[test]
fn oldest_first_and_one_row_a_window() {
    let report = answer(r#"{"report":"readings"}"#);
    assert_eq!(
        report["rows"],
        json!([
            {"read_at":"2026-06-01T01:00:00.000Z","limit_id":"codex","window_minutes":300,"resets_at":"2026-06-01T05:00:00.000Z","used_per_mille":125,"plan_type":"plus","session_id":FIRST},
            {"read_at":"2026-06-01T01:00:00.000Z","limit_id":"codex","window_minutes":10080,"resets_at":"2026-06-07T02:40:00.000Z","used_per_mille":30,"plan_type":"plus","session_id":FIRST},
            {"read_at":"2026-06-01T02:00:00.000Z","limit_id":null,"window_minutes":300,"resets_at":"2026-06-01T05:00:00.000Z","used_per_mille":200,"plan_type":null,"session_id":SECOND},
        ])
    );
}

#[test]
fn range_limit_and_order() {
    let rows = |query: &str| answer(query)["rows"].as_array().map(Vec::len);
    assert_eq!(
        rows(r#"{"report":"readings","range":{"since":"2026-06-01T01:30"}}"#),
        Some(1)
    );
    assert_eq!(
        rows(r#"{"report":"readings","now_at":"2026-06-01T01:30:00Z"}"#),
        Some(2)
    );
    let newest = answer(r#"{"report":"readings","limit":1}"#);
    assert_eq!(newest["rows"][0]["session_id"], SECOND);
    assert_eq!(newest["rest_rows"], 2);
    let turned = answer(r#"{"report":"readings","order":"desc"}"#);
    assert_eq!(turned["rows"][0]["session_id"], SECOND);
}
