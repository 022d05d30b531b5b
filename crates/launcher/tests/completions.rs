//! What a shell offers while a person types: bash runs the script that the launcher writes, over a real database.
#![cfg(unix)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const SAMPLE: &str = "tests/fixtures/16-0.142-session_id";
const MODEL: &str = "gpt-5.4";
/// A folder whose name a careless script would run.
const FOLDER: &str = "/code/$(touch hacked) it's";

/// A home with one session, worked on in [`FOLDER`].
fn home(name: &str) -> PathBuf {
    let home = common::folder(name);
    let sessions = home.join("sessions");
    common::copy(&common::root().join(SAMPLE), &sessions);
    for file in fs::read_dir(sessions).unwrap().flatten() {
        let text = fs::read_to_string(file.path()).unwrap();
        let parts = text.split(r#""cwd":""#).enumerate();
        let parts = parts.map(|(number, part)| match (number, part.split_once('"')) {
            (0, _) | (_, None) => part.to_owned(),
            (_, Some((_, rest))) => format!("{FOLDER}\"{rest}"),
        });
        let text = parts.collect::<Vec<_>>().join(r#""cwd":""#);
        fs::write(file.path(), text).unwrap();
    }
    home
}

/// What the program says.
fn told(home: &Path, data: &Path, arguments: &str) -> String {
    common::text(&common::cutrack(home, data, arguments).output().unwrap())
}

/// What bash offers after these words, of which the last is being typed.
fn offered(home: &Path, data: &Path, words: &str) -> Vec<String> {
    let program = Path::new(env!("CARGO_BIN_EXE_cutrack"));
    let mut bash = Command::new("bash");
    let script = format!(
        "source <(cutrack completions bash)\n\
         COMP_WORDS=(cutrack {words}) COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n\
         _cutrack\n\
         printf '%s\\n' \"${{COMPREPLY[@]}}\""
    );
    let path = format!(
        "{}:{}",
        program.parent().unwrap().display(),
        std::env::var("PATH").unwrap()
    );
    bash.args(["--norc", "-c", &script])
        .env_clear()
        .env("PATH", path)
        .env("HOME", home)
        .env("XDG_CACHE_HOME", common::shared_cache())
        .env("CUTRACK_DATA", data)
        .env("CODEX_HOME", home)
        .current_dir(home);
    let output = common::text(&bash.output().unwrap());
    let lines = output.lines().filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

#[test]
fn bash_offers_what_the_database_holds() {
    let (home, data) = (home("completions-home"), common::folder("completions-data"));
    let nothing = offered(&home, &data, "sessions --model ''");
    assert_eq!(nothing, [""; 0], "there is no database yet");
    // Before a command stand the options of what runs without one.
    assert_eq!(offered(&home, &data, "--js"), ["--json"]);
    assert_eq!(offered(&home, &data, "--privacy s"), ["strict"]);

    told(&home, &data, "ingest -q");
    assert_eq!(offered(&home, &data, "sessions --model gpt-"), [MODEL]);
    assert_eq!(offered(&home, &data, "sessions --model x"), [""; 0]);
    let sessions = offered(&home, &data, "session ''");
    assert_eq!(sessions.len(), 2, "{sessions:?}");
    assert_eq!(sessions[0], "last");
    assert_eq!(
        offered(&home, &data, &format!("session {}", &sessions[1][..9])),
        [sessions[1].as_str()]
    );

    let projects = offered(&home, &data, "report --project /code");
    let quoted = FOLDER.replace([' ', '$', '(', ')', '\''], "\\x");
    assert_eq!(projects.len(), 1);
    assert_eq!(projects[0].len(), quoted.len(), "{projects:?}");
    assert!(!home.join("hacked").exists());

    told(&home, &data, "forget names --yes");
    assert_eq!(offered(&home, &data, "report --project ''"), [""; 0]);
    assert_eq!(offered(&home, &data, "sessions --model gpt-"), [MODEL]);
}

#[test]
fn a_shell_says_beside_a_session_when_it_was_and_of_which_model() {
    let (home, data) = (
        home("completions-said-home"),
        common::folder("completions-said-data"),
    );
    let run = |arguments: &str| told(&home, &data, arguments);
    run("ingest -q");
    let offer = run("completions session");
    let (id, beside) = offer.trim_end().split_once('\t').unwrap();
    assert_eq!(id.len(), 36);
    let date = run("sessions --last all --json");
    let date: serde_json::Value = serde_json::from_str(&date).unwrap();
    let date = date["rows"][0]["last_activity_at"].as_str().unwrap()[..10].to_owned();
    assert_eq!(beside, format!("{date}  {MODEL}"));
}
