//! Of a file that was read no record is held that the one report that is asked does not need: memory then does not follow
//! what nobody looks at.
//!
//! What breaks if this is touched: an answer that lacks what it needs. `tests/needed.rs` compares both ways for every report.

use alloc::vec::Vec;

use crate::report::{ReportKind, needed_tables};
use crate::session::ActivityCounts;
use crate::store::FileRecords;

/// Lets go of what `only` does not need. What was wrong with lines stays: hosts tell it beside any report.
pub(super) fn hold_needed(records: &mut FileRecords, only: ReportKind) {
    let needed = needed_tables(only);
    let is_needed = |table| needed.contains(&table);
    hold(&mut records.links, is_needed("thread_links"));
    hold(&mut records.turns, is_needed("turns"));
    hold(&mut records.usage, is_needed("usage"));
    hold(&mut records.calls, is_needed("tool_calls"));
    hold(&mut records.images, is_needed("images"));
    hold(&mut records.gauges, is_needed("gauges"));
    hold(&mut records.limits, is_needed("rate_limits"));
    hold(&mut records.events, is_needed("events"));
    hold(&mut records.unknown_types, is_needed("unknown_types"));
    hold(&mut records.known_types, is_needed("known_types"));
    if !is_needed("activity") {
        records.activity = ActivityCounts::default();
    }
}

fn hold<T>(rows: &mut Vec<T>, is_needed: bool) {
    if !is_needed {
        *rows = Vec::new();
    }
}
