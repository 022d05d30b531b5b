//! The row of a source file: what it is called, how it looked when it was read, and what became of it.

use alloc::borrow::Cow;
use alloc::string::ToString;

use crate::lineage::{SourceFile, Trouble};
use crate::privacy::{Id, Key, Name, Pseudonym, PseudonymKind, RolloutPath};
use crate::record::Timestamp;
use crate::session::FileForm;

/// One source file.
#[derive(Clone, Debug, Default)]
pub struct SourceRecord {
    /// Its number: its place in the order of `begin`, or what the host's plan gave it. All its rows carry it.
    pub id: u32,
    /// The Codex home, or the folder, that it lies in; absent where the host tells none.
    pub home: Option<Name>,
    /// Its path below the home.
    pub name: SourceName,
    /// Its base name without `.zst`.
    pub base: SourceName,
    /// Last UUID of the base name.
    pub rollout_id: Option<Id>,
    /// It ends in `.zst`.
    pub is_packed: bool,
    /// It is one JSON document, of the TypeScript client, and has no lines.
    pub is_document: bool,
    /// It lies under `archived_sessions`.
    pub is_archived: bool,
    /// What it is, where it is no rollout.
    pub form: Option<FileForm>,
    /// Bytes as they were read, packed or not.
    pub size_bytes: u64,
    /// When it was last written, as the host saw it before reading.
    pub modified_at: Option<Timestamp>,
    /// Keyed hash of its first and last bytes, where the host takes one.
    pub ends: Option<Pseudonym>,
    /// It is no more; its rows stay.
    pub is_gone: bool,
    /// Its rows were deleted because somebody wanted that; it is read again only when it is asked for.
    pub is_purged: bool,
    /// What kept it from being read to its end, if anything did.
    pub trouble: Option<Trouble>,
    /// Number of the file that counts instead of this one.
    pub set_aside_for: Option<u32>,
    /// Keyed hash of its first line: equal for copies of one file. Absent without a key.
    pub first_line: Option<Pseudonym>,
    /// Rollout id of the file that this one continues.
    pub history_base_id: Option<Id>,
    /// Lines that are not blank.
    pub lines_seen: u64,
    /// Of these, lines that were lost.
    pub lines_skipped: u64,
    /// Time of its newest line.
    pub newest_line_at: Option<Timestamp>,
}

/// The path or base name of a file: as it is where it has the form of Codex's own, else as a pseudonym.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceName {
    /// Holds times and ids only.
    Rollout(RolloutPath),
    /// May hold what a person wrote.
    Other(Name),
}

impl Default for SourceName {
    fn default() -> Self {
        Self::Other(Name::default())
    }
}

impl SourceName {
    /// Of a path with `/`.
    pub fn new(path: &str, key: Option<&Key>) -> Self {
        RolloutPath::new(path).map_or_else(
            || {
                let mut name = Name::new(path);
                name.hide(key, PseudonymKind::Path);
                Self::Other(name)
            },
            Self::Rollout,
        )
    }

    /// What is kept of it: the path of a rollout, or a pseudonym; absent without a key for one.
    pub fn kept(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Rollout(path) => Some(Cow::Borrowed(path.as_str())),
            Self::Other(name) => name
                .pseudonym()
                .map(|pseudonym| Cow::Owned(pseudonym.to_string())),
        }
    }

    pub(super) fn other_mut(&mut self) -> Option<&mut Name> {
        match self {
            Self::Rollout(_) => None,
            Self::Other(name) => Some(name),
        }
    }
}

impl SourceRecord {
    /// What is known of a file once it was read, beside what the host knew before.
    pub(super) fn of(file: &SourceFile, before: Self, key: Option<&Key>) -> Self {
        let (facts, history_base) = (&file.facts, file.facts.history_base.as_ref());
        let first_line = key.zip(facts.first_line).map(|(key, hash)| {
            key.pseudonym_of_bytes(PseudonymKind::FirstLine, &hash.to_be_bytes())
        });
        Self {
            size_bytes: file.size,
            trouble: file.trouble,
            set_aside_for: None,
            first_line,
            history_base_id: history_base.and_then(|base| base.rollout_id.clone()),
            lines_seen: facts.lines_seen,
            lines_skipped: facts.lines_skipped,
            newest_line_at: facts.newest_line_at,
            name: SourceName::new(&file.name.path, key),
            base: SourceName::new(&file.name.base, key),
            rollout_id: file.name.rollout_id.clone(),
            is_packed: file.name.is_packed,
            is_document: file.name.is_document,
            is_archived: file.name.is_archived,
            form: facts.form,
            ..before
        }
    }

    /// With what was known of the file before it was read.
    pub(crate) fn with_known(self, before: Self) -> Self {
        Self {
            id: before.id,
            home: before.home,
            modified_at: before.modified_at,
            ends: before.ends,
            is_gone: before.is_gone,
            is_purged: before.is_purged,
            ..self
        }
    }

    /// Whether nothing of the file counts, though it may be no copy.
    pub fn is_unread(&self) -> bool {
        self.trouble.is_some_and(Trouble::loses_the_file)
    }

    /// Whether some of it was lost.
    pub fn is_partial(&self) -> bool {
        !self.is_unread() && (self.trouble.is_some() || self.lines_skipped > 0)
    }
}
