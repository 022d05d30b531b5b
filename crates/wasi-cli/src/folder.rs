//! What lies in a folder: the names and kinds of its entries, and of single ones their size and time.
//!
//! On WASI all of a folder is asked for at once. The standard library asks for a kilobyte at a time, and wasmtime looks at
//! every entry of the folder anew for each: where a folder holds hundreds of rollouts, twenty looks at each of them.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};

use crate::database::clock::since_1970_ms;
use crate::told::{self, Told};
pub(crate) use crate::told::{Kind, Stamp};

/// An entry of a folder.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) name: OsString,
    pub(crate) kind: Kind,
}

/// Folders that the launcher has listed, by their paths.
#[derive(Debug, Default)]
pub(crate) struct Listings(HashMap<PathBuf, Vec<(Entry, Stamp)>>);

impl Listings {
    /// What this text tells.
    pub(crate) fn of(text: &str) -> Self {
        let mut folders = HashMap::new();
        let mut open: Option<(PathBuf, Vec<(Entry, Stamp)>)> = None;
        for part in told::parts(text) {
            match (part, &mut open) {
                (Told::Folder(path), _) => {
                    folders.extend(open.replace((PathBuf::from(path), Vec::new())));
                }
                (Told::Entry(name, kind, stamp), Some((_, entries))) => {
                    let name = OsString::from(name);
                    entries.push((Entry { name, kind }, stamp));
                }
                (Told::Entry(..), None) => {}
            }
        }
        folders.extend(open);
        Self(folders)
    }

    /// What was told of a folder. It holds once: whoever asks again wants to know what is there now.
    pub(crate) fn take(&mut self, folder: &Path) -> Option<Vec<(Entry, Stamp)>> {
        self.0.remove(folder)
    }
}

impl From<&Metadata> for Stamp {
    fn from(metadata: &Metadata) -> Self {
        Self {
            size_bytes: metadata.len(),
            modified_ms: metadata.modified().ok().map(since_1970_ms),
        }
    }
}

/// An open folder.
pub(crate) struct Folder(system::Folder);

impl Folder {
    /// Opens it and lists all that lies in it, in no order.
    pub(crate) fn list(path: &Path) -> io::Result<(Self, Vec<Entry>)> {
        let folder = system::Folder::open(path)?;
        let entries = folder.entries()?;
        Ok((Self(folder), entries))
    }

    /// The stamp of one entry; of a link its own. Asked of the open folder, which is several times cheaper than by the
    /// whole path.
    pub(crate) fn stamp(&self, name: &OsStr) -> Option<Stamp> {
        self.0.stamp(name)
    }
}

#[cfg(not(target_os = "wasi"))]
mod system {
    use super::*;
    use std::fs::{self, DirEntry};
    use std::path::PathBuf;

    pub(super) struct Folder(PathBuf);

    impl Folder {
        pub(super) fn open(path: &Path) -> io::Result<Self> {
            Ok(Self(path.to_owned()))
        }

        pub(super) fn entries(&self) -> io::Result<Vec<Entry>> {
            fs::read_dir(&self.0)?.map(|entry| of(&entry?)).collect()
        }

        pub(super) fn stamp(&self, name: &OsStr) -> Option<Stamp> {
            let metadata = fs::symlink_metadata(self.0.join(name)).ok()?;
            Some(Stamp::from(&metadata))
        }
    }

    fn of(entry: &DirEntry) -> io::Result<Entry> {
        Ok(Entry {
            name: entry.file_name(),
            kind: entry.file_type()?.into(),
        })
    }
}

#[cfg(target_os = "wasi")]
mod system {
    use super::*;
    use std::fs::File;
    use std::os::fd::AsRawFd;

    /// Room for the entries of a folder with 8,000 rollouts. What is not used of it is never touched.
    const ROOM_BYTES: usize = 1 << 20;

    pub(super) struct Folder(File);

    impl Folder {
        pub(super) fn open(path: &Path) -> io::Result<Self> {
            File::open(path).map(Self)
        }

        pub(super) fn entries(&self) -> io::Result<Vec<Entry>> {
            let mut bytes = Vec::with_capacity(ROOM_BYTES);
            while !self.fill(&mut bytes)? {
                bytes.reserve(4 * bytes.len());
            }
            listing::entries(&bytes)
        }

        /// Fills the room of `bytes` anew; false if there are more entries than it takes.
        fn fill(&self, bytes: &mut Vec<u8>) -> io::Result<bool> {
            let (folder, room) = (self.0.as_raw_fd() as u32, bytes.capacity());
            bytes.clear();
            // SAFETY: the vector has as many bytes as the call is told.
            let filled = unsafe { wasip1::fd_readdir(folder, bytes.as_mut_ptr(), room, 0) };
            let filled = filled.map_err(error)?;
            // SAFETY: the runtime has written so many, and no more than there is room for.
            unsafe { bytes.set_len(filled.min(room)) };
            Ok(filled < room)
        }

        pub(super) fn stamp(&self, name: &OsStr) -> Option<Stamp> {
            let folder = self.0.as_raw_fd() as u32;
            // SAFETY: the call reads the name and returns a value.
            let told = unsafe { wasip1::path_filestat_get(folder, 0, name.to_str()?) }.ok()?;
            Some(Stamp {
                size_bytes: told.size,
                modified_ms: i64::try_from(told.mtim / 1_000_000).ok(),
            })
        }
    }

    fn error(number: wasip1::Errno) -> io::Error {
        io::Error::from_raw_os_error(i32::from(number.raw()))
    }
}

/// Entries as WASI lists them: of each a head of 24 bytes, then its name.
#[cfg(any(target_os = "wasi", test))]
mod listing {
    use super::*;
    use crate::source::WASI_ILLEGAL_BYTES;

    const HEAD_BYTES: usize = 24;
    const FOLDER: u8 = 3;
    const FILE: u8 = 4;
    const LINK: u8 = 7;

    /// All entries in these bytes but the folder itself and the one above.
    pub(super) fn entries(mut bytes: &[u8]) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        while let Some((name, kind, rest)) = first(bytes) {
            bytes = rest;
            let name = str::from_utf8(name)
                .map_err(|_| io::Error::from_raw_os_error(WASI_ILLEGAL_BYTES))?;
            if ![".", ".."].contains(&name) {
                let name = OsString::from(name);
                entries.push(Entry { name, kind });
            }
        }
        Ok(entries)
    }

    /// Name and kind of the first entry, and what follows it.
    fn first(bytes: &[u8]) -> Option<(&[u8], Kind, &[u8])> {
        let (head, rest) = bytes.split_first_chunk::<HEAD_BYTES>()?;
        let [.., a, b, c, d, kind, _, _, _] = *head;
        let length = u32::from_le_bytes([a, b, c, d]);
        let (name, rest) = rest.split_at_checked(length as usize)?;
        let kind = match kind {
            FOLDER => Kind::Folder,
            FILE => Kind::File,
            LINK => Kind::Link,
            _ => Kind::Other,
        };
        Some((name, kind, rest))
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn listed(name: &[u8], kind: u8) -> Vec<u8> {
            let mut bytes = vec![0xaa; 16];
            bytes.extend((name.len() as u32).to_le_bytes());
            bytes.extend([kind, 0, 0, 0]);
            bytes.extend(name);
            bytes
        }

        #[test]
        fn names_and_kinds() {
            let bytes = [
                listed(b".", FOLDER),
                listed(b"..", FOLDER),
                listed(b"2026", FOLDER),
                listed("größe".as_bytes(), LINK),
                listed(b"rollout-a.jsonl", 4),
                listed(b"pipe", 0),
            ];
            let entries = entries(&bytes.concat()).expect("all is text");
            let told = entries
                .iter()
                .map(|entry| (entry.name.to_str(), entry.kind));
            let expected = [
                (Some("2026"), Kind::Folder),
                (Some("größe"), Kind::Link),
                (Some("rollout-a.jsonl"), Kind::File),
                (Some("pipe"), Kind::Other),
            ];
            assert!(told.eq(expected), "{entries:?}");
        }

        #[test]
        fn a_name_that_is_no_text_is_told_as_the_runtime_does() {
            let error = entries(&listed(b"a\xff", 4)).expect_err("it is no text");
            assert_eq!(error.raw_os_error(), Some(WASI_ILLEGAL_BYTES));
        }
    }
}
