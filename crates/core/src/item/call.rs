//! A call of a tool, as the model made it (FORMAT.md §6, §6.2 to §6.5).
//!
//! Arguments are content: of them stay the session that `write_stdin` writes to, and whether the program is a patch.

use alloc::borrow::Cow;
use alloc::format;
use alloc::vec::Vec;
use serde::Serialize;

use super::{count, label};
use crate::command::{ProgramName, is_patch, program_of_argv, program_of_script};
use crate::json::{Kind, Raw};
use crate::privacy::Label;

/// What a call does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words of FORMAT.md §6.5")]
pub enum CallKind {
    Shell,
    Patch,
    Mcp,
    SubAgent,
    Code,
    WebSearch,
    ImageGeneration,
    ToolSearch,
    Custom,
    #[default]
    Function,
}

/// Hash of a call's id: it joins the lines of one call and is in no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CallKey(u128);

impl CallKey {
    pub(super) fn of(id: Raw<'_>) -> Option<Self> {
        Some(Self(xxhash_rust::xxh3::xxh3_128(id.text()?.as_bytes())))
    }
}

/// A response item that calls a tool.
#[derive(Clone, Debug)]
pub struct CallItem {
    /// Its id; absent where the item has none.
    pub key: Option<CallKey>,
    /// What it does.
    pub kind: CallKind,
    /// Name of the tool.
    pub tool: Option<Label>,
    /// Whether it went well, for calls that have no output.
    pub success: Option<bool>,
    /// It writes to a process that runs.
    pub writes_stdin: bool,
    /// The session of that process.
    pub stdin_session: Option<u64>,
}

impl CallItem {
    /// Reads a response item; `None` if it is no call.
    pub fn read<'a>(tag: &str, field: impl Fn(&str) -> Option<Raw<'a>>) -> Option<Self> {
        let (kind, tool) = match tag {
            "function_call" | "custom_tool_call" => return Some(Self::named(tag, field)),
            "local_shell_call" => (CallKind::Shell, "local_shell"),
            "tool_search_call" => (CallKind::ToolSearch, "tool_search"),
            "web_search_call" => (CallKind::WebSearch, "web_search"),
            "image_generation_call" => (CallKind::ImageGeneration, "image_generation"),
            _ => return None,
        };
        let has_no_output = matches!(kind, CallKind::WebSearch | CallKind::ImageGeneration);
        let status = field("status").filter(|_| has_no_output);
        let is_patch = kind == CallKind::Shell
            && field("action")
                .and_then(|action| program(action.field("command")?))
                .is_some_and(|name| is_patch(&name));
        Some(Self {
            key: key(field),
            kind: if is_patch { CallKind::Patch } else { kind },
            tool: Label::new(tool),
            success: status
                .and_then(Raw::text)
                .map(|status| status == "completed"),
            writes_stdin: false,
            stdin_session: None,
        })
    }

    /// Reads the `tool_calls` of a Chat-Completions message, as the TypeScript client kept them.
    pub fn of_chat(calls: Raw<'_>) -> impl Iterator<Item = Self> {
        calls.elements().filter_map(|call| {
            let function = call.field("function")?;
            Self::read("function_call", |name| match name {
                "id" => call.field(name),
                _ => function.field(name),
            })
        })
    }

    /// A call of a tool that it names.
    fn named<'a>(tag: &str, field: impl Fn(&str) -> Option<Raw<'a>>) -> Self {
        let text = |name| field(name).and_then(Raw::text).unwrap_or_default();
        let (name, namespace) = (text("name"), text("namespace"));
        let mut kind = kind_of(&name, &namespace, tag == "custom_tool_call");
        let writes_stdin = name == "write_stdin";
        let mut stdin_session = None;
        if kind == CallKind::Shell {
            let arguments = text("arguments");
            if writes_stdin {
                stdin_session = document(&arguments)
                    .and_then(|arguments| arguments.field("session_id"))
                    .and_then(count);
            } else if arguments.contains("apply_patch")
                && document(&arguments)
                    .and_then(program_of_arguments)
                    .is_some_and(|name| is_patch(&name))
            {
                kind = CallKind::Patch;
            }
        }
        let in_server = Some(namespace.trim_end_matches("__"))
            .filter(|server| server.starts_with("mcp__"))
            .and_then(|server| Label::new(&format!("{server}__{name}")));
        Self {
            key: key(&field),
            kind,
            tool: in_server.or_else(|| field("name").and_then(label)),
            success: None,
            writes_stdin,
            stdin_session,
        }
    }
}

fn key<'a>(field: impl Fn(&str) -> Option<Raw<'a>>) -> Option<CallKey> {
    field("call_id")
        .and_then(CallKey::of)
        .or_else(|| field("id").and_then(CallKey::of))
}

fn kind_of(name: &str, namespace: &str, is_custom: bool) -> CallKind {
    if name.starts_with("mcp__") || namespace.starts_with("mcp__") {
        return CallKind::Mcp;
    }
    if matches!(namespace, "multi_agent_v1" | "collaboration") {
        return CallKind::SubAgent;
    }
    match name {
        "shell" | "container.exec" | "shell_command" | "exec_command" | "write_stdin"
        | "unified_exec" => CallKind::Shell,
        "apply_patch" => CallKind::Patch,
        "spawn_agent" | "send_input" | "resume_agent" | "wait_agent" | "close_agent"
        | "send_message" | "followup_task" | "interrupt_agent" | "list_agents" => {
            CallKind::SubAgent
        }
        "exec" if is_custom => CallKind::Code,
        _ if is_custom => CallKind::Custom,
        _ => CallKind::Function,
    }
}

fn document(arguments: &str) -> Option<Raw<'_>> {
    Raw::document(arguments.as_bytes()).ok()
}

fn program_of_arguments(arguments: Raw<'_>) -> Option<ProgramName> {
    ["command", "cmd", "input"]
        .into_iter()
        .find_map(|name| arguments.field(name))
        .and_then(program)
}

/// The program of a script, or of a list of words.
fn program(command: Raw<'_>) -> Option<ProgramName> {
    if command.kind() == Kind::String {
        return program_of_script(&command.text()?);
    }
    let words = command
        .elements()
        .map(Raw::text)
        .collect::<Option<Vec<Cow<'_, str>>>>()?;
    program_of_argv(&words)
}
