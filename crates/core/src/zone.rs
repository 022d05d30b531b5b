//! Time zones as data: the host looks the zone up and hands its offsets over, so that core needs
//! no time-zone database and every host buckets days alike.

use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A time zone: its IANA name and from when on which offset holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// IANA name, or `UTC`.
    pub name: String,
    /// Offset changes in ascending order; before the first, its offset holds. Empty is UTC.
    #[serde(default)]
    pub offsets: Vec<Offset>,
}

/// One change of a zone's offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offset {
    /// Unix time in milliseconds from which the offset holds.
    pub from_ms: i64,
    /// Seconds east of UTC.
    pub east_seconds: i32,
}

impl Default for Zone {
    fn default() -> Self {
        Self { name: String::from("UTC"), offsets: Vec::new() }
    }
}
