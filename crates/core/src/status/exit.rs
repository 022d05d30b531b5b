//! The lines that Codex leaves in the terminal when it ends (FORMAT.md §8.4).

use core::mem;

use super::value::{between, count, cut, until, uuid};
use super::{Open, StatusKind, StatusReader, StatusSnapshot};
use crate::privacy::Id;

const TOKENS: [&str; 2] = ["Token usage: total=", "Token usage so far: total="];
/// The last sentence before the command that goes on, which stands behind it or on the next line.
const HINTS: [&str; 3] = [
    "To continue this session, run",
    "To reconnect, run",
    "Reconnect:",
];
/// The first line where the work goes on in the background.
const DISCONNECTED: &str = "Disconnected from this task.";
const STOP: &str = "Stop the current turn: run codex agents";
const COMMAND: &str = "codex resume";
const SESSION_ID: &str = "Session ID: ";

impl StatusReader {
    /// Reads a line of an exit; `None` if it is none.
    pub(super) fn exit_line(&mut self, number: u64, text: &str) -> Option<&'static str> {
        let awaits_command = match &mut self.open {
            Open::Exit { awaits_command } => mem::take(awaits_command),
            _ => false,
        };
        if TOKENS.iter().any(|tokens| text.starts_with(tokens)) {
            let exit = self.exit(number, |exit| exit.blended_total_tokens.is_some());
            read_tokens(text, exit?);
            return Some("token_usage");
        }
        if text.starts_with(DISCONNECTED) {
            self.exit(number, |_| true)?;
            return Some("kind");
        }
        let hint = HINTS.iter().find_map(|hint| text.strip_prefix(hint));
        let id = match hint {
            Some(command) => id_of(command),
            None if awaits_command && text.starts_with(COMMAND) => id_of(text),
            None => match text.strip_prefix(SESSION_ID).and_then(uuid) {
                None => return self.is_stop(text).then_some("kind"),
                id => id,
            },
        };
        let exit = self.exit(number, |exit| exit.session_id.is_some())?;
        exit.session_id = id;
        if hint.is_some_and(|command| !command.contains(COMMAND)) {
            self.open = Open::Exit {
                awaits_command: true,
            };
        }
        Some("session_id")
    }

    fn is_stop(&self, text: &str) -> bool {
        matches!(self.open, Open::Exit { .. }) && text.starts_with(STOP)
    }

    /// The exit that a line belongs to: the last one, unless `has_told` says that it has such a line already.
    fn exit(
        &mut self,
        line: u64,
        has_told: impl Fn(&StatusSnapshot) -> bool,
    ) -> Option<&mut StatusSnapshot> {
        let goes_on = matches!(self.open, Open::Exit { .. })
            && self.snapshots.last().is_some_and(|last| !has_told(last));
        if !goes_on {
            self.begin(StatusSnapshot {
                kind: StatusKind::Exit,
                line,
                ..StatusSnapshot::default()
            });
        }
        self.open = Open::Exit {
            awaits_command: false,
        };
        self.snapshots.last_mut()
    }
}

/// A thread may be called by a name, which is none of ours: the id stands in parentheses then, if at all.
fn id_of(command: &str) -> Option<Id> {
    let last = command.get(command.rfind(' ')? + 1..)?;
    let last = last.strip_suffix('.').unwrap_or(last);
    let within = last
        .strip_prefix('(')
        .and_then(|last| last.strip_suffix(')'));
    uuid(within.unwrap_or(last))
}

/// Numbers have the separators of the person's language, or none.
fn read_tokens(text: &str, exit: &mut StatusSnapshot) {
    let (input, output) = cut(text, " output=").unwrap_or((text, ""));
    exit.blended_total_tokens = between(input, "total=", " input=").and_then(count);
    let uncached = cut(input, " input=");
    exit.uncached_input_tokens = uncached.and_then(|(_, input)| count(until(input, " (+ ")));
    exit.cached_input_tokens = between(input, " (+ ", " cached)").and_then(count);
    exit.output_tokens = count(until(output, " (reasoning "));
    exit.reasoning_output_tokens = between(output, " (reasoning ", ")").and_then(count);
}
