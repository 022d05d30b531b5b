//! `statusline` from the summary beside the database: the line is that of the files, whatever becomes of these, and the
//! database stays closed where the summary does.

mod common;
#[path = "common/place.rs"]
mod place;

use std::fs;

use common::cutrack;
use cutrack_cli::Exit;
use place::Place;

const FIRST: &str =
    "sessions/2026/11/22/rollout-2026-11-22T05-51-41-9ea528df-7e4f-4307-ba9a-90b0d70a21a4.jsonl";
const SECOND: &str =
    "sessions/2026/11/22/rollout-2026-11-22T05-51-42-9ea528df-7e4f-4307-ba9a-90b0d70a21b5.jsonl";
const LATER: &str =
    "sessions/2026/11/23/rollout-2026-11-23T05-51-42-9ea528df-7e4f-4307-ba9a-90b0d70a21c6.jsonl";
/// One turn of another day, with more tokens than the last line of the fixture has.
const MORE: &str = concat!(
    r#"{"timestamp":"2026-11-22T06:00:00.000Z","type":"event_msg","payload":{"type":"token_count","info":{"#,
    r#""total_token_usage":{"input_tokens":99000,"cached_input_tokens":0,"output_tokens":900,"#,
    r#""reasoning_output_tokens":0,"total_tokens":99900},"last_token_usage":{"input_tokens":9000,"#,
    r#""cached_input_tokens":0,"output_tokens":90,"reasoning_output_tokens":0,"total_tokens":9090},"#,
    r#""model_context_window":200000},"rate_limits":null}}"#,
    "\n"
);

struct Kept {
    place: Place,
}

impl Kept {
    fn new(name: &str) -> Self {
        let place = Place::new(name);
        place.put(FIRST);
        place.put(SECOND);
        assert!(place.ingest("").starts_with("2 files read"));
        let kept = Self { place };
        assert!(!kept.has_summary(), "nobody has asked for the line");
        kept.line("2026-11-22T05:55:00Z");
        kept
    }

    fn line(&self, now: &str) -> String {
        let line = format!("statusline --format json --now {now}");
        let ran = self.place.run(&line);
        assert_eq!((ran.err.as_str(), ran.exit), ("", Exit::Fine));
        ran.out
    }

    /// The line of the files alone; the same as from the database, which is asked last.
    fn agrees(&self, now: &str) {
        let line = self.line(now);
        let home = self.place.home.to_string_lossy();
        let of_files = ["statusline", "--format", "json", "--now", now, &home];
        assert_eq!(line, cutrack(&of_files).out, "{now}");
    }

    /// From here on whoever opens the database sees that it is none.
    fn damage(&self) {
        fs::write(&self.place.database, "no database").expect("it can be written");
    }

    fn has_summary(&self) -> bool {
        self.place.database.with_extension("summary").exists()
    }
}

#[test]
fn the_first_run_of_all_leaves_one_if_it_is_for_the_line() {
    let place = Place::new("first-of-all");
    place.put(FIRST);
    place.run("statusline --now 2026-11-22T05:55:00Z");
    let kept = Kept { place };
    kept.damage();
    kept.agrees("2026-11-22T05:55:00Z");
}

#[test]
fn the_database_stays_closed() {
    let kept = Kept::new("closed");
    kept.damage();
    for now in [
        "2026-11-22T05:55:00Z",
        "2026-11-22T23:00:00Z",
        "2026-11-23T05:00:00Z",
        "2026-12-06T05:55:00Z",
    ] {
        kept.agrees(now);
    }
}

#[test]
fn what_is_new_is_in_the_line() {
    let kept = Kept::new("new-lines");
    kept.damage();
    let first = kept.place.home.join(FIRST);
    let before = kept.line("2026-11-22T06:01:00Z");
    let grown = fs::read_to_string(&first).expect("it is there") + MORE;
    fs::write(&first, grown).expect("it can be written");
    kept.agrees("2026-11-22T06:01:00Z");
    assert_ne!(kept.line("2026-11-22T06:01:00Z"), before);
    kept.place.put(LATER);
    kept.agrees("2026-11-23T06:01:00Z");
}

#[test]
fn where_the_summary_does_not_do_the_database_is_asked() {
    let kept = Kept::new("asked");
    // A "now" before the newest line; a session of its own; a file that went: its rows stay.
    let before = kept.line("2026-11-22T05:55:00Z");
    let earlier = "statusline --now 2026-11-21T05:55:00Z";
    assert_eq!(kept.place.run(earlier).out, "today 0\n");
    fs::remove_file(kept.place.home.join(SECOND)).expect("it is there");
    assert_eq!(kept.line("2026-11-22T05:55:00Z"), before);
    kept.damage();
    assert_eq!(
        kept.line("2026-11-22T05:55:00Z"),
        before,
        "it is known to be gone"
    );
}

#[test]
fn a_file_that_codex_did_not_name_is_sought_while_it_is_at_work() {
    let kept = Kept::new("named-otherwise");
    kept.place.put("sessions/mine/rollout-of-mine.jsonl");
    kept.place.ingest("");
    kept.damage();
    kept.agrees("2026-11-24T06:01:00Z");
    kept.agrees("2026-11-22T06:01:00Z");
}

#[test]
fn it_goes_with_what_it_repeats() {
    let kept = Kept::new("goes");
    assert!(kept.has_summary());
    kept.place.run("forget names --yes");
    assert!(!kept.has_summary(), "forget names");
    kept.agrees("2026-11-22T05:55:00Z");
    assert!(kept.has_summary(), "the next line leaves another");
    kept.place.run("forget all --yes");
    assert!(!kept.has_summary(), "forget all");
}
