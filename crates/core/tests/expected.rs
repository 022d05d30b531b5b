//! The golden answers: what the engine says of each directory of `tests/fixtures`, byte for byte. Every host is held
//! to the same files. `cargo xtask bless` writes them anew.

use std::fs;
use std::path::{Path, PathBuf};

use cutrack_core::{Config, Engine, Query};

/// Asked of every directory, one line of `tests/expected/<directory>.json` each.
const QUERIES: [&str; 4] = [
    r#"{"report":"usage","by":["day"]}"#,
    r#"{"report":"usage","by":["month"]}"#,
    r#"{"report":"usage","by":["model"]}"#,
    r#"{"report":"sessions"}"#,
];

fn tests_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests")
}

/// Rollout files below a folder, by path.
fn rollouts(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().expect("a name").to_string_lossy();
        if path.is_dir() {
            rollouts(&path, found);
        } else if name.starts_with("rollout-")
            && [".jsonl", ".jsonl.zst", ".json"]
                .iter()
                .any(|end| name.ends_with(end))
        {
            found.push(path);
        }
    }
}

fn answers(folder: &Path) -> String {
    let mut engine = Engine::new(Config::default());
    let mut files = Vec::new();
    rollouts(folder, &mut files);
    for path in files {
        let name = path.strip_prefix(folder).expect("below").to_string_lossy();
        engine.begin(&name.replace('\\', "/"));
        engine.feed(&fs::read(&path).expect("a file"));
        engine.end();
    }
    QUERIES
        .iter()
        .map(|query| {
            let query = Query::from_json(query.as_bytes()).expect("a query");
            let report = engine.report(&query).expect("a report");
            String::from_utf8(report.to_json()).expect("UTF-8") + "\n"
        })
        .collect()
}

#[test]
fn every_fixture_has_its_golden_answer() {
    let bless = std::env::var_os("CUTRACK_BLESS").is_some();
    let expected = tests_folder().join("expected");
    let mut differs = Vec::new();
    let mut folders = 0;
    for entry in fs::read_dir(tests_folder().join("fixtures")).expect("fixtures") {
        let folder = entry.expect("an entry").path();
        if !folder.is_dir() {
            continue;
        }
        folders += 1;
        let name = folder
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let golden = expected.join(format!("{name}.json"));
        let answers = answers(&folder);
        if bless {
            fs::create_dir_all(&expected).expect("a folder");
            fs::write(&golden, &answers).expect("written");
        }
        if fs::read_to_string(&golden).unwrap_or_default() != answers {
            differs.push(name);
        }
    }
    assert!(folders >= 29, "only {folders} fixtures were found");
    assert!(
        differs.is_empty(),
        "other than the golden answer (cargo xtask bless): {differs:?}"
    );
}
