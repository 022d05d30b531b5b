//! What is kept between runs: the first run and the next ones, files that change, come and go, and a database that
//! cannot be used.

mod common;
#[path = "common/place.rs"]
mod place;

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use common::{cutrack, project};
use cutrack_cli::Exit;
use place::{Place, ROLLOUT};

/// Sets a file's time of last writing, so that no test has to wait for another second.
fn touch(path: &Path, seconds: u64) {
    let at = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    let file = fs::File::options()
        .append(true)
        .open(path)
        .expect("the file is there");
    file.set_modified(at).expect("its time can be set");
}

#[test]
fn a_report_from_the_database_is_the_report_from_the_files() {
    let place = Place::with_fixtures("agrees");
    place.agrees();
    // Once more, when everything is stored.
    place.agrees();
    let stored = place.run("sessions --last all --limit 0");
    let unread = place.run("sessions --last all --limit 0 --no-ingest");
    assert_eq!((stored.out, ""), (unread.out, unread.err.as_str()));
}

/// Programs get no names unless they ask, and can ask by them all the same.
#[test]
fn what_is_stored_is_found_by_names_that_are_not_told() {
    let place = Place::with_fixtures("by-name");
    let all = "projects --with-names --last all --limit 0 --json";
    let told: serde_json::Value = serde_json::from_str(&place.run(all).out).expect("JSON");
    let name = told["rows"][0]["project"].as_str().expect("a name");
    let line = format!("projects --project {name} --last all --json");
    let found: serde_json::Value = serde_json::from_str(&place.run(&line).out).expect("JSON");
    let rows = found["rows"].as_array().expect("rows");
    let projects = rows.iter().map(|row| row["project"].as_str());
    assert!(projects.clone().count() > 0, "{line}");
    assert!(projects.flatten().all(|project| project.starts_with("p-")));
}

/// What a first run still has at hand is no more than what it keeps.
#[test]
fn under_strict_no_run_tells_or_knows_a_name() {
    let place = Place::with_fixtures("strict-names");
    let first = place.run("projects --privacy strict --last all --with-names");
    assert!(first.out.contains("p-"), "{}", first.out);
    assert_eq!(
        first.out,
        place
            .run("projects --privacy strict --last all --with-names")
            .out
    );
    let place = Place::with_fixtures("strict-filter");
    let line = "projects --privacy strict --project demo --last all --json";
    assert_eq!(place.run(line).out, place.run(line).out);
}

#[test]
fn the_first_run_says_where_things_go_and_the_next_ones_say_nothing() {
    let place = Place::new("first");
    place.put(&format!("sessions/{ROLLOUT}"));
    let first = place.run("sessions --last all");
    let expected = format!(
        "First run. Counts, times and names of projects and branches go to\n  {}. Words do not:\n  cutrack privacy shows it. To keep no names either: --privacy strict\n",
        place.database.display()
    );
    assert_eq!((first.err, first.exit), (expected, Exit::Fine));
    let launched = Place::new("first-launched");
    let first_launched = launched.run("sessions --launched --closed --last all");
    assert!(
        first_launched
            .err
            .contains("cutrack.db, readable by you alone. Words do not:")
    );
    let next = place.run("sessions --last all");
    assert_eq!((next.out, next.err.as_str()), (first.out, ""));
    let key = fs::read(place.database.with_extension("key")).expect("the key is beside it");
    assert_eq!(key.len(), 32);
}

#[test]
fn only_what_changed_is_read_again() {
    let place = Place::new("changes");
    let first = place.put("sessions/2026/11/22/rollout-2026-11-22T05-51-41-9ea528df-7e4f-4307-ba9a-90b0d70a21a4.jsonl");
    let second = place.put("sessions/2026/11/22/rollout-2026-11-22T05-51-42-9ea528df-7e4f-4307-ba9a-90b0d70a21b5.jsonl");
    let counts = |read, unchanged, gone| {
        let files = if read == 1 { "file" } else { "files" };
        format!(
            "{read} {files} read, {unchanged} unchanged, {gone} gone (their rows stay), 0 not read"
        )
    };
    assert_eq!(place.ingest(""), counts(2, 0, 0));
    assert_eq!(place.ingest(""), counts(0, 2, 0));
    // A line is appended.
    let mut grown = fs::read_to_string(&first).expect("the file is there");
    grown += "{\"timestamp\":\"2026-11-22T06:00:00.000Z\",\"type\":\"event_msg\",\"payload\":{\"type\":\"task_started\"}}\n";
    fs::write(&first, &grown).expect("it can be written");
    assert_eq!(place.ingest(""), counts(1, 1, 0));
    place.agrees();
    // It is cut.
    fs::write(&first, &grown[..grown.len() / 2]).expect("it can be written");
    assert_eq!(place.ingest(""), counts(1, 1, 0));
    place.agrees();
    // It is written over with as many bytes.
    touch(&first, 1_790_000_000);
    assert_eq!(place.ingest(""), counts(1, 1, 0));
    // It goes into the archive: it is read there, and its old rows go.
    let archived = place
        .home
        .join("archived_sessions")
        .join(first.file_name().expect("it has a name"));
    fs::rename(&first, &archived).expect("it can be moved");
    assert_eq!(place.ingest(""), counts(1, 1, 0));
    place.agrees();
    // It is deleted: its rows stay.
    let before = place.run("report monthly --last all").out;
    fs::remove_file(&second).expect("it can go");
    assert_eq!(place.ingest(""), counts(0, 1, 1));
    let total = |out: &str| {
        out.lines()
            .find(|line| line.starts_with("Total"))
            .map(str::to_owned)
    };
    assert_eq!(
        total(&place.run("report monthly --last all").out),
        total(&before)
    );
    // Everything again, and then without what is gone.
    assert_eq!(place.ingest("--again"), counts(1, 0, 1));
    let pruned = place.ingest("--prune");
    assert_eq!(
        pruned,
        "0 files read, 1 unchanged, 1 gone (their rows went), 0 not read"
    );
    assert_eq!(place.ingest(""), counts(0, 1, 0));
    place.agrees();
}

#[test]
fn who_keeps_nothing_is_told_unless_they_said_so() {
    let place = Place::new("remark");
    place.put(&format!("sessions/{ROLLOUT}"));
    let home = place.home.to_string_lossy();
    for (words, is_told) in [
        (&["--codex-home", &home][..], true),
        (&["--codex-home", &home, "--db", ":memory:"], false),
        (&[&home], false),
    ] {
        let ran = cutrack(&[&["sessions", "--last", "all"], words].concat());
        let told = ran.out.ends_with("; nothing kept (no --db)\n");
        assert_eq!(told, is_told, "{}", ran.out);
    }
}

#[test]
fn paths_keep_nothing_but_for_ingest() {
    let place = Place::new("paths");
    let file = place.put(&format!("sessions/{ROLLOUT}"));
    let (file, database) = (file.to_string_lossy(), place.database.to_string_lossy());
    cutrack(&["sessions", &file, "--db", &database]);
    assert!(!place.database.exists());
    let ran = cutrack(&["ingest", "-q", &file, "--db", &database]);
    assert_eq!(
        ran.out,
        "1 file read, 0 unchanged, 0 gone (their rows stay), 0 not read\n"
    );
    // Of another folder it knows nothing, so nothing there is gone.
    let elsewhere = Place::new("paths-elsewhere");
    let home = elsewhere.home.to_string_lossy();
    let ran = cutrack(&["ingest", "-q", "--codex-home", &home, "--db", &database]);
    assert_eq!(
        ran.out,
        "0 files read, 0 unchanged, 0 gone (their rows stay), 0 not read\n"
    );
}

#[test]
fn strict_keeps_no_name_and_forget_takes_them_away() {
    let holds = |place: &Place, text: &str| {
        let bytes = fs::read(&place.database).expect("the database is there");
        bytes
            .windows(text.len())
            .any(|window| window == text.as_bytes())
    };
    let name = "cutrack-work";
    let rollout = fs::read_to_string(
        project()
            .join("tests/fixtures/04-envelope-0.36-first")
            .join(ROLLOUT),
    )
    .expect("the fixture is there");
    let place = Place::new("strict");
    let put = |place: &Place| {
        let cwd = rollout
            .split("\"cwd\":\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let named = rollout.replace(
            cwd.expect("the fixture has a cwd"),
            &format!("/home/x/{name}"),
        );
        fs::write(place.home.join("sessions").join(ROLLOUT), named).expect("it can be written");
    };
    put(&place);
    let strict = place.run("ingest --privacy strict");
    assert!(
        strict.err.contains("Names and words do not"),
        "{}",
        strict.err
    );
    assert!(!holds(&place, name));

    let place = Place::new("forget");
    put(&place);
    place.ingest("");
    assert!(holds(&place, name));
    let asked = place.run("forget names");
    let count = asked
        .err
        .contains("readable names and cannot ask here.\n  try: add --yes\n");
    assert!(count && asked.exit == Exit::Usage, "{}", asked.err);
    let told = place.run("privacy --width 100").out;
    let (before, behind) = told
        .split_once("kept       22 tables, ")
        .expect("what is kept");
    assert!(before.contains("\nread       "), "{told}");
    let ends = " rows of 1 file, 4 readable names (cutrack forget names)\n";
    assert!(behind.ends_with(ends), "{told}");
    let forgot = place.run("forget names --yes");
    assert_eq!(
        (forgot.err.as_str(), forgot.exit),
        ("Done: 0 names, file rewritten.\n", Exit::Fine)
    );
    assert!(!holds(&place, name));
    // None comes back, until somebody says so.
    place.ingest("--again");
    assert!(!holds(&place, name));
    place.ingest("--again --privacy names");
    assert!(holds(&place, name));

    let forgot = place.run("forget all --yes");
    assert_eq!(forgot.exit, Exit::Fine, "{}", forgot.err);
    let data = place.database.parent().expect("it lies in a folder");
    assert_eq!(fs::read_dir(data).expect("the folder stays").count(), 0);
    let again = place.run("forget all --yes");
    assert_eq!(
        (again.err.as_str(), again.exit),
        (
            "error: no database yet.\n  try: cutrack ingest\n",
            Exit::Failed
        )
    );
}

#[test]
fn a_lost_key_is_said() {
    let place = Place::new("lost-key");
    place.put(&format!("sessions/{ROLLOUT}"));
    place.ingest("");
    fs::remove_file(place.database.with_extension("key")).expect("it can go");
    let ran = place.run("sessions --last all");
    let expected =
        "note: the pseudonym key is gone; a new one was made, so old and new rows do not join.\n";
    assert_eq!((ran.err.as_str(), ran.exit), (expected, Exit::Fine));
}

#[test]
fn without_a_usable_database_a_report_is_counted_from_the_files() {
    let place = Place::new("damaged");
    place.put(&format!("sessions/{ROLLOUT}"));
    let whole = place.run("sessions --last all").out;
    fs::write(&place.database, "no database at all ".repeat(99)).expect("it can be written");
    let ran = place.run("sessions --last all");
    let note = "note: cutrack.db is damaged; this report was counted from your files.\n  try: cutrack doctor\n";
    assert_eq!(
        (ran.out.as_str(), ran.err.as_str(), ran.exit),
        (whole.as_str(), note, Exit::Fine)
    );
    for (line, error) in [
        (
            "ingest",
            "error: cutrack.db is damaged. Nothing was changed.\n  try: cutrack doctor\n",
        ),
        (
            "forget names --yes",
            "error: cutrack.db is damaged. Nothing was changed.\n  try: cutrack doctor\n",
        ),
        (
            "sessions --no-ingest",
            "error: cutrack.db is damaged. Nothing was changed.\n  try: cutrack doctor\n",
        ),
    ] {
        let ran = place.run(line);
        assert_eq!(
            (ran.err.as_str(), ran.exit),
            (error, Exit::Failed),
            "{line}"
        );
    }
    let doctor = place.run("doctor");
    assert_eq!(doctor.exit, Exit::Failed);
    assert!(
        doctor
            .out
            .contains("!!  database  cutrack.db (mode not known), 1.88 kB, is damaged."),
        "{}",
        doctor.out
    );
    assert_eq!(place.run("forget all --yes").exit, Exit::Fine);
    assert!(!place.database.exists());
    let none = place.run("sessions --no-ingest");
    assert_eq!(none.err, "error: no database yet.\n  try: cutrack ingest\n");

    let nowhere = Place::new("nowhere");
    nowhere.put(&format!("sessions/{ROLLOUT}"));
    fs::remove_dir(nowhere.database.parent().expect("it lies in a folder")).expect("it is empty");
    let ran = nowhere.run("sessions --last all");
    let note = "note: cannot write cutrack.db (no such folder); nothing is lost, this report was counted from your files.\n";
    assert_eq!(
        (ran.out.as_str(), ran.err.as_str(), ran.exit),
        (whole.as_str(), note, Exit::Fine)
    );
    let error = "error: cannot write cutrack.db (no such folder). What was stored is whole.\n  try: --db FILE in another folder\n";
    let ran = nowhere.run("ingest");
    assert_eq!((ran.err.as_str(), ran.exit), (error, Exit::Failed));
}

#[test]
fn a_command_about_what_is_kept_says_what_it_lacks() {
    for (line, what, hint) in [
        (
            "ingest x --db never-made.db",
            "nothing at x.",
            "the path of a rollout file, or of a folder of them",
        ),
        (
            "forget",
            "forget needs one of names, all.",
            "cutrack forget --help",
        ),
        (
            "forget everything",
            "forget does not take everything.",
            "names, all",
        ),
        ("ingest x", "ingest needs a database.", "--db FILE"),
        ("forget all", "forget needs a database.", "--db FILE"),
        (
            "ingest --by model",
            "ingest has no option --by.",
            "cutrack ingest --help",
        ),
        (
            "report --prune",
            "report has no option --prune.",
            "cutrack report --help",
        ),
        (
            "report --privacy open",
            "--privacy does not take open.",
            "names, strict",
        ),
    ] {
        let ran = cutrack(&line.split(' ').collect::<Vec<_>>());
        assert_eq!(ran.err, format!("error: {what}\n  try: {hint}\n"), "{line}");
    }
}
