//! `purge`: whole sessions go, do not come back by themselves, and leave nothing in the file.

mod common;
#[path = "common/place.rs"]
mod place;

use std::fs;

use cutrack_cli::Exit;
use place::Place;

const OLD: &str =
    "sessions/2026/01/02/rollout-2026-01-02T00-00-00-019b7b6a-0000-7000-8000-00000000000a.jsonl";
const NEW: &str =
    "sessions/2026/07/02/rollout-2026-07-02T00-00-00-019fb7b6-0000-7000-8000-00000000000b.jsonl";

/// A session of one turn and one response, in a project of its own.
fn put(place: &Place, path: &str, project: &str) {
    let (day, id) = (&path[28..38], &path[48..84]);
    let line = |time: &str, kind: &str, payload: &str| {
        format!(
            "{{\"timestamp\":\"{day}T00:00:{time}.000Z\",\"type\":\"{kind}\",\"payload\":{payload}}}\n"
        )
    };
    let meta = format!(
        r#"{{"id":"{id}","timestamp":"{day}T00:00:00.000Z","cwd":"/home/x/{project}","originator":"codex_cli_rs","cli_version":"0.135.0","source":"cli"}}"#
    );
    let tokens = r#"{"input_tokens":100,"cached_input_tokens":0,"output_tokens":10,"reasoning_output_tokens":0,"total_tokens":110}"#;
    let counted = format!(
        r#"{{"type":"token_count","info":{{"total_token_usage":{tokens},"last_token_usage":{tokens},"model_context_window":258400}}}}"#
    );
    let text = line("00", "session_meta", &meta)
        + &line("01", "turn_context", r#"{"model":"gpt-5","effort":"low"}"#)
        + &line("02", "event_msg", &counted);
    let path = place.home.join(path);
    fs::create_dir_all(path.parent().expect("it is below the home"))
        .expect("target can be written");
    fs::write(path, text).expect("target can be written");
}

fn two_sessions(name: &str) -> Place {
    let place = Place::new(name);
    put(&place, OLD, "oldproject");
    put(&place, NEW, "newproject");
    place.ingest("");
    place
}

/// The text with `ROWS` where it tells how many rows a session has: that grows with what is read of a file.
fn told(text: &str) -> String {
    let words = text.split(' ').map(|word| match word.parse::<u32>() {
        Ok(rows) if rows > 3 => "ROWS".to_owned(),
        _ => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// How many sessions a report knows.
fn sessions(place: &Place) -> usize {
    let ran = place.run("sessions --last all --limit 0 --csv");
    assert_eq!((ran.err.as_str(), ran.exit), ("", Exit::Fine));
    ran.out.lines().count() - 1
}

fn holds(place: &Place, text: &str) -> bool {
    let bytes = fs::read(&place.database).expect("the database is there");
    let mut windows = bytes.windows(text.len());
    windows.any(|window| window == text.as_bytes())
}

#[test]
fn it_says_first_what_would_go() {
    let place = two_sessions("purge-says");
    let before = "purge --before 2026-06-01";
    let ran = place.run(&format!("{before} --dry-run"));
    let would = "Would delete 1 session (last activity before 2026-06-01), ROWS rows.\n";
    assert_eq!(
        (told(&ran.out).as_str(), ran.exit),
        (would, Exit::Fine),
        "{}",
        ran.err
    );
    let ran = place.run(before);
    let cannot = "error: purge would delete ROWS rows and cannot ask here.\n  try: add --yes\n";
    assert_eq!((told(&ran.err).as_str(), ran.exit), (cannot, Exit::Usage));
    let ran = place.run(&format!("{before} --ask"));
    let question = "This deletes 1 session (last activity before 2026-06-01), ROWS rows. Your Codex\n\
         files stay as they are; those of these sessions are not read again until\n\
         cutrack ingest --again.\n";
    assert_eq!((told(&ran.out).as_str(), ran.exit), (question, Exit::Asked));
    assert_eq!(sessions(&place), 2);
}

#[test]
fn what_is_purged_stays_away_until_it_is_asked_for() {
    let place = two_sessions("purge-stays");
    assert!(holds(&place, "/home/x/oldproject"));
    let ran = place.run("purge --before 2026-06-01 --yes");
    let done = "Done: 1 session, ROWS rows deleted, file rewritten.\n";
    assert_eq!((told(&ran.err).as_str(), ran.exit), (done, Exit::Fine));
    assert!(!holds(&place, "/home/x/oldproject") && holds(&place, "/home/x/newproject"));
    let counts = |read, unchanged| {
        let files = if read == 1 { "file" } else { "files" };
        format!(
            "{read} {files} read, {unchanged} unchanged, 0 gone (their rows stay), 0 not read, 1 purged"
        )
    };
    assert_eq!(place.ingest(""), counts(0, 1));
    assert_eq!(sessions(&place), 1);
    // Not when it grows, and not under another name.
    let old = place.home.join(OLD);
    let grown = fs::read_to_string(&old).expect("the file is there") + "{}\n";
    fs::write(&old, grown).expect("it can be written");
    assert_eq!(place.ingest(""), counts(0, 1));
    let archived = place.home.join("archived_sessions");
    let archived = archived.join(old.file_name().expect("it has a name"));
    fs::rename(&old, &archived).expect("it can be moved");
    assert_eq!(place.ingest(""), counts(0, 1));
    assert_eq!(place.ingest(""), counts(0, 1));
    assert_eq!(sessions(&place), 1);
    assert!(!holds(&place, "/home/x/oldproject"));
    let none = place.run("purge --before 2026-06-01 --yes");
    let nothing = "Done: 0 sessions (last activity before 2026-06-01), nothing was deleted.\n";
    assert_eq!((none.err.as_str(), none.exit), (nothing, Exit::Fine));

    let again = place.ingest("--again");
    assert_eq!(
        again,
        "2 files read, 0 unchanged, 0 gone (their rows stay), 0 not read"
    );
    assert_eq!(sessions(&place), 2);
    place.agrees();
}

#[test]
fn by_id_by_project_and_by_what_is_gone() {
    let place = two_sessions("purge-ways");
    for (line, error) in [
        (
            "purge --yes",
            "error: purge needs one of --before, --gone, --session, --project.\n  try: cutrack purge --help\n",
        ),
        (
            "purge --gone --project x --yes",
            "error: choose one of --before, --gone, --session, --project.\n  try: cutrack purge --help\n",
        ),
        (
            "purge --session 019",
            "error: an ID needs 4 characters, or more.\n  try: cutrack sessions --last all\n",
        ),
        (
            "purge --before 7x",
            "error: --before does not take 7x.\n  try: 2026-08-06, 2026-08, 2026-W32, 2026, 2026-08-06T14:30, today, yesterday, 7d\n",
        ),
    ] {
        let ran = place.run(line);
        assert_eq!((ran.err.as_str(), ran.exit), (error, Exit::Usage), "{line}");
    }
    let none = place.run("purge --session 019a --yes");
    let error = "error: no session begins with 019a.\n  try: cutrack sessions --last all\n";
    assert_eq!((none.err.as_str(), none.exit), (error, Exit::Failed));

    let by_id = place.run("purge --session 019fb7b6 --dry-run");
    assert_eq!(
        told(&by_id.out),
        "Would delete 1 session (id 019fb7b6), ROWS rows.\n"
    );
    let by_project = place.run("purge --project old* --dry-run");
    assert_eq!(
        told(&by_project.out),
        "Would delete 1 session (project old*), ROWS rows.\n"
    );
    let gone = place.run("purge --gone --yes");
    assert_eq!(
        gone.err,
        "Done: 0 sessions (whose files are gone), nothing was deleted.\n"
    );
    fs::remove_file(place.home.join(OLD)).expect("it can go");
    place.ingest("");
    let gone = place.run("purge --gone --yes");
    assert_eq!(
        told(&gone.err),
        "Done: 1 session, ROWS rows deleted, file rewritten.\n"
    );
    // Nothing is left to mark.
    assert_eq!(
        place.ingest(""),
        "0 files read, 1 unchanged, 0 gone (their rows stay), 0 not read"
    );
    assert_eq!(sessions(&place), 1);
}
