//! `cargo xtask bench --walk`: runs that find nothing new among 10,000 small files, through the launcher: what it costs to
//! look at all of them, and to report over what is stored. It fails where a report of the last days takes longer than is
//! promised; one of all time, which loads what is stored of every session, is told beside it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::measure::{self, Run, median};
use crate::need::{Need, Workshop};
use crate::{build, project};

const FILES: usize = 10_000;
/// Folders of a day; sessions begin in the order of their ids, as real ones do.
const DAYS: usize = 28;
/// A small session, of which each file is a copy with an id and a day of its own.
const FIXTURE: &str = "tests/fixtures/04-envelope-0.36-first/rollout-2026-11-22T05-51-41-9ea528df-7e4f-4307-ba9a-90b0d70a21a4.jsonl";
const ID: &str = "9ea528df-7e4f-4307-ba9a-90b0d70a21a4";
const DAY: &str = "2026-11-22";

/// So that the last 30 days hold the sessions of one folder.
const NOW: &str = "2026-11-26T12:00:00Z";
const ROUNDS: usize = 15;

/// What is measured, and the most milliseconds that it may take; the quickest round counts, because a busy machine makes
/// all others slower.
const RUNS: [(&str, Option<f64>); 4] = [
    ("report", Some(150.0)),
    ("report --last today", Some(150.0)),
    ("report --last all", None),
    ("statusline", None),
];

/// Lays the files out, has them read once, and prints what runs take from then on.
pub(crate) fn walk() -> Result<()> {
    Workshop::default().ensure(Need::Launcher)?;
    let folder = project::target().join("bench/walk");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("cannot empty the folder")?;
    }
    let (home, data) = (folder.join("home"), folder.join("data"));
    eprintln!("writing {FILES} files");
    lay_out(&home)?;
    fs::create_dir_all(&data)?;
    let run = |call: &str| run(&home, &data, call);
    let (_, answer) = run("report --last all --json")?;
    let answer: Value = serde_json::from_slice(&answer)?;
    let sessions = answer["total"]["sessions"].as_u64();
    ensure!(sessions == Some(FILES as u64), "not all were read");

    println!("{FILES} files in {DAYS} folders, nothing new, {ROUNDS} rounds\n");
    println!(
        "{:<24}{:>10}{:>10}{:>10}",
        "", "median ms", "least ms", "CPU ms"
    );
    let mut late = Vec::new();
    for (call, most_ms) in RUNS {
        let runs = (0..ROUNDS).map(|_| Ok(run(call)?.0));
        let runs = runs.collect::<Result<Vec<Run>>>()?;
        let took_ms = |run: &Run| run.elapsed.as_secs_f64() * 1e3;
        let middle_ms = median(runs.iter().map(took_ms));
        let least_ms = runs.iter().map(took_ms).fold(f64::INFINITY, f64::min);
        let cpu_ms = median(runs.iter().map(|run| run.cpu.as_secs_f64() * 1e3));
        println!("{call:<24}{middle_ms:>10.0}{least_ms:>10.0}{cpu_ms:>10.0}");
        late.extend(most_ms.filter(|most_ms| least_ms > *most_ms).map(|_| call));
    }
    ensure!(late.is_empty(), "slower than promised: {}", late.join(", "));
    Ok(())
}

fn run(home: &Path, data: &Path, call: &str) -> Result<(Run, Vec<u8>)> {
    let mut command = Command::new(build::launcher_path());
    command
        .args(call.split(' '))
        .args(["--now", NOW, "--tz", "UTC", "--quiet"])
        .env("CODEX_HOME", home)
        .env("CUTRACK_DATA", data)
        // That nothing was used today is no news here.
        .stderr(Stdio::null());
    measure::run(&mut command)
}

fn lay_out(home: &Path) -> Result<()> {
    let text = fs::read_to_string(project::root().join(FIXTURE)).context("no fixture")?;
    for number in 0..FILES {
        let day = number * DAYS / FILES + 1;
        let (date, id) = (
            format!("2026-10-{day:02}"),
            format!("019b7000-0000-7000-8000-{number:012x}"),
        );
        let folder: PathBuf = home.join(format!("sessions/2026/10/{day:02}"));
        fs::create_dir_all(&folder)?;
        let file = folder.join(format!("rollout-{date}T05-51-41-{id}.jsonl"));
        fs::write(file, text.replace(ID, &id).replace(DAY, &date))?;
    }
    Ok(())
}
