//! What `token_count` lines of each era tell of rate limits, and when they tell nothing new.

mod samples;

use cutrack_core::item::{Decimal, RateLimits};
use cutrack_core::lines::Line;
use cutrack_core::record::Timestamp;
use cutrack_core::session::{LimitReading, SessionReader};
use cutrack_core::{Config, Engine, Query};
use serde_json::{Value, json};

const ID: &str = "01a201db-0000-7000-8000-000000000001";

/// Readings of a file with these snapshots, one a minute.
fn readings(snapshots: &[&str]) -> Vec<LimitReading> {
    let mut lines = vec![format!(
        r#"{{"timestamp":"2026-06-01T00:00:00.000Z","type":"session_meta","payload":{{"id":"{ID}"}}}}"#
    )];
    for (minute, snapshot) in snapshots.iter().enumerate() {
        lines.push(format!(
            r#"{{"timestamp":"2026-06-01T00:{minute:02}:00.900Z","type":"event_msg","payload":{{"type":"token_count","info":null,"rate_limits":{snapshot}}}}}"#
        ));
    }
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
    reader.finish().limits
}

fn only(snapshot: &str) -> RateLimits {
    let mut readings = readings(&[snapshot]);
    assert_eq!(readings.len(), 1, "{snapshot}");
    readings.remove(0).limits
}

fn moment(text: &str) -> Option<Timestamp> {
    Some(Timestamp::parse(text.as_bytes()).expect("a moment"))
}

#[test]
fn windows_of_every_era() {
    let window = |used: &str, reset: &str| {
        format!(r#"{{"primary":{{"used_percent":{used},"window_minutes":300,{reset}}}}}"#)
    };
    // Snapshot; the first window's use, minutes and reset.
    #[rustfmt::skip]
    let table = [
        (r#"{"primary_used_percent":12.5,"weekly_used_percent":3.0,"primary_to_weekly_ratio_percent":2.0,"primary_window_minutes":300,"weekly_window_minutes":10080}"#.to_owned(),
            125, None),
        (r#"{"primary_used_percent":12.5,"secondary_used_percent":3.0,"primary_to_secondary_ratio_percent":2.0,"primary_window_minutes":300,"secondary_window_minutes":10080}"#.to_owned(),
            125, None),
        (window("8", r#""resets_in_seconds":3600"#), 80, moment("2026-06-01T01:00:00Z")),
        (window("99.5", r#""resets_at":"2026-06-01T02:30:00+02:00""#), 995, moment("2026-06-01T00:30:00Z")),
        (window("0.0", r#""resets_at":1780272000"#), 0, moment("2026-06-01T00:00:00Z")),
        (window("100.0", r#""resets_at":null"#), 1000, None),
    ];
    for (snapshot, used_per_mille, resets_at) in table {
        let window = only(&snapshot).windows[0].expect("a window");
        assert_eq!(window.used_per_mille, Some(used_per_mille), "{snapshot}");
        assert_eq!(window.minutes, Some(300), "{snapshot}");
        assert_eq!(window.resets_at, resets_at, "{snapshot}");
    }
    let flat = only(
        r#"{"primary_used_percent":1.0,"weekly_used_percent":3.0,"weekly_window_minutes":10080}"#,
    );
    let weekly = flat.windows[1].expect("a window");
    assert_eq!(
        (weekly.used_per_mille, weekly.minutes),
        (Some(30), Some(10_080))
    );
}

#[test]
fn everything_beside_the_windows() {
    let limits = only(
        r#"{"limit_id":"codex","limit_name":"GPT-5.3-Codex-Spark","primary":{"used_percent":0,"window_minutes":0,"resets_at":null},"secondary":null,"credits":{"has_credits":true,"unlimited":false,"balance":"12.50"},"individual_limit":{"limit":"100","used":"7.5","remaining_percent":92,"resets_at":1780272000},"spend_control_reached":true,"plan_type":"plus","rate_limit_reached_type":"rate_limit_reached"}"#,
    );
    let text =
        |label: &Option<cutrack_core::privacy::Label>| label.as_ref().map(ToString::to_string);
    assert_eq!(text(&limits.limit_id).as_deref(), Some("codex"));
    assert_eq!(
        text(&limits.limit_name).as_deref(),
        Some("GPT-5.3-Codex-Spark")
    );
    assert_eq!(text(&limits.plan_type).as_deref(), Some("plus"));
    assert_eq!(
        text(&limits.reached_type).as_deref(),
        Some("rate_limit_reached")
    );
    assert_eq!(limits.windows, [None, None], "a window of nothing is none");
    assert_eq!(limits.spend_control_reached, Some(true));
    let credits = limits.credits.expect("credits");
    assert_eq!(
        (credits.has_credits, credits.unlimited),
        (Some(true), Some(false))
    );
    assert_eq!(credits.balance.as_ref().map(Decimal::as_str), Some("12.50"));
    let individual = limits.individual_limit.expect("a limit");
    assert_eq!(individual.limit.as_ref().map(Decimal::as_str), Some("100"));
    assert_eq!(individual.used.as_ref().map(Decimal::as_str), Some("7.5"));
    assert_eq!(individual.remaining_percent, Some(92));
    assert_eq!(individual.resets_at, moment("2026-06-01T00:00:00Z"));
}

#[test]
fn one_row_a_change_within_one_limit() {
    let relative = |used: u32, seconds: u32| {
        format!(
            r#"{{"primary":{{"used_percent":{used},"window_minutes":300,"resets_in_seconds":{seconds}}}}}"#
        )
    };
    let of_limit = |limit_id: &str, used: u32, reset: u32| {
        format!(
            r#"{{"limit_id":"{limit_id}","primary":{{"used_percent":{used},"resets_at":{reset}}},"secondary":null}}"#
        )
    };
    let silent = r#"{"limit_id":"codex","primary":null,"secondary":null}"#.to_owned();
    // Snapshots, a minute apart; those that make a row.
    #[rustfmt::skip]
    let table: [(Vec<String>, &[i64]); 8] = [
        // A repeat moves nothing, however late it is told.
        (vec![relative(5, 900), relative(5, 900), relative(5, 900)], &[0]),
        // The reset wanders by a second; then it is another one.
        (vec![relative(5, 900), relative(5, 841), relative(5, 1500)], &[0, 2]),
        (vec![relative(5, 900), relative(6, 840)], &[0, 1]),
        // Told absolutely, every second is a change.
        (vec![of_limit("a", 5, 900), of_limit("a", 5, 901)], &[0, 1]),
        // Two limits take turns.
        (vec![of_limit("a", 5, 900), of_limit("b", 7, 900), of_limit("a", 5, 900), of_limit("b", 8, 900)], &[0, 1, 3]),
        // Nothing but an id.
        (vec![silent.clone(), of_limit("codex", 5, 900), silent.clone()], &[1, 2]),
        (vec![of_limit("a", 5, 900), silent], &[0]),
        (vec!["null".to_owned(), "{}".to_owned()], &[]),
    ];
    for (snapshots, expected) in table {
        let snapshots = snapshots.iter().map(String::as_str).collect::<Vec<_>>();
        let started = moment("2026-06-01T00:00:00Z").expect("a moment").0;
        let rows = readings(&snapshots);
        let minutes = rows
            .iter()
            .map(|row| (row.at.expect("a time").0 - started) / 60_000);
        assert_eq!(minutes.collect::<Vec<_>>(), expected, "{snapshots:?}");
    }
}

#[test]
fn absurd_numbers_are_survived() {
    for snapshot in [
        r#"{"primary":{"used_percent":99999999,"window_minutes":9223372036854775807,"resets_at":253402300799}}"#,
        r#"{"primary":{"used_percent":-1,"window_minutes":-1,"resets_in_seconds":9223372036854775807}}"#,
        r#"{"primary":{"used_percent":50,"window_minutes":0,"resets_at":1780273000}}"#,
        r#"{"primary":{"used_percent":400000000,"window_minutes":1048576000,"resets_at":253402300799}}"#,
    ] {
        let file = format!(
            r#"{{"timestamp":"2026-06-01T00:00:00.000Z","type":"session_meta","payload":{{"id":"{ID}"}}}}
{{"timestamp":"2026-06-01T00:00:01.000Z","type":"event_msg","payload":{{"type":"token_count","info":null,"rate_limits":{snapshot}}}}}"#
        );
        let files = vec![("rollout-a.jsonl".to_owned(), file.into_bytes())];
        for now in ["2026-06-01T00:05:00Z", "9999-12-31T00:00:00Z"] {
            assert_eq!(report(&files, now)["report"], "limits");
        }
    }
}

fn report(files: &samples::Files, now: &str) -> Value {
    let mut engine = Engine::new(Config::default());
    for (name, bytes) in files {
        engine.begin(name);
        engine.feed(bytes);
        engine.end();
    }
    let query = format!(r#"{{"report":"limits","now_at":"{now}"}}"#);
    let query = Query::from_json(query.as_bytes()).expect("a query");
    let report = engine.report(&query).expect("a report");
    serde_json::from_slice(&report.to_json()).expect("JSON")
}

fn window(report: &Value, index: usize, keys: &[&str]) -> Value {
    keys.iter()
        .map(|key| report["windows"][index][*key].clone())
        .collect()
}

/// The examples of the command line's design.
#[test]
fn windows_of_the_neighbouring_rollouts() {
    let Some(folder) = samples::neighbouring_rollouts() else {
        eprintln!("left out: no ../shared/rollouts beside the project");
        return;
    };
    let files = samples::rollouts_under(&folder);

    let forecast = report(&files, "2025-11-06T07:50:00Z");
    assert_eq!(forecast["read_at"], "2025-11-06T07:47:50.746Z");
    assert_eq!(forecast["left_out"]["repeated_tokens"], 6_810_834);
    assert_eq!(
        window(
            &forecast,
            0,
            &[
                "window_minutes",
                "used_per_mille",
                "elapsed_per_mille",
                "full_at",
                "rest_ms"
            ]
        ),
        json!([10_080, 80, 5, null, 40_207_289])
    );
    assert_eq!(
        forecast["windows"][1],
        json!({"home": 0, "limit_id": null, "limit_name": null, "window_minutes": 300, "used_per_mille": 270,
            "began_at": "2025-11-06T06:49:37.000Z", "resets_at": "2025-11-06T11:49:37.000Z", "elapsed_per_mille": 201,
            "full_at": "2025-11-06T10:33:15.000Z", "at_reset_per_mille": 1341, "rise_per_mille": 270, "rise_ms": 3_492_438,
            "rest_ms": 9_442_517, "blocked_by_minutes": null, "course_per_mille": [70, 70, 170, 230, 270],
            "before_first_per_mille": 0, "unnamed_per_mille": 0, "left_per_mille": 730, "resets_in_ms": 14_377_000,
            "full_before_reset_ms": 4_582_000, "full_since_at": null, "over_since_ms": null, "outlook": "full_before_reset",
            "home_name": null})
    );

    let used_by = |report: &Value| {
        let rows = report["used_by"].as_array().expect("sessions").clone();
        let row = |row: &Value| json!([row["share_per_mille"], row["total_tokens"]]);
        rows.iter().map(row).collect::<Value>()
    };
    assert_eq!(
        used_by(&forecast),
        json!([[[80, 255], 6_436_920], [[0, 15], 460_215]])
    );
    assert_eq!(forecast["used_by"][0]["cost_nano_dollars"], 1_739_825_000);

    let full = report(&files, "2025-10-06T23:40:00Z");
    let keys = [
        "used_per_mille",
        "blocked_by_minutes",
        "before_first_per_mille",
        "full_at",
    ];
    assert_eq!(window(&full, 0, &keys), json!([660, 10_079, 0, null]));
    assert_eq!(window(&full, 1, &keys), json!([1000, null, 860, null]));
    assert_eq!(
        full["windows"][1]["course_per_mille"],
        json!([
            null, null, null, null, null, null, null, null, null, 860, 1000
        ])
    );
    assert_eq!(full["left_out"]["repeated_tokens"], 15_682_820);

    assert_eq!(used_by(&full), json!([[[660, 140], 15_667_405]]));

    let newest = report(&files, "2026-08-06T08:05:00Z");
    let windows = newest["windows"].as_array().expect("windows");
    let running = windows
        .iter()
        .filter(|window| !window["used_per_mille"].is_null());
    let used = running.map(|window| (&window["limit_id"], &window["used_per_mille"]));
    assert_eq!(used.collect::<Vec<_>>(), [(&json!("codex"), &json!(460))]);
    assert_eq!(newest["plan_type"], "plus");
    assert_eq!(newest["credits"]["balance"], "0");
}
