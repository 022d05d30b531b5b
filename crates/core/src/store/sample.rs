//! One row as it is kept, all of it: for whoever wants to see what that is.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Serialize;

use super::FileRecords;
use super::describe::Kept;
use super::tables::KEPT;
use crate::record::table::{Lent, Value};

/// The table that tells most at one glance.
const FIRST: &str = "turns";

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SampleRow {
    /// The table's name.
    pub table: &'static str,
    /// All its cells, in the order of the columns.
    pub cells: Vec<SampleCell>,
}

/// A cell of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SampleCell {
    /// The column's name.
    pub column: &'static str,
    /// What stands in it, numbers as written; absent where nothing does.
    pub value: Option<String>,
}

/// A row of all that is kept of these files. Each next `place` is of the next table that has rows, from turns on; when all
/// had their turn, it is the next row of each. Absent where nothing is kept.
pub fn sample_row(files: &[FileRecords], place: usize) -> Option<SampleRow> {
    let count = |kept: &Kept| files.iter().map(|file| (kept.count)(file)).sum::<usize>();
    let first = KEPT.iter().position(|kept| kept.table.name == FIRST)?;
    let tables = KEPT[first..].iter().chain(&KEPT[..first]);
    let used: Vec<(&Kept, usize)> = tables
        .map(|kept| (kept, count(kept)))
        .filter(|&(_, rows)| rows > 0)
        .collect();
    let &(kept, rows) = used.get(place.checked_rem(used.len())?)?;
    let mut wanted = place / used.len() % rows;
    for file in files {
        let of_file = (kept.count)(file);
        if wanted < of_file {
            return Some(written(kept, file, wanted));
        }
        wanted -= of_file;
    }
    None
}

fn written(kept: &Kept, file: &FileRecords, wanted: usize) -> SampleRow {
    let (mut at, mut cells) = (0, Vec::new());
    (kept.write)(file, &mut |row: &[Lent<'_>]| {
        if at == wanted {
            let columns = kept.table.columns.iter().zip(row);
            cells.extend(columns.map(|(column, value)| SampleCell {
                column: column.name,
                value: text(Value::from(value.clone())),
            }));
        }
        at += 1;
    });
    SampleRow {
        table: kept.table.name,
        cells,
    }
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::Absent => None,
        Value::Integer(number) => Some(number.to_string()),
        Value::Text(text) => Some(text),
    }
}
