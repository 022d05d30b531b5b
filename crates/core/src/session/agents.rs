//! Which threads a file names as its agents (FORMAT.md §7.3, "Parents"): some of them do not say who started them.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use super::own_line::OwnLine;
use crate::item::{ItemKind, LineType, Tag};
use crate::json::Raw;
use crate::order;
use crate::privacy::Id;

use super::FileFacts;

/// What a file tells of another thread.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ThreadLink {
    /// What it tells.
    pub kind: LinkKind,
    /// The thread, or its turn; absent in no link that a file tells.
    pub id: Option<Id>,
}

/// What a link tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// A thread that this one started.
    #[default]
    Agent,
    /// A turn of another thread that stands in the file.
    Turn,
    /// The thread whose lines were copied in.
    Origin,
}

/// Longest answer of `spawn_agent` that is read.
const ANSWER_BYTES_CAP: u64 = 4096;

/// Follows the agents.
#[derive(Default)]
pub(super) struct Agents {
    named: BTreeSet<Id>,
    /// Calls of `spawn_agent` that wait for their answer, by the hash of their id.
    spawning: BTreeSet<u128>,
}

impl Agents {
    /// Takes the next line.
    pub(super) fn line(&mut self, line: &OwnLine<'_>) {
        if line.is_foreign {
            return;
        }
        let named = match line.envelope.line_type {
            LineType::EventMsg => named_by_event(line),
            LineType::ResponseItem => self.named_by_item(line),
            _ => None,
        };
        // A thread id tells its time: a word that stands in its place is none, and is not kept.
        self.named
            .extend(named.filter(|id| id.uuid7_ms().is_some()));
    }

    /// All that the file tells of other threads.
    pub(super) fn finish(self, facts: &FileFacts) -> Vec<ThreadLink> {
        let own = order::set(facts.turns.iter().filter_map(|turn| turn.id.as_ref()));
        let turns = facts.scopes.iter().filter(|turn_id| !own.contains(turn_id));
        let agents = self.named.into_iter().map(|id| (LinkKind::Agent, id));
        let turns = turns.map(|id| (LinkKind::Turn, id.clone()));
        let origin = facts.ancestor_id.iter();
        let origin = origin.map(|id| (LinkKind::Origin, id.clone()));
        let links = agents.chain(turns).chain(origin);
        let link = |(kind, id)| ThreadLink { kind, id: Some(id) };
        links.map(link).collect()
    }

    fn named_by_item(&mut self, line: &OwnLine<'_>) -> Option<Id> {
        let call = || Some(line.field("call_id")?.fingerprint());
        match line.tag {
            Tag::Call if line.field("name")?.is("spawn_agent") && line.word == "function_call" => {
                self.spawning.extend(call());
                None
            }
            Tag::CallOutput if !self.spawning.is_empty() && line.word == "function_call_output" => {
                self.spawning.remove(&call()?).then_some(())?;
                agent_of_answer(line.field("output")?)
            }
            _ => None,
        }
    }
}

fn named_by_event(line: &OwnLine<'_>) -> Option<Id> {
    let named = match line.tag {
        Tag::SubAgentActivity => line.field("agent_thread_id"),
        Tag::CallEnd if line.word == "collab_agent_spawn_end" => line.field("new_thread_id"),
        Tag::ItemCompleted if line.item == Some(ItemKind::SubAgentActivity) => {
            line.field("item")?.field("agent_thread_id")
        }
        _ => None,
    };
    Id::new(&named?.text()?)
}

/// The answer is JSON within a string: `{"agent_id":"…","nickname":"…"}`.
fn agent_of_answer(output: Raw<'_>) -> Option<Id> {
    let length = output.length_in_bytes()?;
    let answer = output.text().filter(|_| length <= ANSWER_BYTES_CAP)?;
    let answer = Raw::document(answer.trim().as_bytes()).ok()?;
    Id::new(&answer.field("agent_id")?.text()?)
}
