//! Laws that hold for any files, on every sample and on samples damaged at random: sums agree however they are grouped,
//! and no answer depends on chunks or on the order of the files.

mod answers;
mod damage;
mod random;
mod samples;

use std::collections::BTreeMap;

use answers::{answers, engine, queries};
use cutrack_core::record::Tokens;
use cutrack_core::report::{Grouping, QueryError, ReportKind};
use cutrack_core::store::FileUsage;
use cutrack_core::{Engine, Query};
use random::Random;
use samples::Files;
use serde_json::Value;

const WHOLE: usize = usize::MAX;
/// The tokens of one fate.
type OfFile = fn(&FileUsage) -> &Tokens;
/// Damaged samples in a usual run.
const DAMAGED: u64 = 100;

/// What a response adds to, in every report that sums usage.
const SUMMED: [&str; 9] = [
    "responses",
    "input_tokens",
    "cached_input_tokens",
    "cache_write_input_tokens",
    "output_tokens",
    "reasoning_output_tokens",
    "total_tokens",
    "cost_nano_dollars",
    "priced_tokens",
];

fn every_sample() -> Vec<(String, Files)> {
    let small = samples::small().into_iter().chain(samples::fixtures());
    small.collect()
}

/// Every sample, and samples with damage, each named with its seed.
fn samples_and_damaged() -> Vec<(String, Files)> {
    let samples = every_sample();
    let damaged = (0..DAMAGED).map(|seed| {
        let mut random = Random::new(seed);
        let (name, files) = random.pick(&samples);
        let mut files = files.clone();
        for (_, bytes) in files.iter_mut().filter(|(name, _)| !name.ends_with(".zst")) {
            damage::mutate(bytes, &mut random);
        }
        (format!("{name}, damaged by {seed}"), files)
    });
    let damaged: Vec<_> = damaged.collect();
    samples.into_iter().chain(damaged).collect()
}

fn json(engine: &Engine, query: &Query) -> Value {
    let answer = match engine.report(query) {
        // One session is told of where there is one.
        Err(QueryError::NoSession) => return Value::Null,
        answer => answer.expect("a report"),
    };
    serde_json::from_slice(&answer.to_json()).expect("JSON")
}

/// Damaged files hold numbers of any size.
fn saturating(numbers: impl Iterator<Item = u64>) -> u64 {
    numbers.fold(0, u64::saturating_add)
}

fn number(row: &Value, key: &str) -> u64 {
    row[key].as_u64().unwrap_or(0)
}

fn sums<'a>(rows: impl Iterator<Item = &'a Value> + Clone) -> [u64; 9] {
    SUMMED.map(|key| saturating(rows.clone().map(|row| number(row, key))))
}

/// Usage by every key, by two keys and by session comes to one total, which is what the files count one by one.
fn expect_sums_agree(sample: &str, files: &Files) {
    let engine = engine(files, || WHOLE);
    let by_pair = vec![Grouping::Day, Grouping::Model];
    let groupings = Grouping::ALL.iter().map(|&grouping| vec![grouping]);
    let mut totals = BTreeMap::new();
    for by in groupings.chain([by_pair]) {
        let query = Query {
            by: by.clone(),
            limit: Some(0),
            ..Query::default()
        };
        if engine.report(&query).is_err() {
            continue;
        }
        let report = json(&engine, &query);
        let rows = report["rows"].as_array().expect("rows");
        assert_eq!(
            sums(rows.iter()),
            sums([&report["total"]].into_iter()),
            "{sample} by {by:?}"
        );
        totals.insert(sums(rows.iter()), by);
    }
    let sessions = Query {
        report: ReportKind::Sessions,
        limit: Some(0),
        ..Query::default()
    };
    let report = json(&engine, &sessions);
    let rows = report["rows"].as_array().expect("rows");
    totals.insert(sums(rows.iter()), Vec::new());
    assert_eq!(totals.len(), 1, "{sample}: {totals:?}");

    let quality = Query {
        report: ReportKind::Quality,
        ..Query::default()
    };
    let report = json(&engine, &quality);
    let usage = engine.file_usage();
    let fates: [(&str, OfFile); 4] = [
        ("counted", |file| &file.counted),
        ("inherited", |file| &file.inherited),
        ("repeated", |file| &file.repeated),
        ("missing", |file| &file.missing),
    ];
    for (fate, tokens) in fates {
        let of_files = saturating(usage.iter().map(|file| tokens(file).total()));
        let told = number(&report["tokens"][fate], "total_tokens");
        assert_eq!(told, of_files, "{sample} {fate}");
    }
    let total = totals.keys().next().expect("a total");
    assert_eq!(
        number(&report["tokens"]["counted"], "total_tokens"),
        total[6],
        "{sample}"
    );
}

/// What is missing from these lists would be missing from every law below, and from the search for planted words.
#[test]
fn every_report_and_grouping_is_listed() {
    let source = include_str!("../src/report/query.rs");
    let variants = |name: &str| {
        let body = source.split(&format!("pub enum {name} {{")).nth(1);
        let body = body
            .expect("the enum")
            .split("\n}")
            .next()
            .expect("its end");
        let lines = body.lines().map(str::trim);
        lines
            .filter(|line| line.ends_with(',') && !line.starts_with('/'))
            .count()
    };
    assert_eq!(variants("ReportKind"), ReportKind::ALL.len());
    assert_eq!(variants("Grouping"), Grouping::ALL.len());
}

#[test]
fn sums_agree_however_usage_is_grouped() {
    for (sample, files) in samples_and_damaged() {
        expect_sums_agree(&sample, &files);
    }
    if let Some(folder) = samples::neighbouring_rollouts() {
        expect_sums_agree("rollouts", &samples::rollouts_under(&folder));
    }
}

/// Of rows and the rows past the limit together the total never changes.
#[test]
fn a_limit_hides_rows_and_no_number() {
    for (sample, files) in samples::fixtures() {
        let engine = engine(&files, || WHOLE);
        for by in [Grouping::Model, Grouping::Day] {
            let [all, cut] = [0, 1].map(|limit| {
                let query = Query {
                    by: vec![by],
                    limit: Some(limit),
                    ..Query::default()
                };
                json(&engine, &query)
            });
            let shown = cut["rows"].as_array().expect("rows");
            let parts = shown.iter().chain([&cut["rest"]]);
            assert_eq!(
                sums(parts),
                sums([&all["total"]].into_iter()),
                "{sample} by {by:?}"
            );
        }
    }
}

#[test]
fn no_answer_depends_on_the_chunks() {
    let queries = queries();
    let mut random = Random::new(3);
    for (sample, files) in samples::fixtures() {
        let whole = answers(&engine(&files, || WHOLE), &queries);
        for chunk_bytes in [1, 7, 64, 64 * 1024] {
            let cut = answers(&engine(&files, || chunk_bytes), &queries);
            assert!(cut == whole, "{sample} in chunks of {chunk_bytes}");
        }
    }
    for (sample, files) in samples_and_damaged() {
        let whole = answers(&engine(&files, || WHOLE), &queries);
        let mut chunk_bytes = || 1 << random.below(14) | random.below(1000);
        let cut = answers(&engine(&files, &mut chunk_bytes), &queries);
        assert!(cut == whole, "{sample} in chunks of random sizes");
    }
}

/// Files are named by their place in the order: with the name instead, every answer is the same.
#[test]
fn no_answer_depends_on_the_order_of_the_files() {
    let queries = queries();
    let mut random = Random::new(4);
    let several = samples_and_damaged();
    for (sample, mut files) in several.into_iter().filter(|(_, files)| files.len() > 1) {
        let sorted = named_answers(&files, &queries);
        for round in 0..3 {
            match round {
                0 => files.reverse(),
                _ => random.shuffle(&mut files),
            }
            let shuffled = named_answers(&files, &queries);
            for ((one, other), query) in sorted.iter().zip(&shuffled).zip(&queries) {
                assert!(one == other, "{sample} {query:?}");
            }
        }
    }
}

/// The answers with files called by name; rows of files in the order of their names.
fn named_answers(files: &Files, queries: &[Query]) -> Vec<Value> {
    let engine = engine(files, || WHOLE);
    let name = |value: &mut Value| {
        if let Some(index) = value.as_u64() {
            *value = Value::from(files[index as usize].0.as_str());
        }
    };
    let named = |query| {
        let mut report = json(&engine, query);
        let mut rows: Vec<&mut Value> = report["rows"]
            .as_array_mut()
            .into_iter()
            .flatten()
            .filter(|row| row.get("file").is_some())
            .collect();
        for row in &mut rows {
            name(&mut row["file"]);
            name(&mut row["set_aside_for"]);
        }
        let mut sorted: Vec<Value> = rows.iter().map(|row| (**row).clone()).collect();
        sorted.sort_by_key(|row| row["file"].to_string());
        for (row, sorted) in rows.into_iter().zip(sorted) {
            *row = sorted;
        }
        report
    };
    queries.iter().map(named).collect()
}

/// Every token that a line states gets one fate: counted, inherited and repeated together are what stands in the file,
/// but for what only the running total shows.
#[test]
fn counted_inherited_and_repeated_are_what_stands_in_the_files() {
    let large = samples::neighbouring_rollouts()
        .map(|folder| ("rollouts".to_owned(), samples::rollouts_under(&folder)));
    for (sample, files) in samples::fixtures().into_iter().chain(large) {
        let engine = engine(&files, || WHOLE);
        let usage = engine.file_usage();
        for (((name, bytes), file), usage) in files.iter().zip(&*engine.records()).zip(usage) {
            if usage.set_aside_for.is_some() || name.ends_with(".zst") {
                continue;
            }
            let of_lines: u64 = file.usage.iter().map(|row| row.tokens.total()).sum();
            let of_totals: u64 = file.usage.iter().map(|row| row.missing.total()).sum();
            assert_eq!(of_lines, stated(bytes), "{sample} {name}");
            let fates = usage.counted.total() + usage.inherited.total() + usage.repeated.total();
            assert_eq!(fates, of_lines + of_totals, "{sample} {name}");
        }
    }
}

/// Tokens that the lines state of single responses, added up; a record that is written twice is one.
fn stated(bytes: &[u8]) -> u64 {
    let lines = bytes.split(|&byte| byte == b'\n');
    let mut records = std::collections::BTreeSet::new();
    let mut sum = 0;
    for line in lines.filter_map(|line| serde_json::from_slice::<Value>(line).ok()) {
        let payload = &line["payload"];
        let usage = if payload["type"] == "token_count" {
            &payload["info"]["last_token_usage"]
        } else if line["type"] == "token_usage_record"
            && records
                .insert(["thread_id", "turn_id", "response_id"].map(|key| payload[key].to_string()))
        {
            &payload["usage"]
        } else {
            continue;
        };
        sum += number(usage, "input_tokens") + number(usage, "output_tokens");
    }
    sum
}
