//! The launcher in a pseudo-terminal: its width and colours, how far it is, the question before it deletes, what it tells
//! while it watches, and that Ctrl-C ends it at once. It looks at a built artefact: `cargo xtask test terminal`.
//!
//! Nothing here sleeps: a test waits for what is to stand on the terminal, and fails when that does not come.

#![cfg(unix)]

use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::fd::AsFd;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pty_process::Size;
use pty_process::blocking::{self, Pty};

const ROWS: u16 = 24;
const INTERRUPT: i32 = 2;
/// Longer than any machine needs: a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(120);

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn launcher() -> PathBuf {
    root().join("target/launcher/cutrack")
}

/// An empty Codex home, and beside it a folder for the data.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let place = root().join("target/tmp/terminal").join(name);
        let _ = fs::remove_dir_all(&place);
        fs::create_dir_all(place.join("codex/sessions")).expect("target can be written");
        Self(place.canonicalize().expect("it is there"))
    }

    /// With the fixtures in it, stored.
    fn filled(name: &str) -> Self {
        let place = Self::new(name);
        let mut folders = vec![root().join("tests/fixtures")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("fixtures").flatten() {
                let path = entry.path();
                match path.is_dir() {
                    true => folders.push(path),
                    false => drop(fs::copy(
                        &path,
                        place.session(&entry.file_name().to_string_lossy()),
                    )),
                }
            }
        }
        place.piped("ingest -q");
        place
    }

    fn session(&self, name: &str) -> PathBuf {
        self.0.join("codex/sessions").join(name)
    }

    fn environment(&self, more: &[(&'static str, &'static str)]) -> Vec<(&'static str, PathBuf)> {
        let own = [
            ("CODEX_HOME", self.0.join("codex")),
            ("CUTRACK_DATA", self.0.join("data")),
            ("HOME", self.0.clone()),
            ("XDG_CACHE_HOME", root().join("target/tmp/terminal/cache")),
            ("LANG", "C.UTF-8".into()),
            ("TERM", "xterm-256color".into()),
            ("TZ", "UTC".into()),
        ];
        let more = more.iter().map(|(name, value)| (*name, value.into()));
        own.into_iter().chain(more).collect()
    }

    /// The same call without a terminal.
    fn piped(&self, arguments: &str) -> String {
        let mut command = Command::new(launcher());
        command.args(arguments.split(' ')).env_clear();
        let output = command
            .envs(self.environment(&[]))
            .output()
            .expect("it starts");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).expect("text")
    }

    fn terminal(
        &self,
        arguments: &str,
        columns: u16,
        more: &[(&'static str, &'static str)],
    ) -> Terminal {
        let (terminal, other_end) = blocking::open().expect("a pseudo-terminal");
        terminal
            .resize(Size::new(ROWS, columns))
            .expect("it has a size");
        let command = blocking::Command::new(launcher())
            .args(arguments.split(' '))
            .env_clear()
            .envs(self.environment(more));
        let child = command.spawn(other_end).expect("it starts");
        Terminal::new(terminal, child)
    }

    /// All that a run shows that ends well.
    fn shown(
        &self,
        arguments: &str,
        columns: u16,
        more: &[(&'static str, &'static str)],
    ) -> String {
        let (status, text) = self.terminal(arguments, columns, more).end();
        assert!(status.success(), "{text}");
        text.replace("\r\n", "\n")
    }
}

/// A run on a terminal of its own.
struct Terminal {
    keyboard: Pty,
    child: Child,
    said: Receiver<Vec<u8>>,
    text: String,
    /// How much of the text was waited for.
    awaited: usize,
}

impl Terminal {
    fn new(terminal: Pty, child: Child) -> Self {
        let screen = terminal.as_fd().try_clone_to_owned();
        let mut screen = File::from(screen.expect("one more descriptor"));
        let (to, said) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 65536];
            // On Linux the end of a terminal is an error.
            while let Ok(read @ 1..) = screen.read(&mut bytes) {
                if to.send(bytes[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            keyboard: terminal,
            child,
            said,
            text: String::new(),
            awaited: 0,
        }
    }

    /// Takes what comes next; `false` at the end.
    fn read(&mut self) -> bool {
        match self.said.recv_timeout(PATIENCE) {
            Ok(bytes) => self.text += &String::from_utf8_lossy(&bytes),
            Err(RecvTimeoutError::Disconnected) => return false,
            Err(_) => panic!("nothing more comes after {:?}", self.text),
        }
        true
    }

    /// Reads until `what` has come behind what was waited for before.
    fn until(&mut self, what: &str) {
        loop {
            if let Some(at) = self.text[self.awaited..].find(what) {
                self.awaited += at + what.len();
                return;
            }
            assert!(self.read(), "no {what:?} in {:?}", self.text);
        }
    }

    fn types(&mut self, keys: &str) {
        self.keyboard
            .write_all(keys.as_bytes())
            .expect("somebody reads");
    }

    /// Ctrl-C: the run must end by it.
    fn interrupt(mut self) {
        self.types("\x03");
        let (status, text) = self.end();
        assert_eq!(status.signal(), Some(INTERRUPT), "{text}");
    }

    fn end(mut self) -> (ExitStatus, String) {
        while self.read() {}
        (self.child.wait().expect("it was started"), self.text)
    }
}

#[test]
#[ignore = "needs the launcher: cargo xtask test terminal"]
fn width_and_colour_are_the_terminals() {
    let place = Place::filled("width");
    const CALL: &str = "models --last all";
    for columns in [60, 80, 140] {
        let shown = place.shown(CALL, columns, &[]);
        let expected = place.piped(&format!("{CALL} --width {columns} --color always"));
        assert_eq!(shown, expected);
        assert!(shown.contains("\x1b[1m"), "{shown}");
    }
    let plain = place.piped(CALL);
    assert!(!plain.contains('\x1b'));
    assert_eq!(place.shown(CALL, 80, &[("NO_COLOR", "1")]), plain);
    assert_eq!(place.shown(CALL, 80, &[("TERM", "dumb")]), plain);
    assert_eq!(
        place.shown(&format!("{CALL} --color never"), 80, &[]),
        plain
    );
    assert!(place.shown(CALL, 80, &[("LANG", "C")]).is_ascii());
}

#[test]
#[ignore = "needs the launcher: cargo xtask test terminal"]
fn an_error_is_red_and_folds_below_its_text() {
    for (call, columns, error) in [
        (
            "sesions",
            80,
            "\x1b[31merror:\x1b[0m no command sesions.\r\n  try: cutrack sessions\r\n",
        ),
        (
            "report --last 7x",
            40,
            "\x1b[31merror:\x1b[0m --last does not take 7x.\r\n  \
             try: 12h, 7d, 4w, 3m, today,\r\n       yesterday, all\r\n",
        ),
    ] {
        let (status, text) = Place::new("errors").terminal(call, columns, &[]).end();
        assert_eq!(status.code(), Some(2));
        // Before it the sandbox may have been prepared.
        assert!(text.ends_with(error), "{text:?}");
    }
}

#[test]
#[ignore = "needs the launcher: cargo xtask test terminal"]
fn who_waits_is_told_how_far_it_is() {
    let place = Place::new("progress");
    let file = place.session("rollout-long.jsonl");
    // Far too long to be read, and on the disk it takes nothing.
    File::create(&file)
        .and_then(|file| file.set_len(256 << 30))
        .expect("a file with a hole");
    let mut terminal = place.terminal("ingest --workers 1", 80, &[]);
    terminal.until("\rReading 0 of 1 files  ");
    terminal.until("\rReading 0 of 1 files  ");
    terminal.interrupt();
    fs::remove_file(file).expect("it was made here");
}

#[test]
#[ignore = "needs the launcher: cargo xtask test terminal"]
fn readers_side_by_side_end_with_ctrl_c_too() {
    let place = Place::new("readers");
    let files = [1, 2].map(|number| place.session(&format!("rollout-long-{number}.jsonl")));
    for file in &files {
        File::create(file)
            .and_then(|file| file.set_len(256 << 30))
            .expect("a file with a hole");
    }
    let mut terminal = place.terminal("ingest --workers 2", 80, &[]);
    terminal.until("First run.");
    terminal.until("--privacy strict");
    terminal.interrupt();
    files
        .into_iter()
        .for_each(|file| fs::remove_file(file).expect("it was made here"));
    assert!(place.piped("doctor").contains("integrity ok"));
}

#[test]
#[ignore = "needs the launcher: cargo xtask test terminal"]
fn only_yes_deletes() {
    let place = Place::filled("question");
    let names = || {
        let doctor = place.piped("doctor");
        !doctor.contains(" 0 readable names")
    };
    for (answer, stay) in [("no", true), ("y", true), ("", true), ("yes", false)] {
        let mut terminal = place.terminal("forget names", 80, &[]);
        terminal.until("Type yes to go on: ");
        terminal.types(&format!("{answer}\n"));
        let (status, text) = terminal.end();
        assert_eq!(status.code(), Some(i32::from(stay)), "{text}");
        assert_eq!(text.contains("Nothing was deleted."), stay, "{text}");
        assert_eq!(names(), stay, "{answer}");
    }
}

#[test]
#[ignore = "needs the launcher: cargo xtask test terminal"]
fn a_response_is_told_when_its_line_is_written() {
    let place = Place::new("watch");
    let sample = root().join("tests/fixtures/16-0.142-session_id");
    let mut samples = fs::read_dir(sample)
        .expect("a fixture")
        .flatten()
        .map(|entry| entry.path());
    let sample = samples.find(|path| path.extension().is_some_and(|end| end == "jsonl"));
    let sample = sample.expect("a rollout");
    // Of the day before, so that all of it counts as today's or yesterday's.
    let text = fs::read_to_string(&sample).expect("text");
    let text = text.replace("\"2026-11-22T", &format!("\"{}T", yesterday()));
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let usage = lines
        .iter()
        .position(|line| line.contains("last_token_usage"));
    let usage = usage.expect("a line of usage");
    let rollout = place.session(&sample.file_name().expect("a name").to_string_lossy());
    let append = |lines: &[&str]| {
        let file = OpenOptions::new().create(true).append(true).open(&rollout);
        file.and_then(|mut file| file.write_all(lines.concat().as_bytes()))
            .expect("it is written");
    };
    append(&lines[..usage]);
    let mut terminal = place.terminal("watch", 80, &[]);
    terminal.until("Watching 1 home. Ctrl-C ends.");
    append(&lines[usage..=usage]);
    terminal.until("  10.0k in, 0% cached  120 out  ");
    append(&lines[usage + 1..]);
    terminal.until("  turn completed in 368ms, ");
    terminal.until("\rtoday ");
    terminal.interrupt();
    let stored = place.piped("export usage --no-ingest");
    assert_eq!(stored.lines().count(), 3, "{stored}");
}

/// The date of yesterday, in UTC.
fn yesterday() -> String {
    const DAY_SECONDS: u64 = 86_400;
    // A calendar that begins in March has its leap day at the end of a year of its own.
    const DAYS_FROM_MARCH_0000: u64 = 719_468;
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("after 1970");
    let days = now.as_secs() / DAY_SECONDS - 1 + DAYS_FROM_MARCH_0000;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_month + 2) / 5 + 1;
    let month = (march_month + 2) % 12 + 1;
    let year = era * 400 + year + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}
