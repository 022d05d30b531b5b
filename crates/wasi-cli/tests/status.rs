//! What `/status` printed, from the file to an export: it is kept once it is ingested, narrowed as it is asked for, and its
//! working folder is a name like any other.

mod common;
#[path = "common/place.rs"]
mod place;

use std::fs;

use common::project;
use cutrack_cli::Exit;
use place::Place;
use rusqlite::Connection;

const ID: &str = "01a201e5-c966-7f50-a18c-c52cbbeb0c61";

/// A place that has ingested one capture with a panel of each kind, and an exit.
fn with_capture(name: &str) -> Place {
    let place = Place::new(name);
    let capture = project().join("tests/facts/status-0.149-panel/status-panel.txt");
    let ran = place.run(&format!("ingest {}", capture.display()));
    assert_eq!(ran.exit, Exit::Fine, "{}", ran.err);
    place
}

#[test]
fn panels_and_limits_are_exported() {
    let place = with_capture("status-export");
    let limits = place.run("export status_limits --csv --no-ingest").out;
    assert_eq!(
        limits,
        "file,snapshot_index,limit_name,window,used_percent,resets_local\n\
         0,0,,5h,12,06:46\n\
         0,0,GPT-5.3-Codex-Spark,weekly,40,28 Nov 21:06\n\
         0,0,,monthly credit,32,1 Dec 00:00\n"
    );
    let panels = place.run("export status_snapshots --no-ingest").out;
    assert_eq!(panels.lines().count(), 3);
    assert!(
        panels.contains(ID) && !panels.contains("/home/dev"),
        "{panels}"
    );

    let file = place.home.with_file_name("status.db");
    let _ = fs::remove_file(&file);
    place.run(&format!(
        "export -q --no-ingest --sqlite {}",
        file.display()
    ));
    let database = Connection::open(&file).expect("SQLite opens it");
    let sql = "SELECT kind, blended_total_tokens FROM status_snapshots WHERE is_rounded = 0 AND kind = 'exit'";
    let exit: (String, i64) = database
        .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("one exit");
    assert_eq!(exit, ("exit".to_owned(), 13_740));
}

/// A panel has no time: a range leaves it out. Filters keep those of the sessions that they keep.
#[test]
fn a_range_and_filters_narrow_them() {
    let place = with_capture("status-narrowed");
    let count = |options: &str| {
        let line = format!("export status_snapshots --no-ingest {options}");
        place.run(&line).out.lines().count()
    };
    assert_eq!(count("--last all"), 3);
    assert_eq!(count("--last 7d"), 0);
    assert_eq!(count(&format!("--session {ID}")), 0);
    let rollout = format!(
        r#"{{"timestamp":"2026-06-01T00:00:00.000Z","type":"session_meta","payload":{{"id":"{ID}","timestamp":"2026-06-01T00:00:00.000Z"}}}}"#
    );
    let path = place
        .home
        .join(format!("sessions/rollout-2026-06-01T00-00-00-{ID}.jsonl"));
    fs::write(path, rollout).expect("target can be written");
    place.ingest("");
    assert_eq!(count(&format!("--session {ID}")), 1);
}

#[test]
fn the_working_folder_is_a_name_that_can_be_found_and_forgotten() {
    let place = with_capture("status-names");
    let export = "export status_snapshots --no-ingest --with-names";
    assert!(
        place
            .run(export)
            .out
            .contains(r#""project":"/home/dev/demo""#)
    );
    let found = place.run("privacy --find /home/dev/demo");
    assert!(found.out.contains("found 1 time: names 1"), "{}", found.out);
    assert_eq!(place.run("forget names --yes").exit, Exit::Fine);
    let told = place.run(export).out;
    assert!(
        told.contains(r#""project":"p-"#) && !told.contains("/home/dev"),
        "{told}"
    );
    let found = place.run("privacy --find /home/dev/demo");
    assert!(!found.out.contains("names 1"), "{}", found.out);
}
