//! Computes the usage report.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::dataset::{Dataset, Session};
use super::query::{Grouping, Query, QueryError};
use super::scope::Scope;
use super::shared::{DateRange, Sums};
use super::sums::{Notes, Summing};
use super::tally::{Tallied, tallied};
use super::usage::{
    Comparison, DaysUsed, PreviousUsage, RunOfDays, TokenKinds, UsageKeys, UsageParts, UsageReport,
    UsageRest, UsageRow,
};
use super::usage_order::Sort;
use crate::order;
use crate::store::{Tally, TallyTime};
use crate::zone::{Date, Local};

/// Rows that a report without a time axis shows unless told.
const DEFAULT_LIMIT: u32 = 20;

/// One row under way.
pub(super) struct Group {
    pub(super) keys: UsageKeys,
    pub(super) sums: Sums,
    summing: Summing,
}

/// Sums usage by the query's grouping.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<UsageReport, QueryError> {
    let by = match query.by.as_slice() {
        [] => alloc::vec![Grouping::Day],
        by => by.to_vec(),
    };
    if !by.iter().copied().all(UsageKeys::has) {
        return Err(QueryError::Grouping);
    }
    let sort = Sort::of(query, &by)?;
    let is_over_time = is_over_time(&by);
    let tallies = dataset.known.tallies(dataset, scope);
    let tallied = tallied(dataset, &tallies);
    let asked = || asked(&tallied, TallyTime::Within, scope);
    let (groups, notes) = sum(asked(), &by, scope);
    let mut rows = with_a_row(groups, &by);
    sort.apply(&mut rows);
    let total = sum_of(&rows);
    let (from, until) = heading(scope, rows.iter().map(|group| &group.keys));
    let limit = query
        .limit
        .unwrap_or(if is_over_time { 0 } else { DEFAULT_LIMIT });
    let is_used = |group: &&Group| {
        group.sums.responses > 0 && (!is_over_time || group.keys.period().is_some())
    };
    let rows_used = rows.iter().filter(is_used).count() as u64;
    let rest = cut(&mut rows, limit as usize, sort.is_newest_last());
    let (left_out, prices) = notes.finish(dataset.prices);
    let parts = query.with_parts.then(|| UsageParts {
        rows_used,
        shown: sum_of(&rows),
        stated_tokens: total.total_tokens + left_out.inherited_tokens + left_out.repeated_tokens,
        kinds: TokenKinds::of(&total.tokens),
        unpriced_tokens: total.unpriced_tokens(),
    });
    let mut days = query.with_parts.then(|| days_of(asked(), &by, scope));
    Ok(UsageReport {
        head: scope.head("usage"),
        dates: DateRange { from, until },
        filters: query.filters.clone(),
        rows: rows
            .into_iter()
            .map(|group| row(group, &mut days))
            .collect(),
        by,
        rest,
        total,
        comparison: query
            .with_comparison
            .then(|| Box::new(compare(&tallied, scope))),
        parts,
        left_out,
        prices,
        files: dataset.files.clone(),
    })
}

fn is_over_time(by: &[Grouping]) -> bool {
    by.iter().any(|grouping| grouping.is_time())
}

/// The groups that have a row. Turns without a time belong to no bucket; usage without one has a bucket of its own. A model
/// that no response ran on has no row among models, and an effort none among efforts.
fn with_a_row(groups: BTreeMap<UsageKeys, Summing>, by: &[Grouping]) -> Vec<Group> {
    let is_of_response = |grouping| matches!(grouping, Grouping::Model | Grouping::Effort);
    let is_over_time = is_over_time(by);
    let turns_do = !by.iter().copied().any(is_of_response);
    let has_row = |keys: &UsageKeys, summing: &Summing| {
        let stands_for_turns = turns_do && (!is_over_time || keys.period().is_some());
        stands_for_turns || summing.has_responses()
    };
    let kept = groups
        .into_iter()
        .filter(|(keys, summing)| has_row(keys, summing));
    let group = |(keys, summing): (UsageKeys, Summing)| Group {
        keys,
        sums: summing.finish(),
        summing,
    };
    kept.map(group).collect()
}

/// A row; with its parts where `days` are told.
fn row(group: Group, days: &mut Option<BTreeMap<UsageKeys, DaysUsed>>) -> UsageRow {
    let Group { keys, sums, .. } = group;
    let days = days.as_mut().map(|days| days.remove(&keys));
    let with_parts = days.is_some();
    UsageRow {
        days: days.map(Option::unwrap_or_default),
        keys,
        kinds: with_parts.then(|| TokenKinds::of(&sums.tokens)),
        nano_dollars_per_million_tokens: with_parts.then(|| per_million(&sums)),
        unpriced_tokens: with_parts.then(|| sums.unpriced_tokens()),
        sums,
    }
}

/// Tallies of a time, each with the session that it is of.
fn asked<'a>(
    tallied: &'a [Tallied<'a>],
    time: TallyTime,
    scope: &'a Scope<'_>,
) -> impl Iterator<Item = (&'a Tallied<'a>, &'a Tally)> {
    let sessions = tallied.iter();
    let kept = sessions.filter(|tallied| scope.keeps_session(tallied.session));
    kept.flat_map(move |session| {
        let tallies = session.asked(time, scope);
        tallies.map(move |tally| (session, tally))
    })
}

fn sum<'a>(
    asked: impl Iterator<Item = (&'a Tallied<'a>, &'a Tally)>,
    by: &[Grouping],
    scope: &Scope<'_>,
) -> (BTreeMap<UsageKeys, Summing>, Notes) {
    let mut groups: BTreeMap<UsageKeys, Summing> = BTreeMap::new();
    let mut notes = Notes::default();
    for (tallied, tally) in asked {
        notes.tally(tally);
        if tally.responses > 0 || tally.turns > 0 {
            let group = groups.entry(keys(by, scope, tallied.session, tally));
            group.or_default().tally(tallied.place, tally);
        }
    }
    (groups, notes)
}

/// Days of each group with a response that counts.
fn days_of<'a>(
    asked: impl Iterator<Item = (&'a Tallied<'a>, &'a Tally)>,
    by: &[Grouping],
    scope: &Scope<'_>,
) -> BTreeMap<UsageKeys, DaysUsed> {
    let mut days: BTreeMap<UsageKeys, BTreeSet<Date>> = BTreeMap::new();
    for (tallied, tally) in asked.filter(|(_, tally)| tally.responses > 0) {
        let group = days.entry(keys(by, scope, tallied.session, tally));
        group.or_default().extend(day(tally));
    }
    order::map(days.into_iter().map(|(keys, days)| {
        let last = days.last().map(Date::to_string);
        let used = days.len() as u64;
        (keys, DaysUsed { used, last })
    }))
}

/// How many days the range has, how many of them a response that counts, and what came before. An open end is the first
/// or last of the days used.
fn compare(tallied: &[Tallied<'_>], scope: &Scope<'_>) -> Comparison {
    let used = days_used(asked(tallied, TallyTime::Within, scope));
    let first = scope.span.from_date.or(used.first().copied());
    let last = scope.span.until_date.or(used.last().copied());
    let between = |(first, last): (Date, Date)| (last.days() - first.days() + 1).unsigned_abs();
    Comparison {
        days: first.zip(last).map(between),
        days_used: used.len() as u64,
        longest_run: longest_run(&used),
        previous: previous(tallied, scope),
    }
}

/// The most days one after the other; of several as long the newest.
fn longest_run(used: &BTreeSet<Date>) -> Option<RunOfDays> {
    let mut longest = None;
    let mut days: i64 = 0;
    let mut before = None;
    for date in used {
        let goes_on = before == Some(date.days() - 1);
        days = if goes_on { days + 1 } else { 1 };
        before = Some(date.days());
        longest = longest.max(Some((days, date.days())));
    }
    let (days, last) = longest?;
    Some(RunOfDays {
        days: days.unsigned_abs(),
        from: Date::from_days(last - days + 1).to_string(),
        until: Date::from_days(last).to_string(),
    })
}

/// Days with a response that counts.
fn days_used<'a>(asked: impl Iterator<Item = (&'a Tallied<'a>, &'a Tally)>) -> BTreeSet<Date> {
    let used = asked.filter(|(_, tally)| tally.responses > 0);
    order::set(used.filter_map(|(_, tally)| day(tally)))
}

fn day(tally: &Tally) -> Option<Date> {
    Some(Local::of_hour(tally.hour?).date)
}

fn previous(tallied: &[Tallied<'_>], scope: &Scope<'_>) -> Option<PreviousUsage> {
    let before = scope.of_time_before()?;
    let asked = || asked(tallied, TallyTime::Before, &before);
    let mut total = Summing::default();
    let (groups, _) = sum(asked(), &[], &before);
    groups.values().for_each(|group| total.join(group));
    Some(PreviousUsage {
        from: before.span.from_date?.to_string(),
        until: before.span.until_date?.to_string(),
        days_used: days_used(asked()).len() as u64,
        sums: total.finish(),
    })
}

/// The keys of the row that a session's tally belongs to.
fn keys(by: &[Grouping], scope: &Scope<'_>, session: &Session<'_>, tally: &Tally) -> UsageKeys {
    let mut keys = UsageKeys::default();
    let local = tally.hour.map(Local::of_hour);
    let identity = session.identity;
    for &grouping in by {
        let key = match grouping {
            Grouping::Hour => local.map(hour_text),
            Grouping::Day => local.map(|local| local.date.to_string()),
            Grouping::Week => {
                local.map(|local| local.date.first_of_week(scope.week_start).to_string())
            }
            Grouping::Month => local.map(|local| local.date.month_text()),
            Grouping::Model => tally.model.as_ref().map(ToString::to_string),
            Grouping::Effort => tally.effort.as_ref().map(ToString::to_string),
            Grouping::Project => scope.names.project(identity),
            Grouping::Branch => scope.names.branch(identity),
            Grouping::Repo => scope.names.repository(identity),
            Grouping::Source => scope.names.source(identity),
            Grouping::Version => identity.cli_version.as_ref().map(ToString::to_string),
            Grouping::Weekday => {
                local.map(|local| (local.date.days_since_monday() + 1).to_string())
            }
            Grouping::HourOfDay => local.map(hour_of_day_text),
            _ => None,
        };
        keys.set(grouping, key);
    }
    keys
}

fn hour_text(local: Local) -> String {
    alloc::format!("{}T{}", local.date, hour_of_day_text(local))
}

fn hour_of_day_text(local: Local) -> String {
    alloc::format!("{:02}:00", local.seconds_of_day / 3600)
}

/// Days of the heading: the range's own ends, else those of the first and last bucket.
fn heading<'a>(
    scope: &Scope<'_>,
    keys: impl Iterator<Item = &'a UsageKeys> + Clone,
) -> (Option<String>, Option<String>) {
    let days = keys.filter_map(|keys| keys.period());
    let from = scope
        .span
        .from_date
        .map(|date| date.to_string())
        .or_else(|| days.clone().min().map(day_of));
    let until = scope
        .span
        .until_date
        .map(|date| date.to_string())
        .or_else(|| days.max().map(day_of));
    (from, until)
}

/// The day in which a period's text begins.
fn day_of(period: &str) -> String {
    match period.len() {
        7 => alloc::format!("{period}-01"),
        _ => String::from(&period[..period.len().min(10)]),
    }
}

/// Takes the rows past the limit (0: none) away and sums them. Where the newest stand last, these stay.
fn cut(rows: &mut Vec<Group>, limit: usize, is_newest_last: bool) -> Option<UsageRest> {
    if limit == 0 || rows.len() <= limit {
        return None;
    }
    let rest = if is_newest_last {
        let newest = rows.split_off(rows.len() - limit);
        core::mem::replace(rows, newest)
    } else {
        rows.split_off(limit)
    };
    Some(UsageRest {
        rows: rest.len() as u64,
        sums: sum_of(&rest),
    })
}

fn sum_of(groups: &[Group]) -> Sums {
    let mut sum = Summing::default();
    groups.iter().for_each(|group| sum.join(&group.summing));
    sum.finish()
}

/// What a million of the tokens with a price cost, half up.
fn per_million(sums: &Sums) -> Option<u64> {
    let (cost, tokens) = (
        u128::from(sums.cost_nano_dollars?),
        u128::from(sums.priced_tokens),
    );
    let rounded = (cost * 1_000_000 + tokens / 2).checked_div(tokens)?;
    u64::try_from(rounded).ok()
}
