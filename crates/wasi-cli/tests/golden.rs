//! Whole outputs, byte for byte, against `golden/`. With `CUTRACK_BLESS=1` they are written anew.
//!
//! Those of `rollouts-*` need the folder of real rollouts beside the project; without it they are
//! skipped, and the test says how many.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{cutrack, project};
use cutrack_cli::Exit;

/// Golden file, arguments; `R` stands for the folder.
type Golden = (&'static str, &'static str);

const ROLLOUTS: &[Golden] = &[
    (
        "rollouts-daily-80",
        "report R --tz UTC --since 2026-07-24 --until 2026-08-06",
    ),
    (
        "rollouts-monthly-140",
        "report monthly R --tz UTC --width 140",
    ),
    ("rollouts-monthly-80", "report monthly R --tz UTC"),
    (
        "rollouts-monthly-by-model-80",
        "report monthly R --tz UTC --by model --since 2026-07",
    ),
    ("rollouts-quality-80", "quality R --tz UTC"),
    (
        "rollouts-quality-by-file-80",
        "quality R --by file --limit 2",
    ),
    ("rollouts-models-80", "models R --tz UTC --limit 5"),
    ("rollouts-sessions-80", "sessions R --tz UTC --limit 6"),
    (
        "rollouts-sessions-140",
        "sessions R --tz UTC --limit 4 --width 140",
    ),
    ("rollouts-tools-80", "tools R --tz UTC --limit 6"),
    ("rollouts-commands-80", "commands R --tz UTC --limit 8"),
    ("rollouts-session-80", "session 019f9b36 R --tz UTC"),
    (
        "rollouts-session-140",
        "session 019f9b36 R --tz UTC --width 140",
    ),
    (
        "rollouts-session-agents-80",
        "session 019d5247-8044 R --tz UTC --limit 3",
    ),
    ("rollouts-context-80", "context R --tz UTC --limit 5"),
    ("rollouts-events-80", "events R --tz UTC"),
    (
        "rollouts-day-json",
        "report R --tz UTC --since 2026-08-06 --until 2026-08-06 --json",
    ),
    (
        "rollouts-day-csv",
        "report R --tz UTC --since 2026-07-24 --until 2026-08-06 --csv",
    ),
    (
        "rollouts-sessions-csv",
        "sessions R --tz UTC --limit 2 --csv",
    ),
    (
        "rollouts-export-usage-ndjson",
        "export usage R --since 2026-08-06T08:03 --tz UTC",
    ),
    (
        "rollouts-export-turns-csv",
        "export turns R --csv --since 2026-08-06 --tz UTC",
    ),
    (
        "rollouts-limits-80",
        "limits R --tz UTC --now 2025-11-06T07:50:00Z",
    ),
    (
        "rollouts-limits-full-80",
        "limits R --tz UTC --now 2025-10-06T23:40:00Z",
    ),
    (
        "rollouts-limits-stale-ascii-60",
        "limits R --tz UTC --now 2026-08-06T12:00:00Z --ascii --width 60",
    ),
    (
        "rollouts-limits-by-model-color-40",
        "limits R --tz UTC --now 2025-10-06T23:40:00Z --by model --color always --width 40",
    ),
    (
        "rollouts-overview-80",
        "overview R --tz UTC --now 2026-08-06T08:05:00Z",
    ),
    ("rollouts-cost-80", "cost R --tz UTC --limit 6"),
    ("rollouts-cost-140", "cost R --tz UTC --limit 3 --width 140"),
    (
        "rollouts-cost-by-tier-60",
        "cost R --tz UTC --by tier --width 60",
    ),
    (
        "rollouts-cost-by-month-80",
        "cost R --tz UTC --by month --limit 4",
    ),
    (
        "rollouts-windows-80",
        "limits R --tz UTC --by window --since 2025-11-06 --until 2025-11-07",
    ),
];

const FIXTURES: &[Golden] = &[
    ("fixtures-daily-80", "report R"),
    (
        "fixtures-hourly-berlin-120",
        "report hourly R --tz Europe/Berlin --width 120",
    ),
    (
        "fixtures-weekly-ascii-140",
        "report weekly R --ascii --width 140 --week-start sun",
    ),
    (
        "fixtures-monthly-color-100",
        "report monthly R --color always --width 100",
    ),
    ("fixtures-models-60", "models R --width 60"),
    ("fixtures-effort-80", "models R --by effort -q"),
    ("fixtures-quality-80", "quality R"),
    ("fixtures-privacy-80", "privacy R"),
    (
        "fixtures-privacy-by-path-120",
        "privacy R --by path --width 120",
    ),
    ("fixtures-quality-by-version-80", "quality R --by version"),
    ("fixtures-projects-80", "projects R"),
    ("fixtures-branches-40", "branches R --width 40"),
    ("fixtures-sessions-120", "sessions R --limit 8 --width 120"),
    (
        "fixtures-session-agents-ascii-160",
        "session 01a201cc-584b R --width 160 --ascii",
    ),
    (
        "fixtures-session-narrow-50",
        "session 01a201db-a3ec R --width 50 --sort total",
    ),
    ("fixtures-session-last-csv", "session last R --csv"),
    (
        "fixtures-session-by-call-80",
        "session 01a201c9-39f6 R --by call",
    ),
    (
        "fixtures-session-images-80",
        "session 01a201cb-9c25 R --limit 1",
    ),
    (
        "fixtures-context-color-120",
        "context R --limit 5 --width 120 --color always",
    ),
    (
        "fixtures-context-by-model-ascii-100",
        "context R --by model --sort least --order asc --width 100 --ascii",
    ),
    ("fixtures-events-80", "events R"),
    ("fixtures-events-by-type-80", "events R --by type --limit 8"),
    (
        "fixtures-events-by-session-60",
        "events R --by session --limit 6 --width 60",
    ),
    ("fixtures-sessions-50", "sessions R --limit 4 --width 50"),
    ("fixtures-sessions-40", "sessions R --limit 4 --width 40"),
    ("fixtures-context-50", "context R --limit 4 --width 50"),
    ("fixtures-context-40", "context R --limit 4 --width 40"),
    (
        "fixtures-context-by-model-40",
        "context R --by model --width 40",
    ),
    (
        "fixtures-sessions-by-total-59",
        "sessions R --limit 3 --sort total --width 59",
    ),
    (
        "fixtures-sessions-newest-first-80",
        "sessions R --limit 3 --order desc",
    ),
    ("fixtures-tools-140", "tools R --width 140"),
    ("fixtures-tools-50", "tools R --limit 3 --width 50"),
    ("fixtures-tools-by-kind-60", "tools R --by kind --width 60"),
    ("fixtures-tools-by-server-80", "tools R --by server -q"),
    (
        "fixtures-commands-by-project-80",
        "commands R --by project --sort p95 -q",
    ),
    ("fixtures-commands-csv", "commands R --csv"),
    (
        "fixtures-overview-ascii-80",
        "R --now 2026-11-22T06:10:00Z --ascii --width 60",
    ),
    (
        "fixtures-overview-color-50",
        "overview R --now 2026-11-23T12:00:00Z --color always --width 50",
    ),
    ("fixtures-cost-60", "cost R --limit 2 --width 60"),
    (
        "fixtures-cost-by-project-80",
        "cost R --by project --sort total",
    ),
    ("prices-80", "prices gpt-5.6-sol gpt-5"),
    ("prices-json", "prices gpt-5.6-sol --json"),
    ("help-launched", "--help --launched"),
    ("help-alone", "help"),
    ("help-session", "session --help"),
    ("help-web", "web --help --launched"),
    ("help-limits", "limits --help"),
    ("help-statusline", "help statusline"),
    (
        "fixtures-limits-80",
        "limits R --now 2026-11-22T06:10:00Z --limit 2",
    ),
    (
        "fixtures-limits-over-80",
        "limits R --now 2026-12-22T06:10:00Z --by project",
    ),
    (
        "fixtures-windows-newest-first-100",
        "limits R --now 2026-12-01T00:00 --by window --limit 2 --order desc --width 100",
    ),
];

#[test]
fn fixtures_are_drawn_as_before() {
    check(FIXTURES, &project().join("tests/fixtures"));
}

#[test]
fn real_rollouts_are_drawn_as_designed() {
    let rollouts = project().join("../shared/rollouts");
    if rollouts.is_dir() {
        check(ROLLOUTS, &rollouts);
    } else {
        println!(
            "{} golden outputs skipped: no ../shared/rollouts",
            ROLLOUTS.len()
        );
    }
}

fn check(goldens: &[Golden], folder: &Path) {
    let folder = folder.to_string_lossy();
    let different: Vec<&str> = goldens
        .iter()
        .filter(|(name, line)| !is_as_before(name, line, &folder))
        .map(|(name, _)| *name)
        .collect();
    assert!(
        different.is_empty(),
        "different from golden/: {different:?}"
    );
}

fn is_as_before(name: &str, line: &str, folder: &str) -> bool {
    let words = line
        .split(' ')
        .map(|word| if word == "R" { folder } else { word });
    let ran = cutrack(&words.collect::<Vec<_>>());
    assert_eq!((ran.err.as_str(), ran.exit), ("", Exit::Fine), "{line}");
    let golden = golden(name);
    if std::env::var_os("CUTRACK_BLESS").is_some() {
        fs::write(&golden, &ran.out).expect("a golden file can be written");
    }
    let expected = fs::read_to_string(&golden).unwrap_or_default();
    if expected != ran.out {
        println!(
            "$ cutrack {line}\nexpected:\n{expected}\nfound:\n{}",
            ran.out
        );
    }
    expected == ran.out
}

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name)
        .with_extension("txt")
}
