//! Records to rows and back.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::ToString;
use alloc::vec::Vec;

use super::FileRecords;
use super::cell::Cell;
use super::describe::Kept;
use super::tables::KEPT;
use crate::privacy::{Name, Privacy, Pseudonym};
use crate::record::table::{Column, ColumnKind, Lent, Row, Table, Value};

/// Version of the tables. Raise it with every change of a table: a database of another version was made from other
/// tables. `cargo xtask bless` writes the tables of a new version down (`tests/schema`).
pub const SCHEMA: u32 = 6;

/// The table that a file begins with, and the one that rows of others name.
pub(super) const SOURCES: &str = "sources";
pub(super) const TURNS: &str = "turns";

/// Readable names, apart from all other rows: nothing else tells what a pseudonym stands for.
const NAMES: Table = Table {
    name: "names",
    columns: &[text("pseudonym"), text("name")],
    key: &["pseudonym"],
    index: &[],
};

/// What a host notes about its database, such as that no name is kept any more.
const META: Table = Table {
    name: "meta",
    columns: &[text("key"), text("value")],
    key: &["key"],
    index: &[],
};

const fn text(name: &'static str) -> Column {
    Column {
        name,
        kind: ColumnKind::Text,
        optional: false,
        refers: None,
    }
}

/// Every table; those that others refer to come first. All but the last two, `names` and `meta`, hold rows of source
/// files, and their first column is the file's number.
pub fn tables() -> impl Iterator<Item = &'static Table> {
    KEPT.iter().map(|kept| &kept.table).chain([&NAMES, &META])
}

/// A row that was not made from records: it was changed, or is of other tables. Nothing of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DamagedRow {
    /// Its table's name; empty for a table that there is not.
    pub table: &'static str,
}

/// The rows of a file in one table.
pub struct RowsOfTable<'a> {
    kept: &'static Kept,
    of: &'a FileRecords,
}

impl<'a> RowsOfTable<'a> {
    /// The table.
    pub fn table(&self) -> &'static Table {
        &self.kept.table
    }

    /// How many rows.
    pub fn count(&self) -> usize {
        (self.kept.count)(self.of)
    }

    /// Lends one after the other.
    pub fn each(&self, take: &mut dyn FnMut(&[Lent<'a>])) {
        (self.kept.write)(self.of, take);
    }
}

impl FileRecords {
    /// All rows of the file, table by table.
    pub fn rows(&self) -> impl Iterator<Item = (&'static Table, Vec<Row>)> {
        self.rows_by_table().map(|of_table| {
            let mut rows = Vec::with_capacity(of_table.count());
            of_table.each(&mut |row| rows.push(row.iter().cloned().map(Value::from).collect()));
            (of_table.table(), rows)
        })
    }

    /// The same without a copy.
    pub fn rows_by_table(&self) -> impl Iterator<Item = RowsOfTable<'_>> {
        let tables = KEPT.iter();
        tables.map(|kept| RowsOfTable { kept, of: self })
    }

    /// Rows of `names`: what the pseudonyms in its other rows stand for, as far as that is known and may be kept.
    pub fn name_rows(&self, privacy: Privacy) -> Vec<Row> {
        if privacy == Privacy::Strict {
            return Vec::new();
        }
        let row = |name: &Name| {
            let pseudonym = name.pseudonym()?;
            let text = Value::Text(name.text()?.to_string());
            Some(alloc::vec![pseudonym.lend().into(), text])
        };
        let mut holders = Self {
            source: self.source.clone(),
            identity: self.identity.clone(),
            status_snapshots: self.status_snapshots.clone(),
            ..Self::default()
        };
        holders.names_mut().filter_map(|name| row(name)).collect()
    }

    /// Every turn that a row names is there.
    pub(super) fn is_whole(&self) -> bool {
        let usage = self.usage.iter().map(|row| row.turn);
        let calls = self.calls.iter().map(|call| call.turn);
        let events = self.events.iter().map(|event| event.turn);
        let gauges = self.gauges.iter().map(|gauge| gauge.turn);
        let images = self.images.iter().map(|images| images.turn);
        let turns = usage.chain(calls).chain(events).chain(gauges).chain(images);
        let mut app_turns = self.app_items.iter().map(|item| item.turn);
        turns
            .flatten()
            .all(|turn| (turn as usize) < self.turns.len())
            && app_turns.all(|turn| (turn as usize) < self.app_turns.len())
    }
}

/// Makes records of rows, in the order of the files' numbers: for each table its name, and rows in any order.
pub fn records<N: AsRef<str>>(
    tables: impl IntoIterator<Item = (N, Vec<Row>)>,
) -> Result<Vec<FileRecords>, DamagedRow> {
    let mut by_table = KEPT.map(|_| None);
    for (name, rows) in tables {
        let mut known = KEPT.iter().map(|kept| kept.table.name);
        let at = known.position(|known| known == name.as_ref());
        let of_table = &mut by_table[at.ok_or(DamagedRow { table: "" })?];
        of_table.get_or_insert_with(Vec::new).extend(rows);
    }
    let mut files: Vec<FileRecords> = Vec::new();
    let mut has_turns = false;
    for (kept, rows) in KEPT.iter().zip(by_table) {
        let Some(mut rows) = rows else { continue };
        has_turns |= kept.table.name == TURNS;
        // The key stands first in every row: rows come in the order of the files.
        rows.sort_unstable();
        let mut at = 0;
        for row in rows {
            let id = row.first().and_then(|id| u32::from_lent(&id.lend()));
            if let (Some(id), SOURCES) = (id, kept.table.name) {
                begin(&mut files, id);
            }
            let file = id.and_then(|id| file_of(&mut files, &mut at, id));
            let row: Vec<Lent<'_>> = row.iter().map(Value::lend).collect();
            file.and_then(|file| (kept.read)(file, &row))
                .ok_or(DamagedRow {
                    table: kept.table.name,
                })?;
        }
    }
    if has_turns && !files.iter().all(FileRecords::is_whole) {
        return Err(DamagedRow { table: TURNS });
    }
    files.iter_mut().for_each(FileRecords::count_images);
    Ok(files)
}

/// Makes records of rows without a copy of them: they come file after file, of each file the row of `sources` first, then
/// table by table in the order of [`tables`], each in the order of its key.
pub struct Reader {
    tables: Vec<Option<&'static Kept>>,
    has_turns: bool,
    files: Vec<FileRecords>,
}

impl Reader {
    /// Reads rows of these tables, of about so many files, and leaves the others empty.
    pub fn new(tables: &[&Table], files: usize) -> Self {
        let kept = |table: &&Table| KEPT.iter().find(|kept| kept.table.name == table.name);
        Self {
            has_turns: tables.iter().any(|table| table.name == TURNS),
            tables: tables.iter().map(kept).collect(),
            files: Vec::with_capacity(files),
        }
    }

    /// The next row, of the table in this place of those that it reads.
    pub fn row(&mut self, table: usize, row: &[Lent<'_>]) -> Result<(), DamagedRow> {
        let kept = self.tables.get(table).copied().flatten();
        let kept = kept.ok_or(DamagedRow { table: "" })?;
        let damaged = DamagedRow {
            table: kept.table.name,
        };
        if kept.table.name == SOURCES {
            let id = row.first().and_then(u32::from_lent);
            self.complete()?;
            begin(&mut self.files, id.ok_or(damaged)?);
        }
        let file = self.files.last_mut().ok_or(damaged)?;
        (kept.read)(file, row).ok_or(damaged)
    }

    /// The records of all files.
    pub fn finish(mut self) -> Result<Vec<FileRecords>, DamagedRow> {
        self.complete()?;
        Ok(self.files)
    }

    /// The newest file has all of its rows.
    fn complete(&mut self) -> Result<(), DamagedRow> {
        if let Some(file) = self.files.last_mut() {
            if self.has_turns && !file.is_whole() {
                return Err(DamagedRow { table: TURNS });
            }
            file.count_images();
        }
        Ok(())
    }
}

/// Begins the file of this number, unless the row before did.
fn begin(files: &mut Vec<FileRecords>, id: u32) {
    if files.last().is_none_or(|last| last.source.id != id) {
        let mut file = FileRecords::default();
        file.source.id = id;
        files.push(file);
    }
}

/// The file of this number, sought from the place of the one before.
fn file_of<'a>(
    files: &'a mut [FileRecords],
    at: &mut usize,
    id: u32,
) -> Option<&'a mut FileRecords> {
    while files.get(*at)?.source.id < id {
        *at += 1;
    }
    files.get_mut(*at).filter(|file| file.source.id == id)
}

/// Keys of the rows of `names` that stand for nothing in `files`, which are all that are kept.
pub fn idle_names(files: &mut [FileRecords], names: Vec<Row>) -> Vec<Value> {
    let in_use = files.iter_mut().flat_map(FileRecords::names_mut);
    let in_use = in_use.filter_map(|name| Some(Value::from(name.pseudonym()?.lend())));
    let in_use: BTreeSet<Value> = in_use.collect();
    let keys = names.into_iter().filter_map(|row| row.into_iter().next());
    keys.filter(|key| !in_use.contains(key)).collect()
}

/// Gives records the names back that rows of `names` tell.
pub fn learn_names(files: &mut [FileRecords], names: &[Row]) -> Result<(), DamagedRow> {
    let mut known: BTreeMap<Pseudonym, &str> = BTreeMap::new();
    for row in names {
        let [pseudonym, Value::Text(text)] = row.as_slice() else {
            return Err(DamagedRow { table: NAMES.name });
        };
        let pseudonym =
            Pseudonym::from_lent(&pseudonym.lend()).ok_or(DamagedRow { table: NAMES.name })?;
        known.insert(pseudonym, text);
    }
    for name in files.iter_mut().flat_map(FileRecords::names_mut) {
        if let Some(text) = name.pseudonym().and_then(|pseudonym| known.get(&pseudonym)) {
            name.learn(text);
        }
    }
    Ok(())
}
