//! The launcher as users get it gives the answers that every host gives, to the byte.

mod common;

use serde_json::Value;
use std::fs;
use std::path::Path;

/// The four calls whose answers stand in each file of `tests/expected`, in its order.
const REPORTS: [&[&str]; 4] = [
    &["report", "daily"],
    &["report", "monthly"],
    &["models"],
    &["sessions"],
];

#[test]
fn every_sample_gives_the_expected_report() {
    let fixtures = common::root().join("tests/fixtures");
    let totals = fs::read(fixtures.join("EXPECTED.json")).unwrap();
    let totals: Value = serde_json::from_slice(&totals).unwrap();
    let samples = totals["dirs"].as_object().unwrap();
    assert_eq!(samples.len(), 29);
    for (name, counted) in samples {
        let expected = common::root().join(format!("tests/expected/{name}.json"));
        let expected = fs::read_to_string(expected).expect("a file of expected answers");
        let answers = answers(&fixtures.join(name));
        assert_eq!(answers, expected, "{name}");
        assert_eq!(Value::from(totals_of(&answers)), counted["total"], "{name}");
    }
}

/// Input, cached and output of the first report; files that tell no usage count as 0 there.
fn totals_of(answers: &str) -> Vec<u64> {
    let report = answers.lines().next().expect("four reports");
    let report: Value = serde_json::from_str(report).unwrap();
    let columns = ["input_tokens", "cached_input_tokens", "output_tokens"];
    let totals = columns.map(|column| report["total"][column].as_u64().unwrap_or(0));
    totals.to_vec()
}

fn answers(sample: &Path) -> String {
    let answers = REPORTS.map(|report| {
        let output = common::launcher(&common::shared_cache())
            .args(report)
            .arg(sample)
            .args(["--json", "--tz", "UTC", "--last", "all"])
            .output()
            .unwrap();
        common::text(&output)
    });
    answers.concat()
}
