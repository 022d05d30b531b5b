//! The engine and the oracle side by side: what each says of every file, and that they say the same.

use std::collections::BTreeMap;

use cutrack_core::lineage::Fate;
use cutrack_core::privacy::Label;
use cutrack_core::record::Tokens;
use cutrack_core::store::{FileRecords, FileUsage};
use cutrack_core::{Config, Engine};

use crate::oracle::{self, Vector, plus};
use crate::samples::Files;

/// A file's tokens by fate, how many responses count, and which models these ran on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fates {
    pub(crate) counted: Vector,
    pub(crate) inherited: Vector,
    pub(crate) repeated: Vector,
    pub(crate) missing: Vector,
    pub(crate) responses: u64,
    pub(crate) by_model: BTreeMap<String, Vector>,
}

/// How the oracle calls a model that no line tells.
const UNKNOWN: &str = "unknown";

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
                by_model: by_model(records),
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
        by_model: sums(totals.by_model.into_iter().map(|(model, tokens)| {
            // A name that is none that may be kept is not told, and no other model's either.
            let is_kept = Label::new(&model).is_some();
            (if is_kept { &model } else { UNKNOWN }.to_owned(), tokens)
        })),
    };
    oracle::count(files)
        .into_iter()
        .map(|(name, totals)| (name, fates(totals)))
        .collect()
}

fn by_model(file: &FileRecords) -> BTreeMap<String, Vector> {
    let counted = file.usage.iter().filter(|row| row.fate == Fate::Counted);
    sums(counted.map(|row| {
        let model = row.model.as_ref().map(ToString::to_string);
        let tokens = plus(&vector(&row.tokens), &vector(&row.missing));
        (model.unwrap_or_else(|| UNKNOWN.to_owned()), tokens)
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
