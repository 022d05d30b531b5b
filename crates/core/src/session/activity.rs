//! Messages, reasoning and images of a file (FORMAT.md §7.8): how many and how long, never what.
//!
//! Messages are taken from the event channel only and reasoning from the item channel only. What breaks if this is
//! touched: the other channel says the same again, and everything counts twice.

use alloc::vec::Vec;
use serde::Serialize;

use super::Turn;
use super::own_line::OwnLine;
use crate::item::{Image, ImageKind, LineType, Said, Source, Tag};

/// What was said, summed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActivityCounts {
    /// Messages in the user's name: a sub-agent's are its task.
    pub user_messages: u64,
    /// Of these, what a person typed.
    pub prompts: u64,
    /// Messages of the assistant, plans too.
    pub assistant_messages: u64,
    /// Messages between agents.
    pub agent_messages: u64,
    /// Pieces of reasoning.
    pub reasoning_items: u64,
    /// Parts of their summaries.
    pub summary_parts: u64,
    /// Parts of the reasoning itself, where it is told.
    pub raw_parts: u64,
    /// Length of the user's messages.
    pub user_characters: u64,
    /// Length of the assistant's messages.
    pub assistant_characters: u64,
    /// Length of the summaries of reasoning; absent where no one counted it.
    pub summary_characters: Option<u64>,
    /// Length of the reasoning itself, where it is told; absent where no one counted it.
    pub raw_characters: Option<u64>,
    /// Length of what stands unencrypted in messages between agents; absent where nothing does.
    pub agent_characters: Option<u64>,
    /// Images in the user's messages, by kind.
    pub images: Vec<ImageCount>,
}

/// Images of one kind in a turn's messages, or in messages of no turn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TurnImages {
    /// Own turn that they belong to, by index.
    pub turn: Option<u32>,
    /// Which.
    pub count: ImageCount,
}

/// Images of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImageCount {
    /// Media type or extension; absent when neither is told.
    pub kind: Option<ImageKind>,
    /// Told by their paths on the user's machine; absent where no one looked.
    pub is_local: Option<bool>,
    /// How many.
    pub images: u64,
}

impl ActivityCounts {
    /// Of a file in which nothing was said.
    pub(super) fn none() -> Self {
        Self {
            summary_characters: Some(0),
            raw_characters: Some(0),
            ..Self::default()
        }
    }

    /// Adds what was said elsewhere.
    pub fn join(&mut self, other: &Self) {
        self.user_messages += other.user_messages;
        self.prompts += other.prompts;
        self.assistant_messages += other.assistant_messages;
        self.agent_messages += other.agent_messages;
        self.reasoning_items += other.reasoning_items;
        self.summary_parts += other.summary_parts;
        self.raw_parts += other.raw_parts;
        self.user_characters += other.user_characters;
        self.assistant_characters += other.assistant_characters;
        add(&mut self.summary_characters, other.summary_characters);
        add(&mut self.raw_characters, other.raw_characters);
        add(&mut self.agent_characters, other.agent_characters);
        other.images.iter().for_each(|&count| self.images(count));
    }

    /// Whether the user or the assistant said something.
    pub(super) fn has_messages(&self) -> bool {
        self.user_messages > 0 || self.assistant_messages > 0
    }

    fn add(&mut self, said: &Said) {
        match said {
            Said::User { characters, images } => {
                self.user_messages += 1;
                self.user_characters += characters;
                let one = |&Image { kind, is_local }: &Image| ImageCount {
                    kind,
                    is_local: Some(is_local),
                    images: 1,
                };
                images.iter().for_each(|image| self.images(one(image)));
            }
            Said::Assistant { characters } => {
                self.assistant_messages += 1;
                self.assistant_characters += characters;
            }
            Said::Agent { characters } => {
                self.agent_messages += 1;
                add(&mut self.agent_characters, *characters);
            }
            Said::Reasoning {
                summary_parts,
                raw_parts,
                summary_characters,
                raw_characters,
            } => {
                self.reasoning_items += 1;
                self.summary_parts += summary_parts;
                self.raw_parts += raw_parts;
                add(&mut self.summary_characters, Some(*summary_characters));
                add(&mut self.raw_characters, Some(*raw_characters));
            }
        }
    }

    /// Adds images of one kind; the kinds stay sorted.
    pub(crate) fn images(&mut self, added: ImageCount) {
        let kind = |count: &ImageCount| (count.kind, count.is_local);
        match self.images.binary_search_by_key(&kind(&added), kind) {
            Ok(at) => self.images[at].images += added.images,
            Err(at) => self.images.insert(at, added),
        }
    }
}

/// Follows the messages.
#[derive(Default)]
pub(super) struct Activity {
    /// What was said in each turn.
    by_turn: Vec<ActivityCounts>,
    /// What was said in none.
    beside: ActivityCounts,
}

impl Activity {
    /// Takes the next line.
    pub(super) fn line(&mut self, line: &OwnLine<'_>) {
        if line.is_foreign {
            return;
        }
        let said = match line.envelope.line_type {
            LineType::EventMsg => event(line),
            LineType::ResponseItem => item(line),
            _ => None,
        };
        // A review's task also stands in the file that asked for the review.
        let is_task = line.in_review && matches!(said, Some(Said::User { .. }));
        if let Some(said) = said.filter(|_| !is_task) {
            self.add(&said, line.turn);
        }
    }

    /// Takes an item of a file without envelopes.
    pub(super) fn bare(&mut self, said: &Said, turn: Option<u32>) {
        self.add(said, turn);
    }

    /// The sums, and the images turn by turn, once it is known what started the session; each turn gets its own sums.
    /// `places` says where among the turns each is that lines name.
    pub(super) fn finish(
        self,
        source: Option<&Source>,
        places: &[u32],
        turns: &mut [Turn],
    ) -> (ActivityCounts, Vec<TurnImages>) {
        let is_typed = !source.is_some_and(Source::is_sub_agent);
        for turn in turns.iter_mut() {
            turn.activity = ActivityCounts::none();
        }
        for (&place, counts) in places.iter().zip(self.by_turn) {
            turns[place as usize].activity.join(&counts);
        }
        let mut sum = ActivityCounts::none();
        let mut images = Vec::new();
        let beside = Some((None, &self.beside)).into_iter();
        let of_turns = (0..)
            .zip(turns.iter())
            .map(|(at, turn)| (Some(at), &turn.activity));
        for (turn, counts) in beside.chain(of_turns) {
            sum.join(counts);
            let of_kind = |&count: &ImageCount| TurnImages { turn, count };
            images.extend(counts.images.iter().map(of_kind));
        }
        let counts = turns.iter_mut().map(|turn| &mut turn.activity);
        for counts in counts.chain([&mut sum]).filter(|_| is_typed) {
            counts.prompts = counts.user_messages;
        }
        (sum, images)
    }

    fn add(&mut self, said: &Said, turn: Option<u32>) {
        let Some(turn) = turn.map(|turn| turn as usize) else {
            return self.beside.add(said);
        };
        if self.by_turn.len() <= turn {
            self.by_turn.resize(turn + 1, ActivityCounts::none());
        }
        self.by_turn[turn].add(said);
    }
}

/// Adds a number that may not be known.
fn add(sum: &mut Option<u64>, number: Option<u64>) {
    if let Some(number) = number {
        *sum = Some(sum.unwrap_or(0) + number);
    }
}

fn event(line: &OwnLine<'_>) -> Option<Said> {
    match line.tag {
        Tag::UserMessage => Said::of_user_message(|name| line.field(name)),
        Tag::AgentMessage => Some(Said::of_agent_message(line.field("message"))),
        Tag::ItemCompleted => Said::of_completed(line.field("item")?),
        _ => None,
    }
}

fn item(line: &OwnLine<'_>) -> Option<Said> {
    let said = match line.tag {
        Tag::Reasoning => Said::of_reasoning(line.field("summary"), line.field("content")),
        Tag::BetweenAgents => Said::between_agents(line.field("content")),
        _ => return None,
    };
    Some(said).filter(|_| !line.is_compaction_output())
}
