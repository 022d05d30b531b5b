//! Computes the quality report.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::dataset::{Dataset, Session};
use super::files::{self, FileOutcome, FileRow};
use super::quality::{
    FateRow, FindingRow, LineCounts, QualityReport, QualityRow, SessionCounts, TokenFate,
    TokenFates, TurnCounts, UnknownTypeRow,
};
use super::quality_streams;
use super::quality_versions;
use super::query::{Grouping, Order, Query, QueryError};
use super::scope::Scope;
use crate::lineage::Fate;
use crate::order::InOrder;
use crate::record::Tokens;
use crate::store::FileRecords;

/// Rows shown unless told.
const DEFAULT_LIMIT: u32 = 20;

/// Looks over all files; no range and no filter narrows that.
pub(super) fn build(
    files: &[FileRecords],
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<QualityReport, QueryError> {
    scope.refuse_narrowing()?;
    let by = match query.by.as_slice() {
        [] => Grouping::Reason,
        [by] => *by,
        _ => return Err(QueryError::Grouping),
    };
    // A copy says again what the file says that counts.
    let counts =
        |file: &&FileRecords| file.source.set_aside_for.is_none() && !file.source.is_unread();
    let counting = files.iter().filter(counts).collect::<Vec<_>>();
    let mut report = QualityReport {
        head: scope.head("quality"),
        by: alloc::vec![by],
        rows: Vec::new(),
        rest_rows: 0,
        tokens: token_fates(&dataset.sessions),
        turns: turn_counts(&dataset.sessions),
        sessions: session_counts(&dataset.sessions),
        versions: quality_versions::rows(&dataset.sessions),
        lines: line_counts(&counting),
        streams: quality_streams::rows(&counting, &dataset.sessions),
        status: quality_streams::status(&counting),
        size_bytes: files.iter().map(|file| file.source.size_bytes).sum(),
        files: dataset.files.clone(),
    };
    let mut rows = match by {
        Grouping::Reason | Grouping::Version => found_in_lines(by, &counting, query)?,
        Grouping::File => files_to_look_at(files::rows(files), query)?,
        _ => listed(by, &report, query)?,
    };
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT) as usize;
    report.rest_rows = match limit {
        0 => 0,
        limit => rows.len().saturating_sub(limit) as u64,
    };
    rows.truncate(rows.len() - report.rest_rows as usize);
    report.rows = rows;
    Ok(report)
}

fn found_in_lines(
    by: Grouping,
    files: &[&FileRecords],
    query: &Query,
) -> Result<Vec<QualityRow>, QueryError> {
    if by == Grouping::Version {
        let rows = sorted(unknown_types(files), query, |row| (row.count, row.files))?;
        return Ok(rows.into_iter().map(QualityRow::UnknownType).collect());
    }
    let rows = sorted(findings(files), query, |row| (row.count, row.files))?;
    Ok(rows.into_iter().map(QualityRow::Finding).collect())
}

/// What the report lists beside its rows, as rows, in the order that it has there.
fn listed(
    by: Grouping,
    report: &QualityReport,
    query: &Query,
) -> Result<Vec<QualityRow>, QueryError> {
    if query.sort.is_some() || query.order.is_some() {
        return Err(QueryError::Column);
    }
    match by {
        Grouping::Fate => Ok(report.tokens.rows().map(QualityRow::Fate).collect()),
        Grouping::VersionRange => {
            let rows = report.versions.iter().cloned();
            Ok(rows.map(QualityRow::Versions).collect())
        }
        Grouping::Kind => {
            let rows = report.streams.iter().cloned();
            Ok(rows.map(QualityRow::Stream).collect())
        }
        _ => Err(QueryError::Grouping),
    }
}

/// Most first unless told; equal rows stay in the order of their keys.
fn sorted<Row>(
    mut rows: Vec<Row>,
    query: &Query,
    counts: impl Fn(&Row) -> (u64, u64),
) -> Result<Vec<Row>, QueryError> {
    let column = |row: &Row| match query.sort.as_deref() {
        Some("files") => counts(row).1,
        _ => counts(row).0,
    };
    if !matches!(query.sort.as_deref(), None | Some("count" | "files")) {
        return Err(QueryError::Column);
    }
    if query.order == Some(Order::Asc) {
        rows.order_by_key(column);
    } else {
        rows.order_by_key(|row| core::cmp::Reverse(column(row)));
    }
    Ok(rows)
}

fn findings(files: &[&FileRecords]) -> Vec<FindingRow> {
    let mut found = BTreeMap::new();
    for finding in files.iter().flat_map(|file| &file.findings) {
        let row: &mut FindingRow = found.entry(finding.code).or_default();
        row.reason = finding.code;
        row.count += finding.lines;
        row.files += 1;
    }
    found.into_values().collect()
}

fn unknown_types(files: &[&FileRecords]) -> Vec<UnknownTypeRow> {
    let mut found = BTreeMap::new();
    for file in files {
        let identity = file.identity.as_ref();
        let version = identity.and_then(|identity| identity.cli_version.as_ref());
        for unknown in &file.unknown_types {
            let row = found
                .entry((version, unknown.place, &unknown.name))
                .or_insert_with(|| UnknownTypeRow {
                    version: version.cloned(),
                    place: unknown.place,
                    name: unknown.name.clone(),
                    ..UnknownTypeRow::default()
                });
            row.count += unknown.count;
            row.files += 1;
        }
    }
    found.into_values().collect()
}

/// Files that were not plainly read, the gravest outcome first, each in the order of `begin`.
fn files_to_look_at(rows: Vec<FileRow>, query: &Query) -> Result<Vec<QualityRow>, QueryError> {
    if query.sort.is_some() {
        return Err(QueryError::Column);
    }
    let mut rows = rows
        .into_iter()
        .filter(|row| row.outcome != FileOutcome::Read)
        .collect::<Vec<_>>();
    rows.order_by_key(|row| core::cmp::Reverse(row.outcome.gravity()));
    if query.order == Some(Order::Asc) {
        rows.reverse();
    }
    Ok(rows.into_iter().map(QualityRow::File).collect())
}

fn token_fates(sessions: &[Session]) -> TokenFates {
    let mut fates = TokenFates::default();
    for session in sessions {
        let [mut inherited, mut repeated, mut counted, mut missing] = [Tokens::default(); 4];
        for row in session.usage.iter() {
            let sum = match row.fate {
                Fate::Inherited => &mut inherited,
                Fate::Repeated => &mut repeated,
                Fate::Counted => {
                    missing = missing.plus(&row.missing);
                    &mut counted
                }
            };
            *sum = sum.plus(&row.tokens).plus(&row.missing);
        }
        fates.inherited.add(inherited);
        fates.repeated.add(repeated);
        fates.counted.add(counted);
        fates.missing.add(missing);
    }
    fates
}

impl TokenFates {
    fn rows(&self) -> impl Iterator<Item = FateRow> {
        let rows = [
            ("inherited", self.inherited),
            ("repeated", self.repeated),
            ("counted", self.counted),
            ("missing", self.missing),
        ];
        rows.into_iter()
            .map(|(fate, tokens)| FateRow { fate, tokens })
    }
}

impl TokenFate {
    fn add(&mut self, of_session: Tokens) {
        self.total_tokens = self.total_tokens.saturating_add(of_session.total());
        self.sessions += u64::from(of_session.total() > 0);
    }
}

fn turn_counts(sessions: &[Session]) -> TurnCounts {
    let turns = sessions.iter().flat_map(|session| session.turns.iter());
    let dated = turns
        .clone()
        .filter(|turn| turn.started_at.is_some())
        .count() as u64;
    let turns = turns.count() as u64;
    TurnCounts {
        turns,
        dated,
        undated: turns - dated,
    }
}

fn session_counts(all: &[Session]) -> SessionCounts {
    let has_usage = |session: &&Session| {
        let mut fates = session.usage.iter().map(|row| row.fate);
        fates.any(|fate| fate == Fate::Counted)
    };
    let sessions = all.len() as u64;
    let with_usage = all.iter().filter(has_usage).count() as u64;
    SessionCounts {
        sessions,
        with_usage,
        without_usage: sessions - with_usage,
    }
}

fn line_counts(files: &[&FileRecords]) -> LineCounts {
    let mut lines = LineCounts::default();
    for FileRecords { source, .. } in files {
        lines.seen += source.lines_seen;
        lines.skipped += source.lines_skipped;
        if source.is_document {
            lines.documents += 1;
        } else {
            lines.files += 1;
        }
    }
    lines
}
