//! `export --sqlite FILE`: the file is there as a whole or not at all, and "Wrote" is said only when it is.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A Codex home with one session, a folder for its database, and one for exports.
struct Person {
    home: PathBuf,
    data: PathBuf,
    target: PathBuf,
}

impl Person {
    fn new(name: &str) -> Self {
        let folder = |part: &str| common::folder(&format!("export-{name}-{part}"));
        let (home, data, target) = (folder("home"), folder("data"), folder("target"));
        let sample = common::root().join("tests/fixtures/16-0.142-session_id");
        common::copy(&sample, &home.join("sessions"));
        Self { home, data, target }
    }

    fn export(&self, options: &str) -> Command {
        let mut command = common::cutrack(&self.home, &self.data, "export --sqlite");
        command.args(options.split(' ')).current_dir(&self.target);
        command
    }

    /// All that lies in both folders of its own that an export leaves something in, but for the database.
    fn left(&self) -> Vec<String> {
        let entries = [&self.data, &self.target].map(|folder| fs::read_dir(folder).unwrap());
        let names = entries.into_iter().flatten().flatten();
        let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> = names.filter(|name| !name.starts_with("cutrack.")).collect();
        names.sort();
        names
    }
}

/// Exit code and what was said, but for what is said of a first run.
fn said(output: &Output) -> (Option<i32>, String) {
    let (code, said) = common::failure(output);
    let first_run = said.find("--privacy strict\n").map_or(0, |at| at + 17);
    (code, said[first_run..].to_owned())
}

const WROTE: &str = "Wrote usage.db: 1 session, ";

fn is_database(file: &Path) -> bool {
    fs::read(file).is_ok_and(|bytes| bytes.starts_with(b"SQLite format 3\0"))
}

#[test]
fn what_was_written_is_there() {
    let person = Person::new("written");
    let (code, told) = said(&person.export("usage.db").output().unwrap());
    assert!(code == Some(0) && told.starts_with(WROTE), "{told}");
    assert!(is_database(&person.target.join("usage.db")));
    assert_eq!(person.left(), ["usage.db"]);
    let (code, told) = said(&person.export("usage.db --force -q").output().unwrap());
    assert_eq!((code, told.as_str()), (Some(0), ""));
    assert_eq!(person.left(), ["usage.db"]);
}

#[test]
fn what_cannot_be_replaced_is_refused_before_anything_is_read() {
    let person = Person::new("refused");
    fs::create_dir(person.target.join("folder")).unwrap();
    fs::write(person.target.join("there.db"), "").unwrap();
    let database = person.data.join("cutrack.db");
    fs::write(&database, "").unwrap();
    for (options, message) in [
        (
            "folder".to_owned(),
            "error: folder is a folder.\n  try: folder/usage.db\n",
        ),
        (
            "folder --force".to_owned(),
            "error: folder is a folder.\n  try: folder/usage.db\n",
        ),
        (
            "there.db".to_owned(),
            "error: there.db exists.\n  try: another name, or --force\n",
        ),
        (
            "none/usage.db".to_owned(),
            "error: cannot write usage.db (no such folder).\n  try: another place for it\n",
        ),
        (
            format!("{} --force", database.display()),
            "error: cutrack.db is the database itself.\n  try: another name\n",
        ),
        #[cfg(unix)]
        (
            "/dev/null --force".to_owned(),
            "error: null is no file.\n  try: another name\n",
        ),
    ] {
        let output = person.export(&options).output().unwrap();
        assert_eq!(
            common::failure(&output),
            (Some(1), message.to_owned()),
            "{options}"
        );
    }
    assert_eq!(fs::read(&database).unwrap(), b"");
    assert_eq!(person.left(), ["folder", "there.db"]);
}

#[test]
#[cfg(unix)]
fn a_link_stays_one() {
    use std::os::unix::fs::symlink;
    let person = Person::new("linked");
    let elsewhere = common::folder("export-linked-elsewhere").join("real.db");
    fs::write(&elsewhere, "older").unwrap();
    let link = person.target.join("usage.db");
    symlink(&elsewhere, &link).unwrap();
    let (code, told) = said(&person.export("usage.db").output().unwrap());
    assert!(
        code == Some(1) && told.contains("usage.db exists."),
        "{told}"
    );
    let (code, told) = said(&person.export("usage.db --force").output().unwrap());
    assert!(code == Some(0) && told.starts_with(WROTE), "{told}");
    assert!(link.is_symlink() && is_database(&elsewhere));
}

#[test]
fn what_a_killed_export_left_goes_with_a_later_one() {
    use std::time::{Duration, SystemTime};
    let person = Person::new("killed");
    let [old, new] = ["export-1", "export-2"].map(|name| person.data.join(name));
    for folder in [&old, &new] {
        fs::create_dir(folder).unwrap();
        fs::write(folder.join("usage.db"), "half").unwrap();
    }
    if cfg!(unix) {
        let days_ago = SystemTime::now() - Duration::from_hours(48);
        let folder = fs::File::open(&old).unwrap();
        folder.set_modified(days_ago).unwrap();
        person.export("usage.db -q").output().unwrap();
        assert_eq!(person.left(), ["export-2", "usage.db"]);
    }
}

/// Runs it where its target is another disk, made with these options.
#[cfg(target_os = "linux")]
fn on_a_disk(person: &Person, mount: &str) -> Option<Output> {
    let with_mount = |command: &Command| {
        let mut mounted = Command::new("unshare");
        let script = format!("{mount} && cd \"$0\" && exec \"$@\"");
        mounted
            .args(["--map-root-user", "--mount", "sh", "-c", &script])
            .arg(&person.target)
            .arg(command.get_program())
            .args(command.get_args());
        let set = command.get_envs();
        mounted.envs(set.filter_map(|(name, value)| Some((name, value?))));
        mounted.output()
    };
    match with_mount(&Command::new("true")) {
        Ok(output) if output.status.success() => {}
        _ => {
            eprintln!("skipped: this user may not mount");
            return None;
        }
    }
    // What is left there goes with the mount, so it is listed before.
    let mut export = Command::new("sh");
    let plain = person.export("usage.db");
    export
        .args(["-c", "\"$0\" \"$@\"; code=$?; ls -A >&2; exit $code"])
        .arg(plain.get_program())
        .args(plain.get_args());
    export.envs(
        plain
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    with_mount(&export).ok()
}

#[test]
#[cfg(target_os = "linux")]
fn nothing_is_said_and_left_where_it_cannot_be_written() {
    const READ_ONLY: &str = "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\"";
    const FULL: &str = "mount -t tmpfs -o size=16k none \"$0\"";
    for (name, mount, why) in [
        ("read-only", READ_ONLY, "read only"),
        ("full", FULL, "disk full"),
    ] {
        let person = Person::new(name);
        let Some(output) = on_a_disk(&person, mount) else {
            return;
        };
        let told = format!("error: cannot write usage.db ({why}).\n  try: another place for it\n");
        assert_eq!(said(&output), (Some(1), told), "{name}");
        assert_eq!(person.left(), [""; 0], "{name}");
    }
}
