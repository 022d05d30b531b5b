//! One item of a stream: a message, a call, a change.

use crate::item::{AppItemKind, SearchAction, StreamItem};
use crate::privacy::{Label, Program, Pseudonym};
use crate::record::Timestamp;

/// An item as a stream tells it.
#[derive(Clone, Debug, Default, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AppItem {
    /// Its turn, among those of the file.
    #[serde(rename = "app_turn_index")]
    pub turn: u32,
    /// What it is.
    pub kind: AppItemKind,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Whether the stream tells its end.
    pub is_complete: bool,
    /// Whether it went well.
    pub success: Option<bool>,
    /// Name of the tool that was called.
    pub tool: Option<Label>,
    /// Server of an MCP call.
    pub server: Option<Label>,
    /// What a web search did.
    pub search: Option<SearchAction>,
    /// Program of the command that ran; absent where it has no name.
    pub program: Option<Program>,
    /// Stands for the whole command; absent without a key.
    pub command: Option<Pseudonym>,
    /// Exit code of the command.
    pub exit_code: Option<i64>,
    /// How long it took, as stated.
    pub duration_ms: Option<u64>,
    /// Bytes of what the command printed.
    pub output_bytes: Option<u64>,
    /// Length of what was said.
    pub characters: Option<u64>,
    /// Files that it changed.
    pub changed_files: Option<u64>,
}

/// An item as far as the stream has come.
pub(super) struct OpenItem {
    turn: u32,
    told: StreamItem,
    is_complete: bool,
}

impl OpenItem {
    /// One that was told at this time, begun or complete.
    pub(super) fn new(
        turn: u32,
        told: StreamItem,
        is_complete: bool,
        at: Option<Timestamp>,
    ) -> Self {
        let told = timed(told, is_complete, at);
        Self {
            turn,
            told,
            is_complete,
        }
    }

    /// Told again: what is newer holds, where it says anything.
    pub(super) fn renew(&mut self, told: StreamItem, is_complete: bool, at: Option<Timestamp>) {
        let told = timed(told, is_complete, at);
        let before = core::mem::take(&mut self.told);
        self.is_complete |= is_complete;
        self.told = StreamItem {
            started_at: before.started_at.or(told.started_at),
            command: told.command.or(before.command),
            changed_files: told.changed_files.or(before.changed_files),
            search: told.search.or(before.search),
            ..told
        };
        if self.told.server_tool.server.is_none() && self.told.server_tool.tool.is_none() {
            self.told.server_tool = before.server_tool;
        }
    }

    /// The item, once all is told.
    pub(super) fn finish(self, pseudonyms: &[Pseudonym]) -> AppItem {
        let told = self.told;
        let command = told.command.unwrap_or_default();
        AppItem {
            turn: self.turn,
            kind: told.kind,
            started_at: told.started_at,
            ended_at: told.ended_at,
            is_complete: self.is_complete,
            success: told.success,
            tool: told.server_tool.tool,
            server: told.server_tool.server,
            search: told.search,
            program: command.program,
            command: command
                .pseudonym
                .and_then(|place| pseudonyms.get(place.index()).copied()),
            exit_code: told.exit_code,
            duration_ms: told.duration_ms,
            output_bytes: told.output_bytes,
            characters: told.characters,
            changed_files: told.changed_files,
        }
    }
}

/// An item that does not say when it began or ended did so when that was told.
fn timed(told: StreamItem, is_complete: bool, at: Option<Timestamp>) -> StreamItem {
    let (began, ended) = if is_complete { (None, at) } else { (at, None) };
    StreamItem {
        started_at: told.started_at.or(began),
        ended_at: told.ended_at.or(ended),
        ..told
    }
}
