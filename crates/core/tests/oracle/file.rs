//! One rollout file, read line by line.

use std::collections::BTreeSet;

use serde_json::Value;

use super::counter::Counter;
use super::id::{id, uuid7_ms};
use super::lines::{objects, plain_bytes};
use super::moment::{day_of, time_ms};
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

/// How the effort is called that is the model's own.
const DEFAULT: &str = "default";

/// How a file stood at the point from which another one continues it.
pub(crate) struct Base {
    model: Option<String>,
    effort: Option<String>,
    head: Option<Vector>,
}

pub(crate) type FindBase<'a> = &'a dyn Fn(&str, Option<i128>) -> Option<Base>;

struct Response {
    turn: Option<String>,
    from_record: bool,
    copied: bool,
    model: Option<String>,
    effort: Option<String>,
    day: String,
    usage: Vector,
    missing: Vector,
}

/// What held after the line with this ordinal.
type Mark<T> = (Option<i128>, Option<T>);

pub(crate) struct File {
    /// The thread id in the first session_meta, which may lack one.
    thread: Option<Option<String>>,
    born_ms: i64,
    counter: Counter,
    model: Option<String>,
    effort: Option<String>,
    turn: Option<String>,
    responses: Vec<Response>,
    repeated: Vector,
    /// Turns that have records: their token_counts are not summed.
    recorded: BTreeSet<Option<String>>,
    records: BTreeSet<[Option<String>; 3]>,
    derived: bool,
    copied: bool,
    has_turn_ids: bool,
    last_ms: Option<i64>,
    /// For files that continue this one: the total after each token_count, model and effort after each line that sets one.
    heads: Vec<Mark<Vector>>,
    models: Vec<Mark<String>>,
    efforts: Vec<Mark<String>>,
}

impl File {
    pub(crate) fn read((name, bytes): &(String, Vec<u8>), find_base: FindBase) -> Self {
        let mut file = Self {
            thread: None,
            born_ms: 0,
            counter: Counter::new(None),
            model: None,
            effort: None,
            turn: None,
            responses: Vec::new(),
            repeated: ZERO,
            recorded: BTreeSet::new(),
            records: BTreeSet::new(),
            derived: false,
            copied: false,
            has_turn_ids: false,
            last_ms: None,
            heads: Vec::new(),
            models: Vec::new(),
            efforts: Vec::new(),
        };
        for object in objects(&plain_bytes(name, bytes)) {
            file.line(&object, find_base);
        }
        file
    }

    pub(crate) fn base_before(&self, end_ordinal: Option<i128>) -> Option<Base> {
        self.thread.as_ref()?;
        Some(Base {
            model: newest_before(&self.models, end_ordinal),
            effort: newest_before(&self.efforts, end_ordinal),
            head: newest_before(&self.heads, end_ordinal),
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
            if !response.from_record && self.recorded.contains(&response.turn) {
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
                let effort = response
                    .effort
                    .clone()
                    .unwrap_or_else(|| DEFAULT.to_owned());
                for sum in [
                    totals.by_model.entry(model).or_default(),
                    totals.by_effort.entry(effort).or_default(),
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
        if self.thread.is_none() {
            return;
        }
        let event = if kind == "event_msg" {
            payload["type"].as_str()
        } else {
            None
        };
        if matches!(event, Some("task_started" | "turn_started")) || kind == "turn_context" {
            self.begin_turn(id(&payload["turn_id"]));
        }
        if kind == "turn_context" {
            let model = payload["model"].as_str().filter(|model| !model.is_empty());
            self.model = model.map(str::to_owned).or_else(|| self.model.take());
            self.effort = payload["effort"].as_str().map(str::to_owned);
        }
        let is_update = kind == "response_item" && payload["type"] == "configuration_update";
        let updated = payload["reasoning"]["effort"]
            .as_str()
            .filter(|effort| is_update && !effort.is_empty());
        if let Some(effort) = updated {
            self.effort = Some(effort.to_owned());
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
        let ordinal = integer(&object["ordinal"]);
        if event == Some("token_count") {
            self.heads.push((ordinal, self.counter.head));
        } else if kind == "turn_context" || updated.is_some() {
            self.models.push((ordinal, self.model.clone()));
            self.efforts.push((ordinal, self.effort.clone()));
        }
    }

    fn session_meta(&mut self, payload: &Value, find_base: FindBase) {
        let thread = id(&payload["id"]);
        if self.thread.is_none() {
            let id_ms = thread.as_deref().and_then(uuid7_ms);
            self.born_ms = id_ms
                .or_else(|| payload["timestamp"].as_str().and_then(time_ms))
                .unwrap_or(0);
            self.derived = id(&payload["forked_from_id"]).is_some()
                || id(&payload["parent_thread_id"]).is_some()
                || payload["source"].get("subagent").is_some();
            let base = &payload["history_base"];
            let end_ordinal = integer(&base["end_ordinal_exclusive"]);
            if let Some(base) =
                id(&base["thread_id"]).and_then(|rollout| find_base(&rollout, end_ordinal))
            {
                self.model = base.model;
                self.effort = base.effort;
                self.counter = Counter::new(base.head);
            }
            self.thread = Some(thread);
            self.heads.push((None, self.counter.head));
            self.models.push((None, self.model.clone()));
            self.efforts.push((None, self.effort.clone()));
        } else if self.thread != Some(thread) && !self.has_turn_ids {
            self.derived = true;
            self.copied = true;
            // The silence that ends the burst comes after this line, not before it.
            self.last_ms = None;
        }
    }

    fn begin_turn(&mut self, turn: Option<String>) {
        let Some(turn) = turn else { return };
        if let Some(started_ms) = uuid7_ms(&turn) {
            self.has_turn_ids = true;
            self.copied = self.derived && started_ms < self.born_ms - FORK_TOLERANCE_MS;
        } else if self.derived && self.turn.is_none() {
            // `rollout-<n>`, written by a migration: only time can tell.
            self.copied = true;
            self.last_ms = None;
        }
        self.turn = Some(turn);
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
                effort: self.effort.clone(),
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
        let (thread, turn) = (id(&payload["thread_id"]), id(&payload["turn_id"]));
        let response = payload["response_id"].as_str().map(str::to_owned);
        if !self
            .records
            .insert([thread.clone(), turn.clone(), response])
        {
            return;
        }
        self.recorded.insert(turn.clone());
        let is_foreign = thread.is_some() && self.thread != Some(thread);
        self.responses.push(Response {
            turn,
            from_record: true,
            copied: self.copied || is_foreign,
            model: self.model.clone(),
            effort: self.effort.clone(),
            day,
            usage,
            missing: ZERO,
        });
    }
}

/// In file order the last mark that lies before the end; a mark without an ordinal lies before any.
fn newest_before<T: Clone>(marks: &[Mark<T>], end_ordinal: Option<i128>) -> Option<T> {
    let lies_before = |ordinal: Option<i128>| {
        ordinal
            .zip(end_ordinal)
            .is_none_or(|(ordinal, end)| ordinal < end)
    };
    marks
        .iter()
        .rev()
        .find(|(ordinal, _)| lies_before(*ordinal))?
        .1
        .clone()
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

fn integer(value: &Value) -> Option<i128> {
    value
        .as_i64()
        .map(i128::from)
        .or_else(|| value.as_u64().map(i128::from))
}
