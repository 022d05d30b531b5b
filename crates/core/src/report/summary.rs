//! What the one line of `statusline` is computed from while the database stays closed: of files at work of late what
//! the line tells, of all files the readings of limits that still tell something, and how many files there are.
//!
//! It holds for every "now" from its newest line on. What breaks if touched: a row that is left out and tells makes the
//! line differ from the report over all; `tests/summary.rs` compares both.

use alloc::borrow::Cow;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::str;

use serde::{Deserialize, Serialize};

use super::limits_window::is_same_window;
use super::query::{Filters, Query, Range, ReportKind};
use super::shared::FileCounts;
use super::statusline::StatuslineReport;
use crate::item::{LimitWindow, RateLimits};
use crate::lineage::Fate;
use crate::privacy::{Id, Label, Pseudonym};
use crate::record::Timestamp;
use crate::session::LimitReading;
use crate::store::{FileRecords, SCHEMA, SourceName, SourceRecord, read_bytes, write_bytes};
use crate::zone::{Date, Zone};

/// The longest day, and an hour more: what is older is of no "today".
const RECENT_MS: i64 = 26 * 3_600_000;
/// Between two zones lies more than a day: a folder of that day may hold a line of this one.
const MARGIN_DAYS: i64 = 1;
/// More days without a summary are looked through by the database's way.
const MOST_DAYS: i64 = 40;
/// Codex sorts rollouts into a folder a day below this one.
const FOLDER: &str = "sessions";
/// How its first line begins.
const TITLE: &str = "cutrack summary";

/// Stands for all files that are kept.
pub struct Summary {
    counts: FileCounts,
    newest_at: Timestamp,
    homes: BTreeSet<Pseudonym>,
    files: Vec<FileRecords>,
}

/// Its second line; the records of files come behind it.
#[derive(Deserialize, Serialize)]
struct Head {
    files: [u32; 6],
    newest_at_ms: i64,
    homes: Vec<String>,
}

impl Summary {
    /// Of all files, of which only the sources are looked at, and of `files`, the records of those that may tell
    /// something; those that are owned are cut as they are. Absent where no file has a line with a time.
    pub fn of<'a, 'b>(
        all: impl Iterator<Item = &'a SourceRecord> + Clone,
        files: impl Iterator<Item = Cow<'b, FileRecords>>,
    ) -> Option<Self> {
        let counts = FileCounts::of_sources(all.clone().filter(|source| !source.is_purged));
        let newest_at = counts.newest_line_at?;
        let told = files.filter(|file| file.counts() && file.identity.is_some());
        let mut told: BTreeMap<u32, Cow<'_, FileRecords>> =
            told.map(|file| (file.source.id, file)).collect();
        let telling = Telling::of(told.values().map(|file| &**file), newest_at);
        let homes = all
            .clone()
            .filter_map(|source| source.home.as_ref()?.pseudonym());
        let homes = homes.collect();
        let mut has_session = false;
        let mut kept = Vec::new();
        for source in all {
            let file = told.remove(&source.id);
            let (is_recent, is_told) = (is_recent(source, newest_at), file.is_some());
            let mut cut =
                file.map_or_else(FileRecords::default, |file| telling.cut(file, is_recent));
            if is_recent || !cut.limits.is_empty() || (is_told && !has_session) {
                has_session |= is_told;
                cut.source = source.clone();
                kept.push(cut);
            }
        }
        Some(Self {
            counts,
            newest_at,
            homes,
            files: kept,
        })
    }

    /// Whether it answers this query.
    pub fn answers(&self, query: &Query, now: Timestamp) -> bool {
        query.report == ReportKind::Statusline
            && query.filters == Filters::default()
            && query.range == Range::default()
            && now >= self.newest_at
    }

    /// Whether the other one's newest line is no older.
    pub fn is_before(&self, other: &Self) -> bool {
        self.newest_at <= other.newest_at
    }

    /// The files that can have changed: each is to be looked at.
    pub fn recent(&self) -> impl Iterator<Item = &SourceRecord> {
        let sources = self.files.iter().map(|file| &file.source);
        sources.filter(|source| is_recent(source, self.newest_at))
    }

    /// Whether files of this home are kept. Of another one nothing is known.
    pub fn knows_home(&self, home: Pseudonym) -> bool {
        self.homes.contains(&home)
    }

    /// The folders below a home in which new files are to be expected at "now"; absent where these are too many.
    pub fn folders(&self, now: Timestamp) -> Option<Vec<String>> {
        let utc = Zone::default();
        let first = utc.local(self.newest_at).date.days() - MARGIN_DAYS;
        let last = utc.local(now).date.days() + MARGIN_DAYS;
        let days = (last - first < MOST_DAYS).then_some(first..=last)?;
        let of_day = |days| format!("{FOLDER}/{}", folder_of(Date::from_days(days)));
        Some(
            [FOLDER.to_string()]
                .into_iter()
                .chain(days.map(of_day))
                .collect(),
        )
    }

    /// What it holds of the files, but of those that were read anew.
    pub fn files(&self, read: &BTreeSet<u32>) -> Vec<FileRecords> {
        let kept = self.files.iter();
        let kept = kept.filter(|file| !read.contains(&file.source.id));
        kept.cloned().collect()
    }

    /// What it holds of all files.
    pub fn into_files(self) -> Vec<FileRecords> {
        self.files
    }

    /// Whether a file that was read goes on with one that is not at hand: what it adds cannot be told then.
    pub fn misses_a_base(&self, read: &[FileRecords]) -> bool {
        let recent = self.recent().chain(read.iter().map(|file| &file.source));
        let known: BTreeSet<&Id> = recent
            .filter_map(|source| source.rollout_id.as_ref())
            .collect();
        let bases = read
            .iter()
            .filter_map(|file| file.source.history_base_id.as_ref());
        bases.into_iter().any(|base| !known.contains(base))
    }

    /// Counts all files in a report over [`files`](Self::files) and those that were read anew.
    pub fn complete(&self, report: &mut StatuslineReport) {
        let own = self.files.iter().map(|file| &file.source);
        let own = FileCounts::of_sources(own.filter(|source| !source.is_purged));
        report.files = self.counts.minus(&own).plus(&report.files);
    }

    /// As bytes. `stamp` tells the state of what is kept that it stands for.
    pub fn to_bytes(&self, stamp: u32) -> Vec<u8> {
        let FileCounts {
            found,
            read,
            partial,
            set_aside,
            not_read,
            others,
            newest_line_at: _,
        } = self.counts;
        let head = Head {
            files: [found, read, partial, set_aside, not_read, others],
            newest_at_ms: self.newest_at.0,
            homes: self.homes.iter().map(Pseudonym::to_string).collect(),
        };
        // Nothing in it can fail to serialise.
        let head = serde_json::to_string(&head).unwrap_or_default();
        let mut bytes = format!("{TITLE} {SCHEMA} {stamp}\n{head}\n").into_bytes();
        for file in &self.files {
            write_bytes(&file.to_bytes(|_| true), &mut bytes);
        }
        bytes
    }

    /// The stamp of bytes that begin so; absent if they are of another program or schema.
    pub fn stamp(bytes: &[u8]) -> Option<u32> {
        let (title, stamp) = line(bytes)?.0.rsplit_once(' ')?;
        let is_ours = title == format!("{TITLE} {SCHEMA}");
        is_ours.then(|| stamp.parse().ok())?
    }

    /// From its bytes; absent if these are none.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Self::stamp(bytes)?;
        let (head, mut rest) = line(line(bytes)?.1)?;
        let head: Head = serde_json::from_str(head).ok()?;
        let newest_at = Timestamp::from_ms(head.newest_at_ms)?;
        let homes = head.homes.iter().map(|home| Pseudonym::from_text(home));
        let homes: Option<BTreeSet<Pseudonym>> = homes.collect();
        let mut files = Vec::new();
        while !rest.is_empty() {
            let file = read_bytes(&mut rest)?;
            files.push(FileRecords::default().with_bytes(file, |_| true)?);
        }
        let [found, read, partial, set_aside, not_read, others] = head.files;
        Some(Self {
            counts: FileCounts {
                found,
                read,
                partial,
                set_aside,
                not_read,
                others,
                newest_line_at: Some(newest_at),
            },
            newest_at,
            homes: homes?,
            files,
        })
    }
}

/// The first line, and what comes behind it.
fn line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().position(|&byte| byte == b'\n')?;
    Some((str::from_utf8(&bytes[..end]).ok()?, &bytes[end + 1..]))
}

/// Whether the file may be at work, or lies where new ones come.
fn is_recent(source: &SourceRecord, newest_at: Timestamp) -> bool {
    // Not by when it was written: a copy of a home was written as a whole.
    let from = Timestamp(newest_at.0 - RECENT_MS);
    source.newest_line_at >= Some(from) || lies_where_new_ones_come(source, newest_at)
}

fn lies_where_new_ones_come(source: &SourceRecord, newest_at: Timestamp) -> bool {
    let SourceName::Rollout(path) = &source.name else {
        // Nobody knows where it lies.
        return true;
    };
    let below = path.as_str().strip_prefix(FOLDER);
    let Some(below) = below.and_then(|below| below.strip_prefix('/')) else {
        return false;
    };
    let first = Zone::default().local(newest_at).date.add_days(-MARGIN_DAYS);
    match below.rsplit_once('/') {
        Some((day, _)) => *day >= *folder_of(first),
        None => true,
    }
}

/// `2026/08/06`
fn folder_of(date: Date) -> String {
    date.to_string().replace('-', "/")
}

/// The readings of limits that tell something.
struct Telling {
    newest_at: Timestamp,
    /// Each limit's newest snapshot.
    newest: BTreeMap<Option<Label>, RateLimits>,
}

impl Telling {
    fn of<'a>(files: impl Iterator<Item = &'a FileRecords>, newest_at: Timestamp) -> Self {
        let mut newest = BTreeMap::new();
        for reading in files.flat_map(|file| &file.limits) {
            let Some(at) = reading.at else { continue };
            let limits = &reading.limits;
            let known = newest
                .entry(limits.limit_id.as_ref())
                .or_insert((at, limits));
            if known.0 <= at {
                *known = (at, limits);
            }
        }
        let newest = newest.into_iter();
        let newest = newest.map(|(limit, (_, limits))| (limit.cloned(), limits.clone()));
        Self {
            newest_at,
            newest: newest.collect(),
        }
    }

    /// One of a window that is not over, or of the newest one of its limit.
    fn is_told(&self, reading: &LimitReading) -> bool {
        let newest = self.newest.get(&reading.limits.limit_id);
        let is_of_newest = |window: &LimitWindow| {
            let mut windows = newest.iter().flat_map(|limits| limits.windows.iter());
            windows.any(|newest| {
                newest
                    .as_ref()
                    .is_some_and(|newest| is_same_window(newest, window))
            })
        };
        let mut windows = reading.limits.windows.iter().flatten();
        reading.at.is_some()
            && windows.any(|window| window.resets_at > Some(self.newest_at) || is_of_newest(window))
    }

    /// What the line may tell of a file. No row names a turn by its place: most turns are gone.
    fn cut(&self, file: Cow<'_, FileRecords>, is_recent: bool) -> FileRecords {
        let recent = is_recent.then(|| self.recent_of(&file));
        let (identity, limits) = match file {
            Cow::Owned(file) => (file.identity, Cow::Owned(file.limits)),
            Cow::Borrowed(file) => (file.identity.clone(), Cow::Borrowed(&file.limits[..])),
        };
        FileRecords {
            identity,
            limits: kept(limits, |reading| self.is_told(reading)),
            ..recent.unwrap_or_default()
        }
    }

    /// The turns, the usage and the gauge that it may tell of a file at work of late.
    fn recent_of(&self, file: &FileRecords) -> FileRecords {
        let from = Timestamp(self.newest_at.0 - RECENT_MS);
        let named = file.turns.iter().filter(|turn| turn.model.is_some());
        let named_at = named.filter_map(|turn| turn.started_at).max();
        let turns = file.turns.iter().filter(|turn| {
            turn.started_at >= Some(from)
                || (turn.started_at.is_some() && turn.started_at == named_at)
        });
        let named = file.usage.iter();
        let named = named.filter(|row| row.fate == Fate::Counted && row.model.is_some());
        let named_at = named.filter_map(|row| row.at).max();
        let usage = file.usage.iter();
        let usage =
            usage.filter(|row| row.at >= Some(from) || (row.at.is_some() && row.at == named_at));
        let gauges = file.gauges.iter().filter(|gauge| gauge.at.is_some());
        let newest = gauges.max_by_key(|gauge| gauge.at).copied();
        let mut recent = FileRecords {
            turns: turns.cloned().collect(),
            usage: usage.cloned().collect(),
            gauges: newest.into_iter().collect(),
            ..FileRecords::default()
        };
        recent.usage.iter_mut().for_each(|row| row.turn = None);
        recent.gauges.iter_mut().for_each(|gauge| gauge.turn = None);
        recent
    }
}

/// The rows that are wanted; rows that are owned are not copied.
fn kept<T: Clone>(rows: Cow<'_, [T]>, is_wanted: impl Fn(&T) -> bool) -> Vec<T> {
    match rows {
        Cow::Owned(mut rows) => {
            rows.retain(is_wanted);
            rows
        }
        Cow::Borrowed(rows) => rows.iter().filter(|row| is_wanted(row)).cloned().collect(),
    }
}
