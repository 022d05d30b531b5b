//! All files as sessions: what every report is computed from.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::shared::FileCounts;
use crate::lineage::{Ancestry, Fate, ThreadFile, UsageRow, ancestries};
use crate::price::PriceTable;
use crate::privacy::{Id, Label};
use crate::record::Timestamp;
use crate::session::{ActivityCounts, Call, Gauge, Identity, LimitReading, StateEvent, Turn};
use crate::store::FileRecords;

/// What reports see.
pub(crate) struct Dataset {
    /// Sessions, by thread; in the order of their first line.
    pub(crate) sessions: Vec<Session>,
    /// The files.
    pub(crate) files: FileCounts,
    /// What responses cost.
    pub(crate) prices: PriceTable,
}

/// One session: all files of one thread.
#[derive(Default)]
pub(crate) struct Session {
    /// Whose it is; the newest file's.
    pub(crate) identity: Identity,
    /// Where it comes from.
    pub(crate) ancestry: Ancestry,
    /// Own turns, by time.
    pub(crate) turns: Vec<Turn>,
    /// Usage with its fate.
    pub(crate) usage: Vec<UsageRow>,
    /// Tool calls, in the order of time.
    pub(crate) calls: Vec<Call>,
    /// What was said.
    pub(crate) activity: ActivityCounts,
    /// What happened beside turns, calls and messages, in the order of time.
    pub(crate) events: Vec<StateEvent>,
    /// How full its context window was, in the order of time.
    pub(crate) gauges: Vec<Gauge>,
    /// What its lines tell of rate limits, by time.
    pub(crate) limits: Vec<LimitReading>,
    /// Time of its newest line.
    pub(crate) newest_line_at: Option<Timestamp>,
}

impl Dataset {
    /// Joins the files of each thread.
    pub(crate) fn new(files: &[FileRecords], prices: PriceTable) -> Self {
        let mut sessions: Vec<Session> = Vec::new();
        let mut by_thread: BTreeMap<Id, usize> = BTreeMap::new();
        let mut counts = FileCounts {
            found: files.len() as u32,
            ..FileCounts::default()
        };
        for file in files {
            let source = &file.source;
            if source.set_aside_for.is_some() {
                counts.set_aside += 1;
                continue;
            }
            if source.is_unread() {
                counts.not_read += 1;
                continue;
            }
            counts.read += 1;
            counts.partial += u32::from(source.is_partial());
            counts.newest_line_at = counts.newest_line_at.max(source.newest_line_at);
            let Some(identity) = &file.identity else {
                continue;
            };
            let fresh = sessions.len();
            let at = identity
                .thread_id
                .clone()
                .map_or(fresh, |id| *by_thread.entry(id).or_insert(fresh));
            if at == fresh {
                sessions.push(Session::default());
            }
            sessions[at].add(identity, file);
        }
        let counting = files.iter().filter(|file| file.counts());
        let mut ancestries = ancestries(counting.filter_map(thread_file));
        for session in &mut sessions {
            let id = session.identity.thread_id.as_ref();
            let ancestry = id.and_then(|id| ancestries.remove(id));
            session.ancestry = ancestry.unwrap_or_default();
        }
        sessions.iter_mut().for_each(Session::order);
        sessions.sort_by_cached_key(Session::order_key);
        Self {
            sessions,
            files: counts,
            prices,
        }
    }
}

fn thread_file(file: &FileRecords) -> Option<ThreadFile<'_>> {
    Some(ThreadFile {
        identity: file.identity.as_ref()?,
        turns: &file.turns,
        links: &file.links,
    })
}

impl Session {
    fn add(&mut self, identity: &Identity, file: &FileRecords) {
        let newest_line_at = file.source.newest_line_at;
        if self.newest_line_at <= newest_line_at {
            self.identity = identity.clone();
        }
        self.newest_line_at = self.newest_line_at.max(newest_line_at);
        self.activity.join(&file.activity);
        self.limits.extend(file.limits.iter().cloned());
        let turns_before = self.turns.len() as u32;
        self.turns.extend(file.turns.iter().cloned());
        self.gauges.extend(file.gauges.iter().map(|gauge| Gauge {
            turn: gauge.turn.map(|turn| turn + turns_before),
            ..*gauge
        }));
        self.events
            .extend(file.events.iter().map(|event| StateEvent {
                turn: event.turn.map(|turn| turn + turns_before),
                ..event.clone()
            }));
        self.usage.extend(file.usage.iter().map(|row| UsageRow {
            turn: row.turn.map(|turn| turn + turns_before),
            ..row.clone()
        }));
        self.calls.extend(file.calls.iter().map(|call| Call {
            turn: call.turn.map(|turn| turn + turns_before),
            ..call.clone()
        }));
    }

    /// Files come in any order; within one, the order of lines holds.
    fn order(&mut self) {
        let mut order = (0..self.turns.len()).collect::<Vec<_>>();
        order.sort_by_key(|&turn| self.turns[turn].started_at);
        let mut place = alloc::vec![0_u32; order.len()];
        order
            .iter()
            .enumerate()
            .for_each(|(at, &turn)| place[turn] = at as u32);
        self.turns = order.iter().map(|&turn| self.turns[turn].clone()).collect();
        let usage = self.usage.iter_mut().map(|row| &mut row.turn);
        let events = self.events.iter_mut().map(|event| &mut event.turn);
        let gauges = self.gauges.iter_mut().map(|gauge| &mut gauge.turn);
        let calls = self.calls.iter_mut().map(|call| &mut call.turn);
        usage
            .chain(events)
            .chain(gauges)
            .chain(calls)
            .for_each(|turn| *turn = turn.and_then(|turn| place.get(turn as usize).copied()));
        self.usage.sort_by_key(|row| row.at);
        self.events.sort_by_key(|event| event.at);
        self.gauges.sort_by_key(|gauge| gauge.at);
        self.limits.sort_by_key(|reading| reading.at);
        self.calls.sort_by_key(|call| call.at);
    }

    fn order_key(&self) -> (Option<Timestamp>, String) {
        (self.last_activity_at(), self.id())
    }

    /// The turn that a usage row belongs to.
    pub(crate) fn turn(&self, index: Option<u32>) -> Option<&Turn> {
        self.turns.get(index? as usize)
    }

    /// The model that a turn ran on: that of the turns before it, where it states none (FORMAT.md §7.4).
    pub(crate) fn model_of_turn(&self, index: Option<u32>) -> Option<&Label> {
        let turns = self.turns.get(..=index? as usize)?;
        turns.iter().rev().find_map(|turn| turn.model.as_ref())
    }

    /// Thread id as text.
    pub(crate) fn id(&self) -> String {
        self.identity
            .thread_id
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default()
    }

    /// Time of the newest line, or of the beginning where lines have no time.
    pub(crate) fn last_activity_at(&self) -> Option<Timestamp> {
        self.newest_line_at.or(self.identity.started_at)
    }

    /// The newest gauge of its context window.
    pub(crate) fn newest_gauge(&self) -> Option<&Gauge> {
        self.gauges.last()
    }

    /// Whether its files state any usage, counted or not.
    pub(crate) fn states_usage(&self) -> bool {
        !self.usage.is_empty()
    }

    /// Model of the newest turn or response that names one.
    pub(crate) fn model(&self) -> Option<String> {
        let of_turns = self.turns.iter().rev().find_map(|turn| turn.model.as_ref());
        let counted = self
            .usage
            .iter()
            .rev()
            .filter(|row| row.fate == Fate::Counted);
        of_turns
            .or_else(|| counted.filter_map(|row| row.model.as_ref()).next())
            .map(ToString::to_string)
    }
}
