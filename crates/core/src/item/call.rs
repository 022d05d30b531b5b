//! A call of a tool, as the model made it (FORMAT.md §6, §6.2 to §6.5).
//!
//! Arguments are content: of them stay the session that a call writes to, and what is kept of its [`Command`].

use alloc::format;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use super::call_command::{Arguments, Command};
use super::call_server::ServerTool;
use super::{IdHash, count, id_hash};
use crate::json::{self, Fields, Raw};
use crate::privacy::{Label, Mask, Pseudonym};

/// What a call does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

impl CallKind {
    /// How a table calls it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Shell => "shell",
            Self::Patch => "patch",
            Self::Mcp => "mcp",
            Self::SubAgent => "sub-agent",
            Self::Code => "code",
            Self::WebSearch => "web search",
            Self::ImageGeneration => "image generation",
            Self::ToolSearch => "tool search",
            Self::Custom => "custom",
            Self::Function => "function",
        }
    }
}

/// What a web search did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words of FORMAT.md §6.5")]
pub enum SearchAction {
    Search,
    OpenPage,
    FindInPage,
    /// Any that came later, too.
    Other,
}

impl SearchAction {
    pub(super) fn of(action: Raw<'_>) -> Option<Self> {
        Some(match &*action.field("type")?.text()? {
            "search" => Self::Search,
            "open_page" | "openPage" => Self::OpenPage,
            "find_in_page" | "findInPage" => Self::FindInPage,
            _ => Self::Other,
        })
    }
}

/// Hash of a call's id: it joins the lines of one call and is in no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CallKey(IdHash);

impl CallKey {
    pub(super) fn of(id: Raw<'_>) -> Option<Self> {
        Some(Self(id_hash(&id.text_bytes()?)))
    }
}

/// A response item that calls a tool.
#[derive(Clone, Debug, Default)]
pub struct CallItem {
    /// Its id; absent where the item has none.
    pub key: Option<CallKey>,
    /// What it does.
    pub kind: CallKind,
    /// Name of the tool.
    pub tool: Option<Label>,
    /// Where it went, of an MCP call.
    pub server: Option<ServerTool>,
    /// What a web search did.
    pub search: Option<SearchAction>,
    /// The command of a shell call.
    pub command: Option<Command>,
    /// Whether it went well, for calls that have no output.
    pub success: Option<bool>,
    /// It writes to a process that runs.
    pub writes_stdin: bool,
    /// The session of that process.
    pub stdin_session: Option<u64>,
}

/// Reads the calls of a file, one after the other; what it keeps from one to the next saves work, and changes nothing.
#[derive(Default)]
pub struct CallReader {
    mask: Mask,
    /// Names of tools that were called, the newest last.
    tools: Vec<Label>,
    /// Text of arguments or of an output, and its fields.
    pub(super) text: Vec<u8>,
    pub(super) fields: Fields,
    /// Text of a command.
    command: Vec<u8>,
}

/// So many names of tools are looked through.
const TOOLS_MAX: usize = 16;

impl CallReader {
    /// Commands are kept as `mask` says.
    pub fn new(mask: Mask) -> Self {
        Self {
            mask,
            ..Self::default()
        }
    }

    /// What commands are kept as.
    pub fn mask(&mut self) -> &mut Mask {
        &mut self.mask
    }

    /// The pseudonyms of all commands, each in its place.
    pub fn finish(self) -> Vec<Pseudonym> {
        self.mask.finish()
    }

    /// Reads a response item; `None` if it is no call.
    pub fn call<'a>(
        &mut self,
        tag: &str,
        field: impl Fn(&str) -> Option<Raw<'a>>,
    ) -> Option<CallItem> {
        let (kind, tool) = match tag {
            "function_call" | "custom_tool_call" => return Some(self.named(tag, field)),
            "local_shell_call" => (CallKind::Shell, "local_shell"),
            "tool_search_call" => (CallKind::ToolSearch, "tool_search"),
            "web_search_call" => (CallKind::WebSearch, "web_search"),
            "image_generation_call" => (CallKind::ImageGeneration, "image_generation"),
            _ => return None,
        };
        let has_no_output = matches!(kind, CallKind::WebSearch | CallKind::ImageGeneration);
        let status = field("status").filter(|_| has_no_output);
        let action = field("action");
        let command = action
            .filter(|_| kind == CallKind::Shell)
            .and_then(|action| action.field("command"));
        Some(CallItem {
            key: key(field),
            kind,
            tool: Label::new(tool),
            search: action
                .filter(|_| kind == CallKind::WebSearch)
                .and_then(SearchAction::of),
            command: command
                .and_then(|command| Command::read(command, &mut self.mask, &mut self.command)),
            success: status
                .and_then(Raw::text)
                .map(|status| status == "completed"),
            ..CallItem::default()
        })
    }

    /// Reads the `tool_calls` of a Chat-Completions message, as the TypeScript client kept them.
    pub fn calls_of_chat(&mut self, calls: Raw<'_>) -> Vec<CallItem> {
        let calls = calls.elements().filter_map(|call| {
            let function = call.field("function")?;
            let field = |name: &str| match name {
                "id" => call.field(name),
                _ => function.field(name),
            };
            self.call("function_call", field)
        });
        calls.collect()
    }

    /// A call of a tool that it names.
    fn named<'a>(&mut self, tag: &str, field: impl Fn(&str) -> Option<Raw<'a>>) -> CallItem {
        let text = |name| field(name).and_then(Raw::text).unwrap_or_default();
        let (name, namespace) = (text("name"), text("namespace"));
        let server = ServerTool::of_name(&name, &namespace);
        let kind = match server {
            Some(_) => CallKind::Mcp,
            None => kind_of(&name, &namespace, tag == "custom_tool_call"),
        };
        let in_server = match namespace.starts_with("mcp__") {
            true => Label::new(&format!("{}__{name}", namespace.trim_end_matches("__"))),
            false => None,
        };
        let call = CallItem {
            key: key(&field),
            kind,
            tool: in_server.or_else(|| self.tool(&name)),
            server,
            ..CallItem::default()
        };
        match kind {
            CallKind::Shell => self.with_arguments(call, &name, field("arguments")),
            _ => call,
        }
    }

    /// A tool of this name: few tools are called again and again.
    fn tool(&mut self, name: &str) -> Option<Label> {
        let mut known = self.tools.iter();
        let known = known.find(|known| json::same(known.as_str().as_bytes(), name.as_bytes()));
        if let Some(known) = known {
            return Some(known.clone());
        }
        let tool = Label::new(name)?;
        if self.tools.len() == TOOLS_MAX {
            self.tools.clear();
        }
        self.tools.push(tool.clone());
        Some(tool)
    }

    /// What is typed into a process that runs is no command (FORMAT.md §6.3).
    fn with_arguments(
        &mut self,
        call: CallItem,
        name: &str,
        arguments: Option<Raw<'_>>,
    ) -> CallItem {
        let Self {
            mask,
            text,
            fields,
            command: room,
            ..
        } = self;
        let arguments = arguments.and_then(|arguments| arguments.text_in(text));
        let arguments = arguments.unwrap_or_default();
        let arguments = arguments.trim_ascii_start();
        let is_object = fields.read(arguments).is_ok();
        let arguments = Arguments::read(fields.of_line(arguments).filter(|_| is_object));
        let session = arguments.session.and_then(Raw::present);
        let writes_stdin = name == "write_stdin" || (name == "unified_exec" && session.is_some());
        let command = arguments.command().filter(|_| !writes_stdin);
        CallItem {
            writes_stdin,
            stdin_session: session.filter(|_| writes_stdin).and_then(count),
            command: command.and_then(|command| Command::read(command, mask, room)),
            ..call
        }
    }
}

fn key<'a>(field: impl Fn(&str) -> Option<Raw<'a>>) -> Option<CallKey> {
    field("call_id")
        .and_then(CallKey::of)
        .or_else(|| field("id").and_then(CallKey::of))
}

fn kind_of(name: &str, namespace: &str, is_custom: bool) -> CallKind {
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
