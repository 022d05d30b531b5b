//! The line envelope of 0.32 and later (FORMAT.md §2): when, in which place, of what type.

use crate::json::Fields;
use crate::record::Timestamp;

/// What stands around a payload.
#[derive(Clone, Copy, Debug, Default)]
pub struct Envelope {
    /// Write time of the line; absent when it does not parse.
    pub at: Option<Timestamp>,
    /// Place in a paginated history (§1.3).
    pub ordinal: Option<u64>,
    /// What the payload is.
    pub line_type: LineType,
}

/// The `type` of a line. Types that hold no fact of ours are all [`LineType::Other`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of FORMAT.md §2")]
pub enum LineType {
    SessionMeta,
    TurnContext,
    EventMsg,
    ResponseItem,
    Compacted,
    TokenUsageRecord,
    WorldState,
    SecurityRiskScore,
    RealtimeItem,
    Other,
    /// The line has no `type`.
    #[default]
    Absent,
}

impl Envelope {
    /// Reads the fields beside the payload.
    pub fn read(fields: &Fields, line: &[u8]) -> Self {
        let mut envelope = Self::default();
        for (key, value) in fields.of_line(line) {
            match &*key.name() {
                b"timestamp" => {
                    envelope.at = value.text_bytes().and_then(|text| Timestamp::parse(&text))
                }
                b"ordinal" => envelope.ordinal = value.count().ok().flatten(),
                b"type" => {
                    envelope.line_type = value
                        .text_bytes()
                        .map_or(LineType::Absent, |word| LineType::of(&word))
                }
                _ => {}
            }
        }
        envelope
    }
}

impl LineType {
    fn of(word: &[u8]) -> Self {
        match word {
            b"session_meta" => Self::SessionMeta,
            b"turn_context" => Self::TurnContext,
            b"event_msg" => Self::EventMsg,
            b"response_item" => Self::ResponseItem,
            b"compacted" => Self::Compacted,
            b"token_usage_record" => Self::TokenUsageRecord,
            b"world_state" => Self::WorldState,
            b"security_risk_score" => Self::SecurityRiskScore,
            b"realtime_item" => Self::RealtimeItem,
            _ => Self::Other,
        }
    }
}
