//! The rollouts that the tests read: each folder as a list of (path below it, bytes), sorted by path.
#![allow(dead_code, reason = "each test takes what it needs of this")]

use std::fs;
use std::path::{Path, PathBuf};

/// Files of one folder as a host hands them to the engine.
pub(crate) type Files = Vec<(String, Vec<u8>)>;

/// Small hand-written rollouts, each showing one rule of the counting law.
pub(crate) fn traps() -> Vec<(String, Files)> {
    folders(&workspace_root().join("tests/traps"))
}

/// Hand-written rollouts with the facts that no other sample holds; `facts.txt` there says who holds what.
pub(crate) fn facts() -> Vec<(String, Files)> {
    folders(&workspace_root().join("tests/facts"))
}

/// What the app-server and `codex exec --json` wrote to whoever started them: by Codex itself, and some by hand.
pub(crate) fn streams() -> Vec<(String, Files)> {
    let logs = entries(&workspace_root().join("tests/streams"));
    let logs = logs
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "jsonl"));
    let sample = |path: PathBuf| {
        let name = path
            .file_name()
            .expect("an entry has a name")
            .to_string_lossy()
            .into_owned();
        let bytes = fs::read(&path).expect("samples are readable");
        (
            name.trim_end_matches(".jsonl").to_owned(),
            vec![(name, bytes)],
        )
    };
    logs.map(sample).collect()
}

/// All rollouts that are hand-written.
pub(crate) fn small() -> Vec<(String, Files)> {
    traps().into_iter().chain(facts()).collect()
}

/// Every sample.
pub(crate) fn all() -> Vec<(String, Files)> {
    fixtures()
        .into_iter()
        .chain(small())
        .chain(streams())
        .collect()
}

/// Rollouts written by Codex itself, of every version that changed the format.
pub(crate) fn fixtures() -> Vec<(String, Files)> {
    folders(&workspace_root().join("tests/fixtures"))
}

/// A large set of rollouts that stands beside the project on some machines.
pub(crate) fn neighbouring_rollouts() -> Option<PathBuf> {
    Some(workspace_root().join("../shared/rollouts")).filter(|folder| folder.is_dir())
}

pub(crate) fn rollouts_under(folder: &Path) -> Files {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(current) = open.pop() {
        for path in entries(&current) {
            if path.is_dir() {
                open.push(path);
            } else if is_rollout(&path) || is_status(&path) {
                let below = path.strip_prefix(folder).expect("found below the folder");
                let name = below
                    .to_str()
                    .expect("sample names are UTF-8")
                    .replace('\\', "/");
                files.push((name, fs::read(&path).expect("samples are readable")));
            }
        }
    }
    files.sort();
    files
}

pub(crate) fn workspace_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn folders(parent: &Path) -> Vec<(String, Files)> {
    let folders = entries(parent).into_iter().filter(|path| path.is_dir());
    let name = |path: &Path| {
        path.file_name()
            .expect("an entry has a name")
            .to_string_lossy()
            .into_owned()
    };
    folders
        .map(|path| (name(&path), rollouts_under(&path)))
        .collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .collect();
    paths.sort();
    paths
}

fn is_rollout(path: &Path) -> bool {
    let name = path
        .file_name()
        .expect("an entry has a name")
        .to_string_lossy();
    name.starts_with("rollout-")
        && [".jsonl", ".jsonl.zst", ".json"]
            .iter()
            .any(|end| name.ends_with(end))
}

/// What `/status` printed.
fn is_status(path: &Path) -> bool {
    let name = path
        .file_name()
        .expect("an entry has a name")
        .to_string_lossy();
    name.starts_with("status-") && name.ends_with(".txt")
}

/// Rust sources at or below a path: (path, text).
pub(crate) fn sources_under(path: &Path) -> Vec<(String, String)> {
    if path.is_dir() {
        return entries(path)
            .iter()
            .flat_map(|entry| sources_under(entry))
            .collect();
    }
    vec![(
        path.display().to_string(),
        fs::read_to_string(path).expect("a source"),
    )]
}
