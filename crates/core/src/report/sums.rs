//! Adding up: tokens, cost and coverage of any group of usage rows.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::shared::{LeftOut, PriceNote, Sums, Unpriced};
use crate::lineage::{Fate, UsageRow};
use crate::order::InOrder;
use crate::price::{NanoDollars, PriceTable, PricesOfModel};
use crate::privacy::Label;
use crate::record::Tokens;
use crate::store::Tally;

/// Sums under way.
#[derive(Clone, Default)]
pub(super) struct Summing {
    sessions: BTreeSet<usize>,
    turns: u64,
    responses: u64,
    tokens: Tokens,
    cost_nano_dollars: u64,
    priced_tokens: u64,
}

/// Cost of one row, and how many tokens it covers.
#[derive(Clone, Copy, Default)]
pub(super) struct Cost {
    nano_dollars: u64,
    tokens: u64,
}

impl Cost {
    /// `missing` tokens are priced as a response of their own, never as long context (FORMAT.md §11).
    pub(super) fn of(row: &UsageRow, prices: &PriceTable) -> Self {
        let model = row.model.as_ref().map(Label::as_str);
        Self::at(row, model.map(|model| prices.of_model(model)))
    }

    /// The same at the prices of the row's model.
    pub(super) fn at(row: &UsageRow, prices: Option<PricesOfModel<'_>>) -> Self {
        let cost = |tokens, long| {
            let charge = prices?.charge(row.tier, row.at, tokens, long);
            charge.map(|charge| charge.total())
        };
        let missing = match row.missing.is_zero() {
            // As a rule; a price is not looked up for it.
            true => Some(NanoDollars::default()),
            false => cost(&row.missing, false),
        };
        match (cost(&row.tokens, true), missing) {
            (Some(stated), Some(missing)) => Self {
                nano_dollars: stated.0 + missing.0,
                tokens: row.tokens.plus(&row.missing).total(),
            },
            _ => Self::default(),
        }
    }

    /// The cost; absent without a price.
    pub(super) fn known(self) -> Option<u64> {
        (self.tokens > 0).then_some(self.nano_dollars)
    }

    /// The cost; 0 without a price.
    pub(super) fn nano_dollars(self) -> u64 {
        self.nano_dollars
    }

    /// The tokens that it covers.
    pub(super) fn tokens(self) -> u64 {
        self.tokens
    }
}

impl Summing {
    /// Adds a response of a session.
    pub(super) fn response(&mut self, session: usize, row: &UsageRow, cost: Cost) {
        self.sessions.insert(session);
        self.responses += 1;
        self.tokens = self.tokens.plus(&row.tokens).plus(&row.missing);
        self.cost_nano_dollars = self.cost_nano_dollars.saturating_add(cost.nano_dollars);
        self.priced_tokens = self.priced_tokens.saturating_add(cost.tokens);
    }

    /// Adds a tally of a session.
    pub(super) fn tally(&mut self, session: usize, tally: &Tally) {
        if tally.responses > 0 {
            self.sessions.insert(session);
        }
        self.turns += tally.turns;
        self.responses += tally.responses;
        self.tokens = self.tokens.plus(&tally.tokens);
        self.cost_nano_dollars = self
            .cost_nano_dollars
            .saturating_add(tally.cost_nano_dollars);
        self.priced_tokens = self.priced_tokens.saturating_add(tally.priced_tokens);
    }

    /// Adds a turn.
    pub(super) fn turn(&mut self) {
        self.turns += 1;
    }

    /// Adds another group.
    pub(super) fn join(&mut self, other: &Self) {
        self.sessions.extend(&other.sessions);
        self.turns += other.turns;
        self.responses += other.responses;
        self.tokens = self.tokens.plus(&other.tokens);
        self.cost_nano_dollars = self
            .cost_nano_dollars
            .saturating_add(other.cost_nano_dollars);
        self.priced_tokens = self.priced_tokens.saturating_add(other.priced_tokens);
    }

    /// Whether a response was added.
    pub(super) fn has_responses(&self) -> bool {
        self.responses > 0
    }

    /// The finished sums.
    pub(super) fn finish(&self) -> Sums {
        let total_tokens = self.tokens.total();
        let has_cost = self.priced_tokens > 0 || total_tokens == 0;
        Sums {
            sessions: self.sessions.len() as u64,
            turns: self.turns,
            responses: self.responses,
            tokens: self.tokens,
            total_tokens,
            cost_nano_dollars: has_cost.then_some(self.cost_nano_dollars),
            priced_tokens: self.priced_tokens,
        }
    }
}

/// What the answer must say beside its numbers: what was left out, and what has no price.
#[derive(Default)]
pub(super) struct Notes {
    left_out: LeftOut,
    unpriced: BTreeMap<Option<String>, u64>,
    priced_tokens: u64,
    total_tokens: u64,
}

impl Notes {
    /// Takes any row in the range, whatever its fate.
    pub(super) fn row(&mut self, row: &UsageRow, cost: Cost) {
        let tokens = row.tokens.plus(&row.missing).total();
        match row.fate {
            Fate::Inherited => self.left_out.inherited_tokens += tokens,
            Fate::Repeated => self.left_out.repeated_tokens += tokens,
            Fate::Counted => self.counted(row.model.as_ref(), tokens, cost.tokens),
        }
    }

    /// Takes a tally in the range.
    pub(super) fn tally(&mut self, tally: &Tally) {
        self.left_out.inherited_tokens += tally.inherited_tokens;
        self.left_out.repeated_tokens += tally.repeated_tokens;
        let tokens = tally.tokens.total();
        self.counted(tally.model.as_ref(), tokens, tally.priced_tokens);
    }

    /// Takes tokens that count, and how many of them have a price.
    fn counted(&mut self, model: Option<&Label>, tokens: u64, priced_tokens: u64) {
        self.total_tokens += tokens;
        self.priced_tokens += priced_tokens;
        if priced_tokens < tokens {
            let model = model.map(ToString::to_string);
            *self.unpriced.entry(model).or_default() += tokens - priced_tokens;
        }
    }

    /// The finished notes.
    pub(super) fn finish(self, prices: &PriceTable) -> (LeftOut, PriceNote) {
        let mut unpriced = self
            .unpriced
            .into_iter()
            .map(|(model, total_tokens)| Unpriced {
                model,
                total_tokens,
            })
            .collect::<Vec<_>>();
        unpriced.order_by_key(|model| core::cmp::Reverse(model.total_tokens));
        // Cut, so that 1000 means all.
        let priced = u128::from(self.priced_tokens) * 1000;
        let priced_per_mille = priced
            .checked_div(u128::from(self.total_tokens))
            .map(|share| share as u16);
        let own = prices.own() as u32;
        (
            self.left_out,
            PriceNote {
                date: PriceTable::date(),
                own,
                priced_per_mille,
                unpriced,
            },
        )
    }
}
