//! A large import by several guests side by side: the same answers as by one, and whole files only, whenever it is
//! stopped.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use serde_json::Value;

/// Every report that is over stored rows, each with all that it tells.
const REPORTS: &[&str] = &[
    "export",
    "quality --by file",
    "quality --by version",
    "report hourly",
    "report --by model",
    "sessions",
    "projects",
    "branches",
    "models --by effort",
    "tools --by server",
    "commands",
    "events --by session",
    "context",
    "cost --by tier",
    "limits --by window",
];

/// The key of all databases here, so that their pseudonyms are the same.
const KEY: [u8; 32] = [7; 32];

/// A Codex home with all samples: files that continue one another and copies too.
fn home(name: &str) -> PathBuf {
    let home = common::folder(name);
    for samples in ["fixtures", "traps", "facts"] {
        common::copy(
            &common::root().join("tests").join(samples),
            &home.join("sessions").join(samples),
        );
    }
    let neighbours = common::root().join("../shared/rollouts");
    if neighbours.is_dir() {
        common::copy(&neighbours, &home.join("sessions/neighbours"));
    }
    home
}

/// A folder for a database, with its key.
fn data(name: &str) -> PathBuf {
    let data = common::folder(name);
    fs::write(data.join("cutrack.key"), KEY).unwrap();
    data
}

fn ingest(home: &Path, data: &Path, arguments: &str) -> String {
    let output = common::cutrack(home, data, &format!("ingest -q {arguments}"))
        .output()
        .unwrap();
    // Some samples are damaged on purpose.
    assert!(matches!(output.status.code(), Some(0 | 3)), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// All that is stored, as the reports tell it.
fn stored(home: &Path, data: &Path) -> Vec<String> {
    let report = |report: &&str| {
        let rest = "--no-ingest --last all --now 2026-12-01T00:00:00Z --limit 0";
        let rest = match *report {
            "export" => "--no-ingest --last all",
            report if report.starts_with("quality") => "--no-ingest --limit 0 --json",
            _ => &format!("{rest} --json"),
        };
        let call = format!("{report} --with-names {rest}");
        common::text(&common::cutrack(home, data, &call).output().unwrap())
    };
    REPORTS.iter().map(report).collect()
}

#[test]
fn whoever_reads_the_same_is_stored() {
    let home = home("workers-home");
    let alone = data("workers-1");
    let said = ingest(&home, &alone, "--workers 1");
    let expected = stored(&home, &alone);
    assert!(expected.iter().all(|report| report.len() > 300));
    for workers in [2, 4] {
        let data = data(&format!("workers-{workers}"));
        assert_eq!(ingest(&home, &data, &format!("--workers {workers}")), said);
        assert!(stored(&home, &data) == expected, "{workers} workers");
    }
}

#[test]
fn a_long_first_import_leaves_the_same_rows() {
    let home = home("workers-long-home");
    let at_once = data("workers-at-once");
    let said = ingest(&home, &at_once, "--workers 1");
    let expected = stored(&home, &at_once);
    let data = data("workers-long");
    assert_eq!(ingest(&home, &data, "--workers 2 --portion 100000"), said);
    assert!(stored(&home, &data) == expected);
}

#[test]
fn readers_keep_no_name_under_strict() {
    let home = home("workers-strict-home");
    let data = data("workers-strict");
    let report = |options: &str| {
        let call = format!("projects --with-names --json --last all --limit 0 {options}");
        let output = common::cutrack(&home, &data, &call).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let named: Value = serde_json::from_str(&report("--db :memory:")).unwrap();
    let rows = named["rows"].as_array().unwrap().iter();
    let names = rows.filter_map(|row| row["project"].as_str());
    let names: Vec<&str> = names.filter(|name| name.len() > 8).collect();
    assert!(names.len() > 10);

    ingest(&home, &data, "--workers 2 --privacy strict");
    let database = fs::read(data.join("cutrack.db")).unwrap();
    let is_kept = |name: &&&str| {
        let windows = &mut database.windows(name.len());
        windows.any(|window| window == name.as_bytes())
    };
    assert_eq!(names.iter().filter(is_kept).count(), 0);
}

#[test]
fn a_run_that_is_stopped_leaves_whole_files() {
    let home = home("workers-stopped-home");
    let clean = data("workers-clean");
    ingest(&home, &clean, "--workers 1");
    let expected = stored(&home, &clean);
    let data = data("workers-stopped");
    for round in 0..6 {
        // Anew each time, and later each time.
        let mut run = common::cutrack(&home, &data, "ingest -q --again --workers 2")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        wait_for_writes(&mut run, &data.join("cutrack.db"), 1 + round * 3);
        // It may have ended by itself.
        match round % 2 {
            0 => run.kill().ok(),
            _ => interrupt(&mut run),
        };
        run.wait().unwrap();
        let doctor = common::cutrack(&home, &data, "doctor").output().unwrap();
        let findings = String::from_utf8(doctor.stdout).unwrap();
        assert!(
            findings.contains("integrity ok"),
            "round {round}: {findings}"
        );
    }
    ingest(&home, &data, "");
    assert!(stored(&home, &data) == expected);
}

#[cfg(unix)]
fn interrupt(run: &mut Child) -> Option<()> {
    use rustix::process::{Pid, Signal, kill_process};
    kill_process(Pid::from_child(run), Signal::INT).ok()
}

/// Windows interrupts whole consoles only.
#[cfg(not(unix))]
fn interrupt(run: &mut Child) -> Option<()> {
    run.kill().ok()
}

/// Waits until the file was written so often, or the run has ended.
fn wait_for_writes(run: &mut Child, file: &Path, writes: u32) {
    let state =
        || fs::metadata(file).and_then(|metadata| Ok((metadata.len(), metadata.modified()?)));
    let mut last = state().ok();
    let mut seen = 0;
    while seen < writes && run.try_wait().unwrap().is_none() {
        let now = state().ok();
        seen += u32::from(now != last);
        last = now;
        std::thread::yield_now();
    }
}

#[test]
fn workers_are_the_launchers() {
    let home = common::codex_home("workers-words");
    let data = data("workers-words-data");
    for (arguments, code, message) in [
        (
            "ingest --workers x",
            2,
            "error: --workers does not take x.\n  try: 1, 4\n",
        ),
        (
            "ingest --workers 0",
            2,
            "error: --workers does not take 0.\n  try: 1, 4\n",
        ),
        (
            "report --workers 2",
            2,
            "error: report has no option --workers.\n  try: cutrack report --help\n",
        ),
    ] {
        let output = common::cutrack(&home, &data, arguments).output().unwrap();
        assert_eq!(
            common::failure(&output),
            (Some(code), message.to_owned()),
            "{arguments}"
        );
    }
    let line = common::cutrack(&home, &data, "ingest --workers 2 --print-wasmtime")
        .output()
        .unwrap();
    assert!(
        !common::text(&line).contains("--workers"),
        "another wasmtime has none"
    );
}
