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
mod interrupt;
mod listing;
mod module_cache;
#[path = "../../wasi-cli/src/options.rs"]
pub mod options;
mod output;
mod page;
mod places;
mod plan;
mod sandbox;
mod seen;
mod surroundings;
#[path = "../../wasi-cli/src/told.rs"]
pub mod told;
mod walk;
mod wasmtime_line;
mod wsl;

use export::Export;
use failure::Failure;
use holder::{Files, Holder};
use options::{EXIT_UNLISTED, GOES_ON, HOLDER, NO_DATA, Part, SEEN};
use plan::Plan;
use std::borrow::Cow;
use std::ffi::OsString;
use std::process::ExitCode;
use surroundings::is_given;

/// What the program carries inside it. Either is empty where it was built without.
#[derive(Clone, Copy, Debug)]
pub struct Embedded<'a> {
    /// The WASI program.
    pub guest: Guest<'a>,
    /// The page, one HTML file.
    pub page: &'a [u8],
}

/// The program that runs in the sandbox.
#[derive(Clone, Copy, Debug)]
pub struct Guest<'a> {
    /// The module.
    pub bytes: &'a [u8],
    /// Its SHA-256 as of when it was embedded: to go through megabytes for it was a tenth of a short run.
    pub hash: &'a [u8; 32],
}

/// Does what the arguments (without the program's name) ask; errors are printed.
pub fn launch(embedded: &Embedded<'_>, arguments: Vec<OsString>) -> ExitCode {
    let is_prompt = options::asks_for_a_status_line(&texts(&arguments));
    let done =
        defaults::with_defaults(arguments).and_then(|arguments| dispatch(embedded, &arguments));
    match done {
        Err(failure) if is_prompt => {
            failure.report();
            output::write(NO_DATA.as_bytes()).ok();
            ExitCode::SUCCESS
        }
        done => done.unwrap_or_else(|failure| failure.report()),
    }
}

/// Arguments as far as they are text.
fn texts(arguments: &[OsString]) -> Vec<Cow<'_, str>> {
    let texts = arguments.iter().map(|text| text.to_string_lossy());
    texts.collect()
}

fn dispatch(embedded: &Embedded<'_>, arguments: &[OsString]) -> Result<ExitCode, Failure> {
    let texts = texts(arguments);
    let parts = options::parts(&texts);
    let own = own_command(&parts).filter(|command| page::COMMANDS.contains(command));
    if let Some(command) = own.filter(|_| !asks_for_help(&parts)) {
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
    let (grants, homes) = (plan.grants.clone(), plan.homes.clone());
    let mut export = plan.export.clone();
    let is_doctor = command_name(&parts) == Some("doctor");
    let seen = is_doctor.then(|| seen::told(embedded.guest.hash, plan.database.as_deref()));
    let seen = seen.map(|told| [format!("--{SEEN}"), told]);
    plan.arguments.splice(0..0, seen.iter().flatten().cloned());
    let mut exit = run(embedded.guest, plan);
    let mut goes_on = None;
    while exit.as_ref().is_ok_and(is_unlisted) {
        let mut plan = plan::plan(arguments, &parts)?;
        export = plan.export.clone();
        let told = seen.iter().flatten().cloned();
        let told = told.chain(listing::told(&grants)).chain(goes_on.clone());
        plan.arguments.splice(0..0, told);
        exit = run(embedded.guest, plan);
        goes_on = Some(format!("--{GOES_ON}"));
    }
    if let Some(export) = export {
        export.finish()?;
    }
    let exit = exit?;
    if is_doctor {
        wsl::tell_left_out(&homes);
    }
    Ok(exit)
}

/// Runs the guest, known beside its database as long as it runs.
fn run(guest: Guest<'_>, mut plan: Plan) -> Result<ExitCode, Failure> {
    let holder = plan.database.as_deref().and_then(Holder::new);
    if let Some(holder) = &holder {
        let told = [format!("--{HOLDER}"), holder.told()];
        plan.arguments.splice(0..0, told);
    }
    let files = holder.as_ref().map(Holder::files);
    let export = plan.export.take();
    interrupt::before_end(move || {
        files.iter().for_each(Files::remove);
        export.iter().for_each(Export::remove);
    });
    sandbox::run(guest, plan)
}

fn is_unlisted(exit: &ExitCode) -> bool {
    *exit == ExitCode::from(EXIT_UNLISTED)
}

fn command_name(parts: &[(usize, Part<'_>)]) -> Option<&'static str> {
    parts.iter().find_map(|(_, part)| match part {
        Part::Command(command) => Some(command.name),
        _ => None,
    })
}

/// Whether the call is for help, which the guest gives.
fn asks_for_help(parts: &[(usize, Part<'_>)]) -> bool {
    is_given(parts, "help") || command_name(parts) == Some("help")
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
