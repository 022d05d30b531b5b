//! Thousands of damaged and respelled rollouts: the engine never panics and counts as the oracle does.
//!
//! `CUTRACK_SOAK=50` runs fifty times as many. A failure names its seed; `CUTRACK_SEED` runs that one alone and leaves
//! its files under `target/mutated`.

mod agreement;
mod damage;
mod oracle;
mod random;
mod samples;

use std::{env, fs};

use agreement::{by_engine, by_oracle};
use random::Random;
use samples::Files;

/// Mutated samples in a usual run: a few seconds' worth.
const TRAP_RUNS: u64 = 6000;
const FIXTURE_RUNS: u64 = 300;

#[test]
fn mutated_traps_count_as_the_oracle_says() {
    run(&samples::traps(), TRAP_RUNS);
}

#[test]
fn mutated_fixtures_count_as_the_oracle_says() {
    run(&samples::fixtures(), FIXTURE_RUNS);
}

fn run(samples: &[(String, Files)], runs: u64) {
    let number = |name: &str| {
        env::var(name)
            .ok()
            .map(|text| text.parse().expect("a whole number"))
    };
    if let Some(seed) = number("CUTRACK_SEED") {
        keep(&mutated(samples, seed).1);
        return compare(samples, seed);
    }
    (0..runs * number("CUTRACK_SOAK").unwrap_or(1)).for_each(|seed| compare(samples, seed));
}

fn compare(samples: &[(String, Files)], seed: u64) {
    let (sample, files) = mutated(samples, seed);
    let _named = Named { sample, seed };
    let chunk_bytes = 1 + Random::new(seed).below(5000);
    assert_eq!(by_engine(&files, || chunk_bytes), by_oracle(&files));
}

fn mutated(samples: &[(String, Files)], seed: u64) -> (&str, Files) {
    let mut random = Random::new(seed);
    let (sample, files) = random.pick(samples);
    let mut files = files.clone();
    for (_, bytes) in files.iter_mut().filter(|(name, _)| !name.ends_with(".zst")) {
        damage::mutate(bytes, &mut random);
    }
    (sample, files)
}

fn keep(files: &Files) {
    for (name, bytes) in files {
        let path = samples::workspace_root().join("target/mutated").join(name);
        fs::create_dir_all(path.parent().expect("a path below the folder"))
            .expect("target can be written");
        fs::write(path, bytes).expect("target can be written");
    }
}

/// Says on the way out of a panic which run it was.
struct Named<'a> {
    sample: &'a str,
    seed: u64,
}

impl Drop for Named<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("seed {} of {}", self.seed, self.sample);
        }
    }
}
