//! Tool calls of a file (FORMAT.md §6.5): one row a call, joined with its output and its end, which come in any order.
//!
//! An end whose id no call has is a nested call: code of the model, or the user, made it. What breaks if this is
//! touched: an id that comes again as a call is a new row, and outputs without a call are none.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::own_line::{LinePlace, OwnLine};
use crate::item::{
    CallEnd, CallItem, CallKey, CallKind, CallOutput, CallReader, LineType, SearchAction, Tag,
};
use crate::json::Raw;
use crate::privacy::{Label, Mask, Program, Pseudonym};
use crate::record::Timestamp;
use crate::room;

/// One call of a tool.
#[derive(Clone, Debug, Default)]
pub struct Call {
    /// When it was made; when it ended, if it is nested.
    pub at: Option<Timestamp>,
    /// Own turn that it belongs to, by index.
    pub turn: Option<u32>,
    /// What it does.
    pub kind: CallKind,
    /// Name of the tool; absent for nested calls and for names that are no label.
    pub tool: Option<Label>,
    /// Server of an MCP call.
    pub server: Option<Label>,
    /// What that server calls the tool.
    pub server_tool: Option<Label>,
    /// What a web search did.
    pub search: Option<SearchAction>,
    /// It ran a command: a shell call that is neither a patch nor written to a process that runs.
    pub is_command: bool,
    /// Program of the command; absent where it has no name.
    pub program: Option<Program>,
    /// Stands for the whole command; absent without a key.
    pub command: Option<Pseudonym>,
    /// Whether it went well.
    pub success: Option<bool>,
    /// Exit code of the command.
    pub exit_code: Option<i64>,
    /// How long it took.
    pub duration_ms: Option<u64>,
    /// The command ran on when the call ended: `duration_ms` is that of the call alone.
    pub runs_on: bool,
    /// Size of its output.
    pub output_bytes: Option<u64>,
    /// The model did not make it itself.
    pub is_nested: bool,
}

/// Follows the calls.
#[derive(Default)]
pub(super) struct Calls {
    reader: CallReader,
    rows: Vec<Row>,
    /// The newest row of each id, of the first `indexed` rows: made when one is sought that is none of the last.
    newest: BTreeMap<CallKey, usize>,
    indexed: usize,
    /// Rows that have no call yet.
    waiting: usize,
}

/// So many rows are looked through before the others: an output follows its call, as a rule.
const LAST_ROWS: usize = 4;

/// When a line was written, and its turn.
#[derive(Clone, Copy, Default)]
struct Place {
    at: Option<Timestamp>,
    turn: Option<u32>,
    line: LinePlace,
}

impl Place {
    fn of(line: &OwnLine<'_>) -> Self {
        Self {
            at: line.envelope.at,
            turn: line.turn,
            line: line.place,
        }
    }
}

/// What is known of one call so far.
#[derive(Default)]
struct Row {
    key: Option<CallKey>,
    place: Place,
    /// Apart, so that rows are small enough to be moved.
    item: Option<Box<CallItem>>,
    end: Option<Box<CallEnd>>,
    output: Option<CallOutput>,
    /// Told by a later `write_stdin`.
    late_exit: Option<i64>,
}

impl Calls {
    /// Commands are kept as `mask` says.
    pub(super) fn new(mask: Mask) -> Self {
        Self {
            reader: CallReader::new(mask),
            ..Self::default()
        }
    }

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
        line: LinePlace,
        field: impl Fn(&str) -> Option<Raw<'a>>,
    ) {
        let place = Place {
            at: None,
            turn,
            line,
        };
        let tag = field("type").and_then(Raw::text).unwrap_or_default();
        if let Some(call) = self.reader.call(&tag, &field) {
            self.call(call, place);
        }
        if let Some(calls) = field("tool_calls") {
            let calls = self.reader.calls_of_chat(calls);
            calls.into_iter().for_each(|call| self.call(call, place));
        }
        let output = self.reader.output(&tag, &field);
        let output = output.or_else(|| self.reader.output_of_chat(&field));
        if let Some(output) = output {
            self.row(output.key, place).output = Some(output);
        }
    }

    /// Outputs whose call the file does not hold, in file order.
    pub(super) fn outputs_without_call(&self) -> impl Iterator<Item = LinePlace> {
        let has_no_call = |row: &&Row| row.item.is_none() && row.end.is_none();
        let lone = self.rows.iter().filter(has_no_call);
        lone.filter(|row| row.output.is_some())
            .map(|row| row.place.line)
    }

    /// The calls, in file order.
    pub(super) fn finish(mut self) -> Vec<Call> {
        self.pair_searches();
        self.return_late_exits();
        let pseudonyms = self.reader.finish();
        let mut calls = Vec::with_capacity(self.rows.len());
        let rows = self.rows.into_iter();
        calls.extend(rows.filter_map(|row| row.finish(&pseudonyms)));
        calls
    }

    fn item(&mut self, line: &OwnLine<'_>) {
        let field = |name: &str| line.field(name);
        match line.tag {
            Tag::Call if !line.is_compaction_output() => {
                if let Some(item) = self.reader.call(&line.word, field) {
                    self.call(item, Place::of(line));
                }
            }
            Tag::CallOutput if !line.is_compaction_output() => {
                if let Some(output) = self.reader.output(&line.word, field) {
                    self.row(output.key, Place::of(line)).output = Some(output);
                }
            }
            _ => {}
        }
    }

    fn event(&mut self, line: &OwnLine<'_>) {
        let end = match line.tag {
            Tag::ItemCompleted => {
                let Some(item) = line.field("item") else {
                    return;
                };
                let word = item.field("type").and_then(Raw::text).unwrap_or_default();
                CallEnd::read(&word, item.fields(), self.reader.mask())
            }
            Tag::CallEnd => {
                let fields = line.fields.of_payload(line.bytes);
                CallEnd::read(&line.word, fields, self.reader.mask())
            }
            _ => return,
        };
        if let Some(end) = end {
            let row = self.row(end.key, Place::of(line));
            row.end = Some(Box::new(end));
        }
    }

    fn call(&mut self, item: CallItem, place: Place) {
        let key = item.key;
        let sought = key.filter(|_| self.waiting > 0);
        let known = sought.and_then(|key| self.find(key));
        let at = match known.filter(|&at| self.rows[at].item.is_none()) {
            Some(at) => {
                self.waiting -= 1;
                at
            }
            None => self.add(key),
        };
        let row = &mut self.rows[at];
        row.place = place;
        row.item = Some(Box::new(item));
    }

    /// The newest row of this id; one that waits for its call where there is none yet.
    fn row(&mut self, key: CallKey, place: Place) -> &mut Row {
        let known = self.find(key);
        let at = known.unwrap_or_else(|| {
            self.waiting += 1;
            self.add(Some(key))
        });
        let row = &mut self.rows[at];
        if row.item.is_none() {
            row.place = place;
        }
        row
    }

    /// The newest row of this id.
    fn find(&mut self, key: CallKey) -> Option<usize> {
        let rows = self.rows.iter().enumerate();
        let mut last = rows.rev().take(LAST_ROWS);
        if let Some((at, _)) = last.find(|(_, row)| row.key == Some(key)) {
            return Some(at);
        }
        for (at, row) in self.rows.iter().enumerate().skip(self.indexed) {
            self.newest.extend(row.key.map(|key| (key, at)));
        }
        self.indexed = self.rows.len();
        self.newest.get(&key).copied()
    }

    fn add(&mut self, key: Option<CallKey>) -> usize {
        let at = self.rows.len();
        let row = Row {
            key,
            ..Row::default()
        };
        room::add(&mut self.rows, row);
        at
    }

    /// Up to 0.137 a search has no id: it takes the oldest end that no call has.
    fn pair_searches(&mut self) {
        let is_search = |row: &Row| {
            row.item.is_none()
                && row
                    .end
                    .as_ref()
                    .is_some_and(|end| end.kind == CallKind::WebSearch && !end.is_from_code)
        };
        let lone = (0..self.rows.len()).filter(|&at| is_search(&self.rows[at]));
        let mut lone = lone.collect::<Vec<_>>().into_iter();
        for at in 0..self.rows.len() {
            let has_no_id =
                |item: &CallItem| item.kind == CallKind::WebSearch && item.key.is_none();
            if self.rows[at].item.as_deref().is_some_and(has_no_id) {
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
            } else if let Some(code) = output.facts.exit_code
                && let Some(command) = item
                    .stdin_session
                    .and_then(|session| running.remove(&session))
            {
                self.rows[command].late_exit = Some(code);
            }
        }
    }
}

impl Row {
    /// The call; `None` for an output without one.
    fn finish(self, pseudonyms: &[Pseudonym]) -> Option<Call> {
        let (item, end, output) = (self.item.as_deref(), self.end.as_deref(), self.output);
        let command = end
            .and_then(|end| end.command.as_ref())
            .or(item.and_then(|item| item.command.as_ref()));
        let is_patch = command
            .and_then(|command| command.program.as_ref())
            .is_some_and(Program::is_patch);
        let kind = match self.kind()? {
            CallKind::Shell if is_patch => CallKind::Patch,
            kind => kind,
        };
        let writes_stdin = item.is_some_and(|item| item.writes_stdin);
        let is_command = kind == CallKind::Shell && !writes_stdin;
        let command = command.filter(|_| is_command);
        let server = end
            .and_then(|end| end.server.as_ref())
            .or(item.and_then(|item| item.server.as_ref()));
        // An exit that `write_stdin` tells is the command's, not its own.
        let own_facts = output
            .filter(|output| output.facts.unsupported || !writes_stdin)
            .map(|output| output.facts);
        let duration_ms = end.and_then(|end| end.duration_ms);
        let facts = output.map(|output| output.facts).unwrap_or_default();
        Some(Call {
            at: self.place.at,
            turn: self.place.turn,
            kind,
            tool: item.and_then(|item| item.tool.clone()),
            server: server.and_then(|server| server.server.clone()),
            server_tool: server.and_then(|server| server.tool.clone()),
            search: item
                .and_then(|item| item.search)
                .or(end.and_then(|end| end.search)),
            is_command,
            program: command.and_then(|command| command.program.clone()),
            command: command
                .and_then(|command| command.pseudonym)
                .and_then(|place| pseudonyms.get(place.index()).copied()),
            success: end
                .and_then(|end| end.success)
                .or(item.and_then(|item| item.success))
                .or(self.late_exit.map(|code| code == 0))
                .or(own_facts.and_then(|facts| facts.success)),
            exit_code: end
                .and_then(|end| end.exit_code)
                .or(self.late_exit)
                .or(own_facts.and_then(|facts| facts.exit_code)),
            duration_ms: duration_ms.or(facts.duration_ms),
            runs_on: duration_ms.is_none() && facts.still_running_session.is_some(),
            output_bytes: output.and_then(|output| output.bytes),
            is_nested: item.is_none(),
        })
    }

    /// What the item says, where the end does not know better.
    fn kind(&self) -> Option<CallKind> {
        let of_item = self.item.as_ref().map(|item| item.kind);
        let of_end = self.end.as_ref().map(|end| end.kind);
        match (of_item, of_end) {
            (Some(_), Some(told @ (CallKind::Patch | CallKind::Mcp))) => Some(told),
            (kind, told) => kind.or(told),
        }
    }
}
