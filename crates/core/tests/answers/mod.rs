//! Everything that core says of files: each report in each grouping that it takes, with and without readable names.
#![allow(dead_code, reason = "each test takes what it needs of this")]

use cutrack_core::privacy::Privacy;
use cutrack_core::report::{Grouping, QueryError, ReportKind};
use cutrack_core::{Config, Engine, Query};

use crate::samples::Files;

/// A moment among those of the samples.
const NOW: &str = "2026-08-06T08:05:00Z";

/// An engine that has read the files, and tells of every value what became of it.
pub(crate) fn engine(files: &Files, mut chunk_bytes: impl FnMut() -> usize) -> Engine {
    let mut engine = Engine::new(Config {
        key: Some([7; 32]),
        // Names of programs may stand, unless strict.
        privacy: Privacy::Strict,
        ledger: true,
        ..Config::default()
    });
    for (name, bytes) in files {
        engine.begin(name);
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            let (chunk, later) = rest.split_at(chunk_bytes().clamp(1, rest.len()));
            engine.feed(chunk);
            rest = later;
        }
        engine.end();
    }
    engine
}

/// Every query that a report takes: found by asking, so that no new report or grouping is forgotten.
pub(crate) fn queries() -> Vec<Query> {
    let nothing = engine(&Vec::new(), || 1);
    let groupings = Grouping::ALL.iter().map(|&grouping| vec![grouping]);
    let groupings: Vec<_> = [Vec::new()].into_iter().chain(groupings).collect();
    let all = ReportKind::ALL.iter().flat_map(|&report| {
        groupings.iter().flat_map(move |by| {
            [false, true].map(|with_names| Query {
                report,
                by: by.clone(),
                with_names,
                limit: Some(0),
                ..Query::default()
            })
        })
    });
    let is_taken = |query: &Query| match nothing.report(query) {
        // One session is told of where there is one.
        Ok(_) | Err(QueryError::NoSession) => true,
        Err(_) => false,
    };
    let at_now = |query: Query| Query {
        now_at: Some(NOW.to_owned()),
        ..query
    };
    // Some reports count back from a "now".
    let taken = all.filter_map(|query| {
        let mut forms = [query.clone(), at_now(query)].into_iter();
        forms.find(is_taken)
    });
    taken.collect()
}

/// The answers, one line each.
pub(crate) fn answers(engine: &Engine, queries: &[Query]) -> Vec<String> {
    let answer = |query| match engine.report(query) {
        Err(QueryError::NoSession) => String::new(),
        report => {
            let json = report.expect("a report").to_json();
            String::from_utf8(json).expect("UTF-8")
        }
    };
    queries.iter().map(answer).collect()
}
