//! Where the launcher lets the guest keep things: one folder, closed to everyone but its user.

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

/// The launcher around the test guest, on `home`, with its data in the places of the platform.
fn launcher_at(home: &Path) -> Command {
    let mut command = common::launcher_with(common::guest(), &common::shared_cache());
    command
        .env_remove("CUTRACK_DATA")
        .env("CODEX_HOME", home.join("codex"))
        .env("HOME", home)
        .current_dir(home);
    command
}

/// A person's home folder with a Codex home in it.
fn person(name: &str) -> std::path::PathBuf {
    let home = common::folder(name);
    fs::create_dir_all(home.join("codex/sessions")).unwrap();
    fs::create_dir(home.join("kept")).unwrap();
    home
}

/// The value of `--db` that the guest is given.
fn told(launcher: &mut Command, arguments: &[&str]) -> Option<String> {
    let output = launcher
        .args(arguments)
        .args(["--model", "arguments"])
        .output();
    let words = common::text(&output.unwrap());
    let value = words.lines().skip_while(|word| *word != "--db").nth(1);
    value.map(str::to_owned)
}

#[test]
#[cfg(target_os = "linux")]
fn the_data_folder_is_where_the_platform_keeps_data() {
    let home = person("data-places");
    let elsewhere = home.join("elsewhere");
    for (variable, value, expected) in [
        ("LANG", Path::new("C"), "~/.local/share/cutrack/cutrack.db"),
        (
            "XDG_DATA_HOME",
            &elsewhere,
            "~/elsewhere/cutrack/cutrack.db",
        ),
        ("CUTRACK_DATA", &elsewhere, "~/elsewhere/cutrack.db"),
    ] {
        let database = told(launcher_at(&home).env(variable, value), &["sessions"]);
        assert_eq!(database.as_deref(), Some(expected), "{variable}");
    }
}

#[test]
fn a_call_keeps_things_where_it_says_and_a_report_on_paths_keeps_nothing() {
    let home = person("data-named");
    for (arguments, expected) in [
        (
            &["sessions", "--db", "kept/mine.db"][..],
            Some("~/kept/mine.db"),
        ),
        (&["sessions", "--db=./kept/mine.db"], Some("~/kept/mine.db")),
        (&["sessions", "--db", ":memory:"], Some(":memory:")),
        (&["sessions", "codex/sessions"], None),
        (
            &["sessions", "codex/sessions", "--db", "kept/mine.db"],
            None,
        ),
        (
            &["ingest", "codex/sessions", "--db", "kept/mine.db"],
            Some("~/kept/mine.db"),
        ),
        (
            &["forget", "all", "--db", "kept/mine.db"],
            Some("~/kept/mine.db"),
        ),
    ] {
        let database = told(&mut launcher_at(&home), arguments);
        assert_eq!(database.as_deref(), expected, "{arguments:?}");
    }
}

#[test]
#[cfg(unix)]
fn what_is_kept_is_closed_to_others() {
    use std::os::unix::fs::PermissionsExt;
    let home = person("data-modes");
    let output = launcher_at(&home)
        .args([
            "sessions",
            "--model",
            "keep",
            "--project",
            "~/.local/share/cutrack",
        ])
        .output();
    assert_eq!(common::text(&output.unwrap()), "kept\n");
    let folder = home.join(".local/share/cutrack");
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(mode(&folder.join("kept")), 0o600);
    // A folder that was open is closed.
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    told(&mut launcher_at(&home), &["sessions"]);
    assert_eq!(mode(&folder), 0o700);
}

#[test]
#[cfg(unix)]
fn a_data_folder_that_cannot_be_made_stops_no_report() {
    let home = person("data-impossible");
    fs::write(home.join("file"), "").unwrap();
    let database = told(
        launcher_at(&home).env("CUTRACK_DATA", home.join("file/data")),
        &["sessions"],
    );
    assert_eq!(database.as_deref(), Some("~/file/data/cutrack.db"));
}
