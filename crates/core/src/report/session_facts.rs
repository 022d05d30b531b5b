//! What is told of a session, a turn and a call, in whichever report they stand.

use alloc::string::{String, ToString};
use serde::Serialize;

use super::dataset::Session;
use super::scope::Scope;
use crate::item::{CallKind, Outcome, SearchAction};
use crate::privacy::{Id, Label, Program, Pseudonym};
use crate::record::{Tier, Timestamp};
use crate::session::{Call, Gauge, Turn};

/// What a session was.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionFacts {
    /// Thread id.
    pub session_id: String,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// Time of its newest line.
    pub last_activity_at: Option<Timestamp>,
    /// Project: pseudonym, or name when asked.
    pub project: Option<String>,
    /// Branch: pseudonym, or name when asked.
    pub branch: Option<String>,
    /// Repository: pseudonym, or name when asked.
    pub repository: Option<String>,
    /// Commit at the start.
    pub commit: Option<Label>,
    /// Client.
    pub originator: Option<Label>,
    /// Source label.
    pub source: Option<String>,
    /// Codex version.
    pub cli_version: Option<Label>,
    /// Model of the newest turn that names one.
    pub model: Option<String>,
    /// Model provider.
    pub model_provider: Option<Label>,
    /// The thread that started it, of a sub-agent.
    pub parent_id: Option<String>,
    /// The thread whose history it goes on with.
    pub forked_from_id: Option<String>,
    /// The thread at the top of its tree.
    pub root_id: Option<String>,
    /// What kind of sub-agent it is.
    pub agent_kind: Option<Label>,
    /// Role of the sub-agent.
    pub agent_role: Option<Label>,
    /// What the sub-agent is called: pseudonym, or name when asked.
    pub agent_nickname: Option<String>,
    /// How deep it stands below the root, as stated.
    pub agent_depth: Option<u64>,
    /// What the thread is for.
    pub thread_source: Option<Label>,
    /// `legacy` or `paginated`.
    pub history_mode: Option<Label>,
    /// Whether the thread feeds memories.
    pub memory_mode: Option<Label>,
    /// `disabled`, `v1` or `v2`.
    pub multi_agent_version: Option<Label>,
    /// Length of the base instructions, in characters.
    pub instructions_characters: Option<u64>,
    /// How many tools the client brought.
    pub dynamic_tools: Option<u64>,
    /// Context left at the newest gauge, in percent.
    pub context_left_percent: Option<u64>,
}

impl SessionFacts {
    pub(super) fn of(session: &Session, scope: &Scope<'_>) -> Self {
        let identity = session.identity;
        let ancestry = &session.ancestry;
        let source = identity.source.as_ref();
        let agent = source.filter(|source| source.is_sub_agent());
        let text = |id: &Option<Id>| id.as_ref().map(ToString::to_string);
        Self {
            session_id: session.id(),
            started_at: session.started_at,
            last_activity_at: session.last_activity_at(),
            project: scope.names.project(identity),
            branch: scope.names.branch(identity),
            repository: scope.names.repository(identity),
            commit: identity.commit.clone(),
            originator: identity.originator.clone(),
            source: scope.names.source(identity),
            cli_version: identity.cli_version.clone(),
            model: session.model(),
            model_provider: identity.model_provider.clone(),
            parent_id: text(&ancestry.parent_id),
            forked_from_id: text(&ancestry.forked_from_id),
            root_id: text(&ancestry.root_id),
            agent_kind: agent.and_then(|agent| agent.name.clone()),
            agent_role: agent.and_then(|agent| agent.role.clone()),
            agent_nickname: scope.names.nickname(identity),
            agent_depth: agent.and_then(|agent| agent.depth),
            thread_source: identity.thread_source.clone(),
            history_mode: identity.history_mode.clone(),
            memory_mode: identity.memory_mode.clone(),
            multi_agent_version: identity.multi_agent_version.clone(),
            instructions_characters: identity.instructions_characters,
            dynamic_tools: identity.dynamic_tools,
            context_left_percent: session.newest_gauge().map(Gauge::left_percent),
        }
    }
}

/// When a turn was, how it ended, what it ran on.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TurnFacts {
    /// Its id.
    pub turn_id: Option<Id>,
    /// Time of its first line.
    pub started_at: Option<Timestamp>,
    /// Time of its closing line.
    pub ended_at: Option<Timestamp>,
    /// How long it took, as stated.
    pub duration_ms: Option<u64>,
    /// How long the first token took, as stated.
    pub time_to_first_token_ms: Option<u64>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// What failed.
    pub error_kind: Option<Label>,
    /// Model.
    pub model: Option<Label>,
    /// Effort; absent where it is the model's own.
    pub effort: Option<Label>,
}

impl TurnFacts {
    pub(super) fn of(turn: &Turn) -> Self {
        Self {
            turn_id: turn.id.clone(),
            started_at: turn.started_at,
            ended_at: turn.ended_at,
            duration_ms: turn.duration_ms,
            time_to_first_token_ms: turn.time_to_first_token_ms,
            outcome: turn.outcome,
            error_kind: turn.error_kind.clone(),
            model: turn.model.clone(),
            effort: turn.effort.clone(),
        }
    }
}

/// What a turn may do and how it answers; what its version does not write is absent.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SettingsOfTurn {
    /// When the user is asked.
    pub approval_policy: Option<Label>,
    /// What commands may touch.
    pub sandbox: Option<Label>,
    /// Whether commands reach the network.
    pub network_access: Option<bool>,
    /// How many folders beside the working folder may be written.
    pub writable_roots: Option<u64>,
    /// Whether the folder for temporary files that the environment names may not be written.
    pub exclude_tmpdir_env_var: Option<bool>,
    /// Whether `/tmp` may not be written.
    pub exclude_slash_tmp: Option<bool>,
    /// Kind of the permission profile.
    pub permission_profile: Option<Label>,
    /// Collaboration mode.
    pub collaboration_mode: Option<Label>,
    /// Personality.
    pub personality: Option<Label>,
    /// How reasoning is summed up.
    pub summary: Option<Label>,
    /// What the length of outputs is told in: `bytes` or `tokens`.
    pub truncation_mode: Option<Label>,
    /// At so many of them outputs are cut.
    pub truncation_limit: Option<u64>,
    /// Length of the user's instructions, in characters.
    pub user_instructions_characters: Option<u64>,
    /// Length of the developer's instructions, in characters.
    pub developer_instructions_characters: Option<u64>,
    /// Service tier that the thread's settings prove.
    pub service_tier: Option<Tier>,
}

impl SettingsOfTurn {
    /// As the turn's newest context, and the thread's settings, state them.
    pub(super) fn of(turn: &Turn) -> Self {
        let stated = turn.settings.clone().unwrap_or_default();
        let sandbox = stated.sandbox.unwrap_or_default();
        let truncation = stated.truncation.unwrap_or_default();
        Self {
            approval_policy: stated.approval_policy,
            sandbox: sandbox.kind,
            network_access: sandbox.network_access,
            writable_roots: sandbox.writable_roots,
            exclude_tmpdir_env_var: sandbox.exclude_tmpdir_env_var,
            exclude_slash_tmp: sandbox.exclude_slash_tmp,
            permission_profile: stated.permission_profile,
            collaboration_mode: stated.collaboration_mode,
            personality: stated.personality,
            summary: stated.summary,
            truncation_mode: truncation.mode,
            truncation_limit: truncation.limit,
            user_instructions_characters: stated.user_instructions_characters,
            developer_instructions_characters: stated.developer_instructions_characters,
            service_tier: turn.tier,
        }
    }
}

/// A tool call.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CallFacts {
    /// Turn that it belongs to, from 0.
    pub turn_index: Option<u32>,
    /// When it was made.
    pub at: Option<Timestamp>,
    /// What it does.
    pub kind: CallKind,
    /// Name of the tool.
    pub tool: Option<Label>,
    /// Server of an MCP call.
    pub server: Option<Label>,
    /// What that server calls the tool.
    pub server_tool: Option<Label>,
    /// What a web search did.
    pub search: Option<SearchAction>,
    /// Program of a command.
    pub program: Option<Program>,
    /// Stands for the whole command; absent without a key.
    pub command: Option<Pseudonym>,
    /// Whether it went well.
    pub success: Option<bool>,
    /// Exit code of a command.
    pub exit_code: Option<i64>,
    /// How long it took.
    pub duration_ms: Option<u64>,
    /// Size of its output.
    pub output_bytes: Option<u64>,
    /// The model did not make it itself.
    pub nested: bool,
}

impl CallFacts {
    pub(super) fn of(call: &Call) -> Self {
        Self {
            turn_index: call.turn,
            at: call.at,
            kind: call.kind,
            tool: call.tool.clone(),
            server: call.server.clone(),
            server_tool: call.server_tool.clone(),
            search: call.search,
            program: call.program.clone(),
            command: call.command,
            success: call.success,
            exit_code: call.exit_code,
            duration_ms: call.duration_ms,
            output_bytes: call.output_bytes,
            nested: call.is_nested,
        }
    }
}
