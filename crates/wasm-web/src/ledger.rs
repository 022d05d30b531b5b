//! The kept ledger of the files that were chosen: they are read once more, by an engine of its own that keeps nothing of
//! them but the ledger.

use std::cell::RefCell;

use cutrack_core::report::{Grouping, Query, ReportKind};
use cutrack_core::store::SourceRecord;
use cutrack_core::{Config, Engine};
use wasm_bindgen::prelude::*;

use crate::ingest::{Candidate, Listener};
use crate::{Analysis, number, reading};

#[wasm_bindgen]
impl Analysis {
    /// Core's answers to `privacy`, by kind, by fate and by path, over these files: three lines of JSON. Its counts of
    /// files mean nothing. The number of a refusal is that of a query.
    pub async fn ledger(candidates: Vec<Candidate>, listener: Listener) -> Result<Vec<u8>, u32> {
        let engine = RefCell::new(Engine::new(Config {
            ledger: true,
            ..Config::default()
        }));
        for (place, candidate) in candidates.iter().enumerate() {
            let source = SourceRecord {
                id: place as u32,
                ..SourceRecord::default()
            };
            let (name, file) = (candidate.path(), candidate.file());
            reading::read(&engine, &name, source, file, Some(&listener)).await;
            // Memory then does not follow the number of files.
            drop(engine.borrow_mut().release());
        }
        let engine = engine.into_inner();
        let mut lines = Vec::new();
        for by in [Grouping::Kind, Grouping::Fate, Grouping::Path] {
            let query = Query {
                report: ReportKind::Privacy,
                by: vec![by],
                limit: Some(0),
                ..Query::default()
            };
            lines.extend(engine.report(&query).map_err(number)?.to_json());
            lines.push(b'\n');
        }
        Ok(lines)
    }
}
