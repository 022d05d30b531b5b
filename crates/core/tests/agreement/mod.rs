//! The engine and the oracle side by side: what each says of every file, and that they say the same.

use std::collections::BTreeMap;

use cutrack_core::lineage::{Fate, UsageRow};
use cutrack_core::privacy::Label;
use cutrack_core::record::Tokens;
use cutrack_core::store::{FileRecords, FileUsage};
use cutrack_core::{Config, Engine};

use crate::oracle::{self, Vector, plus};
use crate::samples::Files;

/// A file's tokens by fate, how many responses count, and at which models and efforts these were made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fates {
    pub(crate) counted: Vector,
    pub(crate) inherited: Vector,
    pub(crate) repeated: Vector,
    pub(crate) missing: Vector,
    pub(crate) responses: u64,
    pub(crate) by_model: BTreeMap<String, Vector>,
    pub(crate) by_effort: BTreeMap<String, Vector>,
}

/// How the oracle calls a model that no line tells.
const UNKNOWN: &str = "unknown";
/// And the effort that is the model's own.
const DEFAULT: &str = "default";

/// What the engine says of each file that counts. `chunk_bytes` gives the length of each next chunk.
pub(crate) fn by_engine(
    files: &Files,
    chunk_bytes: impl FnMut() -> usize,
) -> BTreeMap<String, Fates> {
    by_engine_asked(files, chunk_bytes, |_| {})
}

/// The same, if somebody asks the engine after each file.
pub(crate) fn by_engine_asked(
    files: &Files,
    mut chunk_bytes: impl FnMut() -> usize,
    ask: impl Fn(&Engine),
) -> BTreeMap<String, Fates> {
    let mut engine = Engine::new(Config::default());
    for (name, bytes) in files {
        engine.begin(name);
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            let (chunk, later) = rest.split_at(chunk_bytes().clamp(1, rest.len()));
            engine.feed(chunk);
            rest = later;
        }
        engine.end();
        ask(&engine);
    }
    let usage = engine.file_usage();
    assert_eq!(usage.len(), files.len(), "one answer a file");
    let mut aside = usage.iter().filter(|usage| usage.set_aside_for.is_some());
    let counts_twice = |usage: &FileUsage| usage.responses > 0 || usage.repeated.total() > 0;
    assert!(!aside.any(counts_twice), "nothing of a copy");
    // What `/status` printed is no rollout: the oracle does not know it.
    let records = engine.records();
    let counting = files
        .iter()
        .zip(usage.iter().zip(&*records))
        .filter(|((name, _), (usage, _))| usage.set_aside_for.is_none() && !name.ends_with(".txt"));
    counting
        .map(|((name, _), (usage, records))| {
            let fates = Fates {
                counted: vector(&usage.counted),
                inherited: vector(&usage.inherited),
                repeated: vector(&usage.repeated),
                missing: vector(&usage.missing),
                responses: usage.responses,
                by_model: counted_by(records, UNKNOWN, |row| row.model.as_ref()),
                by_effort: counted_by(records, DEFAULT, |row| row.effort.as_ref()),
            };
            (name.clone(), fates)
        })
        .collect()
}

/// What the oracle says of the same files.
pub(crate) fn by_oracle(files: &Files) -> BTreeMap<String, Fates> {
    let fates = |totals: oracle::FileTotals| Fates {
        counted: totals.counted,
        inherited: totals.inherited,
        repeated: totals.repeated,
        missing: totals.missing,
        responses: totals.responses,
        by_model: with_kept_names(totals.by_model, UNKNOWN),
        by_effort: with_kept_names(totals.by_effort, DEFAULT),
    };
    oracle::count(files)
        .into_iter()
        .map(|(name, totals)| (name, fates(totals)))
        .collect()
}

fn counted_by(
    file: &FileRecords,
    untold: &str,
    name: impl Fn(&UsageRow) -> Option<&Label>,
) -> BTreeMap<String, Vector> {
    let counted = file.usage.iter().filter(|row| row.fate == Fate::Counted);
    sums(counted.map(|row| {
        let name = name(row).map_or(untold, Label::as_str);
        let tokens = plus(&vector(&row.tokens), &vector(&row.missing));
        (name.to_owned(), tokens)
    }))
}

/// A name that is none that may be kept is not told, and no other name either.
fn with_kept_names(sums_by: BTreeMap<String, Vector>, untold: &str) -> BTreeMap<String, Vector> {
    sums(sums_by.into_iter().map(|(name, tokens)| {
        let is_kept = Label::new(&name).is_some();
        (if is_kept { &name } else { untold }.to_owned(), tokens)
    }))
}

fn sums(of: impl Iterator<Item = (String, Vector)>) -> BTreeMap<String, Vector> {
    let mut sums = BTreeMap::new();
    for (key, tokens) in of {
        let sum: &mut Vector = sums.entry(key).or_default();
        *sum = plus(sum, &tokens);
    }
    sums
}

fn vector(tokens: &Tokens) -> Vector {
    [
        tokens.input,
        tokens.cached_input,
        tokens.cache_write_input,
        tokens.output,
        tokens.reasoning_output,
    ]
}
