//! The line envelope of 0.32 and later (FORMAT.md §2): when, in which place, of what type.

use crate::json::{self, Fields, Raw};
use crate::record::{LastDay, Timestamp};

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
    /// Reads the fields beside the payload. It is no part of its caller, which is large: so what it knows stays in registers.
    #[inline(never)]
    pub fn read(fields: &Fields, line: &[u8], last_day: &mut LastDay) -> Self {
        match fields.time_and_type(line) {
            Some((time, word)) => Self {
                at: Timestamp::parse_after(time, last_day),
                ordinal: None,
                line_type: LineType::of(word),
            },
            None => Self::read_any(fields, line, last_day),
        }
    }

    /// The same of a line with other fields, or in another order.
    #[inline(never)]
    fn read_any(fields: &Fields, line: &[u8], last_day: &mut LastDay) -> Self {
        let field = |name| fields.line_field(line, name);
        let time = field("timestamp").and_then(Raw::text_bytes);
        let word = field("type").and_then(Raw::text_bytes);
        let ordinal = field("ordinal").map(Raw::count);
        Self {
            at: time.and_then(|time| Timestamp::parse_after(&time, last_day)),
            ordinal: ordinal.and_then(Result::ok).flatten(),
            line_type: word.map_or(LineType::Absent, |word| LineType::of(&word)),
        }
    }
}

/// The types by name; those of most lines come first.
const LINE_TYPES: [(&str, LineType); 9] = [
    ("response_item", LineType::ResponseItem),
    ("event_msg", LineType::EventMsg),
    ("turn_context", LineType::TurnContext),
    ("token_usage_record", LineType::TokenUsageRecord),
    ("world_state", LineType::WorldState),
    ("session_meta", LineType::SessionMeta),
    ("compacted", LineType::Compacted),
    ("security_risk_score", LineType::SecurityRiskScore),
    ("realtime_item", LineType::RealtimeItem),
];

impl LineType {
    #[inline(never)]
    fn of(word: &[u8]) -> Self {
        let is_it = |(known, _): &&(&str, Self)| json::same(known.as_bytes(), word);
        let found = LINE_TYPES.iter().find(is_it);
        found.map_or(Self::Other, |(_, line_type)| *line_type)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines as they are written, and such that only look like these: of the same field the last one holds.
    #[test]
    fn every_field_tells_wherever_it_stands() {
        const AT: i64 = 1_786_003_408_188;
        let usual = r#"{"timestamp":"2026-08-06T08:03:28.188Z","type":"event_msg","payload":{}}"#;
        let event = LineType::EventMsg;
        #[rustfmt::skip]
        let table = [
            ("}}", "}}", Some(AT), None, event),
            ("}}", r#"},"ordinal":7}"#, Some(AT), Some(7), event),
            (r#""payload":{}"#, r#""ordinal":7"#, Some(AT), Some(7), event),
            (r#""payload":{}"#, r#""payload":"","ordinal":7"#, Some(AT), Some(7), event),
            ("}}", r#"},"type":"compacted"}"#, Some(AT), None, LineType::Compacted),
            ("}}", r#"},"t\u0079pe":"compacted"}"#, Some(AT), None, LineType::Compacted),
            ("}}", r#"},"timestamp":"now"}"#, None, None, event),
            ("event_msg", r"event\u005fmsg", Some(AT), None, event),
            ("event_msg", "another", Some(AT), None, LineType::Other),
            (r#""type":"#, r#""tipe":"#, Some(AT), None, LineType::Absent),
            (r#""timestamp":"#, r#""time_stamp":"#, None, None, event),
        ];
        for (from, to, at, ordinal, line_type) in table {
            let line = usual.replace(from, to);
            let mut fields = Fields::default();
            assert_eq!(fields.read(line.as_bytes()), Ok(()), "{line}");
            let envelope = Envelope::read(&fields, line.as_bytes(), &mut LastDay::default());
            let told = (
                envelope.at.map(|at| at.0),
                envelope.ordinal,
                envelope.line_type,
            );
            assert_eq!(told, (at, ordinal, line_type), "{line}");
        }
    }
}
