//! The launcher as users get it gives the answers that every host gives, to the byte.

mod common;

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
    let samples = fs::read_dir(common::root().join("tests/fixtures"))
        .unwrap()
        .flatten();
    let mut names: Vec<_> = samples
        .filter(|sample| sample.path().is_dir())
        .map(|sample| sample.file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names.len(), 29);
    for name in names {
        let expected = common::root()
            .join("tests/expected")
            .join(format!("{name}.json"));
        let expected = fs::read_to_string(&expected).expect("a file of expected answers");
        assert_eq!(
            answers(&common::root().join("tests/fixtures").join(&name)),
            expected,
            "{name}"
        );
    }
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
