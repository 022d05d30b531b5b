//! A run that was killed leaves its lock. The next one knows that nobody holds it and takes it over at once; it never takes
//! one over from a run that lives.

mod common;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Without knowing better a lock is watched for five seconds.
const AT_ONCE: Duration = Duration::from_secs(3);
const TOKEN: &str = "0123456789abcdef";

/// A home with one rollout, and a folder where it is stored.
fn stored(name: &str) -> (PathBuf, PathBuf) {
    const ROLLOUT: &str = "rollout-2026-11-22T05-51-41-9ea528df-7e4f-4307-ba9a-90b0d70a21a4.jsonl";
    let (home, data) = (
        common::folder(name),
        common::folder(&format!("{name}-data")),
    );
    let day = home.join("sessions/2026/11/22");
    fs::create_dir_all(&day).unwrap();
    let fixture = common::root().join("tests/fixtures/04-envelope-0.36-first");
    fs::copy(fixture.join(ROLLOUT), day.join(ROLLOUT)).unwrap();
    let stored = common::cutrack(&home, &data, "ingest -q").output().unwrap();
    common::text(&stored);
    (home, data)
}

/// What a run leaves that holds the lock: its own file, and the file that says who it is.
fn leave_lock(data: &Path) -> PathBuf {
    write_lock(data, 0);
    let run = data.join(format!("cutrack.db.run-{TOKEN}"));
    fs::write(&run, "").unwrap();
    run
}

fn write_lock(data: &Path, beat: u64) {
    let text = format!("{TOKEN} {:020} {beat:020}\n", 1_786_003_380_000_u64);
    fs::write(data.join("cutrack.db.lock"), text).unwrap();
}

fn report(home: &Path, data: &Path) -> (Output, Duration) {
    let began = Instant::now();
    let output = common::cutrack(home, data, "sessions --last all")
        .output()
        .unwrap();
    (output, began.elapsed())
}

fn files(data: &Path) -> Vec<String> {
    let entries = fs::read_dir(data).unwrap().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names
        .filter(|name| name.starts_with("cutrack.db."))
        .collect();
    names.sort();
    names
}

#[test]
fn a_lock_that_a_killed_run_left_is_taken_over_at_once() {
    let (home, data) = stored("killed-left");
    let line = || {
        let mut line = common::cutrack(&home, &data, "statusline --now 2026-11-22T07:00Z");
        common::text(&line.output().unwrap());
    };
    // From the second one on it needs no database, and leaves things as they are.
    line();
    leave_lock(&data);
    line();
    assert_eq!(files(&data).len(), 2, "{:?}", files(&data));
    let (output, took) = report(&home, &data);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("note: took over a lock that a run left at "),
        "{said}"
    );
    assert!(took < AT_ONCE, "{took:?}");
    assert_eq!(files(&data), [""; 0]);
    let (output, _) = report(&home, &data);
    assert!(!String::from_utf8_lossy(&output.stderr).contains("took over"));
}

#[test]
fn a_run_that_lives_keeps_its_lock() {
    let (home, data) = stored("killed-lives");
    let run = File::open(leave_lock(&data)).unwrap();
    run.lock().unwrap();
    let is_over = AtomicBool::new(false);
    let (output, took) = thread::scope(|scope| {
        scope.spawn(|| {
            let mut beat = 0;
            while !is_over.load(Ordering::Relaxed) {
                beat += 1;
                write_lock(&data, beat);
                thread::park_timeout(Duration::from_millis(300));
            }
        });
        let done = report(&home, &data);
        is_over.store(true, Ordering::Relaxed);
        done
    });
    let (code, said) = common::failure(&output);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("the database is in use by another run since"),
        "{said}"
    );
    assert!(took > AT_ONCE, "{took:?}");
}

#[test]
#[cfg(unix)]
fn a_run_that_is_killed_while_it_stores_costs_no_wait() {
    let home = common::codex_home("killed-stores");
    let samples = common::root().join("tests/fixtures");
    for (number, folder) in fs::read_dir(samples).unwrap().flatten().enumerate() {
        let Ok(files) = fs::read_dir(folder.path()) else {
            continue;
        };
        for file in files.flatten() {
            let to = home.join(format!("sessions/{number}"));
            fs::create_dir_all(&to).unwrap();
            fs::copy(file.path(), to.join(file.file_name())).ok();
        }
    }
    let mut left = 0;
    for kill in 0..40 {
        let data = common::folder("killed-stores-data");
        let mut run = common::cutrack(&home, &data, "ingest -q").spawn().unwrap();
        let lock = data.join("cutrack.db.lock");
        while run.try_wait().unwrap().is_none() && !lock.exists() {
            thread::yield_now();
        }
        for _ in 0..kill * 500 {
            thread::yield_now();
        }
        run.kill().unwrap();
        run.wait().unwrap();
        // One that was killed before it wrote its token there cannot be told from one that is about to.
        if fs::metadata(&lock).map_or(0, |lock| lock.len()) == 0 {
            continue;
        }
        left += 1;
        let (output, took) = report(&home, &data);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("took over a lock"), "{said}");
        assert!(took < AT_ONCE, "{took:?}");
        assert_eq!(files(&data), [""; 0]);
        if left == 3 {
            break;
        }
    }
    assert!(left > 0, "no run was killed while it held the lock");
}
