//! The end of a call, as an event (FORMAT.md §5.1) or a completed item (§5.5) tells it.

use super::call::{CallKey, CallKind};
use super::count;
use crate::json::{Key, Raw};

/// How a call ended.
#[derive(Clone, Copy, Debug)]
pub struct CallEnd {
    /// The call's id.
    pub key: CallKey,
    /// What the call was.
    pub kind: CallKind,
    /// The id was made by code that called a tool, not by the model.
    pub is_from_code: bool,
    /// Whether it went well.
    pub success: Option<bool>,
    /// How long it took.
    pub duration_ms: Option<u64>,
}

impl CallEnd {
    /// Reads the fields of an event or item of this type; `None` if it ends no call.
    pub fn read<'a>(word: &str, fields: impl Iterator<Item = (Key<'a>, Raw<'a>)>) -> Option<Self> {
        let kind = kind_of(word)?;
        let (mut id, mut status, mut success, mut exit_code) = (None, None, None, None);
        let (mut duration_ms, mut result) = (None, None);
        for (key, value) in fields {
            match &*key.name() {
                b"call_id" | b"id" => id = Some(value),
                b"source" if value.is("unified_exec_interaction") => return None,
                b"status" => status = value.text(),
                b"success" => success = value.boolean(),
                b"exit_code" => exit_code = value.integer(),
                b"duration" => duration_ms = milliseconds(value),
                b"durationMs" => duration_ms = count(value),
                b"result" if kind == CallKind::Mcp => result = Some(value),
                _ => {}
            }
        }
        let id = id?;
        let success = match status.as_deref() {
            Some("completed") => Some(true),
            Some("failed" | "declined") => Some(false),
            _ => success
                .or(exit_code.map(|code| code == 0))
                .or(result.and_then(success_of_result)),
        };
        Some(Self {
            key: CallKey::of(id)?,
            kind,
            is_from_code: id.text()?.starts_with("exec-"),
            success,
            duration_ms,
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
fn success_of_result(result: Raw<'_>) -> Option<bool> {
    if result.field("Err").is_some() {
        return Some(false);
    }
    let is_error = result.field("Ok")?.field("isError");
    Some(is_error.and_then(Raw::boolean) != Some(true))
}

/// `{"secs":1,"nanos":5}`, cut off.
fn milliseconds(duration: Raw<'_>) -> Option<u64> {
    let seconds = duration.field("secs").and_then(count)?;
    let nanoseconds = duration.field("nanos").and_then(count)?;
    seconds
        .checked_mul(1000)?
        .checked_add(nanoseconds / 1_000_000)
}
