//! Arguments to a request: which report, of what, drawn how. Words come from [`crate::options`], what
//! a report takes from [`crate::catalogue`]; times are core's to read.
//!
//! Words are told apart by [`options::parts`], not by an argument library: the launcher has to know
//! where in the list each PATH stands to grant and rename it, and both must never disagree.

mod call;
mod launched;
mod reader;
mod values;

use crate::catalogue;
use crate::completions;
use crate::fault::Fault;
use crate::nearest::nearest;
use crate::options::{self, COMMANDS, DEFAULTS_END, LAUNCHED, PERIODS, Part};
use crate::which_session;
pub(crate) use call::{
    Call, DataCall, FindCall, Format, Held, Look, PriceChange, PricesCall, Request, Setting, Topic,
};
use launched::for_the_launcher;
use reader::Reader;

/// The value of an option that is read from standard input instead.
pub(crate) const STANDARD_INPUT: &str = "-";

/// Reads the arguments that follow the program's name.
pub(crate) fn parse(arguments: &[String]) -> Result<Request, Fault> {
    let parts = parts(arguments);
    let command = parts.iter().find_map(|part| match part {
        Part::Command(command) => Some(*command),
        _ => None,
    });
    if let Some(command) = command.filter(|command| command.launcher_only) {
        return for_the_launcher(command.name, &parts);
    }
    let is_launched = parts.iter().any(|part| is_option(part, LAUNCHED));
    if command.is_some_and(|command| command.name == "help") {
        return help(&parts, is_launched);
    }
    let name = command.map_or("", |command| command.name);
    let data = catalogue::data_command(name);
    let report = catalogue::report(name).unwrap_or(catalogue::DEFAULT_REPORT);
    if parts.iter().any(|part| is_option(part, "version")) {
        return Ok(Request::Version);
    }
    if parts.iter().any(|part| is_option(part, "help")) {
        let topic = match (command, data) {
            (None, _) => Topic::All { is_launched },
            (_, Some(data)) => Topic::Data(data),
            _ => Topic::Report(report),
        };
        return Ok(Request::Help(topic, width(&parts)));
    }
    let mut reader = Reader::new(report, data);
    let hint = format!("cutrack {} --help", reader.name());
    let defaults = parts.iter().position(|part| is_option(part, DEFAULTS_END));
    let done = parts.into_iter().enumerate().try_for_each(|(index, part)| {
        let is_default = defaults.is_some_and(|end| index <= end);
        match part {
            Part::Option { option, .. } if is_default && !reader.has_option(option) => Ok(()),
            Part::Option { option, .. } if option.name == DEFAULTS_END => Ok(()),
            part => reader.take(part),
        }
    });
    done.and_then(|()| reader.finish())
        .map_err(|fault| fault.or_try(hint))
}

/// What each argument is.
pub(crate) fn parts(arguments: &[String]) -> Vec<Part<'_>> {
    let parts = options::parts(arguments).into_iter();
    parts.map(|(_, part)| part).collect()
}

fn is_option(part: &Part<'_>, name: &str) -> bool {
    matches!(part, Part::Option { option, .. } if option.name == name)
}

fn help(parts: &[Part<'_>], is_launched: bool) -> Result<Request, Fault> {
    let word = parts.iter().find_map(|part| match part {
        Part::Word(word) => Some(*word),
        _ => None,
    });
    let topic = match word {
        None | Some("help") => Topic::All { is_launched },
        Some("time") => Topic::Time,
        Some(word) if let Some(text) = completions::help_of(word) => Topic::Text(text),
        Some(word) => {
            let data = catalogue::data_command(word).map(Topic::Data);
            let topic = data.or_else(|| catalogue::report(word).map(Topic::Report));
            topic.ok_or_else(|| no_command(word, is_launched))?
        }
    };
    Ok(Request::Help(topic, width(parts)))
}

/// How wide the terminal is, for help and errors: these come whatever else is wrong with a call.
pub(crate) fn width(parts: &[Part<'_>]) -> Option<usize> {
    options::values_of(parts, "width").pop()?.parse().ok()
}

/// What may have been meant: a period of `report`, a session, or the nearest command, which may be one of the launcher's
/// where there is one.
fn no_command(word: &str, is_launched: bool) -> Fault {
    let fault = Fault::usage(format!("no command {word}."));
    if PERIODS.contains(&word) {
        return fault.or_try(format!("cutrack report {word}"));
    }
    if which_session::may_be(word) {
        return fault.or_try(format!("cutrack session {word}"));
    }
    let known = COMMANDS
        .iter()
        .filter(|command| is_launched || !command.launcher_only)
        .map(|command| command.name);
    match nearest(word, known) {
        Some(command) => fault.or_try(format!("cutrack {command}")),
        None => fault.or_try("cutrack --help"),
    }
}

/// The error for a value that an option refuses.
pub(crate) fn does_not_take(option: &str, value: &str) -> Fault {
    let fault = Fault::usage(format!("--{option} does not take {value}."));
    match catalogue::values(option) {
        Some(values) => fault.or_try(values),
        None => fault,
    }
}
