//! `privacy --find`: what is in no row is not found; what is, is told by its table, and never by its text.

mod common;
#[path = "common/place.rs"]
mod place;

use common::cutrack;
use cutrack_cli::Exit;
use place::{Place, ROLLOUT};
use rusqlite::Connection;

/// A text of the fixture's prompts, a part of its readable names, and one that is nowhere.
const PROMPT: &str = "list the files then add hello";
const NOWHERE: &str = "a text of nobody";

fn place(name: &str) -> Place {
    let place = Place::new(name);
    place.put(&format!("sessions/{ROLLOUT}"));
    place.ingest("");
    place
}

/// What `privacy --find` says of a text: its answer, without what it searched, and the exit code.
fn answer(place: &Place, text: &str) -> (String, Exit) {
    let database = place.database.to_string_lossy();
    let ran = cutrack(&[
        "privacy", "--find", text, "--db", &database, "--width", "999",
    ]);
    assert_eq!(ran.err, "", "{text}");
    assert!(!ran.out.contains(text), "{text}");
    let (searched, answer) = ran.out.trim_end().split_once(": ").expect("it answers");
    let size = format!("for {} bytes in UTF-8", text.len());
    assert!(searched.contains(&size), "{searched}");
    (answer.to_owned(), ran.exit)
}

fn not_found() -> (String, Exit) {
    ("not found.".to_owned(), Exit::Fine)
}

#[test]
fn no_text_of_a_rollout_is_found_but_readable_names() {
    let place = place("find");
    let rollout = std::fs::read_to_string(place.home.join("sessions").join(ROLLOUT));
    let rollout = rollout.expect("the fixture is text").to_lowercase();
    assert!(rollout.contains(&PROMPT.to_lowercase()));
    assert_eq!(answer(&place, PROMPT), not_found());
    assert_eq!(answer(&place, NOWHERE), not_found());
    // Words of the tables themselves are ours.
    assert_eq!(answer(&place, "CREATE TABLE"), not_found());
    assert_eq!(answer(&place, "SQLite format 3"), not_found());
    let (text, exit) = answer(&place, "/home/dev/demo");
    assert_eq!(
        text,
        "found 1 time: names 1 (readable names, kept by your choice)"
    );
    assert_eq!(exit, Exit::Fine);
}

#[test]
fn a_text_in_a_row_or_in_a_free_page_is_found() {
    let place = place("find-found");
    let database = Connection::open(&place.database).expect("SQLite opens it");
    let hidden = "YSB0ZXh0IG9mIG5vYm9keQ";
    let put = format!("UPDATE usage SET model = '{hidden}'");
    let rows = database.execute(&put, []).expect("a column of text");
    let (text, exit) = answer(&place, NOWHERE);
    let times = if rows == 1 {
        "1 time".to_owned()
    } else {
        format!("{rows} times")
    };
    let expected = format!(
        "found {times}: usage {rows}. This must not be: please report it, without the text."
    );
    assert_eq!((text, exit), (expected, Exit::Failed));

    let freed = format!(
        "PRAGMA secure_delete = OFF;
         UPDATE usage SET model = NULL;
         CREATE TABLE gone (text TEXT);
         INSERT INTO gone VALUES ('{NOWHERE}');
         DROP TABLE gone;"
    );
    database.execute_batch(&freed).expect("a table can go");
    let (text, exit) = answer(&place, NOWHERE);
    assert!(
        text.starts_with("found 1 time: pages 1. This must not be"),
        "{text}"
    );
    assert_eq!(exit, Exit::Failed);
}

#[test]
fn what_cannot_be_searched_is_said_without_the_text() {
    let place = place("find-refused");
    let database = place.database.to_string_lossy();
    for (words, expected, exit) in [
        (
            &["--find", "key"][..],
            "error: --find needs a text of 4 bytes, or more.\n  try: a longer part of it\n",
            Exit::Usage,
        ),
        (
            &["--find", "a secret", "--json"],
            "error: choose one of --find, --json, --csv, --ndjson.\n  try: cutrack privacy --help\n",
            Exit::Usage,
        ),
        (
            &["--find", "a secret", "--db", ":memory:"],
            "error: privacy --find needs a database.\n  try: --db FILE\n",
            Exit::Usage,
        ),
        (
            &["--find", "a secret", "--db", "no/such.db"],
            "error: no database yet.\n  try: cutrack ingest\n",
            Exit::Failed,
        ),
    ] {
        let words = [&["privacy", "--db", &database], words].concat();
        let ran = cutrack(&words);
        assert_eq!((ran.err.as_str(), ran.exit), (expected, exit), "{words:?}");
        assert_eq!(ran.out, "");
    }
}

#[test]
fn the_text_can_come_from_standard_input() {
    let place = place("find-input");
    let database = place.database.to_string_lossy();
    let ran = cutrack(&["privacy", "--find", "-", "--db", &database]);
    let length = "typed at a prompt".len();
    let expected = format!(
        " for {length} bytes in UTF-8,\nUTF-16, JSON escapes, base64, hex and percent signs: not found.\n"
    );
    assert!(ran.out.ends_with(&expected), "{}", ran.out);
    assert_eq!((ran.err.as_str(), ran.exit), ("", Exit::Fine));
}
