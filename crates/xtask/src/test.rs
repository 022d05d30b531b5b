//! `cargo xtask test`: runs the table of runners, one after the other, and sums what they say.

mod count;
mod runners;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Context, Result};

use crate::need::{Need, Workshop};
use crate::{build, project, setup, step};
use count::Count;
use runners::{Evidence, OTHER_SYSTEMS, RUNNERS, Runner};

/// Runs what needs the standard library of another system, and minutes for it.
const SYSTEMS_FLAG: &str = "--systems";

/// Runs every runner whose name contains one of `words`, or all of them; the last line is the sum.
pub(crate) fn test(words: &[String]) -> ExitCode {
    let (runners, words) = match words {
        [flag, words @ ..] if flag == SYSTEMS_FLAG => (OTHER_SYSTEMS, words),
        words => (RUNNERS, words),
    };
    let mut workshop = Workshop::default();
    let mut sum = Count::default();
    for runner in runners
        .iter()
        .filter(|runner| words.is_empty() || words.iter().any(|word| runner.name.contains(word)))
    {
        let started = Instant::now();
        if words.is_empty() && runner.needs.contains(&Need::Launcher) {
            // A failure is that of the step that needs the module.
            workshop.ensure(Need::Modules).ok();
        }
        let count = run(runner, &mut workshop).unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            Count::of_exit(false)
        });
        eprintln!(
            "[{}] {} passed, {} failed: {:.1} s",
            runner.name,
            count.passed,
            count.failed,
            started.elapsed().as_secs_f64()
        );
        sum += count;
    }
    println!("{} passed, {} failed", sum.passed, sum.failed);
    ExitCode::from(u8::from(sum.failed > 0 || sum.passed == 0))
}

fn run(runner: &Runner, workshop: &mut Workshop) -> Result<Count> {
    workshop.ensure_all(runner.needs)?;
    let log = project::target()
        .join("test-logs")
        .join(runner.name.replace(' ', "-") + ".log");
    let succeeded = step::run_logged(&format!("[{}]", runner.name), &mut command(runner)?, &log)?;
    let count = count_of(runner, &log, succeeded)?;
    if count.failed > 0 {
        step::show_tail(&log);
        eprintln!("    the whole log is {}", log.display());
    }
    Ok(count)
}

fn count_of(runner: &Runner, log: &Path, succeeded: bool) -> Result<Count> {
    match runner.evidence {
        Evidence::ExitCode => Ok(Count::of_exit(succeeded)),
        Evidence::ClosingLines => {
            let output = fs::read(log).with_context(|| format!("cannot read {}", log.display()))?;
            Ok(Count::of_runner(
                &String::from_utf8_lossy(&output),
                succeeded,
            ))
        }
    }
}

/// The runner's process: its first word is a tool of ours, and it finds the artefacts where they always lie.
fn command(runner: &Runner) -> Result<Command> {
    let (&program, arguments) = runner
        .command
        .split_first()
        .context("a runner without a command")?;
    let mut command = match program {
        "cargo" => project::cargo(),
        "cargo for artefacts" => build::cargo(),
        "python" => Command::new(setup::python::interpreter()),
        other => Command::new(other),
    };
    command
        .args(arguments)
        .current_dir(project::root().join(runner.folder));
    command
        .envs(build::embedded())
        .envs(setup::wasi_c::environment()?)
        .envs(tools());
    command.env("CARGO_TERM_COLOR", "never");
    Ok(command)
}

/// The tools that tests start, for those that are set up.
fn tools() -> Vec<(&'static str, PathBuf)> {
    let browser = setup::browser::find().map(|path| ("CUTRACK_BROWSER", path));
    let wasmtime = setup::python::wasmtime()
        .ok()
        .map(|path| ("CUTRACK_WASMTIME", path));
    browser.into_iter().chain(wasmtime).collect()
}
