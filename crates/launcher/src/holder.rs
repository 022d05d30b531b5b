//! Which runs are alive. The guest cannot tell: of a run that was killed its lock on the database stays, and the next run
//! would have to watch it for seconds before it knows that nobody holds it.
//!
//! So each launcher keeps a file beside the database, and a lock of the system on it, which goes when the process does,
//! however it ends. The file's name ends in the token that the guest writes into its own lock. A launcher that gets the lock
//! on another one's file knows that run to be gone, and tells its guest. What breaks if touched: only who holds the system's
//! lock may say so, and it is held until the guest has ended, so that of two launchers one says it.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};
use std::process;

/// Between the name of the database and the token.
const MARK: &str = ".run-";
/// The same in names of files that the guest has there for moments, and leaves when it is killed then.
const OF_GUEST: [&str; 2] = [".lock.of-", ".fill-"];

/// This run, and those that are gone.
pub(crate) struct Holder {
    own: Run,
    gone: Vec<Run>,
}

/// A run's file, locked.
struct Run {
    files: Files,
    _locked: File,
}

/// What a run has beside the database.
#[derive(Clone)]
pub(crate) struct Files {
    token: String,
    run: PathBuf,
    of_guest: Vec<PathBuf>,
    /// The lock, which may be the run's.
    lock: PathBuf,
}

impl Holder {
    /// Makes this run known beside `database`. Where that is impossible nobody is known, and a lock is watched.
    pub(crate) fn new(database: &Path) -> Option<Self> {
        let token = format!("{:016x}", RandomState::new().hash_one(process::id()));
        let files = Files::of(database, token)?;
        let own = Run::lock(files, OpenOptions::new().create_new(true)).ok()?;
        let gone = gone(database, &own.files.token).unwrap_or_default();
        Some(Self { own, gone })
    }

    /// What is to be removed when this run is interrupted.
    pub(crate) fn files(&self) -> Files {
        self.own.files.clone()
    }

    /// The tokens, this run's first.
    pub(crate) fn told(&self) -> String {
        let runs = [&self.own].into_iter().chain(&self.gone);
        let tokens: Vec<&str> = runs.map(|run| run.files.token.as_str()).collect();
        tokens.join(",")
    }
}

impl Run {
    fn lock(files: Files, options: &mut OpenOptions) -> io::Result<Self> {
        let file = options.write(true).open(&files.run)?;
        file.try_lock()?;
        Ok(Self {
            files,
            _locked: file,
        })
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        for run in self.gone.iter().chain([&self.own]) {
            run.files.remove();
        }
    }
}

impl Files {
    fn of(database: &Path, token: String) -> Option<Self> {
        let file = |mark: &str| {
            let mut name = OsString::from(database.file_name()?);
            name.push(mark);
            name.push(&token);
            Some(database.with_file_name(name))
        };
        Some(Self {
            run: file(MARK)?,
            of_guest: OF_GUEST.into_iter().filter_map(file).collect(),
            lock: database.with_added_extension("lock"),
            token,
        })
    }

    /// A run that has the lock stays known: who comes next shall know that it is gone.
    pub(crate) fn remove(&self) {
        let holder = fs::read_to_string(&self.lock).unwrap_or_default();
        let run = (!holder.starts_with(&self.token)).then_some(&self.run);
        for file in self.of_guest.iter().chain(run) {
            fs::remove_file(file).ok();
        }
    }
}

/// The runs beside `database` whose files nobody holds.
fn gone(database: &Path, own: &str) -> Option<Vec<Run>> {
    let mut start = OsString::from(database.file_name()?);
    start.push(MARK);
    let start = start.to_str()?;
    let entries = fs::read_dir(database.parent()?).ok()?.flatten();
    let runs = entries.filter_map(|entry| {
        let name = entry.file_name();
        let token = name.to_str()?.strip_prefix(start)?;
        let is_token =
            token.len() == own.len() && token.bytes().all(|byte| byte.is_ascii_hexdigit());
        if token == own || !is_token {
            return None;
        }
        let files = Files::of(database, token.to_owned())?;
        Run::lock(files, &mut OpenOptions::new()).ok()
    });
    Some(runs.collect())
}
