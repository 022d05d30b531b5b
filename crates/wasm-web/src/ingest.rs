//! Reading what is new: core says which of the chosen files to read, the engine reads them, the keeper stores what they
//! leave behind.
//!
//! A choice is not all that there is: what is kept of files that are not in it stays as it is. While files are read nothing
//! is held, so that two tabs can read at once; the one that stores second finds itself overtaken and starts over. Where
//! reading takes long, what is complete is stored meanwhile: who closes the page then loses the last seconds of it.

use std::collections::BTreeSet;

use cutrack_core::order::{self, InOrder as _};
use cutrack_core::privacy::Key;
use cutrack_core::record::Timestamp;
use cutrack_core::store::{FileRecords, Found, Plan, SourceRecord};
use wasm_bindgen::prelude::*;

use crate::Analysis;
use crate::crew::{Crew, Read, Reads};
use crate::database::Obstacle;
use crate::keeper::{Change, Notes, Policy};
use crate::reading;

/// So often does reading start over before it leaves the database to the other tabs.
const ATTEMPTS: usize = 5;

/// So often is what is complete stored while files are read. Most choices are read sooner, and stored when they are shown.
const STORED_EVERY_MS: f64 = 5000.0;

#[wasm_bindgen]
extern "C" {
    /// A chosen file.
    #[derive(Clone)]
    pub type Candidate;

    /// Its path below the chosen folder, with `/`.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn path(this: &Candidate) -> String;

    /// Absent when the browser could not hand it over: counted as not read.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn file(this: &Candidate) -> Option<web_sys::File>;

    /// Who follows the reading.
    pub type Listener;

    /// The number of every candidate, and places of those that are to be read: all others are as they were.
    #[wasm_bindgen(method)]
    fn planned(this: &Listener, numbers: Vec<u32>, places: Vec<u32>);

    /// So many bytes more are read.
    #[wasm_bindgen(method)]
    pub(crate) fn slice(this: &Listener, bytes: f64);

    /// The candidate at this place is done.
    #[wasm_bindgen(method)]
    pub(crate) fn done(this: &Listener, place: u32);

    /// All is read and can be asked for. What comes takes its time, and is only begun when this has ended.
    #[wasm_bindgen(method)]
    async fn finished(this: &Listener);
}

/// What became of one attempt.
struct Attempt {
    plan: Plan,
    /// What was kept of the files that are read anew.
    before: Vec<FileRecords>,
    read: BTreeSet<u32>,
    /// Of these, what is stored as it is.
    stored: BTreeSet<u32>,
    is_stopped: bool,
}

impl Analysis {
    /// Reads what is new in the candidates and keeps it. An obstacle to keeping it is noted and hinders no reading.
    pub(crate) async fn ingest(
        &self,
        candidates: &[Candidate],
        now_ms: i64,
        listener: &Listener,
        crew: &Crew,
    ) {
        self.stops.set(false);
        for attempt in 0..ATTEMPTS {
            self.catch_up().await;
            let read = self.attempt(candidates, listener, crew, attempt == 0).await;
            self.shelf.borrow_mut().notes.read_at_ms = Some(now_ms);
            let unstored = self.settle(read);
            listener.finished().await;
            match self.store_settled(unstored).await {
                Err(Obstacle::Overtaken) => {}
                done => return self.shelf.borrow_mut().note(done),
            }
        }
        self.shelf.borrow_mut().note(Err(Obstacle::Overtaken));
    }

    async fn attempt(
        &self,
        candidates: &[Candidate],
        listener: &Listener,
        crew: &Crew,
        is_first: bool,
    ) -> Attempt {
        let mut attempt = Attempt {
            plan: self.plan(candidates),
            before: Vec::new(),
            read: BTreeSet::new(),
            stored: BTreeSet::new(),
            is_stopped: false,
        };
        let mut stored_at_ms = js_sys::Date::now();
        loop {
            let groups = attempt.plan.next(&self.engine.borrow().records());
            let next = groups.concat();
            if is_first && attempt.read.is_empty() {
                tell_plan(&attempt.plan, candidates.len(), &next, listener);
            }
            attempt.is_stopped = self.stops.get();
            if next.is_empty() || attempt.is_stopped {
                return attempt;
            }
            attempt.before.extend(self.take_out(&attempt.plan, &next));
            let notes = self.shelf.borrow().notes.clone();
            let mut reads = Reads::new(groups, &attempt.plan, candidates, &notes, crew);
            while let Some(some) = reads.next().await {
                // What readers have in hand still comes.
                self.take_in(some, &mut attempt, candidates, listener).await;
                // After a stop a file can be without its copies.
                let is_due = js_sys::Date::now() - stored_at_ms > STORED_EVERY_MS;
                if is_due && !self.stops.get() {
                    self.store_complete(&mut attempt).await;
                    stored_at_ms = js_sys::Date::now();
                }
            }
        }
    }

    /// Stores what is complete so far. Why it cannot be, the end of reading tells, when all is to be stored.
    #[allow(
        clippy::await_holding_refcell_ref,
        reason = "reports are asked for meanwhile; whoever changes the engine waits in the line"
    )]
    async fn store_complete(&self, attempt: &mut Attempt) {
        let engine = self.engine.borrow();
        let records = engine.records();
        let complete = attempt.complete(&engine.decided(), &records);
        let change = Change {
            removed: attempt.removed_by(&complete),
            files: complete,
            forgets_names: false,
        };
        let notes = self.shelf.borrow().notes.clone();
        if self.store(&change, &notes).await.is_ok() {
            let stored = change.files.iter().map(|file| file.source.id);
            attempt.stored.extend(stored);
        }
    }

    /// Takes over what a reader has read, and reads the rest itself.
    async fn take_in(
        &self,
        some: Read,
        attempt: &mut Attempt,
        candidates: &[Candidate],
        listener: &Listener,
    ) {
        for (place, bytes) in some.files {
            let (Some(source), Some(candidate)) =
                (attempt.plan.source(place), candidates.get(place))
            else {
                continue;
            };
            let name = candidate.path();
            let take_over = || (self.engine.borrow_mut()).take_over(&name, source.clone(), &bytes);
            if bytes.is_empty() || !take_over() {
                if self.stops.get() {
                    return;
                }
                let hears = Some(listener).filter(|_| !some.is_told);
                reading::read(&self.engine, &name, source.clone(), candidate.file(), hears).await;
            }
            attempt.read.insert(source.id);
            listener.done(place as u32);
        }
    }

    /// What is to be read. Files that are not chosen are there all the same.
    fn plan(&self, candidates: &[Candidate]) -> Plan {
        let paths: Vec<String> = candidates.iter().map(Candidate::path).collect();
        let found: Vec<Found<'_>> = candidates
            .iter()
            .zip(&paths)
            .map(|(candidate, path)| as_found(path, candidate.file().as_ref()))
            .collect();
        let shelf = self.shelf.borrow();
        let key = shelf.notes.key.map(Key::new);
        let engine = self.engine.borrow();
        let mut kept: Vec<SourceRecord> = engine
            .records()
            .iter()
            .map(|file| file.source.clone())
            .collect();
        if shelf.notes.policy == Policy::NamesAgain {
            // No file has this size, so that each counts as changed.
            kept.iter_mut()
                .for_each(|source| source.size_bytes = u64::MAX);
        }
        let elsewhere = order::set(Plan::new(&found, &kept, key.as_ref()).gone());
        for source in &mut kept {
            source.is_gone |= elsewhere.contains(&source.id);
        }
        Plan::new(&found, &kept, key.as_ref())
    }

    /// Takes what is kept of these files out of the engine: they are read anew.
    fn take_out(&self, plan: &Plan, places: &[usize]) -> Vec<FileRecords> {
        let sources = places.iter().filter_map(|&place| plan.source(place));
        let sources = order::set(sources.map(|source| source.id));
        self.engine.borrow_mut().take_back(&sources)
    }

    /// Puts what is right from now on into the engine, and says what is to be stored.
    fn settle(&self, attempt: Attempt) -> Unstored {
        let notes = {
            let mut shelf = self.shelf.borrow_mut();
            if shelf.notes.policy == Policy::NamesAgain && !attempt.is_stopped {
                shelf.notes.policy = Policy::Names;
            }
            shelf.notes.clone()
        };
        let read = self.engine.borrow_mut().take();
        let Settled {
            files,
            new,
            removed,
        } = attempt.settled(read);
        self.engine.borrow_mut().put(files);
        Unstored {
            new,
            removed,
            notes,
        }
    }

    /// Stores what is settled.
    #[allow(
        clippy::await_holding_refcell_ref,
        reason = "reports are asked for meanwhile; whoever changes the engine waits in the line"
    )]
    async fn store_settled(&self, unstored: Unstored) -> Result<(), Obstacle> {
        let engine = self.engine.borrow();
        let records = engine.records();
        let is_new = |file: &&FileRecords| unstored.new.contains(&file.source.id);
        let change = Change {
            files: records.iter().filter(is_new).collect(),
            removed: unstored.removed,
            forgets_names: false,
        };
        self.store(&change, &unstored.notes).await
    }

    /// Stores a change where anything is kept.
    pub(crate) async fn store(&self, change: &Change<'_>, notes: &Notes) -> Result<(), Obstacle> {
        let Some(mut keeper) = self.shelf.borrow_mut().keeper.take() else {
            return Ok(());
        };
        let stored = keeper.store(change, notes).await;
        self.shelf.borrow_mut().keeper = Some(keeper);
        stored
    }

    /// Takes up what another tab has stored since.
    pub(crate) async fn catch_up(&self) {
        let Some(mut keeper) = self.shelf.borrow_mut().keeper.take() else {
            return;
        };
        let kept = match keeper.is_overtaken().await {
            Ok(true) => keeper.load().await.map(Some),
            Ok(false) => Ok(None),
            Err(obstacle) => Err(obstacle),
        };
        let mut shelf = self.shelf.borrow_mut();
        shelf.keeper = Some(keeper);
        match kept {
            Ok(Some(kept)) => shelf.take_up(kept, &mut self.engine.borrow_mut()),
            Ok(None) => {}
            Err(obstacle) => shelf.note(Err(obstacle)),
        }
    }
}

/// What is settled and not stored yet.
struct Unstored {
    new: BTreeSet<u32>,
    removed: BTreeSet<u32>,
    notes: Notes,
}

/// What is right after an attempt.
struct Settled {
    files: Vec<FileRecords>,
    /// Of these, what is to be stored.
    new: BTreeSet<u32>,
    /// Copies that are no more, of files that are new.
    removed: BTreeSet<u32>,
}

impl Attempt {
    /// Of what is read, that about which no file still decides, and which is not stored yet. What was kept of a file that
    /// cannot be read just now is better than nothing.
    fn complete<'a>(
        &self,
        decided: &BTreeSet<u32>,
        records: &'a [FileRecords],
    ) -> Vec<&'a FileRecords> {
        let is_complete = |file: &&FileRecords| {
            let id = file.source.id;
            decided.contains(&id) && !self.stored.contains(&id) && !file.source.is_unread()
        };
        records.iter().filter(is_complete).collect()
    }

    /// Copies of these files that are no more.
    fn removed_by(&self, files: &[&FileRecords]) -> BTreeSet<u32> {
        let replaced = files
            .iter()
            .flat_map(|file| self.plan.replaced_by(&file.source));
        order::set(replaced.filter(|id| !self.read.contains(id)))
    }

    /// Puts together what was read and what was kept before.
    fn settled(mut self, mut files: Vec<FileRecords>) -> Settled {
        let unfinished = match self.is_stopped {
            true => self.plan.unfinished(&files),
            false => BTreeSet::new(),
        };
        let before = order::set(self.before.iter().map(|file| file.source.id));
        // What was kept of a file that cannot be read just now is better than nothing.
        let is_lost = |file: &FileRecords| {
            let id = file.source.id;
            let is_unfinished = unfinished.contains(&id) && !self.stored.contains(&id);
            is_unfinished || file.source.is_unread() && before.contains(&id)
        };
        files.retain(|file| !self.read.contains(&file.source.id) || !is_lost(file));
        let there = order::set(files.iter().map(|file| file.source.id));
        let new = order::set(self.read.intersection(&there).copied());
        let of_new = files.iter().filter(|file| new.contains(&file.source.id));
        let removed = self.removed_by(&of_new.collect::<Vec<_>>());
        let kept = self.before.into_iter();
        files.extend(kept.filter(|file| !there.contains(&file.source.id)));
        files.retain(|file| !removed.contains(&file.source.id));
        // As after the next visit, so that the answers are the same bytes.
        files.order_by_key(|file| file.source.id);
        Settled {
            files,
            new: new.difference(&self.stored).copied().collect(),
            removed,
        }
    }
}

fn as_found<'a>(path: &'a str, file: Option<&web_sys::File>) -> Found<'a> {
    Found {
        name: path,
        // A file that was not handed over has no size, as one that is not there.
        size_bytes: file.map_or(0, |file| file.size() as u64),
        modified_at: file.map(|file| Timestamp(file.last_modified() as i64)),
        ..Found::default()
    }
}

fn tell_plan(plan: &Plan, count: usize, next: &[usize], listener: &Listener) {
    let numbers = (0..count).filter_map(|place| plan.source(place));
    let numbers = numbers.map(|source| source.id).collect();
    listener.planned(numbers, next.iter().map(|&place| place as u32).collect());
}
