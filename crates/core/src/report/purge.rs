//! Which sessions a purge takes: always whole ones, with every file of theirs.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::query::{Filters, Query, QueryError};
use super::scope::Scope;
use crate::privacy::Id;
use crate::record::Timestamp;
use crate::session::Identity;
use crate::store::FileRecords;
use crate::zone::Zone;

/// What a purge is to take. Of several, a session must meet all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Purge {
    /// Last active before this moment, or before the day, month or year of it.
    pub before: Option<String>,
    /// None of its files is there any more.
    pub gone: bool,
    /// Its id begins so; no other's does.
    pub session: Option<String>,
    /// Its working folder matches one of these.
    pub projects: Vec<String>,
}

/// What a purge takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// How many sessions.
    pub sessions: u64,
    /// The numbers of all their files.
    pub sources: BTreeSet<u32>,
}

/// The files of one session.
#[derive(Default)]
struct Whole<'a> {
    identity: Option<&'a Identity>,
    last_activity_at: Option<Timestamp>,
    is_there: bool,
    sources: BTreeSet<u32>,
}

impl Purge {
    /// Finds the sessions. Of `files` only what stands in `sources` and `sessions` is looked at, and the names in them.
    pub fn choose(
        &self,
        files: &[FileRecords],
        zone: &Zone,
        now: Option<&str>,
    ) -> Result<Chosen, QueryError> {
        let before = self.before_at(zone, now)?;
        let query = Query {
            filters: Filters {
                project: self.projects.clone(),
                ..Filters::default()
            },
            ..Query::default()
        };
        let scope = Scope::new(&query, zone)?;
        let mut chosen = sessions(files);
        chosen.retain(|whole| {
            let is_older = before.is_none_or(|before| {
                let last = whole.last_activity_at;
                last.is_some_and(|last| last < before)
            });
            let is_asked_for = match whole.identity {
                Some(identity) => self.names(identity) && scope.keeps_identity(identity),
                None => self.session.is_none() && self.projects.is_empty(),
            };
            is_older && is_asked_for && !(self.gone && whole.is_there)
        });
        let named = chosen.iter().filter(|whole| whole.identity.is_some());
        let sessions = named.count() as u64;
        match (&self.session, sessions) {
            (Some(_), 0) => Err(QueryError::NoSession),
            (Some(_), 2..) => Err(QueryError::SeveralSessions),
            _ => Ok(Chosen {
                sessions,
                sources: chosen.into_iter().flat_map(|whole| whole.sources).collect(),
            }),
        }
    }

    fn before_at(&self, zone: &Zone, now: Option<&str>) -> Result<Option<Timestamp>, QueryError> {
        let Some(before) = self.before.as_deref() else {
            return Ok(None);
        };
        let week_start = Query::default().week_start;
        let span = zone.resolve(None, Some(before), None, now, week_start)?;
        Ok(span.from)
    }

    fn names(&self, identity: &Identity) -> bool {
        let id = identity.thread_id.as_ref();
        let start = self.session.as_deref();
        start.is_none_or(|start| id.is_some_and(|id| id.to_string().starts_with(start)))
    }
}

/// Files that are not purged, session by session; one that does not say whose it is stands alone.
fn sessions(files: &[FileRecords]) -> Vec<Whole<'_>> {
    let mut by_thread: BTreeMap<(Option<&Id>, Option<u32>), Whole<'_>> = BTreeMap::new();
    for file in files.iter().filter(|file| !file.source.is_purged) {
        let identity = file.identity.as_ref();
        let thread = identity.and_then(|identity| identity.thread_id.as_ref());
        let alone = thread.is_none().then_some(file.source.id);
        let whole = by_thread.entry((thread, alone)).or_default();
        let started_at = identity.and_then(|identity| identity.started_at);
        let active_at = file.source.newest_line_at.or(started_at);
        if whole.identity.is_none() || active_at >= whole.last_activity_at {
            whole.identity = identity.or(whole.identity);
        }
        whole.last_activity_at = whole.last_activity_at.max(active_at);
        whole.is_there |= !file.source.is_gone;
        whole.sources.insert(file.source.id);
    }
    by_thread.into_values().collect()
}
