//! Tool calls of a file (FORMAT.md §6.5): one row a call, joined with its output and its end, which come in any order.
//!
//! An end whose id no call has is a nested call: code of the model, or the user, made it. What breaks if this is
//! touched: an id that comes again as a call is a new row, and outputs without a call are none.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::own_line::OwnLine;
use crate::item::{CallEnd, CallItem, CallKey, CallKind, CallOutput, LineType};
use crate::json::Raw;
use crate::privacy::Label;
use crate::record::Timestamp;

/// One call of a tool.
#[derive(Clone, Debug)]
pub struct Call {
    /// When it was made; when it ended, if it is nested.
    pub at: Option<Timestamp>,
    /// Own turn that it belongs to, by index.
    pub turn: Option<u32>,
    /// What it does.
    pub kind: CallKind,
    /// Name of the tool; absent for nested calls and for names that are no label.
    pub tool: Option<Label>,
    /// Whether it went well.
    pub success: Option<bool>,
    /// How long it took.
    pub duration_ms: Option<u64>,
    /// Size of its output.
    pub output_bytes: Option<u64>,
    /// The model did not make it itself.
    pub is_nested: bool,
}

/// Follows the calls.
#[derive(Default)]
pub(super) struct Calls {
    rows: Vec<Row>,
    newest: BTreeMap<CallKey, usize>,
}

/// When a line was written, and its turn.
#[derive(Clone, Copy, Default)]
struct Place {
    at: Option<Timestamp>,
    turn: Option<u32>,
}

impl Place {
    fn of(line: &OwnLine<'_>) -> Self {
        Self {
            at: line.envelope.at,
            turn: line.turn,
        }
    }
}

/// What is known of one call so far.
#[derive(Default)]
struct Row {
    place: Place,
    item: Option<CallItem>,
    end: Option<CallEnd>,
    output: Option<CallOutput>,
    /// Told by a later `write_stdin`.
    late_success: Option<bool>,
}

impl Calls {
    /// Takes the next line.
    pub(super) fn line(&mut self, line: &OwnLine<'_>) {
        if line.is_foreign {
            return;
        }
        match line.envelope.line_type {
            LineType::ResponseItem => self.item(line),
            LineType::EventMsg => self.event(line),
            _ => {}
        }
    }

    /// Takes an item of a file without envelopes (FORMAT.md §1.4): it has no time.
    pub(super) fn bare_item<'a>(
        &mut self,
        turn: Option<u32>,
        field: impl Fn(&str) -> Option<Raw<'a>>,
    ) {
        let place = Place { at: None, turn };
        let tag = field("type").and_then(Raw::text).unwrap_or_default();
        if let Some(call) = CallItem::read(&tag, &field) {
            self.call(call, place);
        }
        let of_chat = field("tool_calls").map(CallItem::of_chat);
        for call in of_chat.into_iter().flatten() {
            self.call(call, place);
        }
        let output = CallOutput::read(&tag, &field).or_else(|| CallOutput::of_chat(&field));
        if let Some(output) = output {
            self.row(output.key, place).output = Some(output);
        }
    }

    /// The calls, in file order.
    pub(super) fn finish(mut self) -> Vec<Call> {
        self.pair_searches();
        self.return_late_exits();
        self.rows.into_iter().filter_map(Row::finish).collect()
    }

    fn item(&mut self, line: &OwnLine<'_>) {
        let field = |name: &str| line.field(name);
        if let Some(item) = CallItem::read(&line.tag, field) {
            if !line.is_compaction_output() {
                self.call(item, Place::of(line));
            }
        } else if let Some(output) = CallOutput::read(&line.tag, field)
            && !line.is_compaction_output()
        {
            self.row(output.key, Place::of(line)).output = Some(output);
        }
    }

    fn event(&mut self, line: &OwnLine<'_>) {
        let end = if line.tag == "item_completed" {
            let Some(item) = line.field("item") else {
                return;
            };
            let word = item.field("type").and_then(Raw::text).unwrap_or_default();
            CallEnd::read(&word, item.fields())
        } else {
            CallEnd::read(&line.tag, line.fields.of_payload(line.bytes))
        };
        if let Some(end) = end {
            self.row(end.key, Place::of(line)).end = Some(end);
        }
    }

    fn call(&mut self, item: CallItem, place: Place) {
        let waiting = item
            .key
            .and_then(|key| self.newest.get(&key).copied())
            .filter(|&at| self.rows[at].item.is_none());
        let key = item.key;
        let at = waiting.unwrap_or_else(|| self.add(key));
        let row = &mut self.rows[at];
        row.place = place;
        row.item = Some(item);
    }

    /// The newest row of this id; one that waits for its call where there is none yet.
    fn row(&mut self, key: CallKey, place: Place) -> &mut Row {
        let known = self.newest.get(&key).copied();
        let at = known.unwrap_or_else(|| self.add(Some(key)));
        let row = &mut self.rows[at];
        if row.item.is_none() {
            row.place = place;
        }
        row
    }

    fn add(&mut self, key: Option<CallKey>) -> usize {
        let at = self.rows.len();
        self.rows.push(Row::default());
        if let Some(key) = key {
            self.newest.insert(key, at);
        }
        at
    }

    /// Up to 0.137 a search has no id: it takes the oldest end that no call has.
    fn pair_searches(&mut self) {
        let is_search = |row: &Row| {
            row.item.is_none()
                && row
                    .end
                    .is_some_and(|end| end.kind == CallKind::WebSearch && !end.is_from_code)
        };
        let lone = (0..self.rows.len()).filter(|&at| is_search(&self.rows[at]));
        let mut lone = lone.collect::<Vec<_>>().into_iter();
        for at in 0..self.rows.len() {
            let has_no_id =
                |item: &CallItem| item.kind == CallKind::WebSearch && item.key.is_none();
            if self.rows[at].item.as_ref().is_some_and(has_no_id) {
                let Some(from) = lone.next() else { return };
                self.rows[at].end = self.rows[from].end.take();
            }
        }
    }

    /// The exit of a command that was still running stands in the output of a later `write_stdin`.
    fn return_late_exits(&mut self) {
        let mut running: BTreeMap<u64, usize> = BTreeMap::new();
        for at in 0..self.rows.len() {
            let row = &self.rows[at];
            let (Some(item), Some(output)) = (&row.item, &row.output) else {
                continue;
            };
            if !item.writes_stdin {
                let session = output.facts.still_running_session;
                running.extend(session.map(|session| (session, at)));
            } else if output.facts.exit_code.is_some()
                && let Some(command) = item
                    .stdin_session
                    .and_then(|session| running.remove(&session))
            {
                self.rows[command].late_success = output.facts.success;
            }
        }
    }
}

impl Row {
    /// The call; `None` for an output without one.
    fn finish(self) -> Option<Call> {
        let (item, end, output) = (self.item.as_ref(), self.end, self.output);
        let told = end.map(|end| end.kind);
        let kind = match (item.map(|item| item.kind), told) {
            (Some(_), Some(told @ (CallKind::Patch | CallKind::Mcp))) => told,
            (kind, told) => kind.or(told)?,
        };
        // An exit that `write_stdin` tells is the command's, not its own.
        let own_output = output.filter(|output| {
            output.facts.unsupported || !item.is_some_and(|item| item.writes_stdin)
        });
        Some(Call {
            at: self.place.at,
            turn: self.place.turn,
            kind,
            tool: item.and_then(|item| item.tool.clone()),
            success: end
                .and_then(|end| end.success)
                .or(item.and_then(|item| item.success))
                .or(self.late_success)
                .or(own_output.and_then(|output| output.facts.success)),
            duration_ms: end
                .and_then(|end| end.duration_ms)
                .or(output.and_then(|output| output.facts.duration_ms)),
            output_bytes: output.and_then(|output| output.bytes),
            is_nested: item.is_none(),
        })
    }
}
