//! What a file's name tells (FORMAT.md §1.1): which rollout, in which form, archived or not.

use alloc::string::String;

use crate::privacy::Id;

/// A file's name, taken apart. It orders and joins files and is in no answer.
#[derive(Clone, Default)]
pub struct FileName {
    /// The name as the host gave it.
    pub path: String,
    /// Base name without `.zst`.
    pub base: String,
    /// Last UUID of the base name.
    pub rollout_id: Option<Id>,
    /// It ends in `.zst`.
    pub is_packed: bool,
    /// A whole-file JSON of the TypeScript client.
    pub is_document: bool,
    /// It lies under `archived_sessions`.
    pub is_archived: bool,
}

impl FileName {
    /// Takes a name apart.
    pub fn new(path: &str) -> Self {
        let mut folders = path.rsplit(['/', '\\']);
        let base = folders.next().unwrap_or_default();
        let is_archived = folders.any(|folder| folder == "archived_sessions");
        let unpacked = base.strip_suffix(".zst").unwrap_or(base);
        Self {
            path: String::from(path),
            base: String::from(unpacked),
            rollout_id: last_uuid(unpacked),
            is_packed: unpacked.len() < base.len(),
            is_document: unpacked.ends_with(".json"),
            is_archived,
        }
    }
}

/// The last text of the form 8-4-4-4-12 lower-case hex digits.
fn last_uuid(name: &str) -> Option<Id> {
    const LENGTH: usize = 36;
    let bytes = name.as_bytes();
    let is_uuid = |text: &[u8]| {
        text.iter().enumerate().all(|(at, &byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        })
    };
    let at = (0..=bytes.len().checked_sub(LENGTH)?)
        .rev()
        .find(|&at| is_uuid(&bytes[at..at + LENGTH]))?;
    Id::new(&name[at..at + LENGTH])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_uuid_of_a_reverted_file_is_its_rollout() {
        let thread = "01a201eb-4af6-70e1-a6d6-f6fd67af2658";
        let rollout = "01a201eb-4beb-79c3-ac16-23549af9fb79";
        let path = alloc::format!(
            "archived_sessions/rollout-2026-11-22T06-22-07-{thread}_{rollout}.jsonl.zst"
        );
        let name = FileName::new(&path);
        assert_eq!(name.rollout_id, Id::new(rollout));
        assert!(name.is_packed && name.is_archived && !name.is_document);
        assert_eq!(FileName::new("rollout-x.jsonl").rollout_id, None);
    }
}
