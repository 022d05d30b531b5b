//! The command line as data: every command, every option, and which word is what.
//!
//! The guest and the launcher both include this file (the launcher must know which words are PATHs
//! before it can grant them), so it uses nothing but std and describes nothing twice. An option that is
//! missing here is unknown to both.

/// What the words after a command's name are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operands {
    /// Files and folders to read.
    Paths,
    /// The start of a session's id, or `last`, then files and folders to read.
    SessionThenPaths,
    /// Perhaps one of [`PERIODS`], then files and folders to read.
    PeriodThenPaths,
    /// Any of these words, then files and folders to read.
    WordsThenPaths(&'static [&'static str]),
    /// Names of models.
    Models,
    /// One of these words.
    Word(&'static [&'static str]),
    /// The name of a command.
    Command,
    /// None are taken.
    Nothing,
}

impl Operands {
    /// Whether files and folders may be among them.
    pub const fn take_paths(self) -> bool {
        matches!(
            self,
            Self::Paths | Self::SessionThenPaths | Self::PeriodThenPaths | Self::WordsThenPaths(_)
        )
    }

    /// The words that may be among them.
    pub const fn words(self) -> &'static [&'static str] {
        match self {
            Self::PeriodThenPaths => PERIODS,
            Self::WordsThenPaths(words) | Self::Word(words) => words,
            _ => &[],
        }
    }
}

/// A command.
#[derive(Debug, PartialEq, Eq)]
pub struct Command {
    /// As it is typed.
    pub name: &'static str,
    /// What follows it.
    pub operands: Operands,
    /// Whether only the launcher has it.
    pub launcher_only: bool,
    /// Whether it opens rollouts; one that does not needs no Codex home.
    pub reads: bool,
    /// Whether what it reads from PATHs is kept; a report's own is not.
    pub keeps: bool,
    /// Whether it deletes, and asks before.
    pub deletes: bool,
}

/// An option.
#[derive(Debug, PartialEq, Eq)]
pub struct OptionSpec {
    /// As it is typed, without its two dashes.
    pub name: &'static str,
    /// Its one-letter form.
    pub letter: Option<char>,
    /// What its value is called in help; `None` for a switch.
    pub value: Option<&'static str>,
    /// Whether only the launcher has it.
    pub launcher_only: bool,
}

/// The words that `report` takes before its PATHs.
pub const PERIODS: &[&str] = &["hourly", "daily", "weekly", "monthly"];

/// The words that `export` takes before its PATHs.
pub const TABLES: &[&str] = &[
    "sources",
    "sessions",
    "turns",
    "usage",
    "events",
    "tool_calls",
    "rate_limits",
    "gauges",
    "types",
    "status_snapshots",
    "status_limits",
    "app_turns",
    "app_items",
];

/// The words that `forget` takes.
pub const FORGETTABLE: &[&str] = &["names", "all"];

/// The words that `completions` takes.
const COMPLETED: &[&str] = &[
    "bash",
    "zsh",
    "fish",
    "powershell",
    "model",
    "project",
    "session",
];

/// The shells that it writes a script for.
pub const SHELLS: &[&str] = COMPLETED.split_at(4).0;

/// What it tells of the database, a line each. Its scripts ask for that while a person types.
pub const HELD: &[&str] = COMPLETED.split_at(4).1;

/// Every command.
pub const COMMANDS: &[Command] = &[
    guest_command("overview", Operands::Paths),
    guest_command("report", Operands::PeriodThenPaths),
    guest_command("sessions", Operands::Paths),
    guest_command("session", Operands::SessionThenPaths),
    guest_command("models", Operands::Paths),
    guest_command("projects", Operands::Paths),
    guest_command("branches", Operands::Paths),
    guest_command("tools", Operands::Paths),
    guest_command("commands", Operands::Paths),
    guest_command("limits", Operands::Paths),
    guest_command("context", Operands::Paths),
    guest_command("events", Operands::Paths),
    guest_command("cost", Operands::Paths),
    guest_command("quality", Operands::Paths),
    guest_command("privacy", Operands::Paths),
    guest_command("statusline", Operands::Paths),
    guest_command("export", Operands::WordsThenPaths(TABLES)),
    Command {
        reads: false,
        ..guest_command("prices", Operands::Models)
    },
    guest_command("watch", Operands::Nothing),
    Command {
        keeps: true,
        ..guest_command("ingest", Operands::Paths)
    },
    Command {
        reads: false,
        deletes: true,
        ..guest_command("forget", Operands::Word(FORGETTABLE))
    },
    Command {
        reads: false,
        deletes: true,
        ..guest_command("purge", Operands::Nothing)
    },
    guest_command("doctor", Operands::Nothing),
    guest_command("help", Operands::Command),
    launcher_command("web"),
    launcher_command("page"),
    Command {
        operands: Operands::Word(COMPLETED),
        ..launcher_command("completions")
    },
    launcher_command("man"),
];

/// What the launcher says to its guest, and no person to anybody.
pub const LAUNCHED: &str = "launched";

/// What it says where files come out readable by their user alone.
pub const CLOSED: &str = "closed";

/// Ends the options of the user's own that stand before every call: one that the command lacks is passed over.
pub const DEFAULTS_END: &str = "defaults-end";

/// What the launcher says to a guest that is to delete: only ask, on standard output. The guest has no terminal; who is
/// asked answers the launcher, which runs the guest again with `--yes`.
pub const ASK: &str = "ask";

/// What the launcher says to a guest for which others can read side by side.
pub const CREW: &str = "crew";

/// What the launcher says to a guest that looks at all files of the homes: what lies in them comes on standard input.
pub const WALKED: &str = "walked";

/// What the launcher says to a guest that opens the database: what its run is known by, and runs that are gone.
pub const HOLDER: &str = "holder";

/// What the launcher says to a `doctor`: facts that it alone can see, as `name=value,name=value`.
pub const SEEN: &str = "seen";

/// What the launcher says to a guest that could not list a folder, once for each file and folder in it.
pub const LISTED: &str = "listed";

/// What the launcher says to a `watch` that goes on after a folder was listed anew: what it stored until then is known.
pub const GOES_ON: &str = "goes-on";

/// What a test says to a guest that reads: after how many bytes it stores what it has. Nobody else needs to say so.
pub const PORTION: &str = "portion";

/// How a guest ends that needs folders listed. It has stored nothing yet, or is a `watch` that has told all it knew.
pub const EXIT_UNLISTED: u8 = 5;

/// All that the launcher or a test says to a guest and no person types.
pub const TOLD: &[&str] = &[
    LAUNCHED,
    CLOSED,
    CREW,
    WALKED,
    HOLDER,
    LISTED,
    GOES_ON,
    DEFAULTS_END,
    ASK,
    SEEN,
    PORTION,
];

/// The only argument of a guest that reads for another.
pub const READER: &str = "--reader";

/// What `statusline` says where it has nothing to say, or cannot: a prompt is never left without its line.
pub const NO_DATA: &str = "cutrack: no data\n";

/// Beside an export the guest leaves the launcher a file with this ending: what to say when the export is in its place.
pub const WROTE: &str = "wrote";

/// How a guest ends that has asked and waits for the answer.
pub const EXIT_ASKED: u8 = 4;

/// Every option. Which command takes which is the guest's business.
pub const OPTIONS: &[OptionSpec] = &[
    with_value("last", "SPAN"),
    with_value("since", "WHEN"),
    with_value("until", "WHEN"),
    with_value("tz", "ZONE"),
    with_value("week-start", "DAY"),
    with_value("model", "PATTERN"),
    with_value("project", "PATTERN"),
    with_value("branch", "PATTERN"),
    with_value("repo", "PATTERN"),
    with_value("source", "PATTERN"),
    with_value("session", "PATTERN"),
    with_value("by", "KEY"),
    with_value("sort", "COLUMN"),
    with_value("order", "asc|desc"),
    with_value("limit", "N"),
    with_value("codex-home", "DIR"),
    with_value("db", "FILE"),
    with_value("privacy", "names|strict"),
    with_value("now", "TIME"),
    with_value("width", "N"),
    with_value("color", "auto|always|never"),
    with_value("format", "short|long|tmux|json"),
    with_value("find", "TEXT"),
    with_value("sqlite", "FILE"),
    with_value("add", "FILE"),
    switch("json", None),
    switch("csv", None),
    switch("ndjson", None),
    switch("with-names", None),
    switch("no-ingest", None),
    switch("again", None),
    switch("prune", None),
    with_value("before", "DATE"),
    switch("gone", None),
    switch("dry-run", None),
    switch("yes", None),
    switch("force", None),
    switch("reset", None),
    with_value("workers", "N"),
    switch(LAUNCHED, None),
    switch(CLOSED, None),
    switch(CREW, None),
    switch(WALKED, None),
    with_value(SEEN, "FACTS"),
    with_value(HOLDER, "TOKENS"),
    with_value(LISTED, "PATH"),
    switch(GOES_ON, None),
    with_value(PORTION, "BYTES"),
    switch(DEFAULTS_END, None),
    switch(ASK, None),
    switch("ascii", None),
    switch("progress", None),
    switch("quiet", Some('q')),
    switch("help", Some('h')),
    switch("version", Some('V')),
    launcher_switch("print-wasmtime"),
    launcher_switch("open"),
];

const fn guest_command(name: &'static str, operands: Operands) -> Command {
    Command {
        name,
        operands,
        launcher_only: false,
        reads: true,
        keeps: false,
        deletes: false,
    }
}

const fn launcher_command(name: &'static str) -> Command {
    Command {
        name,
        operands: Operands::Nothing,
        launcher_only: true,
        reads: false,
        keeps: false,
        deletes: false,
    }
}

const fn with_value(name: &'static str, value: &'static str) -> OptionSpec {
    OptionSpec {
        name,
        letter: None,
        value: Some(value),
        launcher_only: false,
    }
}

const fn switch(name: &'static str, letter: Option<char>) -> OptionSpec {
    OptionSpec {
        name,
        letter,
        value: None,
        launcher_only: false,
    }
}

const fn launcher_switch(name: &'static str) -> OptionSpec {
    OptionSpec {
        name,
        letter: None,
        value: None,
        launcher_only: true,
    }
}

/// What one argument turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// The command.
    Command(&'static Command),
    /// The first word, if it is neither a command nor written like a path.
    UnknownCommand(&'a str),
    /// One of [`PERIODS`] after `report`, the session after `session`, one of [`FORGETTABLE`] after `forget`, or the
    /// word after `help`.
    Word(&'a str),
    /// A file or folder.
    Path(&'a str),
    /// An option; `value` is `None` for a switch, and where a value that it needs is missing.
    Option {
        /// Which.
        option: &'static OptionSpec,
        /// Its value, from after `=` or from the next argument.
        value: Option<&'a str>,
    },
    /// Begins with a dash and is no option, or is a switch with a value.
    UnknownOption(&'a str),
}

/// Says what each argument is, with the index of the argument that it begins at. Options may stand
/// anywhere; after `--` every argument is a word.
pub fn parts<S: AsRef<str>>(arguments: &[S]) -> Vec<(usize, Part<'_>)> {
    let mut parts = Vec::new();
    let mut words = Words::default();
    let mut options_end = false;
    let mut index = 0;
    while let Some(argument) = arguments.get(index).map(AsRef::as_ref) {
        let next = arguments.get(index + 1).map(AsRef::as_ref);
        let mut used = 1;
        if !options_end && argument == "--" {
            options_end = true;
        } else if !options_end && argument.len() > 1 && argument.starts_with('-') {
            let (part, takes_next) = option_part(argument, next);
            parts.push((index, part));
            used += usize::from(takes_next);
        } else {
            parts.push((index, words.part(argument)));
        }
        index += used;
    }
    parts
}

/// The values that the option `name` was given, in the order in which they stand.
pub fn values_of<'a: 'p, 'p>(
    parts: impl IntoIterator<Item = &'p Part<'a>>,
    name: &str,
) -> Vec<&'a str> {
    let values = parts.into_iter().filter_map(|part| match part {
        Part::Option { option, value } if option.name == name => *value,
        _ => None,
    });
    values.collect()
}

/// Whether the command is the one that a prompt calls.
pub fn asks_for_a_status_line<S: AsRef<str>>(arguments: &[S]) -> bool {
    let parts = parts(arguments);
    let mut commands = parts.iter().filter_map(|(_, part)| match part {
        Part::Command(command) => Some(command.name),
        _ => None,
    });
    commands.next() == Some("statusline")
}

/// The option that `argument` names, and whether its value is the next argument.
fn option_part<'a>(argument: &'a str, next: Option<&'a str>) -> (Part<'a>, bool) {
    let unknown = (Part::UnknownOption(argument), false);
    let (name, inline) = match argument.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (argument, None),
    };
    let Some(option) = OPTIONS.iter().find(|option| is_called(option, name)) else {
        return unknown;
    };
    match (option.value, inline) {
        (None, None) => (
            Part::Option {
                option,
                value: None,
            },
            false,
        ),
        (None, Some(_)) => unknown,
        (Some(_), Some(_)) => (
            Part::Option {
                option,
                value: inline,
            },
            false,
        ),
        (Some(_), None) => (
            Part::Option {
                option,
                value: next,
            },
            next.is_some(),
        ),
    }
}

fn is_called(option: &OptionSpec, name: &str) -> bool {
    match name.strip_prefix("--") {
        Some(long) => long == option.name,
        None => name[1..].chars().eq(option.letter),
    }
}

/// What the next word may be.
#[derive(Clone, Copy, Default)]
enum Words {
    #[default]
    CommandOrPath,
    FirstOperand(Operands),
    Paths,
}

impl Words {
    fn part<'a>(&mut self, word: &'a str) -> Part<'a> {
        let expected = std::mem::replace(self, Self::Paths);
        match expected {
            Self::CommandOrPath if !is_written_like_a_path(word) => {
                let Some(command) = COMMANDS.iter().find(|command| command.name == word) else {
                    return Part::UnknownCommand(word);
                };
                *self = Self::FirstOperand(command.operands);
                Part::Command(command)
            }
            Self::FirstOperand(Operands::PeriodThenPaths) if PERIODS.contains(&word) => {
                Part::Word(word)
            }
            Self::FirstOperand(Operands::Word(words)) if words.contains(&word) => Part::Word(word),
            Self::FirstOperand(Operands::WordsThenPaths(words)) if words.contains(&word) => {
                *self = expected;
                Part::Word(word)
            }
            Self::FirstOperand(Operands::SessionThenPaths) if !is_written_like_a_path(word) => {
                Part::Word(word)
            }
            Self::FirstOperand(Operands::Command) => Part::Word(word),
            Self::FirstOperand(Operands::Models) => {
                *self = expected;
                Part::Word(word)
            }
            _ => Part::Path(word),
        }
    }
}

/// `.`, `..` and everything with a separator: no command is written so.
pub fn is_written_like_a_path(word: &str) -> bool {
    word == "." || word == ".." || word.contains(['/', '\\'])
}

#[cfg(test)]
#[path = "options/tests.rs"]
mod tests;
