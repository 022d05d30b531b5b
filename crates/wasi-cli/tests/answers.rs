//! The golden answers of every fixture, by the command line: the bytes that every host gives.

mod common;

use std::fs;

use common::{cutrack, project};

const REPORTS: [&str; 4] = ["report daily", "report monthly", "models", "sessions"];

#[test]
fn json_is_the_golden_answer_of_every_fixture() {
    let fixtures = fs::read_dir(project().join("tests/fixtures")).expect("the fixtures are there");
    let folders = fixtures.map(|entry| entry.expect("they can be listed").path());
    let mut checked = 0;
    for folder in folders.filter(|path| path.is_dir()) {
        let name = folder
            .file_name()
            .expect("it has one")
            .to_string_lossy()
            .into_owned();
        let expected = project()
            .join("tests/expected")
            .join(format!("{name}.json"));
        let expected = fs::read_to_string(expected).expect("each fixture has its answers");
        for (report, line) in REPORTS.iter().zip(expected.lines()) {
            let folder = folder.to_string_lossy();
            let options = ["--json", "--tz", "UTC", "--last", "all"];
            let words: Vec<&str> = report.split(' ').chain([&*folder]).chain(options).collect();
            assert_eq!(cutrack(&words).out, format!("{line}\n"), "{report} {name}");
            checked += 1;
        }
    }
    assert_eq!(checked, 29 * REPORTS.len());
}
