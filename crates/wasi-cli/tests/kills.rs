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
/// So many more kills may miss an import that is under way before that is a fault.
const MISSES_MAX: u64 = 100;

/// The key of databases that are compared record by record.
const KEY: [u8; 32] = [7; 32];

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

    /// One whose pseudonyms are those of others.
    fn with_key(name: &str) -> Self {
        let kept = Self::new(name);
        let key = kept.database.with_extension("key");
        fs::write(key, KEY).expect("target can be written");
        kept
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

    /// All that is stored, record by record.
    fn records(&self) -> String {
        self.run("export --no-ingest").out
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
        let again = if after_ms.is_multiple_of(2) {
            " --again"
        } else {
            ""
        };
        kill_after(&kept, &format!("ingest -q{again}"), after_ms);
        assert_is_well(&kept, after_ms);
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
        kill_after(&kept, "ingest -q", (kill * 97) % LATEST_KILL_MS);
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

/// What stores after every few files, as a first import does that takes long.
const IN_PORTIONS: &str = "ingest -q --portion 50000";

#[test]
fn a_long_first_import_stores_the_same_rows() {
    let (at_once, in_portions) = (Kept::with_key("at-once"), Kept::with_key("in-portions"));
    assert_eq!(at_once.run("ingest -q").exit, Exit::Fine);
    let ran = in_portions.run(IN_PORTIONS);
    assert_eq!((ran.err.as_str(), ran.exit), ("", Exit::Fine));
    assert!(at_once.records().lines().count() > 100);
    assert!(at_once.records() == in_portions.records());
    assert_eq!(at_once.sessions(), in_portions.sessions());
}

#[test]
fn a_long_first_import_that_is_killed_loses_little() {
    let kills = std::env::var("CUTRACK_KILLS").map_or(Ok(FEW_KILLS), |kills| kills.parse());
    let kills = kills.expect("CUTRACK_KILLS is a number");
    let undisturbed = Kept::with_key("undisturbed-long");
    let began = Instant::now();
    assert_eq!(undisturbed.run(IN_PORTIONS).exit, Exit::Fine);
    let whole_ms = began.elapsed().as_millis() as u64 + 1;
    let sources = |kept: &Kept| kept.run("export sources --no-ingest").out.lines().count();
    let all = sources(&undisturbed);
    let (mut kill, mut were_kept_in_part) = (0, 0);
    // How long one takes differs from run to run: it goes on until one was hit in the middle.
    while kill < kills || were_kept_in_part == 0 {
        assert!(kill < kills + MISSES_MAX, "no kill hit one under way");
        let kept = Kept::with_key("killed-long");
        let mut stored = 0;
        for time in 1..=2 {
            let after_ms = kill * 61 * time % 100 * whole_ms / 100;
            kill_after(&kept, IN_PORTIONS, after_ms);
            assert_is_well(&kept, after_ms);
            let before = std::mem::replace(&mut stored, sources(&kept));
            assert!(stored >= before, "kill {kill}: {stored} of {before}");
            were_kept_in_part += u32::from(0 < stored && stored < all);
        }
        assert_eq!(kept.run("ingest -q").exit, Exit::Fine);
        assert_eq!(kept.sessions(), undisturbed.sessions(), "after kill {kill}");
        assert_eq!(sources(&kept), all, "after kill {kill}");
        kill += 1;
    }
}

fn assert_is_well(kept: &Kept, after_ms: u64) {
    let doctor = kept.run("doctor");
    let is_well = doctor.out.contains("integrity ok") || doctor.out.contains("none yet");
    assert!(is_well, "after {after_ms} ms: {}", doctor.out);
}

/// Runs this and kills it.
fn kill_after(kept: &Kept, line: &str, after_ms: u64) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_cutrack"))
        .args(kept.words(line))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let (began, after) = (Instant::now(), Duration::from_millis(after_ms));
    while began.elapsed() < after && matches!(child.try_wait(), Ok(None)) {
        std::thread::yield_now();
    }
    child.kill().expect("it can be killed");
    child.wait().expect("and is gone");
}
