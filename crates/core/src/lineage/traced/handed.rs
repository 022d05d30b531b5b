//! A traced file as rows, on its way from the engine that read it to the one that decides.
//!
//! Only a file that begins a history has rows: of one that continues another file, all statements would be needed.

use alloc::format;
use alloc::string::ToString;
use alloc::vec;
use alloc::vec::Vec;

use super::{Marks, Statements, TracedFile};
use crate::lineage::FileName;
use crate::privacy::Label;
use crate::record::Tokens;
use crate::record::table::{Row, Value};
use crate::session::InForce;

/// The rows of a traced file, each kind under its name.
#[derive(Default)]
pub(crate) struct TracedRows {
    /// Hash of its first line, if it has one.
    pub(crate) first_line: Vec<Row>,
    /// Its running totals.
    pub(crate) heads: Vec<Row>,
    /// Its models and efforts.
    pub(crate) in_force: Vec<Row>,
}

impl TracedRows {
    /// The rows called `name`.
    pub(crate) fn of_mut(&mut self, name: &str) -> Option<&mut Vec<Row>> {
        match name {
            "first_line" => Some(&mut self.first_line),
            "heads" => Some(&mut self.heads),
            "in_force" => Some(&mut self.in_force),
            _ => None,
        }
    }

    /// All of them.
    pub(crate) fn all(self) -> [(&'static str, Vec<Row>); 3] {
        [
            ("first_line", self.first_line),
            ("heads", self.heads),
            ("in_force", self.in_force),
        ]
    }
}

/// What else is known of a traced file.
pub(crate) struct Outline {
    pub(crate) name: FileName,
    pub(crate) size_bytes: u64,
    pub(crate) is_unread: bool,
    pub(crate) is_of_a_thread: bool,
}

impl TracedFile {
    /// Its rows, if it begins a history.
    pub(crate) fn to_rows(&self) -> Option<TracedRows> {
        let Statements::Settled(marks) = &self.statements else {
            return None;
        };
        let first_line = self
            .first_line
            .map(|hash| vec![Value::Text(format!("{hash:032x}"))]);
        let heads = marks.heads.iter().map(|(ordinal, head)| {
            let tokens = head.as_ref().map(parts);
            let parts = tokens.map_or_else(Vec::new, |parts| parts.map(integer).to_vec());
            [vec![optional(*ordinal)], parts].concat()
        });
        let in_force = marks.in_force.iter().map(|(ordinal, said)| {
            vec![
                optional(*ordinal),
                word(said.model.as_ref()),
                word(said.effort.as_ref()),
            ]
        });
        Some(TracedRows {
            first_line: first_line.into_iter().collect(),
            heads: heads.collect(),
            in_force: in_force.collect(),
        })
    }

    /// A file of its rows; `None` if they are none of [`to_rows`](Self::to_rows).
    pub(crate) fn from_rows(outline: Outline, rows: &TracedRows) -> Option<Self> {
        let first_line = rows.first_line.iter().map(|row| match row.as_slice() {
            [Value::Text(hash)] => u128::from_str_radix(hash, 16).ok(),
            _ => None,
        });
        let first_line = first_line.collect::<Option<Vec<u128>>>()?.pop();
        let heads = rows.heads.iter().map(|row| head(row));
        let in_force = rows.in_force.iter().map(|row| in_force_since(row));
        let marks = Marks {
            heads: heads.collect::<Option<Vec<_>>>()?,
            in_force: in_force.collect::<Option<Vec<_>>>()?,
        };
        Some(Self {
            name: outline.name,
            size: outline.size_bytes,
            first_line,
            is_unread: outline.is_unread,
            is_of_a_thread: outline.is_of_a_thread,
            statements: Statements::Settled(marks),
        })
    }
}

fn head(row: &[Value]) -> Option<(Option<u64>, Option<Tokens>)> {
    let (ordinal, parts) = row.split_first()?;
    let parts = parts.iter().map(count).collect::<Option<Vec<u64>>>()?;
    let head = match *parts.as_slice() {
        [] => None,
        [
            input,
            cached_input,
            cache_write_input,
            output,
            reasoning_output,
        ] => Some(Tokens {
            input,
            cached_input,
            cache_write_input,
            output,
            reasoning_output,
        }),
        _ => return None,
    };
    Some((optional_count(ordinal)?, head))
}

/// Before a file that begins a history nothing was in force: what no line said is as if one had said that it is not told.
fn in_force_since(row: &[Value]) -> Option<(Option<u64>, InForce)> {
    let [ordinal, model, effort] = row else {
        return None;
    };
    let in_force = InForce {
        model: Some(optional_label(model)?),
        effort: Some(optional_label(effort)?),
    };
    Some((optional_count(ordinal)?, in_force))
}

fn parts(tokens: &Tokens) -> [u64; 5] {
    [
        tokens.input,
        tokens.cached_input,
        tokens.cache_write_input,
        tokens.output,
        tokens.reasoning_output,
    ]
}

/// Counts and ordinals of a rollout have 63 bits (FORMAT.md §7.6), so that each fits.
fn integer(number: u64) -> Value {
    Value::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

fn optional(number: Option<u64>) -> Value {
    number.map_or(Value::Absent, integer)
}

fn word(said: Option<&Option<Label>>) -> Value {
    let label = said.and_then(Option::as_ref);
    label.map_or(Value::Absent, |label| Value::Text(label.to_string()))
}

fn count(value: &Value) -> Option<u64> {
    let Value::Integer(number) = value else {
        return None;
    };
    u64::try_from(*number).ok()
}

/// The outer `None` is a value that cannot stand there.
fn optional_count(value: &Value) -> Option<Option<u64>> {
    match value {
        Value::Absent => Some(None),
        value => count(value).map(Some),
    }
}

fn optional_label(value: &Value) -> Option<Option<Label>> {
    match value {
        Value::Absent => Some(None),
        Value::Text(word) => Label::new(word).map(Some),
        Value::Integer(_) => None,
    }
}
