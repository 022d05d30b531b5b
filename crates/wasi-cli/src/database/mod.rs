//! The database: one SQLite file that keeps what core made of each source file.
//!
//! It knows no row. Core says which tables there are and hands rows over as values; here they are stored and given
//! back. Every visit is one short transaction under [`lock::Lock`], and no connection holds a lock between visits:
//! SQLite's own locks are off, so nothing may touch the file outside of [`Database::visit`].

pub(crate) mod clock;
mod cursor;
mod fill;
pub(crate) mod key;
mod leftovers;
mod lock;
mod pages;
mod problem;
mod schema;
pub(crate) mod summary;
#[cfg(test)]
mod tests;
mod visit;

use std::fs::{self, OpenOptions};
use std::io::ErrorKind;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cutrack_core::record::table::Table;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use clock::Clock;
pub(crate) use fill::Fill;
pub(crate) use lock::Holder;
use lock::Lock;
pub(crate) use problem::{Obstacle, Problem};
use schema::Before;
pub(crate) use schema::Schema;
pub(crate) use visit::{Picked, Visit};

/// SQLite without locks of its own.
pub(crate) const UNLOCKED: &std::ffi::CStr = c"unix-none";

/// Steps of SQLite's machine between two chances for a beat: well under a millisecond.
const STEPS_BETWEEN_BEATS: i32 = 10_000;

/// Statements that are kept ready: for each table one row, several rows, and what is asked of it.
const STATEMENTS: usize = 64;

/// Nothing deleted stays readable in a free page; no temporary file is needed; no page is written before the commit.
/// Pages are four times as large as usual, because out of the sandbox each is a call; one of an older database is so from
/// its next `VACUUM` on. The cache, in kB, holds what one transaction writes: past its size even the pages that every row
/// asks for are read again each time.
const SETTINGS: &str = "
    PRAGMA page_size = 16384;
    PRAGMA foreign_keys = ON;
    PRAGMA secure_delete = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_spill = OFF;
    PRAGMA cache_size = -16000;
";

/// A file aside is as good as none until it is whole: nothing in it is rolled back, and the disk is waited for at the end.
const ASIDE: &str = "
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
";

/// What happened to the database that a person should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    /// A run that is gone left its lock, and gave its last sign at this moment.
    TookOver {
        /// Milliseconds since 1970.
        left_at_ms: i64,
    },
    /// It was of an older schema.
    Migrated {
        /// Its version before.
        from: u32,
        /// Its version now.
        to: u32,
    },
}

/// An open database.
pub(crate) struct Database {
    connection: Connection,
    path: PathBuf,
    clock: Arc<dyn Clock>,
    holder: Holder,
    /// What happened so far.
    pub(crate) notices: Vec<Notice>,
    /// Whether this run made it.
    pub(crate) is_new: bool,
}

impl Database {
    /// Opens the database at `path`, makes it where there is none, brings it to `schema`.
    pub(crate) fn open(
        path: &Path,
        schema: &Schema,
        clock: &Arc<dyn Clock>,
        holder: &Holder,
    ) -> Result<Self, Problem> {
        let (lock, took_over) = Self::lock(path, clock, holder)?;
        lock.remove_others();
        let mut connection = connect(path)?;
        guard(&mut connection, &lock)?;
        let before = schema.settle(&mut connection)?;
        let mut database = Self {
            connection,
            path: path.to_owned(),
            clock: Arc::clone(clock),
            holder: holder.clone(),
            notices: took_over.into_iter().collect(),
            is_new: before == Before::New,
        };
        if let Before::Older(from) = before {
            let to = schema.version;
            database.notices.push(Notice::Migrated { from, to });
        }
        Ok(database)
    }

    fn lock(
        path: &Path,
        clock: &Arc<dyn Clock>,
        holder: &Holder,
    ) -> Result<(Arc<Lock>, Option<Notice>), Problem> {
        let lock = Lock::take(&path.with_added_extension("lock"), clock, holder)?;
        let left = lock.taken_over_from_ms;
        let notice = left.map(|left_at_ms| Notice::TookOver { left_at_ms });
        Ok((Arc::new(lock), notice))
    }

    /// The file opened without the lock, for reading alone: it waits for nobody and is in nobody's way. What another run
    /// stores meanwhile may show in part or make a query fail, which does for a hint and for no number.
    pub(crate) fn unguarded(path: &Path) -> rusqlite::Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_URI
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let special = |letter: char| matches!(letter, '%' | '?' | '#');
        let path: String = path
            .to_string_lossy()
            .chars()
            .map(|letter| match special(letter) {
                true => format!("%{:02x}", u32::from(letter)),
                false => letter.to_string(),
            })
            .collect();
        // Taken for a file that nobody changes, it has no journal to roll back either.
        Connection::open_with_flags_and_vfs(format!("file:{path}?immutable=1"), flags, UNLOCKED)
    }

    /// One transaction: all that `work` reads is of one moment, and all that it writes is stored, or nothing.
    pub(crate) fn visit<T>(
        &mut self,
        work: impl FnOnce(&Visit<'_>) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let (lock, took_over) = Self::lock(&self.path, &self.clock, &self.holder)?;
        self.notices.extend(took_over);
        guard(&mut self.connection, &lock)?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Deferred)?;
        let done = work(&Visit::new(&transaction, &lock))?;
        transaction.commit()?;
        Ok(done)
    }

    /// Begins to fill the database aside, if it has no row in any of these tables.
    pub(crate) fn begin_fill(&mut self, tables: &[&Table]) -> Result<Option<Fill>, Problem> {
        let path = self.path.clone();
        let token = self.holder.token(self.clock.now_ms());
        self.visit(|visit| {
            let roots = visit.roots_of_empty(tables)?;
            let begun = roots.map(|roots| Fill::begin(&path, &token, roots));
            begun.transpose().map_err(fill::unwritable)
        })
    }

    /// Puts what was filled aside in the place of the database, with what `rest` stores beside it, if the database is
    /// still as it was when [`Visit::version`] said `version`. What that says from now on.
    pub(crate) fn adopt(
        &mut self,
        fill: Fill,
        version: Option<i64>,
        rest: impl FnOnce(&Visit<'_>) -> Result<(), Problem>,
    ) -> Result<i64, Problem> {
        let (lock, took_over) = Self::lock(&self.path, &self.clock, &self.holder)?;
        self.notices.extend(took_over);
        guard(&mut self.connection, &lock)?;
        let now = self.connection.transaction()?;
        if version != Some(Visit::new(&now, &lock).version()?) {
            return Err(Problem::Overtaken);
        }
        drop(now);
        let aside = fill.finish().map_err(fill::unwritable)?;
        let mut connection = connect(&aside.path)?;
        connection.execute_batch(ASIDE)?;
        guard(&mut connection, &lock)?;
        let transaction = connection.transaction()?;
        rest(&Visit::new(&transaction, &lock))?;
        transaction.commit()?;
        drop(connection);
        lock.must_be_ours();
        // Not every system lets a file that is open be replaced.
        drop(mem::replace(
            &mut self.connection,
            Connection::open_in_memory()?,
        ));
        let file = OpenOptions::new().write(true).open(&aside.path);
        let adopted = file.and_then(|file| file.sync_all());
        let adopted = adopted.and_then(|()| fs::rename(&aside.path, &self.path));
        self.connection = connect(&self.path)?;
        adopted.map_err(|error| match error.kind() {
            // Who filled the database meanwhile has removed it.
            ErrorKind::NotFound => Problem::Overtaken,
            _ => fill::unwritable(error),
        })?;
        guard(&mut self.connection, &lock)?;
        let now = self.connection.transaction()?;
        Visit::new(&now, &lock).version()
    }

    /// Whether every page, index and reference is as it should be.
    pub(crate) fn is_whole(&mut self) -> Result<bool, Problem> {
        self.visit(|visit| visit.is_whole())
    }

    /// Removes the database at `path`, with its key, whatever is in it.
    pub(crate) fn remove(
        path: &Path,
        clock: &Arc<dyn Clock>,
        holder: &Holder,
    ) -> Result<(), Problem> {
        let (_lock, _) = Self::lock(path, clock, holder)?;
        let beside = summary::forget(path)
            .and_then(|()| key::forget(path))
            .and_then(|()| fill::forget(path));
        let removed = beside.and_then(|()| fs::remove_file(path));
        removed.map_err(|error| Problem::Unwritable(Obstacle::from(&error)))
    }

    /// A number that every commit changes, whoever makes it. To be asked in a visit.
    pub(crate) fn commits(path: &Path) -> Option<u32> {
        summary::commits(path)
    }

    /// Writes the file anew, without anything that was deleted from it.
    pub(crate) fn rewrite(&mut self) -> Result<(), Problem> {
        let (lock, took_over) = Self::lock(&self.path, &self.clock, &self.holder)?;
        self.notices.extend(took_over);
        guard(&mut self.connection, &lock)?;
        summary::forget(&self.path).map_err(|error| Problem::Unwritable(Obstacle::from(&error)))?;
        Ok(self.connection.execute_batch("VACUUM")?)
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags_and_vfs(path, flags, UNLOCKED)?;
    connection.execute_batch(SETTINGS)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

/// Lets `connection` keep `lock` alive while it works, and makes it ask before every commit.
fn guard(connection: &mut Connection, lock: &Arc<Lock>) -> rusqlite::Result<()> {
    let (beating, asking) = (Arc::downgrade(lock), Arc::downgrade(lock));
    connection.progress_handler(
        STEPS_BETWEEN_BEATS,
        Some(move || {
            beating.upgrade().inspect(|lock| lock.beat());
            false
        }),
    )?;
    connection.commit_hook(Some(move || {
        asking.upgrade().inspect(|lock| lock.must_be_ours());
        false
    }))
}
