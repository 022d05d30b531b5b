//! One enveloped line as the fact collectors see it, after its turn and its ownership are known.

use alloc::borrow::Cow;

use crate::item::{Envelope, ItemKind, LineType, Tag, TokenCount, TypePlace};
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

/// `type` of the payload of an event or item; empty for other lines.
#[derive(Default)]
pub(super) struct LineTag<'a> {
    pub(super) tag: Tag,
    pub(super) word: Cow<'a, str>,
    /// Where it stands among the types of its place that FORMAT.md knows.
    pub(super) known_at: Option<usize>,
}

impl<'a> LineTag<'a> {
    pub(super) fn read(fields: &Fields, bytes: &'a [u8], line_type: LineType) -> Self {
        let place = match line_type {
            LineType::EventMsg => TypePlace::Event,
            LineType::ResponseItem => TypePlace::Item,
            _ => return Self::default(),
        };
        let value = fields.payload_field(bytes, "type");
        let known_at = value
            .and_then(Raw::text_bytes)
            .and_then(|word| place.position(&word));
        match known_at {
            Some(at) => Self {
                tag: place.tag(at),
                word: Cow::Borrowed(place.words()[at]),
                known_at,
            },
            None => Self {
                word: value.and_then(Raw::text).unwrap_or_default(),
                ..Self::default()
            },
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
    /// How the event or item is read, by its type.
    pub(super) tag: Tag,
    /// That type as a word.
    pub(super) word: Cow<'a, str>,
    /// Where that type stands among those of its place that FORMAT.md knows.
    pub(super) known_at: Option<usize>,
    /// Own turn that the line belongs to, by index.
    pub(super) turn: Option<u32>,
    /// What an `item_completed` completes.
    pub(super) item: Option<ItemKind>,
    /// What a `token_count` states.
    pub(super) token_count: Option<&'a TokenCount>,
    /// Place of what the line states among the file's readings of usage.
    pub(super) reading: Option<usize>,
    /// The line is another thread's: it counts in no fact (FORMAT.md §7.8, foreign lines; §7.6 rule 2).
    pub(super) is_foreign: bool,
    /// A review runs: the user's messages are its task, not this thread's (§7.8 c).
    pub(super) in_review: bool,
}

impl<'a> OwnLine<'a> {
    /// Whether the model wrote the item, for the user or for a tool.
    pub(super) fn is_model_output(&self) -> bool {
        let is_output = match self.tag {
            Tag::Message => self.field("role").is_some_and(|role| role.is("assistant")),
            Tag::Reasoning | Tag::Call => true,
            // Types that came later, too.
            _ => self.word.ends_with("_call"),
        };
        self.envelope.line_type == LineType::ResponseItem
            && is_output
            && !self.is_compaction_output()
    }

    /// Whether a compaction wrote the item: then it is no part of the model's turn (FORMAT.md §2.3).
    pub(super) fn is_compaction_output(&self) -> bool {
        self.fields
            .line_field(self.bytes, "metadata")
            .and_then(|metadata| metadata.field("compaction_output")?.boolean())
            .unwrap_or(false)
    }

    /// One field of the payload.
    #[inline]
    pub(super) fn field(&self, name: &str) -> Option<Raw<'a>> {
        self.fields.payload_field(self.bytes, name)
    }
}
