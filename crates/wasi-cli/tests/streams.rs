//! Logs of the app-server and of `codex exec --json`: what a report over one says, what quality tells, and what is kept.

mod common;
#[path = "common/place.rs"]
mod place;

use common::project;
use cutrack_cli::Exit;
use place::Place;

fn log(name: &str) -> String {
    let path = project().join(format!("tests/streams/{name}.jsonl"));
    path.display().to_string()
}

#[test]
fn a_report_over_a_log_says_what_it_is() {
    let place = Place::new("streams-report");
    let ran = place.run(&format!("report {}", log("exec-0.169-json-basic")));
    assert_eq!(ran.exit, Exit::Fine, "{}", ran.err);
    let told = ran.err.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        told.contains("the file is no rollout, but a log of the app-server or of codex exec"),
        "{told}"
    );
    assert!(told.contains("cutrack quality"), "{told}");
}

#[test]
fn quality_tells_of_logs_and_of_threads_without_a_rollout() {
    let place = Place::new("streams-quality");
    let (app, exec) = (
        log("app-server-0.169-full-session"),
        log("exec-0.169-json-basic"),
    );
    let told = place.run(&format!("quality {app} {exec} --width 100")).out;
    for expected in [
        "Logs        Files  Turns  Items  Threads  Tokens  No rollout  Not counted\n",
        "app-server      1      7     20        2  90,201           2       90,201\n",
        "codex exec      1      1      5        1  33,240           1       33,240\n",
    ] {
        assert!(told.contains(expected), "{told}");
    }
    assert!(
        told.contains("a thread that has a rollout is counted by it"),
        "{told}"
    );
}

#[test]
fn what_logs_tell_is_kept_and_exported() {
    let place = Place::new("streams-export");
    let ran = place.run(&format!("ingest {}", log("exec-0.169-json-basic")));
    assert_eq!(ran.exit, Exit::Fine, "{}", ran.err);
    let turns = place.run("export app_turns --csv --no-ingest").out;
    let cells: Vec<&str> = turns.lines().nth(1).expect("a turn").split(',').collect();
    assert_eq!(
        cells[..4],
        ["0", "0", "exec", "01a201c9-39f6-7d43-a9fd-40fa1a1f885c"]
    );
    assert!(
        turns.contains(",completed,") && turns.contains(",33000,19500,6000,240,64"),
        "{turns}"
    );
    let items = place.run("export app_items --no-ingest").out;
    assert_eq!(items.lines().count(), 5);
    assert!(items.contains(r#""kind":"command_execution""#) && items.contains(r#""program":"ls""#));
    assert!(!items.contains("hello"), "{items}");
    // Its tokens are in no total.
    assert!(
        !place
            .run("report --no-ingest --last all --json")
            .out
            .contains("33000")
    );
}
