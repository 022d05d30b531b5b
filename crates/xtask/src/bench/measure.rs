//! One run of a program as a whole process: its answer, and what the system says it took.

use std::io::Read;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use wait4::Wait4;

/// What one run took.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    /// Time of the processor, of the program and of the system for it.
    pub(super) cpu: Duration,
    /// Time on the wall.
    pub(super) elapsed: Duration,
    /// Most memory that was held at once.
    pub(super) peak_bytes: u64,
}

/// Runs `command` to its end and gives what it wrote.
pub(super) fn run(command: &mut Command) -> Result<(Run, Vec<u8>)> {
    let program = command.get_program().to_string_lossy().into_owned();
    let began = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {program}"))?;
    let mut answer = Vec::new();
    let mut output = child.stdout.take().context("a child without output")?;
    output.read_to_end(&mut answer)?;
    let ended = child.wait4()?;
    let elapsed = began.elapsed();
    if !ended.status.success() {
        bail!("{program} failed: {}", ended.status);
    }
    let run = Run {
        cpu: ended.rusage.utime + ended.rusage.stime,
        elapsed,
        peak_bytes: ended.rusage.maxrss,
    };
    Ok((run, answer))
}

/// The middle one of `values`, which are not empty.
pub(super) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_one() {
        assert_eq!(median([3.0, 1.0, 2.0].into_iter()), 2.0);
    }
}
