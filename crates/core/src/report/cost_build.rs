//! Computes the cost report.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cmp::Ordering;

use super::cost::{CostGroup, CostReport, CostRow, CostSums, RestOfCost};
use super::cost_turns::TurnCosts;
use super::dataset::{Dataset, Session};
use super::query::{Grouping, Order, Query, QueryError};
use super::scope::Scope;
use super::sums::{Cost, Notes};
use super::untold;
use crate::lineage::{Fate, UsageRow};
use crate::order::InOrder;
use crate::price::{Charge, PriceTable, Rates};
use crate::record::{Timestamp, Tokens};

/// Groups shown unless told.
const DEFAULT_LIMIT: u32 = 20;

/// Sums the charges of a range by the query's grouping.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<CostReport, QueryError> {
    let by = match query.by.as_slice() {
        [] => Grouping::Model,
        [
            by @ (Grouping::Model
            | Grouping::Project
            | Grouping::Tier
            | Grouping::Day
            | Grouping::Month),
        ] => *by,
        _ => return Err(QueryError::Grouping),
    };
    let sort = Sort::of(query, by)?;
    let (groups, notes) = sum(dataset, by, scope);
    let mut total = Paying::default();
    groups.values().for_each(|paying| total.join(paying));
    let mut rows = groups.into_iter().collect::<Vec<_>>();
    sort.apply(&mut rows);
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT) as usize;
    let rest = cut(&mut rows, limit, &sort);
    let (left_out, prices) = notes.finish(dataset.prices);
    let sessions = dataset.sessions.iter();
    Ok(CostReport {
        head: scope.head("cost"),
        dates: scope.dates(),
        by: alloc::vec![by],
        filters: query.filters.clone(),
        rows: rows
            .into_iter()
            .map(|(group, paying)| row(group, &paying, dataset.prices))
            .collect(),
        rest,
        total: total.finish(),
        turns: query.with_parts.then(|| TurnCosts::of(dataset, scope)),
        not_told: untold::count(
            sessions.filter(|session| scope.keeps_session(session)),
            scope,
        ),
        left_out,
        prices,
        files: dataset.files.clone(),
    })
}

fn sum(dataset: &Dataset, by: Grouping, scope: &Scope<'_>) -> (BTreeMap<CostGroup, Paying>, Notes) {
    let mut groups: BTreeMap<CostGroup, Paying> = BTreeMap::new();
    let mut notes = Notes::default();
    for session in &dataset.sessions {
        if !scope.keeps_session(session) {
            continue;
        }
        for row in session.usage.iter() {
            if !scope.keeps(row.at, row.model.as_ref()) {
                continue;
            }
            notes.row(row, Cost::of(row, dataset.prices));
            if row.fate == Fate::Counted {
                for (tokens, charge) in charges(row, dataset.prices) {
                    let group = group(by, session, row, charge, scope);
                    groups.entry(group).or_default().add(row.at, tokens, charge);
                }
            }
        }
    }
    (groups, notes)
}

/// A response, and the tokens that only the running total shows: these may be of another row of prices.
fn charges<'a>(
    row: &'a UsageRow,
    prices: &PriceTable,
) -> impl Iterator<Item = (&'a Tokens, Option<Charge>)> {
    let model = row.model.as_ref().map(crate::privacy::Label::as_str);
    let charge = |tokens, long| prices.charge(model, row.tier, row.at, tokens, long);
    let missing = (!row.missing.is_zero()).then(|| (&row.missing, charge(&row.missing, false)));
    [(&row.tokens, charge(&row.tokens, true))]
        .into_iter()
        .chain(missing)
}

fn group(
    by: Grouping,
    session: &Session,
    row: &UsageRow,
    charge: Option<Charge>,
    scope: &Scope<'_>,
) -> CostGroup {
    let date = row.at.map(|at| scope.zone.local(at).date);
    match by {
        Grouping::Project => CostGroup::Project {
            project: scope.names.project(session.identity),
        },
        Grouping::Tier => CostGroup::Tier {
            tier: charge.map(|charge| charge.row),
        },
        Grouping::Day => CostGroup::Day {
            day: date.map(|date| date.to_string()),
        },
        Grouping::Month => CostGroup::Month {
            month: date.map(|date| date.month_text()),
        },
        _ => CostGroup::Model {
            model: row.model.as_ref().map(ToString::to_string),
        },
    }
}

fn row(group: CostGroup, paying: &Paying, prices: &PriceTable) -> CostRow {
    let base = |model: &String| Some(prices.prices(model, paying.newest_at)?.base);
    let rates: Option<Rates> = match &group {
        CostGroup::Model { model } => model.as_ref().and_then(base),
        _ => None,
    };
    CostRow::new(group, rates, paying.finish())
}

/// Sums under way.
#[derive(Clone, Default)]
struct Paying {
    newest_at: Option<Timestamp>,
    /// Uncached, cached, cache write, output.
    parts: [u64; 4],
    saved_by_cache: u64,
    total_tokens: u64,
    priced_tokens: u64,
}

impl Paying {
    fn add(&mut self, at: Option<Timestamp>, tokens: &Tokens, charge: Option<Charge>) {
        let mut parts = [0; 4];
        if let Some(charge) = charge {
            let Charge {
                uncached_input,
                cached_input,
                cache_write_input,
                output,
                ..
            } = charge;
            parts = [uncached_input, cached_input, cache_write_input, output].map(|part| part.0);
        }
        let total_tokens = tokens.total();
        self.join(&Self {
            newest_at: at,
            parts,
            saved_by_cache: charge.map_or(0, |charge| charge.saved_by_cache.0),
            total_tokens,
            priced_tokens: charge.map_or(0, |_| total_tokens),
        });
    }

    fn join(&mut self, other: &Self) {
        self.newest_at = self.newest_at.max(other.newest_at);
        for (part, other) in self.parts.iter_mut().zip(other.parts) {
            *part = part.saturating_add(other);
        }
        self.saved_by_cache = self.saved_by_cache.saturating_add(other.saved_by_cache);
        self.total_tokens = self.total_tokens.saturating_add(other.total_tokens);
        self.priced_tokens = self.priced_tokens.saturating_add(other.priced_tokens);
    }

    fn is_priced(&self) -> bool {
        self.priced_tokens > 0 || self.total_tokens == 0
    }

    fn finish(&self) -> CostSums {
        let cost = self.parts.iter().copied().fold(0, u64::saturating_add);
        let [uncached, cached, cache_write, output] = self.parts;
        let priced = |nano_dollars: u64| self.is_priced().then_some(nano_dollars);
        let share = u128::from(self.priced_tokens) * 1000;
        CostSums {
            uncached_input_nano_dollars: priced(uncached),
            cached_input_nano_dollars: priced(cached),
            cache_write_input_nano_dollars: priced(cache_write),
            output_nano_dollars: priced(output),
            cost_nano_dollars: priced(cost),
            saved_by_cache_nano_dollars: priced(self.saved_by_cache),
            total_tokens: self.total_tokens,
            priced_tokens: self.priced_tokens,
            priced_per_mille: share
                .checked_div(u128::from(self.total_tokens))
                .map(|share| share as u16),
        }
    }
}

/// How rows are ordered: days and months by time, all else by cost, and what has no price last.
struct Sort {
    /// Absent for the row's own name.
    column: Option<fn(&CostSums) -> Option<u64>>,
    descending: bool,
    is_over_time: bool,
}

impl Sort {
    fn of(query: &Query, by: Grouping) -> Result<Self, QueryError> {
        let is_over_time = by.is_time();
        let column: fn(&CostSums) -> Option<u64> = match query.sort.as_deref() {
            None if is_over_time => return Ok(Self::by_name(query.order, true)),
            Some(word) if word == by.word() => return Ok(Self::by_name(query.order, is_over_time)),
            None | Some("cost_nano_dollars") => |sums| sums.cost_nano_dollars,
            Some("uncached_input_nano_dollars") => |sums| sums.uncached_input_nano_dollars,
            Some("cached_input_nano_dollars") => |sums| sums.cached_input_nano_dollars,
            Some("output_nano_dollars") => |sums| sums.output_nano_dollars,
            Some("total_tokens") => |sums| Some(sums.total_tokens),
            Some(_) => return Err(QueryError::Column),
        };
        Ok(Self {
            column: Some(column),
            descending: query.order != Some(Order::Asc),
            is_over_time: false,
        })
    }

    fn by_name(order: Option<Order>, is_over_time: bool) -> Self {
        Self {
            column: None,
            descending: order == Some(Order::Desc),
            is_over_time,
        }
    }

    /// Whether the newest stand last.
    fn is_newest_last(&self) -> bool {
        self.is_over_time && !self.descending
    }

    fn apply(&self, rows: &mut [(CostGroup, Paying)]) {
        let turned = |order: Ordering| match self.descending {
            true => order.reverse(),
            false => order,
        };
        rows.order_by(|(group, paying), (other_group, other)| {
            let by_price = match self.is_over_time {
                true => Ordering::Equal,
                false => other.is_priced().cmp(&paying.is_priced()),
            };
            let Some(column) = self.column else {
                return by_price.then(turned(group.cmp(other_group)));
            };
            let by_column = column(&paying.finish()).cmp(&column(&other.finish()));
            by_price
                .then(turned(by_column))
                .then_with(|| other.total_tokens.cmp(&paying.total_tokens))
                .then_with(|| group.cmp(other_group))
        });
    }
}

/// Takes the rows past the limit (0: none) away and sums them. Where rows do not follow time, those without a price
/// stand last and all stay.
fn cut(rows: &mut Vec<(CostGroup, Paying)>, limit: usize, sort: &Sort) -> Option<RestOfCost> {
    if limit == 0 || rows.len() <= limit {
        return None;
    }
    let past = if sort.is_newest_last() {
        0..rows.len() - limit
    } else if sort.is_over_time {
        limit..rows.len()
    } else {
        let priced = rows.partition_point(|(_, paying)| paying.is_priced());
        let unpriced = rows.len() - priced;
        limit.saturating_sub(unpriced).min(priced)..priced
    };
    let mut sum = Paying::default();
    let rest = rows
        .drain(past)
        .inspect(|(_, paying)| sum.join(paying))
        .count() as u64;
    (rest > 0).then(|| RestOfCost {
        rows: rest,
        sums: sum.finish(),
    })
}
