//! What each report of the command line can be asked, and how its help reads: groupings, columns,
//! default ranges, examples. Parsing, help and suggestions all read these tables.
//!
//! Which words are commands and options at all stands in [`crate::options`], which the launcher
//! shares; a test holds the two together. What does not work yet stands in neither.

mod calls;
mod data;
mod life;
mod money;
mod records;
mod trust;
mod usage;

pub use data::{DATA_COMMANDS, DataDetail, DataKind, data_command, is_for_reports};

use cutrack_core::report::{Grouping, ReportKind};

/// A report.
#[derive(Debug)]
pub struct Detail {
    /// As typed.
    pub name: &'static str,
    /// The report of core that answers it.
    pub kind: ReportKind,
    /// What it does, for its own help.
    pub about: &'static str,
    /// What follows the name and stands before the options.
    pub operand: &'static str,
    /// Words that choose a variant (`daily`); the default is [`Detail::default_period`].
    pub periods: &'static [Period],
    /// Keys of `--by`, first the default.
    pub by: &'static [&'static str],
    /// Columns of `--sort`.
    pub columns: &'static [Column],
    /// Order and rows unless told, for the help; empty where neither can be told.
    pub defaults: &'static str,
    /// Range unless told, when no PATH is given: a value of `--last`; empty for a report of no range.
    pub last: &'static str,
    /// Detail lines and what they show.
    pub examples: &'static [(&'static str, &'static str)],
    /// What a reader of the table must know.
    pub reading: &'static [&'static str],
}

/// A variant of a command that counts by time.
#[derive(Debug)]
pub struct Period {
    /// As typed.
    pub name: &'static str,
    /// Range unless told: a value of `--last`.
    pub last: &'static str,
}

/// A column that rows can be sorted by.
#[derive(Debug)]
pub struct Column {
    /// As typed.
    pub name: &'static str,
    /// Its name in the JSON; empty for the row's own key (`day`, `model`).
    pub json: &'static str,
}

const fn column(name: &'static str, json: &'static str) -> Column {
    Column { name, json }
}

/// Values that an option takes, for the error that refuses one.
pub const VALUES: &[(&str, &[&str])] = &[
    ("last", LAST),
    ("since", WHEN),
    ("until", WHEN),
    ("before", WHEN),
    ("week-start", &["mon", "sun"]),
    ("order", &["asc", "desc"]),
    ("limit", &["10", "0 (all)"]),
    ("now", &["2026-08-06T14:30", "2026-08-06T14:30:00Z"]),
    ("width", &["80", "140"]),
    ("color", &["auto", "always", "never"]),
    ("format", &["short", "long", "tmux", "json"]),
    ("privacy", &["names", "strict"]),
    ("workers", &["1", "4"]),
];

const LAST: &[&str] = &["12h", "7d", "4w", "3m", "today", "yesterday", "all"];
const WHEN: &[&str] = &[
    "2026-08-06",
    "2026-08",
    "2026-W32",
    "2026",
    "2026-08-06T14:30",
    "today",
    "yesterday",
    "7d",
];

/// Every report, in the order of the help.
pub const REPORTS: &[&Detail] = &[
    &money::OVERVIEW,
    &usage::REPORT,
    &usage::SESSIONS,
    &life::SESSION,
    &usage::MODELS,
    &usage::PROJECTS,
    &usage::BRANCHES,
    &calls::TOOLS,
    &calls::COMMANDS,
    &money::LIMITS,
    &life::CONTEXT,
    &life::EVENTS,
    &money::COST,
    &trust::QUALITY,
    &trust::PRIVACY,
    &money::STATUSLINE,
    &records::EXPORT,
    &money::PRICES,
];

/// What runs when no command is named.
pub const DEFAULT_REPORT: &Detail = REPORTS[0];

/// The reports of `cutrack --help`.
pub const REPORT_LINES: &[(&str, &str)] = &[
    ("overview", "what plain cutrack shows"),
    (
        "report [PERIOD]",
        "hourly, daily, weekly, monthly: tokens, cost [daily]",
    ),
    ("sessions", "one line a session, newest last"),
    (
        "session ID|last",
        "one session: turns, context, calls, sub-agents",
    ),
    ("models", "by model, or --by effort"),
    (
        "projects, branches",
        "by working folder or repository; by git branch",
    ),
    (
        "tools, commands",
        "calls by tool; shell commands by program name",
    ),
    (
        "limits",
        "every limit window: left, course, end, what used it",
    ),
    ("context", "how full the context window got; compactions"),
    (
        "events",
        "interrupts, rollbacks, compactions, reviews, errors",
    ),
    ("cost", "by model and kind of token; what has no price"),
    ("quality", "what was read, left out or unreadable, and why"),
    (
        "privacy",
        "what is kept of your files; --find looks for a text",
    ),
];

/// What runs beside the work.
pub const LIVE_LINES: &[(&str, &str)] = &[
    ("statusline", "one line for tmux, starship or an editor"),
    ("watch", "each response as it is written"),
];

/// Reports that stand beside the data commands in `cutrack --help`.
pub const RECORD_LINES: &[(&str, &str)] = &[
    ("export", "all records as NDJSON, CSV or SQLite"),
    ("prices", "the price table; add your own"),
];

/// What only the launcher has.
pub const LAUNCHER_LINES: &[(&str, &str)] = &[
    (
        "web [--open], page",
        "the page: served on this machine; as one file",
    ),
    ("completions SHELL, man", "for your shell; the manual page"),
];

/// How the commands of "Data" stand in `cutrack --help`: what comes in before what goes out, before what goes away.
pub const DATA_ORDER: &[&str] = &["ingest", "export", "prices", "forget", "purge", "doctor"];

/// The options of a report's help that are other than every report's.
pub const OWN_OPTION_LINES: &[(&str, &[&str])] = &[
    (
        "limits",
        &[
            "--by session|model|project|window                [session]",
            "--last, --since, --until                         with --by window",
            "--limit N                                        [10]",
            "and every option of cutrack --help",
        ],
    ),
    (
        "export",
        &[
            "TABLE          sources sessions turns usage events tool_calls rate_limits",
            "               gauges types status_snapshots status_limits app_turns",
            "               app_items                                          [all]",
            "--ndjson       one record a line, to standard output             [default]",
            "--csv          exactly one TABLE, to standard output",
            "--sqlite FILE  a new database; an existing FILE needs --force",
            "--with-names   also the readable names of projects, branches, repositories",
            "--last, --since, --until, and the filters of cutrack --help",
        ],
    ),
];

/// The options of `cutrack --help`, as they stand there.
pub const OPTION_LINES: &[&str] = &[
    "--last, --since, --until, --tz, --week-start     see cutrack help time",
    "--model, --project, --branch, --repo, --source, --session PATTERN",
    "                         keep what matches; * is anything; repeat for \"or\"",
    "--by KEY  --sort COLUMN  --order asc|desc  --limit N (0: all)",
    "--json, --csv, --ndjson  for programs; --with-names adds readable names",
    "--no-ingest              report what is stored, open no rollout",
    "--codex-home DIR         repeat for several [$CODEX_HOME, else ~/.codex]",
    "--db FILE                [cutrack.db in the data folder] :memory: keeps none",
    "--privacy names|strict   strict stores no readable name [names]",
    "--now TIME               as it stood at TIME: later lines are not seen",
];

/// Those that the launcher says by itself and the bare guest must be told.
pub const GUEST_OPTION_LINES: &[&str] =
    &["--width N  --ascii  --color auto|always|never  --progress  -q, --quiet  -h  -V"];

/// The last options where there is a launcher.
pub const LAUNCHED_OPTION_LINES: &[&str] = &[
    "--width N  --ascii  --color auto|always|never  -q, --quiet  -h  -V",
    "--print-wasmtime         print the same call for wasmtime run, and stop",
];

impl Detail {
    /// The variant without a PERIOD word.
    pub fn default_period(&self) -> Option<&'static Period> {
        self.periods.first()
    }

    /// Range unless told, when no PATH is given, of a report grouped by `key`.
    pub fn default_last(&self, key: Option<Grouping>) -> &'static str {
        match key {
            Some(Grouping::Window) => "30d",
            _ => self.last,
        }
    }

    /// Whether it has an option, or a PATH, that not every report has.
    pub fn takes(&self, option: &str) -> bool {
        match option {
            "path" => self.kind != ReportKind::Prices,
            "format" => self.kind == ReportKind::Statusline,
            "find" => self.kind == ReportKind::Privacy,
            "sqlite" | "force" => self.kind == ReportKind::Records,
            "add" | "reset" => self.kind == ReportKind::Prices,
            "last" | "since" | "until" => !self.last.is_empty(),
            "by" => !self.by.is_empty(),
            "sort" => !self.columns.is_empty(),
            "order" | "limit" => !self.defaults.is_empty(),
            _ => true,
        }
    }

    /// Whether what it says depends on the time at which it is asked.
    pub fn needs_now(&self) -> bool {
        matches!(
            self.kind,
            ReportKind::Limits | ReportKind::Overview | ReportKind::Statusline
        )
    }
}

/// The report of this name.
pub fn report(name: &str) -> Option<&'static Detail> {
    REPORTS.iter().copied().find(|report| report.name == name)
}

/// What `option` takes, as a hint.
pub fn values(option: &str) -> Option<String> {
    VALUES
        .iter()
        .find(|(name, _)| *name == option)
        .map(|(_, values)| values.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::{COMMANDS, OPTIONS, PERIODS, TOLD};

    #[test]
    fn every_option_stands_in_the_help() {
        let examples = |report: &&'static Detail| report.examples.iter().map(|(line, _)| *line);
        let own = REPORTS.iter().flat_map(|report| report.reading).copied();
        let own = own.chain(REPORTS.iter().flat_map(examples));
        let own_lines = OWN_OPTION_LINES
            .iter()
            .flat_map(|(_, lines)| *lines)
            .copied();
        let own = own.chain(own_lines);
        let help = [OPTION_LINES, GUEST_OPTION_LINES, &own.collect::<Vec<_>>()]
            .concat()
            .join("\n");
        let of_reports = OPTIONS
            .iter()
            .filter(|option| is_for_reports(option.name) && !TOLD.contains(&option.name));
        for option in of_reports.filter(|option| !option.launcher_only) {
            let long = format!("--{}", option.name);
            let letter = option.letter.map(|letter| format!("-{letter}"));
            let stands =
                help.contains(&long) || letter.is_some_and(|letter| help.contains(&letter));
            assert!(stands, "{long}");
        }
    }

    #[test]
    fn every_command_of_the_guest_has_help() {
        let commands = COMMANDS
            .iter()
            .filter(|command| !command.launcher_only && command.name != "help");
        assert!(
            commands.map(|command| command.name).eq(REPORTS
                .iter()
                .map(|report| report.name)
                .chain(DATA_COMMANDS.iter().map(|command| command.name)))
        );
        for report in REPORTS {
            assert!(
                REPORT_LINES
                    .iter()
                    .chain(LIVE_LINES)
                    .chain(RECORD_LINES)
                    .any(|(left, _)| left.contains(report.name)),
                "{}",
                report.name
            );
        }
        let periods: Vec<&str> = usage::REPORT
            .periods
            .iter()
            .map(|period| period.name)
            .collect();
        assert!(PERIODS.iter().all(|period| periods.contains(period)));
    }

    #[test]
    fn help_fits_eighty_columns() {
        assert!(OPTION_LINES.iter().all(|line| line.len() + 2 <= 80));
        assert!(
            REPORTS
                .iter()
                .flat_map(|report| report.reading)
                .all(|line| line.len() <= 80)
        );
    }
}
