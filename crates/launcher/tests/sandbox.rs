//! A hostile guest under exactly the launcher's grant: it can read rollouts, and nothing else.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

/// What the guest may do. Everything else that it tries must be refused; without these lines the test
/// would also pass for a guest that gets nothing at all.
const ALLOWED: [&str; 3] = [
    "read a rollout",
    "list the folder",
    "open a rollout by its descriptor",
];
/// So many attempts does the guest make; fewer means that it was stopped on the way.
const ATTEMPTS: usize = 38;

/// What it may do beside, where it has a folder for its data; by a descriptor, because it knows of no other folder.
const ALLOWED_WITH_DATA: [&str; 2] = ["symbolic link", "create by every descriptor"];

#[test]
fn a_home_can_be_read_and_written_is_the_data_folder_alone() {
    let home = common::codex_home("hostile-home");
    let data = common::folder("hostile-data");
    let arguments = ["sessions", "--codex-home", home.to_str().unwrap()];
    let mut launcher = launcher(&arguments);
    launcher.env("CUTRACK_DATA", &data);
    assert_contained(
        &home,
        launcher,
        &format!("{}/sessions", home.display()),
        &ALLOWED_WITH_DATA,
    );
    let made: Vec<_> = fs::read_dir(data).unwrap().flatten().collect();
    let mut made: Vec<_> = made.iter().map(|entry| entry.file_name()).collect();
    made.sort();
    assert_eq!(made, ["made", "pointer"]);
}

#[test]
fn without_a_database_a_home_can_be_read_and_nothing_else() {
    let home = common::codex_home("hostile-no-data");
    let folder = format!("{}/sessions", home.display());
    let home_text = home.to_str().unwrap();
    let arguments = ["sessions", "--codex-home", home_text, "--db", ":memory:"];
    assert_contained(&home, launcher(&arguments), &folder, &[]);
}

#[test]
fn a_path_can_be_read_and_nothing_else() {
    let home = common::codex_home("hostile-path");
    let folder = home.join("sessions");
    let folder = folder.to_str().unwrap();
    assert_contained(&home, launcher(&["sessions", folder]), folder, &[]);
}

#[test]
fn of_a_home_given_as_path_only_the_rollout_folders_are_granted() {
    let home = common::codex_home("hostile-home-path");
    let path = home.to_str().unwrap();
    assert_contained(
        &home,
        launcher(&["sessions", path]),
        &format!("{path}/sessions"),
        &[],
    );
}

fn launcher(arguments: &[&str]) -> Command {
    let mut launcher = common::launcher_with(common::guest(), &common::shared_cache());
    launcher.args(arguments);
    launcher
}

/// The hostile guest can do what is allowed, `also` that, nothing else, and leaves `home` as it was.
fn assert_contained(home: &Path, mut launcher: Command, folder: &str, also: &[&str]) {
    let before = state(home);
    let mut child = launcher
        .args(["--model", "attack", "--project", folder])
        .env("CODEX_SECRET", "a secret")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"typed").ok();
    let answers = common::text(&child.wait_with_output().unwrap());

    assert_eq!(answers.lines().count(), ATTEMPTS, "{answers}");
    let done: Vec<_> = answers
        .lines()
        .filter_map(|line| line.strip_suffix(": done"))
        .collect();
    let mut allowed = [&ALLOWED[..], also].concat();
    allowed.sort_unstable();
    let mut sorted = done;
    sorted.sort_unstable();
    assert_eq!(sorted, allowed);
    assert_eq!(state(home), before, "the home is as it was");
}

/// Every path below `folder`, with its bytes and its time.
fn state(folder: &Path) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
    let mut state = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                folders.push(entry.path());
            }
            let bytes = if kind.is_file() {
                fs::read(entry.path()).unwrap()
            } else {
                Vec::new()
            };
            let modified_at = entry.path().symlink_metadata().unwrap().modified().unwrap();
            state.insert(entry.path(), (bytes, modified_at));
        }
    }
    state
}

#[test]
fn a_guest_that_asks_for_sockets_is_not_started() {
    let guest = common::compile_guest("socket-guest", &["--cfg=undefined_import"]);
    let home = common::codex_home("socket-home");
    let output = common::launcher_with(&guest, &common::shared_cache())
        .args([
            "sessions",
            "--codex-home",
            home.to_str().unwrap(),
            "--model",
            "socket",
        ])
        .output()
        .unwrap();
    let (code, message) = common::failure(&output);
    assert_eq!(code, Some(1));
    assert!(
        message.starts_with("error: the sandbox stopped the guest, code 20.\n"),
        "{message}"
    );
}
