//! Which of several files that hold the same rollout counts.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::lines::plain_bytes;

/// Indices of the files that count, sorted by path: of one base name, then of one rollout id and first line, the plain
/// one, then the larger, then the last by path.
pub(crate) fn choose(files: &[(String, Vec<u8>)]) -> Vec<usize> {
    let rank = |index: usize| {
        let (name, bytes) = &files[index];
        (Reverse(name.ends_with(".zst")), bytes.len(), name.clone())
    };
    let better =
        |held: Option<&usize>, index: usize| held.is_none_or(|&held| rank(index) > rank(held));

    let mut by_name = BTreeMap::new();
    for (index, (name, _)) in files
        .iter()
        .enumerate()
        .filter(|(_, (name, _))| is_rollout(base_name(name)))
    {
        let key = base_name(name).trim_end_matches(".zst");
        if better(by_name.get(key), index) {
            by_name.insert(key, index);
        }
    }
    let mut by_start = BTreeMap::new();
    for (name, index) in by_name {
        let key = (
            rollout_id(name).unwrap_or_else(|| name.to_owned()),
            first_line(&files[index]),
        );
        if better(by_start.get(&key), index) {
            by_start.insert(key, index);
        }
    }
    let mut kept: Vec<usize> = by_start.into_values().collect();
    kept.sort_by(|&left, &right| files[left].0.cmp(&files[right].0));
    kept
}

/// The last uuid in the base name.
pub(crate) fn rollout_id(name: &str) -> Option<String> {
    let (name, mut found, mut start) = (base_name(name).as_bytes(), None, 0);
    while let Some(window) = name.get(start..start + 36) {
        let is_uuid = window.iter().enumerate().all(|(at, &byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        });
        if is_uuid {
            found = Some(String::from_utf8_lossy(window).into_owned());
        }
        start += if is_uuid { 36 } else { 1 };
    }
    found
}

fn base_name(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

fn is_rollout(base_name: &str) -> bool {
    base_name.starts_with("rollout-")
        && (base_name.ends_with(".jsonl") || base_name.ends_with(".jsonl.zst"))
}

fn first_line((name, bytes): &(String, Vec<u8>)) -> Vec<u8> {
    let plain = plain_bytes(name, bytes);
    plain
        .split(|&byte| byte == b'\n')
        .next()
        .unwrap_or_default()
        .to_vec()
}
