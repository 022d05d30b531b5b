//! What `/status` and the end of Codex print: `tests/status` holds captures of many versions, made up ones of what these lack,
//! and beside each the rows that it becomes.
//!
//! `CUTRACK_BLESS` writes the rows anew; then read what changed.

mod samples;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use cutrack_core::record::table::Value;
use cutrack_core::store::FileRecords;
use cutrack_core::{Config, Engine};

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
