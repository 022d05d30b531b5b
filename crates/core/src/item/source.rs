//! `source` of a session (FORMAT.md §3): a plain word, or an object with one key.

use super::{count, id, label, name};
use crate::json::{Kind, Raw};
use crate::privacy::{Id, Label, Name};

/// What started a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// How it is told.
    pub kind: SourceKind,
    /// The word: `cli`, `vscode`, `exec`, `mcp`, `unknown`; of a sub-agent `review`, `compact`, `memory_consolidation`,
    /// `thread_spawn`, or what stands in `other`; or one that came later.
    pub name: Option<Label>,
    /// The thread that spawned a sub-agent.
    pub parent_thread_id: Option<Id>,
    /// How deep a sub-agent stands below the root.
    pub depth: Option<u64>,
    /// A sub-agent's role.
    pub role: Option<Label>,
    /// What a sub-agent is called.
    pub nickname: Option<Name>,
}

/// How a source is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A plain word.
    #[default]
    Plain,
    /// `{"custom": …}`
    Custom,
    /// `{"internal": …}`
    Internal,
    /// `{"subagent": …}`: another session started this one.
    SubAgent,
}

impl Source {
    pub(super) fn read(value: Raw<'_>) -> Option<Self> {
        let named = |kind, name| Self {
            kind,
            name,
            ..Self::default()
        };
        if value.kind() == Kind::String {
            return label(value).map(|name| named(SourceKind::Plain, Some(name)));
        }
        let mut source = None;
        for (key, value) in value.fields() {
            source = match &*key.name() {
                b"subagent" => return Some(Self::sub_agent(value)),
                b"custom" => Some(named(SourceKind::Custom, label(value))),
                b"internal" => Some(named(SourceKind::Internal, label(value))),
                _ => source,
            };
        }
        source
    }

    fn sub_agent(value: Raw<'_>) -> Self {
        let mut agent = Self {
            kind: SourceKind::SubAgent,
            name: label(value),
            ..Self::default()
        };
        for (key, value) in value.fields() {
            agent.name = match &*key.name() {
                b"other" => label(value),
                name => core::str::from_utf8(name).ok().and_then(Label::new),
            };
            agent.parent_thread_id = value.field("parent_thread_id").and_then(id);
            agent.depth = value.field("depth").and_then(count);
            agent.role = value.field("agent_role").and_then(label);
            agent.nickname = value.field("agent_nickname").and_then(name);
        }
        agent
    }

    /// Takes what stands beside the source, from 0.105 on; what stands in it wins.
    pub(super) fn complete(&mut self, role: Option<Label>, nickname: Option<Name>) {
        if self.is_sub_agent() {
            self.role = self.role.take().or(role);
            self.nickname = self.nickname.take().or(nickname);
        }
    }

    /// Whether another session started this one.
    pub fn is_sub_agent(&self) -> bool {
        self.kind == SourceKind::SubAgent
    }

    /// The word that stands for the source in reports.
    pub fn word(&self) -> Option<Label> {
        match self.kind {
            SourceKind::SubAgent => Label::new("sub-agent"),
            _ => self.name.clone(),
        }
    }
}
