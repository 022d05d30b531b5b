//! Tokens and cost, by time and by any other grouping.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

use super::query::{Filters, Grouping};
use super::shared::{DateRange, FileCounts, Head, LeftOut, PriceNote, Sums};
use crate::record::Tokens;

/// Usage in a range, in groups.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UsageReport {
    /// How it begins: `usage`.
    #[serde(flatten)]
    pub head: Head,
    /// The range; when it is all, that of the rows.
    #[serde(flatten)]
    pub dates: DateRange,
    /// Grouping, outermost first.
    pub by: Vec<Grouping>,
    /// Filters of the query.
    pub filters: Filters,
    /// The groups.
    pub rows: Vec<UsageRow>,
    /// Sum of the rows past the limit, and how many they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest: Option<UsageRest>,
    /// Sum of all rows, and of undated use when the range is all.
    pub total: Sums,
    /// What the range is compared by, when it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparison: Option<Box<Comparison>>,
    /// What parts of the answer sum up to, when it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parts: Option<UsageParts>,
    /// What was not counted.
    pub left_out: LeftOut,
    /// What the costs are based on.
    pub prices: PriceNote,
    /// The files.
    pub files: FileCounts,
}

/// What a range is compared by.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comparison {
    /// Days of the range, both ends included; absent when no day bounds it.
    pub days: Option<u64>,
    /// Of these, days with a response that counts.
    pub days_used: u64,
    /// The most such days in a row, the newest where several are as long; absent without one.
    pub longest_run: Option<RunOfDays>,
    /// As long a time just before the range; absent when the range has an open end.
    pub previous: Option<PreviousUsage>,
}

/// Days one after the other, each with a response that counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RunOfDays {
    /// How many.
    pub days: u64,
    /// The first.
    pub from: String,
    /// The last.
    pub until: String,
}

/// As long a time just before a range.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PreviousUsage {
    /// Its first day.
    pub from: String,
    /// Its last day.
    pub until: String,
    /// Days of it with a response that counts.
    pub days_used: u64,
    /// Its sums.
    #[serde(flatten)]
    pub sums: Sums,
}

/// What parts of a usage report sum up to, for hosts that draw it and add nothing up.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UsageParts {
    /// Rows with a response, also those past the limit; use without a time is in none.
    pub rows_used: u64,
    /// Sum of the rows shown.
    pub shown: Sums,
    /// All that lines of the range state: counted, inherited and repeated.
    pub stated_tokens: u64,
    /// Of the total.
    pub kinds: TokenKinds,
    /// Of the total, without a price.
    pub unpriced_tokens: u64,
}

/// What is left of input and output beside the kinds that lines state: with cached input, cache writes and reasoning
/// they add up to the total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TokenKinds {
    /// Input neither read from the cache nor written to it.
    pub uncached_input_tokens: u64,
    /// Output that is no reasoning.
    pub answer_output_tokens: u64,
}

impl TokenKinds {
    /// Of these tokens; 0 where lines state more of a kind than of all.
    pub(super) fn of(tokens: &Tokens) -> Self {
        let cached = tokens.cached_input.saturating_add(tokens.cache_write_input);
        Self {
            uncached_input_tokens: tokens.input.saturating_sub(cached),
            answer_output_tokens: tokens.output.saturating_sub(tokens.reasoning_output),
        }
    }
}

/// One group. Of the keys only those in `by` are present.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UsageRow {
    /// The group's keys, in the order of `by`.
    #[serde(flatten)]
    pub keys: UsageKeys,
    /// Its sums.
    #[serde(flatten)]
    pub sums: Sums,
    /// Of its tokens, when parts were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kinds: Option<TokenKinds>,
    /// Its days, when parts were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<DaysUsed>,
    /// What a million of its tokens with a price cost, when parts were asked for; absent where none has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nano_dollars_per_million_tokens: Option<Option<u64>>,
    /// Its tokens without a price, when parts were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unpriced_tokens: Option<u64>,
}

/// Days with a response that counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DaysUsed {
    /// How many.
    pub used: u64,
    /// The last of them; absent where no response has a time.
    pub last: Option<String>,
}

/// Keys of a group. A key is absent from the JSON when it is not in `by`; `null` says that the files do not tell it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UsageKeys {
    /// `2026-08-06T08:00`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hour: Option<Option<String>>,
    /// `2026-08-06`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<Option<String>>,
    /// First day of the week.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub week: Option<Option<String>>,
    /// `2026-08`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<Option<String>>,
    /// Model label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<Option<String>>,
    /// Effort label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effort: Option<Option<String>>,
    /// Project: pseudonym, or name when asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<Option<String>>,
    /// Branch: pseudonym, or name when asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch: Option<Option<String>>,
    /// Repository: pseudonym, or name when asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repo: Option<Option<String>>,
    /// Source label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Option<String>>,
    /// Codex version label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<Option<String>>,
    /// Day of the week, from `1` for Monday.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weekday: Option<Option<String>>,
    /// `08:00`, of whatever day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hour_of_day: Option<Option<String>>,
}

/// The rows past the limit in one.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UsageRest {
    /// How many rows.
    pub rows: u64,
    /// Their sums.
    #[serde(flatten)]
    pub sums: Sums,
}

impl UsageRow {
    /// A row of this grouping without values.
    pub(super) fn blank(by: &[Grouping]) -> Self {
        let mut keys = UsageKeys::default();
        by.iter().for_each(|&key| keys.set(key, None));
        Self {
            keys,
            sums: Sums::default(),
            kinds: None,
            days: None,
            nano_dollars_per_million_tokens: None,
            unpriced_tokens: None,
        }
    }
}

impl UsageKeys {
    /// One key; absent where the files do not tell it, or the rows have no such key.
    pub fn value(&self, key: Grouping) -> Option<&str> {
        let value = match key {
            Grouping::Hour => &self.hour,
            Grouping::Day => &self.day,
            Grouping::Week => &self.week,
            Grouping::Month => &self.month,
            Grouping::Model => &self.model,
            Grouping::Effort => &self.effort,
            Grouping::Project => &self.project,
            Grouping::Branch => &self.branch,
            Grouping::Repo => &self.repo,
            Grouping::Source => &self.source,
            Grouping::Version => &self.version,
            Grouping::Weekday => &self.weekday,
            Grouping::HourOfDay => &self.hour_of_day,
            _ => return None,
        };
        value.as_ref()?.as_deref()
    }

    /// Whether usage can be grouped so.
    pub(super) fn has(key: Grouping) -> bool {
        Self::default().slot(key).is_some()
    }

    /// Gives a key its value.
    pub(super) fn set(&mut self, key: Grouping, value: Option<String>) {
        if let Some(slot) = self.slot(key) {
            *slot = Some(value);
        }
    }

    /// Where the key of a grouping stands.
    fn slot(&mut self, key: Grouping) -> Option<&mut Option<Option<String>>> {
        Some(match key {
            Grouping::Hour => &mut self.hour,
            Grouping::Day => &mut self.day,
            Grouping::Week => &mut self.week,
            Grouping::Month => &mut self.month,
            Grouping::Model => &mut self.model,
            Grouping::Effort => &mut self.effort,
            Grouping::Project => &mut self.project,
            Grouping::Branch => &mut self.branch,
            Grouping::Repo => &mut self.repo,
            Grouping::Source => &mut self.source,
            Grouping::Version => &mut self.version,
            Grouping::Weekday => &mut self.weekday,
            Grouping::HourOfDay => &mut self.hour_of_day,
            _ => return None,
        })
    }

    /// The period of the row; absent where it has none, or the files do not tell it.
    pub fn period(&self) -> Option<&str> {
        let period = [&self.hour, &self.day, &self.week, &self.month]
            .into_iter()
            .flatten()
            .next();
        period.and_then(Option::as_deref)
    }
}
