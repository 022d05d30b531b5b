//! What a host that keeps rows has to read: what is new or changed, and what hangs together with it.
//!
//! A file that grew, shrank or changed is read anew as a whole and its rows are replaced. To go on where reading stopped,
//! all that the collectors hold in between would have to be stored too, in a form that each of their changes breaks.
//!
//! What lineage decides about a file depends on its copies and on the file that it continues. Such files form a group:
//! same base name, same rollout id, or one the history base of the other. What breaks if touched: when one of a group
//! appears, changes or goes, all that are there must be read, or a copy counts twice.
//!
//! A purged file is one that nobody wants to see again: it does not count as changed, whatever becomes of it, and where
//! it turns up under another name it is purged there too. As one of a group that changed it is read, because what the
//! others count can depend on it; but nothing of it is kept.

use alloc::borrow::Cow;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;
use core::borrow::Borrow;

use xxhash_rust::xxh3::xxh3_64;

use super::{FileRecords, SourceName, SourceRecord};
use crate::lineage::{FileName, Trouble};
use crate::order;
use crate::privacy::{Id, Key, Name, Pseudonym, PseudonymKind};
use crate::record::Timestamp;

/// A file as the host finds it.
#[derive(Clone, Copy, Default)]
pub struct Found<'a> {
    /// The Codex home, or the folder that was given.
    pub home: Option<&'a str>,
    /// Path below it, with `/`.
    pub name: &'a str,
    /// Its size.
    pub size_bytes: u64,
    /// When it was last written.
    pub modified_at: Option<Timestamp>,
    /// Keyed hash of its first and last bytes ([`PseudonymKind::Ends`]), where the host takes one.
    pub ends: Option<Pseudonym>,
}

/// What is to be done about the files found and the sources kept.
pub struct Plan {
    files: Vec<Planned>,
    gone: Vec<SourceRecord>,
    groups: Groups,
    /// A file of each group that is to be read.
    changed: Vec<usize>,
}

/// A file found.
struct Planned {
    source: SourceRecord,
    /// Its place among all files of the groups.
    member: usize,
    /// It was read before.
    is_known: bool,
    is_handed_out: bool,
}

impl Plan {
    /// Compares what is found with what is kept: the row of every source. Without a key only files whose names have the
    /// form of Codex's own can be known again.
    pub fn new(found: &[Found<'_>], kept: &[impl Borrow<SourceRecord>], key: Option<&Key>) -> Self {
        let kept: Vec<&SourceRecord> = kept.iter().map(Borrow::borrow).collect();
        let placed = kept
            .iter()
            .filter_map(|kept| Some((place_of(kept)?, *kept)));
        let by_place = order::map(placed);
        let largest = kept.iter().map(|kept| kept.id).max();
        let mut free_id = largest.map_or(0, |id| id.saturating_add(1));
        let mut plan = Self {
            files: Vec::with_capacity(found.len()),
            gone: Vec::new(),
            groups: Groups::default(),
            changed: Vec::new(),
        };
        let mut there = BTreeSet::new();
        let purged = Purged::of(&kept);
        // Most files have the same home, and its pseudonym has its price.
        let mut homes: BTreeMap<&str, Name> = BTreeMap::new();
        for found in found {
            let home = found.home.map(|home| {
                let known = homes.entry(home).or_insert_with(|| hidden_home(home, key));
                known.clone()
            });
            let by_name = known_by_name(&by_place, home.as_ref(), found.name);
            let mut source = match by_name {
                Some(known) => found.source_of(known, home),
                None => found.source(home, key),
            };
            let by_place = || by_place.get(&place_of(&source)?).copied();
            let known = by_name.or_else(by_place);
            let known = known.filter(|known| there.insert(known.id));
            let is_changed = known.is_none_or(|known| !known.is_purged && found.differs(known));
            if let Some(known) = known {
                source.id = known.id;
                source.history_base_id = known.history_base_id.clone();
                source.is_purged = known.is_purged;
            } else {
                source.id = free_id;
                source.is_purged = purged.holds(&source);
                free_id = free_id.saturating_add(1);
            }
            let member = plan.groups.add(&source);
            plan.changed.extend(is_changed.then_some(member));
            plan.files.push(Planned {
                source,
                member,
                is_known: known.is_some(),
                is_handed_out: false,
            });
        }
        for kept in kept.iter().filter(|kept| !there.contains(&kept.id)) {
            let member = plan.groups.add(kept);
            plan.changed.extend((!kept.is_gone).then_some(member));
            plan.gone.push((*kept).clone());
        }
        plan
    }

    /// The files to read next, by their place among those found: each with its copies, so that what it leaves behind can
    /// be [released](crate::Engine::release) after them. To be asked again with what was read and not released, until
    /// there are none: only a file itself tells which one it continues.
    pub fn next(&mut self, read: &[FileRecords]) -> Vec<Vec<usize>> {
        let handed_out = self.files.iter().filter(|file| file.is_handed_out);
        let handed_out = order::set(handed_out.map(|file| file.source.id));
        let sources = read.iter().map(|records| &records.source);
        for source in sources.filter(|source| handed_out.contains(&source.id)) {
            let member = self.groups.add(source);
            self.changed.push(member);
        }
        let changed = order::set(self.changed.iter().map(|&of| self.groups.root(of)));
        let mut next: Vec<Vec<usize>> = Vec::new();
        let mut by_root = BTreeMap::new();
        for (at, file) in self.files.iter_mut().enumerate() {
            let root = self.groups.root(file.member);
            if !file.is_handed_out && changed.contains(&root) {
                file.is_handed_out = true;
                let fresh = next.len();
                let group = *by_root.entry(root).or_insert(fresh);
                next.resize_with(next.len().max(group + 1), Vec::new);
                next[group].push(at);
            }
        }
        next
    }

    /// Numbers of the files to read whose group was not read to its end, when reading stops early: what was decided about
    /// them can be wrong. `read` is what was read.
    pub fn unfinished(&mut self, read: &[FileRecords]) -> BTreeSet<u32> {
        // A file that was read last can still tell which one it continues.
        self.next(read);
        let read = order::set(read.iter().map(|records| records.source.id));
        let handed_out = || self.files.iter().filter(|file| file.is_handed_out);
        let missing = handed_out().filter(|file| !read.contains(&file.source.id));
        let open = order::set(missing.map(|file| self.groups.root(file.member)));
        let of_open = handed_out().filter(|file| open.contains(&self.groups.root(file.member)));
        order::set(of_open.map(|file| file.source.id))
    }

    /// What to begin a file with.
    pub fn source(&self, place: usize) -> Option<&SourceRecord> {
        self.files.get(place).map(|file| &file.source)
    }

    /// Whether the file of this number was there and read before.
    pub fn is_known(&self, id: u32) -> bool {
        let mut files = self.files.iter();
        files.any(|file| file.is_known && file.source.id == id)
    }

    /// Numbers of the files whose rows are right as they are. To be asked when no file is left to read.
    pub fn unchanged(&self) -> impl Iterator<Item = u32> {
        let files = self.files.iter().filter(|file| !file.is_handed_out);
        let unchanged = files.filter(|file| !file.source.is_purged);
        unchanged.map(|file| file.source.id)
    }

    /// Numbers of the files that are there and purged.
    pub fn purged(&self) -> impl Iterator<Item = u32> {
        let purged = self.files.iter().filter(|file| file.source.is_purged);
        purged.map(|file| file.source.id)
    }

    /// Numbers of the files that are no more since the last run. Their rows stay, and so does the history in them.
    pub fn gone(&self) -> impl Iterator<Item = u32> {
        let gone = self.gone.iter().filter(|gone| !gone.is_gone);
        gone.map(|gone| gone.id)
    }

    /// Numbers of the files that are no more and of which `read` is a copy under another name: packed, unpacked, archived
    /// or brought back. Their rows go in the transaction that brings the rows of `read`, or all would count twice.
    pub fn replaced_by(&self, read: &SourceRecord) -> impl Iterator<Item = u32> {
        let gone = self.gone.iter().filter(|gone| gone.is_copy_of(read));
        gone.map(|gone| gone.id)
    }
}

fn hidden_home(home: &str, key: Option<&Key>) -> Name {
    let mut name = Name::new(home);
    name.hide(key, PseudonymKind::Home);
    name
}

impl Found<'_> {
    fn source(&self, home: Option<Name>, key: Option<&Key>) -> SourceRecord {
        let name = FileName::new(self.name);
        SourceRecord {
            home,
            name: SourceName::new(&name.path, key),
            base: SourceName::new(&name.base, key),
            rollout_id: name.rollout_id,
            size_bytes: self.size_bytes,
            modified_at: self.modified_at,
            ends: self.ends,
            ..SourceRecord::default()
        }
    }

    /// As [`source`](Self::source), where its name was taken apart when it was stored.
    fn source_of(&self, known: &SourceRecord, home: Option<Name>) -> SourceRecord {
        SourceRecord {
            home,
            name: known.name.clone(),
            base: known.base.clone(),
            rollout_id: known.rollout_id.clone(),
            size_bytes: self.size_bytes,
            modified_at: self.modified_at,
            ends: self.ends,
            ..SourceRecord::default()
        }
    }

    /// Whether it may hold other bytes than when it was read.
    fn differs(&self, kept: &SourceRecord) -> bool {
        let ends = self.ends.zip(kept.ends);
        kept.is_gone
            || kept.trouble.is_some_and(Trouble::may_pass)
            || kept.size_bytes != self.size_bytes
            || kept.modified_at != self.modified_at
            || ends.is_some_and(|(found, kept)| found != kept)
    }
}

impl SourceRecord {
    /// Whether both are of one session's file, the other one being at hand (FORMAT.md §7.6 rule 5).
    fn is_copy_of(&self, other: &Self) -> bool {
        let has_same_base = self
            .base
            .kept()
            .is_some_and(|base| Some(base) == other.base.kept());
        let has_same_start = self.rollout_id.is_some()
            && self.first_line.is_some()
            && (&self.rollout_id, self.first_line) == (&other.rollout_id, other.first_line);
        !other.is_unread() && self.id != other.id && (has_same_base || has_same_start)
    }
}

/// What purged files are known by wherever they lie.
struct Purged<'a> {
    bases: BTreeSet<Cow<'a, str>>,
    rollouts: BTreeSet<&'a Id>,
}

impl<'a> Purged<'a> {
    fn of(kept: &[&'a SourceRecord]) -> Self {
        let purged = || kept.iter().copied().filter(|kept| kept.is_purged);
        Self {
            bases: order::set(purged().filter_map(|kept| kept.base.kept())),
            rollouts: order::set(purged().filter_map(|kept| kept.rollout_id.as_ref())),
        }
    }

    fn holds(&self, source: &SourceRecord) -> bool {
        let base = source.base.kept();
        let rollout = source.rollout_id.as_ref();
        base.is_some_and(|base| self.bases.contains(&base))
            || rollout.is_some_and(|id| self.rollouts.contains(id))
    }
}

/// Where a file lies: home and name, as they are kept. Before them a hash of the name: names of rollouts begin alike for
/// half of their length, so that to find one of thousands by its letters takes longer than all else here.
type Place<'a> = (u64, Option<Pseudonym>, Cow<'a, str>);

fn place<'a>(home: Option<&Name>, name: Cow<'a, str>) -> Place<'a> {
    let home = home.and_then(Name::pseudonym);
    (xxh3_64(name.as_bytes()), home, name)
}

/// Absent for a name that cannot be kept.
fn place_of(source: &SourceRecord) -> Option<Place<'_>> {
    Some(place(source.home.as_ref(), source.name.kept()?))
}

/// The source that a file is, where its name is kept as it is: most are, and such a name need not be taken apart.
fn known_by_name<'a>(
    by_place: &BTreeMap<Place<'_>, &'a SourceRecord>,
    home: Option<&Name>,
    name: &str,
) -> Option<&'a SourceRecord> {
    let known = by_place.get(&place(home, Cow::Borrowed(name))).copied()?;
    matches!(known.name, SourceName::Rollout(_)).then_some(known)
}

/// Files that hang together.
#[derive(Default)]
struct Groups {
    /// For each member another one of its group, or itself.
    parents: Vec<usize>,
    /// The first member that has a joint.
    by_joint: BTreeMap<Joint, usize>,
}

/// What joins files.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Joint {
    Base(String),
    Rollout(Id),
}

impl Groups {
    /// Adds a file to the group of those that it hangs together with.
    fn add(&mut self, source: &SourceRecord) -> usize {
        let member = self.parents.len();
        self.parents.push(member);
        // The rollout id is part of the base name: it joins all that the name would.
        let base = source.base.kept().filter(|_| source.rollout_id.is_none());
        let base = base.map(|base| Joint::Base(base.into_owned()));
        let rollouts = [&source.rollout_id, &source.history_base_id];
        let rollouts = rollouts.into_iter().flatten().cloned().map(Joint::Rollout);
        for joint in base.into_iter().chain(rollouts) {
            let first = *self.by_joint.entry(joint).or_insert(member);
            let (root, own) = (self.root(first), self.root(member));
            self.parents[own] = root;
        }
        member
    }

    /// The one that stands for a member's group.
    fn root(&self, member: usize) -> usize {
        let mut at = member;
        while self.parents[at] != at {
            at = self.parents[at];
        }
        at
    }
}
