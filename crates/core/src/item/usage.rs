//! Token usage: `token_count` events (FORMAT.md §5.4) and `token_usage_record` lines (§2.9).

use super::{IdHash, count, id, id_hash};
use crate::json::{Key, Kind, NotACount, Raw, Shape};
use crate::privacy::Id;
use crate::record::Tokens;

/// A TokenUsage object (§2.12): five counts, of which an absent one is 0, and the stated total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct StatedUsage {
    /// The five parts; only these are compared (§7.6).
    pub tokens: Tokens,
    /// `total_tokens`: the gauge of the context window.
    pub total: Option<u64>,
}

impl StatedUsage {
    fn read(value: Raw<'_>) -> Result<Option<Self>, NotACount> {
        if value.is_null() {
            return Ok(None);
        }
        if value.kind() != Kind::Object {
            return Err(NotACount);
        }
        // Of equal keys the last one holds, so no part is judged before all were seen.
        let [
            mut input,
            mut cached_input,
            mut cache_write_input,
            mut output,
            mut reasoning_output,
        ] = [Ok(None); 5];
        let mut total = None;
        for (key, value) in value.fields() {
            match &*key.name() {
                b"input_tokens" => input = value.count(),
                b"cached_input_tokens" => cached_input = value.count(),
                b"cache_write_input_tokens" => cache_write_input = value.count(),
                b"output_tokens" => output = value.count(),
                b"reasoning_output_tokens" => reasoning_output = value.count(),
                b"total_tokens" => total = value.count().unwrap_or(None),
                _ => {}
            }
        }
        let tokens = Tokens {
            input: input?.unwrap_or(0),
            cached_input: cached_input?.unwrap_or(0),
            cache_write_input: cache_write_input?.unwrap_or(0),
            output: output?.unwrap_or(0),
            reasoning_output: reasoning_output?.unwrap_or(0),
        };
        Ok(Some(Self { tokens, total }))
    }
}

/// A `token_count` event that holds usage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct TokenCount {
    /// Running total.
    pub total: Option<StatedUsage>,
    /// Usage of the last response.
    pub last: Option<StatedUsage>,
    /// Context window of the model.
    pub context_window: Option<u64>,
}

impl TokenCount {
    /// Reads the event's `info`; absent when it is null (§7.1). A number that is no count spoils the line.
    fn read(info: Raw<'_>) -> Result<Option<Self>, NotACount> {
        if info.kind() != Kind::Object {
            return Ok(None);
        }
        let (mut total, mut last, mut context_window) = (Ok(None), Ok(None), None);
        for (key, value) in info.fields() {
            match &*key.name() {
                b"total_token_usage" => total = StatedUsage::read(value),
                b"last_token_usage" => last = StatedUsage::read(value),
                b"model_context_window" => context_window = value.count().unwrap_or(None),
                _ => {}
            }
        }
        Ok(Some(Self {
            total: total?,
            last: last?,
            context_window,
        }))
    }
}

/// The field of a `token_count` that holds its usage.
pub(super) const INFO: &str = "info";

/// Reads the counts of a file, one after the other: Codex writes each again and again, and what the one before said is
/// not read twice.
#[derive(Default)]
pub struct TokenCounts {
    before: Option<(u32, Result<Option<TokenCount>, NotACount>)>,
    /// Of an `info` of this kind, where its numbers stand; absent where not all are counts.
    places: Option<(u32, Option<Places>)>,
}

impl TokenCounts {
    /// Reads the `info` of the next event.
    pub fn read(
        &mut self,
        info: Option<Raw<'_>>,
        shape: Option<&Shape>,
    ) -> Result<Option<TokenCount>, NotACount> {
        let (Some(info), Some(shape)) = (info, shape) else {
            return Ok(None);
        };
        match self.before {
            _ if info.kind() != Kind::Object => Ok(None),
            Some((version, count)) if version == shape.version() => count,
            _ => {
                let count = self.read_new(info, shape);
                self.before = Some((shape.version(), count));
                count
            }
        }
    }

    fn read_new(&mut self, info: Raw<'_>, shape: &Shape) -> Result<Option<TokenCount>, NotACount> {
        let known = self.places.filter(|(kind, _)| *kind == shape.kind());
        let (_, places) = known.unwrap_or_else(|| (shape.kind(), Places::of(info, shape)));
        self.places = Some((shape.kind(), places));
        match places {
            Some(places) => Ok(Some(places.read(shape.numbers()))),
            None => TokenCount::read(info),
        }
    }
}

/// The names of a usage's numbers.
const USAGE: [&str; 6] = [
    "input_tokens",
    "cached_input_tokens",
    "cache_write_input_tokens",
    "output_tokens",
    "reasoning_output_tokens",
    "total_tokens",
];

/// Where the numbers of a [`StatedUsage`] stand among those of its `info`; absent where it has none of that name.
type UsagePlaces = [Option<usize>; USAGE.len()];

/// Where the numbers of a [`TokenCount`] stand.
#[derive(Clone, Copy)]
struct Places {
    total: Option<UsagePlaces>,
    last: Option<UsagePlaces>,
    context_window: Option<usize>,
}

impl Places {
    /// `None` where something stands in the place of a count that is none.
    fn of(info: Raw<'_>, shape: &Shape) -> Option<Self> {
        let place = |value: Option<Raw<'_>>| match value.and_then(Raw::present) {
            Some(value) => shape.place(info, value).map(Some),
            None => Some(None),
        };
        let usage = |name| match info.field(name).and_then(Raw::present) {
            Some(usage) if usage.kind() == Kind::Object => {
                let mut places = UsagePlaces::default();
                for (place_of, name) in places.iter_mut().zip(USAGE) {
                    *place_of = place(usage.field(name))?;
                }
                Some(Some(places))
            }
            Some(_) => None,
            None => Some(None),
        };
        Some(Self {
            total: usage("total_token_usage")?,
            last: usage("last_token_usage")?,
            context_window: place(info.field("model_context_window"))?,
        })
    }

    fn read(&self, numbers: &[u64]) -> TokenCount {
        let number = |place: Option<usize>| place.and_then(|place| numbers.get(place).copied());
        let usage = |places: UsagePlaces| {
            let [
                input,
                cached_input,
                cache_write_input,
                output,
                reasoning_output,
                total,
            ] = places.map(number);
            let tokens = Tokens {
                input: input.unwrap_or(0),
                cached_input: cached_input.unwrap_or(0),
                cache_write_input: cache_write_input.unwrap_or(0),
                output: output.unwrap_or(0),
                reasoning_output: reasoning_output.unwrap_or(0),
            };
            StatedUsage { tokens, total }
        };
        TokenCount {
            total: self.total.map(usage),
            last: self.last.map(usage),
            context_window: number(self.context_window),
        }
    }
}

/// A `token_usage_record`: one completed response.
#[derive(Clone, Debug)]
pub struct UsageRecordLine {
    /// The thread whose response it is.
    pub thread_id: Option<Id>,
    /// Its turn.
    pub turn_id: Option<Id>,
    /// The response.
    pub response_id: Option<Id>,
    /// Hash of the id, to tell responses apart: some services write long ids that are no [`Id`]. It is in no answer.
    pub response_key: Option<IdHash>,
    /// Its usage.
    pub usage: Tokens,
    /// All that its thread used until after it.
    pub thread_total: Option<u64>,
}

impl UsageRecordLine {
    /// Reads the payload's fields; one without a usable `usage` is no record.
    pub fn read<'a>(fields: impl Iterator<Item = (Key<'a>, Raw<'a>)>) -> Result<Self, NotACount> {
        let (mut thread_id, mut turn_id, mut response, mut usage) = (None, None, None, Ok(None));
        let mut thread_total = None;
        for (key, value) in fields {
            match &*key.name() {
                b"thread_id" => thread_id = id(value),
                b"turn_id" => turn_id = id(value),
                b"response_id" => response = value.text(),
                b"usage" => usage = StatedUsage::read(value),
                b"thread_token_usage" => thread_total = value.field("total_tokens").and_then(count),
                _ => {}
            }
        }
        let usage = usage?.ok_or(NotACount)?.tokens;
        let response_key = response.as_ref().map(|text| response_key(text));
        let response_id = response.and_then(|text| Id::new(&text));
        Ok(Self {
            thread_id,
            turn_id,
            response_id,
            response_key,
            usage,
            thread_total,
        })
    }
}

/// The hash of a response's id.
pub(crate) fn response_key(response_id: &str) -> IdHash {
    id_hash(response_id.as_bytes())
}
