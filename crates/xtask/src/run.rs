//! `cargo xtask run`: builds the launcher and runs it on the person's Codex home, or on the sample.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::need::{Need, Workshop};
use crate::{build, project, sample};

/// Runs cutrack with `arguments`; without any it reports by day.
pub(crate) fn run(arguments: &[String]) -> Result<ExitCode> {
    let mut workshop = Workshop::default();
    if arguments
        .first()
        .is_some_and(|word| word == "web" || word == "page")
    {
        workshop.ensure(Need::Page)?;
    }
    workshop.ensure(Need::Launcher)?;
    let mut cutrack = Command::new(build::launcher_path());
    cutrack.args(arguments);
    if arguments.is_empty() {
        cutrack.arg("report");
    }
    if !has_codex_home() && !names_files(arguments) {
        let home = sample::home()?;
        eprintln!(
            "No Codex home here: this is the sample in {}.",
            home.strip_prefix(project::root())
                .unwrap_or(&home)
                .display()
        );
        cutrack.env("CODEX_HOME", home);
        // The sample is nobody's use: it stays out of the person's own database.
        cutrack.env("CUTRACK_DATA", project::target().join("sample-data"));
        if arguments.is_empty() {
            cutrack.args(["--last", "all"]);
        }
    }
    let status = cutrack.status().context("cannot start cutrack")?;
    Ok(ExitCode::from(
        status
            .code()
            .and_then(|code| u8::try_from(code).ok())
            .unwrap_or(1),
    ))
}

/// A home that is named is taken at its word; the usual place counts once it holds sessions.
fn has_codex_home() -> bool {
    let holds_sessions = |home: PathBuf| {
        ["sessions", "archived_sessions"]
            .iter()
            .any(|half| home.join(half).is_dir())
    };
    env::var_os("CODEX_HOME").is_some_and(|home| !home.is_empty())
        || project::home().is_some_and(|home| holds_sessions(home.join(".codex")))
}

fn names_files(arguments: &[String]) -> bool {
    arguments
        .iter()
        .any(|argument| argument.starts_with("--codex-home") || Path::new(argument).exists())
}
