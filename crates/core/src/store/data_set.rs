//! All that is kept, as one file that a person carries to another page: lines of JSON, which say what they hold.
//!
//! The first line says of which schema the rows are and what their columns are called, the last how many rows there were;
//! a file without it is refused, so that nobody takes a part for the whole. Each file's rows stand together, `sources`
//! first. Names go along only when they are wished for, and with them the key of the pseudonyms: without it a folder that
//! is read again would get other ones.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::mem;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::layout::Layout;
use super::{FileRecords, SCHEMA, from_text, learn_names, records, to_text};
use crate::lines::{Line, Lines};
use crate::privacy::Privacy;
use crate::record::table::Row;

/// What the first line begins with, before any reader knows what else there may be.
const FORM: u32 = 1;
/// Rows of one line: it stays far below the longest that is read.
const ROWS_A_LINE: usize = 1000;

/// The first line.
#[derive(Serialize, Deserialize)]
struct Head {
    cutrack_data_set: u32,
    schema: u32,
    files: usize,
    /// Present where names are.
    key: Option<[u8; 32]>,
    columns: Layout,
}

/// A line of rows.
#[derive(Deserialize)]
struct Part<'a> {
    table: &'a str,
    #[serde(borrow)]
    rows: &'a RawValue,
}

/// The last line.
#[derive(Serialize, Deserialize)]
struct End {
    rows: usize,
}

/// Writes these files, a line at a time. `key` is that of the pseudonyms; with it go the names.
pub fn write_data_set(files: &[FileRecords], key: Option<[u8; 32]>, mut put: impl FnMut(&str)) {
    let head = Head {
        cutrack_data_set: FORM,
        schema: SCHEMA,
        files: files.len(),
        key,
        columns: Layout::current(),
    };
    put(&line(&head));
    let mut end = End { rows: 0 };
    let mut part = |table: &str, rows: &[Row]| {
        for rows in rows.chunks(ROWS_A_LINE) {
            end.rows += rows.len();
            put(&format!(
                "{{\"table\":\"{table}\",\"rows\":{}}}\n",
                to_text(rows)
            ));
        }
    };
    let mut names = BTreeSet::new();
    for file in files {
        file.rows()
            .for_each(|(table, rows)| part(table.name, &rows));
        if key.is_some() {
            names.extend(file.name_rows(Privacy::Names));
        }
    }
    part("names", &names.into_iter().collect::<Vec<_>>());
    put(&line(&end));
}

fn line(value: &impl Serialize) -> String {
    // Nothing in it can fail to serialise.
    let mut line = serde_json::to_string(value).unwrap_or_default();
    line.push('\n');
    line
}

/// What a file holds.
pub struct DataSet {
    /// The files, in the order of their numbers.
    pub files: Vec<FileRecords>,
    /// The key of the pseudonyms, where names are.
    pub key: Option<[u8; 32]>,
}

/// Why a file is not taken up. Nothing of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is no data set.
    Other = 1,
    /// A newer cutrack wrote it.
    Newer = 2,
    /// It is cut off, or was changed.
    Damaged = 3,
}

/// Reads a file of [`write_data_set`], in chunks of any size.
#[derive(Default)]
pub struct DataSetReader {
    lines: Lines,
    head: Option<Head>,
    /// Rows of the file that is being read, by table.
    parts: Vec<(String, Vec<Row>)>,
    files: Vec<FileRecords>,
    names: Vec<Row>,
    rows: usize,
    is_ended: bool,
    refusal: Option<Refusal>,
}

impl DataSetReader {
    /// Reads on.
    pub fn feed(&mut self, chunk: &[u8]) {
        let mut lines = mem::take(&mut self.lines);
        lines.feed(chunk, |line| {
            if self.refusal.is_none() {
                self.refusal = self.take(line).err();
            }
        });
        self.lines = lines;
    }

    /// All of it.
    pub fn finish(mut self) -> Result<DataSet, Refusal> {
        if let Some(refusal) = self.refusal {
            return Err(refusal);
        }
        self.close_file()?;
        let head = self.head.take().ok_or(Refusal::Other)?;
        if !self.is_ended || self.files.len() != head.files {
            return Err(Refusal::Damaged);
        }
        learn_names(&mut self.files, &self.names).map_err(|_| Refusal::Damaged)?;
        Ok(DataSet {
            files: self.files,
            key: head.key,
        })
    }

    fn take(&mut self, line: Line<'_>) -> Result<(), Refusal> {
        let text = core::str::from_utf8(line.content()).ok();
        let text = text.filter(|_| !line.over_cap && !self.is_ended);
        let Some(head) = &self.head else {
            self.head = Some(text.ok_or(Refusal::Other).and_then(read_head)?);
            return Ok(());
        };
        let text = text.ok_or(Refusal::Damaged)?;
        let Ok(part) = serde_json::from_str::<Part<'_>>(text) else {
            let end: End = serde_json::from_str(text).map_err(|_| Refusal::Damaged)?;
            self.is_ended = end.rows == self.rows;
            return self.is_ended.then_some(()).ok_or(Refusal::Damaged);
        };
        let rows = from_text(part.rows.get()).ok_or(Refusal::Damaged)?;
        self.rows += rows.len();
        let rows = head.columns.fit(part.table, rows).ok_or(Refusal::Damaged)?;
        match part.table {
            "names" => self.names.extend(rows),
            table => {
                if table == "sources" {
                    self.close_file()?;
                }
                // A table that there is no more has no rows.
                if !rows.is_empty() {
                    self.parts.push((table.into(), rows));
                }
            }
        }
        Ok(())
    }

    /// Makes the records of the file whose rows have come.
    fn close_file(&mut self) -> Result<(), Refusal> {
        let parts = mem::take(&mut self.parts);
        let mut files = records(parts).map_err(|_| Refusal::Damaged)?;
        if let Some(head) = &self.head {
            head.columns.complete(&mut files);
        }
        let last = self.files.last().map(|file| file.source.id);
        // Numbers are what one file is told from another by.
        let is_next = |file: &FileRecords| last.is_none_or(|last| last < file.source.id);
        if files.len() > 1 || !files.iter().all(is_next) {
            return Err(Refusal::Damaged);
        }
        self.files.extend(files);
        Ok(())
    }
}

fn read_head(text: &str) -> Result<Head, Refusal> {
    #[derive(Deserialize)]
    struct Version {
        cutrack_data_set: u32,
        schema: u32,
    }
    let version: Version = serde_json::from_str(text).map_err(|_| Refusal::Other)?;
    if version.cutrack_data_set > FORM || version.schema > SCHEMA {
        return Err(Refusal::Newer);
    }
    serde_json::from_str(text).map_err(|_| Refusal::Damaged)
}
