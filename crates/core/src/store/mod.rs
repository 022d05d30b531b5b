//! What is kept of each source file, and how that is written down as rows.
//!
//! [`FileRecords`] holds all that one file leaves behind once lineage has decided. Nothing is kept across files: a
//! session of several files is joined when a report is computed, so that the rows of one file can be replaced in one
//! transaction and are right at any moment. What breaks if touched: the tables are a stored format (see [`SCHEMA`]).

mod bytes;
mod cell;
mod columns;
mod data_set;
mod describe;
mod fates;
mod layout;
mod look;
mod plan;
mod rows;
mod sample;
mod source;
mod tables;
mod tally;
mod text;
mod word;

use alloc::vec::Vec;
use core::mem;

use crate::lineage::{SourceFile, UsageRow};
use crate::privacy::{Key, Mask, Name, Privacy, Program, PseudonymKind};
use crate::session::{
    ActivityCounts, Call, Diagnostic, Finding, Gauge, Identity, LimitReading, StateEvent,
    ThreadLink, Turn, TurnImages, TypeCount,
};
use crate::status::{StatusLimit, StatusSnapshot};
use crate::stream::{AppItem, AppTurn};

pub(crate) use columns::{read_bytes, write_bytes};
pub use data_set::{DataSet, DataSetReader, Refusal, write_data_set};
pub use fates::FileUsage;
pub use layout::Layout;
pub use look::{Hit, Look, Looker, TableRows};
pub use plan::{Found, Plan};
pub use rows::{DamagedRow, Reader, RowsOfTable, SCHEMA, idle_names, learn_names, records, tables};
pub use sample::{SampleCell, SampleRow, sample_row};
pub use source::{SourceName, SourceRecord};
pub use tally::Tally;
pub(crate) use tally::TallyTime;
pub use text::{from_text, to_text};

/// All that one source file leaves behind. Turns are named by their index in [`turns`](Self::turns).
#[derive(Clone, Default)]
pub struct FileRecords {
    /// The file.
    pub source: SourceRecord,
    /// Whose it is; absent when no line says so.
    pub identity: Option<Identity>,
    /// What it tells of other threads.
    pub links: Vec<ThreadLink>,
    /// Own turns, in file order.
    pub turns: Vec<Turn>,
    /// Usage with its fate, in file order.
    pub usage: Vec<UsageRow>,
    /// Turns and usage as sums, where their rows are not held.
    pub tallies: Vec<Tally>,
    /// Tool calls, in file order.
    pub calls: Vec<Call>,
    /// What was said.
    pub activity: ActivityCounts,
    /// Images in the user's messages, turn by turn.
    pub images: Vec<TurnImages>,
    /// How full the context window was, in file order.
    pub gauges: Vec<Gauge>,
    /// Rate limits, one row a change, in file order.
    pub limits: Vec<LimitReading>,
    /// What happened beside turns, calls and messages, in file order.
    pub events: Vec<StateEvent>,
    /// What was wrong with lines, one by one: the first of each kind, and of all the first hundred.
    pub diagnostics: Vec<Diagnostic>,
    /// How many lines had each thing wrong.
    pub findings: Vec<Finding>,
    /// Types of lines, events and items that nobody knows.
    pub unknown_types: Vec<TypeCount>,
    /// Types of events and items that are known.
    pub known_types: Vec<TypeCount>,
    /// What panels of `/status` and ends of Codex told, in file order.
    pub status_snapshots: Vec<StatusSnapshot>,
    /// Limits of these panels.
    pub status_limits: Vec<StatusLimit>,
    /// Turns that it tells as a stream.
    pub app_turns: Vec<AppTurn>,
    /// Their items.
    pub app_items: Vec<AppItem>,
}

impl FileRecords {
    /// Takes a file's facts over, but for those that lineage still has to decide about. `before` is what was known of the
    /// file before it was read.
    pub(crate) fn take(before: SourceRecord, file: &mut SourceFile, key: Option<&Key>) -> Self {
        let source = SourceRecord::of(file, before, key);
        let revert = file.revert();
        let facts = &mut file.facts;
        facts.events.splice(0..0, revert);
        let mut identity = facts.identity.clone();
        if let Some(identity) = &mut identity {
            identity
                .names_mut()
                .for_each(|(name, kind)| name.hide(key, kind));
        }
        let cwds = facts.status_snapshots.iter_mut();
        cwds.filter_map(|snapshot| snapshot.cwd.as_mut())
            .for_each(|cwd| cwd.hide(key, PseudonymKind::Cwd));
        Self {
            source,
            identity,
            links: mem::take(&mut facts.links),
            turns: taken(&mut facts.turns),
            usage: Vec::new(),
            tallies: Vec::new(),
            calls: taken(&mut facts.calls),
            activity: mem::take(&mut facts.activity),
            images: mem::take(&mut facts.images),
            gauges: taken(&mut facts.gauges),
            limits: taken(&mut facts.limits),
            events: taken(&mut facts.events),
            diagnostics: mem::take(&mut facts.diagnostics),
            findings: mem::take(&mut facts.findings),
            unknown_types: mem::take(&mut facts.unknown_types),
            known_types: mem::take(&mut facts.known_types),
            status_snapshots: mem::take(&mut facts.status_snapshots),
            status_limits: mem::take(&mut facts.status_limits),
            app_turns: taken(&mut facts.stream.turns),
            app_items: taken(&mut facts.stream.items),
        }
    }

    /// What is left of a file whose rows are deleted, and which is not to be read again.
    pub fn purged(source: SourceRecord) -> Self {
        Self {
            source: SourceRecord {
                is_purged: true,
                ..source
            },
            ..Self::default()
        }
    }

    /// Whether the file is read, and no copy of another one.
    pub(crate) fn counts(&self) -> bool {
        self.source.set_aside_for.is_none() && !self.source.is_unread()
    }

    /// Forgets what `strict` does not allow: the text of every name, and programs that not everyone has.
    pub fn make_strict(&mut self, key: Option<&Key>) {
        self.names_mut().for_each(Name::forget);
        let mask = Mask::new(key.cloned(), Privacy::Strict);
        let of_calls = self.calls.iter_mut().map(|call| &mut call.program);
        let of_items = self.app_items.iter_mut().map(|item| &mut item.program);
        for program in of_calls.chain(of_items) {
            *program = match program.take() {
                Some(Program::Named(name)) => mask.program(name),
                kept => kept,
            };
        }
    }

    /// Counts the images for the file and its turns, when all of them are read.
    fn count_images(&mut self) {
        for &TurnImages { turn, count } in &self.images {
            self.activity.images(count);
            let turn = turn.and_then(|turn| self.turns.get_mut(turn as usize));
            if let Some(turn) = turn {
                turn.activity.images(count);
            }
        }
    }

    /// Every name of a person's own that it holds.
    fn names_mut(&mut self) -> impl Iterator<Item = &mut Name> {
        let source = &mut self.source;
        let of_source = [
            source.name.other_mut(),
            source.base.other_mut(),
            source.home.as_mut(),
        ];
        let identity = self.identity.iter_mut();
        let of_identity = identity.flat_map(|identity| identity.names_mut().map(|(name, _)| name));
        let snapshots = self.status_snapshots.iter_mut();
        let of_status = snapshots.filter_map(|snapshot| snapshot.cwd.as_mut());
        let of_file = of_source.into_iter().flatten();
        of_file.chain(of_identity).chain(of_status)
    }
}

/// Takes a list over without the room that it grew into: of thousands of files it would be a third of all memory.
fn taken<T>(list: &mut Vec<T>) -> Vec<T> {
    let mut list = mem::take(list);
    list.shrink_to_fit();
    list
}
