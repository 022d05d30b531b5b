//! The output of a call (FORMAT.md §6, §6.6, §6.7): its size, and what its head tells.

use super::call::{CallKey, CallReader};
use crate::json::{Kind, Raw};
use crate::output::{OutputFacts, ends_header, read_output};

/// Room for header lines, as a rule.
const NEAR_BYTES: usize = 160;
/// Header lines.
const HEADER_BYTES: usize = 1024;
/// Header lines behind a command.
const COMMAND_BYTES: usize = 64 * 1024;
/// The old JSON form tells its facts at the end.
const JSON_BYTES: usize = 256 * 1024;

/// What an output tells.
#[derive(Clone, Copy, Debug)]
pub struct CallOutput {
    /// The call's id.
    pub key: CallKey,
    /// Bytes of all its texts; absent where it has no `output`.
    pub bytes: Option<u64>,
    /// What its head tells.
    pub facts: OutputFacts,
}

impl CallReader {
    /// Reads a response item; `None` if it is no output of a call.
    pub fn output<'a>(
        &mut self,
        tag: &str,
        field: impl Fn(&str) -> Option<Raw<'a>>,
    ) -> Option<CallOutput> {
        if !matches!(tag, "function_call_output" | "custom_tool_call_output") {
            return None;
        }
        self.output_of(field("call_id")?, field("output"))
    }

    /// Reads a Chat-Completions message of role `tool`; `None` for any other.
    pub fn output_of_chat<'a>(
        &mut self,
        field: impl Fn(&str) -> Option<Raw<'a>>,
    ) -> Option<CallOutput> {
        self.output_of(field("tool_call_id")?, field("content"))
    }

    fn output_of(&mut self, id: Raw<'_>, output: Option<Raw<'_>>) -> Option<CallOutput> {
        let key = CallKey::of(id)?;
        let output = output.and_then(Raw::present);
        let (bytes, first) = output.map(texts).unwrap_or_default();
        let facts = first.map(|text| self.facts(text));
        Some(CallOutput {
            key,
            bytes,
            facts: facts.unwrap_or_default(),
        })
    }

    fn facts(&mut self, text: Raw<'_>) -> OutputFacts {
        let Self {
            text: room, fields, ..
        } = self;
        let near = text.text_start_in(room, NEAR_BYTES).unwrap_or_default();
        let bytes = if near.starts_with(b"{") {
            JSON_BYTES
        } else if near.starts_with(b"Command: ") {
            COMMAND_BYTES
        } else if ends_header(near) {
            NEAR_BYTES
        } else {
            HEADER_BYTES
        };
        let head = match bytes {
            NEAR_BYTES => near,
            _ => text.text_start_in(room, bytes).unwrap_or_default(),
        };
        read_output(head, fields)
    }
}

/// Bytes of all texts, and the first text.
fn texts(output: Raw<'_>) -> (Option<u64>, Option<Raw<'_>>) {
    if output.kind() != Kind::Array {
        return (output.length_in_bytes(), Some(output));
    }
    let mut bytes = 0;
    let mut first = None;
    for text in output.elements().filter_map(|part| part.field("text")) {
        bytes += text.length_in_bytes().unwrap_or(0);
        first = first.or(Some(text));
    }
    (Some(bytes), first)
}
