//! Who used the windows: a share of each, an estimate.

use cutrack_core::report::{Grouping, LimitsReport, UsedSums, User, WindowRow};

use super::super::{cost_column, labelled, names};
use super::{are_several_homes, home_label, limit_name, name};
use crate::arguments::Look;
use crate::format::{self, ABSENT};
use crate::table::{Column, Table};

/// To what a session with its project shrinks: the longest label that stands in its column.
const USER_CELLS: usize = BEFORE_FIRST.len();
const BEFORE_FIRST: &str = "before the first reading";
const UNNAMED: &str = "no priced response";

/// Who used the windows that are not over, and whether the heads say that shares are estimates: not where there is no room.
pub(super) fn table(report: &LimitsReport, look: Look) -> (Table, bool) {
    let is_headed = !are_several_homes(&report.rows);
    let table = headed(report, is_headed);
    match is_headed && !table.fits(look.width) {
        true => (headed(report, false), false),
        false => (table, is_headed),
    }
}

fn headed(report: &LimitsReport, is_headed: bool) -> Table {
    let shown: Vec<bool> = report.rows.iter().map(WindowRow::is_running).collect();
    let others = others(report);
    let (mut columns, names) = user_columns(report, !others.is_empty());
    let words = columns.len();
    let users = names.into_iter().zip(&report.used_by);
    let users = users.map(|(names, row)| line(names, &row.sums, &shown));
    let others = others.into_iter().map(|label| label.line(words, &shown));
    let (first, last): (Vec<_>, Vec<_>) =
        others.partition(|row: &Vec<String>| row[0] == BEFORE_FIRST);
    let rows: Vec<_> = first.into_iter().chain(users).chain(last).collect();
    let total = line(labelled("Used".to_owned(), words), &report.used, &shown);
    let cost = cost_column(rows.iter().chain([&total]));
    columns.extend(share_columns(report, is_headed));
    columns.extend([Column::number("Total"), cost]);
    Table {
        columns,
        rows,
        total,
        going: match report.by.first() {
            Some(Grouping::Project) => &["Total", "Cost"],
            _ => &["Project", "Total", "Cost"],
        },
    }
}

/// A column of shares for each window that is not over.
fn share_columns(report: &LimitsReport, is_headed: bool) -> impl Iterator<Item = Column> {
    let running = report.rows.iter().filter(|row| row.is_running());
    running.map(move |row| {
        let limit = limit_name(row, &report.rows).map_or_else(String::new, |name| name + " ");
        let window = format!("{limit}{}", name(row.window_minutes));
        let head = match is_headed {
            true => format!("{window} (estimate)"),
            false if are_several_homes(&report.rows) => format!("{window}, {}", home_label(row)),
            false => window,
        };
        Column {
            is_part: false,
            ..Column::number(head)
        }
    })
}

fn line(names: Vec<String>, sums: &UsedSums, shown: &[bool]) -> Vec<String> {
    let cost = format::cost(
        sums.cost_nano_dollars,
        sums.priced_tokens,
        sums.total_tokens,
    );
    let used = [format::count(sums.total_tokens), cost];
    let shares = shares(&sums.share_per_mille, shown);
    names.into_iter().chain(shares).chain(used).collect()
}

/// A row that is no user's.
enum Label<'a> {
    Nobody(&'static str, Vec<Option<u32>>),
    Rest(u64, &'a UsedSums),
}

impl Label<'_> {
    fn line(self, words: usize, shown: &[bool]) -> Vec<String> {
        match self {
            Self::Rest(rows, sums) => {
                let label = format!("{} more", format::count(rows));
                line(labelled(label, words), sums, shown)
            }
            Self::Nobody(label, per_mille) => labelled(label.to_owned(), words)
                .into_iter()
                .chain(shares(&per_mille, shown))
                .chain([ABSENT, ABSENT].map(str::to_owned))
                .collect(),
        }
    }
}

fn others(report: &LimitsReport) -> Vec<Label<'_>> {
    let nobody = |label, share: fn(&WindowRow) -> Option<u32>| {
        let shares: Vec<_> = report.rows.iter().map(share).collect();
        let running = report
            .rows
            .iter()
            .zip(&shares)
            .filter(|(row, _)| row.is_running());
        let is_said = running.into_iter().any(|(_, share)| *share > Some(0));
        is_said.then_some(Label::Nobody(label, shares))
    };
    let rest = report.used_by_rest.as_ref();
    [
        nobody(BEFORE_FIRST, |row| row.before_first_per_mille),
        rest.map(|rest| Label::Rest(rest.rows, &rest.sums)),
        nobody(UNNAMED, |row| row.unnamed_per_mille),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The columns of words, and each user's words. Beside a row that is no user's, a session and its project share one.
fn user_columns(report: &LimitsReport, in_one: bool) -> (Vec<Column>, Vec<Vec<String>>) {
    let users = report.used_by.iter().map(|row| &row.user);
    let folders = names::tails(users.clone().map(|user| match user {
        User::Session { project, .. } | User::Project { project } => project.as_deref(),
        User::Model { .. } => None,
    }));
    let words = |(user, folder): (&User, String)| match user {
        User::Session { session_id, .. } if in_one => {
            vec![format!("{}  {folder}", format::short_id(session_id))]
        }
        User::Session { session_id, .. } => vec![format::short_id(session_id).to_owned(), folder],
        User::Model { model } => vec![format::word(model.as_deref().or(Some("unknown")))],
        User::Project { .. } => vec![folder],
    };
    let rows = users.zip(folders).map(words).collect();
    let columns = match report.by.first() {
        Some(Grouping::Model) => vec![Column::word("Model", Some(11))],
        Some(Grouping::Project) => vec![Column::word("Project", Some(10))],
        _ if in_one => vec![Column::word("Session", Some(USER_CELLS))],
        _ => vec![
            Column::word("Session", None),
            Column::word("Project", Some(10)),
        ],
    };
    (columns, rows)
}

fn shares(per_mille: &[Option<u32>], shown: &[bool]) -> Vec<String> {
    let shares = per_mille.iter().zip(shown).filter(|(_, shown)| **shown);
    let share = |share: u32| format::per_mille(share.into());
    shares
        .map(|(of, _)| of.map_or_else(|| ABSENT.to_owned(), share))
        .collect()
}
