//! The end of a call, as an event (FORMAT.md §5.1) or a completed item (§5.5) tells it.

use alloc::vec::Vec;

use super::call::{CallKey, CallKind, SearchAction};
use super::call_command::Command;
use super::call_server::ServerTool;
use super::{count, label};
use crate::json::{Key, Raw};
use crate::privacy::Mask;

/// How a call ended.
#[derive(Clone, Debug)]
pub struct CallEnd {
    /// The call's id.
    pub key: CallKey,
    /// What the call was.
    pub kind: CallKind,
    /// The id was made by code that called a tool, not by the model.
    pub is_from_code: bool,
    /// Whether it went well.
    pub success: Option<bool>,
    /// The exit code of the command.
    pub exit_code: Option<i64>,
    /// How long it took.
    pub duration_ms: Option<u64>,
    /// Where it went, of an MCP call.
    pub server: Option<ServerTool>,
    /// What a web search did.
    pub search: Option<SearchAction>,
    /// The command that ran.
    pub command: Option<Command>,
}

impl CallEnd {
    /// Reads the fields of an event or item of this type; `None` if it ends no call.
    pub fn read<'a>(
        word: &str,
        fields: impl Iterator<Item = (Key<'a>, Raw<'a>)>,
        mask: &mut Mask,
    ) -> Option<Self> {
        let kind = kind_of(word)?;
        let mut end = Ending::default();
        for (key, value) in fields {
            match &*key.name() {
                b"call_id" | b"id" => end.id = Some(value),
                b"source" if value.is("unified_exec_interaction") => return None,
                b"status" => end.status = Some(value),
                b"success" => end.success = value.boolean(),
                b"exit_code" => end.exit_code = value.integer(),
                b"duration" => end.duration_ms = milliseconds(value),
                b"durationMs" => end.duration_ms = count(value),
                b"result" if kind == CallKind::Mcp => end.result = Some(value),
                b"invocation" if kind == CallKind::Mcp => {
                    end.server = ServerTool::of_invocation(value);
                }
                b"server" if kind == CallKind::Mcp => end.server.server = label(value),
                b"tool" if kind == CallKind::Mcp => end.server.tool = label(value),
                b"action" if kind == CallKind::WebSearch => end.search = SearchAction::of(value),
                b"command" if kind == CallKind::Shell => {
                    end.command = Command::read(value, mask, &mut Vec::new());
                }
                _ => {}
            }
        }
        end.of_kind(kind)
    }
}

/// What the fields of an end tell.
#[derive(Default)]
struct Ending<'a> {
    id: Option<Raw<'a>>,
    status: Option<Raw<'a>>,
    result: Option<Raw<'a>>,
    success: Option<bool>,
    exit_code: Option<i64>,
    duration_ms: Option<u64>,
    server: ServerTool,
    search: Option<SearchAction>,
    command: Option<Command>,
}

impl Ending<'_> {
    /// The end; `None` without an id.
    fn of_kind(self, kind: CallKind) -> Option<CallEnd> {
        let id = self.id?;
        let success = match self.status.and_then(Raw::text).as_deref() {
            Some("completed") => Some(true),
            Some("failed" | "declined") => Some(false),
            _ => self
                .success
                .or(self.exit_code.map(|code| code == 0))
                .or(self.result.and_then(success_of_result)),
        };
        Some(CallEnd {
            key: CallKey::of(id)?,
            kind,
            is_from_code: id.text()?.starts_with("exec-"),
            success,
            exit_code: self.exit_code,
            duration_ms: self.duration_ms,
            server: (kind == CallKind::Mcp).then_some(self.server),
            search: self.search,
            command: self.command,
        })
    }
}

/// Events and items that end a call; every other type is none, and makes no row.
fn kind_of(word: &str) -> Option<CallKind> {
    Some(match word {
        "exec_command_end" | "CommandExecution" => CallKind::Shell,
        "patch_apply_end" | "FileChange" => CallKind::Patch,
        "mcp_tool_call_end" | "McpToolCall" => CallKind::Mcp,
        "web_search_end" | "WebSearch" => CallKind::WebSearch,
        "image_generation_end" | "ImageGeneration" => CallKind::ImageGeneration,
        "collab_agent_spawn_end"
        | "collab_agent_interaction_end"
        | "collab_waiting_end"
        | "collab_close_end"
        | "collab_resume_end"
        | "CollabAgentToolCall" => CallKind::SubAgent,
        "view_image_tool_call"
        | "ImageView"
        | "dynamic_tool_call_response"
        | "DynamicToolCall"
        | "Extension" => CallKind::Function,
        _ => return None,
    })
}

/// `{"Ok":{…,"isError":false}}` or `{"Err":…}`.
pub(super) fn success_of_result(result: Raw<'_>) -> Option<bool> {
    if result.field("Err").is_some() {
        return Some(false);
    }
    let is_error = result.field("Ok")?.field("isError");
    Some(is_error.and_then(Raw::boolean) != Some(true))
}

/// `{"secs":1,"nanos":5}`, cut off.
pub(super) fn milliseconds(duration: Raw<'_>) -> Option<u64> {
    let seconds = duration.field("secs").and_then(count)?;
    let nanoseconds = duration.field("nanos").and_then(count)?;
    seconds
        .checked_mul(1000)?
        .checked_add(nanoseconds / 1_000_000)
}
