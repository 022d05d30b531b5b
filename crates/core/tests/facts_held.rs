//! Every fact by a sample that holds it and one that lacks it: `tests/facts/facts.txt` against the rows of the samples.
//!
//! A fact is a column of a table, or one word of it. A new column, or a new word of a closed list, fails here until two
//! samples show it; `tests/facts` holds those that Codex's own files and the traps have no line for. What every file has is
//! lacked by `-`.

mod samples;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use cutrack_core::record::table::{Column, Value};
use cutrack_core::store::tables;
use cutrack_core::{Config, Engine};
use samples::Files;

/// What no file's bytes tell, but the host that found it; it is tested where hosts are.
const OF_THE_HOST: [&str; 6] = [
    "sources.home",
    "sources.modified_at_ms",
    "sources.ends",
    "sources.is_gone",
    "sources.is_purged",
    "sources.trouble",
];

/// Columns with a closed list of words, and what that list is called in `schemas/report.json`.
const CLOSED: [(&str, &str); 12] = [
    ("sources.form", "FileForm"),
    ("app_items.kind", "AppItemKind"),
    ("app_turns.stream", "StreamKind"),
    ("events.event", "StateEventKind"),
    ("events.compaction_cause", "CompactionCause"),
    ("tool_calls.kind", "CallKind"),
    ("tool_calls.search", "SearchAction"),
    ("turns.outcome", "Outcome"),
    ("usage.service_tier", "Tier"),
    ("findings.code", "DiagnosticCode"),
    ("unknown_types.place", "TypePlace"),
    ("status_snapshots.kind", "StatusKind"),
];

/// Words that no row of theirs has: a turn's end is its outcome, and a line past the cap is too long for a sample.
fn stands_elsewhere(fact: &str) -> bool {
    fact.starts_with("events.event=turn_") || fact == "findings.code=over_cap"
}

/// One line of the list.
struct Held {
    fact: String,
    holder: String,
    lacker: String,
}

fn list() -> Vec<Held> {
    let path = samples::workspace_root().join("tests/facts/facts.txt");
    let text = fs::read_to_string(path).expect("the list");
    let lines = text.lines();
    let facts = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    facts
        .map(|line| match line.split(" | ").collect::<Vec<_>>()[..] {
            [fact, holder, lacker] => Held {
                fact: fact.to_owned(),
                holder: holder.to_owned(),
                lacker: lacker.to_owned(),
            },
            _ => panic!("{line}: a fact, a holder and a lacker"),
        })
        .collect()
}

/// What a column must be called in the list; none for what only says whose a row is, and for the host's.
fn fact_of(table: &str, column: &Column) -> Option<String> {
    let fact = format!("{table}.{}", column.name);
    let is_key = column.refers.is_some() || column.name.ends_with("_index") && !column.optional;
    let is_told = !is_key && fact != "sources.id" && !OF_THE_HOST.contains(&fact.as_str());
    (is_told && !["names", "meta"].contains(&table)).then_some(fact)
}

/// A length of 0 says that there is no text.
fn is_length(column: &Column) -> bool {
    column.name.ends_with("_characters")
}

/// The facts that a sample's rows hold. A number that every row has is held where it is above 0.
fn facts(files: &Files) -> BTreeSet<String> {
    let mut engine = Engine::new(Config {
        key: Some([7; 32]),
        ..Config::default()
    });
    for (name, bytes) in files {
        engine.begin(name);
        engine.feed(bytes);
        engine.end();
    }
    let mut held = BTreeSet::new();
    for file in engine.records().iter() {
        for (table, rows) in file.rows() {
            for (column, value) in rows.iter().flat_map(|row| table.columns.iter().zip(row)) {
                let Some(fact) = fact_of(table.name, column) else {
                    continue;
                };
                match value {
                    Value::Absent => continue,
                    Value::Integer(0) if is_length(column) || !column.optional => continue,
                    Value::Integer(number) => {
                        held.insert(format!("{fact}={number}"));
                    }
                    Value::Text(word) => {
                        held.insert(format!("{fact}={word}"));
                    }
                }
                held.insert(fact);
            }
        }
    }
    held
}

fn by_sample() -> BTreeMap<String, BTreeSet<String>> {
    let samples = samples::all().into_iter();
    samples.map(|(name, files)| (name, facts(&files))).collect()
}

#[test]
fn every_fact_has_a_sample_that_holds_it_and_one_that_lacks_it() {
    let samples = by_sample();
    let holds = |sample: &str, fact: &str| samples.get(sample).map(|facts| facts.contains(fact));
    let wrong = |held: &Held| {
        let Held {
            fact,
            holder,
            lacker,
        } = held;
        let is_lacked = match lacker.as_str() {
            "-" => samples.values().all(|facts| facts.contains(fact)),
            lacker => holds(lacker, fact) == Some(false),
        };
        holds(holder, fact) != Some(true) || !is_lacked
    };
    let wrong: Vec<String> = list()
        .iter()
        .filter(|held| wrong(held))
        .map(|held| format!("{} | {} | {}", held.fact, held.holder, held.lacker))
        .collect();
    assert!(wrong.is_empty(), "not as the list says: {wrong:#?}");
}

#[test]
fn the_list_names_every_fact_that_can_be_kept() {
    let listed: BTreeSet<String> = list().into_iter().map(|held| held.fact).collect();
    let columns = tables().flat_map(|table| {
        let columns = table.columns.iter();
        columns.filter_map(|column| fact_of(table.name, column))
    });
    let missing: Vec<String> = columns
        .chain(words())
        .filter(|fact| !listed.contains(fact) && !stands_elsewhere(fact))
        .collect();
    assert!(missing.is_empty(), "no sample is named for {missing:#?}");
}

/// Every word of the closed lists.
fn words() -> Vec<String> {
    let path = samples::workspace_root().join("schemas/report.json");
    let schema = fs::read(path).expect("the schema");
    let schema: serde_json::Value = serde_json::from_slice(&schema).expect("JSON");
    let words = |(fact, name): &(&str, &str)| {
        let list = &schema["$defs"][name];
        let told = list["oneOf"].as_array().into_iter().flatten();
        let told = told.flat_map(|part| {
            let several = part["enum"].as_array().into_iter().flatten();
            several
                .chain(part.get("const"))
                .cloned()
                .collect::<Vec<_>>()
        });
        let plain = list["enum"].as_array().into_iter().flatten().cloned();
        let words: Vec<_> = told.chain(plain).collect();
        assert!(words.len() > 1, "{name} is no closed list");
        let word = |word: &serde_json::Value| format!("{fact}={}", word.as_str().unwrap_or("?"));
        words.iter().map(word).collect::<Vec<_>>()
    };
    CLOSED.iter().flat_map(words).collect()
}
