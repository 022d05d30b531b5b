//! Records to rows and back.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::ToString;
use alloc::vec::Vec;

use super::FileRecords;
use super::cell::Cell;
use super::tables::KEPT;
use crate::privacy::{Name, Privacy, Pseudonym};
use crate::record::table::{Column, ColumnKind, Row, Table, Value};

/// Version of the tables. Raise it with every change of a table: a database of another version was made from other
/// tables. `cargo xtask bless` writes the tables of a new version down (`tests/schema`).
pub const SCHEMA: u32 = 2;

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

impl FileRecords {
    /// All rows of the file, table by table.
    pub fn rows(&self) -> impl Iterator<Item = (&'static Table, Vec<Row>)> {
        KEPT.iter().map(|kept| (&kept.table, (kept.write)(self)))
    }

    /// Rows of `names`: what the pseudonyms in its other rows stand for, as far as that is known and may be kept.
    pub fn name_rows(&self, privacy: Privacy) -> Vec<Row> {
        if privacy == Privacy::Strict {
            return Vec::new();
        }
        let row = |name: &Name| {
            let pseudonym = name.pseudonym()?;
            let text = Value::Text(name.text()?.to_string());
            Some(alloc::vec![pseudonym.to_value(), text])
        };
        let mut holders = Self {
            source: self.source.clone(),
            identity: self.identity.clone(),
            ..Self::default()
        };
        holders.names_mut().filter_map(|name| row(name)).collect()
    }

    /// Every turn that a row names is there.
    fn is_whole(&self) -> bool {
        let usage = self.usage.iter().map(|row| row.turn);
        let calls = self.calls.iter().map(|call| call.turn);
        let events = self.events.iter().map(|event| event.turn);
        let gauges = self.gauges.iter().map(|gauge| gauge.turn);
        let images = self.images.iter().map(|images| images.turn);
        let turns = usage.chain(calls).chain(events).chain(gauges).chain(images);
        turns
            .flatten()
            .all(|turn| (turn as usize) < self.turns.len())
    }
}

/// Makes records of rows, in the order of the files' numbers: for each table its name, and rows in any order.
pub fn records<N: AsRef<str>>(
    tables: impl IntoIterator<Item = (N, Vec<Row>)>,
) -> Result<Vec<FileRecords>, DamagedRow> {
    let mut by_table = KEPT.map(|_| Vec::new());
    for (name, rows) in tables {
        let mut known = KEPT.iter().map(|kept| kept.table.name);
        let at = known.position(|known| known == name.as_ref());
        by_table[at.ok_or(DamagedRow { table: "" })?].extend(rows);
    }
    let mut files: Vec<FileRecords> = Vec::with_capacity(by_table[0].len());
    for (kept, mut rows) in KEPT.iter().zip(by_table) {
        // The key stands first in every row: rows come in the order of the files.
        rows.sort_unstable();
        let mut at = 0;
        for row in rows {
            let id = row.first().and_then(u32::from_value);
            if let (Some(id), "sources") = (id, kept.table.name) {
                begin(&mut files, id);
            }
            let file = id.and_then(|id| file_of(&mut files, &mut at, id));
            file.and_then(|file| (kept.read)(file, &row))
                .ok_or(DamagedRow {
                    table: kept.table.name,
                })?;
        }
    }
    if !files.iter().all(FileRecords::is_whole) {
        return Err(DamagedRow { table: "turns" });
    }
    files.iter_mut().for_each(FileRecords::count_images);
    Ok(files)
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
    let in_use = in_use.filter_map(|name| Some(name.pseudonym()?.to_value()));
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
        let pseudonym = Pseudonym::from_value(pseudonym).ok_or(DamagedRow { table: NAMES.name })?;
        known.insert(pseudonym, text);
    }
    for name in files.iter_mut().flat_map(FileRecords::names_mut) {
        if let Some(text) = name.pseudonym().and_then(|pseudonym| known.get(&pseudonym)) {
            name.learn(text);
        }
    }
    Ok(())
}
