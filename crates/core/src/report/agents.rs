//! The threads that a session started, and theirs: what each used itself, and what it used with all below it.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Serialize;

use super::dataset::{Dataset, Session};
use super::scope::Scope;
use super::shared::Sums;
use super::sums::{Cost, Summing};
use crate::lineage::Fate;
use crate::order::InOrder;
use crate::privacy::{Id, Label};

/// A tree of threads.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Agents {
    /// Its threads, each before those that it started; these in the order of time.
    pub rows: Vec<AgentRow>,
    /// Sum of all of them.
    pub total: AgentSums,
}

/// One thread.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AgentRow {
    /// Thread id.
    pub session_id: String,
    /// The thread that started it.
    pub parent_id: Option<String>,
    /// How many threads stand between it and the top of this tree: 0 is the top.
    pub depth: u32,
    /// What kind of sub-agent it is.
    pub agent_kind: Option<Label>,
    /// Its role.
    pub agent_role: Option<Label>,
    /// What it is called: pseudonym, or name when asked.
    pub agent_nickname: Option<String>,
    /// What it used itself.
    #[serde(flatten)]
    pub own: AgentSums,
    /// Tokens with those of all threads below it.
    pub tree_total_tokens: u64,
    /// Cost with that of all threads below it; absent when no token has a price.
    pub tree_cost_nano_dollars: Option<u64>,
}

/// What threads used.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AgentSums {
    /// Turns, responses, tokens, cost.
    #[serde(flatten)]
    pub sums: Sums,
    /// Usage on lines copied from another session.
    pub inherited_tokens: u64,
}

/// A thread under way.
struct Node<'a> {
    session: &'a Session<'a>,
    depth: u32,
    own: Summing,
    inherited_tokens: u64,
    tree: Summing,
}

/// The tree below a session; absent where it started no thread that is at hand.
pub(super) fn below(dataset: &Dataset, top: usize, scope: &Scope<'_>) -> Option<Agents> {
    let mut children: BTreeMap<&Id, Vec<usize>> = BTreeMap::new();
    for (index, session) in dataset.sessions.iter().enumerate() {
        if let Some(parent) = &session.ancestry.parent_id {
            children.entry(parent).or_default().push(index);
        }
    }
    for started in children.values_mut() {
        started.order_by_key(|&index| dataset.sessions[index].started_at);
    }
    // Each thread has one parent, so that a ring of threads can only come back to the top.
    let mut nodes: Vec<Node<'_>> = Vec::new();
    let mut open = alloc::vec![(top, 0)];
    while let Some((index, depth)) = open.pop() {
        nodes.push(Node::of(dataset, index, depth, scope));
        let id = dataset.sessions[index].identity.thread_id.as_ref();
        let started = id.and_then(|id| children.get(id)).into_iter().flatten();
        let started = started.filter(|&&child| child != top);
        open.extend(started.rev().map(|&child| (child, depth + 1)));
    }
    if nodes.len() < 2 {
        return None;
    }
    roll_up(&mut nodes);
    let inherited_tokens = nodes.iter().map(|node| node.inherited_tokens).sum();
    let sums = nodes[0].tree.finish();
    let rows = nodes.into_iter().map(|node| node.finish(scope));
    Some(Agents {
        rows: rows.collect(),
        total: AgentSums {
            sums,
            inherited_tokens,
        },
    })
}

/// Adds what each thread's tree used to that of the thread above it. Every thread stands behind the one that started it.
fn roll_up(nodes: &mut [Node<'_>]) {
    for at in (1..nodes.len()).rev() {
        let depth = nodes[at].depth;
        let tree = nodes[at].tree.clone();
        let above = nodes[..at].iter().rposition(|node| node.depth < depth);
        if let Some(above) = above {
            nodes[above].tree.join(&tree);
        }
    }
}

impl<'a> Node<'a> {
    fn of(dataset: &'a Dataset<'a>, index: usize, depth: u32, scope: &Scope<'_>) -> Self {
        let session = &dataset.sessions[index];
        let mut own = Summing::default();
        let mut inherited_tokens = 0;
        let usage = session.usage.iter();
        for row in usage.filter(|row| scope.keeps(row.at, row.model.as_ref())) {
            match row.fate {
                Fate::Counted => own.response(index, row, Cost::of(row, dataset.prices)),
                Fate::Inherited => inherited_tokens += row.tokens.plus(&row.missing).total(),
                Fate::Repeated => {}
            }
        }
        let turns = session.turns.iter();
        let turns = turns.filter(|turn| scope.keeps(turn.started_at, turn.model.as_ref()));
        turns.for_each(|_| own.turn());
        Self {
            session,
            depth,
            tree: own.clone(),
            own,
            inherited_tokens,
        }
    }

    fn finish(self, scope: &Scope<'_>) -> AgentRow {
        let tree = self.tree.finish();
        let source = self.session.identity.source.as_ref();
        let agent = source.filter(|source| source.is_sub_agent());
        let parent = &self.session.ancestry.parent_id;
        AgentRow {
            session_id: self.session.id(),
            parent_id: parent.as_ref().map(ToString::to_string),
            depth: self.depth,
            agent_kind: agent.and_then(|agent| agent.name.clone()),
            agent_role: agent.and_then(|agent| agent.role.clone()),
            agent_nickname: scope.names.nickname(self.session.identity),
            own: AgentSums {
                sums: self.own.finish(),
                inherited_tokens: self.inherited_tokens,
            },
            tree_total_tokens: tree.total_tokens,
            tree_cost_nano_dollars: tree.cost_nano_dollars,
        }
    }
}
