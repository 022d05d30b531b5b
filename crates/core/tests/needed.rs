//! A report over the files that it needs, and of the others nothing but that they are there, is the report over all.

mod answers;
mod samples;

use std::collections::{BTreeMap, BTreeSet};

use cutrack_core::lineage::{Fate, UsageRow};
use cutrack_core::privacy::Label;
use cutrack_core::record::Timestamp;
use cutrack_core::record::table::{Lent, Table, Value};
use cutrack_core::report::QueryError;
use cutrack_core::store::{self, FileRecords, Reader};
use cutrack_core::zone::{Offset, WeekStart, Zone};
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
    let mut reader = Reader::new(tables, 1);
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
    let samples = samples::all().into_iter();
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

#[test]
fn what_is_not_needed_of_sessions_changes_no_answer() {
    let all = all_samples();
    let files = answers::engine(&all, || 1 << 16).records().to_vec();
    let of_engine = |files: Vec<FileRecords>| {
        let mut engine = Engine::new(Config::default());
        engine.put(files);
        engine
    };
    let outlines = outlines(&files);
    let bare = files
        .iter()
        .zip(outlines)
        .map(|(file, outline)| FileRecords {
            identity: outline.identity,
            ..file.clone()
        });
    let (bare, whole) = (of_engine(bare.collect()), of_engine(files.clone()));
    let queries = answers::queries().into_iter();
    let (more, less): (Vec<Query>, Vec<Query>) = queries.partition(report::needs_sessions);
    for query in &less {
        assert_eq!(answer(&bare, query), answer(&whole, query), "{query:?}");
    }
    let differs = |query: &Query| answer(&bare, query) != answer(&whole, query);
    assert!(!less.is_empty() && more.iter().any(differs));
}

/// An engine that has read the files for the sake of one report.
fn engine_for(only: Option<&Query>, zone: &Zone, files: &Files) -> Engine {
    let mut engine = Engine::new(Config {
        key: Some([7; 32]),
        only: only.cloned(),
        zone: zone.clone(),
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
    let (all, zone) = (all_samples(), Zone::default());
    let whole = engine_for(None, &zone, &all);
    let mut engines: BTreeMap<&[&str], Engine> = BTreeMap::new();
    for query in answers::queries() {
        let needed = report::needed_tables(query.report);
        let some = engines
            .entry(needed)
            .or_insert_with(|| engine_for(Some(&query), &zone, &all));
        assert_eq!(answer(some, &query), answer(&whole, &query), "{query:?}");
    }
    let rows = |engine: &Engine| {
        let records = engine.records();
        let calls: usize = records.iter().map(|file| file.calls.len()).sum();
        let usage: usize = records.iter().map(|file| file.usage.len()).sum();
        (calls, usage)
    };
    let of_usage = engine_for(Some(&Query::default()), &zone, &all);
    let (held, held_for_usage) = (rows(&whole), rows(&of_usage));
    assert!(held.0 > 0 && held_for_usage.0 == 0);
    // Of the files alone that continue others.
    assert!(held.1 > 10 * held_for_usage.1, "{}", held_for_usage.1);
}

/// The same, where each turn that tells its settings tells an effort, too.
fn with_efforts(files: Files) -> Files {
    let begin = r#""type":"turn_context","payload":{"#;
    let with_effort = |bytes: Vec<u8>| match String::from_utf8(bytes) {
        Ok(text) => text
            .replace(begin, &format!(r#"{begin}"effort":"high","#))
            .into(),
        Err(packed) => packed.into_bytes(),
    };
    let files = files.into_iter();
    files
        .map(|(name, bytes)| (name, with_effort(bytes)))
        .collect()
}

/// Queries of usage that differ in what a sum must keep apart.
const USAGES: [&str; 8] = [
    r#""by":["day","model"]"#,
    r#""by":["hour","effort"],"with_parts":true"#,
    r#""by":["week"],"with_comparison":true"#,
    r#""by":["project","branch","repo"],"with_names":true"#,
    r#""by":["weekday","hour_of_day"],"with_parts":true"#,
    r#""by":["version","source"],"filters":{"model":["gpt-5*"]}"#,
    r#""by":["month"],"filters":{"source":["cli","exec"]},"with_comparison":true"#,
    r#""by":["model"],"filters":{"session":["0"]},"with_parts":true"#,
];

/// Ranges that begin and end within an hour, too.
const MOMENTS: [&str; 4] = [
    r#""range":{}"#,
    r#""range":{"since":"2026-08-06T08:03:30Z","until":"2026-08-06T08:20:10Z"}"#,
    r#""range":{"since":"2026-07-24","until":"2026-08-06"}"#,
    r#""range":{"last":"3m"},"now_at":"2026-08-06T08:05:00Z""#,
];

/// Responses and tokens by hour, model and effort.
type ByHour = BTreeMap<[String; 3], (u64, u64)>;

/// Row by row.
fn slowly(engine: &Engine, zone: &Zone, since: &str, until: &str) -> ByHour {
    let span = zone.resolve(None, Some(since), Some(until), None, WeekStart::Mon);
    let span = span.expect("a range");
    let word = |label: Option<&Label>| label.map(Label::to_string).unwrap_or_default();
    let mut sums = ByHour::new();
    for file in engine.records().iter() {
        let counts = |row: &&UsageRow| {
            let is_counted = row.fate == Fate::Counted && file.source.set_aside_for.is_none();
            is_counted && row.at.is_some_and(|at| span.contains(at))
        };
        for row in file.usage.iter().filter(counts) {
            let local = zone.local(row.at.expect("a time of the range"));
            let hour = format!("{}T{:02}:00", local.date, local.seconds_of_day / 3600);
            let key = [hour, word(row.model.as_ref()), word(row.effort.as_ref())];
            let sum = sums.entry(key).or_default();
            sum.0 += 1;
            sum.1 += row.tokens.plus(&row.missing).total();
        }
    }
    sums
}

/// As the report tells.
fn told(engine: &Engine, since: &str, until: &str) -> ByHour {
    let query = format!(
        r#"{{"report":"usage","by":["hour","model","effort"],"range":{{"since":"{since}","until":"{until}"}}}}"#
    );
    let query = Query::from_json(query.as_bytes()).expect("a query");
    let report: serde_json::Value =
        serde_json::from_str(&answer(engine, &query).expect("a report")).unwrap();
    let mut sums = ByHour::new();
    for row in report["rows"].as_array().expect("rows") {
        let key =
            ["hour", "model", "effort"].map(|key| row[key].as_str().unwrap_or_default().to_owned());
        let number = |key: &str| row[key].as_u64().expect("a number");
        sums.insert(key, (number("responses"), number("total_tokens")));
    }
    sums.retain(|_, (responses, _)| *responses > 0);
    sums
}

#[test]
fn sums_keep_apart_what_rows_do() {
    let mut efforts = 0;
    for (sample, files) in samples::all() {
        let zone = kathmandu();
        let engine = engine_for(None, &zone, &files);
        let records = engine.records();
        let mut moments: Vec<Timestamp> = records
            .iter()
            .flat_map(|file| file.usage.iter().filter_map(|row| row.at))
            .collect();
        drop(records);
        moments.sort_unstable();
        let Some(middle) = moments.get(moments.len() / 2) else {
            continue;
        };
        // As a rule within an hour.
        for (since, until) in [
            ("2025-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
            ("2025-01-01T00:00:00Z", &middle.to_string()),
            (&middle.to_string(), "2027-01-01T00:00:00Z"),
        ] {
            let told = told(&engine, since, until);
            assert_eq!(told, slowly(&engine, &zone, since, until), "{sample}");
            let mut of_hour: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
            for [hour, model, effort] in told.into_keys() {
                of_hour.entry((hour, model)).or_default().insert(effort);
            }
            efforts += of_hour.values().filter(|efforts| efforts.len() > 1).count();
        }
    }
    assert!(efforts > 0, "no hour has more than one effort");
}

/// Neither hours nor days begin as those of UTC do.
fn kathmandu() -> Zone {
    Zone {
        name: String::from("Asia/Kathmandu"),
        offsets: vec![Offset {
            from_ms: i64::MIN,
            east_seconds: 20_700,
        }],
    }
}

/// Usage is summed when a file was read, and no row of it is held: its sums tell all that its rows do.
#[test]
fn sums_that_are_held_tell_what_rows_do() {
    let (all, zone) = (with_efforts(all_samples()), kathmandu());
    let whole = engine_for(None, &zone, &all);
    let query = |text: &str| Query::from_json(format!("{{{text}}}").as_bytes()).expect("a query");
    let mut different = BTreeSet::new();
    for moments in MOMENTS {
        let of_range = query(&format!(r#"{moments},"week_start":"sun""#));
        let of_usage = |usage: &str, range: &str| Query {
            week_start: of_range.week_start,
            ..query(&format!("{usage},{range}"))
        };
        let some = engine_for(Some(&of_range), &zone, &all);
        let mut outlined = engine_for(None, &zone, &Files::new());
        let outlines = whole.records();
        let outlines = outlines
            .iter()
            .map(|file| whole.outline(file, Some(&of_range)));
        outlined.put(outlines.collect());
        assert!(outlined.records().iter().all(|file| file.usage.is_empty()));
        for usage in USAGES {
            let query = of_usage(usage, moments);
            assert_eq!(answer(&outlined, &query), answer(&whole, &query));
            for range in [moments, MOMENTS[0]] {
                let query = of_usage(usage, range);
                let told = answer(&some, &query).expect("a report");
                assert_eq!(Ok(&told), answer(&whole, &query).as_ref(), "{query:?}");
                different.insert(told);
            }
        }
        let of_another = query(r#""range":{"since":"2026"}"#);
        assert_eq!(answer(&some, &of_another), Err(QueryError::NotHeld));
    }
    assert_eq!(different.len(), USAGES.len() * MOMENTS.len());
}
