//! What lies in the homes, told to the guest when it asks. Through WASI a look at a file is four calls of the system, which
//! with thousands of sessions was a third of the time of a report; here it is one, and goes on while the guest is loaded and
//! looks at what is stored.

use crate::grant::Grant;
use crate::told::{END, Kind, Stamp, tell_entry, tell_folder};
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::UNIX_EPOCH;

/// More is not told: the guest holds it beside all else, and looks at the rest itself.
const TOLD_MAX_BYTES: usize = 16_000_000;

/// So many look at folders side by side at most: one that waits for the disk keeps nobody else from it.
const WALKERS_MAX: usize = 4;

/// A walk under way.
pub(crate) struct Walk(Vec<JoinHandle<String>>);

impl Walk {
    /// Begins to walk the folders that may only be read.
    pub(crate) fn begin(grants: &[Grant]) -> Self {
        let readable = grants.iter().filter(|grant| !grant.is_writable);
        let roots = readable.filter_map(|grant| {
            let host = grant.host.clone()?;
            (!grant.guest.contains(END)).then(|| (host, grant.guest.clone()))
        });
        let folders = Arc::new(Folders::of(roots.collect()));
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let walkers = cores.min(WALKERS_MAX);
        let walker = |_| {
            let folders = Arc::clone(&folders);
            thread::spawn(move || tell(&folders, TOLD_MAX_BYTES / walkers))
        };
        Self((0..walkers).map(walker).collect())
    }

    /// All that is told; nothing of a walk that failed.
    pub(crate) fn told(self) -> String {
        let told = self.0.into_iter().map(JoinHandle::join);
        told.collect::<Result<String, _>>().unwrap_or_default()
    }
}

/// A folder, and what it is called in the sandbox.
type Folder = (PathBuf, String);

/// The folders that are still to be looked at, by all walkers.
struct Folders {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    open: Vec<Folder>,
    /// So many are being looked at: what lies in them is open next.
    held: usize,
}

impl Folders {
    fn of(open: Vec<Folder>) -> Self {
        Self {
            state: Mutex::new(State { open, held: 0 }),
            changed: Condvar::new(),
        }
    }

    /// One that nobody has looked at; waits while others may still find some.
    fn take(&self) -> Option<Folder> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let is_waiting = |state: &mut State| state.open.is_empty() && state.held > 0;
        let state = self.changed.wait_while(state, is_waiting);
        let mut state = state.unwrap_or_else(PoisonError::into_inner);
        let folder = state.open.pop()?;
        state.held += 1;
        Some(folder)
    }

    /// Puts back what lies in one that was taken.
    fn put(&self, below: Vec<Folder>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.open.extend(below);
        state.held -= 1;
        self.changed.notify_all();
    }
}

/// Tells of folders until there are none.
fn tell(folders: &Folders, most_bytes: usize) -> String {
    let mut told = String::new();
    while let Some((folder, guest)) = folders.take() {
        let before = told.len();
        tell_folder(&guest, &mut told);
        let below = entries(&folder, &guest, &mut told);
        if below.is_none() || told.len() > most_bytes {
            told.truncate(before);
        }
        folders.put(below.unwrap_or_default());
    }
    told
}

/// Tells of what lies in a folder, by name, so that the guest has little to sort; and gives the folders in it. `None` where
/// not all can be told: then the guest shall see itself what is the matter.
fn entries(folder: &Path, guest: &str, told: &mut String) -> Option<Vec<Folder>> {
    let mut below = Vec::new();
    let named = |entry: io::Result<DirEntry>| {
        let entry = entry.ok()?;
        let name = entry.file_name().into_string().ok()?;
        (!name.contains(END)).then_some((name, entry))
    };
    let entries = fs::read_dir(folder).ok()?.map(named);
    let mut entries = entries.collect::<Option<Vec<(String, DirEntry)>>>()?;
    entries.sort_unstable_by(|(name, _), (other, _)| name.cmp(other));
    for (name, entry) in entries {
        let kind = Kind::from(entry.file_type().ok()?);
        let stamp = match kind {
            Kind::File => stamp(&entry)?,
            Kind::Folder | Kind::Link | Kind::Other => Stamp::default(),
        };
        tell_entry(&name, kind, stamp, told);
        if kind == Kind::Folder {
            below.push((entry.path(), format!("{guest}/{name}")));
        }
    }
    Some(below)
}

/// As WASI would tell it.
fn stamp(entry: &DirEntry) -> Option<Stamp> {
    let metadata = entry.metadata().ok()?;
    let modified = metadata.modified().ok();
    let since = modified.map(|modified| modified.duration_since(UNIX_EPOCH).unwrap_or_default());
    Some(Stamp {
        size_bytes: metadata.len(),
        modified_ms: since.and_then(|since| i64::try_from(since.as_millis()).ok()),
    })
}
