//! What a run has read so far, and what it holds of files that it has stored and let go: memory follows that, not the input.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use cutrack_core::engine::Released;
use cutrack_core::report::Summary;
use cutrack_core::store::{FileRecords, Plan};
use cutrack_core::{Engine, Query};

use super::{is_lost, store};
use crate::database::Problem;
use crate::keeper::{Filling, Keeper};

/// So many parts of what the summary may need are held before they are cut together.
const TOLD_PARTS: usize = 8;

/// What became of the files that were read so far.
#[derive(Default)]
pub(super) struct Tally<'a> {
    /// What will be asked of them.
    asked: Option<&'a Query>,
    /// Whether a summary is left: once somebody has asked for the one line, that is always.
    pub(super) summarises: bool,
    /// Where they go while the database is new.
    pub(super) filling: Option<Filling>,
    pub(super) read: BTreeSet<u32>,
    /// Of these, files that were read for the others' sake only.
    pub(super) purged: BTreeSet<u32>,
    pub(super) unread: BTreeSet<u32>,
    pub(super) replaced: BTreeSet<u32>,
    /// Of files that were stored and are no longer at hand, [outlines](Engine::outline).
    pub(super) released: Vec<FileRecords>,
    /// What the summary may need of these, and how many parts of it were not cut together yet.
    pub(super) told: Vec<FileRecords>,
    told_parts: usize,
}

impl<'a> Tally<'a> {
    /// Before anything is read.
    pub(super) fn new(asked: Option<&'a Query>, summarises: bool) -> Self {
        Self {
            asked,
            summarises,
            ..Self::default()
        }
    }

    /// Counts what files that are stored left behind.
    pub(super) fn count<'b>(
        &mut self,
        plan: &Plan,
        records: impl Iterator<Item = &'b FileRecords>,
    ) {
        for file in records {
            self.read.insert(file.source.id);
            self.replaced.extend(plan.replaced_by(&file.source));
            if file.source.is_unread() {
                self.unread.insert(file.source.id);
            }
            if file.source.is_purged {
                self.purged.insert(file.source.id);
            }
        }
    }

    /// Stores what the engine can let go. `next` is the number of the file that is read next, of `left_bytes` in all.
    pub(super) fn release(
        &mut self,
        engine: &mut Engine,
        keeper: &mut Keeper,
        plan: &Plan,
        next: u32,
        left_bytes: u64,
    ) -> Result<(), Problem> {
        let released = engine.release();
        self.count(plan, records_of(&released));
        if self.filling.is_none() {
            store(keeper, plan, records_of(&released))?;
        }
        let (lost, stored): (Vec<_>, Vec<_>) = released
            .into_iter()
            .partition(|file| is_lost(&file.records, plan));
        engine.put(lost.into_iter().map(|file| file.records).collect());
        self.tell(&stored, engine);
        let Some(filling) = &mut self.filling else {
            return Ok(());
        };
        filling.add(stored, next, left_bytes)?;
        match self.filling.take_if(|filling| filling.is_long()) {
            Some(filling) => keeper.finish_filling(filling, &[], &BTreeMap::new()),
            None => Ok(()),
        }
    }

    /// Holds of these files what they are and whose, and what the summary may need. That is cut to what still tells now and
    /// then: memory does not follow it, and no row is looked at for every part of a long import.
    fn tell(&mut self, stored: &[Released], engine: &Engine) {
        let outlines = records_of(stored).map(|file| engine.outline(file, self.asked));
        self.released.extend(outlines);
        if !self.summarises {
            return;
        }
        let sources = records_of(stored).map(|file| &file.source);
        let part = Summary::of(sources, records_of(stored).map(Cow::Borrowed));
        self.told
            .extend(part.map_or_else(Vec::new, Summary::into_files));
        self.told_parts += 1;
        if self.told_parts == TOLD_PARTS {
            self.told_parts = 0;
            let told = mem::take(&mut self.told).into_iter().map(Cow::Owned);
            let all = self.released.iter().map(|file| &file.source);
            self.told = Summary::of(all, told).map_or_else(Vec::new, Summary::into_files);
        }
    }
}

fn records_of(files: &[Released]) -> impl Iterator<Item = &FileRecords> + Clone {
    files.iter().map(|file| &file.records)
}
