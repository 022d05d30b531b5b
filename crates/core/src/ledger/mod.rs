//! The kept ledger: of every JSON path of the lines how often it stands there, how many bytes its values take, and what
//! becomes of them.
//!
//! It walks lines once more and slowly, and only when it is asked for; reading does not know it. What a path's values
//! become stands in `rules.rs`, as data. What breaks if this is touched: the ledger is the proof of the privacy promise,
//! so a path that the reader takes anything of must never be told as dropped (`tests/ledger.rs` changes them all), and a
//! key that is no field's name is text and stays untold.

mod field_names;
mod kinds;
mod rules;
mod stream_rules;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::item::{TypePlace, is_of_stream};
use crate::json::{Fields, Key, Kind, Raw};
use crate::lines::Line;

pub use field_names::known as field_name;
pub use kinds::ValueKind;
pub use rules::{RULES, Rule};

/// Levels of a path. Nothing deeper is read, and it counts for the level above.
const LEVELS_CAP: u8 = 12;
/// Paths that are told one by one: real files have some thousands. What comes later counts for the level above.
const PATHS_CAP: usize = 20_000;
/// A key or a type that is not known: it may be text.
const UNKNOWN: &str = "{}";

/// What becomes of a value, from least to most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Becomes {
    /// Nothing: it is walked over, to find its end.
    #[default]
    Dropped,
    /// Its length.
    Length,
    /// Its length, and what its head says: the exit code of an output, whether the client wrote a message itself.
    Head,
    /// A word of a closed list, or a truth value.
    Word,
    /// A number.
    Number,
    /// A moment.
    Time,
    /// An id, or a hash of one that joins lines and is in no answer.
    Id,
    /// A short checked word of its own.
    Label,
    /// The name of a program and a pseudonym of the whole command.
    Program,
    /// A pseudonym; readable only where names are wanted.
    Pseudonym,
}

/// One path.
#[derive(Clone, Debug)]
pub struct LedgerPath {
    /// Types of the lines that it stands in: `event_msg/user_message`; `{}` is a type that is not known.
    pub line: String,
    /// From the line inward: `payload.images[]`; a key that is no field's name is `{}`.
    pub path: String,
    /// What becomes of its values.
    pub becomes: Becomes,
    /// How many values stand there.
    pub values: u64,
    /// Bytes that they take in the lines, with quotes and escapes.
    pub bytes: u64,
    level: u8,
}

/// Counts paths over files.
#[derive(Default)]
pub struct Ledger {
    fields: Fields,
    paths: Vec<LedgerPath>,
    roots: BTreeMap<LineKind, usize>,
    children: BTreeMap<(usize, Step), usize>,
    /// Calls of `spawn_agent` that wait for their answer, by the hash of their id: the answer tells a thread's id.
    spawning: BTreeSet<u128>,
    bytes: u64,
}

/// Types of a line, from the outside in; the empty word where there is none.
type LineKind = [&'static str; 3];

/// Lines that are no JSON object.
const UNREADABLE: LineKind = ["unreadable", "", ""];
/// Lines of a file without envelopes (FORMAT.md §1.4).
const BARE: &str = "bare";
/// Lines of a stream (§9).
const STREAM: LineKind = ["stream", "", ""];
/// The whole file of the TypeScript client.
const DOCUMENT: LineKind = ["document", "", ""];

/// Lines of what `/status` printed (§8).
const STATUS: LineKind = ["status", "", ""];

/// The tool whose output tells a thread's id.
const SPAWN_AGENT: &str = "spawn_agent";

/// A step of a path.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Key(&'static str),
    UnknownKey,
    Elements,
}

impl LedgerPath {
    /// What its values are.
    pub fn kind(&self) -> ValueKind {
        kinds::kind(&self.line, &self.path, self.becomes)
    }
}

impl Ledger {
    /// Every path so far that holds a value, by line and path.
    pub fn paths(&self) -> impl Iterator<Item = &LedgerPath> {
        self.paths.iter().filter(|path| path.values > 0)
    }

    /// All bytes that went by, unpacked: values, and the keys and punctuation between them.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The next file begins: a call is answered in its own.
    pub fn begin(&mut self) {
        self.spawning.clear();
    }

    /// Bytes of a file go by.
    pub fn pass(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
    }

    /// Takes the next line.
    pub fn line(&mut self, line: Line<'_>) {
        let bytes = line.content();
        if bytes.is_empty() {
            return;
        }
        let mut fields = core::mem::take(&mut self.fields);
        if fields.read(bytes).is_ok() || line.over_cap {
            self.object(&fields, bytes);
        } else {
            self.unreadable(bytes);
        }
        self.fields = fields;
    }

    /// Takes a line of what `/status` printed, by the fact that it tells; empty for none.
    pub fn line_of_status(&mut self, line: &[u8], fact: &'static str) {
        let root = self.root(STATUS);
        let at = match fact {
            "" => root,
            fact => self.child(root, Step::Key(fact)),
        };
        self.add(at, line.len() as u64);
    }

    /// Takes a whole file of the TypeScript client.
    pub fn document(&mut self, line: Line<'_>) {
        match Raw::document(line.content()) {
            Ok(document) => {
                let root = self.root(DOCUMENT);
                self.value(document, root);
            }
            Err(_) => self.unreadable(line.bytes),
        }
    }

    fn unreadable(&mut self, bytes: &[u8]) {
        let root = self.root(UNREADABLE);
        self.add(root, bytes.len() as u64);
    }

    fn object(&mut self, fields: &Fields, bytes: &[u8]) {
        let mut kind = kind_of(fields, bytes);
        self.note_spawning(&mut kind, fields, bytes);
        let root = self.root(kind);
        for (key, value) in fields.of_line(bytes) {
            if !(fields.has_payload() && key.is("payload")) {
                let at = self.child(root, Step::of(key));
                self.value(value, at);
            }
        }
        if fields.has_payload() {
            let payload = self.child(root, Step::Key("payload"));
            for (key, value) in fields.of_payload(bytes) {
                let at = self.child(payload, Step::of(key));
                self.value(value, at);
            }
        }
    }

    /// Tells the answer of `spawn_agent` from other outputs: it is the only one of which an id is taken.
    fn note_spawning(&mut self, kind: &mut LineKind, fields: &Fields, bytes: &[u8]) {
        let field = |name| fields.payload_field(bytes, name);
        let call = || field("call_id").map(Raw::fingerprint);
        match kind[1] {
            "function_call" if field("name").is_some_and(|name| name.is(SPAWN_AGENT)) => {
                self.spawning.extend(call());
            }
            "function_call_output" if call().is_some_and(|call| self.spawning.remove(&call)) => {
                kind[2] = SPAWN_AGENT;
            }
            _ => {}
        }
    }

    /// Counts a value, or all values in it. The stack holds what is still to be looked at.
    fn value(&mut self, value: Raw<'_>, at: usize) {
        let mut open = alloc::vec![(value, at)];
        while let Some((value, at)) = open.pop() {
            match value.kind() {
                Kind::Object if self.paths[at].level < LEVELS_CAP => {
                    for (key, value) in value.fields() {
                        open.push((value, self.child(at, Step::of(key))));
                    }
                }
                Kind::Array if self.paths[at].level < LEVELS_CAP => {
                    let elements = self.child(at, Step::Elements);
                    open.extend(value.elements().map(|value| (value, elements)));
                }
                _ => self.add(at, value.byte_length()),
            }
        }
    }

    fn add(&mut self, at: usize, bytes: u64) {
        let path = &mut self.paths[at];
        path.values += 1;
        path.bytes += bytes;
    }

    fn root(&mut self, kind: LineKind) -> usize {
        if let Some(&at) = self.roots.get(&kind) {
            return at;
        }
        let words = kind.iter().copied().filter(|word| !word.is_empty());
        let line = words.collect::<Vec<_>>().join("/");
        let at = self.push(line, String::new(), 0);
        self.roots.insert(kind, at);
        at
    }

    fn child(&mut self, parent: usize, step: Step) -> usize {
        if let Some(&at) = self.children.get(&(parent, step)) {
            return at;
        }
        if self.paths.len() >= PATHS_CAP {
            return parent;
        }
        let LedgerPath {
            line, path, level, ..
        } = &self.paths[parent];
        let path = match step {
            Step::Elements => format!("{path}[]"),
            Step::Key(_) | Step::UnknownKey if path.is_empty() => String::from(step.word()),
            Step::Key(_) | Step::UnknownKey => format!("{path}.{}", step.word()),
        };
        let at = self.push(line.clone(), path, level + 1);
        self.children.insert((parent, step), at);
        at
    }

    fn push(&mut self, line: String, path: String, level: u8) -> usize {
        let becomes = match line == STREAM[0] {
            true => stream_rules::becomes(&path),
            false => rules::becomes(&line, &path),
        };
        self.paths.push(LedgerPath {
            line,
            path,
            becomes,
            values: 0,
            bytes: 0,
            level,
        });
        self.paths.len() - 1
    }
}

impl Step {
    fn of(key: Key<'_>) -> Self {
        field_names::known(&key.name()).map_or(Self::UnknownKey, Self::Key)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Key(name) => name,
            Self::UnknownKey => UNKNOWN,
            Self::Elements => "[]",
        }
    }
}

/// What types a line has, as far as the format's description knows them.
fn kind_of(fields: &Fields, bytes: &[u8]) -> LineKind {
    let known = |place: TypePlace, value: Option<Raw<'_>>| {
        let word = value.and_then(Raw::text);
        word.and_then(|word| place.known(word.as_bytes()))
            .unwrap_or(UNKNOWN)
    };
    let line_type = fields.line_field(bytes, "type");
    if !fields.has_payload() {
        if is_of_stream(fields, bytes) {
            return STREAM;
        }
        let item = line_type.map(|word| known(TypePlace::Item, Some(word)));
        return [BARE, item.unwrap_or_default(), ""];
    }
    let line = known(TypePlace::Line, line_type);
    let tag = fields.payload_field(bytes, "type");
    match line {
        "event_msg" => {
            let event = known(TypePlace::Event, tag);
            let item = fields
                .payload_field(bytes, "item")
                .filter(|_| event == "item_completed")
                .map(|item| known(TypePlace::CompletedItem, item.field("type")));
            [line, event, item.unwrap_or_default()]
        }
        "response_item" => [line, known(TypePlace::Item, tag), ""],
        _ => [line, "", ""],
    }
}
