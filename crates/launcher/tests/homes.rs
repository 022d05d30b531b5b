//! Codex homes as people have them: several in one report, and one that nobody can write to.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Two samples of one session each.
const SAMPLES: [&str; 2] = ["16-0.142-session_id", "18-0.149-paginated-first"];

fn sample(number: usize) -> PathBuf {
    common::root().join("tests/fixtures").join(SAMPLES[number])
}

/// A home with these samples.
fn home(name: &str, samples: &[usize]) -> PathBuf {
    let home = common::folder(name);
    fs::create_dir_all(home.join("sessions")).unwrap();
    for &number in samples {
        common::copy(
            &sample(number),
            &home.join("sessions").join(number.to_string()),
        );
    }
    home
}

fn cutrack(data: &Path, arguments: &[&str]) -> Command {
    let mut command = common::launcher(&common::shared_cache());
    command.args(arguments).env("CUTRACK_DATA", data);
    command
}

/// The ids of the sessions in a report, sorted.
fn sessions(mut command: Command) -> Vec<String> {
    let report = common::text(&command.output().unwrap());
    let report: Value = serde_json::from_str(&report).unwrap();
    let rows = report["rows"].as_array().unwrap().iter();
    let mut ids: Vec<String> = rows
        .map(|row| row["session_id"].as_str().unwrap().to_owned())
        .collect();
    ids.sort();
    ids
}

#[test]
fn several_homes_make_one_report() {
    let (first, second) = (home("homes-first", &[0]), home("homes-second", &[1, 0]));
    let (first, second) = (first.to_str().unwrap(), second.to_str().unwrap());
    let data = common::folder("homes-data");
    let all = ["--last", "all", "--limit", "0", "--json"];
    let of = |homes: &[&str]| {
        let homes = homes.iter().flat_map(|home| ["--codex-home", home]);
        let words: Vec<&str> = ["sessions"].into_iter().chain(homes).chain(all).collect();
        sessions(cutrack(&data, &words))
    };
    let one = of(&[first]);
    assert_eq!(one.len(), 1);
    // A copy in another home counts once, and a home that is named twice is one home.
    let both = of(&[first, second]);
    assert_eq!(both.len(), 2);
    assert!(both.contains(&one[0]));
    assert_eq!(of(&[first, first, second]), both);
    // The variable names one home, and the option overrules it.
    let mut by_variable = cutrack(
        &common::folder("homes-variable"),
        &[&["sessions"][..], &all].concat(),
    );
    by_variable.env("CODEX_HOME", first);
    assert_eq!(sessions(by_variable), one);
    let doctor = cutrack(
        &data,
        &["doctor", "--codex-home", first, "--codex-home", second],
    );
    let doctor = common::text(&{ doctor }.output().unwrap());
    for home in [first, second] {
        assert!(doctor.contains(&format!("{home}  ")), "{doctor}");
    }
}

#[test]
fn what_is_stored_needs_no_home() {
    let alone = common::folder("homes-none");
    let data = common::folder("homes-none-data");
    let run = |call: &str| {
        let words: Vec<&str> = call.split(' ').collect();
        let mut command = cutrack(&data, &words);
        command.env("HOME", &alone).current_dir(&alone);
        command.output().unwrap()
    };
    let none = "error: no Codex home at ~/.codex.\n  try: --codex-home DIR, or a folder: cutrack report DIR\n";
    let is_refused = |call: &str, message: &str| {
        let said = common::failure(&run(call));
        assert_eq!(said, (Some(1), message.to_owned()), "{call}");
    };
    let nothing = "error: no database yet.\n  try: cutrack ingest\n";
    is_refused("report", none);
    is_refused("export --no-ingest", nothing);
    let wrong = common::failure(&run("report --last 7x"));
    let message =
        "error: --last does not take 7x.\n  try: 12h, 7d, 4w, 3m, today, yesterday, all\n";
    assert_eq!(
        wrong,
        (Some(2), message.to_owned()),
        "no home is the lesser trouble"
    );
    let line = run("statusline");
    assert_eq!(common::text(&line), "cutrack: no data\n");

    let path = sample(0);
    common::text(&run(&format!("ingest -q {}", path.display())));
    for call in [
        "export --no-ingest",
        "quality --no-ingest",
        "sessions --no-ingest --last all",
    ] {
        let output = run(call);
        assert!(!common::text(&output).is_empty(), "{call}");
        assert!(output.stderr.is_empty(), "{call}");
    }
    let output = run("sessions --last all --json");
    assert!(common::text(&output).contains("\"session_id\""));
    let said = String::from_utf8(output.stderr).unwrap();
    let noted = none.replace("error:", "note:");
    assert_eq!(
        said,
        noted.replace(".codex.", ".codex; this is what is stored.")
    );
    let line = run("statusline --now 2026-11-22T12:00:00Z");
    assert_eq!(common::text(&line), "5h - wk ~60%\n");
    assert!(line.stderr.is_empty());

    // What reads needs one, and one that is named is meant.
    is_refused("ingest", none);
    is_refused("watch", none);
    let named = none.replace("~/.codex", "nowhere");
    is_refused("sessions --codex-home nowhere", &named);
    is_refused("sessions --no-ingest --codex-home nowhere", &named);
    let doctor = run("doctor");
    let findings = String::from_utf8(doctor.stdout).unwrap();
    assert!(
        findings.contains("!!  homes     no Codex home at ~/.codex."),
        "{findings}"
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_home_that_nobody_can_write_to_is_enough() {
    // Modes do not hold back a user who may everything: a mount does.
    const READ_ONLY: &str = "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && ! touch \"$0/made\" && exec \"$@\"";
    let mount = |home: &Path| {
        let mut command = Command::new("unshare");
        command
            .args(["--map-root-user", "--mount", "sh", "-c", READ_ONLY])
            .arg(home);
        command
    };
    let home = home("homes-read-only", &[0, 1]);
    if !mount(&home)
        .arg("true")
        .output()
        .is_ok_and(|output| output.status.success())
    {
        eprintln!("skipped: this user may not mount");
        return;
    }
    let data = common::folder("homes-read-only-data");
    let plain = cutrack(&data, &["ingest", "-q", "--workers", "2"]);
    let mut command = mount(&home);
    command.arg(plain.get_program()).args(plain.get_args());
    command.envs(
        plain
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    command.env("CODEX_HOME", &home);
    let said = common::text(&command.output().unwrap());
    assert_eq!(
        said,
        "2 files read, 0 unchanged, 0 gone (their rows stay), 0 not read\n"
    );
    let mut kept: Vec<_> = fs::read_dir(&data)
        .unwrap()
        .flatten()
        .map(|entry| entry.file_name())
        .collect();
    kept.retain(|name| !name.to_string_lossy().starts_with("cutrack."));
    assert!(kept.is_empty(), "{kept:?}");
}
