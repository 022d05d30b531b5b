//! What the launcher hands the guest beside folders and takes from it: text on standard input, options of the user's own,
//! and a file for the user.

mod common;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The launcher around the test guest, in a folder of this test's own.
fn launcher_at(home: &Path) -> Command {
    let mut command = common::launcher_with(common::guest(), &common::shared_cache());
    command
        .env("CODEX_HOME", home)
        .env("HOME", home)
        .env("CUTRACK_DATA", home.join("data"))
        .current_dir(home);
    command
}

/// A run with `typed` on its standard input.
fn run(mut launcher: Command, typed: &str) -> Output {
    let mut child = launcher
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(typed.as_bytes()).ok();
    child.wait_with_output().unwrap()
}

#[test]
fn only_an_option_that_is_read_from_it_gives_the_guest_standard_input() {
    let home = common::codex_home("handed-input");
    fs::write(home.join("my.json"), "of a file").unwrap();
    for (arguments, expected) in [
        ("privacy --find - --model echo", "typed"),
        ("prices --add - --model echo", "typed"),
        ("prices --add=my.json --model echo", "of a file"),
        ("privacy --find text --model echo", ""),
        ("sessions ./sessions --model echo", ""),
    ] {
        let mut launcher = launcher_at(&home);
        launcher.args(arguments.split(' '));
        assert_eq!(
            common::text(&run(launcher, "typed")),
            expected,
            "{arguments}"
        );
    }
    let mut launcher = launcher_at(&home);
    launcher.args(["sessions", "--model", "echo"]);
    let told = common::text(&run(launcher, "typed"));
    let is_of_home = told.contains("/~/sessions\n") && !told.contains("typed");
    assert!(
        is_of_home,
        "what lies in the home, and nothing else: {told}"
    );
    let mut launcher = launcher_at(&home);
    launcher.args(["prices", "--add", "no.json"]);
    let expected =
        "error: cannot read no.json.\n  try: a file that you can read, or - for standard input\n";
    assert_eq!(
        common::failure(&run(launcher, "")),
        (Some(1), expected.to_owned())
    );
}

#[test]
fn an_export_is_moved_to_where_the_user_wants_it() {
    let home = common::codex_home("handed-export");
    let export = |words: &[&str]| {
        let mut launcher = launcher_at(&home);
        launcher.args(["export", "--model", "export"]).args(words);
        run(launcher, "")
    };
    let told = common::text(&export(&["--sqlite", "usage.db"]));
    assert!(
        told.starts_with("~/data/export-") && told.ends_with("/usage.db\n"),
        "{told}"
    );
    assert_eq!(fs::read(home.join("usage.db")).unwrap(), b"records");
    let left: Vec<_> = fs::read_dir(home.join("data")).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");

    fs::write(home.join("usage.db"), "of the user").unwrap();
    let expected = "error: usage.db exists.\n  try: another name, or --force\n";
    let refused = export(&["--sqlite=usage.db"]);
    assert_eq!(common::failure(&refused), (Some(1), expected.to_owned()));
    assert_eq!(fs::read(home.join("usage.db")).unwrap(), b"of the user");
    common::text(&export(&["--force", "--sqlite=usage.db"]));
    assert_eq!(fs::read(home.join("usage.db")).unwrap(), b"records");
    // A report on PATHs keeps nothing, and its export is written all the same.
    common::text(&export(&["--sqlite", "of-path.db", "./sessions"]));
    assert!(home.join("of-path.db").is_file());
    let expected = "error: cannot write x.db (no such folder).\n  try: another place for it\n";
    let nowhere = export(&["--sqlite", "no/such/x.db"]);
    assert_eq!(common::failure(&nowhere), (Some(1), expected.to_owned()));
    assert!(nowhere.stdout.is_empty(), "the guest was not asked");
    // The guest writes in the folder of the data: that one cannot be made is not said of the file.
    let mut launcher = launcher_at(&home);
    launcher
        .args(["export", "--model", "export", "--sqlite", "x.db"])
        .env("CUTRACK_DATA", home.join("usage.db/data"));
    let expected = "error: cannot write in ~/usage.db/data (no such folder).\n  \
                    try: --db FILE in another folder\n";
    let nowhere = run(launcher, "");
    assert_eq!(common::failure(&nowhere), (Some(1), expected.to_owned()));
}

#[test]
fn options_of_the_users_own_stand_before_what_is_typed() {
    let home = common::codex_home("handed-defaults");
    let told = |own: &str, words: &[&str]| {
        let mut launcher = launcher_at(&home);
        launcher.env("CUTRACK_OPTIONS", own).args(words);
        run(launcher, "")
    };
    let words = common::text(&told(
        "--week-start sun --project 'a b'",
        &["sessions", "--model", "arguments"],
    ));
    let words: Vec<&str> = words.lines().collect();
    let typed = words.iter().position(|word| *word == "sessions").unwrap();
    let own = ["--week-start", "sun", "--project", "a b", "--defaults-end"];
    assert_eq!(words[typed - own.len()..typed], own);
    for (own, word) in [
        ("report", "report"),
        ("--json x", "x"),
        ("--tz", "--tz"),
        ("'", "'"),
    ] {
        let expected = format!(
            "error: CUTRACK_OPTIONS does not take {word}.\n  try: CUTRACK_OPTIONS=\"--week-start sun\"\n"
        );
        assert_eq!(
            common::failure(&told(own, &["sessions"])),
            (Some(2), expected)
        );
    }
    // A command that the launcher answers itself takes none of them, and does not mind.
    let page = told("--week-start sun", &["page"]);
    assert!(common::text(&page).contains("A page"));
}

#[test]
fn a_session_may_be_called_as_a_command_of_the_launcher() {
    let home = common::codex_home("handed-web");
    let mut launcher = launcher_at(&home);
    launcher.args(["session", "web", "--model", "arguments"]);
    let told = common::text(&run(launcher, ""));
    assert!(told.lines().any(|word| word == "web"), "{told}");
}
