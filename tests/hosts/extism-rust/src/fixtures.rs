//! The fixtures as this host gets them; `tests/hosts/fixtures.mjs` says the same for JavaScript.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

/// One folder of rollouts, and what must be answered about it.
pub struct Fixture {
    pub name: String,
    files: Vec<(String, Vec<u8>)>,
    expected: Option<Vec<u8>>,
    total: Value,
}

/// All fixtures below `tests`, with those that only EXPECTED.json or only a folder names.
pub fn all(tests: &Path) -> Vec<Fixture> {
    let root = tests.join("fixtures");
    let totals: Value =
        serde_json::from_slice(&read(&root.join("EXPECTED.json"))).expect("EXPECTED.json is JSON");
    let mut names: Vec<String> = totals["dirs"]
        .as_object()
        .expect("an object")
        .keys()
        .cloned()
        .collect();
    names.extend(
        entries(&root)
            .into_iter()
            .filter(|name| root.join(name).is_dir()),
    );
    names.sort();
    names.dedup();
    let fixture = |name: String| Fixture {
        files: rollouts(&root.join(&name)),
        expected: fs::read(tests.join("expected").join(format!("{name}.json"))).ok(),
        total: totals["dirs"][&name]["total"].clone(),
        name,
    };
    names.into_iter().map(fixture).collect()
}

impl Fixture {
    /// The plugin's input.
    pub fn frame(&self) -> Vec<u8> {
        frame(&self.files)
    }

    /// Whether an answer is the expected bytes, and its usage reports count what EXPECTED.json counts.
    pub fn check(&self, answer: &[u8]) -> Result<(), String> {
        for line in answer
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
        {
            let report: Value = serde_json::from_slice(line).map_err(|error| error.to_string())?;
            let total = &report["total"];
            let counted = json!([
                total["input_tokens"],
                total["cached_input_tokens"],
                total["output_tokens"]
            ]);
            if report["report"] == "usage" && counted != self.total {
                return Err(format!(
                    "usage by {} counts {counted}, expected {}",
                    report["by"], self.total
                ));
            }
        }
        match self.expected.as_deref() {
            None => Err("the expected answer is missing".to_owned()),
            Some(expected) if expected != answer => Err(difference(answer, expected)),
            Some(_) => Ok(()),
        }
    }
}

/// A header line, then the files' bytes.
pub fn frame(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let header = json!({
        "key": null,
        "zone": { "name": "UTC", "offsets": [] },
        "queries": [
            { "report": "usage", "by": ["day"] },
            { "report": "usage", "by": ["month"] },
            { "report": "usage", "by": ["model"] },
            { "report": "sessions" },
        ],
        "files": files.iter().map(|(name, bytes)| json!({ "name": name, "bytes": bytes.len() })).collect::<Vec<_>>(),
    });
    let mut frame = format!("{header}\n").into_bytes();
    files.iter().for_each(|(_, bytes)| frame.extend(bytes));
    frame
}

/// The rollouts below a folder, sorted by the bytes of their names.
fn rollouts(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for name in entries(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            files.extend(
                rollouts(&path)
                    .into_iter()
                    .map(|(below, bytes)| (format!("{name}/{below}"), bytes)),
            );
        } else if is_rollout(&name) {
            files.push((name, read(&path)));
        }
    }
    files.sort();
    files
}

fn is_rollout(name: &str) -> bool {
    name.starts_with("rollout-")
        && [".jsonl", ".jsonl.zst", ".json"]
            .iter()
            .any(|ending| name.ends_with(ending))
}

fn entries(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect()
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()))
}

/// Where two answers part, in a few words.
fn difference(answer: &[u8], expected: &[u8]) -> String {
    let at = answer
        .iter()
        .zip(expected)
        .take_while(|(left, right)| left == right)
        .count();
    let around = |bytes: &[u8]| {
        let part = &bytes[at.saturating_sub(40).min(bytes.len())..(at + 40).min(bytes.len())];
        String::from_utf8_lossy(part).into_owned()
    };
    format!(
        "differs at byte {at}: answered {:?}, expected {:?}",
        around(answer),
        around(expected)
    )
}
