//! `cargo xtask bench --page`: the page in a browser, from the drop of a folder to the finished overview, beside a page
//! that only reads the same bytes; and its memory, which must not follow the size of the folder.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::measure::median;
use super::truth::Truth;
use super::{CUTRACK_SAYS, corpus};
use crate::need::{Need, Workshop};
use crate::setup;

/// A folder, and how often it is read.
struct Trial {
    bytes: u64,
    count: usize,
    /// Whether it is to show how fast the page is, and not its memory alone: reading the large folder takes so long that
    /// the page stores meanwhile.
    is_timed: bool,
}

const TRIALS: [Trial; 2] = [
    Trial {
        bytes: 512_000_000,
        count: 3,
        is_timed: true,
    },
    Trial {
        bytes: 2_000_000_000,
        count: 1,
        is_timed: false,
    },
];

/// Promises: speed in per mille of the plain read, the time to the first numbers, and what the page takes of memory.
const SPEED_LEAST: f64 = 700.0;
const FIRST_MS_MOST: f64 = 1000.0;
const PEAK_BYTES_MOST: f64 = 300e6;

/// What one round took.
struct Round {
    plain_ms: f64,
    page_ms: f64,
    first_ms: f64,
    peak_bytes: f64,
}

/// Builds the page, makes the folders, prints what was measured, and fails where a promise is not kept.
pub(crate) fn page() -> Result<()> {
    Workshop::default().ensure_all(&[Need::Page, Need::Browser, Need::TestPackages])?;
    println!(
        "{:>14}{:>14}{:>14}{:>12}{:>14}{:>10}",
        "bytes", "plain MB/s", "page MB/s", "per mille", "first ms", "peak MB"
    );
    let mut broken = Vec::new();
    for trial in TRIALS {
        eprintln!("writing a corpus of {} MB", trial.bytes / 1_000_000);
        let (folder, truth) = corpus::lay_out(trial.bytes)?;
        let rounds = rounds(trial.count, &folder, &truth)?;
        broken.extend(told(&rounds, truth.bytes, trial.is_timed));
    }
    ensure!(broken.is_empty(), "not kept: {}", broken.join(", "));
    Ok(())
}

fn rounds(count: usize, folder: &Path, truth: &Truth) -> Result<Vec<Round>> {
    let output = setup::npm::script("tests/e2e/pace.mjs")
        .arg(folder)
        .arg(count.to_string())
        .output()
        .context("cannot start node")?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let told: Vec<Value> = serde_json::from_slice(&output.stdout).context("no JSON came")?;
    told.iter().map(|round| Round::of(round, truth)).collect()
}

impl Round {
    fn of(told: &Value, truth: &Truth) -> Result<Self> {
        truth.check(told["answer"].to_string().as_bytes(), CUTRACK_SAYS)?;
        let number = |name: &str| told[name].as_f64().with_context(|| format!("no {name}"));
        Ok(Self {
            plain_ms: number("plain_ms")?,
            page_ms: number("page_ms")?,
            first_ms: number("first_ms")?,
            peak_bytes: number("peak_bytes")?,
        })
    }
}

/// Prints a line and says which promises are not kept.
fn told(rounds: &[Round], bytes: u64, is_timed: bool) -> Vec<&'static str> {
    let of = |what: fn(&Round) -> f64| median(rounds.iter().map(what));
    let rate = |ms: f64| bytes as f64 / 1e3 / ms;
    let speed = of(|round| 1000.0 * round.plain_ms / round.page_ms);
    let first_ms = of(|round| round.first_ms);
    let peak_bytes = of(|round| round.peak_bytes);
    println!(
        "{bytes:>14}{:>14.0}{:>14.0}{speed:>12.0}{first_ms:>14.0}{:>10.0}",
        rate(of(|round| round.plain_ms)),
        rate(of(|round| round.page_ms)),
        peak_bytes / 1e6
    );
    let promises = [
        ("speed", !is_timed || speed >= SPEED_LEAST),
        ("first numbers", !is_timed || first_ms <= FIRST_MS_MOST),
        ("memory", peak_bytes <= PEAK_BYTES_MOST),
    ];
    let broken = promises.into_iter().filter(|(_, kept)| !kept);
    broken.map(|(name, _)| name).collect()
}
