//! Who used a window: each rise between two readings is split over the responses counted in between, by cost.
//! What was used before the first reading is nobody's, and so is a rise without a priced response.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cmp::Reverse;

use super::dataset::{Dataset, Session};
use super::limits::{RestOfUsers, UsedSums, User, UserRow};
use super::query::Grouping;
use super::scope::Scope;
use super::sums::{Cost, Summing};
use crate::lineage::{Fate, UsageRow};
use crate::order::InOrder;
use crate::privacy::Label;
use crate::record::Timestamp;

/// Parts of a per mille that shares are summed in, so that many small ones do not vanish.
const PARTS: u128 = 1_000_000;

/// How a window of one home was used.
#[derive(Clone, Copy)]
pub(super) struct Used<'a> {
    pub(super) home: u32,
    /// Its readings, oldest first.
    pub(super) readings: &'a [(Timestamp, u32)],
    /// It is the longest: all responses are inside it.
    pub(super) is_longest: bool,
}

/// What tells one user from any other.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum UserKey<'a> {
    Session(usize),
    Model(Option<&'a Label>),
    Project(Option<String>),
}

/// A counted response.
struct Response {
    user: usize,
    home: u32,
    at: Timestamp,
    nano_dollars: u64,
}

/// Who used the windows, and what of each window's use is nobody's.
pub(super) struct Shares {
    pub(super) rows: Vec<UserRow>,
    pub(super) rest: Option<RestOfUsers>,
    pub(super) total: Summing,
    pub(super) unnamed_per_mille: Vec<Option<u32>>,
}

/// All users and their responses from one moment on.
struct Users<'a> {
    dataset: &'a Dataset<'a>,
    by: Grouping,
    index: BTreeMap<UserKey<'a>, usize>,
    sums: Vec<Summing>,
    /// Of each, when its first and its last response was.
    spans: Vec<(Timestamp, Timestamp)>,
    responses: Vec<Response>,
}

/// Splits the windows' use over the responses from `began_at` on; a window that is over is absent. Of the users the
/// first `limit` are shown, or all if it is 0.
pub(super) fn build(
    dataset: &Dataset,
    scope: &Scope<'_>,
    by: Grouping,
    began_at: Timestamp,
    windows: &[Option<Used<'_>>],
    limit: usize,
) -> Shares {
    let mut users = Users::new(dataset, by);
    for (session, of) in dataset.sessions.iter().enumerate() {
        if scope.keeps_session(of) {
            users.session(session, of, began_at, scope);
        }
    }
    users.responses.order_by_key(|response| response.at);
    let splits = windows
        .iter()
        .map(|used| used.map(|used| Split::of(used, &users.responses)))
        .collect::<Vec<_>>();
    let mut order = users.index.iter().collect::<Vec<_>>();
    // By the window that ends the work first: it stands last.
    order.order_by_cached_key(|(_, user)| {
        let shares = splits
            .iter()
            .rev()
            .map(|split| split.as_ref().map(|split| split.parts(**user)));
        Reverse((
            shares.collect::<Vec<_>>(),
            users.sums[**user].finish().total_tokens,
        ))
    });
    let shown = match limit {
        0 => order.len(),
        limit => order.len().min(limit),
    };
    let (shown, rest) = order.split_at(shown);
    let mut both = windows.iter().zip(&splits);
    let longest = both.find(|(used, _)| used.is_some_and(|used| used.is_longest));
    let longest = longest.and_then(|(_, split)| split.as_ref());
    let row = |(key, user): &(&UserKey<'_>, &usize)| {
        let (first_at, last_at) = users.spans[**user];
        let sums = users.sums(&[**user], &splits);
        UserRow {
            user: users.named(key, scope),
            first_at: Some(first_at),
            last_at: Some(last_at),
            tokens_per_percent: longest
                .and_then(|split| split.per_percent(**user, sums.total_tokens)),
            sums,
        }
    };
    let rest_of = |rest: &[(&UserKey<'_>, &usize)]| RestOfUsers {
        rows: rest.len() as u64,
        sums: users.sums(
            &rest.iter().map(|(_, user)| **user).collect::<Vec<_>>(),
            &splits,
        ),
    };
    let unnamed = |split: &Option<Split>| split.as_ref().map(|split| rounded(split.unnamed));
    Shares {
        rows: shown.iter().map(row).collect(),
        rest: (!rest.is_empty()).then(|| rest_of(rest)),
        total: joined(&users.sums),
        unnamed_per_mille: splits.iter().map(unnamed).collect(),
    }
}

impl<'a> Users<'a> {
    fn new(dataset: &'a Dataset<'a>, by: Grouping) -> Self {
        Self {
            dataset,
            by,
            index: BTreeMap::new(),
            sums: Vec::new(),
            spans: Vec::new(),
            responses: Vec::new(),
        }
    }

    fn session(
        &mut self,
        session: usize,
        of: &'a Session<'a>,
        began_at: Timestamp,
        scope: &Scope<'_>,
    ) {
        for row in of.usage.iter().filter(|row| row.fate == Fate::Counted) {
            let Some(at) = row.at.filter(|at| *at >= began_at) else {
                continue;
            };
            if !scope.keeps(row.at, row.model.as_ref()) {
                continue;
            }
            let user = self.user(session, of, row, scope);
            if user == self.spans.len() {
                self.spans.push((at, at));
            }
            let (first_at, last_at) = self.spans[user];
            self.spans[user] = (first_at.min(at), last_at.max(at));
            let cost = Cost::of(row, self.dataset.prices);
            self.sums[user].response(session, row, cost);
            self.responses.push(Response {
                user,
                home: of.home,
                at,
                nano_dollars: cost.nano_dollars(),
            });
        }
    }

    fn user(
        &mut self,
        session: usize,
        of: &'a Session<'a>,
        row: &'a UsageRow,
        scope: &Scope<'_>,
    ) -> usize {
        let key = match self.by {
            Grouping::Model => UserKey::Model(row.model.as_ref()),
            Grouping::Project => UserKey::Project(scope.names.project(of.identity)),
            _ => UserKey::Session(session),
        };
        let fresh = self.sums.len();
        let user = *self.index.entry(key).or_insert(fresh);
        if user == fresh {
            self.sums.push(Summing::default());
        }
        user
    }

    fn named(&self, key: &UserKey<'_>, scope: &Scope<'_>) -> User {
        match key {
            UserKey::Session(session) => {
                let of = &self.dataset.sessions[*session];
                User::Session {
                    session_id: of.id(),
                    project: scope.names.project(of.identity),
                }
            }
            UserKey::Model(model) => User::Model {
                model: model.map(ToString::to_string),
            },
            UserKey::Project(project) => User::Project {
                project: project.clone(),
            },
        }
    }

    fn sums(&self, users: &[usize], splits: &[Option<Split>]) -> UsedSums {
        let share = |split: &Split| rounded(users.iter().map(|user| split.parts(*user)).sum());
        let shares = splits.iter().map(|split| split.as_ref().map(share));
        let sum = joined(users.iter().map(|user| &self.sums[*user]));
        UsedSums::of(&sum, shares.collect())
    }
}

impl UsedSums {
    pub(super) fn of(sum: &Summing, share_per_mille: Vec<Option<u32>>) -> Self {
        let sums = sum.finish();
        Self {
            share_per_mille,
            total_tokens: sums.total_tokens,
            cost_nano_dollars: sums.cost_nano_dollars,
            priced_tokens: sums.priced_tokens,
        }
    }
}

/// What a window's used share rose by from one reading to another.
pub(super) struct Rise {
    pub(super) from_at: Timestamp,
    pub(super) until_at: Timestamp,
    pub(super) per_mille: u32,
}

/// The rises of a window. A share too small to be read may have been used at any time since the last one: of readings
/// that tell the same the first counts.
pub(super) fn rises(readings: &[(Timestamp, u32)]) -> Vec<Rise> {
    let mut steps = readings.to_vec();
    steps.dedup_by_key(|(_, used)| *used);
    let pairs = steps.iter().zip(steps.iter().skip(1));
    let rises = pairs.map(|(&(from_at, from), &(until_at, until))| Rise {
        from_at,
        until_at,
        per_mille: until.saturating_sub(from),
    });
    rises.filter(|rise| rise.per_mille > 0).collect()
}

/// One window's use by user, in [`PARTS`].
struct Split {
    parts: BTreeMap<usize, u128>,
    unnamed: u128,
}

impl Split {
    /// What is used elsewhere is another home's: it may be another account.
    fn of(used: Used<'_>, responses: &[Response]) -> Self {
        let mut split = Self {
            parts: BTreeMap::new(),
            unnamed: 0,
        };
        for Rise {
            from_at,
            until_at,
            per_mille,
        } in rises(used.readings)
        {
            let rise = u128::from(per_mille) * PARTS;
            let first = responses.partition_point(|response| response.at <= from_at);
            let end = responses.partition_point(|response| response.at <= until_at);
            let between = responses.get(first..end).unwrap_or_default().iter();
            split.rise(rise, between.filter(|response| response.home == used.home));
        }
        split
    }

    fn rise<'r>(&mut self, rise: u128, between: impl Iterator<Item = &'r Response> + Clone) {
        let cost = |response: &Response| u128::from(response.nano_dollars);
        let total = between.clone().map(cost).sum::<u128>();
        if total == 0 {
            self.unnamed += rise;
            return;
        }
        for response in between {
            *self.parts.entry(response.user).or_insert(0) += rise * cost(response) / total;
        }
    }

    fn parts(&self, user: usize) -> u128 {
        self.parts.get(&user).copied().unwrap_or(0)
    }

    /// So many tokens of a user for each percent.
    fn per_percent(&self, user: usize, tokens: u64) -> Option<u64> {
        let percent = 10 * PARTS;
        let tokens = (u128::from(tokens) * percent).checked_div(self.parts(user))?;
        u64::try_from(tokens).ok()
    }
}

fn rounded(parts: u128) -> u32 {
    ((parts + PARTS / 2) / PARTS) as u32
}

fn joined<'s>(sums: impl IntoIterator<Item = &'s Summing>) -> Summing {
    let mut sum = Summing::default();
    sums.into_iter().for_each(|other| sum.join(other));
    sum
}
