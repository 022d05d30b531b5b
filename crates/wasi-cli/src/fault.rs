//! What goes to standard error: an error that ends the run, or a note that does not, each with what
//! to do next. No text of a rollout stands in either.

use std::fmt;

use crate::arguments;
use crate::folding::folded_after;
use crate::options::values_of;

/// How a run ended, as the exit code says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    #[default]
    Fine = 0,
    /// It could not be done.
    Failed = 1,
    /// The command line was wrong.
    Usage = 2,
    /// Done, but some files were not read.
    Unread = 3,
    /// The question was said; the launcher takes the answer.
    Asked = crate::options::EXIT_ASKED as isize,
    /// A folder holds a name that the sandbox cannot hand over; the launcher lists it.
    Unlisted = crate::options::EXIT_UNLISTED as isize,
}

/// Why a run ended before its report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    what: String,
    hint: Option<String>,
    pub(crate) exit: Exit,
}

impl Fault {
    /// A wrong command line; the hint, where there is no better one, is the command's help.
    pub(crate) fn usage(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            hint: None,
            exit: Exit::Usage,
        }
    }

    /// What it is, without what to do.
    pub(crate) fn what(&self) -> &str {
        &self.what
    }

    /// The same where the run goes on, with what it does instead.
    pub(crate) fn note(self, instead: &str) -> Note {
        let what = self.what.trim_end_matches('.');
        Note {
            what: format!("{what}; {instead}."),
            hint: self.hint,
        }
    }

    /// Something that could not be done.
    pub(crate) fn failed(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            hint: Some(hint.into()),
            exit: Exit::Failed,
        }
    }

    /// Nothing that a person need know: the launcher runs the program again.
    pub(crate) fn unlisted() -> Self {
        Self {
            what: String::new(),
            hint: None,
            exit: Exit::Unlisted,
        }
    }

    /// With what to do next, unless something better stands there already.
    pub(crate) fn or_try(mut self, hint: impl Into<String>) -> Self {
        self.hint.get_or_insert_with(|| hint.into());
        self
    }
}

/// What did not stop the run, but has to be known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    what: String,
    hint: Option<String>,
}

impl Note {
    /// A note without anything to do.
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            hint: None,
        }
    }

    /// With what to do next.
    pub(crate) fn with_try(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_lines(formatter, "error", &self.what, self.hint.as_deref())
    }
}

impl fmt::Display for Note {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_lines(formatter, "note", &self.what, self.hint.as_deref())
    }
}

fn write_lines(
    formatter: &mut fmt::Formatter<'_>,
    word: &str,
    what: &str,
    hint: Option<&str>,
) -> fmt::Result {
    writeln!(formatter, "{word}: {what}")?;
    match hint {
        Some(hint) => writeln!(formatter, "  try: {hint}"),
        None => Ok(()),
    }
}

/// The same lines for a person at a terminal: folded below their text, with colours where there may be some.
pub(crate) fn for_a_terminal(lines: &str, arguments: &[String]) -> String {
    let parts = arguments::parts(arguments);
    let lines = match arguments::width(&parts) {
        Some(width) => folded(lines, width),
        None => lines.to_owned(),
    };
    // The launcher always says whether there may be colours.
    match values_of(&parts, "color").pop() {
        Some("always") => coloured(&lines),
        _ => lines,
    }
}

/// Errors, notes and what to try fold; a line that names a file stays whole, to be copied.
fn folded(lines: &str, width: usize) -> String {
    let starts = ["error: ", "note: ", "  try: "];
    let fold = |line: &str| {
        let start = starts.into_iter().find(|start| line.starts_with(start));
        match (start, line.starts_with(' ')) {
            (None, true) => line.to_owned(),
            (start, _) => {
                let (start, text) = line.split_at(start.map_or(0, str::len));
                folded_after(start, text, width).join("\n")
            }
        }
    };
    lines.lines().map(|line| fold(line) + "\n").collect()
}

/// The same lines, the first word of each error and note in its colour.
fn coloured(lines: &str) -> String {
    let words = [("error:", "31"), ("note:", "33")];
    let coloured = lines.split_inclusive('\n').map(|line| {
        let found = words
            .iter()
            .find_map(|(word, code)| Some((word, code, line.strip_prefix(word)?)));
        match found {
            Some((word, code, rest)) => format!("\u{1b}[{code}m{word}\u{1b}[0m{rest}"),
            None => line.to_owned(),
        }
    });
    coloured.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_word_has_colour() {
        let fault = Fault::usage("no command note: x.").to_string();
        let note = Note::new("2 files were not read.").with_try("cutrack quality");
        assert_eq!(
            coloured(&format!("First run.\n{fault}{note}")),
            "First run.\n\u{1b}[31merror:\u{1b}[0m no command note: x.\n\
             \u{1b}[33mnote:\u{1b}[0m 2 files were not read.\n  try: cutrack quality\n"
        );
    }

    #[test]
    fn a_terminal_gets_lines_that_fit() {
        let note =
            Note::new("2 files of many were not read.").with_try("cutrack quality --by file");
        let lines = format!(
            "{note}  not read  /a/path/to/some/file  it is gone\nWrote it all to usage.db.\n"
        );
        let arguments = ["--width=24"].map(str::to_owned);
        assert_eq!(
            for_a_terminal(&lines, &arguments),
            "note: 2 files of many\n      were not read.\n  try: cutrack quality\n       --by file\n  \
             not read  /a/path/to/some/file  it is gone\nWrote it all to\nusage.db.\n"
        );
        assert_eq!(for_a_terminal(&lines, &[]), lines);
    }

    #[test]
    fn colour_is_asked_for() {
        let told = |line: &str| {
            let arguments: Vec<String> = line.split(' ').map(String::from).collect();
            for_a_terminal("note: x.\n", &arguments).starts_with('\u{1b}')
        };
        assert!(told("sesions --color always"));
        assert!(told("models --color never --color always"));
        assert!(!told("models --color never"));
        assert!(!told("models"));
    }
}
