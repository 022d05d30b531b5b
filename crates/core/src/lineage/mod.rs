//! Which usage belongs to which file: the law of FORMAT.md §7.6 over all files at once.
//!
//! A file alone tells what its lines state ([`crate::session`]); here copies of a file are set aside, running
//! totals are followed (from another file's end where one continues it), and each stated token gets one fate.
//! What breaks if this is touched: every total. `reference_count.py`'s twin in `tests/oracle` must agree.

mod agents;
mod copies;
mod name;
mod traced;

pub use agents::{Ancestry, ThreadFile, ancestries};
pub use name::FileName;
pub use traced::TracedFile;
pub(crate) use traced::{Outline, TracedRows};

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use crate::order::InOrder;
use crate::privacy::{Id, Label};
use crate::record::{Tier, Timestamp, Tokens};
use crate::session::{FileFacts, StateEvent, StateEventKind};
use agents::goes_on_itself;
use traced::Seed;

/// Files that continue one another in a row: past any real history, and far below what the stack holds.
const CHAIN_CAP: usize = 200;

/// One file as the host handed it over.
#[derive(Clone, Default)]
pub struct SourceFile {
    /// What its name tells.
    pub name: FileName,
    /// Bytes as they were fed, packed or not.
    pub size: u64,
    /// What kept it from being read to its end, if anything did.
    pub trouble: Option<Trouble>,
    /// What its lines say.
    pub facts: FileFacts,
}

/// What kept a file from being read to its end.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Trouble {
    /// The host may not read it.
    PermissionDenied,
    /// It is gone since it was found.
    Gone,
    /// The host failed to read it.
    ReadFailed,
    /// Packed data end early; what was unpacked counts.
    PackedShort,
    /// Packed data are damaged; what was unpacked counts.
    PackedDamaged,
    /// It unpacks to more than a rollout can be.
    PackedOverCap,
}

impl Trouble {
    /// Whether nothing of the file counts.
    pub fn loses_the_file(self) -> bool {
        !matches!(self, Self::PackedShort | Self::PackedDamaged)
    }

    /// Whether it is the host's trouble, not the file's: another try may end otherwise.
    pub fn may_pass(self) -> bool {
        matches!(self, Self::PermissionDenied | Self::Gone | Self::ReadFailed)
    }
}

impl SourceFile {
    /// Whether nothing of the file counts.
    fn is_unread(&self) -> bool {
        self.trouble.is_some_and(Trouble::loses_the_file)
    }

    /// That its thread was reverted, if the file is the one that goes on from there.
    pub(crate) fn revert(&self) -> Option<StateEvent> {
        let identity = self.facts.identity.as_ref()?;
        let base = self.facts.history_base.as_ref()?.rollout_id.as_ref();
        let goes_on = goes_on_itself(identity, base?, self.name.rollout_id.as_ref());
        goes_on.then(|| StateEvent {
            at: identity.started_at,
            kind: StateEventKind::ThreadReverted,
            ..StateEvent::default()
        })
    }
}

/// What became of a token that a line states.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// A response of this session.
    #[default]
    Counted,
    /// On a line copied from another session.
    Inherited,
    /// Told before, or told better by a record.
    Repeated,
}

/// One statement of usage with its fate.
#[derive(Clone, Debug, Default)]
pub struct UsageRow {
    /// What became of it.
    pub fate: Fate,
    /// When its line was written.
    pub at: Option<Timestamp>,
    /// Own turn that it belongs to, by index into the file's turns.
    pub turn: Option<u32>,
    /// Model that it ran on.
    pub model: Option<Label>,
    /// Effort that it was made at; absent where it is the model's own.
    pub effort: Option<Label>,
    /// Service tier that the thread's settings prove.
    pub tier: Option<Tier>,
    /// Response id, where a record tells it.
    pub response_id: Option<Id>,
    /// Its tokens, without `missing`.
    pub tokens: Tokens,
    /// Tokens that only the running total shows.
    pub missing: Tokens,
    /// The response compacted the window.
    pub is_compaction: bool,
    /// All that the session used until after the response, as the line states it.
    pub stated_total: Option<u64>,
}

/// What lineage decides about one file.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    /// The file that counts instead of this one.
    pub set_aside_for: Option<u32>,
    /// Its usage, in file order, where another file decides about that too: it continues that one.
    pub usage: Option<Vec<UsageRow>>,
}

/// Decides about all files. The order of `files` decides nothing.
pub fn resolve(files: &[TracedFile]) -> Vec<Resolved> {
    let candidates = files.iter().map(TracedFile::candidate).collect::<Vec<_>>();
    let set_aside = copies::set_aside(&candidates);
    let bases = Bases::new(files, &set_aside);
    let resolved = set_aside.iter().enumerate().map(|(file, winner)| {
        let usage = files[file].usage_from(|| bases.seed(file, &mut Vec::new()));
        Resolved {
            set_aside_for: winner.map(|winner| winner as u32),
            usage: usage.map(|usage| winner.map_or(usage, |_| Vec::new())),
        }
    });
    resolved.collect()
}

/// Files that others continue, by rollout id.
struct Bases<'a> {
    files: &'a [TracedFile],
    by_rollout: BTreeMap<&'a Id, usize>,
}

impl<'a> Bases<'a> {
    fn new(files: &'a [TracedFile], set_aside: &[Option<usize>]) -> Self {
        let mut counting = (0..files.len())
            .filter(|&file| set_aside[file].is_none())
            .collect::<Vec<_>>();
        counting.order_by_key(|&file| &files[file].name.path);
        let ids = counting
            .into_iter()
            .filter_map(|file| Some((files[file].name.rollout_id.as_ref()?, file)));
        Self {
            files,
            by_rollout: ids.collect(),
        }
    }

    /// What `file` continues from. `path` holds the files on the way, so that a ring of bases ends.
    fn seed(&self, file: usize, path: &mut Vec<usize>) -> Seed {
        path.push(file);
        let base = self.files[file].history_base();
        let found = base.and_then(|base| {
            Some((
                self.by_rollout.get(base.rollout_id.as_ref()?)?,
                base.end_ordinal,
            ))
        });
        match found {
            Some((&base, end))
                if path.len() < CHAIN_CAP
                    && !path.contains(&base)
                    && self.files[base].is_of_a_thread() =>
            {
                self.files[base].state_before(end, || self.seed(base, path))
            }
            _ => Seed::default(),
        }
    }
}
