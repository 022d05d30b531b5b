//! Which usage belongs to which file: the law of FORMAT.md §7.6 over all files at once.
//!
//! A file alone tells what its lines state ([`crate::session`]); here copies of a file are set aside, running
//! totals are followed (from another file's end where one continues it), and each stated token gets one fate.
//! What breaks if this is touched: every total. `reference_count.py`'s twin in `tests/oracle` must agree.

mod agents;
mod copies;
mod counter;
mod name;

pub use agents::{Ancestry, ThreadFile, ancestries};
pub use name::FileName;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use crate::privacy::{Id, Label};
use crate::record::{Tier, Timestamp, Tokens};
use crate::session::{FileFacts, Reading, ReadingKind};
use copies::Candidate;
use counter::Counter;

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
}

/// What lineage decides about one file.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    /// The file that counts instead of this one.
    pub set_aside_for: Option<u32>,
    /// Its usage, in file order.
    pub usage: Vec<UsageRow>,
}

/// Decides about all files. The order of `files` decides nothing.
pub fn resolve(files: &[SourceFile]) -> Vec<Resolved> {
    let candidates = files
        .iter()
        .map(|file| Candidate {
            name: &file.name,
            size: file.size,
            first_line: file.facts.first_line,
        })
        .collect::<Vec<_>>();
    let set_aside = copies::set_aside(&candidates);
    let bases = Bases::new(files, &set_aside);
    set_aside
        .iter()
        .enumerate()
        .map(|(index, winner)| Resolved {
            set_aside_for: winner.map(|winner| winner as u32),
            usage: if winner.is_some() || files[index].is_unread() {
                Vec::new()
            } else {
                let facts = &files[index].facts;
                follow(facts, bases.seed(index, &mut Vec::new())).rows(facts)
            },
        })
        .collect()
}

/// Where a file stands before its first line: what another file left.
#[derive(Clone, Debug, Default)]
struct Seed {
    head: Option<Tokens>,
    model: Option<Label>,
}

/// Files that others continue, by rollout id.
struct Bases<'a> {
    files: &'a [SourceFile],
    by_rollout: BTreeMap<&'a Id, usize>,
}

impl<'a> Bases<'a> {
    fn new(files: &'a [SourceFile], set_aside: &[Option<usize>]) -> Self {
        let mut counting = (0..files.len())
            .filter(|&file| set_aside[file].is_none())
            .collect::<Vec<_>>();
        counting.sort_by_key(|&file| &files[file].name.path);
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
        let base = self.files[file].facts.history_base.as_ref();
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
                    && self.files[base].facts.identity.is_some() =>
            {
                let seed = self.seed(base, path);
                follow_until(&self.files[base].facts, seed, end)
            }
            _ => Seed::default(),
        }
    }
}

/// The state of a file before `end`: its newest line, in file order, that lies before it.
fn follow_until(facts: &FileFacts, seed: Seed, end: Option<u64>) -> Seed {
    let is_before =
        |ordinal: Option<u64>| end.is_none_or(|end| ordinal.is_none_or(|ordinal| ordinal < end));
    let followed = follow(facts, seed.clone());
    let head = followed
        .heads
        .iter()
        .rev()
        .find(|(ordinal, _)| is_before(*ordinal))
        .map_or(seed.head, |(_, head)| *head);
    let model = facts
        .contexts
        .iter()
        .rev()
        .find(|(ordinal, _)| is_before(*ordinal))
        .and_then(|(_, model)| *model);
    let model = model
        .and_then(|model| facts.models.get(model as usize))
        .cloned()
        .or(seed.model);
    Seed { head, model }
}

/// A file whose totals were followed.
struct Followed {
    seed: Seed,
    steps: Vec<counter::Step>,
    /// Running total after each `token_count`, by its ordinal.
    heads: Vec<(Option<u64>, Option<Tokens>)>,
    is_interleaved: bool,
}

fn follow(facts: &FileFacts, seed: Seed) -> Followed {
    let mut counter = Counter::seeded(seed.head);
    let mut heads = Vec::new();
    let steps = facts.readings.iter().map(|reading| match reading.kind {
        ReadingKind::Count { total, last } => {
            let step = counter.take(total, last);
            heads.push((reading.ordinal, counter.head()));
            step
        }
        ReadingKind::Record { usage, .. } => counter::Step {
            counted: usage,
            ..counter::Step::default()
        },
    });
    let steps = steps.collect();
    Followed {
        seed,
        steps,
        heads,
        is_interleaved: counter.is_interleaved(),
    }
}

impl Followed {
    fn rows(&self, facts: &FileFacts) -> Vec<UsageRow> {
        let is_record = |reading: &&Reading| matches!(reading.kind, ReadingKind::Record { .. });
        let recorded = facts
            .readings
            .iter()
            .filter(is_record)
            .map(|reading| reading.scope)
            .collect::<BTreeSet<_>>();
        let mut rows = Vec::new();
        for (reading, step) in facts.readings.iter().zip(&self.steps) {
            if step.repeated != Tokens::default() {
                rows.push(self.row(
                    facts,
                    reading,
                    Fate::Repeated,
                    step.repeated,
                    Tokens::default(),
                ));
            }
            let is_record = is_record(&reading);
            if step.counted == Tokens::default() && !is_record {
                continue;
            }
            let fate = if !is_record && recorded.contains(&reading.scope) {
                Fate::Repeated
            } else if reading.is_copied {
                Fate::Inherited
            } else {
                Fate::Counted
            };
            let missing = if self.is_interleaved {
                Tokens::default()
            } else {
                step.missing
            };
            rows.push(self.row(facts, reading, fate, step.counted, missing));
        }
        rows
    }

    fn row(
        &self,
        facts: &FileFacts,
        reading: &Reading,
        fate: Fate,
        tokens: Tokens,
        missing: Tokens,
    ) -> UsageRow {
        let own_model = reading
            .model
            .and_then(|model| facts.models.get(model as usize));
        UsageRow {
            fate,
            at: reading.at,
            turn: reading.turn,
            model: own_model.or(self.seed.model.as_ref()).cloned(),
            tier: reading.tier,
            response_id: match &reading.kind {
                ReadingKind::Record { response_id, .. } => response_id.clone(),
                ReadingKind::Count { .. } => None,
            },
            tokens,
            missing,
            is_compaction: reading.is_compaction,
        }
    }
}
