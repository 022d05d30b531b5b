//! Every error of a wrong command line, word for word.

mod common;

use common::cutrack;
use cutrack_cli::{Exit, World, run};

/// Arguments, the error's two lines, the exit code.
const ERRORS: &[(&str, &str, &str, Exit)] = &[
    (
        "sesions",
        "no command sesions.",
        "cutrack sessions",
        Exit::Usage,
    ),
    (
        "frobnicate",
        "no command frobnicate.",
        "cutrack --help",
        Exit::Usage,
    ),
    (
        "help sesions",
        "no command sesions.",
        "cutrack sessions",
        Exit::Usage,
    ),
    (
        "web",
        "web needs the cutrack launcher.",
        "cutrack --help",
        Exit::Usage,
    ),
    (
        "report --dayly",
        "report has no option --dayly.",
        "cutrack report --help",
        Exit::Usage,
    ),
    (
        "sessions --json=1",
        "sessions has no option --json=1.",
        "--json",
        Exit::Usage,
    ),
    (
        "sessions --jsn",
        "sessions has no option --jsn.",
        "--json",
        Exit::Usage,
    ),
    (
        "purge --dryrun",
        "purge has no option --dryrun.",
        "--dry-run",
        Exit::Usage,
    ),
    (
        "sessions --lunched",
        "sessions has no option --lunched.",
        "cutrack sessions --help",
        Exit::Usage,
    ),
    (
        "daily",
        "no command daily.",
        "cutrack report daily",
        Exit::Usage,
    ),
    (
        "019f9b36-1e6d",
        "no command 019f9b36-1e6d.",
        "cutrack session 019f9b36-1e6d",
        Exit::Usage,
    ),
    (
        "last",
        "no command last.",
        "cutrack session last",
        Exit::Usage,
    ),
    ("wbe", "no command wbe.", "cutrack --help", Exit::Usage),
    (
        "--launched wbe",
        "no command wbe.",
        "cutrack web",
        Exit::Usage,
    ),
    (
        "--launched help completion",
        "no command completion.",
        "cutrack completions",
        Exit::Usage,
    ),
    (
        "report --launched --print-wasmtim",
        "report has no option --print-wasmtim.",
        "--print-wasmtime",
        Exit::Usage,
    ),
    (
        "sessions --by model",
        "sessions has no option --by.",
        "cutrack sessions --help",
        Exit::Usage,
    ),
    (
        "export --csv",
        "--csv takes exactly one table.",
        "cutrack export --help",
        Exit::Usage,
    ),
    (
        "export usage turns --csv",
        "--csv takes exactly one table.",
        "cutrack export --help",
        Exit::Usage,
    ),
    (
        "report --tz",
        "--tz needs a value.",
        "cutrack report --help",
        Exit::Usage,
    ),
    (
        "report --last 7x",
        "--last does not take 7x.",
        "12h, 7d, 4w, 3m, today, yesterday, all",
        Exit::Usage,
    ),
    (
        "report --tz Europe/Berln",
        "no time zone Europe/Berln.",
        "Europe/Berlin",
        Exit::Usage,
    ),
    (
        "report --tz Nowhere",
        "no time zone Nowhere.",
        "cutrack report --help",
        Exit::Usage,
    ),
    (
        "report --limit -1",
        "--limit does not take -1.",
        "10, 0 (all)",
        Exit::Usage,
    ),
    (
        "report --color red",
        "--color does not take red.",
        "auto, always, never",
        Exit::Usage,
    ),
    (
        "report --order up",
        "--order does not take up.",
        "asc, desc",
        Exit::Usage,
    ),
    (
        "report --week-start fri",
        "--week-start does not take fri.",
        "mon, sun",
        Exit::Usage,
    ),
    (
        "report --now then",
        "--now does not take then.",
        "2026-08-06T14:30, 2026-08-06T14:30:00Z",
        Exit::Usage,
    ),
    (
        "privacy --find= --db x",
        "--find needs a text of 4 bytes, or more.",
        "a longer part of it",
        Exit::Usage,
    ),
    (
        "session last --last 7d --now 2030-01-01T00:00:00Z ../../tests/fixtures",
        "no session fits these options.",
        "cutrack sessions --last all",
        Exit::Failed,
    ),
    (
        "models --by project",
        "--by does not take project.",
        "model, effort",
        Exit::Usage,
    ),
    (
        "tools --by effort",
        "--by does not take effort.",
        "tool, kind, server, model, project",
        Exit::Usage,
    ),
    (
        "commands --sort calls",
        "commands has no column calls.",
        "sessions, runs, failed, known, p50, p95",
        Exit::Usage,
    ),
    (
        "models --sort foo",
        "models has no column foo.",
        "sessions, turns, responses, input, cached, output, reasoning, total, cost",
        Exit::Usage,
    ),
    (
        "report --since 2026-08 --until 2026-07 x",
        "--since is after --until.",
        "cutrack report --help",
        Exit::Usage,
    ),
    (
        "report --since 2026-02-30 x",
        "--since does not take 2026-02-30.",
        "2026-08-06, 2026-08, 2026-W32, 2026, 2026-08-06T14:30, today, yesterday, 7d",
        Exit::Usage,
    ),
    (
        "overview --last 7d",
        "overview has no option --last.",
        "cutrack overview --help",
        Exit::Usage,
    ),
    (
        "--by model",
        "overview has no option --by.",
        "cutrack overview --help",
        Exit::Usage,
    ),
    (
        "report --format long",
        "report has no option --format.",
        "cutrack report --help",
        Exit::Usage,
    ),
    (
        "limits --sort total",
        "limits has no option --sort.",
        "cutrack limits --help",
        Exit::Usage,
    ),
    (
        "limits --by tool",
        "--by does not take tool.",
        "session, model, project, window",
        Exit::Usage,
    ),
    (
        "report --json --csv",
        "choose one of --json, --csv, --ndjson.",
        "cutrack report --help",
        Exit::Usage,
    ),
    (
        "report --last 7d --since 2026",
        "choose one of --last and --since, --until.",
        "cutrack report --help",
        Exit::Usage,
    ),
    (
        "report no/such/folder",
        "nothing at no/such/folder.",
        "the path of a rollout file, or of a folder of them",
        Exit::Failed,
    ),
    (
        "report --codex-home no/such/home",
        "no Codex home at no/such/home.",
        "--codex-home DIR, or a folder: cutrack report DIR",
        Exit::Failed,
    ),
    (
        "session",
        "session needs an ID, or last.",
        "cutrack sessions --last all",
        Exit::Usage,
    ),
    (
        "session 019 .",
        "an ID needs 4 characters, or more.",
        "cutrack sessions --last all",
        Exit::Usage,
    ),
    (
        "sessions",
        "no folder to read.",
        "cutrack sessions DIR (wasmtime run --dir DIR cutrack.wasm sessions DIR)",
        Exit::Failed,
    ),
];

#[test]
fn errors_say_what_and_what_to_do() {
    for (line, what, hint, exit) in ERRORS {
        let words: Vec<&str> = line.split(' ').collect();
        let ran = cutrack(&words);
        assert_eq!(ran.err, format!("error: {what}\n  try: {hint}\n"), "{line}");
        assert_eq!((ran.out.as_str(), ran.exit), ("", *exit), "{line}");
    }
}

#[test]
fn a_session_that_is_not_one_is_an_error() {
    let fixture = common::project().join("tests/fixtures/23-0.169-subagents-fresh-and-forked");
    let fixture = fixture.to_string_lossy();
    for (start, expected) in [
        (
            "019f0",
            "error: no session begins with 019f0.\n  try: cutrack sessions --last all\n",
        ),
        (
            "01a201cc",
            "error: 3 sessions begin with 01a201cc.\n  try: 01a201cc-584b, 01a201cc-59fb, 01a201cc-592d\n",
        ),
    ] {
        let ran = cutrack(&["session", start, &fixture]);
        assert_eq!((ran.err.as_str(), ran.out.as_str()), (expected, ""));
        assert_eq!(ran.exit, Exit::Failed);
    }
}

#[test]
fn what_was_not_granted_is_said_to_be_outside() {
    for granted in [Vec::new(), vec!["/s".into()]] {
        let world = World {
            granted: Some(granted),
            now_ms: || 0,
            input: || Ok(Vec::new()),
            is_error_a_terminal: false,
        };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let words = ["report", "/x"].map(str::to_owned);
        let exit = run(&words, &world, &mut out, &mut err);
        let expected =
            "error: /x is outside the granted folders.\n  try: wasmtime run --dir /x …\n";
        assert_eq!(String::from_utf8_lossy(&err), expected);
        assert_eq!((out.len(), exit), (0, Exit::Failed));
    }
}

#[test]
fn quiet_says_nothing_that_only_explains_the_report() {
    let folder = common::project().join("tests/fixtures/28-torn-last-line");
    let folder = folder.to_string_lossy();
    let said = |line: &str| {
        let words: Vec<&str> = line.split(' ').chain([&*folder]).collect();
        let ran = cutrack(&words);
        assert_eq!(ran.exit, Exit::Fine, "{line}");
        ran.err
    };
    for line in ["models --model gpt-9*", "report --last today"] {
        assert!(said(line).starts_with("note: no "), "{line}");
        assert_eq!(said(&format!("{line} -q")), "", "{line}");
    }
}

#[test]
fn help_is_the_report_of_its_run() {
    for line in [
        "--help",
        "-h",
        "help",
        "help time",
        "help models",
        "report --help",
        "sessions x -h",
        "-V",
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let ran = cutrack(&words);
        assert_eq!((ran.err.as_str(), ran.exit), ("", Exit::Fine), "{line}");
        assert!(ran.out.ends_with('\n') && ran.out.len() > 10, "{line}");
    }
}
