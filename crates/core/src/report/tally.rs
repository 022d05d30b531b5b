//! Tallies: usage and turns, summed hour by hour before anything is asked of them.
//!
//! The usage report is computed of tallies alone. A file that is read for one such report holds its tallies and no rows, so
//! that memory does not follow the number of responses; all others are tallied when the report is asked. What breaks if
//! touched: a price holds for a response, so costs are summed here and never computed of sums.

use alloc::vec::Vec;

use super::dataset::{Dataset, Session};
use super::query::{Query, ReportKind};
use super::scope::Scope;
use super::sums::Cost;
use crate::lineage::{Fate, UsageRow};
use crate::price::{PriceTable, PricesOfModel};
use crate::privacy::Label;
use crate::record::Timestamp;
use crate::session::Turn;
use crate::store::{FileRecords, Tally, TallyTime};
use crate::zone::Zone;

/// So many tallies are looked through for the one that a row belongs to: rows come in the order of time. Two of a kind
/// would be no fault.
const NEWEST: usize = 4;

/// Puts tallies in the place of a file's usage and turns, where the query needs no more of them.
pub(crate) fn hold_tallies(
    file: &mut FileRecords,
    query: &Query,
    zone: &Zone,
    prices: &PriceTable,
) {
    if let Some(tallies) = tallies_of(file, query, zone, prices) {
        file.tallies = tallies;
        (file.usage, file.turns) = (Vec::new(), Vec::new());
    }
}

/// The tallies of a file, where the query needs no more of its usage and turns.
pub(crate) fn tallies_of(
    file: &FileRecords,
    query: &Query,
    zone: &Zone,
    prices: &PriceTable,
) -> Option<Vec<Tally>> {
    let is_of_usage = query.report == ReportKind::Usage;
    let scope = is_of_usage.then(|| Scope::new(query, zone).ok())??;
    let mut tallies = of_rows(&file.usage, &file.turns, &scope, prices);
    tallies.shrink_to_fit();
    Some(tallies)
}

/// Whether what is held for one query tells what another one asks: tallies know the range of theirs, and all of time.
pub(crate) fn tells(held_for: &Query, query: &Query) -> bool {
    let is_of_tallies = |query: &Query| query.report == ReportKind::Usage;
    if !is_of_tallies(held_for) || !is_of_tallies(query) {
        return true;
    }
    let range = |query: &Query| (query.range.clone(), query.now_at.clone(), query.week_start);
    let is_of_all_time = query.range == Default::default() && query.now_at.is_none();
    is_of_all_time || range(held_for) == range(query)
}

/// A session and its tallies.
pub(super) struct Tallied<'a> {
    /// Its place among all sessions.
    pub(super) place: usize,
    pub(super) session: &'a Session<'a>,
    tallies: &'a [Tally],
}

/// The sessions, each with its tallies.
pub(super) fn tallied<'a>(dataset: &'a Dataset<'a>, tallies: &'a [Vec<Tally>]) -> Vec<Tallied<'a>> {
    let sessions = dataset.sessions.iter().zip(tallies).enumerate();
    let tallied = sessions.map(|(place, (session, tallies))| Tallied {
        place,
        session,
        tallies,
    });
    tallied.collect()
}

impl Tallied<'_> {
    /// Those of the query's time, or of the time before it, whose model is asked for.
    pub(super) fn asked(&self, time: TallyTime, scope: &Scope<'_>) -> impl Iterator<Item = &Tally> {
        let is_of_all_time = scope.is_of_all_time();
        self.tallies.iter().filter(move |tally| {
            (is_of_all_time || tally.time == time) && scope.keeps_model_of(tally.model.as_ref())
        })
    }
}

/// Tallies of a session's rows, or those that are held in their place.
pub(super) fn of_session(
    session: &Session<'_>,
    scope: &Scope<'_>,
    prices: &PriceTable,
) -> Vec<Tally> {
    let mut tallies = of_rows(&session.usage, &session.turns, scope, prices);
    tallies.extend(session.tallies.iter().cloned());
    tallies
}

fn of_rows(
    usage: &[UsageRow],
    turns: &[Turn],
    scope: &Scope<'_>,
    prices: &PriceTable,
) -> Vec<Tally> {
    let mut tallying = Tallying {
        scope,
        before: scope.of_time_before(),
        tallies: Vec::new(),
    };
    let (mut model, mut of_model) = (None, None);
    for row in usage {
        // As a rule that of the row before.
        if row.model != model {
            model.clone_from(&row.model);
            of_model = model.as_ref().map(|model| prices.of_model(model.as_str()));
        }
        let tally = tallying.of(row.at, row.model.as_ref(), row.effort.as_ref());
        tally.response(row, of_model);
    }
    for turn in turns {
        let tally = tallying.of(turn.started_at, turn.model.as_ref(), turn.effort.as_ref());
        tally.turns += 1;
    }
    tallying.tallies
}

/// Tallies under way.
struct Tallying<'a> {
    scope: &'a Scope<'a>,
    before: Option<Scope<'a>>,
    tallies: Vec<Tally>,
}

impl Tallying<'_> {
    /// The tally of a moment, a model and an effort.
    fn of(
        &mut self,
        at: Option<Timestamp>,
        model: Option<&Label>,
        effort: Option<&Label>,
    ) -> &mut Tally {
        let time = self.time(at);
        let hour = at.map(|at| self.scope.zone.hour(at));
        let is_it = |tally: &Tally| {
            (tally.hour, tally.time) == (hour, time)
                && tally.model.as_ref() == model
                && tally.effort.as_ref() == effort
        };
        let mut newest = self.tallies.iter().enumerate().rev().take(NEWEST);
        let known = newest.find(|(_, tally)| is_it(tally)).map(|(at, _)| at);
        let at = known.unwrap_or_else(|| {
            self.tallies.push(Tally {
                time,
                hour,
                model: model.cloned(),
                effort: effort.cloned(),
                ..Tally::default()
            });
            self.tallies.len() - 1
        });
        &mut self.tallies[at]
    }

    fn time(&self, at: Option<Timestamp>) -> TallyTime {
        let is_before = |before: &Scope<'_>| before.keeps_time(at);
        match self.scope.keeps_time(at) {
            true => TallyTime::Within,
            false if self.before.as_ref().is_some_and(is_before) => TallyTime::Before,
            false => TallyTime::Elsewhere,
        }
    }
}

impl Tally {
    fn response(&mut self, row: &UsageRow, prices: Option<PricesOfModel<'_>>) {
        let tokens = row.tokens.plus(&row.missing);
        let sum = match row.fate {
            Fate::Inherited => &mut self.inherited_tokens,
            Fate::Repeated => &mut self.repeated_tokens,
            Fate::Counted => {
                let cost = Cost::at(row, prices);
                self.responses += 1;
                self.tokens = self.tokens.plus(&tokens);
                self.cost_nano_dollars = self.cost_nano_dollars.saturating_add(cost.nano_dollars());
                self.priced_tokens = self.priced_tokens.saturating_add(cost.tokens());
                return;
            }
        };
        *sum = sum.saturating_add(tokens.total());
    }
}
