//! The frame around the input: which of its bytes are which file.
//!
//! ```text
//! {"key":null,"zone":{"name":"UTC","offsets":[]},"queries":[{"report":"sessions"}],"files":[{"name":"rollout-a.jsonl","bytes":12}]}
//! …12 bytes of rollout-a.jsonl…
//! ```
//!
//! Only `files` is required. A first line is a header when it is a JSON object with a key `files` at its
//! top: no first line of a rollout has one, in any version of Codex. Everything else in a header must
//! then be right: a misspelt key is a fault, because reading such a line as a rollout would answer with
//! zeros. Faults carry a code and a number and never a word of the input.

use core::fmt;

use cutrack_core::report::{Grouping, QueryError, ReportKind};
use cutrack_core::zone::Zone;
use cutrack_core::{Config, Query};
use serde::Deserialize;
use serde::de::IgnoredAny;

/// Longest header line, in bytes: room for the names of about 100,000 files.
pub const HEADER_BYTES_MAX: u64 = 16 << 20;

/// What the host asks: the configuration, the questions, and the files that follow. No `Debug`: it holds the key.
#[derive(Clone)]
pub struct Header {
    /// Key and zone.
    pub config: Config,
    /// The questions, each answered by one line.
    pub queries: Vec<Query>,
    /// The files, in the order of their bytes.
    pub files: Vec<File>,
}

/// One file of the input.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Path below the Codex home, with `/`.
    pub name: String,
    /// Its length.
    pub bytes: u64,
}

/// Why an input was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The header line is wrong at this byte, counted from 1.
    Header {
        /// Where.
        byte: usize,
    },
    /// The key is not 64 hexadecimal digits; it has this many characters.
    Key {
        /// Its length.
        characters: usize,
    },
    /// The input ends before this file does.
    Short {
        /// Index of the file in the header.
        file: usize,
    },
    /// The input goes on after the last file.
    Long {
        /// By how much.
        bytes: u64,
    },
    /// A query was refused.
    Query {
        /// Index of the query in the header.
        index: usize,
        /// Why.
        error: QueryError,
    },
}

/// The header as it stands on the wire.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    #[serde(default)]
    key: Option<String>,
    #[serde(default)]
    zone: Zone,
    #[serde(default = "default_queries")]
    queries: Vec<Query>,
    files: Vec<File>,
}

/// What makes a line a header.
#[derive(Deserialize)]
struct Mark {
    #[serde(rename = "files")]
    _files: IgnoredAny,
}

impl Header {
    /// Reads the first line of an input; `None` when it is no header.
    pub fn read(line: &[u8]) -> Option<Result<Self, Fault>> {
        // An array would do for serde: it reads a struct from one, field by field.
        if !line.trim_ascii_start().starts_with(b"{") {
            return None;
        }
        serde_json::from_slice::<Mark>(line).ok()?;
        let wire = serde_json::from_slice::<Wire>(line).map_err(|error| Fault::Header {
            byte: error.column(),
        });
        Some(wire.and_then(Wire::header))
    }

    /// The header of an input that has none: one rollout without a name, usage by day.
    pub fn of_one_rollout(bytes: u64) -> Self {
        Self {
            config: Config::default(),
            queries: default_queries(),
            files: vec![File {
                name: String::new(),
                bytes,
            }],
        }
    }

    /// Whether the files of the header are exactly the `bytes` that follow it.
    pub fn check_length(&self, bytes: u64) -> Result<(), Fault> {
        let left = self
            .files
            .iter()
            .enumerate()
            .try_fold(bytes, |left, (index, file)| {
                left.checked_sub(file.bytes)
                    .ok_or(Fault::Short { file: index })
            })?;
        if left == 0 {
            Ok(())
        } else {
            Err(Fault::Long { bytes: left })
        }
    }
}

impl Wire {
    fn header(self) -> Result<Header, Fault> {
        let key = self.key.as_deref().map(key_of).transpose()?;
        Ok(Header {
            config: Config {
                key,
                zone: self.zone,
                ledger: self
                    .queries
                    .iter()
                    .any(|query| query.report == ReportKind::Privacy),
                ..Config::default()
            },
            queries: self.queries,
            files: self.files,
        })
    }
}

/// Usage by day: what the command line answers when it is asked nothing.
fn default_queries() -> Vec<Query> {
    vec![Query {
        report: ReportKind::Usage,
        by: vec![Grouping::Day],
        ..Query::default()
    }]
}

/// 32 bytes of 64 hexadecimal digits.
fn key_of(text: &str) -> Result<[u8; 32], Fault> {
    let fault = Fault::Key {
        characters: text.chars().count(),
    };
    let mut key = [0; 32];
    let digits = text.as_bytes().as_chunks::<2>();
    if digits.0.len() != key.len() || !digits.1.is_empty() {
        return Err(fault);
    }
    for (byte, pair) in key.iter_mut().zip(digits.0) {
        let [high, low] = pair.map(|digit| char::from(digit).to_digit(16));
        *byte = high
            .zip(low)
            .map(|(high, low)| (high * 16 + low) as u8)
            .ok_or(fault)?;
    }
    Ok(key)
}

/// The words are stable: `CODE NUMBER: sentence`. A host may compare the code.
impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header { byte } => write!(
                out,
                "header {byte}: the header line is wrong at this byte; see describe"
            ),
            Self::Key { characters } => write!(
                out,
                "key {characters}: the key has this many characters; give 64 hexadecimal digits or null"
            ),
            Self::Short { file } => write!(
                out,
                "short {file}: the input ends before this file of the header does"
            ),
            Self::Long { bytes } => write!(
                out,
                "long {bytes}: the input goes on for this many bytes after its last file"
            ),
            Self::Query { index, error } => write!(out, "query {index}: {}", reason(*error)),
        }
    }
}

/// Why a query was refused, in words.
fn reason(error: QueryError) -> &'static str {
    match error {
        QueryError::Time => "a time of this query is none; give days as 2026-08-06",
        QueryError::Backwards => "the range of this query ends before it begins",
        QueryError::Column => "the report of this query has no such column to sort by",
        QueryError::Grouping => "the report of this query has no such grouping",
        QueryError::Narrowed => {
            "the report of this query is of all files: it takes no range and no filter"
        }
        _ => "this query was refused",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(line: &str) -> Header {
        Header::read(line.as_bytes())
            .expect("a header")
            .expect("a right one")
    }

    fn fault(line: &str) -> Fault {
        Header::read(line.as_bytes())
            .expect("a header")
            .err()
            .expect("a wrong one")
    }

    #[test]
    fn only_files_is_required() {
        let header = header(r#"{"files":[]}"#);
        assert_eq!(
            header.queries,
            [Query {
                by: vec![Grouping::Day],
                ..Query::default()
            }]
        );
        assert_eq!(
            (header.config.key, header.config.zone),
            (None, Zone::default())
        );
    }

    #[test]
    fn a_full_header_is_read_in_any_key_order() {
        let line = format!(
            r#"{{"files":[{{"bytes":3,"name":"a"}}],"queries":[{{"report":"sessions"}},{{}}],"zone":{{"name":"Asia/Tokyo","offsets":[{{"from_ms":0,"east_seconds":32400}}]}},"key":"{}0f"}}"#,
            "aB".repeat(31)
        );
        let header = header(&line);
        assert_eq!(
            header.files,
            [File {
                name: "a".into(),
                bytes: 3
            }]
        );
        assert_eq!(header.queries.len(), 2);
        assert_eq!(header.config.zone.offsets[0].east_seconds, 32_400);
        let key = header.config.key.expect("a key");
        assert_eq!((key[0], key[31]), (0xab, 0x0f));
    }

    #[test]
    fn first_lines_of_rollouts_are_no_headers() {
        for line in [
            r#"{"timestamp":"2026-08-06T08:03:28.188Z","type":"session_meta","payload":{"files":[]}}"#,
            r#"{"id":"11d9c4ed","timestamp":"2025-05-07T17:24:21.123Z","instructions":"{\"files\":[]}"}"#,
            r#"{"session":{"id":"7b0c3a52"},"items":[{"files":[]}]}"#,
            "{",
            "",
            "null",
            r#"["files"]"#,
            r#"{"files":[]"#,
            "(\u{b5}/\u{fd}",
        ] {
            assert!(Header::read(line.as_bytes()).is_none(), "{line}");
        }
    }

    #[test]
    fn what_is_wrong_in_a_header_is_told_by_its_place() {
        assert_eq!(
            fault(r#"{"files":[],"querys":[]}"#),
            Fault::Header { byte: 20 }
        );
        assert_eq!(
            fault(r#"{"files":[{"name":"a"}]}"#),
            Fault::Header { byte: 22 }
        );
        assert_eq!(
            fault(r#"{"files":[{"name":"a","bytes":-1}]}"#),
            Fault::Header { byte: 32 }
        );
        assert_eq!(
            fault(r#"{"files":[],"queries":[{"report":"weather"}]}"#),
            Fault::Header { byte: 42 }
        );
        assert_eq!(
            fault(r#"{"files":[],"key":"12"}"#),
            Fault::Key { characters: 2 }
        );
        assert_eq!(
            fault(&format!(r#"{{"files":[],"key":"{}"}}"#, "g".repeat(64))),
            Fault::Key { characters: 64 }
        );
    }

    #[test]
    fn files_must_fill_the_input() {
        let header = header(
            r#"{"files":[{"name":"a","bytes":3},{"name":"b","bytes":0},{"name":"c","bytes":2}]}"#,
        );
        assert_eq!(header.check_length(5), Ok(()));
        assert_eq!(header.check_length(7), Err(Fault::Long { bytes: 2 }));
        assert_eq!(header.check_length(4), Err(Fault::Short { file: 2 }));
        assert_eq!(header.check_length(0), Err(Fault::Short { file: 0 }));
    }

    #[test]
    fn a_length_past_all_memory_is_short() {
        let header = header(
            r#"{"files":[{"name":"a","bytes":18446744073709551615},{"name":"b","bytes":9}]}"#,
        );
        assert_eq!(header.check_length(8), Err(Fault::Short { file: 0 }));
    }
}
