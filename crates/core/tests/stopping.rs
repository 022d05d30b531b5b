//! Reading that is stopped between two files: what is kept then is what a fresh read of the same files says, and going on
//! ends where reading without a stop ends.

mod samples;

use std::collections::BTreeSet;

use cutrack_core::store::{FileRecords, Found, Plan, SourceRecord};
use cutrack_core::{Config, Engine, Query};

fn config() -> Config {
    Config {
        key: Some([7; 32]),
        ..Config::default()
    }
}

/// Reads what is new and stops after `most` files; what is kept afterwards.
fn read(files: &samples::Files, kept: Vec<FileRecords>, most: usize) -> Vec<FileRecords> {
    let found = files.iter().map(|(name, bytes)| Found {
        name,
        size_bytes: bytes.len() as u64,
        ..Found::default()
    });
    let found: Vec<Found<'_>> = found.collect();
    let sources: Vec<SourceRecord> = kept.iter().map(|file| file.source.clone()).collect();
    let mut engine = Engine::new(config());
    engine.put(kept);
    let mut plan = Plan::new(&found, &sources, None);
    let (mut before, mut left, mut done) = (Vec::new(), most, BTreeSet::new());
    loop {
        let next = plan.next(&engine.records()).concat();
        let ids = next.iter().filter_map(|&place| plan.source(place));
        before.extend(engine.take_back(&ids.map(|source| source.id).collect()));
        for &place in next.iter().take(left) {
            let source = plan.source(place).expect("a planned file").clone();
            done.insert(source.id);
            engine.begin_source(&files[place].0, source);
            engine.feed(&files[place].1);
            engine.end();
        }
        let stops = next.len() > left;
        left -= next.len().min(left);
        if next.is_empty() || stops {
            break;
        }
    }
    let mut all = engine.take();
    let unfinished = plan.unfinished(&all);
    all.retain(|file| !unfinished.contains(&file.source.id) || !done.contains(&file.source.id));
    let there: BTreeSet<u32> = all.iter().map(|file| file.source.id).collect();
    before.retain(|file| !there.contains(&file.source.id));
    all.extend(before);
    all.sort_by_key(|file| file.source.id);
    all
}

fn answers(engine: &Engine) -> Vec<String> {
    let queries = [
        r#"{"report":"usage","by":["day","model"],"with_names":true}"#,
        r#"{"report":"sessions","limit":0,"with_names":true}"#,
        r#"{"report":"tools","limit":0}"#,
        r#"{"report":"limits"}"#,
    ];
    let answer = |query: &str| {
        let query = Query::from_json(query.as_bytes()).expect("a query");
        String::from_utf8(engine.report(&query).expect("a report").to_json()).expect("UTF-8")
    };
    queries.iter().map(|query| answer(query)).collect()
}

fn of_kept(kept: &[FileRecords]) -> Vec<String> {
    let mut engine = Engine::new(config());
    engine.put(kept.to_vec());
    answers(&engine)
}

/// A fresh read of those files alone that something is kept of.
fn afresh(files: &samples::Files, kept: &[FileRecords]) -> Vec<String> {
    let mut engine = Engine::new(config());
    let places: BTreeSet<u32> = kept.iter().map(|file| file.source.id).collect();
    for (place, (name, bytes)) in (0..).zip(files) {
        if places.contains(&place) {
            engine.begin(name);
            engine.feed(bytes);
            engine.end();
        }
    }
    answers(&engine)
}

#[test]
fn a_stop_keeps_what_is_right_and_going_on_ends_the_same() {
    for (name, files) in samples::fixtures().into_iter().chain(samples::traps()) {
        let whole = of_kept(&read(&files, Vec::new(), usize::MAX));
        for most in 0..files.len() {
            let kept = read(&files, Vec::new(), most);
            assert_eq!(of_kept(&kept), afresh(&files, &kept), "{name}, {most} read");
            let rest = read(&files, kept, usize::MAX);
            assert_eq!(of_kept(&rest), whole, "{name}, {most} read, then all");
        }
    }
}

/// The files as they were one line ago; those that are not made of lines are as they are.
fn a_line_ago(files: &samples::Files) -> samples::Files {
    let before = |(name, bytes): &(String, Vec<u8>)| {
        let ends = bytes.len().saturating_sub(1);
        let last = bytes[..ends].iter().rposition(|&byte| byte == b'\n');
        let kept = match name.ends_with(".jsonl") {
            true => last.map_or(bytes.len(), |at| at + 1),
            false => bytes.len(),
        };
        (name.clone(), bytes[..kept].to_vec())
    };
    files.iter().map(before).collect()
}

/// Of files that hang together all are kept as they were, or all as they are: one that was read alone would count what
/// its copy counts too.
#[test]
fn a_stop_amid_files_that_grew_together_keeps_what_was_told_of_them() {
    let mut undone = 0;
    for (name, files) in samples::fixtures().into_iter().chain(samples::traps()) {
        let earlier = a_line_ago(&files);
        let told = read(&earlier, Vec::new(), usize::MAX);
        for most in 1..files.len() {
            let kept = read(&files, told.clone(), most);
            let is_new = |place: usize| {
                let source = &kept.iter().find(|file| file.source.id == place as u32);
                let size = source.map(|file| file.source.size_bytes);
                size == Some(files[place].1.len() as u64)
            };
            let versions = (0..files.len()).map(|place| match is_new(place) {
                true => files[place].clone(),
                false => earlier[place].clone(),
            });
            let mixed: samples::Files = versions.collect();
            undone += usize::from((0..most).any(|place| !is_new(place)));
            assert_eq!(of_kept(&kept), afresh(&mixed, &kept), "{name}, {most} read");
        }
    }
    assert!(undone > 0, "some stop falls amid such files");
}

#[test]
fn what_is_read_anew_is_taken_back_and_the_rest_stays() {
    let (_, files) = samples::fixtures().swap_remove(11);
    let kept = read(&files, Vec::new(), usize::MAX);
    assert!(kept.len() > 1, "a fixture of several files");
    let whole = of_kept(&kept);
    let mut engine = Engine::new(config());
    engine.put(kept);
    let taken = engine.take_back(&BTreeSet::from([0]));
    assert_eq!(taken.len(), 1);
    assert_ne!(answers(&engine), whole);
    let mut all = engine.take();
    assert!(engine.records().is_empty());
    all.extend(taken);
    all.sort_by_key(|file| file.source.id);
    assert_eq!(of_kept(&all), whole);
}
