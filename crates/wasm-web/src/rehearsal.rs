//! What a choice of files sets off, done with made-up files before there are any: browsers compile what runs often anew, and
//! better, for a second of the processor's time that readers would lack.
//!
//! Nothing of it stays. What breaks if touched: what is left out here is compiled while files are read.

use cutrack_core::store::SourceRecord;
use cutrack_core::{Config, Engine, Query};
use wasm_bindgen::prelude::*;

use crate::Analysis;
use crate::ingest::{Candidate, Listener};

/// As long as any key.
const KEY: [u8; 32] = [0; 32];

/// So often are the queries asked: one session is little beside what there will be.
const TIMES: usize = 20;

#[wasm_bindgen]
impl Analysis {
    /// Reads these files as a reader does, takes over what it hands over, and answers these queries, each as JSON.
    pub async fn rehearse(files: Vec<Candidate>, queries: Vec<String>, listener: Listener) {
        let names: Vec<String> = files.iter().map(Candidate::path).collect();
        let numbers: Vec<u32> = (0..).take(names.len()).collect();
        let key = Some(KEY.to_vec());
        let handed = Self::read_order(files, numbers.clone(), key, false, listener).await;
        let mut engine = Engine::new(Config {
            key: Some(KEY),
            ..Config::default()
        });
        for ((name, id), bytes) in names.iter().zip(numbers).zip(&handed) {
            let source = SourceRecord {
                id,
                ..SourceRecord::default()
            };
            engine.take_over(name, source, &bytes.to_vec());
        }
        let texts = queries.iter();
        let queries = texts.filter_map(|text| Query::from_json(text.as_bytes()).ok());
        let queries: Vec<Query> = queries.collect();
        for _ in 0..TIMES {
            // What one answer found out for the next is forgotten.
            engine.config_mut();
            for query in &queries {
                let _ = engine.report(query).map(|report| report.to_json());
            }
        }
    }
}
