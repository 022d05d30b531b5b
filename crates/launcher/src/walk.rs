//! What lies in the homes, told to the guest before it asks. Through WASI a look at a file is four calls of the system, which
//! with thousands of sessions was a third of the time of a report; here it is one, and goes on while the guest is loaded.

use crate::grant::Grant;
use crate::told::{END, Kind, Stamp, tell_entry, tell_folder};
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};
use std::time::UNIX_EPOCH;

/// More is not told: the guest holds it beside all else, and looks at the rest itself.
const TOLD_MAX_BYTES: usize = 16_000_000;

/// A walk under way.
pub(crate) struct Walk(JoinHandle<String>);

impl Walk {
    /// Begins to walk the folders that may only be read.
    pub(crate) fn begin(grants: &[Grant]) -> Self {
        let readable = grants.iter().filter(|grant| !grant.is_writable);
        let readable: Vec<Grant> = readable.cloned().collect();
        Self(thread::spawn(move || {
            let mut told = String::new();
            for grant in readable {
                let host = grant.host.filter(|_| !grant.guest.contains(END));
                if let Some(host) = host {
                    tell(&host, &grant.guest, &mut told);
                }
            }
            told
        }))
    }

    /// All that is told; nothing of a walk that failed.
    pub(crate) fn told(self) -> String {
        self.0.join().unwrap_or_default()
    }
}

/// Tells of a folder, called `guest` in there, and of all below it.
fn tell(folder: &Path, guest: &str, told: &mut String) {
    let mut open = vec![(folder.to_owned(), guest.to_owned())];
    while let Some((folder, guest)) = open.pop() {
        let before = told.len();
        tell_folder(&guest, told);
        let below = entries(&folder, &guest, told);
        if below.is_none() || told.len() > TOLD_MAX_BYTES {
            told.truncate(before);
        }
        open.extend(below.unwrap_or_default());
    }
}

/// Tells of what lies in a folder, by name, so that the guest has little to sort; and gives the folders in it. `None` where
/// not all can be told: then the guest shall see itself what is the matter.
fn entries(folder: &Path, guest: &str, told: &mut String) -> Option<Vec<(PathBuf, String)>> {
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
