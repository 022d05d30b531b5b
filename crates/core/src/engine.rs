//! The one command surface: configure, begin, feed, end, report. Every host method is a few lines over it.

mod failure;
mod handed;
mod held;
mod needed;
mod open_file;
mod readers;

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::rc::Rc;
use alloc::vec::Vec;
use core::cell::{Cell, Ref, RefCell};
use core::mem;

use crate::ledger::Ledger;
use crate::lineage::{self, FileName, TracedFile, UsageRow};
use crate::order::{self, InOrder};
use crate::price::PriceTable;
use crate::privacy::{Key, Mask, Privacy};
use crate::report::{self, Query, QueryError, Report, ReportKind, tells};
use crate::session::{Diagnostic, SessionReader};
use crate::store::{FileRecords, FileUsage, SourceRecord};
use crate::zone::Zone;
pub use failure::HostFailure;
use held::Held;
use open_file::{Blocks, OpenFile};
use readers::Readers;

/// What an engine must know before the first byte.
#[derive(Clone, Default)]
pub struct Config {
    /// The key of all pseudonyms; without one no pseudonym is made and their columns are absent.
    pub key: Option<[u8; 32]>,
    /// What may stay readable.
    pub privacy: Privacy,
    /// The zone that days are counted in.
    pub zone: Zone,
    /// Whether a ledger is kept of what becomes of every value: the report `privacy` needs it, and reading is slower.
    pub ledger: bool,
    /// What tokens cost: the built-in prices, and a person's own above them.
    pub prices: PriceTable,
    /// The one report that will be asked: of each file that is read, no record is held that it does not need, and of usage
    /// no more than its sums in this zone, at these prices, in this range and in all. Absent where any may be asked.
    pub only: Option<Query>,
    /// Whether the rows of files that are [taken over](Engine::take_over) are held as bytes too, for a host that stores
    /// them so.
    pub keeps_bytes: bool,
    /// Makes a decoder of the host's for a file of zstd, where it has one that is faster than core's own. Such a host asks
    /// [`begins_again`](Engine::begins_again) of every file.
    pub blocks: Option<Blocks>,
}

/// What a file left behind that the engine holds no longer.
pub struct Released {
    /// Its records.
    pub records: FileRecords,
    /// Its [`row_bytes`](FileRecords::row_bytes), where it was taken over and lineage has left its rows as they came.
    pub bytes: Option<Vec<u8>>,
}

/// Something wrong with a line of a file: numbers only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileDiagnostic {
    /// Number of the file: its place in the order of [`Engine::begin`], where the host gave no other.
    pub file: u32,
    /// Line, byte offset and what is wrong.
    pub diagnostic: Diagnostic,
}

/// Reads rollout files and answers queries about them.
#[derive(Default)]
pub struct Engine {
    config: Config,
    /// The files read: lineage decides over these.
    files: Vec<TracedFile>,
    /// What files leave behind. Lineage decides about those read when they are first asked for.
    records: RefCell<Held>,
    /// For each of the files read, where its records are; and its usage, while another file counts instead.
    kept: RefCell<Vec<Kept>>,
    is_decided: Cell<bool>,
    next_id: u32,
    open: Option<Box<OpenFile>>,
    ledger: Option<SharedLedger>,
}

/// What is known of the records of a file that was read.
struct Kept {
    id: u32,
    /// Absent once they were released.
    place: Option<usize>,
    set_aside: Vec<UsageRow>,
    /// Its rows as bytes, as long as these are its rows.
    bytes: Option<Vec<u8>>,
}

/// The engine's ledger, which the open file writes.
type SharedLedger = Rc<RefCell<Ledger>>;

impl Engine {
    /// An engine without files.
    pub fn new(config: Config) -> Self {
        let ledger = config.ledger.then(SharedLedger::default);
        Self {
            config,
            ledger,
            ..Self::default()
        }
    }

    /// Opens the next file. `name` is its path below the Codex home, with `/` (`sessions/2026/08/06/rollout-….jsonl`),
    /// or just the file's name; it tells kind, rollout id and archive state and is never in an answer.
    /// Returns the file's index: diagnostics name it so.
    pub fn begin(&mut self, name: &str) -> u32 {
        self.end();
        let source = SourceRecord {
            id: self.next_id,
            ..SourceRecord::default()
        };
        self.begin_source(name, source)
    }

    /// As [`begin`](Self::begin), for a host that keeps rows: `source` is what its plan knows of the file.
    pub fn begin_source(&mut self, name: &str, source: SourceRecord) -> u32 {
        self.end();
        let id = source.id;
        self.next_id = self.next_id.max(id.saturating_add(1));
        // A ledger does not forget what it was shown.
        let blocks = self.config.blocks.filter(|_| self.ledger.is_none());
        let open = OpenFile::new(FileName::new(name), source, self.readers(), blocks);
        self.open = Some(Box::new(open));
        id
    }

    fn readers(&self) -> Readers {
        let mask = Mask::new(self.config.key.map(Key::new), self.config.privacy);
        if let Some(ledger) = &self.ledger {
            ledger.borrow_mut().begin();
        }
        Readers {
            session: SessionReader::new(mask),
            ledger: self.ledger.clone(),
        }
    }

    /// Whether the open file, which was fed to its end, is to be fed once more from its start, for which it is begun anew: a
    /// decoder of the host's did not take it to its end, and core's own tells what of it counts.
    pub fn begins_again(&mut self) -> bool {
        let Some(open) = self.open.take_if(|open| open.is_in_doubt()) else {
            return false;
        };
        let again = OpenFile::new(open.name, open.source, self.readers(), None);
        self.open = Some(Box::new(again));
        true
    }

    /// Puts in what files that are not read this time left behind: reports are over these too, but for purged ones.
    pub fn put(&mut self, mut kept: Vec<FileRecords>) {
        for records in &kept {
            self.next_id = self.next_id.max(records.source.id.saturating_add(1));
        }
        kept.retain(|file| !file.source.is_purged);
        let records = self.records.get_mut().change();
        match records.is_empty() {
            // Not copied: with thousands of files that is megabytes, and most of what this takes.
            true => *records = kept,
            false => records.append(&mut kept),
        }
    }

    /// Takes out what was put in of these files, because they are read anew.
    pub fn take_back(&mut self, sources: &BTreeSet<u32>) -> Vec<FileRecords> {
        let (mut left, mut taken) = (Vec::new(), Vec::new());
        let read = self.kept.get_mut().iter_mut();
        let mut owners = order::map(read.filter_map(|kept| kept.place.map(|place| (place, kept))));
        for (at, records) in mem::take(self.records.get_mut().change())
            .into_iter()
            .enumerate()
        {
            match owners.get_mut(&at) {
                Some(own) => own.place = Some(left.len()),
                None if sources.contains(&records.source.id) => {
                    taken.push(records);
                    continue;
                }
                None => {}
            }
            left.push(records);
        }
        *self.records.get_mut().change() = left;
        taken
    }

    /// Takes out what all files left behind, decided, and leaves an engine without files: for a host that replaces some
    /// and [puts](Self::put) the others in again.
    pub fn take(&mut self) -> Vec<FileRecords> {
        self.end();
        drop(self.records());
        self.files.clear();
        self.kept.get_mut().clear();
        mem::take(self.records.get_mut().change())
    }

    /// What it goes by. Zone and prices hold for every answer from now on, key and privacy for every file begun from now
    /// on; whether there is a ledger was settled when the engine was made.
    pub fn config_mut(&mut self) -> &mut Config {
        self.records.get_mut().change();
        &mut self.config
    }

    /// The next bytes of the open file, in chunks of any size.
    pub fn feed(&mut self, chunk: &[u8]) {
        if let Some(open) = &mut self.open {
            open.feed(chunk);
        }
    }

    /// The open file is complete.
    pub fn end(&mut self) {
        let Some(mut open) = self.open.take() else {
            return;
        };
        let source = mem::take(&mut open.source);
        let mut file = open.finish();
        let key = self.config.key.map(Key::new);
        let mut records = FileRecords::take(source, &mut file, key.as_ref());
        if self.config.privacy == Privacy::Strict {
            records.make_strict(key.as_ref());
        }
        let (traced, usage) = TracedFile::new(file);
        records.usage = usage;
        needed::hold_needed(&mut records, &traced, &self.config);
        self.add(traced, records, None);
    }

    /// Adds a file that was read, for lineage to decide about; `bytes` are its rows.
    fn add(&mut self, traced: TracedFile, records: FileRecords, bytes: Option<Vec<u8>>) {
        self.files.push(traced);
        self.kept.get_mut().push(Kept {
            id: records.source.id,
            place: Some(self.records.get_mut().files().len()),
            set_aside: Vec::new(),
            bytes,
        });
        self.records.get_mut().change().push(records);
        self.is_decided.set(false);
    }

    /// The open file could not be read, or not to its end: nothing of it counts.
    pub fn fail(&mut self, failure: HostFailure) {
        if let Some(open) = &mut self.open {
            open.trouble = Some(failure.into());
        }
        self.end();
    }

    /// What files leave behind: those ended so far and those put in, in that order.
    pub fn records(&self) -> Ref<'_, [FileRecords]> {
        if !self.is_decided.replace(true) {
            self.decide();
        }
        Ref::map(self.records.borrow(), Held::files)
    }

    /// Hands over what the files ended so far left behind, and holds it no longer: memory then does not follow the number
    /// of files. To be asked when no copy of them is still to come ([`Plan::next`](crate::store::Plan::next) gives copies
    /// together). Files that continue another one stay, as that one may.
    pub fn release(&mut self) -> Vec<Released> {
        drop(self.records());
        let mut held = mem::take(self.records.get_mut().change())
            .into_iter()
            .map(Some)
            .collect::<Vec<_>>();
        let mut released = Vec::new();
        for (file, kept) in self.files.iter().zip(self.kept.get_mut()) {
            if !file.continues() {
                let place = kept.place.take();
                let records = place.and_then(|place| held[place].take());
                let bytes = kept.bytes.take();
                released.extend(records.map(|records| Released { records, bytes }));
                kept.set_aside = Vec::new();
            }
        }
        let stay = held.iter().scan(0, |stay, records| {
            let place = *stay;
            *stay += usize::from(records.is_some());
            Some(place)
        });
        let places: Vec<usize> = stay.collect();
        for kept in self.kept.get_mut() {
            kept.place = kept.place.map(|place| places[place]);
        }
        *self.records.get_mut().change() = held.into_iter().flatten().collect();
        released
    }

    /// Hands over the rows of the files that are still held as bytes, each under its number, as [`Released`] has them.
    pub fn take_bytes(&mut self) -> BTreeMap<u32, Vec<u8>> {
        drop(self.records());
        let kept = self.kept.get_mut().iter_mut();
        order::map(kept.filter_map(|kept| Some((kept.id, kept.bytes.take()?))))
    }

    /// Numbers of the files ended so far about which no file that is still to come decides: those that
    /// [`release`](Self::release) would hand over, for a host that stores them and holds them all the same.
    pub fn decided(&self) -> BTreeSet<u32> {
        let kept = self.kept.borrow();
        let read = self.files.iter().zip(kept.iter());
        order::set(read.filter_map(|(file, kept)| (!file.continues()).then_some(kept.id)))
    }

    fn decide(&self) {
        let (mut held, mut kept) = (self.records.borrow_mut(), self.kept.borrow_mut());
        let records = held.change();
        for (file, resolved) in lineage::resolve(&self.files).into_iter().enumerate() {
            let winner = resolved.set_aside_for.map(|file| kept[file as usize].id);
            let own = &mut kept[file];
            let Some(decided) = own.place.map(|place| &mut records[place]) else {
                continue;
            };
            // Usage that no other file decides about steps aside with its file, and comes back with it.
            if winner.is_some() != decided.source.set_aside_for.is_some() {
                mem::swap(&mut decided.usage, &mut own.set_aside);
                own.bytes = None;
            }
            decided.source.set_aside_for = winner;
            if let Some(usage) = resolved.usage {
                decided.usage = usage;
                own.bytes = None;
            }
            if decided.source.is_purged {
                *decided = FileRecords::purged(mem::take(&mut decided.source));
                own.bytes = None;
            }
        }
    }

    /// Nothing more is read: what lineage decided is final, and what it decided by goes. With it go the purged files, which
    /// were read for the others' sake only. The rest stands in the order of its numbers, whoever came first.
    pub fn settle(&mut self) {
        drop(self.records());
        self.files = Vec::new();
        *self.kept.get_mut() = Vec::new();
        let records = self.records.get_mut().change();
        records.retain(|file| !file.source.is_purged);
        records.order_by_key(|file| file.source.id);
    }

    /// The usage of each file by fate, in the order of [`records`](Self::records).
    pub fn file_usage(&self) -> Vec<FileUsage> {
        self.records().iter().map(FileUsage::of).collect()
    }

    /// What was wrong with lines, file by file; of each file the first hundred.
    pub fn diagnostics(&self) -> impl Iterator<Item = FileDiagnostic> {
        let mut found = Vec::new();
        for FileRecords {
            source,
            diagnostics,
            ..
        } in self.records.borrow().files()
        {
            let file = source.id;
            found.extend(
                diagnostics
                    .iter()
                    .map(|&diagnostic| FileDiagnostic { file, diagnostic }),
            );
        }
        found.into_iter()
    }

    /// Answers a query over all files ended so far and all that was put in.
    pub fn report(&self, query: &Query) -> Result<Report, QueryError> {
        let Config {
            zone, prices, only, ..
        } = &self.config;
        if only.as_ref().is_some_and(|only| !tells(only, query)) {
            return Err(QueryError::NotHeld);
        }
        match (query.report, &self.ledger) {
            (ReportKind::Privacy, Some(ledger)) => {
                report::tell(&ledger.borrow(), &self.records(), query, zone)
            }
            _ => {
                drop(self.records());
                let held = self.records.borrow();
                report::answer(held.files(), query, zone, prices, held.known())
            }
        }
    }
}
