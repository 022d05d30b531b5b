//! The one description of each table: its columns, and by the same lines how rows are written and read.
//!
//! [`table!`] takes one line a column: `name: type = place`. The place is a field of the row's type, of the column's
//! own name unless told; where it stands deeper, a path in parentheses, in which `?` steps into an `Option`. Such a
//! column is absent when the `Option` is empty, and fills it when it is read: an `Option` of which nothing is known is
//! read as empty.

use alloc::vec::Vec;

use super::FileRecords;
use crate::record::table::{Column, ColumnKind, Lent, Table};

/// What [`table!`] makes.
pub(super) trait Described {
    const TABLE: Table;
    fn count(records: &FileRecords) -> usize;
    fn write<'a>(records: &'a FileRecords, take: &mut Take<'_, 'a>);
    fn read(records: &mut FileRecords, row: &[Lent<'_>]) -> Option<()>;
    fn write_columns(records: &FileRecords, out: &mut Vec<u8>);
    fn read_columns(records: &mut FileRecords, count: usize, bytes: &[u8]) -> Option<()>;
}

/// A table with its way from and to the records of one file.
pub(super) struct Kept {
    /// Its description.
    pub(super) table: Table,
    /// How many rows a file has.
    pub(super) count: fn(&FileRecords) -> usize,
    /// Lends the rows of a file, one after the other.
    pub(super) write: for<'a> fn(&'a FileRecords, &mut Take<'_, 'a>),
    /// Takes a row in; `None` if it is damaged.
    pub(super) read: fn(&mut FileRecords, &[Lent<'_>]) -> Option<()>,
}

impl Kept {
    pub(super) const fn of<T: Described>() -> Self {
        Self {
            table: T::TABLE,
            count: T::count,
            write: T::write,
            read: T::read,
        }
    }
}

/// The same by columns. Apart, because a host that wants no bytes does without the code.
pub(super) struct ByColumns {
    pub(super) name: &'static str,
    pub(super) count: fn(&FileRecords) -> usize,
    /// Writes the columns of a file's rows.
    pub(super) write: fn(&FileRecords, &mut Vec<u8>),
    /// Takes so many rows in; `None` if they are damaged.
    pub(super) read: fn(&mut FileRecords, usize, &[u8]) -> Option<()>,
}

impl ByColumns {
    pub(super) const fn of<T: Described>() -> Self {
        Self {
            name: T::TABLE.name,
            count: T::count,
            write: T::write_columns,
            read: T::read_columns,
        }
    }
}

/// Whoever rows are lent to.
pub(super) type Take<'t, 'a> = dyn FnMut(&[Lent<'a>]) + 't;

/// A column that says whose a row is.
pub(super) const fn head_column(name: &'static str, refers: Option<&'static str>) -> Column {
    Column {
        name,
        kind: ColumnKind::Integer,
        optional: false,
        refers,
    }
}

/// The values of these columns: the source's number, and the row's place in its list.
pub(super) fn head<'a>(records: &FileRecords, index: usize) -> [Lent<'a>; 2] {
    let index = i64::try_from(index).unwrap_or(i64::MAX);
    let source = i64::from(records.source.id);
    [Lent::Integer(source), Lent::Integer(index)]
}

/// Whether these values of a row say that it is the file's, and its row of this place.
pub(super) fn is_next(records: &FileRecords, index: usize, whose: &[Lent<'_>]) -> bool {
    whose
        .iter()
        .zip(head(records, index))
        .all(|(said, due)| *said == due)
}

/// A value that is there.
pub(super) fn present<'v, 'a>(value: &'v Lent<'a>) -> Option<&'v Lent<'a>> {
    (*value != Lent::Absent).then_some(value)
}

/// Describes the rows that a file has in one field of [`FileRecords`]: `one`, at most one (`maybe`), or `many`. The
/// columns in brackets come first and are the key: whose row it is, and where it stands among `many`.
macro_rules! table {
    (
        $kept:ident: $name:literal of $row:ty, $many:ident $field:tt, [$($head:literal $(-> $refers:literal)?),*] {
            $( $column:ident: $kind:ty $(= $path:tt)?; )*
        }
    ) => {
        pub(super) struct $kept;

        impl Described for $kept {
            const TABLE: Table = Table {
                name: $name,
                columns: &[
                    $( head_column($head, refers!($($refers)?)), )*
                    $( Column {
                        name: stringify!($column),
                        kind: <$kind as Cell>::KIND,
                        optional: <$kind as Cell>::OPTIONAL,
                        refers: None,
                    }, )*
                ],
                key: key!($($head),*),
                index: &[],
            };

            fn count(records: &FileRecords) -> usize {
                rows!(records, $many $field).len()
            }

            fn write<'a>(records: &'a FileRecords, take: &mut Take<'_, 'a>) {
                let heads = <[&str]>::len(&[$($head),*]);
                let mut lent = Vec::new();
                for (index, row) in rows!(records, $many $field).iter().enumerate() {
                    lent.clear();
                    lent.extend(head(records, index).into_iter().take(heads));
                    lent.extend([$(place!(row, $column $(= $path)?).map_or(Lent::Absent, Cell::lend)),*]);
                    take(&lent);
                }
            }

            fn read(records: &mut FileRecords, row: &[Lent<'_>]) -> Option<()> {
                let (whose, columns) = row.split_at_checked(<[&str]>::len(&[$($head),*]))?;
                // A row that is missing or stands twice is damage too.
                if !is_next(records, rows!(records, $many $field).len(), whose) {
                    return None;
                }
                let mut columns = columns.iter();
                let mut row = <$row>::default();
                $( set!(row, columns.next()?, $column $(= $path)?); )*
                keep!(records, [row], $many $field);
                columns.next().is_none().then_some(())
            }

            fn write_columns(records: &FileRecords, out: &mut Vec<u8>) {
                let rows = &rows!(records, $many $field)[..];
                $( columns::write(rows.len(), &|at| place!(rows[at], $column $(= $path)?), out); )*
            }

            fn read_columns(records: &mut FileRecords, count: usize, mut bytes: &[u8]) -> Option<()> {
                let mut rows = Vec::new();
                rows.resize_with(count, <$row>::default);
                $( columns::read(&mut bytes, count, <$kind as Cell>::OPTIONAL, &mut |at, value| {
                    *place_mut!(rows[at], $column $(= $path)?) = value;
                })?; )*
                keep_all!(records, rows, $many $field);
                bytes.is_empty().then_some(())
            }
        }
    };
}

/// The file's own row has no other before it.
macro_rules! key {
    () => {
        &["id"]
    };
    ($($head:literal),+) => {
        &[$($head),+]
    };
}

macro_rules! refers {
    () => {
        None
    };
    ($table:literal) => {
        Some($table)
    };
}

/// The rows of a field.
macro_rules! rows {
    ($records:ident, one $field:ident) => {
        core::slice::from_ref(&$records.$field)
    };
    ($records:ident, maybe $field:ident) => {
        $records.$field.as_slice()
    };
    ($records:ident, many $field:tt) => {
        list!($records, $field)
    };
}

/// Puts rows into a field.
macro_rules! keep {
    ($records:ident, $rows:expr, one $field:ident) => {
        $records.$field = $rows.into_iter().next()?
    };
    ($records:ident, $rows:expr, maybe $field:ident) => {
        $records.$field = $rows.into_iter().next()
    };
    ($records:ident, $rows:expr, many $field:tt) => {
        list!($records, $field).extend($rows)
    };
}

/// Puts all rows of a field into it. Where it was empty, which is as a rule, none of them is moved.
macro_rules! keep_all {
    ($records:ident, $rows:ident, many $field:tt) => {
        match list!($records, $field).is_empty() {
            true => list!($records, $field) = $rows,
            false => list!($records, $field).extend($rows),
        }
    };
    ($records:ident, $rows:ident, $one:ident $field:ident) => {
        keep!($records, $rows, $one $field)
    };
}

macro_rules! list {
    ($records:ident, $field:ident) => {
        $records.$field
    };
    ($records:ident, ($($field:ident).+)) => {
        $records.$($field).+
    };
}

/// What stands in a place, if it is there.
macro_rules! place {
    ($of:expr, $column:ident = ($($path:tt)+)) => {
        place!($of, $($path)+)
    };
    ($of:expr, $column:ident = $field:ident) => {
        place!($of, $field)
    };
    ($of:expr, $field:ident $([$at:literal])? ? . $($rest:tt)+) => {
        $of.$field $([$at])? .as_ref().and_then(|of| place!(of, $($rest)+))
    };
    ($of:expr, $field:ident . $($rest:tt)+) => {
        place!($of.$field, $($rest)+)
    };
    ($of:expr, $field:ident) => {
        Some(&$of.$field)
    };
}

/// A place that is filled.
macro_rules! place_mut {
    ($of:expr, $column:ident = ($($path:tt)+)) => {
        place_mut!($of, $($path)+)
    };
    ($of:expr, $column:ident = $field:ident) => {
        place_mut!($of, $field)
    };
    ($of:expr, $field:ident $([$at:literal])? ? . $($rest:tt)+) => {
        place_mut!($of.$field $([$at])? .get_or_insert_default(), $($rest)+)
    };
    ($of:expr, $field:ident . $($rest:tt)+) => {
        place_mut!($of.$field, $($rest)+)
    };
    ($of:expr, $field:ident) => {
        &mut $of.$field
    };
}

/// Puts a value into a place.
macro_rules! set {
    ($of:expr, $value:expr, $column:ident = ($($path:tt)+)) => {
        set!($of, $value, $($path)+)
    };
    ($of:expr, $value:expr, $column:ident = $field:ident) => {
        set!($of, $value, $field)
    };
    ($of:expr, $value:expr, $field:ident $([$at:literal])? ? . $($rest:tt)+) => {
        if let Some(value) = present($value) {
            let of = $of.$field $([$at])? .get_or_insert_default();
            set!(of, value, $($rest)+);
        }
    };
    ($of:expr, $value:expr, $field:ident . $($rest:tt)+) => {
        set!($of.$field, $value, $($rest)+)
    };
    ($of:expr, $value:expr, $field:ident) => {
        $of.$field = Cell::from_lent($value)?
    };
}

pub(super) use {keep, keep_all, key, list, place, place_mut, refers, rows, set, table};
