//! One enveloped line as the fact collectors see it, after its turn and its ownership are known.

use alloc::borrow::Cow;

use crate::item::{Envelope, LineType};
use crate::json::{Fields, Raw};
use crate::lines::Line;

/// Where a line stands in its file.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LinePlace {
    /// Its number, from 1.
    pub(super) number: u64,
    /// Bytes before it.
    pub(super) offset: u64,
}

impl LinePlace {
    pub(super) fn of(line: &Line<'_>) -> Self {
        Self {
            number: line.number,
            offset: line.offset,
        }
    }
}

/// A line with its place in the session. No `Debug`: a line is never printed.
pub(super) struct OwnLine<'a> {
    /// Where it stands in the file.
    pub(super) place: LinePlace,
    /// The line's bytes.
    pub(super) bytes: &'a [u8],
    /// Its walked fields.
    pub(super) fields: &'a Fields,
    /// What stands around the payload.
    pub(super) envelope: Envelope,
    /// `type` of the payload of an event or item.
    pub(super) tag: Cow<'a, str>,
    /// Own turn that the line belongs to, by index.
    pub(super) turn: Option<u32>,
    /// The line is another thread's: it counts in no fact (FORMAT.md §7.8, foreign lines; §7.6 rule 2).
    pub(super) is_foreign: bool,
    /// A review runs: the user's messages are its task, not this thread's (§7.8 c).
    pub(super) in_review: bool,
}

impl<'a> OwnLine<'a> {
    /// Whether the line is an event with this tag.
    pub(super) fn is_event(&self, tag: &str) -> bool {
        self.envelope.line_type == LineType::EventMsg && self.tag == tag
    }

    /// Whether a compaction wrote the item: then it is no part of the model's turn (FORMAT.md §2.3).
    pub(super) fn is_compaction_output(&self) -> bool {
        self.fields
            .line_field(self.bytes, "metadata")
            .and_then(|metadata| metadata.field("compaction_output")?.boolean())
            .unwrap_or(false)
    }

    /// One field of the payload.
    pub(super) fn field(&self, name: &str) -> Option<Raw<'a>> {
        self.fields.payload_field(self.bytes, name)
    }
}
