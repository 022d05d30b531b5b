//! Of a file that was read no record is held that the one report that is asked does not need: memory then does not follow
//! what nobody looks at.
//!
//! What breaks if this is touched: an answer that lacks what it needs. `tests/needed.rs` compares both ways for every report.

use alloc::vec::Vec;

use super::{Config, Engine};
use crate::lineage::TracedFile;
use crate::report::{Query, hold_tallies, needed_tables, tallies_of};
use crate::session::ActivityCounts;
use crate::store::FileRecords;

impl Engine {
    /// What a file is and whose; and its [tallies](FileRecords::tallies), where `asked` needs no more of its rows: a host
    /// that stores a file it was [released](Engine::release) then need not load it again for this query.
    pub fn outline(&self, file: &FileRecords, asked: Option<&Query>) -> FileRecords {
        let Config { zone, prices, .. } = &self.config;
        let tallies = asked.and_then(|query| tallies_of(file, query, zone, prices));
        FileRecords {
            source: file.source.clone(),
            identity: file.identity.clone(),
            tallies: tallies.unwrap_or_default(),
            ..FileRecords::default()
        }
    }
}

/// Lets go of what the one report does not need. What was wrong with lines stays: hosts tell it beside any report.
pub(super) fn hold_needed(records: &mut FileRecords, traced: &TracedFile, config: &Config) {
    let Some(only) = &config.only else {
        return;
    };
    let needed = needed_tables(only.report);
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
    hold(&mut records.status_snapshots, is_needed("status_snapshots"));
    hold(&mut records.status_limits, is_needed("status_limits"));
    hold(&mut records.app_turns, is_needed("app_turns"));
    hold(&mut records.app_items, is_needed("app_items"));
    if !is_needed("activity") {
        records.activity = ActivityCounts::default();
    }
    // Of a file that continues another one the usage is not known yet.
    if !traced.continues() {
        hold_tallies(records, only, &config.zone, &config.prices);
    }
}

fn hold<T>(rows: &mut Vec<T>, is_needed: bool) {
    if !is_needed {
        *rows = Vec::new();
    }
}
