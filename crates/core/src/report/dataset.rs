//! All files as sessions: what every report is computed from.

use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::known::Known;
use super::shared::FileCounts;
use crate::lineage::{Ancestry, Fate, ThreadFile, UsageRow, ancestries};
use crate::order::{self, InOrder};
use crate::price::PriceTable;
use crate::privacy::{Id, Label, Name, Pseudonym};
use crate::record::Timestamp;
use crate::session::{
    ActivityCounts, Call, Gauge, Identity, LimitReading, StateEvent, Turn, TypeCount,
};
use crate::store::{FileRecords, SourceRecord, Tally};

/// What reports see. It borrows: only a session whose lines are not in order as its one file has them is copied.
pub(crate) struct Dataset<'a> {
    /// Sessions, by thread; in the order of their newest line.
    pub(crate) sessions: Vec<Session<'a>>,
    /// Homes of the files, each once; sessions name theirs by its place.
    pub(crate) homes: Vec<Option<&'a Name>>,
    /// The files.
    pub(crate) files: FileCounts,
    /// What responses cost.
    pub(crate) prices: &'a PriceTable,
    /// What was found out about these sessions before.
    pub(super) known: &'a Known,
}

/// One session: all files of one thread.
pub(crate) struct Session<'a> {
    /// Whose it is; the newest file's.
    pub(crate) identity: &'a Identity,
    /// The home that its newest file lies in.
    pub(crate) home: u32,
    /// When it began: a file that goes on after a revert tells when that was.
    pub(crate) started_at: Option<Timestamp>,
    /// Where it comes from.
    pub(crate) ancestry: Ancestry,
    /// Own turns, by time.
    pub(crate) turns: Cow<'a, [Turn]>,
    /// Usage with its fate.
    pub(crate) usage: Cow<'a, [UsageRow]>,
    /// Turns and usage as sums, where their rows are not held.
    pub(crate) tallies: Cow<'a, [Tally]>,
    /// Tool calls, in the order of time.
    pub(crate) calls: Cow<'a, [Call]>,
    /// What was said.
    pub(crate) activity: Cow<'a, ActivityCounts>,
    /// What happened beside turns, calls and messages, in the order of time.
    pub(crate) events: Cow<'a, [StateEvent]>,
    /// How full its context window was, in the order of time.
    pub(crate) gauges: Cow<'a, [Gauge]>,
    /// What its lines tell of rate limits, by time.
    pub(crate) limits: Cow<'a, [LimitReading]>,
    /// Types of events and items that are known, and those that are not; one may stand several times.
    pub(crate) known_types: Cow<'a, [TypeCount]>,
    pub(crate) unknown_types: Cow<'a, [TypeCount]>,
    /// Time of its newest line.
    pub(crate) newest_line_at: Option<Timestamp>,
    /// Its files.
    pub(crate) files: u32,
    /// Of these, with lines that could not be read.
    pub(crate) partial_files: u32,
}

impl<'a> Dataset<'a> {
    /// Joins the files of each thread.
    pub(crate) fn new(files: &'a [FileRecords], prices: &'a PriceTable, known: &'a Known) -> Self {
        let mut by_thread: BTreeMap<&Id, usize> = BTreeMap::new();
        let homes = homes(files);
        let counting = in_order(files);
        let mut sessions: Vec<Session<'a>> = Vec::with_capacity(counting.len());
        for &file in &counting {
            let Some(identity) = &file.identity else {
                continue;
            };
            let home = home_key(file.source.home.as_ref());
            let home = homes.binary_search_by_key(&home, |home| home_key(*home));
            let home = home.unwrap_or_default() as u32;
            let fresh = sessions.len();
            let thread = identity.thread_id.as_ref();
            let at = thread.map_or(fresh, |id| *by_thread.entry(id).or_insert(fresh));
            match sessions.get_mut(at) {
                Some(session) => session.add(identity, home, file),
                None => sessions.push(Session::new(identity, home, file)),
            }
        }
        let mut ancestries = ancestries(counting.iter().filter_map(|file| thread_file(file)));
        for session in &mut sessions {
            let id = session.identity.thread_id.as_ref();
            let ancestry = id.and_then(|id| ancestries.remove(id));
            session.ancestry = ancestry.unwrap_or_default();
        }
        known.order(&mut sessions);
        sessions.order_by_cached_key(Session::order_key);
        Self {
            sessions,
            homes,
            files: FileCounts::of(files),
            prices,
            known,
        }
    }
}

impl FileCounts {
    /// What became of these files.
    pub(super) fn of(files: &[FileRecords]) -> Self {
        Self::of_sources(files.iter().map(|file| &file.source))
    }

    /// What became of the files of these sources.
    pub(super) fn of_sources<'a>(sources: impl Iterator<Item = &'a SourceRecord>) -> Self {
        let mut counts = Self::default();
        for source in sources {
            counts.found += 1;
            if source.set_aside_for.is_some() {
                counts.set_aside += 1;
            } else if source.is_unread() {
                counts.not_read += 1;
            } else {
                counts.read += 1;
                counts.partial += u32::from(source.is_partial());
                counts.others += u32::from(source.form.is_some());
                counts.newest_line_at = counts.newest_line_at.max(source.newest_line_at);
            }
        }
        counts
    }

    /// Those of both.
    pub(super) fn plus(&self, other: &Self) -> Self {
        Self {
            newest_line_at: self.newest_line_at.max(other.newest_line_at),
            ..self.each(other, u32::saturating_add)
        }
    }

    /// Without those of the other; the newest line stays.
    pub(super) fn minus(&self, other: &Self) -> Self {
        self.each(other, u32::saturating_sub)
    }

    fn each(&self, other: &Self, join: fn(u32, u32) -> u32) -> Self {
        Self {
            found: join(self.found, other.found),
            read: join(self.read, other.read),
            partial: join(self.partial, other.partial),
            others: join(self.others, other.others),
            set_aside: join(self.set_aside, other.set_aside),
            not_read: join(self.not_read, other.not_read),
            newest_line_at: self.newest_line_at,
        }
    }
}

/// The files that count, in an order that their names and lines decide, whatever order they came in: of two files of one
/// thread that say different things at the same time, the later one here wins.
fn in_order(files: &[FileRecords]) -> Vec<&FileRecords> {
    let mut counting: Vec<&FileRecords> = files.iter().filter(|file| file.counts()).collect();
    counting.order_by_cached_key(|file| {
        let source = &file.source;
        let home = home_key(source.home.as_ref());
        let name = (source.rollout_id.as_ref(), source.name.kept(), home);
        let lines = (source.size_bytes, source.lines_seen, source.first_line);
        (name, lines, source.newest_line_at)
    });
    counting
}

/// The homes that files lie in, each once.
fn homes(files: &[FileRecords]) -> Vec<Option<&Name>> {
    let homes = files.iter().map(|file| file.source.home.as_ref());
    let homes = order::map(homes.map(|home| (home_key(home), home)));
    homes.into_values().collect()
}

/// What homes are told apart and ordered by: what is kept of them, and their text only where nothing is.
fn home_key(home: Option<&Name>) -> (Option<Pseudonym>, Option<&str>) {
    let pseudonym = home.and_then(Name::pseudonym);
    let text = home.and_then(Name::text);
    (pseudonym, text.filter(|_| pseudonym.is_none()))
}

fn thread_file(file: &FileRecords) -> Option<ThreadFile<'_>> {
    Some(ThreadFile {
        identity: file.identity.as_ref()?,
        turns: &file.turns,
        links: &file.links,
        rollout_id: file.source.rollout_id.as_ref(),
        history_base_id: file.source.history_base_id.as_ref(),
    })
}

impl<'a> Session<'a> {
    fn new(identity: &'a Identity, home: u32, file: &'a FileRecords) -> Self {
        Self {
            identity,
            home,
            started_at: identity.started_at,
            ancestry: Ancestry::default(),
            turns: Cow::from(&file.turns),
            usage: Cow::from(&file.usage),
            tallies: Cow::from(&file.tallies),
            calls: Cow::from(&file.calls),
            activity: Cow::Borrowed(&file.activity),
            events: Cow::from(&file.events),
            gauges: Cow::from(&file.gauges),
            limits: Cow::from(&file.limits),
            known_types: Cow::from(&file.known_types),
            unknown_types: Cow::from(&file.unknown_types),
            newest_line_at: file.source.newest_line_at,
            files: 1,
            partial_files: u32::from(file.source.is_partial()),
        }
    }

    /// Adds one more file of the thread.
    fn add(&mut self, identity: &'a Identity, home: u32, file: &'a FileRecords) {
        let newest_line_at = file.source.newest_line_at;
        if self.newest_line_at <= newest_line_at {
            (self.identity, self.home) = (identity, home);
        }
        let started = [self.started_at, identity.started_at];
        self.started_at = started.into_iter().flatten().min();
        self.newest_line_at = self.newest_line_at.max(newest_line_at);
        self.files += 1;
        self.partial_files += u32::from(file.source.is_partial());
        self.activity.to_mut().join(&file.activity);
        let before = self.turns.len() as u32;
        let behind = |turn: &mut Option<u32>| *turn = turn.map(|turn| turn + before);
        append(&mut self.turns, &file.turns, |_| {});
        append(&mut self.tallies, &file.tallies, |_| {});
        append(&mut self.limits, &file.limits, |_| {});
        append(&mut self.known_types, &file.known_types, |_| {});
        append(&mut self.unknown_types, &file.unknown_types, |_| {});
        append(&mut self.gauges, &file.gauges, |row| behind(&mut row.turn));
        append(&mut self.events, &file.events, |row| behind(&mut row.turn));
        append(&mut self.usage, &file.usage, |row| behind(&mut row.turn));
        append(&mut self.calls, &file.calls, |row| behind(&mut row.turn));
    }

    /// Whether all rows stand in the order of time.
    pub(super) fn is_in_order(&self) -> bool {
        self.turns.is_sorted_by_key(|turn| turn.started_at)
            && self.usage.is_sorted_by_key(|row| row.at)
            && self.events.is_sorted_by_key(|event| event.at)
            && self.gauges.is_sorted_by_key(|gauge| gauge.at)
            && self.limits.is_sorted_by_key(|reading| reading.at)
            && self.calls.is_sorted_by_key(|call| call.at)
    }

    /// Files come in any order; within one, the order of lines holds.
    pub(super) fn order(&mut self) {
        if !self.turns.is_sorted_by_key(|turn| turn.started_at) {
            self.order_turns();
        }
        sort(&mut self.usage, |row| row.at);
        sort(&mut self.events, |event| event.at);
        sort(&mut self.gauges, |gauge| gauge.at);
        sort(&mut self.limits, |reading| reading.at);
        sort(&mut self.calls, |call| call.at);
    }

    fn order_turns(&mut self) {
        let mut order = (0..self.turns.len()).collect::<Vec<_>>();
        order.order_by_key(|&turn| self.turns[turn].started_at);
        let mut place = alloc::vec![0_u32; order.len()];
        order
            .iter()
            .enumerate()
            .for_each(|(at, &turn)| place[turn] = at as u32);
        self.turns = order.iter().map(|&turn| self.turns[turn].clone()).collect();
        let usage = self.usage.to_mut().iter_mut().map(|row| &mut row.turn);
        let events = self.events.to_mut().iter_mut().map(|row| &mut row.turn);
        let gauges = self.gauges.to_mut().iter_mut().map(|row| &mut row.turn);
        let calls = self.calls.to_mut().iter_mut().map(|row| &mut row.turn);
        usage
            .chain(events)
            .chain(gauges)
            .chain(calls)
            .for_each(|turn| *turn = turn.and_then(|turn| place.get(turn as usize).copied()));
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
        self.newest_line_at.or(self.started_at)
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

/// Adds copies of `more`, each changed as it has to be there.
fn append<T: Clone>(list: &mut Cow<'_, [T]>, more: &[T], change: impl Fn(&mut T)) {
    let list = list.to_mut();
    let before = list.len();
    list.extend_from_slice(more);
    list[before..].iter_mut().for_each(change);
}

/// Sorts by time what is not sorted yet.
fn sort<T: Clone>(list: &mut Cow<'_, [T]>, at: impl Fn(&T) -> Option<Timestamp>) {
    if !list.is_sorted_by_key(&at) {
        list.to_mut().order_by_key(at);
    }
}
