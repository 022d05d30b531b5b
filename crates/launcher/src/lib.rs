//! The native launcher: runs the guest in wasmtime and hands it what it cannot know by itself.
//!
//! The guest gets arguments, the `sessions/` and `archived_sessions/` of each Codex home read only, the PATHs
//! that the user typed, read only, and the folder of the database. It gets no environment, no network, no other folder,
//! and standard input only where an option is read from it (`handed`); `sandbox` is the one place that could give
//! more, and `plan` the one that says what.

mod consent;
mod crew;
mod data;
mod defaults;
mod export;
mod failure;
mod grant;
mod handed;
mod holder;
mod home;
mod listing;
mod module_cache;
#[path = "../../wasi-cli/src/options.rs"]
pub mod options;
mod output;
mod page;
mod plan;
mod sandbox;
mod seen;
mod surroundings;
mod wasmtime_line;

use failure::Failure;
use holder::Holder;
use options::{EXIT_UNLISTED, HOLDER, Part, SEEN};
use plan::Plan;
use std::ffi::OsString;
use std::process::ExitCode;
use surroundings::is_given;

/// What the program carries inside it. Either is empty where it was built without.
#[derive(Clone, Copy, Debug)]
pub struct Embedded<'a> {
    /// The WASI program.
    pub guest: &'a [u8],
    /// The page, one HTML file.
    pub page: &'a [u8],
}

/// Does what the arguments (without the program's name) ask; errors are printed.
pub fn launch(embedded: &Embedded<'_>, arguments: Vec<OsString>) -> ExitCode {
    defaults::with_defaults(arguments)
        .and_then(|arguments| dispatch(embedded, &arguments))
        .unwrap_or_else(|failure| failure.report())
}

fn dispatch(embedded: &Embedded<'_>, arguments: &[OsString]) -> Result<ExitCode, Failure> {
    let texts: Vec<_> = arguments
        .iter()
        .map(|text| text.to_string_lossy())
        .collect();
    let parts = options::parts(&texts);
    if let Some(command) = own_command(&parts).filter(|command| page::COMMANDS.contains(command)) {
        return page::run(command, defaults::typed(&parts), embedded.page);
    }
    data::close_new_files();
    if consent::is_needed(&parts) {
        return consent::run(embedded.guest, arguments, &parts);
    }
    let mut plan = plan::plan(arguments, &parts)?;
    if is_given(&parts, "print-wasmtime") {
        output::line(&wasmtime_line::line(&plan));
        return Ok(ExitCode::SUCCESS);
    }
    let (grants, mut export) = (plan.grants.clone(), plan.export.take());
    let seen = command_name(&parts) == Some("doctor");
    let seen = seen.then(|| seen::told(embedded.guest, plan.database.as_deref()));
    let seen = seen.map(|told| [format!("--{SEEN}"), told]);
    plan.arguments.splice(0..0, seen.iter().flatten().cloned());
    let mut exit = run(embedded.guest, plan);
    if exit
        .as_ref()
        .is_ok_and(|exit| *exit == ExitCode::from(EXIT_UNLISTED))
    {
        let mut plan = plan::plan(arguments, &parts)?;
        export = plan.export.take();
        let listed = listing::told(&grants);
        plan.arguments
            .splice(0..0, seen.into_iter().flatten().chain(listed));
        exit = run(embedded.guest, plan);
    }
    if let Some(export) = export {
        export.finish()?;
    }
    let exit = exit?;
    if asks_for_all_help(&parts) {
        output::line(HELP);
    }
    Ok(exit)
}

/// Runs the guest, known beside its database as long as it runs.
fn run(guest: &[u8], mut plan: Plan) -> Result<ExitCode, Failure> {
    let holder = plan.database.as_deref().and_then(Holder::new);
    if let Some(holder) = &holder {
        let told = [format!("--{HOLDER}"), holder.told()];
        plan.arguments.splice(0..0, told);
    }
    sandbox::run(guest, plan)
}

fn command_name(parts: &[(usize, Part<'_>)]) -> Option<&'static str> {
    parts.iter().find_map(|(_, part)| match part {
        Part::Command(command) => Some(command.name),
        _ => None,
    })
}

/// What the guest's help leaves out, because the guest cannot do it.
const HELP: &str = "
Launcher only
  web [--open], page       the page: served on this machine; as one file
  completions SHELL, man   for your shell; the manual page
  --print-wasmtime         print the same call for wasmtime run, and stop";

fn asks_for_all_help(parts: &[(usize, Part<'_>)]) -> bool {
    let mut commands = parts.iter().filter_map(|(_, part)| match part {
        Part::Command(command) => Some(command.name),
        Part::Word(word) => Some(*word),
        _ => None,
    });
    match commands.next() {
        None => is_given(parts, "help"),
        Some("help") => commands.next().is_none(),
        Some(_) => false,
    }
}

/// The command that the launcher answers itself, or whose help it gives.
fn own_command(parts: &[(usize, Part<'_>)]) -> Option<&'static str> {
    let mut words = parts.iter().filter_map(|(_, part)| match part {
        Part::Command(command) => Some(command.name),
        Part::Word(word) => Some(*word),
        _ => None,
    });
    // After any other command a word is what that one takes: there may be a session `web`.
    match words.next()? {
        "help" => launcher_only(words.next()?),
        command => launcher_only(command),
    }
}

fn launcher_only(word: &str) -> Option<&'static str> {
    let mut commands = options::COMMANDS.iter();
    let command = commands.find(|command| command.launcher_only && command.name == word)?;
    Some(command.name)
}
