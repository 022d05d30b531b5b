//! What became of each file, by its index: read, partial, a copy of another, not read.

use cutrack_core::engine::HostFailure;
use cutrack_core::{Config, Engine, Query};

const META: &str = r#"{"timestamp":"2026-06-01T00:00:00.000Z","type":"session_meta","payload":{"id":"01a201db-0000-7000-8000-000000000001","timestamp":"2026-06-01T00:00:00.000Z","cwd":"/","originator":"codex_cli_rs","cli_version":"0.135.0"}}"#;
const NAME: &str = "rollout-2026-06-01T00-00-00-01a201db-0000-7000-8000-000000000001.jsonl";
const OTHER: &str = "rollout-2026-06-02T00-00-00-01a201db-0000-7000-8000-000000000002.jsonl";

#[test]
fn each_file_is_told_by_its_index() {
    let mut engine = Engine::new(Config::default());
    let whole = format!("{META}\n");
    let broken = format!("{}\nno JSON\n", META.replace("00000001\"", "00000002\""));
    for (name, text) in [
        (format!("archived_sessions/{NAME}"), &whole),
        (format!("sessions/2026/06/01/{NAME}"), &whole),
        (format!("sessions/2026/06/02/{OTHER}"), &broken),
    ] {
        engine.begin(&name);
        engine.feed(text.as_bytes());
        engine.end();
    }
    engine.begin("sessions/2026/06/03/rollout-gone.jsonl");
    engine.fail(HostFailure::Gone);

    let query = Query::from_json(br#"{"report":"files"}"#).expect("a query");
    let json = engine.report(&query).expect("a report").to_json();
    let report: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    let told: Vec<(&str, Option<u64>, u64)> = report["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| {
            (
                row["outcome"].as_str().expect("an outcome"),
                row["set_aside_for"].as_u64(),
                row["lines_skipped"].as_u64().expect("a count"),
            )
        })
        .collect();
    let copies = [told[0], told[1]];
    assert!(copies.contains(&("read", None, 0)), "{copies:?}");
    assert!(
        copies.contains(&("set_aside", Some(0), 0)) || copies.contains(&("set_aside", Some(1), 0))
    );
    assert_eq!(told[2], ("partial", None, 1));
    assert_eq!(told[3].0, "not_read");
    assert_eq!(report["rows"][3]["trouble"], "gone");
}
