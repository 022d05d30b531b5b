//! What lies in folders, as text that one side tells the other: of each its path, and of all in it what they are called and
//! whether they may have changed.
//!
//! The launcher includes this file too: it looks at every file of a Codex home before its guest asks. Out of the sandbox a
//! look is one call of the system, through WASI it is four. What is not told the guest looks at itself.

use std::fmt::Write;
use std::fs::FileType;

/// Ends a folder's path and each entry. A name that holds it cannot be told.
pub const END: char = '\n';

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A folder.
    Folder,
    /// A link, wherever it leads.
    Link,
    /// A file.
    File,
    /// A pipe, a socket or a device: to open one can take for ever. Or the runtime does not tell.
    Other,
}

impl From<FileType> for Kind {
    fn from(kind: FileType) -> Self {
        match () {
            () if kind.is_dir() => Self::Folder,
            () if kind.is_symlink() => Self::Link,
            () if kind.is_file() => Self::File,
            () => Self::Other,
        }
    }
}

/// What tells whether a file has changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Its size.
    pub size_bytes: u64,
    /// When it was last written, in milliseconds since 1970; absent where nobody can tell.
    pub modified_ms: Option<i64>,
}

/// Begins a folder.
pub fn tell_folder(path: &str, out: &mut String) {
    out.push('/');
    out.push_str(path);
    out.push(END);
}

/// Adds an entry to the folder that was begun last; only files have a stamp.
pub fn tell_entry(name: &str, kind: Kind, stamp: Stamp, out: &mut String) {
    let Stamp {
        size_bytes,
        modified_ms,
    } = stamp;
    let told = match (kind, modified_ms) {
        (Kind::Folder, _) => write!(out, "d{name}"),
        (Kind::Link, _) => write!(out, "l{name}"),
        (Kind::Other, _) => write!(out, "o{name}"),
        (Kind::File, None) => write!(out, "f{size_bytes} - {name}"),
        (Kind::File, Some(modified_ms)) => write!(out, "f{size_bytes} {modified_ms} {name}"),
    };
    told.expect("text grows");
    out.push(END);
}

/// A part of what was told.
#[derive(Debug, PartialEq, Eq)]
pub enum Told<'a> {
    /// A folder begins.
    Folder(&'a str),
    /// Something lies in it.
    Entry(&'a str, Kind, Stamp),
}

/// All that was told, in its order; what was not written so is passed over.
pub fn parts(text: &str) -> impl Iterator<Item = Told<'_>> {
    text.split_terminator(END).filter_map(part)
}

fn part(text: &str) -> Option<Told<'_>> {
    let (mark, rest) = text.split_at_checked(1)?;
    let plain = |kind| Told::Entry(rest, kind, Stamp::default());
    Some(match mark {
        "/" => Told::Folder(rest),
        "d" => plain(Kind::Folder),
        "l" => plain(Kind::Link),
        "o" => plain(Kind::Other),
        "f" => {
            let (size, rest) = rest.split_once(' ')?;
            let (modified, name) = rest.split_once(' ')?;
            let stamp = Stamp {
                size_bytes: size.parse().ok()?,
                modified_ms: modified.parse().ok(),
            };
            Told::Entry(name, Kind::File, stamp)
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_understood() {
        let stamp = |modified_ms| Stamp {
            size_bytes: 7,
            modified_ms,
        };
        let entries = [
            ("2026 08", Kind::Folder, Stamp::default()),
            ("größe", Kind::Link, Stamp::default()),
            ("pipe", Kind::Other, Stamp::default()),
            ("rollout - a.jsonl", Kind::File, stamp(Some(-1))),
            ("/b", Kind::File, stamp(None)),
        ];
        let mut text = String::new();
        tell_folder("~/.codex/sessions", &mut text);
        for (name, kind, stamp) in entries {
            tell_entry(name, kind, stamp, &mut text);
        }
        tell_folder("", &mut text);
        let told: Vec<_> = parts(&text).collect();
        let mut expected = vec![Told::Folder("~/.codex/sessions")];
        expected.extend(entries.map(|(name, kind, stamp)| Told::Entry(name, kind, stamp)));
        expected.push(Told::Folder(""));
        assert_eq!(told, expected);
    }
}
