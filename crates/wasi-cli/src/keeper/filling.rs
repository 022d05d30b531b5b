//! The first import: what files leave behind goes into a database aside in the order of their numbers, and what comes out
//! of order at the end. Until then the database has nothing of it; so one that takes long is ended in the middle, and the
//! rest stored as any later import is.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use cutrack_core::engine::Released;
use cutrack_core::privacy::Privacy;
use cutrack_core::record::table::{Row, Table};
use cutrack_core::store::FileRecords;

use super::{Keeper, source_tables, store_one, table};
use crate::database::{Fill, Problem};

/// So much may be written before it is put on the disk, and towards the end less: when nobody reads any more, little is to be
/// left to wait for.
const UNSETTLED_BYTES_MAX: u64 = 4_000_000;

/// A first import that takes longer is put in the place of the empty database as far as it has come, and goes on as any
/// later one: what is read from then on is stored as it is read, and a run that is stopped loses little. Through SQL
/// the rest costs more, so that this is no shorter.
const FILLING_MAX: Duration = Duration::from_secs(10);

/// A database that is being filled.
pub(crate) struct Filling {
    fill: Fill,
    privacy: Privacy,
    /// The number of the newest file in it.
    newest: Option<u32>,
    /// Files that came before others of smaller numbers.
    early: Vec<Released>,
    names: BTreeSet<Row>,
    began: Instant,
    /// Whether it counts as one that takes long from the start.
    is_long: bool,
}

impl Filling {
    /// Takes in files that are decided. `next` is the smallest number that is still to come, but for files that are decided
    /// about last. `left_bytes` are still to be read.
    pub(crate) fn add(
        &mut self,
        mut files: Vec<Released>,
        next: u32,
        left_bytes: u64,
    ) -> Result<(), Problem> {
        files.sort_unstable_by_key(|file| file.records.source.id);
        for file in files {
            let records = &file.records;
            match records.source.id < next && self.is_in_order(records) {
                true => self.write(records, file.bytes.as_deref())?,
                false => self.early.push(file),
            }
        }
        let unsettled_bytes = (left_bytes / 16).min(UNSETTLED_BYTES_MAX);
        self.fill.settle(unsettled_bytes)
    }

    /// Whether what it has should be put in its place.
    pub(crate) fn is_long(&self) -> bool {
        self.is_long || self.began.elapsed() >= FILLING_MAX
    }

    fn is_in_order(&self, file: &FileRecords) -> bool {
        self.newest.is_none_or(|newest| newest < file.source.id)
    }

    /// `bytes` are its rows, where they are at hand.
    fn write(&mut self, file: &FileRecords, bytes: Option<&[u8]>) -> Result<(), Problem> {
        self.newest = Some(file.source.id);
        for rows in file.rows_by_table() {
            self.fill.insert(rows.table(), |take| rows.each(take))?;
        }
        self.names.extend(file.name_rows(self.privacy));
        let bytes = bytes.map_or_else(|| Cow::Owned(file.row_bytes()), Cow::Borrowed);
        self.fill.put_bytes(file.source.id, &bytes)
    }
}

impl Keeper {
    /// Begins to fill the database, if it is as new and holds no file; `is_long` says that it shall not go on for long.
    pub(crate) fn begin_filling(&mut self, is_long: bool) -> Result<Option<Filling>, Problem> {
        let tables: Vec<&Table> = source_tables().collect();
        let fill = self.database.begin_fill(&tables)?;
        Ok(fill.map(|fill| Filling {
            fill,
            privacy: self.privacy,
            newest: None,
            early: Vec::new(),
            names: BTreeSet::new(),
            began: Instant::now(),
            is_long,
        }))
    }

    /// Stores what was filled, with the `last` files, in the place of the empty database. `bytes` are rows of these, where
    /// they are at hand.
    pub(crate) fn finish_filling(
        &mut self,
        mut filling: Filling,
        last: &[FileRecords],
        bytes: &BTreeMap<u32, Vec<u8>>,
    ) -> Result<(), Problem> {
        let early = std::mem::take(&mut filling.early);
        let early = early
            .iter()
            .map(|file| (&file.records, file.bytes.as_deref()));
        let bytes_of = |file: &FileRecords| bytes.get(&file.source.id).map(Vec::as_slice);
        let last = last.iter().map(|file| (file, bytes_of(file)));
        let mut files: Vec<(&FileRecords, Option<&[u8]>)> = early.chain(last).collect();
        files.sort_unstable_by_key(|(file, _)| file.source.id);
        let mut out_of_order = Vec::new();
        for (file, bytes) in files {
            match filling.is_in_order(file) {
                true => filling.write(file, bytes)?,
                false => out_of_order.push(file),
            }
        }
        let Filling {
            fill,
            privacy,
            names,
            ..
        } = filling;
        let names: Vec<Row> = names.into_iter().collect();
        let adopted = self.database.adopt(fill, self.seen_version, |visit| {
            for file in out_of_order {
                store_one(visit, file, privacy)?;
            }
            visit.replace(table("names"), &names)
        })?;
        self.seen_version = Some(adopted);
        Ok(())
    }
}
