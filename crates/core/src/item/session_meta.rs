//! `session_meta` (FORMAT.md §3): who wrote the session, where, continuing what.

use alloc::borrow::Cow;

use super::source::Source;
use super::{id, label, name};
use crate::json::{Kind, Raw};
use crate::privacy::{Id, Label};
use crate::record::Timestamp;

/// The payload of a `session_meta` line, or the first line of a bare file.
#[derive(Clone, Default)]
pub struct SessionMeta<'a> {
    /// Thread id.
    pub id: Option<Id>,
    /// Creation of the thread.
    pub started_at: Option<Timestamp>,
    /// Working folder.
    pub cwd: Option<Cow<'a, str>>,
    /// Client name.
    pub originator: Option<Label>,
    /// Codex version.
    pub cli_version: Option<Label>,
    /// What started the session.
    pub source: Option<Source>,
    /// Model provider.
    pub model_provider: Option<Label>,
    /// Git state at the start.
    pub git: Git<'a>,
    /// The thread that this one was forked from.
    pub forked_from_id: Option<Id>,
    /// The thread that spawned this one.
    pub parent_thread_id: Option<Id>,
    /// The file that this one continues.
    pub history_base: Option<HistoryBase>,
    /// Root of the agent tree, from 0.142 on.
    pub session_id: Option<Id>,
    /// What the thread is for.
    pub thread_source: Option<Label>,
    /// `legacy` or `paginated`.
    pub history_mode: Option<Label>,
    /// `disabled`, or absent.
    pub memory_mode: Option<Label>,
    /// `disabled`, `v1` or `v2`.
    pub multi_agent_version: Option<Label>,
    /// Length of `base_instructions`, else of `instructions`; absent when there are none.
    pub instructions_characters: Option<u64>,
    /// How many tools the client brought.
    pub dynamic_tools: Option<u64>,
}

/// The `git` object.
#[derive(Clone, Default)]
pub struct Git<'a> {
    /// Commit hash.
    pub commit: Option<Label>,
    /// Branch name.
    pub branch: Option<Cow<'a, str>>,
    /// Remote address; may hold credentials.
    pub repository: Option<Cow<'a, str>>,
}

/// `history_base`: the file continues another one up to an ordinal (§1.3).
#[derive(Clone, Debug)]
pub struct HistoryBase {
    /// Rollout id of the file that is continued.
    pub rollout_id: Option<Id>,
    /// First ordinal of that file that is not continued.
    pub end_ordinal: Option<u64>,
}

impl<'a> SessionMeta<'a> {
    /// Reads the payload's fields.
    pub fn read(fields: impl Iterator<Item = (crate::json::Key<'a>, Raw<'a>)>) -> Self {
        let mut meta = Self::default();
        let (mut base_instructions, mut instructions) = (None, None);
        let (mut agent_role, mut agent_nickname) = (None, None);
        for (key, value) in fields {
            match &*key.name() {
                b"id" => meta.id = id(value),
                b"timestamp" => {
                    meta.started_at = value
                        .text()
                        .and_then(|text| Timestamp::parse(text.as_bytes()))
                }
                b"cwd" => meta.cwd = value.text(),
                b"originator" => meta.originator = label(value),
                b"cli_version" => meta.cli_version = label(value),
                b"source" => meta.source = Source::read(value),
                b"model_provider" => meta.model_provider = label(value),
                b"git" => meta.git = Git::read(value),
                b"forked_from_id" => meta.forked_from_id = id(value),
                b"parent_thread_id" => meta.parent_thread_id = id(value),
                b"history_base" => meta.history_base = HistoryBase::read(value),
                b"session_id" => meta.session_id = id(value),
                b"agent_role" | b"agent_type" => agent_role = label(value),
                b"agent_nickname" => agent_nickname = name(value),
                b"thread_source" => meta.thread_source = label(value),
                b"history_mode" => meta.history_mode = label(value),
                b"memory_mode" => meta.memory_mode = label(value),
                b"multi_agent_version" => meta.multi_agent_version = label(value),
                b"base_instructions" => {
                    base_instructions = value.field("text").and_then(Raw::length_in_characters);
                }
                b"instructions" => instructions = value.length_in_characters(),
                b"dynamic_tools" if value.kind() == Kind::Array => {
                    meta.dynamic_tools = Some(value.elements().count() as u64);
                }
                _ => {}
            }
        }
        meta.instructions_characters = base_instructions.or(instructions);
        if let Some(source) = &mut meta.source {
            source.complete(agent_role, agent_nickname);
        }
        meta
    }
}

impl<'a> Git<'a> {
    fn read(value: Raw<'a>) -> Self {
        let mut git = Self::default();
        for (key, value) in value.fields() {
            match &*key.name() {
                b"commit_hash" => git.commit = label(value),
                b"branch" => git.branch = value.text(),
                b"repository_url" => git.repository = value.text(),
                _ => {}
            }
        }
        git
    }
}

impl HistoryBase {
    fn read(value: Raw<'_>) -> Option<Self> {
        value.fields().next()?;
        Some(Self {
            rollout_id: value.field("thread_id").and_then(id),
            end_ordinal: value
                .field("end_ordinal_exclusive")
                .and_then(|end| end.count().ok().flatten()),
        })
    }
}
