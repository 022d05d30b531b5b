//! The commands about what is kept.

use crate::options::{
    ASK, CLOSED, CREW, FORGETTABLE, GOES_ON, HOLDER, LAUNCHED, LISTED, PORTION, SEEN, WALKED,
};

/// A command about what is kept.
#[derive(Debug)]
pub struct DataDetail {
    /// As typed.
    pub name: &'static str,
    /// Which it is.
    pub kind: DataKind,
    /// What it does, for its own help.
    pub about: &'static str,
    /// The same in a few words, for the help of all.
    pub summary: &'static str,
    /// Whether it takes PATHs.
    pub takes_paths: bool,
    /// Words of which it needs one.
    pub words: &'static [&'static str],
    /// Example lines and what they do.
    pub examples: &'static [(&'static str, &'static str)],
    /// Its own options, as typed, and what they do.
    pub options: &'static [(&'static str, &'static str)],
}

/// Which command about what is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataKind {
    /// Tells what is written while it is.
    Watch,
    /// Reads what is new.
    Ingest,
    /// Says what was found where.
    Doctor,
    /// Deletes names, or everything that is kept.
    Forget,
    /// Deletes the rows of some sessions.
    Purge,
}

/// Options that every one of these commands has.
const COMMON_OPTIONS: &[&str] = &[
    "codex-home",
    "db",
    "privacy",
    "tz",
    "width",
    "ascii",
    "color",
    "progress",
    "quiet",
    LAUNCHED,
    CLOSED,
    CREW,
    WALKED,
    HOLDER,
    LISTED,
    PORTION,
];

/// Options that no report has.
const OWN_OPTIONS: &[&str] = &[
    "again", "prune", "workers", "before", "gone", "dry-run", "yes", ASK, SEEN, GOES_ON,
];

/// Every command about what is kept, in the order of the help.
pub const DATA_COMMANDS: &[&DataDetail] = &[&WATCH, &INGEST, &FORGET, &PURGE, &DOCTOR];

const WATCH: DataDetail = DataDetail {
    name: "watch",
    kind: DataKind::Watch,
    about: "Each response as it is written, until Ctrl-C. What is read is stored.",
    summary: "each response as it is written",
    takes_paths: false,
    words: &[],
    examples: &[
        ("cutrack watch", ""),
        ("cutrack watch --ndjson", "the records, for programs"),
    ],
    options: &[("--ndjson", "the new records, one a line")],
};

const INGEST: DataDetail = DataDetail {
    name: "ingest",
    kind: DataKind::Ingest,
    about: "Read what is new into the database. Every report does this first.",
    summary: "read what is new (every report does this first)",
    takes_paths: true,
    words: &[],
    examples: &[
        ("cutrack ingest", ""),
        (
            "cutrack ingest /backup/codex/sessions",
            "add another folder's sessions",
        ),
        ("cutrack ingest status.txt", "keep what /status printed"),
        (
            "cutrack ingest run.jsonl",
            "keep what codex exec --json wrote",
        ),
    ],
    options: &[
        (
            "--again",
            "read everything anew; rows are replaced file by file",
        ),
        (
            "--prune",
            "delete the rows of sessions whose files are gone",
        ),
        (
            "--workers N",
            "readers side by side, launcher only [all cores]",
        ),
    ],
};

const DOCTOR: DataDetail = DataDetail {
    name: "doctor",
    kind: DataKind::Doctor,
    about: "What was found where, the sandbox, versions; whether the database is whole.",
    summary: "what was found where, sandbox, versions",
    takes_paths: false,
    words: &[],
    examples: &[("cutrack doctor", "")],
    options: &[],
};

const FORGET: DataDetail = DataDetail {
    name: "forget",
    kind: DataKind::Forget,
    about: "Delete the readable names, or everything that is kept. Rollouts stay.",
    summary: "delete the readable names; delete everything kept",
    takes_paths: false,
    words: FORGETTABLE,
    examples: &[
        ("cutrack forget names", "rows stay, under pseudonyms"),
        ("cutrack forget all", "database, key and prices go"),
    ],
    options: &[("--yes", "do not ask")],
};

const PURGE: DataDetail = DataDetail {
    name: "purge",
    kind: DataKind::Purge,
    about: "Delete the rows of sessions, and read these no more. Rollouts stay.",
    summary: "delete the rows of old or vanished sessions",
    takes_paths: false,
    words: &[],
    examples: &[
        ("cutrack purge --before 2026-01-01", ""),
        ("cutrack purge --gone --dry-run", "what would go"),
    ],
    options: &[
        ("--before DATE", "last active before it"),
        ("--gone", "none of their files is there any more"),
        ("--session ID", "the one whose id begins so"),
        ("--project PATTERN", "of these working folders"),
        ("--dry-run", "only say what would be deleted"),
        ("--yes", "do not ask"),
    ],
};

impl DataDetail {
    /// Whether it has the option of this name.
    pub fn has_option(&self, name: &str) -> bool {
        let own = self.options.iter().filter_map(|(typed, _)| {
            let words = typed.strip_prefix("--")?;
            words.split(' ').next()
        });
        let can_ask = name == ASK && own.clone().any(|own| own == "yes");
        let is_told = match self.kind {
            DataKind::Doctor => name == SEEN,
            DataKind::Watch => name == GOES_ON,
            _ => false,
        };
        COMMON_OPTIONS.contains(&name) || can_ask || is_told || own.clone().any(|own| own == name)
    }
}

/// The command of this name.
pub fn data_command(name: &str) -> Option<&'static DataDetail> {
    DATA_COMMANDS
        .iter()
        .copied()
        .find(|command| command.name == name)
}

/// Whether reports have the option of this name.
pub fn is_for_reports(name: &str) -> bool {
    !OWN_OPTIONS.contains(&name)
}
