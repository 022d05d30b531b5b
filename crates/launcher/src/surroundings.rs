//! What only the native side can see: the zone, the terminal's width and whether it wants colour. The guest
//! gets each as an option, and never the environment itself.

use crate::options::{self, Part};
use std::env;
use std::io::{IsTerminal, stderr, stdin, stdout};
use terminal_size::{Width, terminal_size_of};

/// Narrowest that the guest takes.
const LEAST_WIDTH: u16 = 20;

/// The options that the guest gets beside the user's own. What the user gave is left alone.
pub(crate) fn options(parts: &[(usize, Part<'_>)]) -> Vec<String> {
    let wants_colour = wants_colour(stdout().is_terminal());
    let colour = match values_of(parts, "color").pop() {
        Some("always") => "always".to_owned(),
        Some("never") => "never".to_owned(),
        Some("auto") | None if wants_colour => "always".to_owned(),
        Some("auto") | None => "never".to_owned(),
        Some(other) => other.to_owned(),
    };
    let found = [
        ("tz", zone()),
        ("width", width().map(|columns| columns.to_string())),
    ];
    let missing = found
        .into_iter()
        .filter(|(name, _)| !is_given(parts, name))
        .filter_map(|(name, value)| Some((name, value?)));
    let mut options: Vec<String> = missing
        .chain([("color", colour)])
        .flat_map(|(name, value)| [format!("--{name}"), value])
        .collect();
    let switches = [
        ("progress", !is_given(parts, "quiet")),
        ("ascii", wants_ascii()),
    ];
    for (name, is_wanted) in switches {
        if is_wanted && !is_given(parts, name) {
            options.push(format!("--{name}"));
        }
    }
    options
}

/// Whether our own errors may be coloured.
pub(crate) fn colour_on_stderr() -> bool {
    wants_colour(stderr().is_terminal())
}

fn wants_colour(is_terminal: bool) -> bool {
    let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    takes_colour() && is_terminal && !refused && !dumb
}

/// A console of Windows takes colours, and lines that are rewritten, once it was asked to.
#[cfg(windows)]
fn takes_colour() -> bool {
    nu_ansi_term::enable_ansi_support().is_ok()
}

#[cfg(not(windows))]
fn takes_colour() -> bool {
    true
}

/// Whether standard output is a terminal whose locale is not UTF-8.
fn wants_ascii() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
    let is_utf8 = locale.is_some_and(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    });
    cfg!(unix) && !is_utf8 && stdout().is_terminal()
}

/// The system's zone by its IANA name; without one the guest keeps to UTC and says so.
fn zone() -> Option<String> {
    let zone = jiff::tz::TimeZone::try_system().ok()?;
    let name = zone.iana_name()?;
    Some(if name == "Etc/UTC" { "UTC" } else { name }.to_owned())
}

fn width() -> Option<u16> {
    let size = terminal_size_of(stdout())
        .or_else(|| terminal_size_of(stderr()))
        .or_else(|| terminal_size_of(stdin()));
    size.map(|(Width(columns), _)| columns.max(LEAST_WIDTH))
}

/// Whether the option `name` stands in the call.
pub(crate) fn is_given(parts: &[(usize, Part<'_>)], name: &str) -> bool {
    parts
        .iter()
        .any(|(_, part)| matches!(part, Part::Option { option, .. } if option.name == name))
}

/// The values that the option `name` was given, in the order in which they stand.
pub(crate) fn values_of<'a>(parts: &[(usize, Part<'a>)], name: &str) -> Vec<&'a str> {
    options::values_of(parts.iter().map(|(_, part)| part), name)
}
