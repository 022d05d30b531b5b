//! What every report carries: sums, what was left out, prices, files.

use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

use crate::record::{Timestamp, Tokens};

/// How every report begins. Flattened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Head {
    /// Version of the JSON of all reports.
    pub schema: u32,
    /// Which report it is.
    pub report: &'static str,
    /// Name of the zone that days are counted in.
    pub zone: String,
    /// "Now" of the query.
    pub now_at: Option<Timestamp>,
}

/// First and last day of a range; both are absent when it is all. Flattened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DateRange {
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub until: Option<String>,
}

/// Counts and cost of a group of responses. Flattened into rows and totals.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sums {
    /// Sessions with a turn or a response in the group.
    pub sessions: u64,
    /// Turns that began in the group.
    pub turns: u64,
    /// Responses counted.
    pub responses: u64,
    /// Their tokens.
    #[serde(flatten)]
    pub tokens: Tokens,
    /// `input` + `output`.
    pub total_tokens: u64,
    /// Cost of the priced part; absent when no token has a price.
    pub cost_nano_dollars: Option<u64>,
    /// Tokens that the cost covers, of `total_tokens`.
    pub priced_tokens: u64,
}

impl Sums {
    /// Tokens that the cost does not cover.
    pub(super) fn unpriced_tokens(&self) -> u64 {
        self.total_tokens.saturating_sub(self.priced_tokens)
    }
}

/// Usage that stands in the files and was not counted, in the same range (FORMAT.md §7.6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeftOut {
    /// Copied from another session.
    pub inherited_tokens: u64,
    /// Said again.
    pub repeated_tokens: u64,
}

/// What was used in the range and no file tells (FORMAT.md §7.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NotTold {
    /// Remote compactions whose request stands in no file.
    pub remote_compactions: u64,
    /// Turns that were stopped: what their last response used is lost.
    pub cut_off_turns: u64,
}

/// What the costs are based on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PriceNote {
    /// Date of the price table.
    pub date: &'static str,
    /// Prices that the user added.
    pub own: u32,
    /// Share of the tokens that has a price, cut; absent without tokens.
    pub priced_per_mille: Option<u16>,
    /// Models without a price, most tokens first.
    pub unpriced: Vec<Unpriced>,
}

/// Tokens of one model that has no price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Unpriced {
    /// Model label; absent when the files name none.
    pub model: Option<String>,
    /// Its tokens.
    pub total_tokens: u64,
}

/// What became of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FileCounts {
    /// Files given.
    pub found: u32,
    /// Read, wholly or partly, and counted.
    pub read: u32,
    /// Of these, with lines that could not be read.
    pub partial: u32,
    /// Of these, no rollouts: logs of the app-server or of `codex exec --json`, or what `/status` printed.
    #[serde(skip_serializing_if = "is_zero")]
    pub others: u32,
    /// Copies of another file (FORMAT.md §7.6 rule 5).
    pub set_aside: u32,
    /// Not read.
    pub not_read: u32,
    /// Time of the newest line of all.
    pub newest_line_at: Option<Timestamp>,
}

fn is_zero(files: &u32) -> bool {
    *files == 0
}

/// An absent number is `null`, not an absent key.
pub(super) fn tokens_or_nulls<S: serde::Serializer>(
    tokens: &Option<Tokens>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    use serde::ser::SerializeMap;
    if let Some(tokens) = tokens {
        return tokens.serialize(serializer);
    }
    let mut map = serializer.serialize_map(None)?;
    for key in Tokens::KEYS {
        map.serialize_entry(key, &None::<u64>)?;
    }
    map.end()
}

/// The schema of what [`tokens_or_nulls`] writes.
#[cfg(feature = "schema")]
pub(super) fn tokens_or_nulls_schema(
    generator: &mut schemars::SchemaGenerator,
) -> schemars::Schema {
    let count = generator.subschema_for::<Option<u64>>();
    let keys = Tokens::KEYS.map(|key| (key.into(), count.clone().into()));
    schemars::json_schema!({
        "type": "object",
        "properties": serde_json::Map::from_iter(keys),
        "required": Tokens::KEYS,
    })
}
