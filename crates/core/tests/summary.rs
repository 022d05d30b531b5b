//! The summary gives the one line of `statusline` as all files do: now, later, and when a file has changed since.

mod answers;
mod samples;

use std::borrow::Cow;
use std::collections::BTreeSet;

use cutrack_core::record::Timestamp;
use cutrack_core::report::{ReportKind, Summary};
use cutrack_core::store::{FileRecords, SCHEMA};
use cutrack_core::{Config, Engine, Query, Report};
use samples::Files;

/// How long after the newest line somebody asks.
const LATER_MS: [i64; 7] = [
    0,
    60_000,
    3_600_000,
    5 * 3_600_000,
    20 * 3_600_000,
    49 * 3_600_000,
    40 * 86_400_000,
];

fn summary(files: &[FileRecords]) -> Option<Summary> {
    let of = |told: fn(&FileRecords) -> Cow<'_, FileRecords>| {
        let all = files.iter().map(|file| &file.source);
        Some(Summary::of(all, files.iter().map(told))?.to_bytes(7))
    };
    let bytes = of(|file| Cow::Borrowed(file))?;
    assert!(of(|file| Cow::Owned(file.clone())) == Some(bytes.clone()));
    assert_eq!(Summary::stamp(&bytes), Some(7));
    Some(Summary::from_bytes(&bytes).expect("its own bytes"))
}

fn query(at: Timestamp) -> Query {
    Query {
        report: ReportKind::Statusline,
        now_at: Some(at.to_string()),
        ..Query::default()
    }
}

fn line(files: Vec<FileRecords>, query: &Query, summary: Option<&Summary>) -> String {
    let mut engine = Engine::new(Config::default());
    engine.put(files);
    let mut report = engine.report(query).expect("a report");
    if let (Some(summary), Report::Statusline(report)) = (summary, &mut report) {
        summary.complete(report);
    }
    String::from_utf8(report.to_json()).expect("UTF-8")
}

/// The newest line of the files that count.
fn newest_of(files: &[FileRecords]) -> Option<Timestamp> {
    let mut engine = Engine::new(Config::default());
    engine.put(files.to_vec());
    let query = Query {
        report: ReportKind::Files,
        ..Query::default()
    };
    engine
        .report(&query)
        .expect("a report")
        .files()
        .newest_line_at
}

/// How many rows the summary does without.
fn check(name: &str, files: &Files) -> usize {
    let records = answers::engine(files, || 1 << 16).records().to_vec();
    let Some(whole) = summary(&records) else {
        return 0;
    };
    let newest_at = newest_of(&records).expect("a line with a time");
    for later_ms in LATER_MS {
        let at = Timestamp(newest_at.0 + later_ms);
        let query = query(at);
        if !whole.answers(&query, at) {
            continue;
        }
        let expected = line(records.clone(), &query, None);
        let told = line(whole.files(&BTreeSet::new()), &query, Some(&whole));
        assert_eq!(told, expected, "{name}, {later_ms} ms later");
        // Each file that may change, as if it were read anew.
        let changing: BTreeSet<u32> = whole.recent().map(|source| source.id).collect();
        for id in changing {
            let mut files = whole.files(&BTreeSet::from([id]));
            files.extend(records.iter().filter(|file| file.source.id == id).cloned());
            let told = line(files, &query, Some(&whole));
            assert_eq!(told, expected, "{name}, {id} read anew");
        }
    }
    assert!(!whole.answers(&query(newest_at), Timestamp(newest_at.0 - 1)));
    let rows = |files: &[FileRecords]| -> usize {
        files
            .iter()
            .flat_map(FileRecords::rows)
            .map(|(_, rows)| rows.len())
            .sum()
    };
    rows(&records) - rows(&whole.files(&BTreeSet::new()))
}

#[test]
fn it_tells_what_all_files_tell() {
    let samples = samples::all().into_iter();
    let left_out: usize = samples.map(|(name, files)| check(&name, &files)).sum();
    assert!(left_out > 0, "something is left out");
}

#[test]
fn it_tells_so_of_real_rollouts() {
    let Some(folder) = samples::neighbouring_rollouts() else {
        println!("skipped: no ../shared/rollouts");
        return;
    };
    let mut files = samples::rollouts_under(&folder);
    // By their names they are in the order of time: each time the newest go.
    files.sort_by(|one, other| one.0.rsplit('/').next().cmp(&other.0.rsplit('/').next()));
    while files.len() > 20 {
        assert!(check("rollouts", &files) > 1000, "much is left out");
        files.truncate(files.len() * 4 / 5);
    }
}

#[test]
fn other_bytes_are_refused() {
    let title = format!("cutrack summary {SCHEMA}");
    for text in [
        String::new(),
        "\n".to_owned(),
        "cutrack summary 1 7\n{}\n".to_owned(),
        format!("{title}\n"),
        format!("{title} 7\n{{}}\n"),
        format!("{title} 7\n{{\"files\":[0,0,0,0,0],\"newest_at_ms\":0,\"homes\":[]}}"),
        format!("{title} 7\n{{\"files\":[0,0,0,0,0],\"newest_at_ms\":0,\"homes\":[]}}\n\u{5}file"),
    ] {
        assert!(Summary::from_bytes(text.as_bytes()).is_none(), "{text}");
    }
}
