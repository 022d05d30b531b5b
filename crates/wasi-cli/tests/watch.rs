//! `watch`: what is appended to a file while it runs is told, and stored. It runs as a process of its own; nothing here
//! waits but for what it says.

mod common;
#[path = "common/place.rs"]
mod place;

use std::fs::{self, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use place::Place;
use unicode_width::UnicodeWidthStr;

const FIXTURE: &str = "tests/fixtures/16-0.142-session_id/rollout-2026-11-22T05-53-01-01a201d0-a7a4-73a2-a7b3-7541f8b2fcee.jsonl";
const NAME: &str = "rollout-2026-11-22T05-53-01-01a201d0-a7a4-73a2-a7b3-7541f8b2fcee.jsonl";

/// Longer than any machine needs for a line; a test that would wait so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// A watcher, with the lines of its two streams.
struct Watcher {
    process: Child,
    out: Receiver<String>,
    err: Receiver<String>,
}

impl Watcher {
    fn start(place: &Place, options: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_cutrack"))
            .args(["watch", "--tz", "UTC", "--codex-home"])
            .arg(&place.home)
            .arg("--db")
            .arg(&place.database)
            .args(options)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let out = lines(process.stdout.take().expect("it is piped"));
        let err = lines(process.stderr.take().expect("it is piped"));
        Self { process, out, err }
    }

    fn line(&self) -> String {
        self.out.recv_timeout(PATIENCE).expect("it tells a line")
    }

    /// Waits until it has read what is there.
    fn watches(&self) {
        let greeting = "Watching 1 home. Ctrl-C ends.";
        while self.err.recv_timeout(PATIENCE).expect("it greets") != greeting {}
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn lines(stream: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let lines = BufReader::new(stream).lines().map_while(Result::ok);
        lines.for_each(|line| drop(sender.send(line)));
    });
    receiver
}

/// A rollout of one turn in a folder of this name, as if it had been written a day ago: what is older than two days is not told.
fn rollout(folder: &str) -> Vec<String> {
    let text = fs::read_to_string(common::project().join(FIXTURE)).expect("the fixture is text");
    let yesterday = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(24);
    let day = yesterday.strftime("%Y-%m-%d").to_string();
    let text = text.replace("\"2026-11-22T", &format!("\"{day}T"));
    let text = text.replace("/demo\"", &format!("/{folder}\""));
    text.lines().map(str::to_owned).collect()
}

fn append(file: &Path, lines: &[String]) {
    let mut file = OpenOptions::new()
        .append(true)
        .create(true)
        .open(file)
        .expect("it can grow");
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    file.write_all(text.as_bytes()).expect("it can grow");
}

/// A home with the rollout up to its first usage, and the rest in two pieces: with it, and after it.
fn growing(name: &str, folder: &str) -> (Place, PathBuf, [Vec<String>; 2]) {
    let place = Place::new(name);
    let file = place.home.join("sessions").join(NAME);
    let lines = rollout(folder);
    let usage = lines
        .iter()
        .position(|line| line.contains("last_token_usage"));
    let usage = usage.expect("it has usage");
    append(&file, &lines[..usage]);
    let pieces = [lines[usage..=usage].to_vec(), lines[usage + 1..].to_vec()];
    (place, file, pieces)
}

#[test]
fn what_is_appended_is_told_and_stored() {
    let (place, file, [response, rest]) = growing("watch", "demo");
    let watcher = Watcher::start(&place, &[]);
    watcher.watches();
    append(&file, &response);
    let line = watcher.line();
    assert!(
        line.contains("  01a201d0-a7a4  demo  ") && line.contains(" in, "),
        "{line}"
    );
    append(&file, &rest);
    while !watcher.line().contains("  turn completed") {}
    drop(watcher);
    let stored = place.run("sessions --last all --no-ingest");
    let read = common::cutrack(&["sessions", &file.to_string_lossy()]);
    assert_eq!(stored.out, read.out);
}

#[test]
fn a_long_folder_gives_way_to_the_width_of_a_terminal() {
    let folder = "a-folder-with-a-name-that-is-longer-than-most";
    for (options, shown) in [(&["--width=80"][..], "a-fold…  "), (&[], folder)] {
        let (place, file, [response, _]) = growing("watch-width", folder);
        let watcher = Watcher::start(&place, options);
        watcher.watches();
        append(&file, &response);
        let line = watcher.line();
        assert!(line.contains(&format!("  {shown}")), "{line}");
        let is_narrow = UnicodeWidthStr::width(&*line) <= 80;
        assert_eq!(is_narrow, !options.is_empty(), "{line}");
    }
}

#[test]
fn a_program_gets_the_records_themselves() {
    let (place, file, [response, _]) = growing("watch-records", "demo");
    let watcher = Watcher::start(&place, &["--ndjson", "-q"]);
    watcher.watches();
    append(&file, &response);
    let mut line = watcher.line();
    while !line.starts_with(r#"{"record":"usage","session_id":"01a201d0-a7a4-"#) {
        line = watcher.line();
    }
    let stored = place.run("export usage");
    assert!(stored.out.contains(&line), "{line}");
}
