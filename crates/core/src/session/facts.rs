//! What a file says, before lineage decides what of it counts.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;
use core::mem;

use crate::item::{
    Envelope, HistoryBase, IdHash, Outcome, SessionMeta, TurnSettings, UsageRecordLine,
};
use crate::lines::Line;
use crate::privacy::{Id, Label};
use crate::record::{Tier, Timestamp, Tokens};
use crate::room;
use crate::status::{StatusLimit, StatusSnapshot};
use crate::stream::StreamFacts;

use super::Identity;
use super::in_force::InForce;
use super::own_line::LinePlace;

/// Diagnostics kept one by one for each file, beside the first of each code; all are counted.
const DIAGNOSTICS_CAP: usize = 100;

/// What tells a record from any other: thread, turn, and the hash of its response id.
type RecordKey = (Option<Id>, Option<Id>, Option<IdHash>);

/// All facts of one file.
#[derive(Clone, Default)]
pub struct FileFacts {
    /// Whose file it is; absent when no line says so.
    pub identity: Option<Identity>,
    /// The file that this one continues.
    pub history_base: Option<HistoryBase>,
    /// The session whose lines were copied in, when a second `session_meta` names it.
    pub ancestor_id: Option<Id>,
    /// The file may hold copied lines (FORMAT.md §7.6 rule 1).
    pub is_derived: bool,
    /// What it is, where it is no rollout.
    pub form: Option<super::FileForm>,
    /// A file without envelopes (§1.4): it tells no usage.
    pub is_bare: bool,
    /// Own turns, in file order.
    pub turns: Vec<Turn>,
    /// What was said.
    pub activity: super::ActivityCounts,
    /// Images in the user's messages, turn by turn.
    pub images: Vec<super::TurnImages>,
    /// How full the context window was, in file order.
    pub gauges: Vec<super::Gauge>,
    /// Rate limits, one row a change, in file order.
    pub limits: Vec<super::LimitReading>,
    /// Tool calls, in file order.
    pub calls: Vec<super::Call>,
    /// What happened beside turns, calls and messages, in file order.
    pub events: Vec<super::StateEvent>,
    /// What it tells of other threads.
    pub links: Vec<super::ThreadLink>,
    /// What it tells as a stream, if it is one.
    pub(crate) stream: StreamFacts,
    /// Usage as stated, in file order.
    pub readings: Vec<Reading>,
    /// What is in force from each line on that says something else than was in force, by its ordinal.
    pub in_force: Vec<(Option<u64>, InForce)>,
    /// Turn ids by index, copied ones too.
    pub scopes: Vec<Id>,
    /// Where each of them stands.
    scope_places: BTreeMap<Id, u32>,
    /// The turn id that usage lines belong to now.
    pub(super) scope: Option<u32>,
    tier: Option<Tier>,
    records_seen: BTreeSet<RecordKey>,
    /// Hash of the first line, and of all lines of a file that is no rollout: equal for copies of one file. It lives for
    /// one run and is in no answer.
    pub first_line: Option<u128>,
    /// Lines that are not blank.
    pub lines_seen: u64,
    /// Of these, lines that were lost.
    pub lines_skipped: u64,
    /// Time of the newest line.
    pub newest_line_at: Option<Timestamp>,
    /// What was wrong, by line: the first of each code, and of all the first [`DIAGNOSTICS_CAP`].
    pub diagnostics: Vec<Diagnostic>,
    /// How many there were, by code.
    pub findings: Vec<Finding>,
    /// Types that FORMAT.md does not know.
    pub unknown_types: Vec<super::TypeCount>,
    /// Types of events and items that it does.
    pub known_types: Vec<super::TypeCount>,
    /// What `/status` or the end of Codex told, where the file is such text and no rollout.
    pub status_snapshots: Vec<StatusSnapshot>,
    /// Limits of these panels.
    pub status_limits: Vec<StatusLimit>,
    /// Time of the last own line that has one.
    own_line_at: Option<Timestamp>,
}

/// One turn.
#[derive(Clone, Debug, Default)]
pub struct Turn {
    /// Its id, where the version writes one.
    pub id: Option<Id>,
    /// Time of its first line.
    pub started_at: Option<Timestamp>,
    /// Time of its closing line.
    pub ended_at: Option<Timestamp>,
    /// How it ended; absent where the version does not tell.
    pub outcome: Option<Outcome>,
    /// Model of its last `turn_context`.
    pub model: Option<Label>,
    /// Effort of its last `turn_context`.
    pub effort: Option<Label>,
    /// Service tier that the thread's settings prove; the last one while it ran.
    pub tier: Option<Tier>,
    /// All other settings of its last `turn_context`; a turn without one states none.
    pub settings: Option<TurnSettings>,
    /// What failed, where it failed.
    pub error_kind: Option<Label>,
    /// How long it took, as stated.
    pub duration_ms: Option<u64>,
    /// How long the first token took, as stated.
    pub time_to_first_token_ms: Option<u64>,
    /// What was said in it.
    pub activity: super::ActivityCounts,
}

/// One line that states usage.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What it states.
    pub kind: ReadingKind,
    /// When it was written.
    pub at: Option<Timestamp>,
    /// Its place in a paginated history.
    pub ordinal: Option<u64>,
    /// Turn id that it belongs to, by index into `scopes`.
    pub scope: Option<u32>,
    /// Own turn that it belongs to, by index into `turns`.
    pub turn: Option<u32>,
    /// Model and effort in force, by index into `in_force`.
    pub in_force: Option<u32>,
    /// Service tier that the thread's settings prove (§4).
    pub tier: Option<Tier>,
    /// The line is a copy of another session's.
    pub is_copied: bool,
    /// The response compacted the window (§7.9).
    pub is_compaction: bool,
    /// All that the session used until after the response, as the line states it.
    pub stated_total: Option<u64>,
}

/// The two ways of stating usage.
#[derive(Clone, Debug)]
pub enum ReadingKind {
    /// `token_count`: the running total and the last response.
    Count {
        /// Running total.
        total: Option<Tokens>,
        /// Last response.
        last: Option<Tokens>,
    },
    /// `token_usage_record`: one response.
    Record {
        /// Its usage.
        usage: Tokens,
        /// Its id.
        response_id: Option<Id>,
        /// Hash of its id, which may be too long for an [`Id`].
        response_key: Option<IdHash>,
    },
}

/// Something wrong with a line. Numbers only: no text of the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong.
    pub code: DiagnosticCode,
    /// Line, from 1.
    pub line: u64,
    /// Byte offset of the line.
    pub offset: u64,
}

/// How many lines of a file have the same thing wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub code: DiagnosticCode,
    /// How many.
    pub lines: u64,
}

/// What can be wrong with a line.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DiagnosticCode {
    /// Not a JSON object.
    #[default]
    NotJson,
    /// The file ends inside the line.
    CutTail,
    /// More than one value on the line.
    TwoValues,
    /// Longer than the cap; its first bytes count.
    OverCap,
    /// A run of NUL bytes, as a crash leaves them.
    NulBytes,
    /// No `payload` object.
    NoPayload,
    /// Usage that no counter can hold: negative, fractional, a string, past 63 bits.
    NotACount,
    /// A timestamp that does not parse: what the line says is undated.
    BadTimestamp,
    /// The line is older than the one before it.
    TimeWentBack,
    /// Output of a call that the file does not hold: no row tells it.
    OutputWithoutCall,
    /// The end of a turn that the file does not hold: no turn ends.
    EndWithoutTurn,
}

impl DiagnosticCode {
    /// Whether nothing of the line counts.
    pub fn loses_the_line(self) -> bool {
        matches!(
            self,
            Self::NotJson | Self::CutTail | Self::TwoValues | Self::NulBytes
        )
    }
}

impl FileFacts {
    /// Thread id of the file.
    pub fn thread_id(&self) -> Option<Id> {
        self.identity
            .as_ref()
            .and_then(|identity| identity.thread_id.clone())
    }

    /// Gives back what the lists took ahead of need: facts stay as long as the engine. A list that was made from one of
    /// larger items still holds all of its memory.
    pub(super) fn shrink(&mut self) {
        self.scope_places.clear();
        self.turns = room::cut(mem::take(&mut self.turns));
        self.gauges = room::cut(mem::take(&mut self.gauges));
        self.limits.shrink_to_fit();
        self.calls.shrink_to_fit();
        self.events.shrink_to_fit();
        self.in_force.shrink_to_fit();
        self.readings.shrink_to_fit();
    }

    /// Says of all that belongs to a turn where among the file's turns that is.
    pub(super) fn place_turns(&mut self, places: &[u32]) {
        let readings = self.readings.iter_mut().map(|reading| &mut reading.turn);
        let gauges = self.gauges.iter_mut().map(|gauge| &mut gauge.turn);
        let calls = self.calls.iter_mut().map(|call| &mut call.turn);
        let events = self.events.iter_mut().map(|event| &mut event.turn);
        let turns = readings.chain(gauges).chain(calls).chain(events);
        for turn in turns.flatten() {
            *turn = places[*turn as usize];
        }
    }

    pub(super) fn note_first_line(&mut self, line: &[u8]) {
        self.first_line = Some(xxhash_rust::xxh3::xxh3_128(line));
    }

    /// Files that are no rollouts can begin alike: all of their lines tell them apart.
    pub(super) fn note_line_of_another(&mut self, line: &[u8]) {
        let before = self.first_line.unwrap_or_default().rotate_left(1);
        self.first_line = Some(before ^ xxhash_rust::xxh3::xxh3_128(line));
    }

    pub(super) fn note_ancestor(&mut self, ancestor_id: Option<Id>) {
        self.ancestor_id = self.ancestor_id.take().or(ancestor_id);
    }

    pub(super) fn note_time(&mut self, at: Option<Timestamp>, line: &Line<'_>) {
        match at {
            Some(at) => self.newest_line_at = self.newest_line_at.max(Some(at)),
            None => self.diagnose(DiagnosticCode::BadTimestamp, LinePlace::of(line)),
        }
    }

    /// A clock that was set back shows between two own lines: copied ones may have kept their times.
    pub(super) fn note_own_time(&mut self, at: Option<Timestamp>, line: &Line<'_>) {
        if at.is_some() && at < self.own_line_at {
            self.diagnose(DiagnosticCode::TimeWentBack, LinePlace::of(line));
        }
        self.own_line_at = at.or(self.own_line_at);
    }

    /// What was lost before the file was known to be no rollout was none of its lines.
    pub(super) fn forgive_lost_lines(&mut self) {
        self.lines_skipped = 0;
        self.diagnostics.clear();
        self.findings.clear();
    }

    pub(super) fn diagnose(&mut self, code: DiagnosticCode, place: LinePlace) {
        let is_first = match self
            .findings
            .binary_search_by_key(&code, |known| known.code)
        {
            Ok(at) => {
                self.findings[at].lines += 1;
                false
            }
            Err(at) => {
                self.findings.insert(at, Finding { code, lines: 1 });
                true
            }
        };
        if is_first || self.diagnostics.len() < DIAGNOSTICS_CAP {
            self.diagnostics.push(Diagnostic {
                code,
                line: place.number,
                offset: place.offset,
            });
        }
    }

    pub(super) fn identify(&mut self, meta: &SessionMeta<'_>) {
        self.history_base = meta.history_base.clone();
        self.identity = Some(Identity::of(meta));
    }

    /// The own `session_meta`, written again.
    pub(super) fn renew(&mut self, meta: &SessionMeta<'_>) {
        if let Some(identity) = &mut self.identity {
            identity.renew(meta);
        }
    }

    /// What a line says is in force from there on. One that says nothing else than was in force needs no place of its own,
    /// unless it can lie before the end of a history (its ordinal is less) where the line that said so does not.
    pub(super) fn put_in_force(&mut self, ordinal: Option<u64>, said: &InForce) {
        let (since, before) = self.in_force.last().cloned().unwrap_or_default();
        let now = said.after(&before);
        if now != before || ordinal < since {
            self.in_force.push((ordinal, now));
        }
    }

    pub(super) fn set_tier(&mut self, tier: Option<Tier>) {
        self.tier = tier;
    }

    pub(super) fn enter_scope(&mut self, turn_id: &Id) {
        self.scope = Some(self.scope_of(turn_id));
    }

    pub(super) fn scope_of(&mut self, turn_id: &Id) -> u32 {
        if let Some(&known) = self.scope_places.get(turn_id) {
            return known;
        }
        let place = self.scopes.len() as u32;
        self.scopes.push(turn_id.clone());
        self.scope_places.insert(turn_id.clone(), place);
        place
    }

    pub(super) fn is_new_record(&mut self, record: &UsageRecordLine) -> bool {
        self.records_seen.insert((
            record.thread_id.clone(),
            record.turn_id.clone(),
            record.response_key,
        ))
    }

    pub(super) fn read_usage(
        &mut self,
        kind: ReadingKind,
        stated_total: Option<u64>,
        scope: Option<u32>,
        turn: Option<u32>,
        is_copied: bool,
        envelope: &Envelope,
    ) {
        let Envelope { at, ordinal, .. } = *envelope;
        let reading = Reading {
            kind,
            at,
            ordinal,
            scope,
            turn,
            in_force: self.in_force.len().checked_sub(1).map(|last| last as u32),
            tier: self.tier,
            is_copied,
            is_compaction: false,
            stated_total,
        };
        room::add(&mut self.readings, reading);
    }
}
