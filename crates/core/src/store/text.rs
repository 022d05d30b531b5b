//! Rows as text, for hosts that keep no columns: a JSON array of rows, each an array of its values.
//!
//! Integers are written whole: a browser's numbers would lose those past 53 bits, so that hosts must not read the text
//! themselves.

use alloc::string::String;
use alloc::vec::Vec;

use serde_json::value::RawValue;

use crate::record::table::{Row, Value};

/// Rows as text.
pub fn to_text(rows: &[Row]) -> String {
    let rows: Vec<Vec<Written<'_>>> = rows
        .iter()
        .map(|row| row.iter().map(Written::of).collect())
        .collect();
    // Nothing in it can fail to serialise.
    serde_json::to_string(&rows).unwrap_or_default()
}

/// Rows from text; `None` if it is no text of rows.
pub fn from_text(text: &str) -> Option<Vec<Row>> {
    let rows: Vec<Vec<&RawValue>> = serde_json::from_str(text).ok()?;
    rows.into_iter()
        .map(|row| row.into_iter().map(read).collect())
        .collect()
}

/// A value as JSON has it.
#[derive(serde::Serialize)]
#[serde(untagged)]
enum Written<'a> {
    Absent,
    Integer(i64),
    Text(&'a str),
}

impl<'a> Written<'a> {
    fn of(value: &'a Value) -> Self {
        match value {
            Value::Absent => Self::Absent,
            Value::Integer(number) => Self::Integer(*number),
            Value::Text(text) => Self::Text(text),
        }
    }
}

fn read(value: &RawValue) -> Option<Value> {
    let value = value.get();
    match value.as_bytes().first()? {
        b'n' => Some(Value::Absent),
        b'"' => serde_json::from_str(value).ok().map(Value::Text),
        _ => value.parse().ok().map(Value::Integer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn every_value_comes_back() {
        let rows = vec![
            vec![
                Value::Integer(i64::MAX),
                Value::Integer(-1),
                Value::Absent,
                Value::Text("a \"b\" \\ \u{202f}".into()),
            ],
            vec![],
        ];
        let text = to_text(&rows);
        assert_eq!(
            text,
            "[[9223372036854775807,-1,null,\"a \\\"b\\\" \\\\ \u{202f}\"],[]]"
        );
        assert_eq!(from_text(&text), Some(rows));
    }

    #[test]
    fn other_text_is_refused() {
        for text in [
            "",
            "{}",
            "[1]",
            "[[1.5]]",
            "[[true]]",
            "[[[]]]",
            "[[9223372036854775808]]",
            "[[1]",
        ] {
            assert_eq!(from_text(text), None, "{text}");
        }
    }
}
