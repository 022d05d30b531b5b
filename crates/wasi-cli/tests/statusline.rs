//! The one line of `statusline`: every state of the design, and that it is never missing.

mod common;

use common::{cutrack, project};
use cutrack_cli::Exit;

/// The line for these words; `R` stands for the folder. It always stands alone and the exit is always 0.
fn line(words: &str, folder: &str) -> String {
    let words = words
        .split(' ')
        .map(|word| if word == "R" { folder } else { word });
    let words: Vec<&str> = ["statusline"].into_iter().chain(words).collect();
    let ran = cutrack(&words);
    assert_eq!(ran.exit, Exit::Fine, "{words:?}");
    assert_eq!(ran.out.matches('\n').count(), 1, "{words:?}");
    ran.out.trim_end().to_owned()
}

#[test]
fn real_rollouts_give_the_lines_of_the_design() {
    let rollouts = project().join("../shared/rollouts");
    if !rollouts.is_dir() {
        println!("skipped: no ../shared/rollouts");
        return;
    }
    for (words, expected) in [
        ("--now 2025-11-06T07:50:00Z", "5h 73% wk 92%"),
        (
            "--now 2025-11-06T07:50:00Z --format long",
            "5h 73% to 11:49 | wk 92% | today 6.89M $1.88 | context 96%",
        ),
        ("--now 2025-10-06T23:40:00Z", "wk FULL to Fri 21:30"),
        (
            "--now 2025-10-06T23:40:00Z --format long",
            "wk FULL to Fri 21:30 | 5h 34% | today 15.6M $4.02 | context 63%",
        ),
        (
            "--now 2025-10-06T23:40:00Z --format tmux",
            "#[fg=red]wk FULL to Fri 21:30#[default]",
        ),
        ("--now 2026-08-06T12:00:00Z", "wk ~54%"),
        (
            "--now 2026-08-06T12:00:00Z --format long",
            "wk ~54%, 3h56m ago | today 5.15M $3.68",
        ),
        ("--now 2025-11-06T12:10:00Z", "5h - wk ~88%"),
        (
            "--now 2025-11-06T12:10:00Z --format long",
            "5h reset 11:49 | wk ~88%, 4h0m ago | today 9.17M $2.65",
        ),
    ] {
        let words = format!("R --tz UTC {words}");
        assert_eq!(
            line(&words, &rollouts.to_string_lossy()),
            expected,
            "{words}"
        );
    }
}

#[test]
fn fixtures_with_limits_and_without() {
    let fixtures = project().join("tests/fixtures");
    for (folder, words, expected) in [
        (
            "04-envelope-0.36-first",
            "R --now 2026-11-22T05:55:00Z",
            "today 33.2k",
        ),
        (
            "04-envelope-0.36-first",
            "R --now 2026-11-24T05:55:00Z",
            "today 0",
        ),
        (
            "04-envelope-0.36-first",
            "R --now 2026-11-22T05:55:00Z --format long",
            "today 33.2k $0.02 | context 100%",
        ),
        (
            "05-envelope-0.40-flat-rate_limits",
            "R --now 2026-11-22T05:55:00Z",
            "5h 88% wk 60%",
        ),
    ] {
        let folder = fixtures.join(folder);
        assert_eq!(
            line(words, &folder.to_string_lossy()),
            expected,
            "{folder:?} {words}"
        );
    }
}

#[test]
fn json_tells_the_same() {
    let folder = project().join("tests/fixtures/05-envelope-0.40-flat-rate_limits");
    let text = line(
        "R --now 2026-11-22T05:55:00Z --format json",
        &folder.to_string_lossy(),
    );
    let report: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(report["report"], "statusline");
    assert_eq!(report["limits"][0]["used_per_mille"], 125);
    assert_eq!(report["context"]["session_id"], report["session_id"]);
    assert!(report["today"]["total_tokens"].is_u64());
}

#[test]
fn it_is_never_missing() {
    for words in [
        "no/such/folder",
        "--frobnicate",
        "R --format loud",
        "R --by model",
        "",
        "R --tz Nowhere",
    ] {
        assert_eq!(line(words, "tests/golden"), "cutrack: no data", "{words}");
    }
}
