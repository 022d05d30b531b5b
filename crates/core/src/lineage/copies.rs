//! Which of several files that hold the same session counts (FORMAT.md §7.6 rule 5).

use alloc::collections::BTreeMap;

use super::FileName;
use crate::privacy::Id;

/// What is compared of a file.
pub(super) struct Candidate<'a> {
    pub(super) name: &'a FileName,
    pub(super) size: u64,
    pub(super) first_line: Option<u128>,
}

/// How names of rollouts begin. Any other is a person's own, and two files that are called so can be of two sessions.
const OF_CODEX: &str = "rollout-";

/// The plain one before the packed one, then the larger, then the one whose path comes last.
type Rank<'a> = (bool, u64, &'a str);

impl<'a> Candidate<'a> {
    fn rank(&self) -> Rank<'a> {
        (!self.name.is_packed, self.size, &self.name.path)
    }
}

/// For each file the index of the file that counts instead of it, or none when it counts itself.
pub(super) fn set_aside(files: &[Candidate<'_>]) -> alloc::vec::Vec<Option<usize>> {
    let mut winners = (0..files.len()).collect::<alloc::vec::Vec<_>>();
    keep_best(files, &mut winners, |file| {
        let told = match file.name.base.starts_with(OF_CODEX) {
            true => None,
            false => file.first_line,
        };
        (file.name.base.as_str(), told)
    });
    keep_best(files, &mut winners, |file| {
        (rollout_key(file.name), file.first_line)
    });
    (0..files.len())
        .map(|file| Some(winner_of(file, &winners)).filter(|&winner| winner != file))
        .collect()
}

/// A snapshot or backup under another name still tells the rollout it is of.
fn rollout_key(name: &FileName) -> (Option<&Id>, &str) {
    match &name.rollout_id {
        Some(id) => (Some(id), ""),
        None => (None, &name.base),
    }
}

/// Among files that count so far and have the same key, the best one takes the others' place.
fn keep_best<'a, K: Ord>(
    files: &'a [Candidate<'a>],
    winners: &mut [usize],
    key: impl Fn(&'a Candidate<'a>) -> K,
) {
    let mut best: BTreeMap<K, usize> = BTreeMap::new();
    for file in
        (0..files.len()).filter(|&file| winners[file] == file && !files[file].name.base.is_empty())
    {
        let held = best.entry(key(&files[file])).or_insert(file);
        if files[*held].rank() < files[file].rank() {
            *held = file;
        }
    }
    let standing = (0..files.len())
        .filter(|&file| winners[file] == file)
        .collect::<alloc::vec::Vec<_>>();
    for file in standing {
        if let Some(&held) = best.get(&key(&files[file])) {
            winners[file] = held;
        }
    }
}

fn winner_of(file: usize, winners: &[usize]) -> usize {
    let mut at = file;
    while winners[at] != at {
        at = winners[at];
    }
    at
}
