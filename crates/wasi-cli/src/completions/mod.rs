//! `completions SHELL` and `man`: written from the tables that print the help, so that neither can name what there is
//! not. Only the launcher has them, because it is what a shell starts; it asks the guest, which knows the tables.

mod bash;
mod fish;
mod held;
mod manual;
mod powershell;
mod zsh;

use crate::catalogue::{self, DataDetail, Detail, VALUES, is_for_reports};
use crate::options::{COMMANDS, Command, HELD, OPTIONS, OptionSpec, PERIODS, SHELLS, TABLES, TOLD};
use cutrack_core::report::ReportKind;

pub(crate) use held::held;
pub(crate) use manual::manual;

/// The help of each command that only the launcher has.
pub(crate) const HELPS: &[(&str, &str)] = &[
    ("web", HELP_OF_WEB),
    ("page", HELP_OF_PAGE),
    ("completions", HELP_OF_COMPLETIONS),
    ("man", HELP_OF_MAN),
];

const HELP_OF_WEB: &str = "\
Serve the page on this machine. It reads the files that you drop on it.

Usage: cutrack web [--open]

  cutrack web              on http://127.0.0.1:7788/, or the next free port
  cutrack web --open       and open it in the browser

Only this machine can reach it, and what you drop stays in the browser.
Ctrl-C ends.
";

const HELP_OF_PAGE: &str = "\
Write the page to standard output: one file that needs no server or network.

Usage: cutrack page > FILE

  cutrack page > cutrack.html

PowerShell before 7.4 changes what it writes to a file; there:
  cmd /c \"cutrack page > cutrack.html\"
";

const HELP_OF_COMPLETIONS: &str = "\
Completions for your shell, from the tables that print the help.

Usage: cutrack completions bash|zsh|fish|powershell

  cutrack completions bash > ~/.local/share/bash-completion/completions/cutrack
  cutrack completions zsh > FOLDER/_cutrack             a folder of your $fpath
  cutrack completions fish > ~/.config/fish/completions/cutrack.fish
  cutrack completions powershell >> $PROFILE
";

const HELP_OF_MAN: &str = "\
The manual page.

Usage: cutrack man

  cutrack man | man -l -
  cutrack man > ~/.local/share/man/man1/cutrack.1
";

/// What the launcher's own commands do, for a shell that says it beside their names.
const LAUNCHERS: &[(&str, &str)] = &[
    ("web", "the page, served on this machine"),
    ("page", "the page as one file"),
    ("completions", "completions for your shell"),
    ("man", "the manual page"),
    ("help", "help about a command, or about time"),
];

/// The help of a command that only the launcher has.
pub(crate) fn help_of(command: &str) -> Option<&'static str> {
    let mut helps = HELPS.iter();
    helps
        .find(|(name, _)| *name == command)
        .map(|(_, text)| *text)
}

/// The completions for a shell of [`SHELLS`].
pub(crate) fn script(shell: &str) -> String {
    let commands: Vec<Completed> = COMMANDS.iter().map(Completed::new).collect();
    match shell {
        "bash" => bash::script(&commands),
        "zsh" => zsh::script(&commands),
        "fish" => fish::script(&commands),
        _ => powershell::script(&commands),
    }
}

/// A command as a shell completes it.
struct Completed {
    name: &'static str,
    about: &'static str,
    /// Words that may follow it.
    words: Vec<&'static str>,
    /// What of the database may follow it.
    held: Option<&'static str>,
    /// Whether files and folders may follow it.
    takes_paths: bool,
    options: Vec<CompletedOption>,
}

/// An option of a command.
struct CompletedOption {
    spec: &'static OptionSpec,
    /// The values to choose from; empty where any may stand.
    values: Vec<&'static str>,
}

impl Completed {
    /// Whether it is what runs where no command is named.
    fn is_default(&self) -> bool {
        self.name == catalogue::DEFAULT_REPORT.name
    }

    fn new(command: &Command) -> Self {
        let name = command.name;
        if let Some(report) = catalogue::report(name) {
            return Self::of_report(report);
        }
        if let Some(data) = catalogue::data_command(name) {
            return Self::of_data(data);
        }
        let about = LAUNCHERS.iter().find(|(of, _)| *of == name);
        let words = match name {
            "completions" => SHELLS.to_vec(),
            "help" => COMMANDS
                .iter()
                .map(|command| command.name)
                .chain(["time"])
                .collect(),
            _ => Vec::new(),
        };
        let has =
            |option: &OptionSpec| option.name == "help" || (name == "web" && option.name == "open");
        Self {
            name,
            about: about.map_or("", |(_, about)| about),
            words,
            held: None,
            takes_paths: false,
            options: options(has, |_| Vec::new()),
        }
    }

    fn of_report(report: &'static Detail) -> Self {
        let words = match report.kind {
            ReportKind::Usage if !report.periods.is_empty() => PERIODS.to_vec(),
            ReportKind::Records => TABLES.to_vec(),
            ReportKind::Session => vec!["last"],
            _ => Vec::new(),
        };
        let has = |option: &OptionSpec| {
            option.name != "open" && is_for_reports(option.name) && report.takes(option.name)
        };
        let own_values = |option: &OptionSpec| match option.name {
            "by" => report.by.to_vec(),
            "sort" => report.columns.iter().map(|column| column.name).collect(),
            _ => Vec::new(),
        };
        Self {
            name: report.name,
            about: report.about,
            words,
            held: (report.kind == ReportKind::Session).then_some("session"),
            takes_paths: report.takes("path"),
            options: options(has, own_values),
        }
    }

    fn of_data(data: &'static DataDetail) -> Self {
        let has = |option: &OptionSpec| {
            data.has_option(option.name) || ["help", "print-wasmtime"].contains(&option.name)
        };
        Self {
            name: data.name,
            about: data.about,
            words: data.words.to_vec(),
            held: None,
            takes_paths: data.takes_paths,
            options: options(has, |_| Vec::new()),
        }
    }
}

/// The options that `has` keeps, with the values that the catalogue knows.
fn options(
    has: impl Fn(&OptionSpec) -> bool,
    own_values: impl Fn(&OptionSpec) -> Vec<&'static str>,
) -> Vec<CompletedOption> {
    let typed = |option: &&'static OptionSpec| !TOLD.contains(&option.name);
    let known = OPTIONS.iter().filter(typed).filter(|option| has(option));
    known
        .map(|spec| {
            let of_catalogue = VALUES.iter().filter(|(name, _)| *name == spec.name);
            let of_catalogue = of_catalogue.flat_map(|(_, values)| values.iter().copied());
            // A value with a remark beside it is an example.
            let of_catalogue = of_catalogue.filter(|value| !value.contains(' '));
            let values = own_values(spec).into_iter().chain(of_catalogue);
            CompletedOption {
                spec,
                values: values.collect(),
            }
        })
        .collect()
}

impl CompletedOption {
    /// `--limit`
    fn long(&self) -> String {
        format!("--{}", self.spec.name)
    }

    /// What of the database its value is.
    fn held(&self) -> Option<&'static str> {
        HELD.contains(&self.spec.name).then_some(self.spec.name)
    }

    /// Whether its value is a file or folder.
    fn takes_path(&self) -> bool {
        matches!(self.spec.value, Some("FILE" | "DIR"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{DATA_COMMANDS, REPORTS};

    #[test]
    fn every_command_and_its_options_stand_in_every_script_and_the_manual() {
        let scripts = SHELLS.iter().map(|shell| script(shell));
        for text in scripts.chain([manual()]) {
            for report in REPORTS {
                assert!(text.contains(report.name), "{}", report.name);
                let keys = report.by.iter().filter(|key| **key != "none");
                keys.for_each(|key| assert!(text.contains(key), "{} {key}", report.name));
            }
            for data in DATA_COMMANDS {
                assert!(text.contains(data.name), "{}", data.name);
            }
            let told = TOLD.iter().map(|name| format!("--{name}"));
            told.for_each(|told| assert!(!text.contains(&told), "{told}"));
            let places = ["{cases}", "{values}", "{options}", "{default}"];
            assert!(places.iter().all(|place| !text.contains(place)));
        }
    }

    #[test]
    fn a_command_is_completed_by_what_it_takes() {
        let of = |name: &str| {
            let command = COMMANDS.iter().find(|command| command.name == name);
            Completed::new(command.expect("a command"))
        };
        let long = |command: &Completed| -> Vec<String> {
            command.options.iter().map(CompletedOption::long).collect()
        };
        let report = of("report");
        assert_eq!(report.words, PERIODS);
        assert!(long(&report).contains(&"--week-start".to_owned()));
        assert!(!long(&report).contains(&"--find".to_owned()));
        let by = report
            .options
            .iter()
            .find(|option| option.spec.name == "by");
        assert!(by.is_some_and(|by| by.values.contains(&"effort")));
        assert_eq!(long(&of("web")), ["--help", "--open"]);
        assert_eq!(of("completions").words, SHELLS);
        assert_eq!(of("forget").words, ["names", "all"]);
    }
}
