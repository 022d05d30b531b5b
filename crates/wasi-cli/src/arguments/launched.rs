//! The commands that only the launcher has: its guest writes completions and the manual, and the help of all.

use std::path::PathBuf;

use super::call::{Held, Request, Topic};
use super::{is_option, width};
use crate::completions;
use crate::fault::Fault;
use crate::options::{HELD, LAUNCHED, Part, SHELLS, values_of};

/// What the launcher has and only the guest can write.
pub(super) fn for_the_launcher(name: &str, parts: &[Part<'_>]) -> Result<Request, Fault> {
    if !parts.iter().any(|part| is_option(part, LAUNCHED)) {
        return Err(needs_launcher(name));
    }
    let wants_help = parts.iter().any(|part| is_option(part, "help"));
    match name {
        _ if wants_help => {
            let text = completions::help_of(name).unwrap_or_default();
            Ok(Request::Help(Topic::Text(text), width(parts)))
        }
        "completions" => completed(parts),
        "man" => Ok(Request::Manual),
        _ => Err(needs_launcher(name)),
    }
}

fn completed(parts: &[Part<'_>]) -> Result<Request, Fault> {
    let known = SHELLS.join(", ");
    let value = |name: &str| values_of(parts, name).pop().map(str::to_owned);
    let request = parts.iter().find_map(|part| match part {
        Part::Word(what) if HELD.contains(what) => Some(Ok(Request::Held(Held {
            what: (*what).to_owned(),
            database: value("db").map(PathBuf::from),
            zone: value("tz"),
        }))),
        Part::Word(shell) => Some(Ok(Request::Completions((*shell).to_owned()))),
        Part::Path(other) => {
            let what = format!("completions does not take {other}.");
            Some(Err(Fault::usage(what).or_try(known.as_str())))
        }
        _ => None,
    });
    request.unwrap_or_else(|| {
        let what = format!("completions needs one of {known}.");
        Err(Fault::usage(what).or_try("cutrack completions bash"))
    })
}

pub(super) fn needs_launcher(what: &str) -> Fault {
    Fault::usage(format!("{what} needs the cutrack launcher.")).or_try("cutrack --help")
}
