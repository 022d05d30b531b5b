//! The order of a usage report's rows.

use core::cmp::Ordering;

use super::query::{Grouping, Order, Query, QueryError};
use super::shared::Sums;
use super::usage_build::Group;
use crate::order::InOrder;

/// How rows are ordered: over time by their bucket and within it by size, or by the column that was asked for.
pub(super) struct Sort {
    column: Column,
    descending: bool,
    /// Periods ascend whatever the column within them.
    by_period_first: bool,
}

/// What rows can be sorted by.
#[derive(Clone, Copy)]
enum Column {
    Keys,
    Sums(fn(&Sums) -> u64),
}

impl Sort {
    /// What the query asks for.
    pub(super) fn of(query: &Query, by: &[Grouping]) -> Result<Self, QueryError> {
        let asked = query
            .sort
            .as_deref()
            .map(|word| Column::of(word, by).ok_or(QueryError::Column));
        let asked = asked.transpose()?;
        let is_over_time = by.iter().any(|grouping| grouping.is_time());
        let column = asked.unwrap_or(Column::Sums(|sums| sums.total_tokens));
        let is_by_period =
            is_over_time && asked.is_none_or(|column| matches!(column, Column::Keys));
        let descending = query
            .order
            .map_or(!is_by_period, |order| order == Order::Desc);
        Ok(Self {
            column,
            descending,
            by_period_first: is_by_period,
        })
    }

    /// Whether the rows follow time and the newest stand last.
    pub(super) fn is_newest_last(&self) -> bool {
        self.by_period_first && !self.descending
    }

    /// Puts the rows in order; equal ones in that of their keys.
    pub(super) fn apply(&self, rows: &mut [Group]) {
        rows.order_by(
            |Group { keys, sums, .. },
             Group {
                 keys: other_keys,
                 sums: other_sums,
                 ..
             }| {
                let by_period = keys.period().cmp(&other_keys.period());
                let by_size = match self.column {
                    Column::Sums(value) => value(sums).cmp(&value(other_sums)),
                    Column::Keys => other_keys.cmp(keys),
                };
                let turned = |ordering: Ordering| {
                    if self.descending {
                        ordering.reverse()
                    } else {
                        ordering
                    }
                };
                let order = if self.by_period_first {
                    turned(by_period).then(by_size.reverse())
                } else if matches!(self.column, Column::Keys) {
                    turned(by_size.reverse())
                } else {
                    turned(by_size)
                };
                order.then_with(|| keys.cmp(other_keys))
            },
        );
    }
}

impl Column {
    fn of(word: &str, by: &[Grouping]) -> Option<Self> {
        let value: fn(&Sums) -> u64 = match word {
            "sessions" => |sums| sums.sessions,
            "turns" => |sums| sums.turns,
            "responses" => |sums| sums.responses,
            "input_tokens" => |sums| sums.tokens.input,
            "cached_input_tokens" => |sums| sums.tokens.cached_input,
            "output_tokens" => |sums| sums.tokens.output,
            "reasoning_output_tokens" => |sums| sums.tokens.reasoning_output,
            "total_tokens" => |sums| sums.total_tokens,
            "cost_nano_dollars" => |sums| sums.cost_nano_dollars.unwrap_or(0),
            key => {
                return by
                    .iter()
                    .any(|grouping| grouping.word() == key)
                    .then_some(Self::Keys);
            }
        };
        Some(Self::Sums(value))
    }
}
