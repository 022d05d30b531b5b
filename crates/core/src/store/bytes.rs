//! A file's records as bytes, table by table and column by column: for hosts that hand them on, or keep them beside the rows
//! to read them fast.
//!
//! They are the same values as those of the rows and checked in the same way; readable names are in neither. Bytes of another
//! schema, or such as were changed, are none: whoever keeps them has the rows too. What breaks if touched: see
//! [`columns`](super::columns).

use alloc::vec::Vec;

use xxhash_rust::xxh3::xxh3_64;

use super::FileRecords;
use super::columns::{read_bytes, read_number, write_bytes, write_number};
use super::rows::{SCHEMA, SOURCES, TURNS};
use super::tables::BY_COLUMNS;

/// Since this schema tables were only added, each behind all others: its bytes are today's of fewer tables.
const OLDEST: u32 = 6;

/// Whether the bytes are those that were written.
const CHECK_BYTES: usize = 8;

impl FileRecords {
    /// The rows of all tables as bytes but the file's own row, which can change alone.
    pub fn row_bytes(&self) -> Vec<u8> {
        self.to_bytes(|table| table != SOURCES)
    }

    /// The file's own row as bytes.
    pub(crate) fn source_bytes(&self) -> Vec<u8> {
        self.to_bytes(|table| table == SOURCES)
    }

    /// The rows of these tables as bytes.
    pub fn to_bytes(&self, is_wanted: impl Fn(&str) -> bool) -> Vec<u8> {
        let mut bytes = Vec::new();
        write_number(u64::from(SCHEMA), &mut bytes);
        let mut columns = Vec::new();
        for (place, table) in (0..).zip(&BY_COLUMNS) {
            let count = (table.count)(self);
            if count == 0 || !is_wanted(table.name) {
                continue;
            }
            columns.clear();
            (table.write)(self, &mut columns);
            write_number(place, &mut bytes);
            write_number(count as u64, &mut bytes);
            write_bytes(&columns, &mut bytes);
        }
        bytes.extend(xxh3_64(&bytes).to_le_bytes());
        bytes
    }

    /// Takes in what [`to_bytes`](Self::to_bytes) wrote, as far as it is of these tables; `None` if it did not write this.
    pub fn with_bytes(mut self, bytes: &[u8], is_wanted: impl Fn(&str) -> bool) -> Option<Self> {
        let (mut bytes, check) = bytes.split_last_chunk::<CHECK_BYTES>()?;
        let is_intact = xxh3_64(bytes) == u64::from_le_bytes(*check);
        let schemas = u64::from(OLDEST)..=u64::from(SCHEMA);
        if !is_intact || !schemas.contains(&read_number(&mut bytes)?) {
            return None;
        }
        while !bytes.is_empty() {
            let table = BY_COLUMNS.get(usize::try_from(read_number(&mut bytes)?).ok()?)?;
            let count = usize::try_from(read_number(&mut bytes)?).ok()?;
            let columns = read_bytes(&mut bytes)?;
            if is_wanted(table.name) {
                (table.read)(&mut self, count, columns)?;
            }
        }
        if is_wanted(TURNS) && !self.is_whole() {
            return None;
        }
        self.count_images();
        Some(self)
    }
}
