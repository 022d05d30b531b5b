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

/// This run, and those that are gone.
pub(crate) struct Holder {
    own: Run,
    gone: Vec<Run>,
    /// The guest's lock.
    lock: PathBuf,
}

/// A run's file, locked.
struct Run {
    token: String,
    path: PathBuf,
    _locked: File,
}

impl Holder {
    /// Makes this run known beside `database`. Where that is impossible nobody is known, and a lock is watched.
    pub(crate) fn new(database: &Path) -> Option<Self> {
        let token = format!("{:016x}", RandomState::new().hash_one(process::id()));
        let path = with_ending(database, &token)?;
        let own = Run::lock(token, path, OpenOptions::new().create_new(true)).ok()?;
        let gone = gone(database, &own.token).unwrap_or_default();
        let lock = database.with_added_extension("lock");
        Some(Self { own, gone, lock })
    }

    /// The tokens, this run's first.
    pub(crate) fn told(&self) -> String {
        let gone = self.gone.iter().map(|run| run.token.as_str());
        let tokens: Vec<&str> = [self.own.token.as_str()].into_iter().chain(gone).collect();
        tokens.join(",")
    }
}

impl Run {
    fn lock(token: String, path: PathBuf, options: &mut OpenOptions) -> io::Result<Self> {
        let file = options.write(true).open(&path)?;
        file.try_lock()?;
        Ok(Self {
            token,
            path,
            _locked: file,
        })
    }
}

/// A run that is gone stays known as long as it has left a lock: not every guest needs the database.
impl Drop for Holder {
    fn drop(&mut self) {
        let lock = fs::read_to_string(&self.lock).unwrap_or_default();
        let gone = self.gone.iter().filter(|run| !lock.starts_with(&run.token));
        for run in gone.chain([&self.own]) {
            fs::remove_file(&run.path).ok();
        }
    }
}

/// The runs beside `database` whose files nobody holds.
fn gone(database: &Path, own: &str) -> Option<Vec<Run>> {
    let start = with_ending(database, "")?;
    let start = start.file_name()?.to_str()?;
    let entries = fs::read_dir(database.parent()?).ok()?.flatten();
    let runs = entries.filter_map(|entry| {
        let name = entry.file_name();
        let token = name.to_str()?.strip_prefix(start)?;
        let is_token =
            token.len() == own.len() && token.bytes().all(|byte| byte.is_ascii_hexdigit());
        if token == own || !is_token {
            return None;
        }
        Run::lock(token.to_owned(), entry.path(), &mut OpenOptions::new()).ok()
    });
    Some(runs.collect())
}

fn with_ending(database: &Path, token: &str) -> Option<PathBuf> {
    let mut name = OsString::from(database.file_name()?);
    name.push(MARK);
    name.push(token);
    Some(database.with_file_name(name))
}
