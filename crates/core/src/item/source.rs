//! `source` of a session (FORMAT.md §3): a plain word, or an object with one key.

use super::{id, label};
use crate::json::{Kind, Raw};
use crate::privacy::{Id, Label};

/// What started a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// `cli`, `vscode`, `exec`, `mcp`, `unknown`, or a word that came later.
    Plain(Label),
    /// `{"custom": …}`
    Custom(Option<Label>),
    /// `{"internal": …}`
    Internal(Option<Label>),
    /// `{"subagent": …}`
    SubAgent(SubAgent),
}

/// A session that another one started.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubAgent {
    /// `review`, `compact`, `memory_consolidation`, `thread_spawn`, `other`, or a word that came later.
    pub kind: Option<Label>,
    /// The thread that spawned it.
    pub parent_thread_id: Option<Id>,
    /// How deep it stands below the root.
    pub depth: Option<u64>,
    /// Its role.
    pub role: Option<Label>,
}

impl Source {
    pub(super) fn read(value: Raw<'_>) -> Option<Self> {
        if value.kind() == Kind::String {
            return label(value).map(Self::Plain);
        }
        let mut source = None;
        for (key, value) in value.fields() {
            source = match &*key.name() {
                b"subagent" => return Some(Self::SubAgent(SubAgent::read(value))),
                b"custom" => Some(Self::Custom(label(value))),
                b"internal" => Some(Self::Internal(label(value))),
                _ => source,
            };
        }
        source
    }

    /// Whether another session started this one.
    pub fn is_sub_agent(&self) -> bool {
        matches!(self, Self::SubAgent(_))
    }

    /// The word that stands for the source in reports.
    pub fn word(&self) -> Option<Label> {
        match self {
            Self::Plain(word) => Some(word.clone()),
            Self::Custom(word) | Self::Internal(word) => word.clone(),
            Self::SubAgent(_) => Label::new("sub-agent"),
        }
    }
}

impl SubAgent {
    fn read(value: Raw<'_>) -> Self {
        let mut agent = Self {
            kind: label(value),
            ..Self::default()
        };
        for (key, value) in value.fields() {
            agent.kind = Label::new(&alloc::string::String::from_utf8_lossy(&key.name()));
            agent.parent_thread_id = value.field("parent_thread_id").and_then(id);
            agent.depth = value
                .field("depth")
                .and_then(|depth| depth.count().ok().flatten());
            agent.role = value.field("agent_role").and_then(label);
        }
        agent
    }
}
