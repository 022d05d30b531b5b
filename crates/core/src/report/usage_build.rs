//! Computes the usage report.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cmp::Reverse;

use super::dataset::{Dataset, Session};
use super::query::{Grouping, Order, Query, QueryError};
use super::scope::Scope;
use super::sums::{Cost, Notes, Summing};
use super::usage::{UsageKeys, UsageReport, UsageRest, UsageRow};
use crate::lineage::Fate;
use crate::record::Timestamp;
use crate::zone::{Date, Local};

/// Rows that a report without a time axis shows unless told.
const DEFAULT_LIMIT: u32 = 20;

/// Sums usage by the query's grouping.
pub(super) fn build(dataset: &Dataset, query: &Query, scope: &Scope<'_>) -> Result<UsageReport, QueryError> {
    let by = if query.by.is_empty() { alloc::vec![Grouping::Day] } else { query.by.clone() };
    let sort = Sort::of(query, &by)?;
    let mut groups: BTreeMap<UsageKeys, Summing> = BTreeMap::new();
    let mut notes = Notes::default();
    for (index, session) in dataset.sessions.iter().enumerate().filter(|(_, session)| scope.keeps_session(session)) {
        let keys = Keys { by: &by, session, scope };
        for row in session.usage.iter().filter(|row| scope.keeps(row.at, row.model.as_ref())) {
            let cost = Cost::of(row, &dataset.prices);
            notes.row(row, cost);
            if row.fate == Fate::Counted {
                let effort = row.turn.and_then(|turn| session.turns.get(turn as usize)?.effort.as_ref());
                let group = groups.entry(keys.at(row.at, row.model.as_ref(), effort)).or_default();
                group.response(index, row, cost);
            }
        }
        for turn in session.turns.iter().filter(|turn| scope.keeps(turn.started_at, turn.model.as_ref())) {
            groups.entry(keys.at(turn.started_at, turn.model.as_ref(), turn.effort.as_ref())).or_default().turn();
        }
    }
    let is_over_time = by.iter().any(|grouping| grouping.is_time());
    // Turns without a time belong to no bucket; usage without one has a bucket of its own.
    groups.retain(|keys, group| !is_over_time || !keys.is_undated() || group.has_responses());
    let mut total = Summing::default();
    groups.values().for_each(|group| total.join(group));
    let mut rows = groups.into_iter().collect::<Vec<_>>();
    sort.apply(&mut rows);
    let (from, until) = heading(scope, is_over_time, rows.iter().map(|(keys, _)| keys));
    let rest = cut(&mut rows, query.limit, is_over_time);
    let (left_out, prices) = notes.finish(&dataset.prices);
    Ok(UsageReport {
        schema: super::SCHEMA,
        report: "usage",
        zone: scope.zone.name.clone(),
        now_at: scope.span.now,
        from,
        until,
        by,
        filters: query.filters.clone(),
        rows: rows.iter().map(|(keys, group)| UsageRow { keys: keys.clone(), sums: group.finish() }).collect(),
        rest,
        total: total.finish(),
        left_out,
        prices,
        files: dataset.files.clone(),
    })
}

/// Makes the keys of a session's rows.
struct Keys<'a> {
    by: &'a [Grouping],
    session: &'a Session,
    scope: &'a Scope<'a>,
}

impl Keys<'_> {
    fn at(
        &self,
        at: Option<Timestamp>,
        model: Option<&crate::privacy::Label>,
        effort: Option<&crate::privacy::Label>,
    ) -> UsageKeys {
        let mut keys = UsageKeys::default();
        let local = at.map(|at| self.scope.zone.local(at));
        let identity = &self.session.identity;
        for grouping in self.by {
            match grouping {
                Grouping::Hour => keys.hour = Some(local.map(hour_text)),
                Grouping::Day => keys.day = Some(local.map(|local| local.date.to_string())),
                Grouping::Week => {
                    keys.week = Some(local.map(|local| local.date.first_of_week(self.scope.week_start).to_string()));
                }
                Grouping::Month => keys.month = Some(local.map(|local| local.date.month_text())),
                Grouping::Model => keys.model = Some(model.map(ToString::to_string)),
                Grouping::Effort => keys.effort = Some(effort.map(ToString::to_string)),
                Grouping::Project => keys.project = Some(self.scope.names.project(identity)),
                Grouping::Branch => keys.branch = Some(self.scope.names.branch(identity)),
                Grouping::Repo => keys.repo = Some(self.scope.names.repository(identity)),
                Grouping::Source => {
                    keys.source = Some(identity.source.as_ref().and_then(|source| source.word()).map(|word| word.to_string()));
                }
                Grouping::Version => keys.version = Some(identity.cli_version.as_ref().map(ToString::to_string)),
            }
        }
        keys
    }
}

fn hour_text(local: Local) -> String {
    alloc::format!("{}T{:02}:00", local.date, local.seconds_of_day / 3600)
}

/// Days of the heading: the range's own ends, else those of the first and last bucket.
fn heading<'a>(
    scope: &Scope<'_>,
    is_over_time: bool,
    keys: impl Iterator<Item = &'a UsageKeys>,
) -> (Option<String>, Option<String>) {
    let mut from = scope.span.from_date;
    let mut until = scope.span.until_date;
    if is_over_time {
        let (first, last) = keys.filter_map(UsageKeys::days).fold((None, None), |(first, last), (begin, end)| {
            (first.map_or(Some(begin), |first: Date| Some(first.min(begin))), last.max(Some(end)))
        });
        from = from.or(first);
        until = until.or(last);
    }
    (from.map(|date| date.to_string()), until.map(|date| date.to_string()))
}

/// Takes the rows past the limit away and sums them. A course of time keeps its newest rows.
fn cut(rows: &mut Vec<(UsageKeys, Summing)>, limit: Option<u32>, is_over_time: bool) -> Option<UsageRest> {
    let limit = limit.unwrap_or(if is_over_time { 0 } else { DEFAULT_LIMIT }) as usize;
    if limit == 0 || rows.len() <= limit {
        return None;
    }
    let rest = if is_over_time {
        let newest = rows.split_off(rows.len() - limit);
        core::mem::replace(rows, newest)
    } else {
        rows.split_off(limit)
    };
    let mut sum = Summing::default();
    rest.iter().for_each(|(_, group)| sum.join(group));
    Some(UsageRest { rows: rest.len() as u64, sums: sum.finish() })
}

/// How rows are ordered: by time, and within one time, or without, by a column.
struct Sort {
    column: Column,
    descending: bool,
    time_first: bool,
}

#[derive(Clone, Copy)]
enum Column {
    Keys,
    Sessions,
    Turns,
    Responses,
    Input,
    CachedInput,
    Output,
    Reasoning,
    Total,
    Cost,
}

impl Sort {
    fn of(query: &Query, by: &[Grouping]) -> Result<Self, QueryError> {
        let column = match query.sort.as_deref() {
            None => None,
            Some(word) => Some(Column::of(word).ok_or(QueryError::Column)?),
        };
        let has_time = by.iter().any(|grouping| grouping.is_time());
        let is_by_keys = matches!(column, Some(Column::Keys));
        let descending = query.order.map_or(!is_by_keys, |order| order == Order::Desc);
        Ok(Self { column: column.unwrap_or(Column::Total), descending, time_first: has_time && column.is_none() })
    }

    fn apply(&self, rows: &mut [(UsageKeys, Summing)]) {
        if matches!(self.column, Column::Keys) {
            // The map gave them in the order of their keys.
            return if self.descending { rows.reverse() } else { () };
        }
        rows.sort_by_cached_key(|(keys, group)| {
            let time = self.time_first.then(|| keys.time());
            let value = self.column.value(group);
            let (down, up) = if self.descending { (Some(Reverse(value)), None) } else { (None, Some(value)) };
            (time, down, up)
        });
        if self.time_first && self.descending && false {
            rows.reverse();
        }
    }
}
