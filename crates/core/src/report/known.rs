//! What one report finds out about all sessions, and the next need not: a host that shows views asks a dozen reports over the
//! same files.
//!
//! What breaks if touched: it holds for the files, prices and zone that it was found for (`engine::held`), and names sessions
//! by their place, so that a data set of the same files must have them in the same order.

use alloc::rc::Rc;
use alloc::vec::Vec;
use core::cell::RefCell;

use super::dataset::{Dataset, Session};
use super::scope::Scope;
use super::tally;
use crate::store::Tally;
use crate::zone::Span;

/// Of so many ranges tallies are held: views ask for all of time, for their own range and for today.
const RANGES: usize = 4;

/// Tallies, session by session.
type OfSessions = Rc<[Vec<Tally>]>;

/// What is known already.
#[derive(Default)]
pub(crate) struct Known {
    /// Whether a session's rows stand in order, by the place where it was joined.
    in_order: RefCell<Vec<bool>>,
    /// The range that was asked for last stands first.
    tallies: RefCell<Vec<(Span, OfSessions)>>,
}

impl Known {
    /// Brings the rows of each session into order: those of most stand so in the files.
    pub(super) fn order(&self, sessions: &mut [Session<'_>]) {
        let mut in_order = self.in_order.borrow_mut();
        for (place, session) in sessions.iter_mut().enumerate() {
            let known = in_order.get(place).copied();
            let is_in_order = known.unwrap_or_else(|| session.is_in_order());
            if known.is_none() {
                in_order.push(is_in_order);
            }
            if !is_in_order {
                session.order();
            }
        }
    }

    /// Tallies for the range of a query: to make them is most of the work of a report of usage.
    pub(super) fn tallies(&self, dataset: &Dataset<'_>, scope: &Scope<'_>) -> OfSessions {
        let mut held = self.tallies.borrow_mut();
        if let Some((_, tallies)) = held.iter().find(|(span, _)| *span == scope.span) {
            return tallies.clone();
        }
        let sessions = dataset.sessions.iter();
        let tallies: OfSessions = sessions
            .map(|session| tally::of_session(session, scope, dataset.prices))
            .collect();
        held.truncate(RANGES - 1);
        held.insert(0, (scope.span, tallies.clone()));
        tallies
    }
}
