//! Which files a run reads, and what it says of those that it cannot.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{Ran, cutrack, project};
use cutrack_cli::Exit;

const ROLLOUT: &str = "rollout-2026-11-22T05-51-41-9ea528df-7e4f-4307-ba9a-90b0d70a21a4.jsonl";

/// An empty folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("files")
        .join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("an old folder can go");
    }
    fs::create_dir_all(&folder).expect("target can be written");
    folder
}

fn put(folder: &Path, name: &str) {
    let to = folder.join(name);
    fs::create_dir_all(to.parent().expect("it is below the folder"))
        .expect("target can be written");
    let from = project()
        .join("tests/fixtures/04-envelope-0.36-first")
        .join(ROLLOUT);
    fs::copy(from, to).expect("the fixture can be copied");
}

fn sessions(path: &Path) -> Ran {
    cutrack(&["sessions", &path.to_string_lossy(), "--json"])
}

/// Files found, read, set aside.
fn counts(ran: &Ran) -> [u64; 3] {
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("the report is JSON");
    ["found", "read", "set_aside"].map(|key| report["files"][key].as_u64().expect("a count"))
}

#[test]
fn only_rollouts_are_read_and_a_named_file_always() {
    let folder = folder("only-rollouts");
    put(&folder, "sub/deeper/rollout-a.jsonl");
    put(&folder, "notes.jsonl");
    put(&folder, "rollout-a.jsonl.bak");
    assert_eq!(counts(&sessions(&folder))[0], 1);
    assert_eq!(counts(&sessions(&folder.join("notes.jsonl"))), [1, 1, 0]);
}

#[test]
fn of_a_home_only_its_two_folders() {
    let home = folder("home");
    put(&home, &format!("sessions/2026/11/22/{ROLLOUT}"));
    put(&home, &format!("archived_sessions/{ROLLOUT}"));
    put(&home, &format!("elsewhere/{ROLLOUT}"));
    assert_eq!(counts(&sessions(&home)), [2, 1, 1]);
    let by_option = cutrack(&[
        "sessions",
        "--codex-home",
        &home.to_string_lossy(),
        "--json",
        "--last",
        "all",
    ]);
    assert_eq!(by_option.out, sessions(&home).out);
}

#[test]
fn a_path_given_twice_counts_once() {
    let folder = folder("twice");
    put(&folder, ROLLOUT);
    let (whole, file) = (folder.to_string_lossy(), folder.join(ROLLOUT));
    let ran = cutrack(&[
        "sessions",
        &whole,
        &file.to_string_lossy(),
        &whole,
        "--json",
    ]);
    assert_eq!(counts(&ran), [1, 1, 0]);
}

#[test]
fn an_empty_folder_is_said() {
    let ran = sessions(&folder("empty"));
    assert_eq!(ran.exit, Exit::Fine);
    assert!(
        ran.err.starts_with("note: no sessions yet in ") && ran.err.ends_with("empty.\n"),
        "{}",
        ran.err
    );
}

#[test]
fn an_empty_folder_is_said_where_it_is_only_stored() {
    let folder = folder("empty-stored").to_string_lossy().into_owned();
    let database = format!("{folder}/cutrack.db");
    let note = |options: &[&str]| {
        let ran = cutrack(&[&["ingest", &folder, "--db", &database], options].concat());
        assert_eq!(ran.exit, Exit::Fine);
        ran.err.contains("note: no sessions yet in ")
    };
    assert_eq!([note(&[]), note(&["-q"])], [true, false]);
}

#[test]
fn a_filter_or_a_range_without_anything_says_so() {
    let folder = folder("nothing-matches");
    put(&folder, ROLLOUT);
    let path = folder.to_string_lossy();
    let filtered = cutrack(&["models", &path, "--model", "gpt-9*"]);
    let expected = "note: no model matches gpt-9*.\n  try: cutrack models --last all\n";
    assert_eq!(
        (filtered.err.as_str(), filtered.exit),
        (expected, Exit::Fine)
    );
    let ranged = cutrack(&["report", &path, "--last", "7d", "--tz", "UTC"]);
    let expected =
        "note: no usage in the last 7 days; the newest is of 2026-11-22.\n  try: --last all\n";
    assert_eq!((ranged.err.as_str(), ranged.exit), (expected, Exit::Fine));
    let of_late = cutrack(&[&path]);
    let expected = "note: no usage in the last 30 days; the newest is of 2026-11-22.\n  try: cutrack report --last all\n";
    assert_eq!((of_late.err.as_str(), of_late.exit), (expected, Exit::Fine));
    let filtered = cutrack(&[&path, "--model", "gpt-9*"]);
    assert!(filtered.err.starts_with("note: no model matches gpt-9*.\n"));
    let no_price = cutrack(&["prices", "gpt-9*"]);
    let expected = "note: no model matches gpt-9*.\n  try: cutrack prices\n";
    assert_eq!(
        (no_price.err.as_str(), no_price.exit),
        (expected, Exit::Fine)
    );
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;
    use std::process::Command;
    use std::thread;

    #[test]
    fn loops_and_links_inside_are_walked_once() {
        let folder = folder("loop");
        put(&folder, &format!("real/{ROLLOUT}"));
        symlink("..", folder.join("real/up")).expect("links can be made");
        symlink("real", folder.join("again")).expect("links can be made");
        symlink("self", folder.join("self")).expect("links can be made");
        let ran = sessions(&folder);
        assert_eq!(
            (counts(&ran), ran.exit),
            ([1, 1, 0], Exit::Fine),
            "{}",
            ran.err
        );
    }

    #[test]
    fn a_link_that_leaves_is_said_and_not_followed() {
        let outside = folder("outside");
        put(&outside, ROLLOUT);
        let folder = folder("leaves");
        put(&folder, "rollout-b.jsonl");
        symlink("../outside", folder.join("out")).expect("links can be made");
        let ran = sessions(&folder);
        assert_eq!((counts(&ran)[0], ran.exit), (1, Exit::Unread));
        let place = folder.display();
        let expected = format!(
            "note: 1 link leaves {place} and was not followed.\n  try: its target as a PATH of its own\n"
        );
        assert_eq!(ran.err, expected);
    }

    #[test]
    fn what_only_looks_like_a_rollout_stops_nothing() {
        let folder = folder("looks-like");
        put(&folder, ROLLOUT);
        symlink("gone.jsonl", folder.join("rollout-gone.jsonl")).expect("links can be made");
        fs::create_dir(folder.join("rollout-folder.jsonl")).expect("target can be written");
        let ran = sessions(&folder);
        assert_eq!((counts(&ran), ran.exit), ([1, 1, 0], Exit::Fine));
    }

    /// Whoever opens a pipe waits for somebody to write.
    #[test]
    fn a_pipe_is_said_and_never_opened() {
        let folder = folder("pipe");
        put(&folder, ROLLOUT);
        let pipe = folder.join("rollout-\u{1b}[2Jpipe.jsonl");
        let made = Command::new("mkfifo").arg(&pipe).status();
        assert!(made.expect("every Unix has it").success());
        symlink(
            pipe.file_name().expect("a name"),
            folder.join("rollout-link.jsonl"),
        )
        .expect("links can be made");
        // If it is opened all the same, there is nothing in it.
        let writes_nothing = pipe.clone();
        thread::spawn(|| fs::write(writes_nothing, ""));
        let ran = sessions(&folder);
        assert_eq!((counts(&ran), ran.exit), ([1, 1, 0], Exit::Unread));
        // Nor does its name reach a terminal as it is.
        let place = pipe.display().to_string().replace('\u{1b}', "\u{fffd}");
        let expected = format!("note: 1 file was not read.\n  not read  {place}  it is no file\n");
        assert_eq!(ran.err, expected);
    }
}

#[test]
fn what_was_not_plainly_read_is_named_below_its_folder() {
    let folder = folder("not-plainly-read");
    put(&folder, &format!("sessions/{ROLLOUT}"));
    put(&folder, &format!("archived_sessions/{ROLLOUT}"));
    let bytes = fs::read(folder.join("sessions").join(ROLLOUT)).expect("it was put there");
    let cut = [&bytes[..], b"no JSON\n{\"cut"].concat();
    fs::write(folder.join("sessions/rollout-cut.jsonl"), cut).expect("target can be written");
    let ran = cutrack(&["quality", &folder.to_string_lossy(), "--by", "file", "-q"]);
    let offset = bytes.len() / 1000 * 1000;
    let (thousands, rest) = (offset / 1000, bytes.len() - offset);
    let lines = bytes.split(|&byte| byte == b'\n').count();
    let expected = format!(
        "partial    sessions/rollout-cut.jsonl  line {lines}, byte {thousands},{rest:03}: not JSON; 1 more line lost\n\
         set aside  archived_sessions/{ROLLOUT}  the same as sessions/{ROLLOUT}\n"
    );
    assert_eq!((ran.out, ran.err), (expected, String::new()));
}

#[test]
fn quality_is_of_all_files() {
    let folder = folder("quality-of-all");
    put(&folder, ROLLOUT);
    let ran = cutrack(&["quality", &folder.to_string_lossy(), "--last", "7d"]);
    let expected = "error: quality is of all files: it takes no range, filter or --now.\n  try: cutrack quality --help\n";
    assert_eq!((ran.err.as_str(), ran.exit), (expected, Exit::Usage));
}

#[test]
fn a_file_that_does_not_count_is_named() {
    let folder = folder("over-the-cap");
    put(&folder, ROLLOUT);
    // A frame of run-length blocks: each turns one byte into 128 KiB.
    let mut packed = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58];
    (0..100).for_each(|_| packed.extend([0x02, 0x00, 0x10, b'x']));
    packed.extend([0x03, 0x00, 0x10, b'x']);
    let path = folder.join("rollout-packed.jsonl.zst");
    fs::write(&path, &packed).expect("target can be written");
    let ran = sessions(&folder);
    let expected = format!(
        "note: 1 file was not read.\n  not read  {}  unpacks to over 64 times its size\n",
        path.display()
    );
    assert_eq!(
        (ran.err.as_str(), ran.exit),
        (expected.as_str(), Exit::Unread)
    );
    assert_eq!(counts(&ran), [2, 1, 0]);
    // Of many the first are named.
    for number in 0..11 {
        let path = folder.join(format!("rollout-packed-{number}.jsonl.zst"));
        fs::write(path, &packed).expect("target can be written");
    }
    let told = sessions(&folder).err;
    assert!(
        told.starts_with("note: 12 files were not read.\n"),
        "{told}"
    );
    assert!(
        told.ends_with("\n  try: cutrack quality --by file\n"),
        "{told}"
    );
    assert_eq!(told.lines().count(), 12);
}
