//! The engine counts as the oracle does, on every sample, whatever the chunks and the order of the files.

mod agreement;
mod oracle;
mod random;
mod samples;

use agreement::{by_engine, by_engine_asked, by_oracle};
use random::Random;
use samples::Files;

const WHOLE: usize = usize::MAX;

fn every_sample() -> Vec<(String, Files)> {
    samples::small()
        .into_iter()
        .chain(samples::fixtures())
        .collect()
}

#[test]
fn every_trap_and_fixture_counts_as_the_oracle_says() {
    for (sample, files) in every_sample() {
        assert_eq!(by_engine(&files, || WHOLE), by_oracle(&files), "{sample}");
    }
}

#[test]
fn the_neighbouring_rollouts_count_as_the_oracle_says() {
    let Some(folder) = samples::neighbouring_rollouts() else {
        return;
    };
    let files = samples::rollouts_under(&folder);
    let (engine, oracle) = (by_engine(&files, || 64 * 1024), by_oracle(&files));
    assert!(engine.keys().eq(oracle.keys()), "the same files count");
    for (name, fates) in engine {
        assert_eq!(fates, oracle[&name], "{name}");
    }
}

#[test]
fn chunks_of_any_size_come_to_the_same() {
    let mut random = Random::new(1);
    for (sample, files) in every_sample() {
        let whole = by_engine(&files, || WHOLE);
        for chunk_bytes in [1, 7, 64, 64 * 1024] {
            assert_eq!(
                by_engine(&files, || chunk_bytes),
                whole,
                "{sample} in chunks of {chunk_bytes}"
            );
        }
        for _ in 0..4 {
            let mut chunk_bytes = || 1 << random.below(14) | random.below(1000);
            assert_eq!(
                by_engine(&files, &mut chunk_bytes),
                whole,
                "{sample} in chunks of random sizes"
            );
        }
    }
}

#[test]
fn files_in_any_order_come_to_the_same() {
    let mut random = Random::new(2);
    for (sample, mut files) in every_sample()
        .into_iter()
        .filter(|(_, files)| files.len() > 1)
    {
        let sorted = by_engine(&files, || WHOLE);
        files.reverse();
        assert_eq!(by_engine(&files, || WHOLE), sorted, "{sample} backwards");
        for _ in 0..6 {
            random.shuffle(&mut files);
            assert_eq!(by_engine(&files, || WHOLE), sorted, "{sample} shuffled");
        }
    }
}

/// What counts instead of a file, and what it continues, may come after an answer that counted it.
#[test]
fn answers_in_between_change_none_of_the_later_ones() {
    let ask = |engine: &cutrack_core::Engine| drop(engine.file_usage());
    let several = |(_, files): &(String, Files)| files.len() > 1;
    for (sample, mut files) in every_sample().into_iter().filter(several) {
        let at_the_end = by_engine(&files, || WHOLE);
        for direction in ["forwards", "backwards"] {
            let often = by_engine_asked(&files, || WHOLE, ask);
            assert_eq!(often, at_the_end, "{sample} {direction}");
            files.reverse();
        }
    }
}

/// A home holds many sessions at once. Some samples share ids; of these the first one stands for all.
#[test]
fn files_of_other_sessions_change_nothing() {
    let mut together: Files = Vec::new();
    let mut apart = Vec::new();
    let mut ids = std::collections::BTreeSet::new();
    for (_, files) in samples::fixtures() {
        let own: Vec<String> = files.iter().flat_map(|(name, _)| uuids(name)).collect();
        if own.iter().any(|id| ids.contains(id)) {
            continue;
        }
        ids.extend(own);
        apart.extend(by_engine(&files, || WHOLE));
        together.extend(files);
    }
    apart.sort_by(|left, right| left.0.cmp(&right.0));
    assert!(together.len() > 20, "enough samples stand alone");
    assert!(by_engine(&together, || WHOLE).into_iter().eq(apart));
}

fn uuids(name: &str) -> Vec<String> {
    let is_uuid_byte = |c: char| c.is_ascii_hexdigit() || c == '-';
    name.split(|c| !is_uuid_byte(c))
        .filter_map(|part| part.get(part.len().checked_sub(36)?..))
        .map(str::to_owned)
        .collect()
}
