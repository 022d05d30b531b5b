//! Files that several engines read and one takes over leave the same rows and answers as files that one engine reads:
//! copies, forks and files that continue one another too, whoever read which of them.

mod answers;
mod samples;

use cutrack_core::privacy::Privacy;
use cutrack_core::record::table::Row;
use cutrack_core::report::ReportKind;
use cutrack_core::store::{FileRecords, SourceRecord};
use cutrack_core::{Config, Engine};
use samples::Files;

fn config(privacy: Privacy) -> Config {
    Config {
        key: Some([7; 32]),
        privacy,
        keeps_bytes: true,
        ..Config::default()
    }
}

fn numbered(id: u32) -> SourceRecord {
    SourceRecord {
        id,
        ..SourceRecord::default()
    }
}

/// Reads a file into `engine`.
fn read(engine: &mut Engine, id: u32, name: &str, bytes: &[u8]) {
    engine.begin_source(name, numbered(id));
    engine.feed(bytes);
    engine.end();
}

fn read_alone(files: &Files, privacy: Privacy) -> Engine {
    let mut engine = Engine::new(config(privacy));
    for (id, (name, bytes)) in (0..).zip(files) {
        read(&mut engine, id, name, bytes);
    }
    engine
}

/// The same by `readers` that take turns; what they do not hand over is read last. Also how much they handed over.
fn read_by(readers: usize, files: &Files, privacy: Privacy) -> (Engine, usize) {
    let mut crew: Vec<Engine> = (0..readers).map(|_| Engine::new(config(privacy))).collect();
    for (id, (name, bytes)) in (0..).zip(files) {
        read(&mut crew[id as usize % readers], id, name, bytes);
    }
    let mut engine = Engine::new(config(privacy));
    let mut missing: Vec<usize> = (0..files.len()).collect();
    for (id, bytes) in crew.iter_mut().rev().flat_map(Engine::hand_over) {
        let name = &files[id as usize].0;
        assert!(engine.take_over(name, numbered(id), &bytes), "{name}");
        missing.retain(|&left| left != id as usize);
    }
    for &id in &missing {
        let (name, bytes) = &files[id];
        read(&mut engine, id as u32, name, bytes);
    }
    (engine, files.len() - missing.len())
}

/// All rows, by file.
fn rows(engine: &Engine, privacy: Privacy) -> Vec<Vec<(&'static str, Vec<Row>)>> {
    let records = engine.records();
    let of_file = |file: &FileRecords| {
        let names = [("names", file.name_rows(privacy))];
        let rows = file.rows().map(|(table, rows)| (table.name, rows));
        rows.chain(names).collect()
    };
    records.iter().map(of_file).collect()
}

#[test]
fn it_makes_no_difference_who_reads() {
    let neighbours = samples::neighbouring_rollouts();
    let neighbours = neighbours.map(|folder| samples::rollouts_under(&folder));
    let samples = samples::all().into_iter();
    let samples = samples.chain(neighbours.map(|files| ("rollouts".to_owned(), files)));
    let queries = answers::queries();
    let of_rows: Vec<_> = queries
        .into_iter()
        .filter(|query| query.report != ReportKind::Privacy)
        .collect();
    let mut left = 0;
    for (what, files) in samples {
        for privacy in [Privacy::Names, Privacy::Strict] {
            let mut alone = read_alone(&files, privacy);
            let (mut together, handed) = read_by(2, &files, privacy);
            left += files.len() - handed;
            alone.settle();
            together.settle();
            assert!(rows(&together, privacy) == rows(&alone, privacy), "{what}");
            // Under `strict` no readable name is handed over; an engine that reads itself still has them at hand.
            if privacy == Privacy::Names {
                let said = |engine| answers::answers(engine, &of_rows);
                assert!(said(&together) == said(&alone), "{what}");
            }
        }
    }
    assert!(left > 0, "no sample continues another file");
}

#[test]
fn bytes_come_with_a_file_as_long_as_they_are_its_rows() {
    let (mut kept, mut made_anew) = (0, 0);
    for (what, files) in samples::all() {
        let (mut together, handed) = read_by(2, &files, Privacy::Names);
        let mut with_bytes = 0;
        for file in together.release() {
            let Some(bytes) = file.bytes else { continue };
            assert!(bytes == file.records.row_bytes(), "{what}");
            with_bytes += 1;
        }
        assert!(together.take_bytes().is_empty(), "{what}: they went along");
        kept += with_bytes;
        made_anew += handed - with_bytes;
    }
    assert!(
        kept > 0 && made_anew > 0,
        "{kept} kept, {made_anew} made anew"
    );
}

#[test]
fn bytes_are_taken_of_files_that_stay() {
    let mut kept = 0;
    for (what, files) in samples::all() {
        let (mut together, _) = read_by(2, &files, Privacy::Names);
        let mut bytes = together.take_bytes();
        kept += bytes.len();
        for file in together.records().iter() {
            if let Some(bytes) = bytes.remove(&file.source.id) {
                assert!(bytes == file.row_bytes(), "{what}");
            }
        }
        assert!(bytes.is_empty(), "{what}: of files that are not there");
    }
    assert!(kept > 0);
}

#[test]
fn what_was_not_handed_over_is_not_taken() {
    let mut reader = Engine::new(config(Privacy::Names));
    let (name, bytes) = &samples::small()[0].1[0];
    read(&mut reader, 0, name, bytes);
    let (_, handed) = reader.hand_over().pop().expect("it continues no other");
    let mut engine = Engine::new(config(Privacy::Names));
    let with = |text: &str| [&handed, text.as_bytes()].concat();
    for bytes in [
        Vec::new(),
        b"sources []\n".to_vec(),
        handed[..handed.len() / 2].to_vec(),
        with("no_such_table []\n"),
        with("sources [[1]]\n"),
        with("first_line [[1]]\n"),
        with("heads [[-1]]\n"),
        with("\n"),
    ] {
        assert!(!engine.take_over(name, numbered(0), &bytes));
    }
    assert!(engine.records().is_empty());
    assert!(engine.take_over(name, numbered(0), &handed));
}
