//! `cargo xtask bench`: how fast the whole extraction is, and how much memory it takes, beside programs that do less.
//!
//! Every run of every program must give the totals that the corpus was made with. The programs take turns, so that
//! a slow minute of the machine is everyone's; rates are of processor time, and ratios are taken round by round.

mod chance;
mod corpus;
mod measure;
mod page;
mod peers;
mod template;
mod text;
mod truth;
mod walk;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::need::{Need, Workshop};
use crate::{build, project, setup, step};
use measure::{Run, median};
pub(crate) use page::page;
pub(crate) use peers::peers;
use truth::{Says, Truth};
pub(crate) use walk::walk;

/// Sizes of the corpora, in bytes. Rates are told of the last one.
const SIZES: [u64; 2] = [128_000_000, 512_000_000];
/// Rounds that count; one before them fills the system's file cache.
const ROUNDS: usize = 5;

/// A program of the comparison.
struct Contender {
    name: &'static str,
    runs: Host,
    program: Program,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Host {
    Native,
    Wasmtime,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Program {
    Plain,
    Typed,
    Facts,
    Cutrack,
}

const CONTENDERS: [Contender; 8] = [
    Contender::new("plain read, native", Host::Native, Program::Plain),
    Contender::new("serde_json usage, native", Host::Native, Program::Typed),
    Contender::new("serde_json facts, native", Host::Native, Program::Facts),
    Contender::new("cutrack, native", Host::Native, Program::Cutrack),
    Contender::new("plain read, wasmtime", Host::Wasmtime, Program::Plain),
    Contender::new("serde_json usage, wasmtime", Host::Wasmtime, Program::Typed),
    Contender::new("serde_json facts, wasmtime", Host::Wasmtime, Program::Facts),
    Contender::new("cutrack, wasmtime", Host::Wasmtime, Program::Cutrack),
];

#[rustfmt::skip]
const PLAIN_SAYS: Says = &[
    ("/files", |truth| truth.files),
    ("/bytes", |truth| truth.bytes),
];
#[rustfmt::skip]
const TYPED_SAYS: Says = &[
    ("/files", |truth| truth.files),
    ("/bytes", |truth| truth.bytes),
    ("/responses", |truth| truth.responses),
    ("/usage/input_tokens", |truth| truth.usage.input_tokens),
    ("/usage/cached_input_tokens", |truth| truth.usage.cached_input_tokens),
    ("/usage/output_tokens", |truth| truth.usage.output_tokens),
    ("/usage/reasoning_output_tokens", |truth| truth.usage.reasoning_output_tokens),
    ("/usage/total_tokens", |truth| truth.usage.total_tokens),
    ("/repeated_tokens", |truth| truth.repeated_tokens),
];
#[rustfmt::skip]
const FACTS_SAYS: Says = &[
    ("/files", |truth| truth.files),
    ("/bytes", |truth| truth.bytes),
    ("/turns", |truth| truth.turns),
    ("/calls", |truth| truth.calls),
    ("/successes", |truth| truth.calls),
    ("/responses", |truth| truth.responses),
    ("/usage/input_tokens", |truth| truth.usage.input_tokens),
    ("/usage/cached_input_tokens", |truth| truth.usage.cached_input_tokens),
    ("/usage/output_tokens", |truth| truth.usage.output_tokens),
    ("/usage/reasoning_output_tokens", |truth| truth.usage.reasoning_output_tokens),
    ("/usage/total_tokens", |truth| truth.usage.total_tokens),
    ("/repeated_tokens", |truth| truth.repeated_tokens),
];
#[rustfmt::skip]
const CUTRACK_SAYS: Says = &[
    ("/files/read", |truth| truth.files),
    ("/files/partial", |_| 0),
    ("/total/sessions", |truth| truth.files),
    ("/total/turns", |truth| truth.turns),
    ("/total/responses", |truth| truth.responses),
    ("/total/input_tokens", |truth| truth.usage.input_tokens),
    ("/total/cached_input_tokens", |truth| truth.usage.cached_input_tokens),
    ("/total/output_tokens", |truth| truth.usage.output_tokens),
    ("/total/reasoning_output_tokens", |truth| truth.usage.reasoning_output_tokens),
    ("/total/total_tokens", |truth| truth.usage.total_tokens),
    ("/left_out/repeated_tokens", |truth| truth.repeated_tokens),
    ("/left_out/inherited_tokens", |_| 0),
];

impl Program {
    fn says(self) -> Says {
        match self {
            Self::Plain => PLAIN_SAYS,
            Self::Typed => TYPED_SAYS,
            Self::Facts => FACTS_SAYS,
            Self::Cutrack => CUTRACK_SAYS,
        }
    }
}

/// Builds all programs, makes the corpora and prints the comparison.
pub(crate) fn bench() -> Result<()> {
    Workshop::default().ensure_all(&[Need::Guest, Need::Python])?;
    let programs = Programs::build()?;
    let mut peaks = Vec::new();
    let mut rounds = Vec::new();
    let mut bytes = 0;
    for size in SIZES {
        eprintln!("writing a corpus of {} MB", size / 1_000_000);
        let (corpus, truth) = corpus::lay_out(size)?;
        bytes = truth.bytes;
        rounds = programs.rounds(&corpus, &truth)?;
        peaks.push(peak_megabytes(&rounds));
    }
    print(&rounds, &peaks, bytes);
    Ok(())
}

/// What every contender took, round by round.
type Rounds = Vec<[Run; CONTENDERS.len()]>;

/// The largest memory of each contender.
fn peak_megabytes(rounds: &Rounds) -> [u64; CONTENDERS.len()] {
    std::array::from_fn(|at| {
        let peaks = rounds.iter().map(|round| round[at].peak_bytes);
        peaks.max().unwrap_or(0) / 1_000_000
    })
}

fn print(rounds: &Rounds, peaks: &[[u64; CONTENDERS.len()]], bytes: u64) {
    println!(
        "{bytes} bytes, medians of {ROUNDS} rounds; ratios are to the same host's plain read and serde_json\n"
    );
    println!(
        "{:<28}{:>12}{:>12}{:>10}{:>10}{:>10}{:>14}{:>14}",
        "",
        "GB/s of CPU",
        "GB/s clock",
        "x plain",
        "x usage",
        "x facts",
        "MB at 128 MB",
        "MB at 512 MB"
    );
    for (at, contender) in CONTENDERS.iter().enumerate() {
        let rate = |of: fn(&Run) -> f64| {
            median(
                rounds
                    .iter()
                    .map(|round| bytes as f64 / 1e9 / of(&round[at])),
            )
        };
        let ratio = |program| {
            let other = position(contender.runs, program);
            let of = |round: &[Run; CONTENDERS.len()]| cpu(&round[other]) / cpu(&round[at]);
            median(rounds.iter().map(of))
        };
        println!(
            "{:<28}{:>12.2}{:>12.2}{:>10.2}{:>10.2}{:>10.2}{:>14}{:>14}",
            contender.name,
            rate(cpu),
            rate(|run| run.elapsed.as_secs_f64()),
            ratio(Program::Plain),
            ratio(Program::Typed),
            ratio(Program::Facts),
            peaks[0][at],
            peaks[1][at],
        );
    }
}

fn cpu(run: &Run) -> f64 {
    run.cpu.as_secs_f64()
}

fn position(host: Host, program: Program) -> usize {
    let is_it = |other: &Contender| other.runs == host && other.program == program;
    CONTENDERS.iter().position(is_it).unwrap_or(0)
}

impl Contender {
    const fn new(name: &'static str, runs: Host, program: Program) -> Self {
        Self {
            name,
            runs,
            program,
        }
    }
}

/// Where the built programs lie.
struct Programs {
    native: PathBuf,
    compiled: PathBuf,
    wasmtime: PathBuf,
}

impl Programs {
    /// All in the guest's profile. wasmtime compiles ahead: the launcher, too, compiles once and keeps it.
    fn build() -> Result<Self> {
        for target in [None, Some("wasm32-wasip1")] {
            build_readers(target)?;
        }
        let mut cutrack = build::build("guest", "cutrack-cli");
        step::run("building cutrack for this machine", &mut cutrack)?;
        let programs = Self {
            native: project::target().join("guest"),
            compiled: project::target().join("bench"),
            wasmtime: setup::python::wasmtime()?,
        };
        std::fs::create_dir_all(&programs.compiled)?;
        for name in ["cutrack", "readers"] {
            let mut compile = Command::new(&programs.wasmtime);
            compile
                .arg("compile")
                .arg(build::compiled_guest_path().with_file_name(format!("{name}.wasm")))
                .arg("--output")
                .arg(programs.compiled(name));
            step::run("compiling for wasmtime", &mut compile)?;
        }
        Ok(programs)
    }

    fn compiled(&self, name: &str) -> PathBuf {
        self.compiled.join(name).with_extension("cwasm")
    }

    fn rounds(&self, corpus: &Path, truth: &Truth) -> Result<Rounds> {
        let mut rounds = Vec::new();
        for round in 0..=ROUNDS {
            eprintln!("round {round} of {ROUNDS}");
            let mut runs = Vec::new();
            for contender in &CONTENDERS {
                let (run, answer) = measure::run(&mut self.command(contender, corpus))?;
                truth
                    .check(&answer, contender.program.says())
                    .with_context(|| contender.name)?;
                runs.push(run);
            }
            rounds.extend(<[Run; CONTENDERS.len()]>::try_from(runs).ok());
        }
        rounds.remove(0);
        Ok(rounds)
    }

    fn command(&self, contender: &Contender, corpus: &Path) -> Command {
        let (name, mut arguments) = match contender.program {
            Program::Plain => ("readers", vec!["plain"]),
            Program::Typed => ("readers", vec!["typed"]),
            Program::Facts => ("readers", vec!["facts"]),
            Program::Cutrack => ("cutrack", vec!["report", "--json", "--quiet"]),
        };
        let mut command;
        match contender.runs {
            Host::Native => {
                let file = self.native.join(name);
                command = Command::new(file.with_extension(std::env::consts::EXE_EXTENSION));
                command.args(&arguments).arg(corpus);
            }
            Host::Wasmtime => {
                command = Command::new(&self.wasmtime);
                let grant = format!("{}::/corpus", corpus.display());
                command.args(["run", "--allow-precompiled", "--dir", &grant]);
                arguments.push("/corpus");
                command.arg(self.compiled(name)).args(&arguments);
            }
        }
        command
    }
}

fn build_readers(target: Option<&str>) -> Result<()> {
    let mut command = build::build("guest", "xtask");
    command.args(["--bin", "readers", "--features", "readers"]);
    if let Some(target) = target {
        command.args(["--target", target]);
    }
    step::run("building the readers to compare with", &mut command)
}
