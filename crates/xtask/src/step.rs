//! Steps that a person waits for: what runs is said after a second, its output goes to a log, a failure shows the log's end.

use std::fs::{self, File};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use std::{io, thread};

use anyhow::{Context, Result, bail};

use crate::project;

/// How many lines of a failed step's log are shown.
const TAIL_LINES: usize = 40;

/// A step that takes less than this passes without a word.
const PATIENCE: Duration = Duration::from_secs(1);

/// Runs `command` to its end. `what` says in the doing form what it is for ("building the guest").
pub(crate) fn run(what: &str, command: &mut Command) -> Result<()> {
    let log = log_path(what);
    if !run_logged(what, command, &log)? {
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
    let notice = Notice::start(what, log);
    let status = command.status();
    notice.finish();
    let program = command.get_program().to_string_lossy().into_owned();
    Ok(status
        .with_context(|| format!("{what}: cannot start {program}"))?
        .success())
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

/// Tells what runs, from the first second on: on a terminal one line that is rewritten, else a line at either end.
struct Notice {
    what: String,
    started: Instant,
    done: Sender<()>,
    ticker: JoinHandle<()>,
}

impl Notice {
    fn start(what: &str, log: &Path) -> Self {
        let (done, stopped) = mpsc::channel();
        let (what, log, started) = (what.to_owned(), log.to_owned(), Instant::now());
        let shown = what.clone();
        let ticker = thread::spawn(move || {
            let terminal = io::stderr().is_terminal();
            let mut said = false;
            while stopped.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                if terminal {
                    let line = format!(
                        "{shown}: {} s  {}",
                        started.elapsed().as_secs(),
                        last_line(&log)
                    );
                    eprint!("\r\x1b[K{}", line.chars().take(79).collect::<String>());
                } else if !said {
                    eprintln!("{shown} ...");
                }
                said = true;
                io::stderr().flush().ok();
            }
            if terminal && said {
                eprint!("\r\x1b[K");
            }
        });
        Self {
            what,
            started,
            done,
            ticker,
        }
    }

    fn finish(self) {
        self.done.send(()).ok();
        self.ticker.join().ok();
        let elapsed = self.started.elapsed();
        if elapsed >= PATIENCE {
            eprintln!("{}: {:.1} s", self.what, elapsed.as_secs_f64());
        }
    }
}

/// The newest line of a log, for the moving notice.
fn last_line(log: &Path) -> String {
    let bytes = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes[bytes.len().saturating_sub(400)..]);
    text.lines().last().unwrap_or_default().trim().to_owned()
}
