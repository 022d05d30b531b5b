//! What a person wants to know first: use of late, what is left of the limits, and of the context.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Serialize;

use super::dataset::{Dataset, Session};
use super::limits::WindowRow;
use super::limits_build;
use super::query::{Query, QueryError};
use super::scope::Scope;
use super::shared::{FileCounts, Head, LeftOut, PriceNote, Sums};
use super::sums::{Cost, Notes, Summing};
use crate::lineage::Fate;
use crate::record::Timestamp;
use crate::zone::{Date, Span};

/// A session is at work as long after its newest gauge.
const AT_WORK_MS: u64 = 3_600_000;

/// Use up to "now", the limits and the context.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OverviewReport {
    /// How it begins: `overview`.
    #[serde(flatten)]
    pub head: Head,
    /// Use by period: the longest first, today last.
    pub rows: Vec<OverviewRow>,
    /// What was not counted in the longest period.
    pub left_out: LeftOut,
    /// What the costs of the longest period are based on.
    pub prices: PriceNote,
    /// Limit windows that are not over.
    pub windows: Vec<WindowRow>,
    /// The session that is at work; absent when none was in the last hour.
    pub context: Option<ContextNow>,
    /// The files.
    pub files: FileCounts,
}

/// Use in one period.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OverviewRow {
    /// Which.
    pub period: OverviewPeriod,
    /// Its first day.
    pub from: String,
    /// Its last day.
    pub until: String,
    /// Its sums.
    #[serde(flatten)]
    pub sums: Sums,
}

/// A period that ends today, or yesterday.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OverviewPeriod {
    /// Today and the 29 days before.
    #[default]
    ThirtyDays,
    /// From the first day of the week on.
    ThisWeek,
    /// The day before today.
    Yesterday,
    /// The day of "now".
    Today,
}

/// How full the context of the session at work is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContextNow {
    /// Thread id.
    pub session_id: String,
    /// Model of its newest turn or response that names one.
    pub model: Option<String>,
    /// Time of the gauge.
    pub read_at: Timestamp,
    /// Tokens that the window takes.
    pub window_tokens: u64,
    /// Tokens in it.
    pub used_tokens: u64,
    /// Percent left, as Codex tells it.
    pub left_percent: u64,
}

/// Sums the periods and takes the limits and the context as they stand at "now", which the query must give.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<OverviewReport, QueryError> {
    let now = query.only_now(scope.span.now)?;
    let (rows, notes) = periods(dataset, scope, now);
    let (left_out, prices) = notes.finish(dataset.prices);
    Ok(OverviewReport {
        head: scope.head("overview"),
        rows,
        left_out,
        prices,
        windows: running(dataset, scope),
        context: at_work(dataset, scope, now),
        files: dataset.files.clone(),
    })
}

/// The limit windows that are not over.
pub(super) fn running(dataset: &Dataset, scope: &Scope<'_>) -> Vec<WindowRow> {
    let reads = limits_build::reads(dataset, scope);
    let windows = limits_build::shown(dataset, &reads, scope).into_iter();
    windows
        .map(|(row, _)| row)
        .filter(WindowRow::is_running)
        .collect()
}

/// Each period's sums, and the notes of the longest.
fn periods(dataset: &Dataset, scope: &Scope<'_>, now: Timestamp) -> (Vec<OverviewRow>, Notes) {
    let today = scope.zone.local(now).date;
    let periods = [
        (OverviewPeriod::ThirtyDays, today.add_days(-29), today),
        (
            OverviewPeriod::ThisWeek,
            today.first_of_week(scope.week_start),
            today,
        ),
        (
            OverviewPeriod::Yesterday,
            today.add_days(-1),
            today.add_days(-1),
        ),
        (OverviewPeriod::Today, today, today),
    ];
    let mut notes = Notes::default();
    let rows = periods.map(|(period, from, until)| OverviewRow {
        period,
        from: from.to_string(),
        until: until.to_string(),
        sums: match period {
            OverviewPeriod::ThirtyDays => sum(dataset, scope, from, until, Some(&mut notes)),
            _ => sum(dataset, scope, from, until, None),
        },
    });
    (rows.into(), notes)
}

/// What was used from one day up to the end of another.
pub(super) fn sum(
    dataset: &Dataset,
    scope: &Scope<'_>,
    from: Date,
    until: Date,
    mut notes: Option<&mut Notes>,
) -> Sums {
    let span = Span {
        from: Some(scope.zone.instant(from, 0)),
        until: Some(scope.zone.instant(until.add_days(1), 0)),
        ..Span::default()
    };
    let mut summing = Summing::default();
    let is_inside = |at: Option<Timestamp>| at.is_some_and(|at| span.contains(at));
    for (index, session) in dataset.sessions.iter().enumerate() {
        if !scope.keeps_session(session) {
            continue;
        }
        let usage = session.usage.iter().filter(|row| is_inside(row.at));
        for row in usage.filter(|row| scope.keeps(row.at, row.model.as_ref())) {
            let cost = Cost::of(row, dataset.prices);
            if let Some(notes) = &mut notes {
                notes.row(row, cost);
            }
            if row.fate == Fate::Counted {
                summing.response(index, row, cost);
            }
        }
        let turns = session
            .turns
            .iter()
            .filter(|turn| is_inside(turn.started_at));
        turns
            .filter(|turn| scope.keeps(turn.started_at, turn.model.as_ref()))
            .for_each(|_| summing.turn());
    }
    summing.finish()
}

/// The session with the newest gauge of the last hour.
pub(super) fn at_work(dataset: &Dataset, scope: &Scope<'_>, now: Timestamp) -> Option<ContextNow> {
    let sessions = dataset.sessions.iter();
    let contexts = sessions
        .filter(|session| scope.keeps_session(session))
        .filter_map(|session| context(session, now))
        .filter(|context| now.0.abs_diff(context.read_at.0) <= AT_WORK_MS);
    contexts.max_by_key(|context| context.read_at)
}

/// How full a session's context was at "now".
pub(super) fn context(session: &Session, now: Timestamp) -> Option<ContextNow> {
    let is_told = |at: Option<Timestamp>| at.is_some_and(|at| at <= now);
    let gauge = session.gauges.iter().rfind(|gauge| is_told(gauge.at))?;
    let turns = session.turns.iter().rev();
    let of_turns = turns.filter(|turn| is_told(turn.started_at));
    let responses = session.usage.iter().rev();
    let of_responses = responses.filter(|row| row.fate == Fate::Counted && is_told(row.at));
    let model = of_turns
        .filter_map(|turn| turn.model.as_ref())
        .chain(of_responses.filter_map(|row| row.model.as_ref()))
        .next();
    Some(ContextNow {
        session_id: session.id(),
        model: model.map(ToString::to_string),
        read_at: gauge.at?,
        window_tokens: gauge.window,
        used_tokens: gauge.used,
        left_percent: gauge.left_percent(),
    })
}
