//! The question before something is deleted. The guest has no standard input: it runs once to say what would go, and
//! once more, to delete, when the person at the terminal has answered yes.

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use crate::Guest;
use crate::failure::Failure;
use crate::options::{ASK, EXIT_ASKED, Part};
use crate::output;
use crate::plan;
use crate::surroundings::is_given;

/// The answer that deletes; any other changes nothing.
const YES: &str = "yes";

/// Whether somebody is to be asked, and can be.
pub(crate) fn is_needed(parts: &[(usize, Part<'_>)]) -> bool {
    let deletes = |(_, part): &(usize, Part<'_>)| match part {
        Part::Command(command) => command.deletes,
        _ => false,
    };
    let settled = ["yes", "dry-run", "print-wasmtime", "help", "version"];
    parts.iter().any(deletes)
        && !settled.into_iter().any(|name| is_given(parts, name))
        && io::stdin().is_terminal()
}

/// Asks, and does it where the answer is yes.
pub(crate) fn run(
    guest: Guest<'_>,
    arguments: &[OsString],
    parts: &[(usize, Part<'_>)],
) -> Result<ExitCode, Failure> {
    let with = |option: &str| {
        let mut plan = plan::plan(arguments, parts)?;
        plan.arguments.insert(0, format!("--{option}"));
        crate::run(guest, plan)
    };
    let asked = with(ASK)?;
    if asked != ExitCode::from(EXIT_ASKED) {
        return Ok(asked);
    }
    if answer().is_ok_and(|answer| answer.trim() == YES) {
        return with(YES);
    }
    eprintln!("Nothing was deleted.");
    Ok(ExitCode::FAILURE)
}

fn answer() -> io::Result<String> {
    output::write(b"Type yes to go on: ")?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(answer)
}
