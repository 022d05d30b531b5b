//! What the head of a tool's output tells about its call: exit code, time, a process that still runs (FORMAT.md §6, §6.6).
//!
//! Only text before the first `\nOutput:` is Codex's own; what follows is content, and may hold lines that look the same.
//! Where the head is in none of the known forms, every fact is absent.

use crate::json::{self, Fields, Kind, Raw};

/// What follows the header lines.
const HEADER_END: &[u8] = b"\nOutput:";
/// How the header lines begin.
const HEADER_STARTS: [&[u8]; 4] = [b"Chunk ID: ", b"Exit code: ", b"Script ", b"Wall time"];

/// Facts from the text of one output; what the text does not tell is absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutputFacts {
    /// Whether the call went well.
    pub success: Option<bool>,
    /// The exit code of the command.
    pub exit_code: Option<i64>,
    /// How long the call took; cut off to whole milliseconds.
    pub duration_ms: Option<u64>,
    /// The process that still ran when the output was written; a later `write_stdin` tells its exit code.
    pub still_running_session: Option<u64>,
    /// The model called a tool that does not exist.
    pub unsupported: bool,
}

/// Reads the first text of an output: the JSON of old shells, or the header lines of later ones. `fields` is memory.
pub fn read_output(text: &[u8], fields: &mut Fields) -> OutputFacts {
    if text.starts_with(b"unsupported call") {
        return OutputFacts {
            success: Some(false),
            unsupported: true,
            ..OutputFacts::default()
        };
    }
    let mut facts = if text.starts_with(b"{") {
        facts_of_json(text, fields)
    } else {
        facts_of_header(text)
    };
    facts.success = facts.exit_code.map(|code| code == 0);
    facts
}

/// Whether the header lines end in `start`: then nothing behind it tells more, but for outputs that begin with a command.
pub fn ends_header(start: &[u8]) -> bool {
    line_start(start, HEADER_END).is_some()
}

/// Where the first line begins that begins so; `start` is a newline and what follows it.
fn line_start(text: &[u8], start: &[u8]) -> Option<usize> {
    let begins_here = |at: &usize| {
        let line = text.get(*at..*at + start.len());
        line.is_some_and(|line| json::same(line, start))
    };
    memchr::memchr_iter(b'\n', text).find(begins_here)
}

/// `{"output":"…","metadata":{"exit_code":0,"duration_seconds":0.1}}`, up to about 0.100.
fn facts_of_json(text: &[u8], fields: &mut Fields) -> OutputFacts {
    let is_object = fields.read(text).is_ok();
    let metadata = fields.line_field(text, "metadata");
    let Some(metadata) = metadata.filter(|_| is_object) else {
        return OutputFacts::default();
    };
    let (mut exit_code, mut duration) = (None, None);
    for (key, value) in metadata.fields() {
        match &*key.name() {
            b"exit_code" => exit_code = value.present(),
            b"duration_seconds" => duration = value.decimal(),
            _ => {}
        }
    }
    // Of what is in no known form nothing is believed.
    if metadata.kind() != Kind::Object
        || exit_code.is_some_and(|exit_code| exit_code.integer().is_none())
    {
        return OutputFacts::default();
    }
    OutputFacts {
        exit_code: exit_code.and_then(Raw::integer),
        duration_ms: duration.and_then(milliseconds),
        ..OutputFacts::default()
    }
}

fn facts_of_header(text: &[u8]) -> OutputFacts {
    let mut facts = OutputFacts::default();
    let text = match text.strip_prefix(b"Command: ") {
        Some(rest) => after_command(rest),
        None => text,
    };
    let is_known = HEADER_STARTS.iter().any(|start| text.starts_with(start));
    let Some(end) = line_start(text, HEADER_END).filter(|_| is_known) else {
        return facts;
    };
    let lines = text[..end].split(|&byte| byte == b'\n');
    for line in lines {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let told = |start: &[u8]| core::str::from_utf8(line.strip_prefix(start)?).ok();
        if let Some(code) = told(b"Exit code: ").or_else(|| told(b"Process exited with code ")) {
            facts.exit_code = code.parse().ok();
        } else if let Some(session) = told(b"Process running with session ID ") {
            facts.still_running_session = session.parse().ok();
        } else if let Some(time) = told(b"Wall time: ").or_else(|| told(b"Wall time ")) {
            facts.duration_ms = time.strip_suffix(" seconds").and_then(milliseconds);
        }
    }
    facts
}

/// What follows the command that 0.115 puts first. A command of several lines stands in quotes, so the first newline
/// outside of quotes is its end; where no header begins there, the first `Chunk ID:` line does.
fn after_command(text: &[u8]) -> &[u8] {
    let mut quote = None;
    let mut escaped = false;
    let end = text.iter().position(|&byte| {
        match (quote, byte) {
            _ if escaped => escaped = false,
            (None | Some(b'"'), b'\\') => escaped = true,
            (Some(open), byte) if open == byte => quote = None,
            (None, b'\'' | b'"') => quote = Some(byte),
            (None, b'\n') => return true,
            _ => {}
        }
        false
    });
    let rest = end.map_or(&[][..], |end| &text[end + 1..]);
    if rest.starts_with(b"Chunk ID: ") {
        return rest;
    }
    line_start(text, b"\nChunk ID: ").map_or(&[][..], |found| &text[found + 1..])
}

/// Decimal seconds as whole milliseconds, cut off.
fn milliseconds(seconds: &str) -> Option<u64> {
    let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let is_number =
        |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let thousandths = fraction
        .bytes()
        .chain([b'0'; 3])
        .take(3)
        .fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
    whole
        .parse::<u64>()
        .ok()?
        .checked_mul(1000)?
        .checked_add(thousandths)
}
