//! Files read by one engine and taken over by another: so that several can read side by side, and one decides.
//!
//! A file goes before lineage has decided about it: its own row and its other rows as bytes, and behind them as text what
//! else there is, one line a table, with the table's name and its rows. What breaks if touched: what is taken over must be what the engine would
//! have read itself, or the number of readers would change what is stored.

use alloc::format;
use alloc::vec::Vec;
use core::{mem, slice, str};

use super::Engine;
use crate::lineage::{FileName, Outline, TracedFile, TracedRows};
use crate::privacy::Privacy;
use crate::store::{self, FileRecords, SourceRecord};

/// The table of the readable names; it belongs to no file, so that it goes apart.
const NAMES: &str = "names";

impl Engine {
    /// Hands over what the files ended so far left behind, each under its number, and leaves an engine without files. A
    /// file that continues another is left out: only where that one is at hand can it be counted, so it is to be read
    /// there.
    pub fn hand_over(&mut self) -> Vec<(u32, Vec<u8>)> {
        self.end();
        self.kept.get_mut().clear();
        let traced = mem::take(&mut self.files);
        let files = traced
            .iter()
            .zip(mem::take(self.records.get_mut().change()));
        let privacy = self.config.privacy;
        let handed = files.filter_map(|(traced, records)| {
            let id = records.source.id;
            Some((id, to_bytes(&records, traced.to_rows()?, privacy)))
        });
        handed.collect()
    }

    /// Takes over what another engine with the same key and privacy read of a file: as if it had been begun here with
    /// `name` and `source`, fed and ended. `false`, and nothing is taken over, if `bytes` are
    /// none of [`hand_over`](Self::hand_over).
    pub fn take_over(&mut self, name: &str, source: SourceRecord, bytes: &[u8]) -> bool {
        self.end();
        let Some((traced, records, rows)) = from_bytes(name, source, bytes) else {
            return false;
        };
        self.next_id = self.next_id.max(records.source.id.saturating_add(1));
        let rows = self.config.keeps_bytes.then(|| rows.to_vec());
        self.add(traced, records, rows);
        true
    }
}

fn to_bytes(records: &FileRecords, traced: TracedRows, privacy: Privacy) -> Vec<u8> {
    let mut bytes = Vec::new();
    store::write_bytes(&records.source_bytes(), &mut bytes);
    store::write_bytes(&records.row_bytes(), &mut bytes);
    let names = [(NAMES, records.name_rows(privacy))];
    let tables = names.into_iter().chain(traced.all());
    for (name, rows) in tables.filter(|(_, rows)| !rows.is_empty()) {
        bytes.extend(format!("{name} {}\n", store::to_text(&rows)).into_bytes());
    }
    bytes
}

/// The file, its records and the bytes of its rows.
fn from_bytes<'a>(
    name: &str,
    source: SourceRecord,
    mut bytes: &'a [u8],
) -> Option<(TracedFile, FileRecords, &'a [u8])> {
    let own = store::read_bytes(&mut bytes)?;
    let row_bytes = store::read_bytes(&mut bytes)?;
    let records = FileRecords::default().with_bytes(own, |_| true)?;
    let mut records = records.with_bytes(row_bytes, |_| true)?;
    let (mut traced, mut names) = (TracedRows::default(), Vec::new());
    for line in str::from_utf8(bytes).ok()?.lines() {
        let (table, rows) = line.split_once(' ')?;
        let rows = store::from_text(rows)?;
        match table {
            NAMES => names = rows,
            table => *traced.of_mut(table)? = rows,
        }
    }
    store::learn_names(slice::from_mut(&mut records), &names).ok()?;
    records.source = records.source.with_known(source);
    let outline = Outline {
        name: FileName::new(name),
        size_bytes: records.source.size_bytes,
        is_unread: records.source.is_unread(),
        is_of_a_thread: records.identity.is_some(),
    };
    let traced = TracedFile::from_rows(outline, &traced)?;
    Some((traced, records, row_bytes))
}
