//! One rollout file, read line by line.

use std::collections::BTreeSet;

use serde_json::Value;

use super::counter::Counter;
use super::lines::{objects, plain_bytes};
use super::moment::{day_of, time_ms, uuid7_ms};
use super::{FileTotals, Vector, ZERO, plus};

/// A turn this much older than the session is still the session's own.
const FORK_TOLERANCE_MS: i64 = 50;
/// Before 0.99 a pause longer than this ends the burst of copied lines.
const COPY_SILENCE_MS: i64 = 1000;
const FIELDS: [&str; 5] = [
    "input_tokens",
    "cached_input_tokens",
    "cache_write_input_tokens",
    "output_tokens",
    "reasoning_output_tokens",
];

/// How a file stood at the point from which another one continues it.
pub(crate) struct Base {
    model: Option<String>,
    head: Option<Vector>,
}

pub(crate) type FindBase<'a> = &'a dyn Fn(&str, Option<i128>) -> Option<Base>;

struct Response {
    turn: Value,
    from_record: bool,
    copied: bool,
    model: Option<String>,
    day: String,
    usage: Vector,
    missing: Vector,
}

/// The model and the total after a line that may have changed them.
struct Mark {
    ordinal: Option<i128>,
    model: Option<String>,
    head: Option<Vector>,
}

pub(crate) struct File {
    meta: Option<Value>,
    born_ms: i64,
    counter: Counter,
    model: Option<String>,
    turn: Value,
    responses: Vec<Response>,
    repeated: Vector,
    /// Turns that have records: their token_counts are not summed.
    recorded: BTreeSet<String>,
    records: BTreeSet<String>,
    derived: bool,
    copied: bool,
    has_turn_ids: bool,
    last_ms: Option<i64>,
    marks: Vec<Mark>,
}

impl File {
    pub(crate) fn read((name, bytes): &(String, Vec<u8>), find_base: FindBase) -> Self {
        let mut file = Self {
            meta: None,
            born_ms: 0,
            counter: Counter::new(None),
            model: None,
            turn: Value::Null,
            responses: Vec::new(),
            repeated: ZERO,
            recorded: BTreeSet::new(),
            records: BTreeSet::new(),
            derived: false,
            copied: false,
            has_turn_ids: false,
            last_ms: None,
            marks: Vec::new(),
        };
        for object in objects(&plain_bytes(name, bytes)) {
            file.line(&object, find_base);
        }
        file
    }

    pub(crate) fn base_before(&self, end_ordinal: Option<i128>) -> Option<Base> {
        self.meta.as_ref()?;
        let stood = |mark: &&Mark| {
            mark.ordinal
                .zip(end_ordinal)
                .is_none_or(|(ordinal, end)| ordinal < end)
        };
        let mark = self.marks.iter().rev().find(stood)?;
        Some(Base {
            model: mark.model.clone(),
            head: mark.head,
        })
    }

    pub(crate) fn totals(&self) -> FileTotals {
        let mut totals = FileTotals {
            repeated: self.repeated,
            ..FileTotals::default()
        };
        for response in &self.responses {
            let missing = if self.counter.interleaved {
                ZERO
            } else {
                response.missing
            };
            let usage = plus(&response.usage, &missing);
            if !response.from_record && self.recorded.contains(&response.turn.to_string()) {
                totals.repeated = plus(&totals.repeated, &usage);
            } else if response.copied {
                totals.inherited = plus(&totals.inherited, &usage);
            } else {
                totals.counted = plus(&totals.counted, &usage);
                totals.missing = plus(&totals.missing, &missing);
                totals.responses += 1;
                let model = response
                    .model
                    .clone()
                    .unwrap_or_else(|| "unknown".to_owned());
                for sum in [
                    totals.by_model.entry(model).or_default(),
                    totals.by_day.entry(response.day.clone()).or_default(),
                ] {
                    *sum = plus(sum, &usage);
                }
            }
        }
        totals
    }

    fn line(&mut self, object: &Value, find_base: FindBase) {
        let (kind, payload) = (
            object["type"].as_str().unwrap_or_default(),
            &object["payload"],
        );
        let time_ms = object["timestamp"].as_str().and_then(time_ms);
        if kind == "session_meta" {
            self.session_meta(payload, find_base);
        }
        if self.meta.is_none() {
            return;
        }
        let event = if kind == "event_msg" {
            payload["type"].as_str()
        } else {
            None
        };
        if matches!(event, Some("task_started" | "turn_started")) || kind == "turn_context" {
            self.begin_turn(&payload["turn_id"]);
        }
        if kind == "turn_context" {
            let model = payload["model"].as_str().filter(|model| !model.is_empty());
            self.model = model.map(str::to_owned).or_else(|| self.model.take());
        }
        let silence_ms = time_ms.zip(self.last_ms).map(|(now, last)| now - last);
        if self.copied && !self.has_turn_ids && silence_ms > Some(COPY_SILENCE_MS) {
            self.copied = false;
        }
        self.last_ms = time_ms.or(self.last_ms);
        let day = day_of(object["timestamp"].as_str());
        if event == Some("token_count") {
            self.token_count(&payload["info"], day);
        } else if kind == "token_usage_record" {
            self.record(payload, day);
        }
        if event == Some("token_count") || kind == "turn_context" {
            self.mark(integer(&object["ordinal"]));
        }
    }

    fn session_meta(&mut self, payload: &Value, find_base: FindBase) {
        let Some(meta) = &self.meta else {
            let id_ms = payload["id"].as_str().and_then(uuid7_ms);
            self.born_ms = id_ms
                .or_else(|| payload["timestamp"].as_str().and_then(time_ms))
                .unwrap_or(0);
            self.derived = is_stated(&payload["forked_from_id"])
                || is_stated(&payload["parent_thread_id"])
                || payload["source"].get("subagent").is_some();
            let base = &payload["history_base"];
            let end_ordinal = integer(&base["end_ordinal_exclusive"]);
            if let Some(base) = base["thread_id"]
                .as_str()
                .and_then(|rollout| find_base(rollout, end_ordinal))
            {
                self.model = base.model;
                self.counter = Counter::new(base.head);
            }
            self.meta = Some(payload.clone());
            self.mark(Some(-1));
            return;
        };
        if payload["id"] != meta["id"] && !self.has_turn_ids {
            self.derived = true;
            self.copied = true;
            // The silence that ends the burst comes after this line, not before it.
            self.last_ms = None;
        }
    }

    fn begin_turn(&mut self, turn_id: &Value) {
        if let Some(started_ms) = turn_id.as_str().and_then(uuid7_ms) {
            self.has_turn_ids = true;
            self.copied = self.derived && started_ms < self.born_ms - FORK_TOLERANCE_MS;
        } else if is_stated(turn_id) && self.derived && self.turn.is_null() {
            // `rollout-<n>`, written by a migration: only time can tell.
            self.copied = true;
            self.last_ms = None;
        }
        if is_stated(turn_id) {
            self.turn = turn_id.clone();
        }
    }

    fn token_count(&mut self, info: &Value, day: String) {
        if !info.is_object() {
            return;
        }
        let [total, last] =
            ["total_token_usage", "last_token_usage"].map(|name| (&info[name], usage(&info[name])));
        if [&total, &last]
            .iter()
            .any(|(value, usage)| !value.is_null() && usage.is_none())
        {
            return;
        }
        let step = self.counter.take(total.1, last.1);
        self.repeated = plus(&self.repeated, &step.repeated);
        if step.counted != ZERO {
            self.responses.push(Response {
                turn: self.turn.clone(),
                from_record: false,
                copied: self.copied,
                model: self.model.clone(),
                day,
                usage: step.counted,
                missing: step.missing,
            });
        }
    }

    fn record(&mut self, payload: &Value, day: String) {
        let Some(usage) = usage(&payload["usage"]) else {
            return;
        };
        let (thread, turn) = (&payload["thread_id"], &payload["turn_id"]);
        if !self
            .records
            .insert(format!("{thread} {turn} {}", payload["response_id"]))
        {
            return;
        }
        self.recorded.insert(turn.to_string());
        let is_foreign =
            !thread.is_null() && self.meta.as_ref().is_some_and(|meta| *thread != meta["id"]);
        self.responses.push(Response {
            turn: turn.clone(),
            from_record: true,
            copied: self.copied || is_foreign,
            model: self.model.clone(),
            day,
            usage,
            missing: ZERO,
        });
    }

    fn mark(&mut self, ordinal: Option<i128>) {
        self.marks.push(Mark {
            ordinal,
            model: self.model.clone(),
            head: self.counter.head,
        });
    }
}

/// The five parts; `None` when the object is absent or one of its numbers is no token count.
fn usage(value: &Value) -> Option<Vector> {
    let object = value.as_object()?;
    let mut out = ZERO;
    for (part, field) in out.iter_mut().zip(FIELDS) {
        *part = match object.get(field) {
            None | Some(Value::Null) => 0,
            Some(number) => number.as_u64().filter(|&tokens| tokens < 1 << 63)?,
        };
    }
    Some(out)
}

/// Whether a field says anything: it is there, and neither null nor empty.
fn is_stated(value: &Value) -> bool {
    !value.is_null() && value.as_str() != Some("")
}

fn integer(value: &Value) -> Option<i128> {
    value
        .as_i64()
        .map(i128::from)
        .or_else(|| value.as_u64().map(i128::from))
}
