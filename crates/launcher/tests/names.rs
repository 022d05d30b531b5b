//! A name that is not UTF-8 hides no file beside it: the launcher lists the folder that its guest cannot.
#![cfg(target_os = "linux")]

mod common;

use std::ffi::OsStr;
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;

const ROLLOUT: &str = "rollout-2026-11-22T05-51-41-9ea528df-7e4f-4307-ba9a-90b0d70a21a4.jsonl";

/// A home whose folder of a day holds a rollout, a folder, and a name that is none; and a place for a database.
fn home(name: &str, odd: &[u8]) -> (PathBuf, PathBuf) {
    let (home, data) = (
        common::folder(name),
        common::folder(&format!("{name}-data")),
    );
    let day = home.join("sessions/2026/11/22");
    fs::create_dir_all(day.join("below")).unwrap();
    let fixture = common::root().join("tests/fixtures/04-envelope-0.36-first");
    let other = ROLLOUT.replace("a21a4", "a21a5");
    fs::copy(fixture.join(ROLLOUT), day.join(ROLLOUT)).unwrap();
    fs::copy(fixture.join(ROLLOUT), day.join("below").join(other)).unwrap();
    fs::write(day.join(OsStr::from_bytes(odd)), "a line\n").unwrap();
    (home, data)
}

#[test]
fn what_lies_beside_is_read() {
    let (home, data) = home("names", b"note\xff.txt");
    for call in ["ingest", "ingest", "doctor"] {
        let output = common::cutrack(&home, &data, call).output().unwrap();
        let said = common::text(&output);
        match call {
            "doctor" => assert!(!said.contains("UTF-8"), "{said}"),
            _ => assert!(
                said.contains("0 gone") && said.contains("0 not read"),
                "{said}"
            ),
        }
    }
    let mut of_path = common::cutrack(&home, &data, "report --last all --json");
    of_path.arg(home.join("sessions/2026/11/22"));
    let of_home = common::cutrack(&home, &data, "report --last all --json");
    for mut call in [of_home, of_path] {
        let said = common::text(&call.output().unwrap());
        assert!(said.contains(r#""found":2"#), "{said}");
    }
}

/// A folder with such a name is looked at by the guest, any other one is told it.
#[test]
fn what_is_told_of_a_folder_is_what_the_guest_sees() {
    let (home, data) = home("names-seen", b"note\xff.txt");
    let odd = home
        .join("sessions/2026/11/22")
        .join(OsStr::from_bytes(b"note\xff.txt"));
    let ingest = || common::text(&common::cutrack(&home, &data, "ingest").output().unwrap());
    fs::remove_file(&odd).unwrap();
    let rest = "0 gone (their rows stay), 0 not read\n";
    assert_eq!(ingest(), format!("2 files read, 0 unchanged, {rest}"));
    fs::write(&odd, "a line\n").unwrap();
    assert_eq!(ingest(), format!("0 files read, 2 unchanged, {rest}"));
    fs::remove_file(&odd).unwrap();
    assert_eq!(ingest(), format!("0 files read, 2 unchanged, {rest}"));
}

#[test]
fn a_rollout_of_such_a_name_is_told_of() {
    let (home, data) = home("names-rollout", b"rollout-\xff.jsonl");
    let output = common::cutrack(&home, &data, "report --last all").output();
    let (code, said) = common::failure(&output.unwrap());
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("its name is not UTF-8"), "{said}");
    assert!(!said.contains("a folder of"), "{said}");
}

#[test]
fn a_status_line_counts_what_lies_beside() {
    let (home, data) = home("names-line", b"note\xff.txt");
    let now = "--now 2026-11-22T06:00:00Z";
    let line = |data: &Path| {
        let call = format!("statusline --format json {now}");
        common::text(&common::cutrack(&home, data, &call).output().unwrap())
    };
    let unread = line(&data);
    let stored = common::cutrack(&home, &data, "ingest -q").output();
    common::text(&stored.unwrap());
    assert!(unread.contains(r#""found":2"#), "{unread}");
    assert_eq!(line(&data), unread);
}

/// What `watch` tells is told by a line that comes only once the folder was listed anew.
#[test]
fn a_file_that_comes_while_it_is_watched_is_read() {
    let (home, data) = home("names-watch", b"note\xff.txt");
    let mut watch = common::cutrack(&home, &data, "watch --ndjson");
    let mut watch = watch
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let err = BufReader::new(watch.stderr.take().unwrap());
    let greeted = |line: io::Result<String>| line.is_ok_and(|line| line.starts_with("Watching "));
    assert!(err.lines().any(greeted));
    let day = home.join("sessions/2026/11/22");
    let text = fs::read_to_string(day.join(ROLLOUT)).unwrap();
    let (id, other) = (&ROLLOUT[28..64], "9ea528df-7e4f-4307-ba9a-90b0d70a21ff");
    // Records are told of the last two days; at night the lines of the fixture's hour are still to come today.
    let yesterday = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(24);
    let yesterday = yesterday.strftime("%Y-%m-%d").to_string();
    let text = text.replace(id, other).replace("2026-11-22", &yesterday);
    fs::write(day.join(ROLLOUT.replace(id, other)), text).unwrap();
    let out = BufReader::new(watch.stdout.take().unwrap());
    let first = out.lines().next().expect("a record").unwrap();
    assert!(first.contains(other), "{first}");
    watch.kill().unwrap();
    watch.wait().unwrap();
}
