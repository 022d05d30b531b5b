//! Puts the news of a stream together: to threads their turns, to turns their items and their usage.
//!
//! What breaks if this is touched: usage that is told before a thread's first turn is an old total, told again when the
//! thread is resumed or forked (FORMAT.md §9.2).

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::StreamFacts;
use super::items::OpenItem;
use super::turns::{AppTurn, OpenTurn};
use crate::counter::Counter;
use crate::item::{AppUsage, CallKey, News, StreamItem, StreamKind, StreamLine, StreamSettings};
use crate::privacy::{Id, Pseudonym};
use crate::record::{Timestamp, Tokens};

/// What one form of a stream told so far.
#[derive(Default)]
pub(super) struct Recorder {
    threads: BTreeMap<Option<Id>, Thread>,
    /// The thread of lines that name none.
    thread_id: Option<Id>,
    turns: Vec<OpenTurn>,
    items: Vec<OpenItem>,
    /// Where items stand, by turn and id: each is told again when it ends.
    places: BTreeMap<(u32, CallKey), usize>,
}

/// One thread.
#[derive(Default)]
struct Thread {
    settings: StreamSettings,
    counter: Counter,
    /// Its newest turn, and whether that goes on.
    turn: Option<u32>,
    /// The newest turn of each id: a stream may name a hundred thousand, and any of them again.
    named: BTreeMap<Id, u32>,
    /// Turns without an id, the newest last.
    unnamed: Vec<u32>,
    is_open: bool,
    /// No line said that it begins; one may still come.
    is_presumed: bool,
    /// Total after the turn before, as `exec` states it.
    total: Option<AppUsage>,
}

impl Recorder {
    /// Whether it was told of no turn.
    pub(super) fn is_empty(&self) -> bool {
        self.turns.is_empty()
    }

    /// Takes the next line.
    pub(super) fn line(&mut self, mut line: StreamLine) {
        let thread_id = match line.thread_id.take() {
            None => self.thread_id.clone(),
            named => {
                self.thread_id.clone_from(&named);
                named
            }
        };
        line.thread_id = thread_id;
        match core::mem::take(&mut line.news) {
            News::None => {}
            News::Settings(settings) => self.settings(line.thread_id, settings),
            News::TurnStarted {
                started_at,
                root_turn_id,
            } => self.start(&line, line.at.or(started_at), root_turn_id.as_ref()),
            News::TurnEnded(closed) => {
                if let Some(at) = self.turn(&line) {
                    let usage = closed.thread_usage;
                    self.turns[at].close(closed, line.at);
                    let thread = self.threads.entry(line.thread_id).or_default();
                    thread.is_open = false;
                    self.turns[at].turn.usage = usage.and_then(|usage| thread.step_to(usage));
                }
            }
            News::Failed(kind) => {
                if let Some(at) = self.known_turn(&line) {
                    self.turns[at].fail(kind);
                }
            }
            News::Rerouted(model) => {
                if let (Some(at), Some(model)) = (self.known_turn(&line), model) {
                    self.turns[at].turn.model = Some(model);
                }
            }
            News::Usage { total, last } => self.usage(&line, total, last),
            News::Response(usage) => {
                if let Some(at) = self.known_turn(&line) {
                    let responses = self.turns[at].responses.unwrap_or_default();
                    self.turns[at].responses = Some(responses.plus(&usage.tokens()));
                }
            }
            News::Item { item, is_complete } => self.item(&line, item, is_complete),
        }
    }

    /// The turns and items.
    pub(super) fn finish(self, pseudonyms: &[Pseudonym]) -> StreamFacts {
        let threads = self.threads;
        let turns = self.turns.into_iter().map(|open| {
            let thread = threads.get(&open.turn.thread_id);
            open.finish(thread.is_some_and(|thread| thread.counter.is_interleaved()))
        });
        let items = self.items.into_iter();
        StreamFacts {
            turns: turns.collect(),
            items: items.map(|open| open.finish(pseudonyms)).collect(),
        }
    }

    fn settings(&mut self, thread_id: Option<Id>, settings: StreamSettings) {
        let thread = self.threads.entry(thread_id).or_default();
        thread.settings = settings.or(core::mem::take(&mut thread.settings));
        // A turn that goes on may lack what it was begun with; else these are for those after it.
        if let Some(turn) = thread.turn.filter(|_| thread.is_open) {
            self.turns[turn as usize].set(&thread.settings);
        }
    }

    /// A turn begins, or one that other lines named before does so aloud.
    fn start(&mut self, line: &StreamLine, at: Option<Timestamp>, root_turn_id: Option<&Id>) {
        let thread = self.threads.entry(line.thread_id.clone()).or_default();
        let is_presumed = core::mem::take(&mut thread.is_presumed) && thread.is_open;
        let newest = thread.turn.filter(|_| is_presumed);
        let newest = newest.map(|place| (place, &mut self.turns[place as usize].turn));
        let is_named = |(_, turn): &(u32, &mut AppTurn)| {
            let turn_id = turn.turn_id.as_ref();
            turn_id.is_none() || turn_id == line.turn_id.as_ref() || turn_id == root_turn_id
        };
        match newest.filter(is_named) {
            Some((place, turn)) => {
                if turn.turn_id.is_none() {
                    thread.unnamed.pop();
                    thread.place(line.turn_id.as_ref(), place);
                    turn.turn_id.clone_from(&line.turn_id);
                }
                turn.started_at = at;
            }
            None => {
                self.begin(line, at);
            }
        }
    }

    /// Adds a turn; returns its place.
    fn begin(&mut self, line: &StreamLine, started_at: Option<Timestamp>) -> usize {
        let thread = self.threads.entry(line.thread_id.clone()).or_default();
        let at = self.turns.len();
        thread.turn = Some(at as u32);
        thread.place(line.turn_id.as_ref(), at as u32);
        thread.is_open = true;
        let mut open = OpenTurn {
            turn: AppTurn {
                stream: line.kind,
                thread_id: line.thread_id.clone(),
                turn_id: line.turn_id.clone(),
                started_at,
                ..AppTurn::default()
            },
            ..OpenTurn::default()
        };
        open.set(&thread.settings);
        self.turns.push(open);
        at
    }

    /// The turn that a line tells of: the one that it names, or else the thread's newest while that goes on.
    fn known_turn(&self, line: &StreamLine) -> Option<usize> {
        let thread = self.threads.get(&line.thread_id)?;
        let turn = match &line.turn_id {
            None => thread.turn.filter(|_| thread.is_open),
            // Some events name their turn, others of the same turn do not.
            Some(turn_id) => {
                let named = thread.named.get(turn_id);
                named.max(thread.unnamed.last()).copied()
            }
        };
        turn.map(|turn| turn as usize)
    }

    /// The same; one that no line began begins here. The app-server names each: 0.58 told items of turns that it did not
    /// tell.
    fn turn(&mut self, line: &StreamLine) -> Option<usize> {
        let known = self.known_turn(line);
        if known.is_some() || line.kind == StreamKind::AppServer && line.turn_id.is_none() {
            return known;
        }
        let at = self.begin(line, None);
        let thread = self.threads.entry(line.thread_id.clone()).or_default();
        thread.is_presumed = true;
        Some(at)
    }

    fn usage(&mut self, line: &StreamLine, total: Option<AppUsage>, last: Option<AppUsage>) {
        let known = self.known_turn(line);
        let thread = self.threads.entry(line.thread_id.clone()).or_default();
        let (total_tokens, last) = (tokens(total), tokens(last));
        let Some(at) = known else {
            thread.counter = Counter::seeded(total_tokens);
            return;
        };
        let step = thread.counter.take(total_tokens, last);
        let open = &mut self.turns[at];
        if !step.counted.is_zero() {
            let counted = open.counted.unwrap_or_default();
            open.counted = Some(counted.plus(&step.counted));
            open.missing = open.missing.plus(&step.missing);
        }
        // The marker of a full window is no total (§7.2).
        if total_tokens.is_some_and(|total| !total.is_zero()) {
            open.turn.thread_usage = total;
        }
    }

    fn item(&mut self, line: &StreamLine, item: StreamItem, is_complete: bool) {
        if let Some(agent) = &item.agent
            && (agent.model.is_some() || agent.effort.is_some())
        {
            let settings = StreamSettings {
                model: agent.model.clone(),
                effort: agent.effort.clone(),
                tier: None,
            };
            self.settings(agent.thread_id.clone(), settings);
        }
        let Some(at) = self.turn(line) else { return };
        let at = at as u32;
        let next = self.items.len();
        let place = item
            .key
            .map(|key| *self.places.entry((at, key)).or_insert(next));
        match place.and_then(|place| self.items.get_mut(place)) {
            Some(open) => open.renew(item, is_complete, line.at),
            None => self
                .items
                .push(OpenItem::new(at, item, is_complete, line.at)),
        }
    }
}

impl Thread {
    /// Its newest turn, of this id, stands at this place.
    fn place(&mut self, turn_id: Option<&Id>, at: u32) {
        match turn_id {
            Some(turn_id) => {
                self.named.insert(turn_id.clone(), at);
            }
            None => self.unnamed.push(at),
        }
    }

    /// What was used since the total before; absent where there is none in the stream (§9.4).
    fn step_to(&mut self, total: AppUsage) -> Option<AppUsage> {
        total.since(&self.total.replace(total)?)
    }
}

fn tokens(usage: Option<AppUsage>) -> Option<Tokens> {
    usage.map(|usage| usage.tokens())
}
