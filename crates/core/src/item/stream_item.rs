//! An item of a stream (FORMAT.md §9.2 `ThreadItem`, §9.4 `item`, and the events of §9.3 that tell of one): one form for
//! three spellings.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::call::{CallKey, SearchAction};
use super::call_command::Command;
use super::call_end::{milliseconds, success_of_result};
use super::call_server::ServerTool;
use super::{count, id, label};
use crate::json::{Kind, Raw};
use crate::privacy::{Id, Label, Mask};
use crate::record::Timestamp;

/// What an item is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words of FORMAT.md §9.2")]
pub enum AppItemKind {
    UserMessage,
    AgentMessage,
    Reasoning,
    Plan,
    TodoList,
    CommandExecution,
    FileChange,
    McpToolCall,
    DynamicToolCall,
    CollabToolCall,
    SubAgentActivity,
    WebSearch,
    ImageView,
    ImageGeneration,
    Sleep,
    HookPrompt,
    FunctionCallOutput,
    EnteredReviewMode,
    ExitedReviewMode,
    ContextCompaction,
    Error,
    /// One that came later.
    #[default]
    Other,
}

/// What is kept of an item.
#[derive(Clone, Default)]
pub struct StreamItem {
    /// Its id; absent where an event has none.
    pub key: Option<CallKey>,
    /// What it is.
    pub kind: AppItemKind,
    /// When it began, where it says so itself.
    pub started_at: Option<Timestamp>,
    /// When it ended, likewise.
    pub ended_at: Option<Timestamp>,
    /// Whether it went well.
    pub success: Option<bool>,
    /// Where a call went.
    pub server_tool: ServerTool,
    /// What a web search did.
    pub search: Option<SearchAction>,
    /// The command that ran.
    pub command: Option<Command>,
    /// Its exit code.
    pub exit_code: Option<i64>,
    /// How long it took.
    pub duration_ms: Option<u64>,
    /// Bytes of what it printed.
    pub output_bytes: Option<u64>,
    /// Length of what was said.
    pub characters: Option<u64>,
    /// Files that it changed.
    pub changed_files: Option<u64>,
    /// The thread of the sub-agent that it tells of, and the model and effort that it runs with.
    pub agent: Option<Agent>,
}

/// A sub-agent, as its parent's stream tells of it.
#[derive(Clone, Default)]
pub struct Agent {
    /// Its thread.
    pub thread_id: Option<Id>,
    /// Its model.
    pub model: Option<Label>,
    /// Its effort.
    pub effort: Option<Label>,
}

impl StreamItem {
    /// Reads an item, or the event `word`, in one walk: an output in it can be long.
    pub(super) fn read(value: Raw<'_>, word: Option<&str>, mask: &mut Mask) -> Self {
        let mut item = Self::default();
        let (mut command, mut agent) = (None, Agent::default());
        let mut printed_bytes = None;
        if let Some(word) = word {
            item.kind = AppItemKind::of(word);
        }
        for (key, value) in value.fields() {
            let Some(value) = value.present() else {
                continue;
            };
            match &*key.name() {
                // A web search of `exec` has two (§9.4); the first is the item's.
                b"id" | b"call_id" => item.key = item.key.or_else(|| CallKey::of(value)),
                b"type" | b"item_type" if word.is_none() => {
                    item.kind = value
                        .text()
                        .map_or(item.kind, |word| AppItemKind::of(&word));
                }
                b"status" => item.success = success_of_status(value).or(item.success),
                b"success" => item.success = value.boolean(),
                b"error" => item.success = Some(false),
                b"result" => item.success = item.success.or_else(|| success_of_result(value)),
                b"exitCode" | b"exit_code" => item.exit_code = value.integer(),
                b"durationMs" => item.duration_ms = count(value),
                b"duration" => item.duration_ms = milliseconds(value),
                b"startedAtMs" => item.started_at = moment_ms(value),
                b"completedAtMs" => item.ended_at = moment_ms(value),
                b"aggregatedOutput" | b"aggregated_output" => {
                    item.output_bytes = value.length_in_bytes();
                }
                b"stdout" | b"stderr" => {
                    printed_bytes = sum(printed_bytes, value.length_in_bytes())
                }
                b"command" => command = Some(value),
                b"server" => item.server_tool.server = label(value),
                b"tool" => item.server_tool.tool = label(value),
                b"invocation" => item.server_tool = ServerTool::of_invocation(value),
                b"action" => item.search = SearchAction::of(value),
                b"text" | b"message" | b"content" | b"summary" => {
                    item.characters = sum(item.characters, characters(value));
                }
                b"changes" => item.changed_files = parts(value),
                b"agentThreadId" => agent.thread_id = id(value),
                b"model" => agent.model = label(value),
                b"reasoningEffort" => agent.effort = label(value),
                _ => {}
            }
        }
        item.success = item.success.or(item.exit_code.map(|code| code == 0));
        if item.kind == AppItemKind::CommandExecution {
            item.output_bytes = item.output_bytes.or(printed_bytes);
            item.command = command.and_then(|value| Command::read(value, mask, &mut Vec::new()));
        }
        if !item.kind.is_said() {
            item.characters = None;
        }
        item.agent = agent.thread_id.is_some().then_some(agent);
        item
    }
}

impl AppItemKind {
    /// Of the type of an item, in any spelling, or of an event that tells of one.
    fn of(word: &str) -> Self {
        match word {
            "userMessage" | "user_message" => Self::UserMessage,
            "agentMessage" | "agent_message" | "assistant_message" => Self::AgentMessage,
            "reasoning" | "agent_reasoning" => Self::Reasoning,
            "plan" => Self::Plan,
            "todo_list" | "plan_update" => Self::TodoList,
            "commandExecution" | "command_execution" | "exec_command_begin"
            | "exec_command_end" => Self::CommandExecution,
            "fileChange" | "file_change" | "patch_apply_begin" | "patch_apply_end" => {
                Self::FileChange
            }
            "mcpToolCall" | "mcp_tool_call" | "mcp_tool_call_begin" | "mcp_tool_call_end" => {
                Self::McpToolCall
            }
            "dynamicToolCall" => Self::DynamicToolCall,
            "collabAgentToolCall" | "collab_tool_call" => Self::CollabToolCall,
            "subAgentActivity" => Self::SubAgentActivity,
            "webSearch" | "web_search" | "web_search_begin" | "web_search_end" => Self::WebSearch,
            "imageView" | "view_image_tool_call" => Self::ImageView,
            "imageGeneration" => Self::ImageGeneration,
            "sleep" => Self::Sleep,
            "hookPrompt" => Self::HookPrompt,
            "functionCallOutput" => Self::FunctionCallOutput,
            "enteredReviewMode" | "entered_review_mode" => Self::EnteredReviewMode,
            "exitedReviewMode" | "exited_review_mode" => Self::ExitedReviewMode,
            "contextCompaction" | "context_compacted" => Self::ContextCompaction,
            "error" => Self::Error,
            _ => Self::Other,
        }
    }

    /// Whether an event of this type tells of an item, and whether that is complete.
    pub(super) fn of_event(word: &str) -> Option<bool> {
        let is_complete = !word.ends_with("_begin");
        (word != "error" && Self::of(word) != Self::Other).then_some(is_complete)
    }

    /// Whether somebody said it, so that its texts have a length that counts.
    fn is_said(self) -> bool {
        matches!(
            self,
            Self::UserMessage | Self::AgentMessage | Self::Reasoning | Self::Plan
        )
    }
}

/// Absent while it runs.
fn success_of_status(status: Raw<'_>) -> Option<bool> {
    match &*status.text()? {
        "completed" => Some(true),
        "failed" | "declined" => Some(false),
        _ => None,
    }
}

pub(super) fn moment_ms(value: Raw<'_>) -> Option<Timestamp> {
    value.integer().and_then(Timestamp::from_ms)
}

/// Length of a text, or of all texts among parts, which are texts or have one.
fn characters(content: Raw<'_>) -> Option<u64> {
    if content.kind() != Kind::Array {
        return content.length_in_characters();
    }
    let lengths = content.elements().filter_map(|part| {
        let text = part.field("text").unwrap_or(part);
        text.length_in_characters()
    });
    Some(lengths.sum())
}

fn sum(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.saturating_add(other)),
        (one, other) => one.or(other),
    }
}

/// How many there are in a list, or in an object that has one under each path.
fn parts(value: Raw<'_>) -> Option<u64> {
    match value.kind() {
        Kind::Array => Some(value.elements().count() as u64),
        Kind::Object => Some(value.fields().count() as u64),
        _ => None,
    }
}
