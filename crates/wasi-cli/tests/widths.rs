//! No line is wider than the terminal, whatever is asked: tables give way, sentences fold. Only what is there to be copied
//! stays whole (paths of files), and what is one line by its nature (`statusline`).

mod common;
#[path = "common/place.rs"]
mod place;

use std::path::Path;

use common::cutrack_at_a_terminal;
use place::Place;
use unicode_width::UnicodeWidthStr;

const WIDTHS: [usize; 3] = [40, 60, 80];

/// What a person may type; each with every key of its `--by`.
const REPORTS: &[(&str, &[&str])] = &[
    ("overview --now 2026-11-22T06:10:00Z", &[]),
    (
        "report --last all",
        &[
            "model", "effort", "project", "branch", "repo", "source", "version",
        ],
    ),
    ("report hourly --last all", &["model", "project"]),
    ("report weekly --last all", &["repo"]),
    ("report monthly --last all", &["model", "repo"]),
    ("sessions --last all --limit 0", &[]),
    ("sessions --last all --limit 3", &[]),
    ("session last", &["call"]),
    ("session 01a201cc-584b", &["call"]),
    ("session 01a201db-a3ec --limit 2", &[]),
    ("models --last all", &["effort"]),
    ("projects --last all", &["repo"]),
    ("branches --last all", &[]),
    ("tools --last all", &["kind", "server", "model", "project"]),
    ("commands --last all", &["project", "model"]),
    ("limits --now 2026-11-22T06:10:00Z", &["model", "project"]),
    ("limits --by window --last all", &[]),
    ("context --last all", &["model", "project"]),
    ("events --last all", &["session", "type"]),
    ("cost --last all", &["project", "tier", "day", "month"]),
    ("quality", &["version"]),
    ("privacy", &["path"]),
    ("prices", &[]),
];

/// What is said of the run, what the data commands say, and help.
const OTHERS: &[&str] = &[
    "ingest",
    "doctor",
    "purge --before 2026-01-01 --dry-run",
    "purge --before 2027-01-01 --dry-run",
    "purge --before 2027-01-01 --ask",
    "purge --before 2027-01-01",
    "purge --gone",
    "forget names --ask",
    "forget all --ask",
    "privacy --find nothing-like-this",
    "prices no-such-model",
    "report --last today",
    "report --last 7x",
    "report --by foo",
    "report --sort foo",
    "report --since 2026-08 --until 2026-07",
    "models --model gpt-9* --last all",
    "session 01a20",
    "session ffff",
    "sesions",
    "report --dayly",
    "quality --last 7d",
    "web",
    "--help",
    "--help --launched",
    "help time",
    "help report",
    "help limits",
    "help export",
    "help purge",
    "help statusline",
    "-V",
];

#[test]
fn no_line_is_wider_than_the_terminal() {
    let place = Place::with_fixtures("widths");
    let reports = REPORTS.iter().flat_map(|(report, keys)| {
        let by = keys.iter().map(move |key| format!("{report} --by {key}"));
        [(*report).to_owned()].into_iter().chain(by)
    });
    let lines = reports.chain(OTHERS.iter().map(|line| (*line).to_owned()));
    let lines: Vec<String> = lines.collect();
    let mut wide = Vec::new();
    for line in &lines {
        for width in WIDTHS {
            let line = format!("{line} --width {width}");
            let ran = cutrack_at_a_terminal(&place.words(&line));
            let said = ran.out.lines().chain(ran.err.lines());
            let too_wide = said.filter(|said| said.width() > width && !ends_with_a_path(said));
            wide.extend(too_wide.map(|said| format!("$ cutrack {line}\n{said}")));
        }
    }
    assert!(wide.is_empty(), "{}\n{}", wide.len(), wide.join("\n"));
}

/// A path stays whole, to be copied, and ends its line.
fn ends_with_a_path(line: &str) -> bool {
    let last = line.split_whitespace().last();
    last.is_some_and(|word| Path::new(word).is_absolute())
}
