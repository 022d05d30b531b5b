//! The kept ledger as a report: what became of the files' values, by fate, by kind or by path.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

use super::dataset::Dataset;
use super::query::{Grouping, Order, Query, QueryError};
use super::scope::Scope;
use super::shared::{FileCounts, Head};
use crate::ledger::{Becomes, Ledger, LedgerPath, ValueKind};
use crate::order::InOrder;

/// Paths shown unless told; fates are few.
const DEFAULT_LIMIT: u32 = 20;

/// What became of every value of the files.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrivacyReport {
    /// How it begins: `privacy`.
    #[serde(flatten)]
    pub head: Head,
    /// What a row is: `fate`, `kind` or `path`.
    pub by: Vec<Grouping>,
    /// The fates, kinds or paths.
    pub rows: Vec<PrivacyRow>,
    /// The paths past the limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest: Option<LedgerSums>,
    /// All values.
    pub total: LedgerSums,
    /// All bytes of the files' lines, unpacked.
    pub file_bytes: u64,
    /// Of these, what stands between the values: keys, punctuation, line ends.
    pub between_bytes: u64,
    /// The files.
    pub files: FileCounts,
}

/// One fate, one kind, or one path.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrivacyRow {
    /// What becomes of the values; of a kind, the most that becomes of any.
    pub becomes: Becomes,
    /// What the values are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<ValueKind>,
    /// How many of a kind are not dropped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept_values: Option<u64>,
    /// Types of the lines that a path stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// The path; `[]` is an element, `{}` a key that is no field's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// How many, and how large.
    #[serde(flatten)]
    pub sums: LedgerSums,
}

/// Values of a group of paths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LedgerSums {
    /// Different paths.
    pub paths: u64,
    /// Values.
    pub values: u64,
    /// Bytes that they take in the lines.
    pub bytes: u64,
}

impl LedgerSums {
    fn add(&mut self, path: &LedgerPath) {
        self.paths += 1;
        self.values += path.values;
        self.bytes += path.bytes;
    }

    fn join(&mut self, other: &Self) {
        self.paths += other.paths;
        self.values += other.values;
        self.bytes += other.bytes;
    }
}

impl PrivacyRow {
    /// A row of this grouping without values.
    pub(super) fn blank(by: &[Grouping]) -> Self {
        let of_path = || (by == [Grouping::Path]).then(String::new);
        let is_of_kind = by == [Grouping::Kind];
        Self {
            kind: is_of_kind.then_some(ValueKind::Rest),
            kept_values: is_of_kind.then_some(0),
            line: of_path(),
            path: of_path(),
            ..Self::default()
        }
    }
}

/// Tells the ledger; no range and no filter narrows it.
pub(super) fn build(
    ledger: &Ledger,
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<PrivacyReport, QueryError> {
    scope.refuse_narrowing()?;
    let mut rows = match query.by.as_slice() {
        [] | [Grouping::Fate] => by_fate(ledger),
        [Grouping::Kind] => by_kind(ledger),
        [Grouping::Path] => by_path(ledger),
        _ => return Err(QueryError::Grouping),
    };
    let mut total = LedgerSums::default();
    rows.iter().for_each(|row| total.join(&row.sums));
    sort(&mut rows, query)?;
    let limit = match query.limit.unwrap_or(DEFAULT_LIMIT) {
        0 => rows.len(),
        limit => rows.len().min(limit as usize),
    };
    let cut = rows.split_off(limit);
    let rest = cut.iter().fold(LedgerSums::default(), |mut rest, row| {
        rest.join(&row.sums);
        rest
    });
    Ok(PrivacyReport {
        head: scope.head("privacy"),
        by: match query.by.as_slice() {
            [] => alloc::vec![Grouping::Fate],
            by => by.to_vec(),
        },
        rows,
        rest: (!cut.is_empty()).then_some(rest),
        total,
        file_bytes: ledger.bytes(),
        between_bytes: ledger.bytes().saturating_sub(total.bytes),
        files: dataset.files.clone(),
    })
}

fn by_fate(ledger: &Ledger) -> Vec<PrivacyRow> {
    let mut fates: BTreeMap<Becomes, LedgerSums> = BTreeMap::new();
    for path in ledger.paths() {
        fates.entry(path.becomes).or_default().add(path);
    }
    let row = |(becomes, sums)| PrivacyRow {
        becomes,
        sums,
        ..PrivacyRow::default()
    };
    fates.into_iter().map(row).collect()
}

fn by_kind(ledger: &Ledger) -> Vec<PrivacyRow> {
    let mut kinds: BTreeMap<ValueKind, PrivacyRow> = BTreeMap::new();
    for path in ledger.paths() {
        let kind = path.kind();
        let row = kinds.entry(kind).or_default();
        row.kind = Some(kind);
        row.becomes = row.becomes.max(path.becomes);
        row.sums.add(path);
        let is_kept = path.becomes != Becomes::Dropped;
        let kept = row.kept_values.get_or_insert(0);
        *kept += if is_kept { path.values } else { 0 };
    }
    kinds.into_values().collect()
}

/// By line and path, whatever order the files came in.
fn by_path(ledger: &Ledger) -> Vec<PrivacyRow> {
    let mut paths = ledger.paths().collect::<Vec<_>>();
    paths.order_by_key(|path| (&path.line, &path.path));
    let row = |path: &LedgerPath| {
        let mut sums = LedgerSums::default();
        sums.add(path);
        PrivacyRow {
            becomes: path.becomes,
            line: Some(path.line.clone()),
            path: Some(path.path.clone()),
            sums,
            ..PrivacyRow::default()
        }
    };
    paths.into_iter().map(row).collect()
}

/// Most bytes first unless told; equal rows stay in their order.
fn sort(rows: &mut [PrivacyRow], query: &Query) -> Result<(), QueryError> {
    let column: fn(&PrivacyRow) -> u64 = match query.sort.as_deref() {
        None | Some("bytes") => |row| row.sums.bytes,
        Some("values") => |row| row.sums.values,
        Some("paths") => |row| row.sums.paths,
        Some(_) => return Err(QueryError::Column),
    };
    if query.order == Some(Order::Asc) {
        rows.order_by_key(column);
    } else {
        rows.order_by_key(|row| core::cmp::Reverse(column(row)));
    }
    Ok(())
}
