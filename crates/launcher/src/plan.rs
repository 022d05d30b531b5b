//! Turns what the user typed into what the guest gets: its arguments and its folders.
//!
//! A PATH keeps the user's own spelling in the guest, and a home is called there as its owner calls it
//! (`~/.codex`), because each folder is granted under that very name; so whatever the guest prints reads right.

use crate::data;
use crate::export::Export;
use crate::failure::Failure;
use crate::grant::{self, Grant};
use crate::handed;
use crate::home;
use crate::options::{CLOSED, CREW, Command, HELD, LAUNCHED, Part, is_written_like_a_path};
use crate::places::System;
use crate::surroundings::{self, is_given, values_of};
use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

/// More readers than any disk feeds; each costs memory.
const MOST_READERS: usize = 64;

/// Everything that the guest gets.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Its arguments, without a program name.
    pub(crate) arguments: Vec<String>,
    /// The folders that it may open.
    pub(crate) grants: Vec<Grant>,
    /// The Codex homes among them.
    pub(crate) homes: Vec<PathBuf>,
    /// What it reads on standard input.
    pub(crate) input: Option<Vec<u8>>,
    /// The database, as this side knows it; absent where nothing is kept.
    pub(crate) database: Option<PathBuf>,
    /// How many others read beside it, if any do.
    pub(crate) readers: usize,
    /// Whether it is told on standard input what lies in the homes.
    pub(crate) tells_homes: bool,
    /// The file that it writes for the user.
    pub(crate) export: Option<Export>,
    /// What takes less memory, to be tried where this takes too much.
    pub(crate) saving: &'static str,
}

/// Plans the run that `arguments` ask for; `parts` says what each of them is.
pub(crate) fn plan(arguments: &[OsString], parts: &[(usize, Part<'_>)]) -> Result<Plan, Failure> {
    let mut draft = Draft {
        arguments,
        parts,
        command: command(parts),
        is_line: is_given(parts, "print-wasmtime"),
        words: Words::new(arguments),
        own: surroundings::options(parts),
        plan: Plan::default(),
    };
    let paths: Vec<usize> = indices_of_paths(parts).collect();
    let reads = reads_files(parts);
    let mut keeps = paths.is_empty() || draft.keeps();
    match paths.is_empty() {
        true if reads && draft.reads_rollouts() => keeps &= draft.grant_homes()?,
        false if reads => draft.grant_paths(&paths)?,
        _ => {}
    }
    let target = values_of(parts, "sqlite").pop();
    if (reads && (keeps || target.is_some())) || asks_what_is_held(parts) {
        draft.grant_data(keeps, target)?;
    }
    if reads && !draft.is_line {
        draft.plan.input = handed::input(parts)?;
    }
    draft.finish(keeps)
}

/// A plan in the making.
struct Draft<'a> {
    arguments: &'a [OsString],
    parts: &'a [(usize, Part<'a>)],
    command: Option<&'static Command>,
    /// Whether it is to be printed, for another wasmtime.
    is_line: bool,
    words: Words<'a>,
    /// What the launcher adds to the words.
    own: Vec<String>,
    plan: Plan,
}

impl Draft<'_> {
    /// Whether the command is one that writes what it reads.
    fn keeps(&self) -> bool {
        self.command.is_some_and(|command| command.keeps)
    }

    fn reads_rollouts(&self) -> bool {
        self.command.is_none_or(|command| command.reads)
    }

    /// False where nothing can be there: no home, and nothing that was stored of one.
    fn grant_homes(&mut self) -> Result<bool, Failure> {
        let named = values_of(self.parts, "codex-home");
        let homes = match home::homes(&named) {
            Ok(homes) => homes,
            Err(_) if named.is_empty() && is_given(self.parts, "no-ingest") => Vec::new(),
            Err(failure) if named.is_empty() => {
                let is_something_told = self.does_without_home();
                if !is_something_told && (self.keeps() || self.is_line || home::is_elsewhere()) {
                    return Err(failure);
                }
                // Without a grant it is no home in there either: the guest says so beside what it has to say, or says what is
                // wrong with the call.
                self.own
                    .extend(["--codex-home".to_owned(), home::usual_shown()]);
                return Ok(is_something_told);
            }
            Err(failure) => return Err(failure),
        };
        for (number, home) in homes.into_iter().enumerate() {
            // In a line for a shell `~` would be replaced in some places and kept in others.
            let guest = match self.is_line {
                true => format!("/home{number}"),
                false => home.shown,
            };
            let grants = home::grants(&home.host, &guest)?;
            self.plan.grants.extend(grants);
            self.own.extend(["--codex-home".to_owned(), guest]);
            self.plan.homes.push(home.host);
        }
        Ok(true)
    }

    /// Whether there is something to tell where there is no Codex home: what is stored, or that there is none.
    fn does_without_home(&self) -> bool {
        let named = values_of(self.parts, "db").pop();
        let data = || data::data(named, &[], self.is_line).ok();
        let is_stored = || {
            data()
                .and_then(|data| data.host())
                .is_some_and(|file| file.is_file())
        };
        match self.command {
            Some(command) if command.name == "doctor" => true,
            _ => !self.keeps() && !self.is_line && is_stored(),
        }
    }

    fn grant_paths(&mut self, indices: &[usize]) -> Result<(), Failure> {
        let path = |index: usize| Path::new(&self.arguments[index]);
        let mixed = is_mixed(indices.iter().map(|&index| path(index)));
        for (number, &index) in indices.iter().enumerate() {
            let path = path(index);
            let granted = grant_path(path, spelling(path, mixed, number), self.command)?;
            self.words.replace(index, granted.name);
            self.plan.grants.extend(granted.grants);
        }
        Ok(())
    }

    /// The folder of the database, where the guest also writes the export to `target`.
    fn grant_data(&mut self, keeps: bool, target: Option<&str>) -> Result<(), Failure> {
        let named = values_of(self.parts, "db").pop();
        let data = data::data(named.filter(|_| keeps), &self.plan.homes, self.is_line)?;
        if let Some(target) = target {
            let replaces = is_given(self.parts, "force");
            let export = Export::new(target, replaces, &data, self.is_line)?;
            self.own
                .extend(["--sqlite".to_owned(), export.file.clone()]);
            self.plan.export = Some(export);
        }
        self.plan.database = keeps.then(|| data.host()).flatten();
        self.plan.grants.extend(data.grant);
        if keeps {
            self.own.extend(["--db".to_owned(), data.file]);
            let is_closed = data.is_closed && !self.is_line;
            self.own.extend(is_closed.then(|| format!("--{CLOSED}")));
        }
        if !self.is_line && keeps && self.reads_rollouts() {
            self.plan.readers = readers(values_of(self.parts, "workers").pop());
        }
        Ok(())
    }

    /// Whether it looks at all files of the homes, and once.
    fn walks_homes(&self) -> bool {
        let is_other = self
            .command
            .is_some_and(|command| ["statusline", "watch"].contains(&command.name));
        let is_read = !["no-ingest", "find"]
            .iter()
            .any(|name| is_given(self.parts, name));
        // It is told on standard input.
        let has_input = self.plan.input.is_some();
        is_read && !self.plan.homes.is_empty() && !is_other && !has_input && !self.is_line
    }

    fn finish(mut self, keeps: bool) -> Result<Plan, Failure> {
        // What only the launcher has, the guest says for nobody else; another wasmtime knows no more than the guest.
        let is_own = crate::own_command(self.parts).is_some() || crate::asks_for_help(self.parts);
        if is_own || !self.is_line {
            self.own.push(format!("--{LAUNCHED}"));
        }
        if self.plan.readers > 0 && self.plan.input.is_none() {
            self.own.push(format!("--{CREW}"));
        }
        self.plan.tells_homes = self.walks_homes();
        self.plan.saving = match self.command {
            Some(command) if command.keeps => match self.plan.readers {
                0 => "one folder at a time: cutrack ingest DIR",
                _ => "--workers 1",
            },
            _ if keeps => "cutrack ingest --workers 1, then a shorter range: --last 3m",
            _ => "one folder at a time: cutrack report DIR",
        };
        for (index, part) in self.parts {
            // One whose value is missing goes to the guest, which says so.
            if let Part::Option { option, value } = part
                && is_dropped(option.name, self.is_line)
                && value.is_some() == option.value.is_some()
            {
                self.words.drop_option(*index, value.is_some());
            }
        }
        self.plan.arguments = self.words.joined(self.own, self.parts)?;
        Ok(self.plan)
    }
}

/// Whether the launcher says an option in its own words, or not at all: another wasmtime has no readers.
fn is_dropped(option: &str, is_line: bool) -> bool {
    let is_own = ["codex-home", "color", "db", "print-wasmtime", "sqlite"].contains(&option);
    is_own || (is_line && option == "workers")
}

/// How many are to read side by side: so many as were asked for, else as there are cores. One reads alone, and what is no
/// number the guest refuses.
fn readers(asked: Option<&str>) -> usize {
    let cores = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let readers = asked.map_or_else(cores, |asked| asked.parse().unwrap_or(1));
    match readers.min(MOST_READERS) {
        1 => 0,
        readers => readers,
    }
}

fn command(parts: &[(usize, Part<'_>)]) -> Option<&'static Command> {
    parts.iter().find_map(|(_, part)| match part {
        Part::Command(command) => Some(*command),
        _ => None,
    })
}

/// Whether this call opens files at all. A wrong call does not, so that its own error is the one that shows.
fn reads_files(parts: &[(usize, Part<'_>)]) -> bool {
    parts.iter().all(|(_, part)| match part {
        Part::UnknownCommand(_) | Part::UnknownOption(_) => false,
        Part::Command(command) => command.name != "help" && !command.launcher_only,
        Part::Option { option, value } => {
            !["help", "version"].contains(&option.name) && value.is_some() == option.value.is_some()
        }
        Part::Path(_) => command(parts).is_none_or(|command| command.operands.take_paths()),
        Part::Word(_) => true,
    })
}

/// Whether a completion script asks for what the database holds.
fn asks_what_is_held(parts: &[(usize, Part<'_>)]) -> bool {
    let is_completion = command(parts).is_some_and(|command| command.name == "completions");
    let is_held =
        |(_, part): &(usize, Part<'_>)| matches!(part, Part::Word(word) if HELD.contains(word));
    is_completion && parts.iter().any(is_held)
}

fn indices_of_paths(parts: &[(usize, Part<'_>)]) -> impl Iterator<Item = usize> {
    parts
        .iter()
        .filter(|(_, part)| matches!(part, Part::Path(_)))
        .map(|(index, _)| *index)
}

/// WASI's C library takes `/a` and `a` for the same name, so one call must not use both kinds.
fn is_mixed<'a>(paths: impl Iterator<Item = &'a Path> + Clone) -> bool {
    paths.clone().any(Path::is_absolute) && !paths.clone().all(Path::is_absolute)
}

/// How the guest is told of a PATH: as it was typed, wherever that is text and means one thing.
fn spelling(path: &Path, mixed: bool, number: usize) -> PathBuf {
    let absolute = mixed.then(|| std::path::absolute(path).ok()).flatten();
    let spelling = absolute.unwrap_or_else(|| path.to_path_buf());
    match spelling.to_str() {
        Some(_) => spelling,
        None => PathBuf::from(format!("/path{number}")),
    }
}

/// A PATH as the guest gets it.
struct GrantedPath {
    name: String,
    grants: Vec<Grant>,
}

/// Grants a folder, or the folder that a file lies in: WASI can grant no single file. Of a Codex home only
/// its folders of rollouts are granted.
fn grant_path(
    path: &Path,
    spelling: PathBuf,
    command: Option<&Command>,
) -> Result<GrantedPath, Failure> {
    let host = path.canonicalize().map_err(|_| missing(path, command))?;
    let name = text(&spelling)?;
    if host.is_dir() {
        let grants = if grant::holds_credentials(&host) {
            home::grants(&host, name.trim_end_matches('/'))?
        } else {
            vec![Grant::new(&host, name.clone())?]
        };
        return Ok(GrantedPath { name, grants });
    }
    // A link is given as the file that it leads to: the guest cannot follow it out of its folder.
    let is_link = path.is_symlink() || spelling.file_name() != host.file_name();
    let file = if is_link { &host } else { &spelling };
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let host_folder = host.parent().unwrap_or(Path::new("/"));
    Ok(GrantedPath {
        name: text(file)?,
        grants: vec![Grant::new(host_folder, text(folder)?)?],
    })
}

/// What is no PATH may have been meant for one of the command's words.
fn missing(path: &Path, command: Option<&Command>) -> Failure {
    let failure = Failure::new(format_args!("nothing at {}.", path.display()));
    let is_word = path
        .to_str()
        .is_some_and(|text| !is_written_like_a_path(text));
    let words = command
        .filter(|_| is_word)
        .map(|command| command.operands.words());
    match words {
        None | Some([]) => failure,
        Some(words) => failure.attempt(words.join(", ")),
    }
}

/// A path as the guest gets it.
fn text(path: &Path) -> Result<String, Failure> {
    let text = path.to_str().ok_or_else(not_text)?;
    Ok(home::in_guest(text, System::HERE))
}

fn not_text() -> Failure {
    Failure::usage("an argument is not UTF-8.")
}

/// The user's arguments on their way to the guest.
struct Words<'a> {
    arguments: &'a [OsString],
    replaced: Vec<Option<Option<String>>>,
}

impl<'a> Words<'a> {
    fn new(arguments: &'a [OsString]) -> Self {
        Self {
            arguments,
            replaced: vec![None; arguments.len()],
        }
    }

    fn replace(&mut self, index: usize, word: String) {
        self.replaced[index] = Some(Some(word));
    }

    /// Drops the option at `index`, and its value if that is an argument of its own.
    fn drop_option(&mut self, index: usize, has_value: bool) {
        self.replaced[index] = Some(None);
        let inline = self.arguments[index].to_string_lossy().contains('=');
        if has_value && !inline {
            self.replaced[index + 1] = Some(None);
        }
    }

    /// All words, with `own` behind the command's name, where an open end of the user's cannot swallow them.
    fn joined(self, own: Vec<String>, parts: &[(usize, Part<'_>)]) -> Result<Vec<String>, Failure> {
        let begins_with_command = matches!(parts.first(), Some((0, Part::Command(_))));
        let mut joined = Vec::with_capacity(own.len() + self.arguments.len());
        for (argument, replaced) in self.arguments.iter().zip(self.replaced) {
            let kept = || argument.to_str().map(str::to_owned).ok_or_else(not_text);
            joined.extend(replaced.map_or_else(|| kept().map(Some), Ok)?);
        }
        let at = usize::from(begins_with_command);
        joined.splice(at..at, own);
        Ok(joined)
    }
}
