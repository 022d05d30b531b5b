//! Reading what is new into the database: core says which files to read, the engine reads them, the keeper stores
//! what they leave behind.
//!
//! The lock is not held while files are read. A run that finds, when it stores, that another has stored in between
//! starts over: what that one stored is unchanged by then, so that there is less to read.

mod tally;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Write;
use std::mem;
use std::path::Path;

use cutrack_core::privacy::{Key, Name, Privacy, Pseudonym, PseudonymKind};
use cutrack_core::record::Timestamp;
use cutrack_core::report::{ReportKind, Summary};
use cutrack_core::store::{self, FileRecords, Plan, SourceRecord};
use cutrack_core::zone::Zone;
use cutrack_core::{Config, Engine, Query, report};

use crate::arguments::Setting;
use crate::crew::{Read, Reads};
use crate::database::Problem;
use crate::fault::{Fault, Note};
use crate::folding;
use crate::gather::Paths;
use crate::keeper::Keeper;
use crate::reading::{self, Progress};
use crate::source::{Found, Source};
use tally::Tally;

/// So much is read before what it left behind is stored: towards the end less, because that much is still to be stored
/// when the last readers have nothing to do.
const HELD_BYTES: u64 = 64_000_000;
const LEAST_HELD_BYTES: u64 = 4_000_000;

/// So often does a run start over before it leaves the database to the others.
const ATTEMPTS: usize = 5;

/// What became of the files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Read in this run.
    pub(crate) read: usize,
    /// As they were when they were read last.
    pub(crate) unchanged: usize,
    /// Kept, and no longer there.
    pub(crate) gone: usize,
    /// Of those read, files that could not be read.
    pub(crate) unread: usize,
    /// There, and not wanted any more.
    pub(crate) purged: usize,
}

/// A database that is being brought up to date.
pub(crate) struct Ingest {
    keeper: Keeper,
    config: Config,
    /// What was read in this run, and what is put in beside it.
    pub(crate) engine: Engine,
    pub(crate) paths: Paths,
    pub(crate) counts: Counts,
    /// What is stored of files that were not read in this run: what they are and whose. Of those that were read and are
    /// no longer at hand, what the query needs that was asked for too.
    outlines: Vec<FileRecords>,
}

impl Ingest {
    /// Opens the database at `path`, and finds what it is to be compared with. One that is there is opened first: while it is
    /// looked at, the launcher still looks at the homes. One that is not is made only where something was found.
    pub(crate) fn open_beside<T>(
        path: &Path,
        setting: &Setting,
        zone: &Zone,
        err: &mut dyn Write,
        find: impl FnOnce() -> Result<T, Fault>,
    ) -> Result<(Result<Self, Problem>, T), Fault> {
        let opened = path.is_file().then(|| Self::open(path, setting, zone, err));
        let found = find()?;
        let opened = opened.unwrap_or_else(|| Self::open(path, setting, zone, err));
        Ok((opened, found))
    }

    /// Opens the database at `path`, and looks at what it holds; a new one is said to `err`.
    pub(crate) fn open(
        path: &Path,
        setting: &Setting,
        zone: &Zone,
        err: &mut dyn Write,
    ) -> Result<Self, Problem> {
        let mut keeper = Keeper::open(path, setting.privacy, &setting.holder)?;
        let config = Config {
            key: Some(keeper.key),
            privacy: keeper.privacy,
            zone: zone.clone(),
            prices: setting.prices.clone(),
            keeps_bytes: true,
            ..reading::config()
        };
        if keeper.is_new && !setting.quiet {
            // Nobody listens there: the database is as good without.
            let told = first_run(path, keeper.privacy, setting);
            let told = folding::columns(&told, setting.fold_at());
            let _ = err.write_all(told.as_bytes());
        }
        Ok(Self {
            outlines: keeper.outlines()?,
            keeper,
            engine: Engine::new(config.clone()),
            config,
            paths: Paths::new(),
            counts: Counts::default(),
        })
    }

    /// Reads and stores what is new in the files that were found. Where it is known what will be [loaded](Self::load) for,
    /// what was read need not be looked up again.
    pub(crate) fn read_new(
        &mut self,
        found: &Found,
        setting: &Setting,
        asked: Option<&Query>,
    ) -> Result<(), Problem> {
        for _ in 1..ATTEMPTS {
            match self.attempt(found, setting, asked) {
                Err(Problem::Overtaken) => {
                    self.engine = Engine::new(self.config.clone());
                    self.outlines = self.keeper.outlines()?;
                }
                done => return done,
            }
        }
        self.attempt(found, setting, asked)
    }

    fn attempt(
        &mut self,
        found: &Found,
        setting: &Setting,
        asked: Option<&Query>,
    ) -> Result<(), Problem> {
        let outlines = mem::take(&mut self.outlines);
        let stored = as_planned(&outlines, setting);
        let key = Key::new(self.keeper.key);
        let homes: Vec<Cow<'_, str>> = found
            .files
            .iter()
            .map(|file| file.home.to_string_lossy())
            .collect();
        let files = found.files.iter().zip(&homes);
        let files: Vec<_> = files.map(|(file, home)| as_found(file, home)).collect();
        let mut plan = Plan::new(&files, &stored, Some(&key));
        let summarises = asked.is_some_and(|query| query.report == ReportKind::Statusline)
            || self.keeper.has_summary();
        let mut tally = Tally::new(asked, summarises);
        if outlines.is_empty() {
            let is_long = setting.portion_bytes.is_some();
            tally.filling = self.keeper.begin_filling(is_long)?;
        }
        self.read(&mut plan, found, setting, &mut tally)?;
        let bytes = self.engine.take_bytes();
        let records = self.engine.records();
        tally.count(&plan, records.iter());
        match tally.filling.take() {
            Some(filling) => self.keeper.finish_filling(filling, &records, &bytes)?,
            None => store(&mut self.keeper, &plan, records.iter())?,
        }
        drop(records);

        let mut gone = gone(&plan, &stored, found, &key);
        gone.retain(|source| !tally.replaced.contains(source));
        let is_purged = |id: &u32| {
            let mut purged = stored.iter().filter(|source| source.is_purged);
            purged.any(|source| source.id == *id)
        };
        match setting.prunes {
            true => self.keeper.remove(&gone)?,
            false => self.keeper.mark_gone(&gone)?,
        }
        self.counts = Counts {
            read: tally.read.difference(&tally.purged).count(),
            unchanged: plan.unchanged().count(),
            gone: gone.iter().filter(|id| !is_purged(id)).count(),
            unread: tally.unread.len(),
            purged: plan.purged().count(),
        };
        let mut elsewhere = tally.replaced;
        elsewhere.extend(tally.read);
        elsewhere.extend(gone.iter().filter(|_| setting.prunes));
        self.engine.settle();
        self.outlines = outlines;
        self.outlines
            .retain(|file| !elsewhere.contains(&file.source.id));
        self.outlines.extend(tally.released);
        let mut some_went = false;
        for file in &mut self.outlines {
            let went = gone.contains(&file.source.id) && !file.source.is_gone;
            file.source.is_gone |= went;
            some_went |= went;
        }
        let places = (0..)
            .map_while(|place| plan.source(place))
            .zip(&found.files);
        self.paths = places
            .map(|(source, file)| (source.id, file.clone()))
            .collect();
        match tally.summarises {
            true => self.summarise(&elsewhere, some_went, tally.told),
            false => Ok(()),
        }
    }

    /// Leaves a summary beside the database where there is none of what is stored now. `changed` are the sources whose
    /// rows were replaced, and `released` is what it may need of those of them that are no longer at hand.
    fn summarise(
        &mut self,
        changed: &BTreeSet<u32>,
        some_went: bool,
        released: Vec<FileRecords>,
    ) -> Result<(), Problem> {
        let before = self.keeper.summary();
        if before.is_some() && changed.is_empty() && !some_went {
            return Ok(());
        }
        let before = before.and_then(|bytes| Summary::from_bytes(&bytes));
        let records = self.engine.records();
        let read = records.iter().map(|file| &file.source);
        let all = self.outlines.iter().map(|file| &file.source).chain(read);
        let of = |rest: Vec<Cow<'_, FileRecords>>| {
            let read = records.iter().map(Cow::Borrowed);
            Summary::of(all.clone(), read.chain(rest))
        };
        // Where the newest line went, older ones tell again.
        let summary = before.and_then(|before| {
            let kept = before.files(changed).into_iter().map(Cow::Owned);
            let summary = of(released.iter().map(Cow::Borrowed).chain(kept).collect());
            summary.filter(|summary| before.is_before(summary))
        });
        let summary = match summary {
            Some(summary) => Some(summary),
            None => {
                let stored = self.outlines.iter();
                let rest = stored.filter(|file| !changed.contains(&file.source.id));
                let rest = rest.cloned().collect();
                let rest = self
                    .keeper
                    .load(rest, ReportKind::Statusline, true, false)?;
                of(released.into_iter().chain(rest).map(Cow::Owned).collect())
            }
        };
        self.keeper.put_summary(summary.as_ref())
    }

    /// Reads what the plan says, until nothing that was read makes it say more. What is read is stored in between, so
    /// that memory does not follow it; the last of it stays at hand.
    fn read(
        &mut self,
        plan: &mut Plan,
        found: &Found,
        setting: &Setting,
        tally: &mut Tally<'_>,
    ) -> Result<(), Problem> {
        let mut progress = Progress::wanted(setting);
        loop {
            let next = plan.next(&self.engine.records());
            if next.is_empty() {
                break;
            }
            if let Some(progress) = &mut progress {
                let places = next.iter().flatten();
                progress.expect(places.filter_map(|&place| found.files.get(place)));
            }
            let sizes = next.iter().flatten();
            let sizes = sizes.filter_map(|&place| Some(found.files.get(place)?.size_bytes));
            let mut left: u64 = sizes.sum();
            let (mut files, mut bytes): (Vec<(&Source, SourceRecord)>, u64) = (Vec::new(), 0);
            let reads = Reads::new(next, plan, found, &self.config, setting);
            for Read { group, told } in reads {
                let held_max = (left / 4).clamp(LEAST_HELD_BYTES, HELD_BYTES);
                if bytes >= setting.portion_bytes.unwrap_or(held_max) {
                    bytes = 0;
                    reading::feed(&mut self.engine, &mem::take(&mut files), &mut progress);
                    let next = group.first().and_then(|&place| plan.source(place));
                    let next = next.map_or(u32::MAX, |source| source.id);
                    tally.release(&mut self.engine, &mut self.keeper, plan, next, left)?;
                }
                for place in group {
                    let (file, source) = (found.files.get(place), plan.source(place));
                    let (Some(file), Some(source)) = (file, source) else {
                        continue;
                    };
                    bytes += file.size_bytes;
                    left = left.saturating_sub(file.size_bytes);
                    let mut take_over =
                        |told| self.engine.take_over(&file.name, source.clone(), told);
                    match told.get(&source.id) {
                        Some(told) if take_over(told) => Progress::pass(&mut progress, file),
                        _ => files.push((file, source.clone())),
                    }
                }
            }
            reading::feed(&mut self.engine, &files, &mut progress);
        }
        if let Some(progress) = progress {
            progress.end();
        }
        Ok(())
    }

    /// Puts the stored records that the query needs beside those that were read; of the others, that they are there. A
    /// query that core refuses is refused again when it is answered. Of the tables those that `kind` needs, which may
    /// be a report that is asked of the same files.
    pub(crate) fn load(&mut self, query: &Query, kind: ReportKind) -> Result<(), Problem> {
        let read = self.engine.records();
        let all = read.iter().chain(&self.outlines);
        let needed = report::needed(all, query, &self.config.zone).unwrap_or_default();
        drop(read);
        let mut alone = mem::take(&mut self.outlines);
        let needed = alone.extract_if(.., |file| needed.contains(&file.source.id));
        let (at_hand, stored): (Vec<_>, _) = needed.partition(|file| !file.tallies.is_empty());
        let whole = kind != query.report || report::needs_sessions(query);
        let with_names = report::needs_names(query);
        let loaded = self.keeper.load(stored, kind, whole, with_names)?;
        for file in &mut alone {
            file.identity = None;
            file.tallies = Vec::new();
        }
        // There is room for them where they came from, which thousands of files take a while to find elsewhere.
        alone.extend(loaded);
        alone.extend(at_hand);
        self.engine.put(alone);
        self.engine.settle();
        Ok(())
    }

    /// What a person should know of the database.
    pub(crate) fn notes(&self, zone: &Zone) -> Vec<Note> {
        self.keeper.notes(zone)
    }
}

/// Stores what these files left behind.
fn store<'a>(
    keeper: &mut Keeper,
    plan: &Plan,
    records: impl Iterator<Item = &'a FileRecords>,
) -> Result<(), Problem> {
    let kept = records.filter(|file| !is_lost(file, plan));
    keeper.store(&kept.collect::<Vec<_>>(), |file| {
        plan.replaced_by(&file.source).collect()
    })
}

/// What was stored of a file that cannot be read just now is better than nothing.
fn is_lost(file: &FileRecords, plan: &Plan) -> bool {
    file.source.is_unread() && plan.is_known(file.source.id)
}

pub(crate) fn as_found<'a>(file: &'a Source, home: &'a str) -> store::Found<'a> {
    store::Found {
        home: Some(home),
        name: &file.name,
        size_bytes: file.size_bytes,
        modified_at: file.modified_ms.map(Timestamp),
        ends: None,
    }
}

/// What is stored, as the plan is to see it.
fn as_planned<'a>(outlines: &'a [FileRecords], setting: &Setting) -> Vec<Cow<'a, SourceRecord>> {
    let stored = outlines.iter().map(|file| &file.source);
    if !setting.reads_again {
        return stored.map(Cow::Borrowed).collect();
    }
    let to_read = stored.map(|source| SourceRecord {
        // No file has this size, so that each counts as changed.
        size_bytes: u64::MAX,
        is_purged: false,
        ..source.clone()
    });
    to_read.map(Cow::Owned).collect()
}

/// The sources that are no more, of the folders that this run has walked to their end. Of others it knows nothing.
fn gone(plan: &Plan, stored: &[Cow<'_, SourceRecord>], found: &Found, key: &Key) -> BTreeSet<u32> {
    let walked = found.walked.iter().map(|home| {
        let home = home.display().to_string();
        Some(key.pseudonym(PseudonymKind::Home, &home))
    });
    let walked: Vec<Option<Pseudonym>> = walked.collect();
    let gone: BTreeSet<u32> = plan.gone().collect();
    let is_of_walked = |source: &&Cow<'_, SourceRecord>| {
        let home = source.home.as_ref().and_then(Name::pseudonym);
        walked.contains(&home)
    };
    let stored = stored
        .iter()
        .filter(|source| gone.contains(&source.id) || source.is_gone);
    stored
        .filter(is_of_walked)
        .map(|source| source.id)
        .collect()
}

fn first_run(path: &Path, privacy: Privacy, setting: &Setting) -> String {
    let path = path.display();
    let closed = if setting.is_closed {
        ", readable by you alone"
    } else {
        ""
    };
    match privacy {
        Privacy::Names => format!(
            "First run. Counts, times and names of projects and branches go to\n  {path}{closed}. Words do not:\n  \
             cutrack privacy shows it. To keep no names either: --privacy strict\n"
        ),
        Privacy::Strict => format!(
            "First run. Counts and times go to\n  {path}{closed}. Names and words do not:\n  cutrack privacy shows it.\n"
        ),
    }
}
