//! `cargo xtask bench --peers`: cutrack as people run it, database and all, beside the fastest other program that reads
//! these files. That one reads everything anew in each run and keeps nothing.
//!
//! Both read the same corpus with known totals and take turns. The other program comes from the npm registry, as the
//! native build of its own package, at a pinned version, and runs offline.

use std::env::consts;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::measure::{self, Run, median};
use super::truth::{Says, Truth};
use super::{CUTRACK_SAYS, corpus, cpu};
use crate::need::{Need, Workshop};
use crate::{build, project, setup};

const PACKAGE: &str = "ccusage";
const VERSION: &str = "20.0.24";
const CORPUS_BYTES: u64 = 512_000_000;
/// One takes less than a second, and the other program's times differ by a third from one to the next.
const ROUNDS: usize = 25;

#[rustfmt::skip]
const PEER_SAYS: Says = &[
    ("/totals/outputTokens", |truth| truth.usage.output_tokens),
    ("/totals/reasoningOutputTokens", |truth| truth.usage.reasoning_output_tokens),
    ("/totals/totalTokens", |truth| truth.usage.total_tokens),
];

/// What each round runs, in this order.
const RUNS: [&str; 3] = [
    "ccusage, its plain report",
    "cutrack, first run: import, report",
    "cutrack, second run: nothing new",
];

type Round = [Run; RUNS.len()];

/// Installs the peer, makes the corpus and prints the comparison.
pub(crate) fn peers() -> Result<()> {
    Workshop::default().ensure_all(&[Need::Launcher])?;
    let folder = project::target().join("bench/peers");
    let peer = install(&folder)?;
    eprintln!("writing a corpus of {} MB", CORPUS_BYTES / 1_000_000);
    let (corpus, truth) = corpus::lay_out(CORPUS_BYTES)?;
    let mut rounds = Vec::new();
    // The round before those that count fills the system's file cache.
    for round in 0..=ROUNDS {
        eprintln!("round {round} of {ROUNDS}");
        rounds.push(run(&peer, &folder, &corpus, &truth)?);
    }
    print(&rounds[1..], truth.bytes);
    Ok(())
}

fn run(peer: &Path, folder: &Path, corpus: &Path, truth: &Truth) -> Result<Round> {
    let mut theirs = Command::new(peer);
    theirs
        .args(["codex", "monthly", "--offline", "--json"])
        .env("CODEX_HOME", corpus);
    let (theirs, answer) = measure::run(&mut theirs)?;
    if let Err(error) = truth.check(&answer, PEER_SAYS) {
        eprintln!("{PACKAGE} says otherwise: {error}");
    }
    let data = folder.join("data");
    if data.exists() {
        fs::remove_dir_all(&data).context("cannot empty the data folder")?;
    }
    fs::create_dir_all(&data)?;
    let ours = || {
        let mut command = Command::new(build::launcher_path());
        command
            .args(["report", "monthly", "--json", "--quiet", "--last", "all"])
            .arg("--codex-home")
            .arg(corpus)
            .arg("--db")
            .arg(data.join("cutrack.db"));
        let (run, answer) = measure::run(&mut command)?;
        truth.check(&answer, CUTRACK_SAYS).context("cutrack")?;
        anyhow::Ok(run)
    };
    Ok([theirs, ours()?, ours()?])
}

fn print(rounds: &[Round], bytes: u64) {
    println!("{bytes} bytes, medians of {} rounds\n", rounds.len());
    println!(
        "{:<36}{:>10}{:>10}{:>10}",
        "", "clock s", "CPU s", "peak MB"
    );
    for (at, name) in RUNS.iter().enumerate() {
        let of = |what: fn(&Run) -> f64| median(rounds.iter().map(|round| what(&round[at])));
        let peaks = rounds.iter().map(|round| round[at].peak_bytes);
        println!(
            "{name:<36}{:>10.2}{:>10.2}{:>10}",
            of(clock),
            of(cpu),
            peaks.max().unwrap_or(0) / 1_000_000
        );
    }
    let times = |at: usize| {
        median(
            rounds
                .iter()
                .map(|round| clock(&round[0]) / clock(&round[at])),
        )
    };
    println!(
        "\nfirst run {:.2} x, second run {:.2} x as fast by the clock",
        times(1),
        times(2)
    );
}

fn clock(run: &Run) -> f64 {
    run.elapsed.as_secs_f64()
}

/// The native program of the peer's package, installed once.
fn install(folder: &Path) -> Result<PathBuf> {
    let os = match consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        os => os,
    };
    let arch = match consts::ARCH {
        "aarch64" => "arm64",
        _ => "x64",
    };
    let program = format!("node_modules/@{PACKAGE}/{PACKAGE}-{os}-{arch}/bin/{PACKAGE}");
    let program = folder.join(program).with_extension(consts::EXE_EXTENSION);
    if !program.is_file() {
        fs::create_dir_all(folder)?;
        setup::npm::install(folder, &format!("{PACKAGE}@{VERSION}"))?;
    }
    ensure!(
        program.is_file(),
        "{PACKAGE} has no program for this machine"
    );
    make_executable(&program)?;
    Ok(program)
}

/// npm installs it as a plain file.
#[cfg(unix)]
fn make_executable(program: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(program, fs::Permissions::from_mode(0o755))
        .context("cannot make the peer's program executable")
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> Result<()> {
    Ok(())
}
