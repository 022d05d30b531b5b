//! The turns of a file (FORMAT.md §7.8): from `task_started` to its end or, before 0.104, from one message of the
//! user to the next.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use crate::item::{Event, ItemKind, Outcome, TurnContext, TurnEnd};
use crate::privacy::{Id, Label};
use crate::record::{Tier, Timestamp};
use crate::room;

use super::Turn;

/// Follows a file's own turns.
#[derive(Default)]
pub(super) struct Turns {
    turns: Vec<Turn>,
    /// The newest turn of each id.
    newest: BTreeMap<Id, u32>,
    /// The turn that lines belong to, closed or not: its index.
    current: Option<u32>,
    /// Turns begun by a message that was put in while another turn ran, with the turn that they are part of.
    steering: BTreeMap<u32, u32>,
    /// That turn was begun by `task_started` and is not closed.
    task_is_open: bool,
    review: Review,
    tier: Option<Tier>,
}

/// Where the file stands with a review: its thread's first turn and messages also stand in the parent's file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Review {
    #[default]
    None,
    /// Entered: the next `task_started` is the review thread's.
    Entered,
    /// That one has gone by: user messages are the review's.
    Running,
    /// Over, and the review turn waits for its end.
    Exited,
}

impl Turns {
    /// The turn that usage without a turn id belongs to.
    pub(super) fn open(&self) -> Option<u32> {
        self.current
    }

    /// Whether a review's lines go by (FORMAT.md §7.8 c).
    pub(super) fn in_review(&self) -> bool {
        matches!(self.review, Review::Entered | Review::Running)
    }

    /// The own turn of this id.
    pub(super) fn by_id(&self, turn_id: &Id) -> Option<u32> {
        // As a rule the last one.
        let (last, before) = self.turns.split_last()?;
        match last.id.as_ref() == Some(turn_id) {
            true => Some(before.len() as u32),
            false => self.newest.get(turn_id).copied(),
        }
    }

    /// Whether the event, an own one, ends a turn that the file does not hold.
    pub(super) fn lacks_turn_of(&self, event: &Event) -> bool {
        let is_review = self.review != Review::None;
        matches!(event, Event::TurnEnded { turn_id, .. } if self.ending(turn_id.as_ref(), is_review).is_none())
    }

    /// An event of the file's own.
    pub(super) fn event(&mut self, event: &Event, at: Option<Timestamp>) {
        match event {
            Event::TurnStarted { turn_id } => self.started(turn_id.clone(), at),
            Event::TurnEnded { turn_id, end } => self.ended(turn_id.as_ref(), end, at),
            Event::UserMessage { injected: false }
            | Event::ItemCompleted {
                kind: ItemKind::UserMessage,
                ..
            } => self.user_message(at),
            Event::ReviewEntered { turn_id }
            | Event::ItemCompleted {
                kind: ItemKind::EnteredReviewMode,
                turn_id,
                ..
            } => {
                self.enter_review(turn_id.clone(), at);
            }
            Event::ReviewExited
            | Event::ItemCompleted {
                kind: ItemKind::ExitedReviewMode,
                ..
            } => {
                self.review = if self.review == Review::None {
                    Review::None
                } else {
                    Review::Exited
                };
            }
            _ => {}
        }
    }

    /// A message of the user begins a turn where no `task_started` does.
    pub(super) fn message(&mut self, at: Option<Timestamp>) {
        self.begin(None, at);
    }

    /// Settings of the open turn; the last ones hold.
    pub(super) fn context(&mut self, context: &TurnContext) {
        if let Some(turn_id) = context.turn_id.as_ref().filter(|_| !self.task_is_open) {
            self.name_message_turn(turn_id);
        }
        if let Some(turn) = self.current.and_then(|at| self.turns.get_mut(at as usize)) {
            turn.model = context.model.clone();
            turn.effort = context.effort.clone();
            turn.settings = Some(context.settings.clone());
        }
    }

    /// The service tier from here on.
    pub(super) fn set_tier(&mut self, tier: Option<Tier>) {
        self.tier = tier;
        let running = self.current.filter(|_| self.task_is_open);
        if let Some(turn) = running.and_then(|at| self.turns.get_mut(at as usize)) {
            turn.tier = tier;
        }
    }

    /// The effort changes while a turn runs.
    pub(super) fn set_effort(&mut self, turn: Option<u32>, effort: Option<Label>) {
        let turn = turn.and_then(|at| self.turns.get_mut(at as usize));
        if let (Some(turn), Some(effort)) = (turn, effort) {
            turn.effort = Some(effort);
        }
    }

    /// The turns, in file order, and the place of each that was begun among them: a message that was put in while a turn
    /// ran began none.
    pub(super) fn finish(self) -> (Vec<Turn>, Vec<u32>) {
        if self.steering.is_empty() {
            let places = (0..self.turns.len() as u32).collect();
            return (self.turns, places);
        }
        let mut kept = Vec::new();
        let mut places: Vec<u32> = Vec::new();
        for (at, turn) in (0..).zip(self.turns) {
            let place = match self.steering.get(&at) {
                // The turn that it is part of began before it.
                Some(&running) => places[running as usize],
                None => {
                    kept.push(turn);
                    kept.len() as u32 - 1
                }
            };
            places.push(place);
        }
        (kept, places)
    }

    fn begin(&mut self, id: Option<Id>, at: Option<Timestamp>) -> &mut Turn {
        let place = self.turns.len() as u32;
        self.current = Some(place);
        if let Some(id) = &id {
            self.newest.insert(id.clone(), place);
        }
        let turn = Turn {
            id,
            started_at: at,
            tier: self.tier,
            ..Turn::default()
        };
        room::add(&mut self.turns, turn);
        &mut self.turns[place as usize]
    }

    fn started(&mut self, turn_id: Option<Id>, at: Option<Timestamp>) {
        if self.review == Review::Entered {
            self.review = Review::Running;
            return;
        }
        self.review = Review::None;
        self.task_is_open = true;
        self.begin(turn_id, at).outcome = Some(Outcome::Unfinished);
    }

    fn ended(&mut self, turn_id: Option<&Id>, end: &TurnEnd, at: Option<Timestamp>) {
        let is_review = self.review != Review::None;
        self.review = Review::None;
        self.task_is_open = false;
        let Some(index) = self.ending(turn_id, is_review) else {
            return;
        };
        let Some(turn) = self.turns.get_mut(index as usize) else {
            return;
        };
        if let (None, Some(turn_id)) = (&turn.id, turn_id) {
            turn.id = Some(turn_id.clone());
            self.newest.insert(turn_id.clone(), index);
        }
        turn.outcome = Some(end.outcome);
        turn.error_kind = end.error_kind.clone();
        turn.duration_ms = end.duration_ms;
        turn.time_to_first_token_ms = end.time_to_first_token_ms;
        turn.ended_at = at;
    }

    /// The turn that a closing line closes.
    fn ending(&self, turn_id: Option<&Id>, is_review: bool) -> Option<u32> {
        let known = turn_id.and_then(|turn_id| self.by_id(turn_id));
        // Before 0.146 only the end of a review turn tells its id; before 0.99 no end tells one.
        known.or(self.current.filter(|_| is_review || turn_id.is_none()))
    }

    fn user_message(&mut self, at: Option<Timestamp>) {
        if self.review == Review::Entered || self.review == Review::Running || self.task_is_open {
            return;
        }
        self.message(at);
    }

    fn enter_review(&mut self, turn_id: Option<Id>, at: Option<Timestamp>) {
        let is_open = turn_id
            .as_ref()
            .is_some_and(|turn_id| self.by_id(turn_id).is_some());
        if !is_open {
            self.begin(turn_id, at);
            self.task_is_open = true;
        }
        self.review = Review::Entered;
    }

    /// From 0.99 to 0.103 a turn begun by a message is named by its context. If the id is a turn's already, the
    /// message was put in while that turn ran.
    fn name_message_turn(&mut self, turn_id: &Id) {
        let known = self.by_id(turn_id);
        let Some(index) = self.current else { return };
        let unnamed = self
            .turns
            .get(index as usize)
            .is_some_and(|turn| turn.id.is_none());
        match known {
            Some(known) if unnamed => {
                self.steering.insert(index, known);
                self.current = Some(known);
            }
            None if unnamed => {
                self.turns[index as usize].id = Some(turn_id.clone());
                self.newest.insert(turn_id.clone(), index);
            }
            _ => {}
        }
    }
}
