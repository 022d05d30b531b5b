//! Who started whom: the tree of threads (FORMAT.md §7.3, "Parents").
//!
//! A file seldom says all of it: an old review names no parent, and the parent's file may be missing. What breaks if
//! this is touched: usage is rolled up into the thread that started it.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use super::CHAIN_CAP;
use crate::order::{self, InOrder};
use crate::privacy::Id;
use crate::record::Timestamp;
use crate::session::{Identity, LinkKind, ThreadLink, Turn};

/// Where a thread comes from. What no file tells is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ancestry {
    /// The thread that started this one, which is a sub-agent or a review.
    pub parent_id: Option<Id>,
    /// The thread whose history this one goes on with.
    pub forked_from_id: Option<Id>,
    /// The thread at the top of the tree: its own id where nothing started it.
    pub root_id: Option<Id>,
}

/// What one file tells of its thread.
#[derive(Clone, Copy)]
pub struct ThreadFile<'a> {
    /// Whose file it is.
    pub identity: &'a Identity,
    /// Its own turns.
    pub turns: &'a [Turn],
    /// What it tells of other threads.
    pub links: &'a [ThreadLink],
    /// Rollout id that its name tells.
    pub rollout_id: Option<&'a Id>,
    /// Rollout id of the file that it continues.
    pub history_base_id: Option<&'a Id>,
}

/// What the files of one thread tell of where it comes from.
#[derive(Default)]
struct Thread<'a> {
    is_sub_agent: bool,
    started_at: Option<Timestamp>,
    parent: Option<&'a Id>,
    forked_from: Option<&'a Id>,
    /// The rollout whose history this one goes on with, where no file names its thread.
    base: Option<&'a Id>,
    /// Told by the thread itself; a migrated one tells its own id.
    root: Option<&'a Id>,
    files: Vec<ThreadFile<'a>>,
}

/// All threads, by id.
struct Threads<'a>(BTreeMap<&'a Id, Thread<'a>>);

/// Where each thread comes from. The order of `files` decides nothing.
pub fn ancestries<'a>(files: impl Iterator<Item = ThreadFile<'a>>) -> BTreeMap<&'a Id, Ancestry> {
    let files: Vec<_> = files.collect();
    let rollouts = files.iter().filter_map(|file| {
        let thread_id = file.identity.thread_id.as_ref()?;
        Some((file.rollout_id?, thread_id))
    });
    let rollouts: BTreeMap<&Id, &Id> = order::map(rollouts);
    let threads = Threads::of(files);
    let parents = threads.parents();
    let ancestry = |(&id, thread): (&&'a Id, &Thread<'a>)| {
        let ancestry = Ancestry {
            parent_id: parents.get(id).map(|&parent| parent.clone()),
            forked_from_id: thread.origin(id, &rollouts).cloned(),
            root_id: Some(threads.root(id, &parents).clone()),
        };
        (id, ancestry)
    };
    order::map(threads.0.iter().map(ancestry))
}

impl<'a> ThreadFile<'a> {
    fn linked(self, kind: LinkKind) -> impl Iterator<Item = &'a Id> {
        let links = self.links.iter().filter(move |link| link.kind == kind);
        links.filter_map(|link| link.id.as_ref())
    }

    /// The rollout of another thread that it goes on with.
    fn foreign_base(self) -> Option<&'a Id> {
        let goes_on = |base: &&Id| goes_on_itself(self.identity, base, self.rollout_id);
        self.history_base_id.filter(|base| !goes_on(base))
    }

    /// Ids of all turns that stand in it.
    fn turn_ids(self) -> impl Iterator<Item = &'a Id> {
        let own = self.turns.iter().filter_map(|turn| turn.id.as_ref());
        own.chain(self.linked(LinkKind::Turn))
    }
}

impl<'a> Thread<'a> {
    fn add(&mut self, file: ThreadFile<'a>) {
        let identity = file.identity;
        self.is_sub_agent |= identity.is_sub_agent();
        self.parent = self.parent.or(identity.told_parent());
        let origin = identity.forked_from_id.as_ref();
        let origin = origin.or_else(|| file.linked(LinkKind::Origin).next());
        self.forked_from = self.forked_from.or(origin);
        self.base = self.base.or(file.foreign_base());
        self.root = self.root.or(identity.root_thread_id.as_ref());
        self.started_at = self.started_at.or(identity.started_at);
        self.files.push(file);
    }

    /// The thread whose history it goes on with. `rollouts` tells the thread of each rollout that is at hand.
    fn origin(&self, id: &Id, rollouts: &BTreeMap<&Id, &'a Id>) -> Option<&'a Id> {
        let of_base = |base| *rollouts.get(base).unwrap_or(&base);
        let origin = self.forked_from.or(self.base.map(of_base));
        origin.filter(|&origin| origin != id)
    }

    fn turn_ids(&self) -> impl Iterator<Item = &'a Id> {
        self.files.iter().flat_map(|file| file.turn_ids())
    }
}

impl<'a> Threads<'a> {
    fn of(mut files: Vec<ThreadFile<'a>>) -> Self {
        files.order_by_key(|file| file.identity.started_at);
        let mut threads: BTreeMap<&Id, Thread<'_>> = BTreeMap::new();
        for file in files {
            if let Some(id) = &file.identity.thread_id {
                threads.entry(id).or_default().add(file);
            }
        }
        Self(threads)
    }

    /// The parent of each sub-agent, as far as any file tells it.
    fn parents(&self) -> BTreeMap<&'a Id, &'a Id> {
        let agents = |file: ThreadFile<'a>| file.linked(LinkKind::Agent).collect();
        let named = self.first_to_tell(agents, |_, _| true);
        let sub_agents = || self.0.iter().filter(|(_, thread)| thread.is_sub_agent);
        let lost =
            sub_agents().filter(|(id, thread)| thread.parent.is_none() && !named.contains_key(*id));
        let lost: BTreeSet<&Id> = order::set(lost.map(|(&id, _)| id));
        // A turn of a review up to 0.119 also stands in the file of the thread that asked for it.
        let by_turn = match lost.is_empty() {
            true => BTreeMap::new(),
            false => self.first_to_tell(
                |file| file.turn_ids().collect(),
                |id, turn_id| !lost.contains(id) && !is_older(turn_id, id),
            ),
        };
        order::map(sub_agents().filter_map(|(&id, thread)| {
            let told = thread.parent.or_else(|| named.get(id).copied());
            let parent = told.or_else(|| {
                let mut turn_ids = thread.turn_ids();
                turn_ids.find_map(|turn_id| by_turn.get(turn_id).copied())
            });
            Some((id, parent.filter(|&parent| parent != id)?))
        }))
    }

    /// For each id that files tell, the thread that began first of those that do.
    fn first_to_tell(
        &self,
        told: impl Fn(ThreadFile<'a>) -> Vec<&'a Id>,
        tells: impl Fn(&Id, &Id) -> bool,
    ) -> BTreeMap<&'a Id, &'a Id> {
        let mut threads: Vec<(&&Id, &Thread<'_>)> = self.0.iter().collect();
        threads.order_by_key(|(_, thread)| thread.started_at);
        let mut first = BTreeMap::new();
        for (&id, thread) in threads {
            let told = thread.files.iter().flat_map(|&file| told(file));
            for named in told.filter(|&named| tells(id, named)) {
                first.entry(named).or_insert(id);
            }
        }
        first
    }

    /// The top of a thread's tree.
    fn root(&self, id: &'a Id, parents: &BTreeMap<&'a Id, &'a Id>) -> &'a Id {
        let mut top = id;
        for _ in 0..CHAIN_CAP {
            match parents.get(top) {
                Some(&parent) if self.0.contains_key(parent) => top = parent,
                _ => break,
            }
        }
        let told = self.0.get(top).and_then(|thread| thread.root);
        told.filter(|&root| root != top)
            .or(parents.get(top).copied())
            .unwrap_or(top)
    }
}

/// Whether a file that continues `base` goes on with its own thread's history, as one does after a revert: then the base
/// is the thread's first rollout, or the file's own rollout is a later one (FORMAT.md §1.1).
pub(super) fn goes_on_itself(identity: &Identity, base: &Id, rollout_id: Option<&Id>) -> bool {
    let Some(thread_id) = &identity.thread_id else {
        return false;
    };
    base == thread_id || rollout_id.is_some_and(|rollout_id| rollout_id != thread_id)
}

/// Whether a turn began before a thread was born: in that thread's file it is a copy.
fn is_older(turn_id: &Id, thread_id: &Id) -> bool {
    let times = turn_id.uuid7_ms().zip(thread_id.uuid7_ms());
    times.is_some_and(|(turn, thread)| turn < thread)
}
