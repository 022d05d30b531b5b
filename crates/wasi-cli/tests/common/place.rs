//! A Codex home and a place for its database, below target.

#![allow(
    dead_code,
    reason = "each test file is a program of its own and uses a part"
)]

use std::fs;
use std::path::{Path, PathBuf};

use cutrack_cli::Exit;

use crate::common::{Ran, cutrack, project};

/// A rollout of one fixture.
pub(crate) const ROLLOUT: &str =
    "rollout-2026-11-22T05-51-41-9ea528df-7e4f-4307-ba9a-90b0d70a21a4.jsonl";

/// A Codex home, and a folder for the database.
pub(crate) struct Place {
    pub(crate) home: PathBuf,
    pub(crate) database: PathBuf,
}

impl Place {
    /// An empty one of this test's own.
    pub(crate) fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("kept")
            .join(name);
        let _ = fs::remove_dir_all(&folder);
        let (home, data) = (folder.join("home"), folder.join("data"));
        for folder in [
            &home.join("sessions"),
            &home.join("archived_sessions"),
            &data,
        ] {
            fs::create_dir_all(folder).expect("target can be written");
        }
        Self {
            home,
            database: data.join("cutrack.db"),
        }
    }

    /// One with every file of the fixtures in its sessions.
    pub(crate) fn with_fixtures(name: &str) -> Self {
        let place = Self::new(name);
        let fixtures = project().join("tests/fixtures");
        for fixture in fs::read_dir(fixtures)
            .expect("there are fixtures")
            .flatten()
        {
            if fixture.path().is_dir() {
                place.put_folder(&fixture.path());
            }
        }
        place
    }

    /// A folder with all that is in it, into its sessions.
    pub(crate) fn put_folder(&self, from: &Path) {
        let name = from.file_name().expect("it has a name");
        self.put_folder_as(from, &name.to_string_lossy());
    }

    /// The same under another name.
    pub(crate) fn put_folder_as(&self, from: &Path, name: &str) {
        copy(from, &self.home.join("sessions").join(name));
    }

    /// The rollout of one fixture under the name of `path`.
    pub(crate) fn put(&self, path: &str) -> PathBuf {
        let from = project()
            .join("tests/fixtures/04-envelope-0.36-first")
            .join(ROLLOUT);
        let to = self.home.join(path);
        fs::create_dir_all(to.parent().expect("it is below the home"))
            .expect("target can be written");
        fs::copy(from, &to).expect("the fixture can be copied");
        to
    }

    pub(crate) fn run(&self, line: &str) -> Ran {
        cutrack(&self.words(line))
    }

    /// The words of a line, and where its home and database are.
    pub(crate) fn words(&self, line: &str) -> Vec<String> {
        let (home, database) = (self.home.to_string_lossy(), self.database.to_string_lossy());
        let own = ["--codex-home", &home, "--db", &database];
        line.split(' ').chain(own).map(str::to_owned).collect()
    }

    /// What `ingest` says on standard output.
    pub(crate) fn ingest(&self, options: &str) -> String {
        let ran = self.run(&format!("ingest -q {options}").trim_end().replace("  ", " "));
        assert_eq!((ran.err.as_str(), ran.exit), ("", Exit::Fine));
        ran.out.trim_end().to_owned()
    }

    /// The same report from the database and from the files alone.
    pub(crate) fn agrees(&self) {
        for line in [
            "report monthly",
            "sessions --limit 0",
            "models",
            "projects",
            "branches",
        ] {
            let line = format!("{line} --last all");
            let kept = self.run(&line);
            let mut words: Vec<&str> = line.split(' ').collect();
            let home = self.home.to_string_lossy();
            words.push(&home);
            assert_eq!(kept.out, cutrack(&words).out, "{line}");
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("target can be written");
    for entry in fs::read_dir(from).expect("it is a folder").flatten() {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("it can be copied");
        }
    }
}
