//! The schema of what is stored, as data: every host makes its tables from it, and binds rows by it.
//!
//! A host that stores knows no row: it sees a table's columns, and each row as a list of [`Value`]s in their
//! order. What breaks if touched: a column that is added, moved or renamed is another schema version.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// One table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns, in the order of a row's values.
    pub columns: &'static [Column],
    /// Columns of its primary key; empty where rows have none.
    pub key: &'static [&'static str],
    /// Columns that rows are looked up by beside the key.
    pub index: &'static [&'static [&'static str]],
}

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name; units last.
    pub name: &'static str,
    /// What it holds.
    pub kind: ColumnKind,
    /// Whether it may be absent.
    pub optional: bool,
    /// The table whose `id` it names.
    pub refers: Option<&'static str>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// A number, a truth value (0 or 1), or a moment in milliseconds since 1970.
    Integer,
    /// A label, an id, a pseudonym, a word of a closed list.
    Text,
}

/// One value of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// The files do not say.
    #[default]
    Absent,
    /// See [`ColumnKind::Integer`].
    Integer(i64),
    /// See [`ColumnKind::Text`].
    Text(String),
}

/// A value that stays where it is: a row is read and written without a copy of its texts.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Lent<'a> {
    /// The files do not say.
    #[default]
    Absent,
    /// See [`ColumnKind::Integer`].
    Integer(i64),
    /// See [`ColumnKind::Text`].
    Text(Cow<'a, str>),
}

impl Value {
    /// The same, lent.
    pub fn lend(&self) -> Lent<'_> {
        match self {
            Self::Absent => Lent::Absent,
            Self::Integer(number) => Lent::Integer(*number),
            Self::Text(text) => Lent::Text(Cow::Borrowed(text)),
        }
    }
}

impl From<Lent<'_>> for Value {
    fn from(lent: Lent<'_>) -> Self {
        match lent {
            Lent::Absent => Self::Absent,
            Lent::Integer(number) => Self::Integer(number),
            Lent::Text(text) => Self::Text(text.into_owned()),
        }
    }
}

/// One row: a value for each column of its table.
pub type Row = Vec<Value>;
