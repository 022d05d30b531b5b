//! What the head of a tool's output tells about its call: exit code, time, a process that still runs (FORMAT.md §6, §6.6).
//!
//! Only text before the first `\nOutput:` is Codex's own; what follows is content, and may hold lines that look the same.
//! Where the head is in none of the known forms, every fact is absent.

use serde::Deserialize;
use serde_json::value::RawValue;

/// What follows the header lines.
const HEADER_END: &str = "\nOutput:";

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

/// Reads the first text of an output: the JSON of old shells, or the header lines of later ones.
pub fn read_output(text: &str) -> OutputFacts {
    if text.starts_with("unsupported call") {
        return OutputFacts {
            success: Some(false),
            unsupported: true,
            ..OutputFacts::default()
        };
    }
    let mut facts = if text.starts_with('{') {
        facts_of_json(text)
    } else {
        facts_of_header(text)
    };
    facts.success = facts.exit_code.map(|code| code == 0);
    facts
}

/// Whether the header lines end in `start`: then nothing behind it tells more, but for outputs that begin with a command.
pub fn ends_header(start: &str) -> bool {
    start.contains(HEADER_END)
}

#[derive(Deserialize)]
struct Wrapped<'text> {
    #[serde(borrow)]
    metadata: Metadata<'text>,
}

#[derive(Deserialize)]
struct Metadata<'text> {
    exit_code: Option<i64>,
    #[serde(borrow)]
    duration_seconds: Option<&'text RawValue>,
}

/// `{"output":"…","metadata":{"exit_code":0,"duration_seconds":0.1}}`, up to about 0.100.
fn facts_of_json(text: &str) -> OutputFacts {
    let Ok(Wrapped { metadata }) = serde_json::from_str(text) else {
        return OutputFacts::default();
    };
    OutputFacts {
        exit_code: metadata.exit_code,
        duration_ms: metadata
            .duration_seconds
            .and_then(|seconds| milliseconds(seconds.get())),
        ..OutputFacts::default()
    }
}

fn facts_of_header(text: &str) -> OutputFacts {
    let mut facts = OutputFacts::default();
    let text = match text.strip_prefix("Command: ") {
        Some(rest) => after_command(rest),
        None => text,
    };
    let is_known = ["Chunk ID: ", "Exit code: ", "Script ", "Wall time"]
        .iter()
        .any(|start| text.starts_with(start));
    let Some(end) = text.find(HEADER_END).filter(|_| is_known) else {
        return facts;
    };
    for line in text[..end].lines() {
        if let Some(code) = line
            .strip_prefix("Exit code: ")
            .or(line.strip_prefix("Process exited with code "))
        {
            facts.exit_code = code.parse().ok();
        } else if let Some(session) = line.strip_prefix("Process running with session ID ") {
            facts.still_running_session = session.parse().ok();
        } else if let Some(time) = line
            .strip_prefix("Wall time: ")
            .or(line.strip_prefix("Wall time "))
        {
            facts.duration_ms = time.strip_suffix(" seconds").and_then(milliseconds);
        }
    }
    facts
}

/// What follows the command that 0.115 puts first. A command of several lines stands in quotes, so the first newline
/// outside of quotes is its end; where no header begins there, the first `Chunk ID:` line does.
fn after_command(text: &str) -> &str {
    let mut quote = None;
    let mut escaped = false;
    let end = text.bytes().position(|byte| {
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
    let rest = end.map_or("", |end| &text[end + 1..]);
    if rest.starts_with("Chunk ID: ") {
        return rest;
    }
    text.find("\nChunk ID: ")
        .map_or("", |found| &text[found + 1..])
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
