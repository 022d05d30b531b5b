//! Whose file it is, as its first `session_meta` tells (FORMAT.md §3).
//!
//! What breaks if this is touched: a name of a person's own that [`Identity::names_mut`] leaves out is never hidden.

use crate::item::{SessionMeta, Source};
use crate::privacy::{Id, Label, Name, PseudonymKind, clean_repository};
use crate::record::Timestamp;

/// Whose file it is: the first `session_meta`.
#[derive(Clone, Debug, Default)]
pub struct Identity {
    /// Thread id.
    pub thread_id: Option<Id>,
    /// When the thread began.
    pub started_at: Option<Timestamp>,
    /// Working folder.
    pub cwd: Option<Name>,
    /// Branch at the start.
    pub branch: Option<Name>,
    /// Repository, without credentials.
    pub repository: Option<Name>,
    /// Commit at the start.
    pub commit: Option<Label>,
    /// Client.
    pub originator: Option<Label>,
    /// Codex version.
    pub cli_version: Option<Label>,
    /// What started it.
    pub source: Option<Source>,
    /// Model provider.
    pub model_provider: Option<Label>,
    /// Fork origin.
    pub forked_from_id: Option<Id>,
    /// Parent in the agent tree.
    pub parent_thread_id: Option<Id>,
    /// Root of the agent tree.
    pub root_thread_id: Option<Id>,
    /// What the thread is for.
    pub thread_source: Option<Label>,
    /// `legacy` or `paginated`.
    pub history_mode: Option<Label>,
    /// Whether the thread feeds memories.
    pub memory_mode: Option<Label>,
    /// `disabled`, `v1` or `v2`.
    pub multi_agent_version: Option<Label>,
    /// Length of the base instructions; absent when there are none.
    pub instructions_characters: Option<u64>,
    /// How many tools the client brought.
    pub dynamic_tools: Option<u64>,
}

impl Identity {
    /// As a `session_meta` tells it.
    pub(super) fn of(meta: &SessionMeta<'_>) -> Self {
        Self {
            thread_id: meta.id.clone(),
            started_at: meta.started_at,
            cwd: meta.cwd.as_deref().map(Name::new),
            branch: meta.git.branch.as_deref().map(Name::new),
            repository: repository(meta),
            commit: meta.git.commit.clone(),
            originator: meta.originator.clone(),
            cli_version: meta.cli_version.clone(),
            source: meta.source.clone(),
            model_provider: meta.model_provider.clone(),
            forked_from_id: meta.forked_from_id.clone(),
            parent_thread_id: meta.parent_thread_id.clone(),
            root_thread_id: meta.session_id.clone(),
            thread_source: meta.thread_source.clone(),
            history_mode: meta.history_mode.clone(),
            memory_mode: meta.memory_mode.clone(),
            multi_agent_version: meta.multi_agent_version.clone(),
            instructions_characters: meta.instructions_characters,
            dynamic_tools: meta.dynamic_tools,
        }
    }

    /// The newest value that is present wins (FORMAT.md §3).
    pub(super) fn renew(&mut self, meta: &SessionMeta<'_>) {
        let git = &meta.git;
        let branch = git.branch.as_deref().map(Name::new);
        self.branch = branch.or(self.branch.take());
        self.commit = git.commit.clone().or(self.commit.take());
        let memory_mode = meta.memory_mode.clone();
        self.memory_mode = memory_mode.or(self.memory_mode.take());
        let multi_agent_version = meta.multi_agent_version.clone();
        self.multi_agent_version = multi_agent_version.or(self.multi_agent_version.take());
        self.repository = repository(meta).or(self.repository.take());
    }

    /// Whether another session started this one.
    pub fn is_sub_agent(&self) -> bool {
        self.source.as_ref().is_some_and(Source::is_sub_agent)
    }

    /// What the sub-agent is called.
    pub fn nickname(&self) -> Option<&Name> {
        self.source.as_ref()?.nickname.as_ref()
    }

    /// Every name of a person's own that it holds, with what it names.
    pub(crate) fn names_mut(&mut self) -> impl Iterator<Item = (&mut Name, PseudonymKind)> {
        let source = self.source.as_mut();
        let nickname = source.and_then(|source| source.nickname.as_mut());
        let names = [
            (self.cwd.as_mut(), PseudonymKind::Cwd),
            (self.branch.as_mut(), PseudonymKind::Branch),
            (self.repository.as_mut(), PseudonymKind::Repository),
            (nickname, PseudonymKind::Nickname),
        ];
        let named = names.into_iter();
        named.filter_map(|(name, kind)| Some((name?, kind)))
    }

    /// The thread that started this sub-agent, as it tells itself (FORMAT.md §7.3, "Parents").
    pub fn told_parent(&self) -> Option<&Id> {
        let source = self
            .source
            .as_ref()
            .filter(|source| source.is_sub_agent())?;
        let told = self.parent_thread_id.as_ref();
        let told = told.or(source.parent_thread_id.as_ref());
        // Reviews of 0.120 to 0.140 tell their parent so, and copied nothing.
        told.or(self.forked_from_id.as_ref())
    }
}

fn repository(meta: &SessionMeta<'_>) -> Option<Name> {
    let cleaned = clean_repository(meta.git.repository.as_deref()?)?;
    Some(Name::new(&cleaned))
}
