//! A report over the files that it needs, and of the others nothing but that they are there, is the report over all.

mod answers;
mod samples;

use std::collections::BTreeMap;

use cutrack_core::record::table::{Lent, Table, Value};
use cutrack_core::report::{QueryError, ReportKind};
use cutrack_core::store::{self, FileRecords, Reader};
use cutrack_core::zone::Zone;
use cutrack_core::{Config, Engine, Query, report};
use samples::Files;

/// Reports that keep to their range; the last two do not.
const REPORTS: [&str; 8] = [
    r#""report":"usage","by":["day","model"]"#,
    r#""report":"usage","with_comparison":true"#,
    r#""report":"sessions""#,
    r#""report":"tools""#,
    r#""report":"commands""#,
    r#""report":"events""#,
    r#""report":"limits""#,
    r#""report":"files""#,
];

const RANGES: [&str; 4] = [
    r#"{"since":"2026-08"}"#,
    r#"{"since":"2026-07-24","until":"2026-07-26"}"#,
    r#"{"since":"2025-11"}"#,
    "{}",
];

/// How many files were left out; the two answers must be the same.
fn left_out(files: &[FileRecords], query: &str) -> usize {
    let query = Query::from_json(query.as_bytes()).expect("a query");
    let zone = Zone::default();
    let needed = report::needed(files.iter(), &query, &zone).expect("a range");
    let outlines = outlines(files);
    assert_eq!(
        report::needed(outlines.iter(), &query, &zone).ok(),
        Some(needed.clone()),
        "the columns tell it"
    );
    let answer = |files: Vec<FileRecords>| {
        let mut engine = Engine::new(Config::default());
        engine.put(files);
        let report = engine.report(&query).expect("a report");
        String::from_utf8(report.to_json()).expect("UTF-8")
    };
    let all = answer(files.to_vec());
    let some = files
        .iter()
        .map(|file| match needed.contains(&file.source.id) {
            true => file.clone(),
            false => FileRecords {
                source: file.source.clone(),
                ..FileRecords::default()
            },
        });
    assert_eq!(answer(some.collect()), all);
    files.len() - needed.len()
}

/// The files as a host knows them that has read the columns that are looked at.
fn outlines(files: &[FileRecords]) -> Vec<FileRecords> {
    let rows = files.iter().flat_map(FileRecords::rows);
    let outlines = rows.filter_map(|(table, mut rows)| match table.name {
        "sources" => Some((table.name, rows)),
        "sessions" => {
            for (column, value) in table.columns.iter().zip(rows.iter_mut().flatten()) {
                if !report::NEEDED_OF_SESSIONS.contains(&column.name) {
                    *value = Value::Absent;
                }
            }
            Some((table.name, rows))
        }
        _ => None,
    });
    store::records(outlines).expect("rows")
}

fn records(files: &Files) -> Vec<FileRecords> {
    let mut engine = Engine::new(Config::default());
    for (name, bytes) in files {
        engine.begin(name);
        engine.feed(bytes);
        engine.end();
    }
    engine.records().to_vec()
}

fn check(files: &Files) -> usize {
    let records = records(files);
    let mut sum = 0;
    for report in REPORTS {
        for range in RANGES {
            sum += left_out(
                &records,
                &format!("{{{report},\"range\":{range},\"limit\":0}}"),
            );
        }
    }
    sum
}

#[test]
fn what_is_not_needed_changes_no_answer() {
    let mut all = Files::new();
    for (folder, files) in samples::fixtures() {
        check(&files);
        let named = files
            .into_iter()
            .map(|(name, bytes)| (format!("{folder}/{name}"), bytes));
        all.extend(named);
    }
    assert!(check(&all) > 0, "something is left out");
}

#[test]
fn nor_does_it_among_real_rollouts() {
    let Some(folder) = samples::neighbouring_rollouts() else {
        println!("skipped: no ../shared/rollouts");
        return;
    };
    assert!(
        check(&samples::rollouts_under(&folder)) > 100,
        "much is left out"
    );
}

/// An engine with what stands in these tables, read row by row; the other tables are empty.
fn engine_of(tables: &[&Table], files: &[FileRecords]) -> Engine {
    let mut reader = Reader::new(tables);
    for (table, rows) in files.iter().flat_map(FileRecords::rows) {
        let Some(place) = tables.iter().position(|of| of.name == table.name) else {
            continue;
        };
        for row in rows {
            let row: Vec<Lent<'_>> = row.iter().map(Value::lend).collect();
            reader.row(place, &row).expect("a whole row");
        }
    }
    let mut engine = Engine::new(Config::default());
    engine.put(reader.finish().expect("whole rows"));
    engine
}

fn all_samples() -> Files {
    let samples = samples::fixtures().into_iter().chain(samples::small());
    let named = samples.flat_map(|(folder, files)| {
        let named = files.into_iter();
        named.map(move |(name, bytes)| (format!("{folder}/{name}"), bytes))
    });
    named.collect()
}

fn answer(engine: &Engine, query: &Query) -> Result<String, QueryError> {
    let report = engine.report(query);
    report.map(|report| String::from_utf8(report.to_json()).expect("UTF-8"))
}

#[test]
fn tables_that_are_not_needed_change_no_answer() {
    let all = all_samples();
    let files = answers::engine(&all, || 1 << 16).records().to_vec();
    let tables: Vec<&Table> = store::tables().collect();
    let whole = engine_of(&tables, &files);
    let mut engines: BTreeMap<&[&str], Engine> = BTreeMap::new();
    for query in answers::queries() {
        let needed = report::needed_tables(query.report);
        let is_needed =
            |name: &str| ["sources", "sessions"].contains(&name) || needed.contains(&name);
        let some = engines.entry(needed).or_insert_with(|| {
            let tables = tables.iter().copied().filter(|table| is_needed(table.name));
            engine_of(&tables.collect::<Vec<_>>(), &files)
        });
        assert_eq!(answer(some, &query), answer(&whole, &query), "{query:?}");
    }
}

/// An engine that has read the files for the sake of one report.
fn engine_for(only: Option<ReportKind>, files: &Files) -> Engine {
    let mut engine = Engine::new(Config {
        only,
        ..Config::default()
    });
    for (name, bytes) in files {
        engine.begin(name);
        engine.feed(bytes);
        engine.end();
    }
    engine
}

#[test]
fn what_is_not_held_for_a_report_changes_no_answer() {
    let all = all_samples();
    let whole = engine_for(None, &all);
    let mut engines: BTreeMap<&[&str], Engine> = BTreeMap::new();
    for query in answers::queries() {
        let needed = report::needed_tables(query.report);
        let some = engines
            .entry(needed)
            .or_insert_with(|| engine_for(Some(query.report), &all));
        assert_eq!(answer(some, &query), answer(&whole, &query), "{query:?}");
    }
    let calls = |engine: &Engine| engine.records().iter().map(|file| file.calls.len()).sum();
    let held: usize = calls(&whole);
    let held_for_usage: usize = calls(&engine_for(Some(ReportKind::Usage), &all));
    assert!(held > 0 && held_for_usage == 0);
}
