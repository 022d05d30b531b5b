//! What `/status` and the end of Codex print: `tests/status` holds captures of many versions, made up ones of what these lack,
//! and beside each the rows that it becomes.
//!
//! `CUTRACK_BLESS` writes the rows anew; then read what changed.

mod answers;
mod damage;
mod random;
mod samples;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use cutrack_core::record::table::Value;
use cutrack_core::status::StatusReader;
use cutrack_core::store::FileRecords;
use cutrack_core::{Config, Engine, Query};
use random::Random;

fn folder() -> PathBuf {
    samples::workspace_root().join("tests/status")
}

/// Each capture: its name and its bytes.
fn captures() -> Vec<(PathBuf, Vec<u8>)> {
    let entries = fs::read_dir(folder()).expect("the captures");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let is_capture = |path: &PathBuf| path.extension().is_some_and(|end| end == "txt");
    let mut captures: Vec<_> = paths.filter(is_capture).collect();
    captures.sort();
    assert!(captures.len() > 20);
    let read = |path: PathBuf| (path.clone(), fs::read(path).expect("a capture"));
    captures.into_iter().map(read).collect()
}

fn engine(bytes: &[u8], chunk: usize) -> Engine {
    let mut engine = Engine::new(Config {
        key: Some([7; 32]),
        ..Config::default()
    });
    engine.begin("status.txt");
    bytes.chunks(chunk).for_each(|chunk| engine.feed(chunk));
    engine.end();
    engine
}

/// The rows of a file in one table as text, a row a paragraph; what is absent is left out.
fn rows(file: &FileRecords, of_table: &str, text: &mut String) {
    let mut tables = file.rows();
    let (table, rows) = tables
        .find(|(table, _)| table.name == of_table)
        .expect("a table");
    let names = name_of(file);
    for row in rows {
        let _ = writeln!(text, "{}", table.name);
        for (column, value) in table.columns.iter().zip(row).skip(1) {
            let _ = match value {
                Value::Absent => Ok(()),
                Value::Integer(number) => writeln!(text, "  {}={number}", column.name),
                Value::Text(word) => {
                    let word = names.get(&word).unwrap_or(&word);
                    writeln!(text, "  {}={word}", column.name)
                }
            };
        }
    }
}

/// The names that pseudonyms stand for.
fn name_of(file: &FileRecords) -> BTreeMap<String, String> {
    let rows = file.name_rows(cutrack_core::privacy::Privacy::Names);
    let name = |row: Vec<Value>| match <[Value; 2]>::try_from(row) {
        Ok([Value::Text(pseudonym), Value::Text(name)]) => (pseudonym, format!("[{name}]")),
        _ => panic!("a pseudonym and a name"),
    };
    rows.into_iter().map(name).collect()
}

fn text(engine: &Engine) -> String {
    let records = engine.records();
    let file = &records[0];
    let mut text = String::new();
    rows(file, "status_snapshots", &mut text);
    rows(file, "status_limits", &mut text);
    rows(file, "findings", &mut text);
    text
}

#[test]
fn captures_become_the_rows_that_stand_beside_them() {
    let mut wrong = Vec::new();
    for (path, bytes) in captures() {
        let told = text(&engine(&bytes, usize::MAX));
        assert_eq!(told, text(&engine(&bytes, 7)), "{}", path.display());
        let rows = path.with_extension("rows");
        if std::env::var_os("CUTRACK_BLESS").is_some() {
            fs::write(&rows, &told).expect("written");
        }
        if fs::read_to_string(&rows).unwrap_or_default() != told {
            wrong.push(format!("{}:\n{told}", name(&path)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn name(path: &Path) -> String {
    path.file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned()
}

/// Captures that were damaged: none panics, and none depends on how its bytes come.
#[test]
fn damaged_captures_are_read_whatever_the_chunks() {
    let captures = captures();
    for seed in 0..3000 {
        let mut random = Random::new(seed);
        let mut bytes = random.pick(&captures).1.clone();
        damage::mutate(&mut bytes, &mut random);
        let told = text(&engine(&bytes, usize::MAX));
        assert_eq!(
            told,
            text(&engine(&bytes, 1 + random.below(300))),
            "seed {seed}"
        );
    }
}

/// The word that stands in `made-private.txt` wherever a person's own text can.
const WORD: &str = "qzmarkerqz";

#[test]
fn nothing_of_a_persons_own_is_kept_but_the_name_of_the_folder() {
    let (_, bytes) = captures()
        .into_iter()
        .find(|(path, _)| name(path) == "made-private.txt")
        .expect("it");
    let files = vec![("status.txt".to_owned(), bytes)];
    let mut engine = answers::engine(&files, || usize::MAX);
    let answers = answers::answers(&engine, &answers::queries()).concat();
    let rows = format!("{:?}", engine.records()[0].rows().collect::<Vec<_>>());
    let mut kept = engine.records()[0].to_bytes(|_| true);
    kept.extend(engine.hand_over().into_iter().flat_map(|(_, bytes)| bytes));
    let kept = String::from_utf8_lossy(&kept);
    for text in [&*kept, &*answers, &*rows] {
        assert!(text.contains("gpt-5.5"));
        assert!(!text.contains(WORD));
    }
}

/// What the reader calls nothing leaves no trace: each such line of each capture is written otherwise.
#[test]
fn a_line_that_tells_nothing_leaves_no_trace() {
    let mut changed_lines = 0;
    for (path, bytes) in captures() {
        let mut reader = StatusReader::default();
        let mut changed = Vec::new();
        for (number, line) in (1..).zip(bytes.split(|&byte| byte == b'\n')) {
            let told = reader.line(number, line).unwrap_or_default();
            let next = |byte: &u8| match byte {
                b'a'..=b'y' | b'A'..=b'Y' => byte + 1,
                byte => *byte,
            };
            let is_dropped = told.is_empty() && !line.contains(&0x1b);
            changed_lines += usize::from(is_dropped && !line.is_empty());
            match is_dropped {
                true => changed.extend(line.iter().map(next)),
                false => changed.extend(line),
            }
            changed.push(b'\n');
        }
        let [one, other] = [&bytes, &changed].map(|bytes| text(&engine(bytes, usize::MAX)));
        assert_eq!(one, other, "{}", name(&path));
    }
    assert!(changed_lines > 100);
}

#[test]
fn the_ledger_tells_what_becomes_of_each_line() {
    let mut engine = Engine::new(Config {
        ledger: true,
        ..Config::default()
    });
    engine.begin("status.txt");
    engine.feed("/status\n\n  >_ OpenAI Codex (v0.169.0)\n\n  Directory:  /home/dev\n  Agents.md:  <none>\n".as_bytes());
    engine.end();
    let query = Query::from_json(br#"{"report":"privacy","by":["path"]}"#).expect("a query");
    let json = engine.report(&query).expect("a report").to_json();
    let report: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    let mut told: Vec<String> = report["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| {
            ["line", "path", "becomes", "bytes"]
                .map(|key| row[key].to_string())
                .join(" ")
        })
        .collect();
    told.sort();
    assert_eq!(
        told,
        [
            r#""status" "" "dropped" 18"#,
            r#""status" "cli_version" "label" 26"#,
            r#""status" "cwd" "pseudonym" 21"#,
            r#""unreadable" "" "dropped" 7"#,
        ]
    );
}

const PANEL: &str = "  >_ OpenAI Codex (v0.169.0)\n  Model:  gpt-5.5\n";
const META: &str = r#"{"timestamp":"2026-06-01T00:00:00.000Z","type":"session_meta","payload":{"id":"01a201db-0000-7000-8000-000000000001","timestamp":"2026-06-01T00:00:00.000Z"}}"#;

/// (text, snapshots, whether it is a session, lines lost): a rollout with text in it is a rollout.
#[test]
fn a_line_of_json_decides_first() {
    for (text, snapshots, is_session, lost) in [
        (format!("no JSON\n{PANEL}no JSON\n"), 1, false, 0),
        (format!("{META}\nno JSON\n{PANEL}"), 0, true, 3),
        (format!("no JSON\n{META}\n{PANEL}"), 0, true, 3),
        (format!("no JSON\n{PANEL}{META}\nno JSON\n"), 1, true, 1),
        (
            format!("{PANEL}{{\"answer\":42}}\n{{\n{PANEL}"),
            2,
            false,
            0,
        ),
        ("no JSON\nModel: gpt-5.5\n".to_owned(), 0, false, 2),
    ] {
        let engine = engine(text.as_bytes(), usize::MAX);
        let file = &engine.records()[0];
        let found = (
            file.status_snapshots.len(),
            file.identity.is_some(),
            file.source.lines_skipped,
        );
        assert_eq!(found, (snapshots, is_session, lost), "{text}");
        let not_json = file.findings.iter().map(|found| found.lines).sum::<u64>();
        assert_eq!(not_json, lost, "{text}");
    }
}

/// Captures are called as a person likes: of two that are called alike, only copies are told as one.
#[test]
fn captures_of_one_name_are_told_apart_by_all_of_their_lines() {
    let mut engine = Engine::new(Config::default());
    for (folder, model) in [("a", "gpt-5.5"), ("b", "gpt-5.4"), ("c", "gpt-5.5")] {
        engine.begin(&format!("{folder}/status.txt"));
        engine.feed(PANEL.replace("gpt-5.5", model).as_bytes());
        engine.end();
    }
    let mut records = engine.records().to_vec();
    records.retain(|file| file.source.set_aside_for.is_none());
    assert_eq!(records.len(), 2);
}
