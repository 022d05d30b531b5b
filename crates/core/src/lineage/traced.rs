//! What lineage keeps of a file from the moment on that it was read.
//!
//! Nearly every file begins a history of its own: its usage is known at once, and of its statements only that stays on
//! which files that continue it go on from. What breaks if touched: memory, which follows this for every file read.

mod handed;

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::copies::Candidate;
use super::{Fate, FileName, SourceFile, UsageRow};
use crate::counter::{self, Counter};
use crate::item::HistoryBase;
use crate::order;
use crate::record::Tokens;
use crate::session::{FileFacts, InForce, Reading, ReadingKind};

pub(crate) use handed::{Outline, TracedRows};

/// A file that was read.
pub struct TracedFile {
    pub(super) name: FileName,
    size: u64,
    first_line: Option<u128>,
    is_unread: bool,
    is_of_a_thread: bool,
    statements: Statements,
}

/// What it states.
enum Statements {
    /// It begins a history.
    Settled(Marks),
    /// It continues another file: what it adds depends on where that one ends.
    Open(Box<FileFacts>),
}

/// Where a file stands before its first line: what another file left.
#[derive(Clone, Debug, Default)]
pub(super) struct Seed {
    head: Option<Tokens>,
    in_force: InForce,
}

impl Seed {
    /// What is in force where the file says this, if it says anything.
    fn followed_by(&self, said: Option<&InForce>) -> InForce {
        let before = &self.in_force;
        said.map_or_else(|| before.clone(), |said| said.after(before))
    }
}

impl TracedFile {
    /// Takes a file over, with its usage where no other file has a say in it.
    pub(crate) fn new(file: SourceFile) -> (Self, Vec<UsageRow>) {
        let is_unread = file.is_unread();
        let facts = file.facts;
        let (first_line, is_of_a_thread) = (facts.first_line, facts.identity.is_some());
        let (statements, usage) = match facts.history_base {
            Some(_) => (Statements::Open(Box::new(facts)), Vec::new()),
            None => {
                let followed = follow(&facts, Seed::default());
                let usage = match is_unread {
                    true => Vec::new(),
                    false => followed.rows(&facts),
                };
                (Statements::Settled(followed.marks(&facts)), usage)
            }
        };
        let traced = Self {
            name: file.name,
            size: file.size,
            first_line,
            is_unread,
            is_of_a_thread,
            statements,
        };
        (traced, usage)
    }

    pub(super) fn candidate(&self) -> Candidate<'_> {
        Candidate {
            name: &self.name,
            size: self.size,
            first_line: self.first_line,
        }
    }

    /// Whether it continues another file.
    pub(crate) fn continues(&self) -> bool {
        matches!(self.statements, Statements::Open(_))
    }

    pub(super) fn history_base(&self) -> Option<&HistoryBase> {
        match &self.statements {
            Statements::Settled(_) => None,
            Statements::Open(facts) => facts.history_base.as_ref(),
        }
    }

    /// Whether a line says whose it is.
    pub(super) fn is_of_a_thread(&self) -> bool {
        self.is_of_a_thread
    }

    /// Its usage, if it continues another file, which ends as `seed` says.
    pub(super) fn usage_from(&self, seed: impl FnOnce() -> Seed) -> Option<Vec<UsageRow>> {
        let Statements::Open(facts) = &self.statements else {
            return None;
        };
        Some(match self.is_unread {
            true => Vec::new(),
            false => follow(facts, seed()).rows(facts),
        })
    }

    /// Where it stands before the line of the ordinal `end`; `seed` is where it begins.
    pub(super) fn state_before(&self, end: Option<u64>, seed: impl FnOnce() -> Seed) -> Seed {
        match &self.statements {
            Statements::Settled(marks) => marks.before(end, Seed::default()),
            Statements::Open(facts) => {
                let seed = seed();
                follow(facts, seed.clone()).marks(facts).before(end, seed)
            }
        }
    }
}

/// Where a file stands from a line on, by the ordinal of that line, in file order.
struct Marks {
    /// Running total after each `token_count`.
    heads: Vec<(Option<u64>, Option<Tokens>)>,
    /// Model and effort after each line that said which.
    in_force: Vec<(Option<u64>, InForce)>,
}

impl Marks {
    /// The state before `end`: that of the newest line, in file order, that lies before it.
    fn before(&self, end: Option<u64>, seed: Seed) -> Seed {
        let head = newest_before(&self.heads, end);
        let said = newest_before(&self.in_force, end);
        Seed {
            head: head.map_or(seed.head, |head| *head),
            in_force: seed.followed_by(said),
        }
    }
}

fn newest_before<T>(marks: &[(Option<u64>, T)], end: Option<u64>) -> Option<&T> {
    let is_before =
        |ordinal: Option<u64>| end.is_none_or(|end| ordinal.is_none_or(|ordinal| ordinal < end));
    let mut newest_first = marks.iter().rev();
    newest_first
        .find(|(ordinal, _)| is_before(*ordinal))
        .map(|(_, state)| state)
}

/// A line without an ordinal lies before every end, so that no line above it is ever asked for.
fn note<T>(marks: &mut Vec<(Option<u64>, T)>, ordinal: Option<u64>, state: T) {
    if ordinal.is_none() {
        marks.clear();
    }
    marks.push((ordinal, state));
}

/// A file whose totals were followed.
struct Followed {
    seed: Seed,
    steps: Vec<counter::Step>,
    /// Running total after each `token_count`, by its ordinal; as far as an end can lie behind one.
    heads: Vec<(Option<u64>, Option<Tokens>)>,
    is_interleaved: bool,
}

fn follow(facts: &FileFacts, seed: Seed) -> Followed {
    let mut counter = Counter::seeded(seed.head);
    let mut heads = Vec::new();
    let steps = facts.readings.iter().map(|reading| match reading.kind {
        ReadingKind::Count { total, last } => {
            let step = counter.take(total, last);
            note(&mut heads, reading.ordinal, counter.head());
            step
        }
        ReadingKind::Record { usage, .. } => counter::Step {
            counted: usage,
            ..counter::Step::default()
        },
    });
    let steps = steps.collect();
    Followed {
        seed,
        steps,
        heads,
        is_interleaved: counter.is_interleaved(),
    }
}

impl Followed {
    fn marks(&self, facts: &FileFacts) -> Marks {
        let mut in_force = Vec::new();
        for (ordinal, said) in &facts.in_force {
            note(&mut in_force, *ordinal, said.clone());
        }
        in_force.shrink_to_fit();
        Marks {
            heads: self.heads.clone(),
            in_force,
        }
    }

    fn rows(&self, facts: &FileFacts) -> Vec<UsageRow> {
        let is_record = |reading: &&Reading| matches!(reading.kind, ReadingKind::Record { .. });
        let recorded = facts.readings.iter().filter(is_record);
        let recorded = order::set(recorded.map(|reading| reading.scope));
        let mut rows = Vec::with_capacity(facts.readings.len());
        for (reading, step) in facts.readings.iter().zip(&self.steps) {
            if step.repeated != Tokens::default() {
                rows.push(self.row(
                    facts,
                    reading,
                    Fate::Repeated,
                    step.repeated,
                    Tokens::default(),
                ));
            }
            let is_record = is_record(&reading);
            if step.counted == Tokens::default() && !is_record {
                continue;
            }
            let fate = if !is_record && recorded.contains(&reading.scope) {
                Fate::Repeated
            } else if reading.is_copied {
                Fate::Inherited
            } else {
                Fate::Counted
            };
            let missing = if self.is_interleaved {
                Tokens::default()
            } else {
                step.missing
            };
            rows.push(self.row(facts, reading, fate, step.counted, missing));
        }
        // Rows stay as long as the file is in memory.
        rows.shrink_to_fit();
        rows
    }

    fn row(
        &self,
        facts: &FileFacts,
        reading: &Reading,
        fate: Fate,
        tokens: Tokens,
        missing: Tokens,
    ) -> UsageRow {
        let said = reading
            .in_force
            .and_then(|at| facts.in_force.get(at as usize));
        let InForce { model, effort } = self.seed.followed_by(said.map(|(_, said)| said));
        UsageRow {
            fate,
            at: reading.at,
            turn: reading.turn,
            model: model.flatten(),
            effort: effort.flatten(),
            tier: reading.tier,
            response_id: match &reading.kind {
                ReadingKind::Record { response_id, .. } => response_id.clone(),
                ReadingKind::Count { .. } => None,
            },
            tokens,
            missing,
            is_compaction: reading.is_compaction,
            stated_total: reading.stated_total,
        }
    }
}
