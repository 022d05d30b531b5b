//! Calls in groups: what the reports of tools and of commands gather, sort and cut alike.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

use super::dataset::{Dataset, Session};
use super::query::{Grouping, Order, Query, QueryError};
use super::scope::Scope;
use crate::command::{ProgramClass, class_of};
use crate::item::CallKind;
use crate::order::InOrder;
use crate::privacy::{Label, Program};
use crate::session::Call;

/// Groups shown unless told.
const DEFAULT_LIMIT: u32 = 20;

/// Keys of a group. A key is absent from the JSON when the report is not by it; `null` says that the files do not
/// tell it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CallKeys {
    /// Name of the tool.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool: Option<Option<Label>>,
    /// What the calls do. Calls of one name that do different things are two groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<CallKind>,
    /// Server of MCP calls; `null` for all others, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<Option<Label>>,
    /// Program of the commands: its name, or under strict privacy perhaps a pseudonym.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub program: Option<Option<Program>>,
    /// What the program is for; `null` for one that few know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<Option<ProgramClass>>,
    /// Model label of the turn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<Option<Label>>,
    /// Project: pseudonym, or name when asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<Option<String>>,
    /// Branch: pseudonym, or name when asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch: Option<Option<String>>,
    /// Repository: pseudonym, or name when asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repo: Option<Option<String>>,
}

/// The groups past the limit in one.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "{Sums}Rest")
)]
pub struct CallRest<Sums> {
    /// How many groups.
    pub rows: u64,
    /// Their sums.
    #[serde(flatten)]
    pub sums: Sums,
}

/// How calls ended and how long they took, as far as the files tell. Flattened into sums.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CallEnds {
    /// Those that failed, of those whose outcome is known; absent when none is.
    pub failed: Option<u64>,
    /// Those whose outcome is known.
    pub outcomes_known: u64,
    /// Those whose duration is known.
    pub durations_known: u64,
    /// Half of the known durations are no longer.
    pub p50_duration_ms: Option<u64>,
    /// 95 of 100 known durations are no longer.
    pub p95_duration_ms: Option<u64>,
}

impl CallEnds {
    /// What stands in a column; nothing where there is no such column.
    pub(super) fn number(&self, column: &str) -> Option<Option<u64>> {
        Some(match column {
            "failed" => self.failed,
            "outcomes_known" => Some(self.outcomes_known),
            "durations_known" => Some(self.durations_known),
            "p50_duration_ms" => self.p50_duration_ms,
            "p95_duration_ms" => self.p95_duration_ms,
            _ => return None,
        })
    }
}

impl CallKeys {
    /// Keys of this grouping without values.
    pub(super) fn blank(by: &[Grouping]) -> Self {
        let mut keys = Self::default();
        for grouping in by {
            match grouping {
                Grouping::Tool => {
                    keys.tool = Some(None);
                    keys.kind = Some(CallKind::default());
                }
                Grouping::Kind => keys.kind = Some(CallKind::default()),
                Grouping::Server => keys.server = Some(None),
                Grouping::Program => {
                    keys.program = Some(None);
                    keys.class = Some(None);
                }
                Grouping::Class => keys.class = Some(None),
                Grouping::Model => keys.model = Some(None),
                Grouping::Project => keys.project = Some(None),
                Grouping::Branch => keys.branch = Some(None),
                Grouping::Repo => keys.repo = Some(None),
                _ => {}
            }
        }
        keys
    }
}

/// What the calls of a query are grouped by: its own groupings, which must be of `known`, else the first of these.
pub(super) fn groupings(query: &Query, known: &[Grouping]) -> Result<Vec<Grouping>, QueryError> {
    if !query.by.iter().all(|grouping| known.contains(grouping)) {
        return Err(QueryError::Grouping);
    }
    let asked = match &*query.by {
        [] => &known[..1],
        asked => asked,
    };
    Ok(asked.to_vec())
}

/// A call that a query asks for.
pub(super) struct Asked<'a> {
    /// Index of its session.
    index: usize,
    session: &'a Session<'a>,
    pub(super) call: &'a Call,
    model: Option<&'a Label>,
}

/// All calls that a query asks for.
pub(super) fn asked<'a>(
    dataset: &'a Dataset<'a>,
    scope: &'a Scope<'_>,
) -> impl Iterator<Item = Asked<'a>> {
    let sessions = dataset.sessions.iter().enumerate();
    let sessions = sessions.filter(|(_, session)| scope.keeps_session(session));
    sessions.flat_map(|(index, session)| {
        let calls = session.calls.iter().map(move |call| Asked {
            index,
            session,
            call,
            model: session.turn(call.turn).and_then(|turn| turn.model.as_ref()),
        });
        calls.filter(|asked| scope.keeps(asked.call.at, asked.model))
    })
}

impl Asked<'_> {
    fn keys(&self, by: &[Grouping], scope: &Scope<'_>) -> CallKeys {
        let call = self.call;
        let identity = self.session.identity;
        let blank = CallKeys::blank(by);
        CallKeys {
            tool: blank.tool.map(|_| call.tool.clone()),
            kind: blank.kind.map(|_| call.kind),
            server: blank.server.map(|_| call.server.clone()),
            program: blank.program.map(|_| call.program.clone()),
            class: blank.class.map(|_| class(call)),
            model: blank.model.map(|_| self.model.cloned()),
            project: blank.project.map(|_| scope.names.project(identity)),
            branch: blank.branch.map(|_| scope.names.branch(identity)),
            repo: blank.repo.map(|_| scope.names.repository(identity)),
        }
    }
}

/// What the program of a call is for.
fn class(call: &Call) -> Option<ProgramClass> {
    match call.program.as_ref()? {
        Program::Named(name) => class_of(name.as_str()),
        Program::Secret(_) => None,
    }
}

/// Groups under way.
#[derive(Default)]
pub(super) struct Groups(BTreeMap<CallKeys, Group>);

/// Calls of one group under way.
#[derive(Default)]
pub(super) struct Group {
    pub(super) sessions: BTreeSet<usize>,
    pub(super) calls: u64,
    failed: u64,
    outcomes_known: u64,
    durations_ms: Vec<u64>,
    pub(super) output_bytes: Option<u64>,
    pub(super) largest_output_bytes: Option<u64>,
    outputs_known: u64,
}

/// Groups in order, cut and summed.
pub(super) struct Ranked<Sums> {
    pub(super) rows: Vec<(CallKeys, Sums)>,
    pub(super) rest: Option<CallRest<Sums>>,
    pub(super) total: Sums,
}

impl Groups {
    /// Adds a call. `duration_ms` is what counts as its duration.
    pub(super) fn add(
        &mut self,
        asked: &Asked<'_>,
        duration_ms: Option<u64>,
        by: &[Grouping],
        scope: &Scope<'_>,
    ) {
        let group = self.0.entry(asked.keys(by, scope)).or_default();
        group.add(asked.index, asked.call, duration_ms);
    }

    /// Sorts by `column`, an absent number being the smallest, largest first unless told; equal rows stay in the order of
    /// their keys.
    pub(super) fn rank<Sums>(
        self,
        query: &Query,
        finish: fn(Group) -> Sums,
        column: impl Fn(&Sums) -> Option<u64>,
    ) -> Ranked<Sums> {
        let sum = |groups: &[(CallKeys, Group)]| {
            let mut sum = Group::default();
            groups.iter().for_each(|(_, group)| sum.join(group));
            finish(sum)
        };
        let mut groups = self.0.into_iter().collect::<Vec<_>>();
        let total = sum(&groups);
        let size = |group: &(CallKeys, Group)| column(&sum(core::slice::from_ref(group)));
        if query.order == Some(Order::Asc) {
            groups.order_by_cached_key(size);
        } else {
            groups.order_by_cached_key(|group| core::cmp::Reverse(size(group)));
        }
        let limit = query.limit.unwrap_or(DEFAULT_LIMIT) as usize;
        let is_cut = limit > 0 && groups.len() > limit;
        let rest = is_cut.then(|| groups.split_off(limit));
        Ranked {
            rows: groups
                .into_iter()
                .map(|(keys, group)| (keys, finish(group)))
                .collect(),
            rest: rest.map(|rest| CallRest {
                rows: rest.len() as u64,
                sums: sum(&rest),
            }),
            total,
        }
    }
}

impl Group {
    /// Adds a call of a session. `duration_ms` is what counts as its duration.
    pub(super) fn add(&mut self, session: usize, call: &Call, duration_ms: Option<u64>) {
        self.sessions.insert(session);
        self.calls += 1;
        self.failed += u64::from(call.success == Some(false));
        self.outcomes_known += u64::from(call.success.is_some());
        self.durations_ms.extend(duration_ms);
        self.outputs_known += u64::from(call.output_bytes.is_some());
        self.add_output(call.output_bytes, call.output_bytes);
    }

    fn add_output(&mut self, bytes: Option<u64>, largest: Option<u64>) {
        if let Some(bytes) = bytes {
            self.output_bytes = Some(self.output_bytes.unwrap_or(0).saturating_add(bytes));
        }
        self.largest_output_bytes = self.largest_output_bytes.max(largest);
    }

    fn join(&mut self, other: &Self) {
        self.sessions.extend(&other.sessions);
        self.calls += other.calls;
        self.failed += other.failed;
        self.outcomes_known += other.outcomes_known;
        self.durations_ms.extend(&other.durations_ms);
        self.outputs_known += other.outputs_known;
        self.add_output(other.output_bytes, other.largest_output_bytes);
    }

    /// Size of an output on average, cut; absent when no call has one.
    pub(super) fn mean_output_bytes(&self) -> Option<u64> {
        self.output_bytes?.checked_div(self.outputs_known)
    }

    /// How its calls ended and how long they took.
    pub(super) fn ends(&mut self) -> CallEnds {
        CallEnds {
            failed: (self.outcomes_known > 0).then_some(self.failed),
            outcomes_known: self.outcomes_known,
            durations_known: self.durations_ms.len() as u64,
            p50_duration_ms: self.percentile_ms(50),
            p95_duration_ms: self.percentile_ms(95),
        }
    }

    /// The smallest duration that `percent` of all do not pass.
    fn percentile_ms(&mut self, percent: usize) -> Option<u64> {
        let rank = (self.durations_ms.len() * percent).div_ceil(100);
        let index = rank.checked_sub(1)?;
        Some(*self.durations_ms.select_nth_unstable(index).1)
    }
}
