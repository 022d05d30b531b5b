//! What is kept between runs: core's records in the database, under the key of their pseudonyms.
//!
//! Records go in and come out as core's rows; which files are to be read is core's answer too.

mod filling;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cutrack_core::privacy::Privacy;
use cutrack_core::record::Timestamp;
use cutrack_core::record::table::{Table, Value};
use cutrack_core::report::{self, ReportKind, Summary};
use cutrack_core::store::{self, FileRecords, Reader};
use cutrack_core::zone::Zone;

use crate::database::clock::{Clock, SystemClock};
use crate::database::key::{self, KeyBytes};
use crate::database::summary;
use crate::database::{Database, Holder, Notice, Obstacle, Picked, Problem, Schema, Visit};
use crate::fault::Note;
use crate::format;
pub(crate) use filling::Filling;

/// The tables as they are now, and how older ones come to be like them.
const SCHEMA: Schema = Schema {
    version: store::SCHEMA,
    tables: || store::tables().collect(),
    migrations: &[
        include_str!("database/migrations/2.sql"),
        include_str!("database/migrations/3.sql"),
        include_str!("database/migrations/4.sql"),
        include_str!("database/migrations/5.sql"),
        include_str!("database/migrations/6.sql"),
    ],
};
const _: () = assert!(
    SCHEMA.migrations.len() + 1 == SCHEMA.version as usize,
    "a schema of a higher version needs the step that leads to it"
);

/// Rows after which a transaction is closed. Small files share one, because each costs a wait for the disk.
const ROWS_A_VISIT: usize = 50_000;

const LOOKED_AT_OF_SESSIONS: &[&str] = &report::NEEDED_OF_SESSIONS;

/// The tables that are always read.
const SOURCES: &str = "sources";
const SESSIONS: &str = "sessions";

/// The row of `meta` that says whether names may be kept.
const NAMES: &str = "names";
const KEPT: &str = "kept";
const NOT_KEPT: &str = "none";

/// An open database with its key.
pub(crate) struct Keeper {
    database: Database,
    /// The key of all pseudonyms.
    pub(crate) key: KeyBytes,
    /// Whether readable names are kept.
    pub(crate) privacy: Privacy,
    /// Whether the database was made by this run.
    pub(crate) is_new: bool,
    key_was_lost: bool,
    /// The database as [`outlines`](Self::outlines) saw it.
    seen_version: Option<i64>,
    /// Where it lies, and its number of commits then.
    path: PathBuf,
    seen_commits: Option<u32>,
}

impl Keeper {
    /// Opens the database at `path`; `privacy` is what this run says about names, if it does.
    pub(crate) fn open(
        path: &Path,
        privacy: Option<Privacy>,
        holder: &Holder,
    ) -> Result<Self, Problem> {
        let mut database = Database::open(path, &SCHEMA, &system_clock(), holder)?;
        let is_new = database.is_new;
        let (key, key_was_lost, privacy) = database.visit(|visit| {
            let (key, is_new_key) =
                key::beside(path).map_err(|error| Problem::Unwritable(Obstacle::from(&error)))?;
            let key_was_lost = is_new_key && visit.count(table("sources"))? > 0;
            Ok((key, key_was_lost, settle_privacy(visit, privacy)?))
        })?;
        Ok(Self {
            database,
            key,
            privacy,
            is_new,
            key_was_lost,
            seen_version: None,
            path: path.to_owned(),
            seen_commits: None,
        })
    }

    /// What a person should know of the database, as far as this run has come.
    pub(crate) fn notes(&self, zone: &Zone) -> Vec<Note> {
        let notices = self.database.notices.iter();
        let mut notes: Vec<Note> = notices.map(|notice| note(*notice, zone)).collect();
        if self.key_was_lost {
            notes.push(Note::new(
                "the pseudonym key is gone; a new one was made, so old and new rows do not join.",
            ));
        }
        notes
    }

    /// All source files: what they are, of whose they are what [`report::needed`] asks for, and nothing else of their
    /// records. What is stored from here on is stored only if no other run stores in between.
    pub(crate) fn outlines(&mut self) -> Result<Vec<FileRecords>, Problem> {
        let (outlines, version, commits) = self.database.visit(|visit| {
            let outlines = outlines(visit, Some(LOOKED_AT_OF_SESSIONS))?;
            Ok((outlines, visit.version()?, Database::commits(&self.path)))
        })?;
        (self.seen_version, self.seen_commits) = (Some(version), commits);
        Ok(outlines)
    }

    /// Whether a summary lies beside the database, of whatever state.
    pub(crate) fn has_summary(&self) -> bool {
        summary::is_beside(&self.path)
    }

    /// The summary beside the database, if it is of what [`outlines`](Self::outlines) saw.
    pub(crate) fn summary(&self) -> Option<Vec<u8>> {
        let bytes = summary::beside(&self.path)?;
        let is_of_seen = self.seen_commits.is_some() && Summary::stamp(&bytes) == self.seen_commits;
        is_of_seen.then_some(bytes)
    }

    /// Puts another one beside it, or none. The database is as good without: what hinders is no error.
    pub(crate) fn put_summary(&mut self, summary: Option<&Summary>) -> Result<(), Problem> {
        let path = self.path.clone();
        self.visit(|_| {
            let bytes = summary.zip(Database::commits(&path));
            let bytes = bytes.map(|(summary, commits)| summary.to_bytes(commits));
            let _ = match bytes {
                Some(bytes) => summary::put(&path, &bytes),
                None => summary::forget(&path),
            };
            Ok(())
        })
    }

    /// The records of the files that these outlines are of, of what [`outlines`](Self::outlines) saw, as far as such a report
    /// needs them; of sessions all or what the outlines say; with names, as far as they are kept.
    pub(crate) fn load(
        &mut self,
        outlines: Vec<FileRecords>,
        kind: ReportKind,
        whole_sessions: bool,
        with_names: bool,
    ) -> Result<Vec<FileRecords>, Problem> {
        let needed = report::needed_tables(kind);
        let is_needed = |name: &str| [SOURCES, SESSIONS].contains(&name) || needed.contains(&name);
        let seen_version = self.seen_version;
        self.database.visit(|visit| {
            let mut rest: BTreeSet<u32> = outlines.iter().map(|file| file.source.id).collect();
            let mut files = Vec::with_capacity(outlines.len());
            // What another run stored in between is not of the sources that were seen.
            if seen_version == Some(visit.version()?) {
                let is_needed = |name: &str| match name {
                    SESSIONS => whole_sessions,
                    name => is_needed(name),
                };
                files = read_bytes(visit, outlines, is_needed)?;
                for file in &files {
                    rest.remove(&file.source.id);
                }
            }
            if !rest.is_empty() {
                let tables = source_tables().filter(|table| is_needed(table.name));
                let tables: Vec<Picked> = tables.map(Picked::all_of).collect();
                files.extend(read(visit, &tables, Some(&rest))?);
            }
            if with_names {
                let names = visit.all(table("names"))?;
                store::learn_names(&mut files, &names).map_err(|_| Problem::Damaged)?;
            }
            Ok(files)
        })
    }

    /// Stores the records of files in the place of what was stored of them and of those that each replaces. A file is
    /// stored whole or not at all.
    pub(crate) fn store(
        &mut self,
        files: &[&FileRecords],
        replaced_by: impl Fn(&FileRecords) -> Vec<u32>,
    ) -> Result<(), Problem> {
        let privacy = self.privacy;
        let mut rest = files;
        while !rest.is_empty() {
            let stored = self.visit(|visit| {
                let (mut stored, mut rows) = (0, 0);
                while let Some(file) = rest.get(stored).filter(|_| rows < ROWS_A_VISIT) {
                    for replaced in replaced_by(file) {
                        remove_one(visit, replaced)?;
                    }
                    rows += store_one(visit, file, privacy)?;
                    stored += 1;
                }
                Ok(stored)
            })?;
            rest = &rest[stored..];
        }
        Ok(())
    }

    /// Deletes all that is stored of these sources.
    pub(crate) fn remove(&mut self, sources: &BTreeSet<u32>) -> Result<(), Problem> {
        if sources.is_empty() {
            return Ok(());
        }
        self.visit(|visit| {
            let mut sources = sources.iter();
            sources.try_for_each(|&source| remove_one(visit, source))?;
            remove_idle_names(visit)
        })
    }

    /// All source files, as [`outlines`](Self::outlines) gives them, with all that says whose they are and the readable
    /// names in it.
    pub(crate) fn named_outlines(&mut self) -> Result<Vec<FileRecords>, Problem> {
        let (mut outlines, names, version) = self.database.visit(|visit| {
            let names = visit.all(table("names"))?;
            Ok((whole_outlines(visit)?, names, visit.version()?))
        })?;
        self.seen_version = Some(version);
        store::learn_names(&mut outlines, &names).map_err(|_| Problem::Damaged)?;
        Ok(outlines)
    }

    /// How many rows are stored of these sources.
    pub(crate) fn rows_of(&mut self, sources: &BTreeSet<u32>) -> Result<u64, Problem> {
        self.database.visit(|visit| {
            let counts = source_tables().flat_map(|table| {
                let column = table.columns[0].name;
                let counts = sources.iter().copied().map(number);
                counts.map(move |source| visit.count_having(table, column, &source))
            });
            counts.sum()
        })
    }

    /// Deletes all that is stored of the sources that these outlines are of. Those that are still there are marked, so
    /// that they are not read again. The file is written anew without what was deleted.
    pub(crate) fn purge(&mut self, outlines: &[&FileRecords]) -> Result<(), Problem> {
        let privacy = self.privacy;
        self.visit(|visit| {
            for outline in outlines {
                match outline.source.is_gone {
                    true => remove_one(visit, outline.source.id)?,
                    false => {
                        let mark = FileRecords::purged(outline.source.clone());
                        store_one(visit, &mark, privacy)?;
                    }
                }
            }
            remove_idle_names(visit)
        })?;
        self.database.rewrite()
    }

    /// Notes that these sources are no more; their rows stay.
    pub(crate) fn mark_gone(&mut self, sources: &BTreeSet<u32>) -> Result<(), Problem> {
        if sources.is_empty() {
            return Ok(());
        }
        self.visit(|visit| {
            sources.iter().try_for_each(|&source| {
                let gone = ("is_gone", &Value::Integer(1));
                visit.set(table("sources"), gone, ("id", &number(source)))
            })
        })
    }

    /// How many readable names are kept.
    pub(crate) fn names(&mut self) -> Result<u64, Problem> {
        self.database.visit(|visit| visit.count(table("names")))
    }

    /// How many rows are kept, and of how many files.
    pub(crate) fn rows(&mut self) -> Result<(u64, u64), Problem> {
        self.database.visit(|visit| {
            let rows = store::tables().map(|table| visit.count(table));
            let rows = rows.sum::<Result<u64, Problem>>()?;
            Ok((rows, visit.count(table("sources"))?))
        })
    }

    /// Deletes every readable name and keeps none from now on; the file is written anew without them.
    pub(crate) fn forget_names(&mut self) -> Result<(), Problem> {
        self.database.visit(|visit| {
            visit.empty(table("names"))?;
            settle_privacy(visit, Some(Privacy::Strict))
        })?;
        self.database.rewrite()
    }

    /// Deletes the database at `path` and its key; one that is damaged too.
    pub(crate) fn forget_all(path: &Path, holder: &Holder) -> Result<(), Problem> {
        Database::remove(path, &system_clock(), holder)
    }

    /// A visit that only looks.
    pub(crate) fn look<T>(
        &mut self,
        work: impl FnOnce(&Visit<'_>) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        self.database.visit(work)
    }

    /// Whether every page, index and reference is as it should be.
    pub(crate) fn is_whole(&mut self) -> Result<bool, Problem> {
        self.database.is_whole()
    }

    /// A visit that writes what follows from [`outlines`](Self::outlines).
    fn visit<T>(
        &mut self,
        work: impl FnOnce(&Visit<'_>) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let seen_version = self.seen_version;
        self.database.visit(|visit| match seen_version {
            Some(seen) if seen != visit.version()? => Err(Problem::Overtaken),
            _ => work(visit),
        })
    }
}

fn system_clock() -> Arc<dyn Clock> {
    Arc::new(SystemClock)
}

fn note(notice: Notice, zone: &Zone) -> Note {
    Note::new(match notice {
        Notice::TookOver { left_at_ms } => {
            let left_at = format::time_of_day(Timestamp(left_at_ms), zone);
            format!("took over a lock that a run left at {left_at}.")
        }
        Notice::Migrated { from, to } => format!("database brought from schema {from} to {to}."),
    })
}

/// Writes down what this run says about names, or finds what an earlier one said; they are kept unless somebody said no.
fn settle_privacy(visit: &Visit<'_>, said: Option<Privacy>) -> Result<Privacy, Problem> {
    let meta = table("meta");
    let text = |text: &str| Value::Text(text.to_owned());
    if let Some(privacy) = said {
        let word = match privacy {
            Privacy::Names => KEPT,
            Privacy::Strict => NOT_KEPT,
        };
        visit.replace(meta, &[vec![text(NAMES), text(word)]])?;
        return Ok(privacy);
    }
    let rows = visit.having(meta, "key", &text(NAMES))?;
    let is_strict = rows.iter().any(|row| row[1] == text(NOT_KEPT));
    Ok(match is_strict {
        true => Privacy::Strict,
        false => Privacy::Names,
    })
}

/// How many rows it was.
fn store_one(visit: &Visit<'_>, file: &FileRecords, privacy: Privacy) -> Result<usize, Problem> {
    remove_one(visit, file.source.id)?;
    let mut stored = 0;
    for rows in file.rows_by_table() {
        visit.insert(rows.table(), rows.count(), |take| rows.each(take))?;
        stored += rows.count();
    }
    if !file.source.is_purged {
        visit.put_bytes(file.source.id, &file.row_bytes())?;
    }
    visit.replace(table("names"), &file.name_rows(privacy))?;
    Ok(stored)
}

fn remove_one(visit: &Visit<'_>, source: u32) -> Result<(), Problem> {
    let removed = visit.delete(table("sources"), "id", &number(source));
    removed.map(drop)
}

/// Deletes the readable names that no row refers to any more.
fn remove_idle_names(visit: &Visit<'_>) -> Result<(), Problem> {
    let mut outlines = whole_outlines(visit)?;
    let names = table("names");
    let idle = store::idle_names(&mut outlines, visit.all(names)?);
    idle.iter().try_for_each(|key| {
        let removed = visit.delete(names, "pseudonym", key);
        removed.map(drop)
    })
}

fn whole_outlines(visit: &Visit<'_>) -> Result<Vec<FileRecords>, Problem> {
    outlines(visit, None)
}

/// What stands in `sources` and in these columns of `sessions`.
fn outlines(
    visit: &Visit<'_>,
    of_sessions: Option<&'static [&'static str]>,
) -> Result<Vec<FileRecords>, Problem> {
    let sessions = Picked {
        table: table("sessions"),
        columns: of_sessions,
    };
    read(visit, &[Picked::all_of(table("sources")), sessions], None)
}

/// The records of those of the files that have bytes, as far as they stand in these tables. The row of the source itself
/// can change alone and is not in its bytes.
fn read_bytes(
    visit: &Visit<'_>,
    mut outlines: Vec<FileRecords>,
    is_needed: impl Fn(&str) -> bool,
) -> Result<Vec<FileRecords>, Problem> {
    let ids = outlines.iter().map(|file| file.source.id).collect();
    let mut files = Vec::with_capacity(outlines.len());
    outlines.sort_by_key(|file| file.source.id);
    let mut outlines = outlines.into_iter().peekable();
    visit.bytes_of(&ids, |id, bytes| {
        // Both are in the order of their numbers, and not every file has bytes.
        while outlines.next_if(|file| file.source.id < id).is_some() {}
        let Some(mut file) = outlines.next_if(|file| file.source.id == id) else {
            return Ok(());
        };
        if is_needed(SESSIONS) {
            file.identity = None;
        }
        files.extend(file.with_bytes(bytes, &is_needed));
        Ok(())
    })?;
    Ok(files)
}

/// The records of all sources, or of those `wanted`, as far as they stand in these tables.
fn read(
    visit: &Visit<'_>,
    tables: &[Picked],
    wanted: Option<&BTreeSet<u32>>,
) -> Result<Vec<FileRecords>, Problem> {
    let of_core: Vec<&Table> = tables.iter().map(|picked| picked.table).collect();
    let files = match wanted {
        Some(wanted) => wanted.len(),
        None => usize::try_from(visit.count(table(SOURCES))?).unwrap_or(0),
    };
    let mut reader = Reader::new(&of_core, files);
    visit.by_source(tables, wanted, |table, row| {
        reader.row(table, row).map_err(|_| Problem::Damaged)
    })?;
    reader.finish().map_err(|_| Problem::Damaged)
}

fn number(source: u32) -> Value {
    Value::Integer(i64::from(source))
}

/// The tables of source files: all but the two that stand apart.
fn source_tables() -> impl Iterator<Item = &'static Table> {
    store::tables().filter(|table| !["names", "meta"].contains(&table.name))
}

fn table(name: &str) -> &'static Table {
    let mut tables = store::tables();
    let table = tables.find(|table| table.name == name);
    table.expect("core has the table")
}
