//! The closing line of a turn (FORMAT.md §5.1, §7.8): `task_complete` or `turn_aborted`.

use super::event::Outcome;
use super::{count, label};
use crate::json::{Fields, Kind, Raw};
use crate::privacy::Label;

/// How a turn ended and how long it took, as stated.
#[derive(Clone, Debug)]
pub struct TurnEnd {
    /// How it ended.
    pub outcome: Outcome,
    /// What failed.
    pub error_kind: Option<Label>,
    /// From 0.120 on.
    pub duration_ms: Option<u64>,
    /// From 0.124 on.
    pub time_to_first_token_ms: Option<u64>,
}

impl TurnEnd {
    /// Reads a closing line; `outcome` is what it says without an error.
    pub(super) fn read(fields: &Fields, line: &[u8], outcome: Outcome) -> Self {
        let field = |name| fields.payload_field(line, name);
        let error = field("error").and_then(Raw::present);
        Self {
            outcome: match outcome {
                Outcome::Completed if error.is_some() => Outcome::Failed,
                outcome => outcome,
            },
            error_kind: error
                .and_then(|error| error.field("codex_error_info"))
                .and_then(error_kind),
            duration_ms: field("duration_ms").and_then(count),
            time_to_first_token_ms: field("time_to_first_token_ms").and_then(count),
        }
    }
}

/// A word, or an object whose only key is the word.
pub(crate) fn error_kind(info: Raw<'_>) -> Option<Label> {
    if info.kind() != Kind::Object {
        return label(info);
    }
    let (key, _) = info.fields().next()?;
    Label::new(core::str::from_utf8(&key.name()).ok()?)
}
