//! What an engine holds of one answer for the next must be gone once files, prices or zone are others: whoever asked before
//! gets the same as who did not.

mod samples;

use cutrack_core::zone::{Offset, Zone};
use cutrack_core::{Config, Engine, Query};
use samples::Files;

/// Over no more ranges than something is held of.
const QUERIES: [&str; 4] = [
    r#"{"report":"usage","by":["hour"]}"#,
    r#"{"report":"sessions","limit":0}"#,
    r#"{"report":"usage","by":["model"],"range":{"since":"2025-06-01"},"with_parts":true}"#,
    r#"{"report":"usage","by":["day"],"range":{"last":"30d"},"now_at":"2026-08-06T08:05:00Z","with_comparison":true}"#,
];

const PRICES: &[u8] =
    br#"{"gpt-5.4":{"input":"1.25","output":"10"},"gpt-5":{"input":"7","output":"70"}}"#;

type Step = (&'static str, fn(&mut Engine, &Files));

/// What a host does between two answers.
const STEPS: [Step; 6] = [
    ("reads some", |engine, files| {
        read(engine, &files[..files.len() / 2]);
    }),
    ("reads the others", |engine, files| {
        read(engine, &files[files.len() / 2..]);
    }),
    ("another zone", |engine, _| {
        engine.config_mut().zone = Zone {
            name: "Asia/Kolkata".to_owned(),
            offsets: vec![Offset {
                from_ms: 0,
                east_seconds: 19_800,
            }],
        };
    }),
    ("other prices", |engine, _| {
        let added = engine.config_mut().prices.add_own(PRICES);
        assert!(added.is_ok_and(|models| models.len() == 2));
    }),
    ("puts back one less", |engine, _| {
        let mut taken = engine.take();
        taken.remove(0);
        engine.put(taken);
    }),
    ("takes one back", |engine, _| {
        let first = engine.records()[0].source.id;
        engine.take_back(&[first].into());
    }),
];

fn read(engine: &mut Engine, files: &[(String, Vec<u8>)]) {
    for (name, bytes) in files {
        engine.begin(name);
        engine.feed(bytes);
        engine.end();
    }
}

fn answers(engine: &Engine) -> Vec<Vec<u8>> {
    let answer = |json: &str| {
        let query = Query::from_json(json.as_bytes()).expect("a query");
        engine.report(&query).expect("a report").to_json()
    };
    QUERIES.iter().map(|json| answer(json)).collect()
}

#[test]
fn an_answer_is_of_the_files_prices_and_zone_of_now() {
    let files: Files = samples::fixtures()
        .into_iter()
        .flat_map(|(_, files)| files)
        .collect();
    let mut asked = Engine::new(Config::default());
    let mut before = answers(&asked);
    for (at, (name, step)) in STEPS.iter().enumerate() {
        step(&mut asked, &files);
        let mut fresh = Engine::new(Config::default());
        STEPS[..=at]
            .iter()
            .for_each(|(_, step)| step(&mut fresh, &files));
        let now = answers(&asked);
        assert!(now == answers(&fresh), "{name}");
        assert!(now != before, "{name} changes nothing that is asked");
        assert!(now == answers(&asked), "{name}, asked again");
        before = now;
    }
}
