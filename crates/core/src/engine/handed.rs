//! Files read by one engine and taken over by another: so that several can read side by side, and one decides.
//!
//! A file goes as text, before lineage has decided about it: one line a table, with the table's name and its rows. What
//! breaks if touched: what is taken over must be what the engine would have read itself, or the number of readers would
//! change what is stored.

use alloc::string::String;
use alloc::vec::Vec;
use core::mem;

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
    pub fn hand_over(&mut self) -> Vec<(u32, String)> {
        self.end();
        self.kept.get_mut().clear();
        let traced = mem::take(&mut self.files);
        let files = traced.iter().zip(self.records.take());
        let privacy = self.config.privacy;
        let handed = files.filter_map(|(traced, records)| {
            let id = records.source.id;
            Some((id, to_text(&records, traced.to_rows()?, privacy)))
        });
        handed.collect()
    }

    /// Takes over what another engine with the same key and privacy read of a file: as if it had been begun here with
    /// `name` and `source`, fed and ended. `false`, and nothing is taken over, if `text` is none of
    /// [`hand_over`](Self::hand_over).
    pub fn take_over(&mut self, name: &str, source: SourceRecord, text: &str) -> bool {
        self.end();
        let Some((traced, records)) = from_text(name, source, text) else {
            return false;
        };
        self.next_id = self.next_id.max(records.source.id.saturating_add(1));
        self.add(traced, records);
        true
    }
}

fn to_text(records: &FileRecords, traced: TracedRows, privacy: Privacy) -> String {
    let of_file = records.rows().map(|(table, rows)| (table.name, rows));
    let names = [(NAMES, records.name_rows(privacy))];
    let tables = of_file.chain(names).chain(traced.all());
    let mut text = String::new();
    for (name, rows) in tables.filter(|(_, rows)| !rows.is_empty()) {
        text.push_str(name);
        text.push(' ');
        text.push_str(&store::to_text(&rows));
        text.push('\n');
    }
    text
}

fn from_text(name: &str, source: SourceRecord, text: &str) -> Option<(TracedFile, FileRecords)> {
    let (mut traced, mut names, mut tables) = (TracedRows::default(), Vec::new(), Vec::new());
    for line in text.lines() {
        let (table, rows) = line.split_once(' ')?;
        let rows = store::from_text(rows)?;
        match traced.of_mut(table) {
            Some(of_traced) => *of_traced = rows,
            None if table == NAMES => names = rows,
            None => tables.push((table, rows)),
        }
    }
    let mut files = store::records(tables).ok()?;
    store::learn_names(&mut files, &names).ok()?;
    let mut records = files.pop().filter(|_| files.is_empty())?;
    records.source = records.source.with_known(source);
    let outline = Outline {
        name: FileName::new(name),
        size_bytes: records.source.size_bytes,
        is_unread: records.source.is_unread(),
        is_of_a_thread: records.identity.is_some(),
    };
    Some((TracedFile::from_rows(outline, &traced)?, records))
}
