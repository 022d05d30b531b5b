//! Computes the context report.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::ToString;
use alloc::vec::Vec;

use super::context::{ContextKey, ContextReport, ContextRow, ContextSums};
use super::dataset::{Dataset, Session};
use super::query::{Grouping, Order, Query, QueryError};
use super::scope::Scope;
use crate::order::InOrder;
use crate::privacy::Label;
use crate::record::Timestamp;
use crate::session::Gauge;

/// Rows shown unless told.
const DEFAULT_LIMIT: u32 = 20;

/// One row under way.
#[derive(Default)]
struct Group {
    sessions: BTreeSet<usize>,
    last_activity_at: Option<Timestamp>,
    newest: Option<Gauge>,
    most_used_tokens: Option<u64>,
    least_left_percent: Option<u64>,
    compactions: u64,
}

/// Joins the gauges of a range by the query's grouping.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<ContextReport, QueryError> {
    let by = match *query.by.as_slice() {
        [] => Grouping::Session,
        [by @ (Grouping::Session | Grouping::Model | Grouping::Project)] => by,
        _ => return Err(QueryError::Grouping),
    };
    let column = column(query.sort.as_deref())?;
    let is_in_time = matches!(query.sort.as_deref(), None | Some("last_activity_at"));
    let descending = query
        .order
        .map_or(!is_in_time, |order| order == Order::Desc);
    let groups = group(dataset, by, scope);
    let mut rows: Vec<ContextRow> = groups
        .into_iter()
        .map(|(key, group)| group.finish(key))
        .collect();
    rows.order_by(|one, other| {
        let order = column(one)
            .cmp(&column(other))
            .then_with(|| one.last_activity_at.cmp(&other.last_activity_at))
            .then_with(|| one.key.cmp(&other.key));
        if descending { order.reverse() } else { order }
    });
    let total = ContextSums::of(&rows);
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT) as usize;
    let rest = cut(&mut rows, limit, is_in_time && !descending);
    Ok(ContextReport {
        head: scope.head("context"),
        dates: scope.dates(),
        by,
        filters: query.filters.clone(),
        rows,
        rest,
        total,
        files: dataset.files.clone(),
    })
}

fn group(dataset: &Dataset, by: Grouping, scope: &Scope<'_>) -> BTreeMap<ContextKey, Group> {
    let mut groups: BTreeMap<ContextKey, Group> = BTreeMap::new();
    for (index, session) in dataset.sessions.iter().enumerate() {
        if !scope.keeps_session(session) {
            continue;
        }
        let gauges = session.gauges.iter();
        let gauges = gauges.map(|gauge| (gauge.at, gauge.turn, Some(*gauge)));
        let events = session.events.iter();
        let compactions = events.filter(|event| event.kind.is_compaction());
        let compactions = compactions.map(|event| (event.at, event.turn, None));
        for (at, turn, gauge) in gauges.chain(compactions) {
            let model = session.model_of_turn(turn);
            if !scope.keeps(at, model) {
                continue;
            }
            let key = key(session, model, by, scope);
            let group = groups.entry(key).or_default();
            group.session(index, session);
            match gauge {
                Some(gauge) => group.gauge(gauge),
                None => group.compactions += 1,
            }
        }
    }
    groups
}

fn key(session: &Session, model: Option<&Label>, by: Grouping, scope: &Scope<'_>) -> ContextKey {
    match by {
        Grouping::Model => ContextKey::Model(model.map(ToString::to_string)),
        Grouping::Project => ContextKey::Project(scope.names.project(session.identity)),
        _ => ContextKey::Session(session.id()),
    }
}

impl Group {
    fn session(&mut self, index: usize, session: &Session) {
        self.sessions.insert(index);
        self.last_activity_at = self.last_activity_at.max(session.last_activity_at());
    }

    fn gauge(&mut self, gauge: Gauge) {
        let left = gauge.left_percent();
        self.most_used_tokens = self.most_used_tokens.max(Some(gauge.used));
        self.least_left_percent = Some(
            self.least_left_percent
                .map_or(left, |least| least.min(left)),
        );
        if self.newest.is_none_or(|newest| newest.at <= gauge.at) {
            self.newest = Some(gauge);
        }
    }

    fn finish(self, key: ContextKey) -> ContextRow {
        ContextRow {
            key,
            last_activity_at: self.last_activity_at,
            sessions: self.sessions.len() as u64,
            window_tokens: self.newest.map(|gauge| gauge.window),
            used_tokens: self.newest.map(|gauge| gauge.used),
            most_used_tokens: self.most_used_tokens,
            least_left_percent: self.least_left_percent,
            left_percent: self.newest.map(|gauge| gauge.left_percent()),
            compactions: self.compactions,
        }
    }
}

impl ContextSums {
    fn of(rows: &[ContextRow]) -> Self {
        Self {
            rows: rows.len() as u64,
            least_left_percent: rows.iter().filter_map(|row| row.least_left_percent).min(),
            compactions: rows.iter().map(|row| row.compactions).sum(),
        }
    }
}

/// Takes the rows past the limit away and joins them. In the order of time the newest stay.
fn cut(rows: &mut Vec<ContextRow>, limit: usize, is_newest_last: bool) -> Option<ContextSums> {
    if limit == 0 || rows.len() <= limit {
        return None;
    }
    let rest = if is_newest_last {
        let newest = rows.split_off(rows.len() - limit);
        core::mem::replace(rows, newest)
    } else {
        rows.split_off(limit)
    };
    Some(ContextSums::of(&rest))
}

/// What rows can be sorted by; an absent number is the smallest.
fn column(word: Option<&str>) -> Result<fn(&ContextRow) -> Option<u64>, QueryError> {
    Ok(match word {
        None | Some("last_activity_at") => |_| None,
        Some("sessions") => |row| Some(row.sessions),
        Some("window_tokens") => |row| row.window_tokens,
        Some("used_tokens") => |row| row.used_tokens,
        Some("most_used_tokens") => |row| row.most_used_tokens,
        Some("least_left_percent") => |row| row.least_left_percent,
        Some("left_percent") => |row| row.left_percent,
        Some("compactions") => |row| Some(row.compactions),
        Some(_) => return Err(QueryError::Column),
    })
}
