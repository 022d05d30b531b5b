//! Finding rollout files: below PATHs and Codex homes, in a fixed order, each once.
//!
//! A link is followed only inside the folder that was given, and judged by its text: in WASI there is
//! no way to ask where a path really leads, and a link that leaves the grant reads as an empty folder.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use cutrack_core::report::printable;

use crate::fault::Fault;
use crate::folder::{Entry, Folder, Kind, Listings, Stamp};

/// The two folders of a Codex home that hold rollouts; the others, with what lies in them, are never opened.
const HOME_FOLDERS: [&str; 2] = ["sessions", "archived_sessions"];

/// WASI's number for "illegal byte sequence": a folder holds a name that is not UTF-8.
pub(crate) const WASI_ILLEGAL_BYTES: i32 = 25;

/// Why a file is not read that has such a name.
const NOT_TEXT: &str = "its name is not UTF-8";

/// Why a pipe or a device is not read that is called as a rollout.
const NO_FILE: &str = "it is no file";

/// A rollout file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Source {
    /// Path below the folder that was given, with `/`.
    pub(crate) name: String,
    /// Where to open it.
    pub(crate) path: PathBuf,
    /// The home or folder that was given.
    pub(crate) home: Rc<Path>,
    /// Its size when it was found.
    pub(crate) size_bytes: u64,
    /// When it was last written then, in milliseconds since 1970; absent where nobody can tell.
    pub(crate) modified_ms: Option<i64>,
}

/// A file or folder that could not be read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unread {
    pub(crate) path: PathBuf,
    pub(crate) why: &'static str,
}

impl Unread {
    /// Whether it is a file, or called as one, and would be read under another name or not at all.
    pub(crate) fn is_misnamed(&self) -> bool {
        [NOT_TEXT, NO_FILE].contains(&self.why)
    }

    /// Where it lies, safe for a terminal: whoever made the file chose its name.
    pub(crate) fn shown(&self) -> String {
        printable(&self.path.to_string_lossy())
    }
}

/// All that was found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) files: Vec<Source>,
    pub(crate) unread: Vec<Unread>,
    /// Links that lead out of a given folder, by that folder.
    pub(crate) links_out: BTreeMap<PathBuf, u32>,
    /// Given folders below which a folder holds a name that the runtime cannot hand over.
    pub(crate) unnameable: BTreeSet<PathBuf>,
    /// Homes and folders that were walked to their end: what is not found there is gone.
    pub(crate) walked: BTreeSet<PathBuf>,
    /// What lies in folders that the runtime cannot list.
    listed: Vec<PathBuf>,
    /// What was told of others.
    told: Listings,
    /// Folders that were opened. Plain paths as texts: as paths they would be compared part by part.
    folders: HashSet<OsString>,
    /// The same of all files, once one was found by a link or by its name: with its folder each is found once.
    seen: Option<HashSet<OsString>>,
}

/// Everything below PATHs and homes. `granted` are the only folders that can be opened, unless all can; `listed` is what
/// lies in folders that the runtime cannot list, `told` in others that need not be asked for.
pub(crate) fn find(
    paths: &[PathBuf],
    homes: &[PathBuf],
    granted: Option<&[PathBuf]>,
    listed: &[PathBuf],
    told: Listings,
) -> Result<Found, Fault> {
    let mut found = Found {
        listed: listed.to_vec(),
        told,
        ..Found::default()
    };
    for home in homes {
        if !home.is_dir() && !home_folders(home).any(|(_, folder)| folder.is_dir()) {
            let what = format!("no Codex home at {}.", home.display());
            let hint = "--codex-home DIR, or a folder: cutrack report DIR";
            return Err(Fault::failed(what, hint));
        }
        found.home(home);
    }
    for path in paths {
        found
            .path(path)
            .map_err(|error| missing(path, &error, granted))?;
    }
    Ok(found)
}

fn missing(path: &Path, error: &io::Error, granted: Option<&[PathBuf]>) -> Fault {
    let shown = path.display();
    let is_below = |folder: &PathBuf| match folder.as_os_str() == "." {
        true => path.is_relative(),
        false => path.starts_with(folder),
    };
    let is_granted = granted.is_none_or(|granted| granted.iter().any(is_below));
    if !is_granted {
        let hint = format!("wasmtime run --dir {shown} …");
        return Fault::failed(format!("{shown} is outside the granted folders."), hint);
    }
    if error.kind() == ErrorKind::PermissionDenied {
        return Fault::failed(
            format!("{shown} may not be read."),
            format!("chmod u+rX {shown}"),
        );
    }
    Fault::failed(
        format!("nothing at {shown}."),
        "the path of a rollout file, or of a folder of them",
    )
}

/// The rollouts in this folder of a home, `sessions/2026/08/06`, and not below it; none if there is no such folder, and
/// absent if it takes a whole walk to tell.
pub(crate) fn in_folder(home: &Rc<Path>, folder: &str) -> Option<Vec<Source>> {
    let (opened, entries) = match Folder::list(&home.join(folder)) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Some(Vec::new()),
        listed => listed.ok()?,
    };
    let mut found = Found::default();
    for entry in entries {
        let base = entry.name.to_str()?;
        match entry.kind {
            Kind::Link => return None,
            Kind::Folder => {}
            _ if !is_rollout(base) => {}
            Kind::Other => return None,
            Kind::File => {
                let name = format!("{folder}/{base}");
                let path = home.join(&name);
                found.file(home, name, path, opened.stamp(&entry.name)?);
            }
        }
    }
    Some(found.files)
}

/// The file of this name below a home; absent if there is none any more.
pub(crate) fn at(home: &Rc<Path>, name: &str) -> Option<Source> {
    let path = home.join(name);
    let metadata = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
    let mut found = Found::default();
    found.file(home, name.to_owned(), path, Stamp::from(&metadata));
    found.files.pop()
}

/// Why a folder could not be read.
fn reason(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::NotFound => "gone since it was found",
        _ => "reading failed",
    }
}

impl Found {
    fn path(&mut self, path: &Path) -> io::Result<()> {
        let metadata = fs::metadata(path)?;
        if !metadata.is_dir() {
            // A file that is named is read whatever its name.
            let name = path.file_name().unwrap_or_default();
            let folder = path.parent().unwrap_or(Path::new(""));
            let name = name.to_string_lossy().into_owned();
            if self.is_first(|| plain(path), false) {
                let stamp = Stamp::from(&metadata);
                self.file(&Rc::from(folder), name, path.to_owned(), stamp);
            }
        } else if home_folders(path).any(|(_, folder)| folder.is_dir()) {
            self.home(path);
        } else {
            self.walked.insert(path.to_owned());
            self.tree(&Rc::from(path), path, "");
        }
        Ok(())
    }

    fn home(&mut self, home: &Path) {
        self.walked.insert(home.to_owned());
        let root = Rc::from(home);
        for (name, folder) in home_folders(home).filter(|(_, folder)| folder.is_dir()) {
            self.tree(&root, &folder, &format!("{name}/"));
        }
    }

    /// Whether no file was found yet at this place, a plain path.
    fn is_first(&mut self, place: impl FnOnce() -> PathBuf, is_with_folder: bool) -> bool {
        if is_with_folder && self.seen.is_none() {
            return true;
        }
        let files = self.files.iter();
        let found = || {
            files
                .map(|file| plain(&file.path).into_os_string())
                .collect()
        };
        let seen = self.seen.get_or_insert_with(found);
        seen.insert(place().into_os_string())
    }

    fn file(&mut self, home: &Rc<Path>, name: String, path: PathBuf, stamp: Stamp) {
        self.files.push(Source {
            name,
            path,
            home: Rc::clone(home),
            size_bytes: stamp.size_bytes,
            modified_ms: stamp.modified_ms,
        });
    }

    /// Everything below `folder`; links may lead anywhere below `root`.
    fn tree(&mut self, root: &Rc<Path>, folder: &Path, name: &str) {
        let before = self.files.len();
        let mut open = vec![(folder.to_owned(), name.to_owned())];
        while let Some((folder, name)) = open.pop() {
            let place = plain(&folder);
            if !self.folders.insert(place.clone().into_os_string()) {
                continue;
            }
            let walked = Walked {
                root,
                name: &name,
                place: &place,
                is_by_link: false,
            };
            if let Some(told) = self.told.take(&folder) {
                let above = open.len();
                for (entry, stamp) in told {
                    self.take_entry(&walked, &folder, &entry, &mut open, || Some(stamp));
                }
                // The first is opened first: told in order, files are found in it.
                open[above..].reverse();
                continue;
            }
            match Folder::list(&folder) {
                Ok((opened, entries)) => {
                    for entry in entries {
                        let stamp = || opened.stamp(&entry.name);
                        self.take_entry(&walked, &folder, &entry, &mut open, stamp);
                    }
                }
                Err(error) => self.refused(&walked, &folder, &error, &mut open),
            }
        }
        self.files[before..].sort();
    }

    fn take_entry(
        &mut self,
        above: &Walked<'_>,
        folder: &Path,
        entry: &Entry,
        open: &mut Vec<(PathBuf, String)>,
        stamp: impl FnOnce() -> Option<Stamp>,
    ) {
        let path = folder.join(&entry.name);
        match entry.kind {
            Kind::Link => self.link(above, &path, open),
            kind => self.entry(above, kind, path, open, stamp),
        }
    }

    fn entry(
        &mut self,
        above: &Walked<'_>,
        kind: Kind,
        path: PathBuf,
        open: &mut Vec<(PathBuf, String)>,
        stamp: impl FnOnce() -> Option<Stamp>,
    ) {
        let base = path.file_name().unwrap_or_default();
        let text = base.to_string_lossy();
        if kind == Kind::Folder {
            let name = format!("{}{text}/", above.name);
            return open.push((path, name));
        }
        if !is_rollout(&text) {
            return;
        }
        // What the runtime does not tell of all entries of a folder, it tells of one.
        if kind == Kind::File || path.is_file() {
            if self.is_first(|| above.place.join(base), !above.is_by_link) {
                let name = format!("{}{text}", above.name);
                self.file(above.root, name, path, stamp().unwrap_or_default());
            }
        } else if !above.is_by_link {
            let why = NO_FILE;
            self.unread.push(Unread { path, why });
        }
    }

    /// The runtime cannot list this folder: what lies in it comes from whoever listed it for this run.
    fn refused(
        &mut self,
        above: &Walked<'_>,
        folder: &Path,
        error: &io::Error,
        open: &mut Vec<(PathBuf, String)>,
    ) {
        let listed = self.listed.iter().cloned();
        let listed = listed.filter(|path| path.parent() == Some(folder));
        let listed: Vec<PathBuf> = listed.collect();
        if listed.is_empty() || !is_unnameable(error) {
            self.unread(above.root, folder.to_owned(), error);
            return;
        }
        for path in listed {
            match path.symlink_metadata() {
                Ok(metadata) if metadata.is_symlink() => self.link(above, &path, open),
                Ok(metadata) => {
                    let stamp = || Some(Stamp::from(&metadata));
                    self.entry(above, metadata.file_type().into(), path, open, stamp);
                }
                Err(_) if path.to_string_lossy().contains(char::REPLACEMENT_CHARACTER) => {
                    let why = NOT_TEXT;
                    self.unread.push(Unread { path, why });
                }
                Err(error) => self.unread(above.root, path, &error),
            }
        }
    }

    fn link(&mut self, above: &Walked<'_>, link: &Path, open: &mut Vec<(PathBuf, String)>) {
        let root = above.root;
        let target = match fs::read_link(link) {
            Ok(target) => Some(plain(&link.parent().unwrap_or(root).join(target))),
            Err(error) if error.kind() == ErrorKind::NotFound => return,
            // The sandbox does not say where an absolute one leads: out of it.
            Err(_) => None,
        };
        let base = link.file_name().unwrap_or_default();
        let may_matter = is_rollout(&base.to_string_lossy()) || link.extension().is_none();
        let Some(target) = target.filter(|target| target.starts_with(plain(root))) else {
            *self.links_out.entry(root.to_path_buf()).or_default() += u32::from(may_matter);
            return;
        };
        if let Ok(metadata) = fs::metadata(&target) {
            let place = target.parent().unwrap_or(Path::new("")).to_owned();
            let above = Walked {
                place: &place,
                is_by_link: true,
                ..*above
            };
            let stamp = || Some(Stamp::from(&metadata));
            self.entry(&above, metadata.file_type().into(), target, open, stamp);
        }
    }

    fn unread(&mut self, root: &Path, path: PathBuf, error: &io::Error) {
        self.walked.remove(root);
        if is_unnameable(error) {
            self.unnameable.insert(root.to_owned());
            return;
        }
        self.unread.push(Unread {
            path,
            why: reason(error),
        });
    }
}

/// Whether a folder holds a name that the runtime cannot hand over.
fn is_unnameable(error: &io::Error) -> bool {
    cfg!(target_os = "wasi") && error.raw_os_error() == Some(WASI_ILLEGAL_BYTES)
}

/// The folder that is being walked.
#[derive(Clone, Copy)]
struct Walked<'a> {
    /// The home or folder that was given.
    root: &'a Rc<Path>,
    /// Its path below that one, with `/` at its end.
    name: &'a str,
    /// Where it lies, plainly: so are the files in it, without taking each path apart.
    place: &'a Path,
    /// Whether what is found lies there by a link only.
    is_by_link: bool,
}

fn home_folders(home: &Path) -> impl Iterator<Item = (&'static str, PathBuf)> {
    HOME_FOLDERS.into_iter().map(|name| (name, home.join(name)))
}

/// `rollout-*.jsonl`, `rollout-*.jsonl.zst`, `rollout-*.json`.
fn is_rollout(base: &str) -> bool {
    let ends = [".jsonl", ".jsonl.zst", ".json"];
    base.starts_with("rollout-") && ends.iter().any(|end| base.ends_with(end))
}

/// The path without `.` and `..`, by its text alone.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        let can_leave = matches!(plain.components().next_back(), Some(Component::Normal(_)));
        match part {
            Component::CurDir => {}
            Component::ParentDir if can_leave => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_rollouts() {
        for (base, expected) in [
            ("rollout-2026-08-06T08-00-00-019f.jsonl", true),
            ("rollout-2026-08-06T08-00-00-019f.jsonl.zst", true),
            ("rollout-2025-04-20-abc.json", true),
            ("session.jsonl", false),
            ("rollout-x.jsonl.bak", false),
            ("auth.json", false),
        ] {
            assert_eq!(is_rollout(base), expected, "{base}");
        }
    }

    #[test]
    fn paths_by_their_text() {
        for (path, expected) in [
            ("a/./b/../c", "a/c"),
            ("/a/../../b", "/../b"),
            ("../a", "../a"),
            ("./a", "a"),
        ] {
            assert_eq!(plain(Path::new(path)), Path::new(expected), "{path}");
        }
    }
}
