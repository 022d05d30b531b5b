//! The usage of one file, summed by fate: what is compared with the reference.

use super::FileRecords;
use crate::lineage::Fate;
use crate::privacy::Id;
use crate::record::Tokens;

/// The usage of one file, summed by fate: what `reference_count.py` prints.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FileUsage {
    /// Thread id of the file.
    pub session_id: Option<Id>,
    /// Number of the file that counts instead of this one.
    pub set_aside_for: Option<u32>,
    /// Used by this file's own responses, `missing` included.
    pub counted: Tokens,
    /// On lines copied from another session.
    pub inherited: Tokens,
    /// Told again.
    pub repeated: Tokens,
    /// The part of `counted` that only the running total shows.
    pub missing: Tokens,
    /// Responses counted.
    pub responses: u64,
}

impl FileUsage {
    /// Sums a file's rows.
    pub(crate) fn of(records: &FileRecords) -> Self {
        let identity = records.identity.as_ref();
        let mut usage = Self {
            session_id: identity.and_then(|identity| identity.thread_id.clone()),
            set_aside_for: records.source.set_aside_for,
            ..Self::default()
        };
        for row in &records.usage {
            let sum = match row.fate {
                Fate::Counted => {
                    usage.responses += 1;
                    usage.missing = usage.missing.plus(&row.missing);
                    &mut usage.counted
                }
                Fate::Inherited => &mut usage.inherited,
                Fate::Repeated => &mut usage.repeated,
            };
            *sum = sum.plus(&row.tokens).plus(&row.missing);
        }
        usage
    }
}
