//! A disk that takes no more: the report comes from the files, what was stored stays whole, and nothing is left behind
//! that the next run would have to wait for.
//!
//! No test can fill a disk of its own without a mount, but every shell can limit the size of the files that a program
//! writes, and a write past that fails as one to a full disk does.

#![cfg(unix)]

mod common;
#[path = "common/place.rs"]
mod place;

use std::fs;
use std::process::{Command, Output};

use common::cutrack;
use place::Place;

/// Runs `cutrack` with no file growing past so many blocks of the shell's.
fn limited(place: &Place, blocks: u32, line: &str) -> Output {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_cutrack")])
        .args(line.split(' '))
        .args(["--tz", "UTC", "--codex-home"])
        .arg(&place.home)
        .arg("--db")
        .arg(&place.database)
        .output()
        .expect("there is a shell")
}

fn said(output: &Output) -> (String, String, Option<i32>) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the streams are text");
    (
        text(&output.stdout),
        text(&output.stderr),
        output.status.code(),
    )
}

/// Names of what lies beside the rollouts.
fn kept(place: &Place) -> Vec<String> {
    let folder = place.database.parent().expect("it lies in a folder");
    let entries = fs::read_dir(folder).expect("it can be read").flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_report_is_counted_from_the_files() {
    let place = Place::with_fixtures("full-report");
    let home = place.home.to_string_lossy();
    let nothing_kept = ["--codex-home", &home, "--db", ":memory:"];
    let whole = cutrack(
        &[
            &["models", "--last", "all", "--tz", "UTC"],
            &nothing_kept[..],
        ]
        .concat(),
    )
    .out;
    let (out, err, exit) = said(&limited(&place, 0, "models --last all"));
    let note = "note: cannot write cutrack.db (disk full); nothing is lost, this report was counted from your files.\n";
    assert_eq!(
        (out.as_str(), err.as_str(), exit),
        (whole.as_str(), note, Some(0))
    );
    assert_eq!(kept(&place), [""; 0], "no lock is left");
}

#[test]
fn what_was_stored_stays_whole() {
    let place = Place::with_fixtures("full-ingest");
    assert_eq!(place.run("ingest -q").err, "");
    let before = place.run("sessions --last all --limit 0 --no-ingest").out;
    for copy in 0..20 {
        let from = place
            .home
            .join("sessions/22-0.169-model-switch-compaction-abort-review-goal-fork_by_reference");
        place.put_folder_as(&from, &format!("copy-{copy}"));
    }
    let (out, err, exit) = said(&limited(&place, 600, "ingest -q --again"));
    assert_eq!((out.as_str(), exit), ("", Some(1)), "{err}");
    assert!(err.starts_with("error: cannot write cutrack.db ("), "{err}");
    assert!(
        err.contains("). What was stored is whole.\n  try: "),
        "{err}"
    );
    assert_eq!(kept(&place), ["cutrack.db", "cutrack.key"]);
    let after = place.run("sessions --last all --limit 0 --no-ingest");
    assert_eq!((after.out, after.err), (before, String::new()));
    assert!(place.run("doctor").out.contains("integrity ok"));
}
