//! Paths that Codex itself makes: they hold times and ids, and nothing that a person wrote.

use alloc::boxed::Box;

const ROLLOUT: &str = "rollout-";
const UUID_BYTES: usize = 36;
/// Where both forms of a base name begin with digits: 0 stands for any.
const DAY: &str = "0000-00-00-";
const SECOND: &str = "0000-00-00T00-00-00-";
const DAY_FOLDERS: &str = "0000/00/00";

/// `sessions/2026/08/06/rollout-….jsonl`, `archived_sessions/rollout-….jsonl`, or the base name alone; also `.json`
/// and `.zst`. It may be kept as it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RolloutPath(Box<str>);

impl RolloutPath {
    /// Absent unless every part of the path is one that Codex writes (FORMAT.md §1.1).
    pub fn new(path: &str) -> Option<Self> {
        let (folder, base) = path.rsplit_once('/').unwrap_or(("", path));
        let is_ours = match folder.strip_prefix("sessions/") {
            Some(day) => is_like(day, DAY_FOLDERS),
            None => matches!(folder, "" | "sessions" | "archived_sessions"),
        };
        (is_ours && is_base(base)).then(|| Self(path.into()))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_base(base: &str) -> bool {
    let unpacked = base.strip_suffix(".zst").unwrap_or(base);
    let stem = [".jsonl", ".json"]
        .into_iter()
        .find_map(|end| unpacked.strip_suffix(end));
    let Some(dated) = stem.and_then(|stem| stem.strip_prefix(ROLLOUT)) else {
        return false;
    };
    [SECOND, DAY].into_iter().any(|pattern| {
        let parts = dated.split_at_checked(pattern.len());
        parts.is_some_and(|(date, ids)| is_like(date, pattern) && is_ids(ids))
    })
}

/// A UUID, or two with `_` in between: the thread and the rollout.
fn is_ids(text: &str) -> bool {
    let (first, second) = text
        .split_once('_')
        .map_or((text, None), |(first, second)| (first, Some(second)));
    is_uuid(first) && second.is_none_or(is_uuid)
}

fn is_uuid(text: &str) -> bool {
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    text.len() == UUID_BYTES
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => is_digit(byte),
        })
}

fn is_like(text: &str, pattern: &str) -> bool {
    text.len() == pattern.len()
        && text
            .bytes()
            .zip(pattern.bytes())
            .all(|(byte, like)| match like {
                b'0' => byte.is_ascii_digit(),
                like => byte == like,
            })
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    const UUID: &str = "01a201eb-4af6-70e1-a6d6-f6fd67af2658";

    #[test]
    fn paths_of_codex_and_no_others() {
        for (before, after, expected) in [
            (
                "sessions/2026/08/06/rollout-2026-08-06T08-00-00-",
                ".jsonl",
                true,
            ),
            (
                "archived_sessions/rollout-2026-08-06T08-00-00-",
                ".jsonl.zst",
                true,
            ),
            ("rollout-2026-08-06T08-00-00-", ".jsonl", true),
            (
                "rollout-2026-08-06T08-00-00-01a201eb-4af6-70e1-a6d6-f6fd67af2658_",
                ".jsonl",
                true,
            ),
            ("sessions/rollout-2025-04-19-", ".json", true),
            ("rollout-2026-08-06T08-00-00-", "-backup.jsonl", false),
            ("rollout-2026-08-06T08-00-00-", ".jsonl.bak", false),
            ("rollout-secret-", ".jsonl", false),
            ("secret/rollout-2026-08-06T08-00-00-", ".jsonl", false),
            (
                "sessions/2026/08/secret/rollout-2026-08-06T08-00-00-",
                ".jsonl",
                false,
            ),
            (
                "/sessions/2026/08/06/rollout-2026-08-06T08-00-00-",
                ".jsonl",
                false,
            ),
            ("sessions/../rollout-2026-08-06T08-00-00-", ".jsonl", false),
            ("secret", "", false),
        ] {
            let path = format!("{before}{UUID}{after}");
            assert_eq!(RolloutPath::new(&path).is_some(), expected, "{path}");
        }
        assert_eq!(RolloutPath::new("rollout-x.jsonl"), None);
        assert_eq!(RolloutPath::new(""), None);
    }
}
