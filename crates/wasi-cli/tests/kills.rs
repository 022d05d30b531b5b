//! `cutrack ingest`, killed at any moment: what it stored is whole, and the next run reaches the same end as one that
//! nobody killed.
//!
//! `CUTRACK_KILLS=200` sets how many; without it there are a few. A run that is killed while it holds the lock makes
//! the next one watch it for five seconds.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use common::{Ran, cutrack, project};
use cutrack_cli::Exit;

const FEW_KILLS: u64 = 6;
/// Longer than a whole run takes on a fast machine.
const LATEST_KILL_MS: u64 = 150;

/// A database of this test's own, of a home that holds the fixtures as one session folder each.
struct Kept {
    database: PathBuf,
}

impl Kept {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("kills")
            .join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("target can be written");
        Self {
            database: folder.join("cutrack.db"),
        }
    }

    fn words(&self, line: &str) -> Vec<String> {
        let fixtures = project().join("tests/fixtures");
        let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        words.push("--db".to_owned());
        words.push(self.database.to_string_lossy().into_owned());
        if line.starts_with("ingest") {
            words.push(fixtures.to_string_lossy().into_owned());
        }
        words
    }

    fn run(&self, line: &str) -> Ran {
        cutrack(&self.words(line))
    }

    /// What is stored, as a table of sessions.
    fn sessions(&self) -> String {
        self.run("sessions --no-ingest --last all --limit 0").out
    }
}

#[test]
fn an_ingest_that_is_killed_is_made_good_by_the_next() {
    let kills = std::env::var("CUTRACK_KILLS").map_or(Ok(FEW_KILLS), |kills| kills.parse());
    let kept = Kept::new("killed");
    for kill in 0..kills.expect("CUTRACK_KILLS is a number") {
        // Multiples of a prime spread over the whole time.
        let after_ms = (kill * 97) % LATEST_KILL_MS;
        kill_after(&kept, Duration::from_millis(after_ms));
        let doctor = kept.run("doctor");
        let is_well = doctor.out.contains("integrity ok") || doctor.out.contains("none yet");
        assert!(is_well, "after {after_ms} ms: {}", doctor.out);
    }
    assert_eq!(kept.run("ingest -q").exit, Exit::Fine);
    let undisturbed = Kept::new("undisturbed");
    assert_eq!(undisturbed.run("ingest -q").exit, Exit::Fine);
    assert_eq!(kept.sessions(), undisturbed.sessions());
    assert!(kept.sessions().lines().count() > 20);
}

#[test]
fn a_first_import_that_is_killed_leaves_nothing_or_all() {
    let kills = std::env::var("CUTRACK_KILLS").map_or(Ok(FEW_KILLS), |kills| kills.parse());
    let undisturbed = Kept::new("undisturbed-first");
    assert_eq!(undisturbed.run("ingest -q").exit, Exit::Fine);
    let all = undisturbed.sessions();
    for kill in 0..kills.expect("CUTRACK_KILLS is a number") {
        let kept = Kept::new("killed-first");
        // By a path that `--again` never takes.
        kill_after(
            &kept,
            Duration::from_millis(((kill * 97) % LATEST_KILL_MS) | 1),
        );
        let sessions = kept.sessions();
        let has_none = sessions.is_empty() || sessions.contains("files      0 read");
        assert!(has_none || sessions == all, "after kill {kill}: {sessions}");
        assert_eq!(kept.run("ingest -q").exit, Exit::Fine);
        assert_eq!(kept.sessions(), all, "after kill {kill}");
        let folder = kept.database.parent().expect("it lies in a folder");
        let names = fs::read_dir(folder).expect("it can be read").flatten();
        let left = names.filter(|entry| entry.file_name().to_string_lossy().contains(".fill-"));
        assert_eq!(left.count(), 0, "after kill {kill}");
    }
}

/// Runs `ingest`, from the beginning every other time, and kills it.
fn kill_after(kept: &Kept, after: Duration) {
    let again = if after.as_millis().is_multiple_of(2) {
        " --again"
    } else {
        ""
    };
    let mut child = Command::new(env!("CARGO_BIN_EXE_cutrack"))
        .args(kept.words(&format!("ingest -q{again}")))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let began = Instant::now();
    while began.elapsed() < after && matches!(child.try_wait(), Ok(None)) {
        std::thread::yield_now();
    }
    child.kill().expect("it can be killed");
    child.wait().expect("and is gone");
}
