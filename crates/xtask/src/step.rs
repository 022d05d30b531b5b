//! Steps that a person waits for: what runs is said after a second, its output goes to a log, a failure shows the log's end.

use std::fs::{self, File};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::project;

/// How many lines of a failed step's log are shown.
const TAIL_LINES: usize = 40;

/// A step that takes less than this passes without a word.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often a running step is looked at.
const GLANCE: Duration = Duration::from_millis(10);

/// No step takes this long, even where everything is compiled on a slow machine: it hangs, and is ended.
const STEP_MAX: Duration = Duration::from_secs(40 * 60);

/// The moving notice is no wider than this, so that it can be rewritten in any terminal.
const NOTICE_COLUMNS: usize = 79;

/// Runs `command` to its end. `what` says in the doing form what it is for ("building the guest").
pub(crate) fn run(what: &str, command: &mut Command) -> Result<()> {
    let (log, started) = (log_path(what), Instant::now());
    let succeeded = run_logged(what, command, &log)?;
    let elapsed = started.elapsed();
    if elapsed >= PATIENCE {
        eprintln!("{what}: {:.1} s", elapsed.as_secs_f64());
    }
    if !succeeded {
        show_tail(&log);
        bail!("{what} failed; the whole log is {}", log.display());
    }
    Ok(())
}

/// Runs `command` with both of its outputs in `log`; true when it exits with 0.
pub(crate) fn run_logged(what: &str, command: &mut Command, log: &Path) -> Result<bool> {
    fs::create_dir_all(log.parent().unwrap_or(project::root()))?;
    let output = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
    command
        .stdin(Stdio::null())
        .stdout(output.try_clone()?)
        .stderr(output);
    let program = command.get_program().to_string_lossy().into_owned();
    let child = command
        .spawn()
        .with_context(|| format!("{what}: cannot start {program}"))?;
    Ok(watch(what, child, log)?.success())
}

/// Waits for `child`, and tells what runs: on a terminal in one line that is rewritten, else in a line at the start.
fn watch(what: &str, mut child: Child, log: &Path) -> Result<ExitStatus> {
    let started = Instant::now();
    let terminal = io::stderr().is_terminal();
    let mut told = 0;
    let status = loop {
        if let Some(status) = child
            .try_wait()
            .with_context(|| format!("cannot wait for {what}"))?
        {
            break status;
        }
        let elapsed = started.elapsed();
        if elapsed > STEP_MAX {
            child.kill().ok();
            child.wait().ok();
            bail!(
                "{what} took over {} minutes and was ended",
                STEP_MAX.as_secs() / 60
            );
        }
        if elapsed.as_secs() > told {
            match terminal {
                true => rewrite(&format!(
                    "{what}: {} s  {}",
                    elapsed.as_secs(),
                    last_line(log)
                )),
                false if told == 0 => eprintln!("{what} ..."),
                false => {}
            }
            told = elapsed.as_secs();
        }
        thread::sleep(GLANCE);
    };
    if terminal && told > 0 {
        rewrite("");
    }
    Ok(status)
}

/// Puts `line` in place of the line that the cursor is on.
fn rewrite(line: &str) {
    eprint!(
        "\r\x1b[K{}",
        line.chars().take(NOTICE_COLUMNS).collect::<String>()
    );
}

/// The newest line of a log, for the moving notice.
fn last_line(log: &Path) -> String {
    let bytes = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    text.lines().last().unwrap_or_default().trim().to_owned()
}

/// The log of a step, named after what it does.
fn log_path(what: &str) -> PathBuf {
    let name: String = what
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    project::target().join("xtask-logs").join(name + ".log")
}

/// Prints the end of a log, indented, so that no line of it can be taken for one of ours.
pub(crate) fn show_tail(log: &Path) {
    let bytes = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().collect();
    for line in &lines[lines.len().saturating_sub(TAIL_LINES)..] {
        eprintln!("    {line}");
    }
}
