//! Nothing that was said leaves core: a word is planted into every string of every sample that is not on the list of
//! `data/may_stand.txt`, in several spellings, and looked for in every answer.

mod answers;
mod samples;

use std::collections::BTreeSet;
use std::path::Path;

use cutrack_core::report::{Grouping, ReportKind};
use cutrack_core::{Config, Engine, Query};
use samples::Files;
use serde_json::Value;

/// A word that any label would take: if a field that is no label became one, it would stand in an answer.
const WORD: &str = "qzmarkerqz";

/// How the word is planted: alone, beside other text, as a path, a file, an option, a host, a shell word.
const SPELLINGS: [&str; 10] = [
    "qzmarkerqz",
    "secret qzmarkerqz words",
    "/home/qzmarkerqz/notes.txt",
    "C:\\qzmarkerqz\\run.exe",
    "qzmarkerqz.rs",
    "--token=qzmarkerqz",
    "https://user:qzmarkerqz@example.org/x?qzmarkerqz#qzmarkerqz",
    "\u{1f600}qzmarkerqz\n\t\"quoted\"",
    "QZMARKERQZ",
    "qz\u{200b}marker qzmarkerqz\u{0}end",
];

fn may_stand() -> BTreeSet<String> {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/may_stand.txt");
    let text = std::fs::read_to_string(list).expect("the list");
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Plants `text` into every string below `value` whose key does not keep its own. Lists have the key of their field.
/// Arguments are a document within a string.
fn plant(value: &mut Value, key: &str, text: &str, stays: &dyn Fn(&str) -> bool) {
    match value {
        Value::String(content) if key == "arguments" => {
            *content = match serde_json::from_str::<Value>(content) {
                Ok(mut arguments) if arguments.is_object() => {
                    plant(&mut arguments, "", text, stays);
                    arguments.to_string()
                }
                _ => text.to_owned(),
            }
        }
        Value::String(content) if !stays(key) => *content = text.to_owned(),
        Value::Array(elements) => elements
            .iter_mut()
            .for_each(|element| plant(element, key, text, stays)),
        Value::Object(fields) => {
            // Many things have a name; only that of a called tool, and of its server, may stand.
            let marks = ["arguments", "input", "senderThreadId", "sender_thread_id"];
            let is_call = marks.iter().any(|mark| fields.contains_key(*mark));
            for (key, value) in fields {
                let key = match key.as_str() {
                    "name" if is_call => "call.name",
                    "server" if is_call => "call.server",
                    "tool" if is_call => "call.tool",
                    key => key,
                };
                plant(value, key, text, stays);
            }
        }
        _ => {}
    }
}

/// Fields whose objects are one word with what belongs to it: that key is a label as the word alone would be.
const TAGGED: [&str; 4] = ["source", "subagent", "approval_policy", "codex_error_info"];

/// Gives every object a field of this name more, and its fields that are called by a path this name before their own.
fn plant_keys(value: &mut Value, name: &str) {
    match value {
        Value::Array(elements) => elements
            .iter_mut()
            .for_each(|value| plant_keys(value, name)),
        Value::Object(fields) => {
            let old = std::mem::take(fields);
            for (own, mut value) in old {
                if !TAGGED.contains(&own.as_str()) {
                    plant_keys(&mut value, name);
                }
                let is_path = own.contains(['/', '.']);
                let own = if is_path { name.to_owned() + &own } else { own };
                fields.insert(own, value);
            }
            fields.insert(name.to_owned(), serde_json::json!({ name: [1, "text"] }));
        }
        _ => {}
    }
}

/// The files with the text planted; what is no JSON stays as it is.
fn planted(files: &Files, text: &str, may_stand: &BTreeSet<String>) -> Files {
    planted_where(files, text, &|key| may_stand.contains(key))
}

fn planted_where(files: &Files, text: &str, stays: &dyn Fn(&str) -> bool) -> Files {
    rewritten(files, &|value| plant(value, "", text, stays))
}

fn rewritten(files: &Files, rewrite: &dyn Fn(&mut Value)) -> Files {
    let line = |line: &[u8]| match serde_json::from_slice::<Value>(line) {
        Ok(mut value) => {
            rewrite(&mut value);
            serde_json::to_vec(&value).expect("JSON")
        }
        Err(_) => line.to_vec(),
    };
    let file = |bytes: &[u8]| {
        bytes
            .split(|&byte| byte == b'\n')
            .map(line)
            .collect::<Vec<_>>()
            .join(&b'\n')
    };
    files
        .iter()
        .map(|(name, bytes)| (name.clone(), file(bytes)))
        .collect()
}

/// The same files, called by the word: a folder above them, and a part of their own names.
fn called_by_the_word(files: Files) -> Files {
    let called = |name: String| match name.rsplit_once("rollout-") {
        Some((folder, rest)) => format!("{WORD}/{folder}rollout-{WORD}-{rest}"),
        None => format!("{WORD}/{name}"),
    };
    let files = files.into_iter();
    files.map(|(name, bytes)| (called(name), bytes)).collect()
}

fn engine(files: &Files) -> Engine {
    answers::engine(files, || usize::MAX)
}

/// All rows that a host would store, but for the readable names.
fn rows(engine: &Engine) -> String {
    let records = engine.records();
    let rows = records.iter().flat_map(|file| file.rows());
    format!("{:?}", rows.collect::<Vec<_>>())
}

/// The values of these rows.
fn values(engine: &Engine) -> Vec<String> {
    let records = engine.records();
    let rows = records.iter().flat_map(|file| file.rows());
    let rows = rows.flat_map(|(_, rows)| rows);
    rows.flatten().map(|value| format!("{value:?}")).collect()
}

fn is_pseudonym(value: &str) -> bool {
    value.starts_with("Text(\"p-") && value.len() == "Text(\"p-\")".len() + 32
}

fn kept_bytes(engine: &Engine) -> Vec<u8> {
    let mut bytes = Vec::new();
    for file in engine.records().iter() {
        bytes.extend(file.to_bytes(|_| true));
    }
    bytes
}

/// The rows as bytes, as they are kept and handed on.
fn bytes(engine: &mut Engine) -> String {
    let mut bytes = kept_bytes(engine);
    bytes.extend(engine.hand_over().into_iter().flat_map(|(_, bytes)| bytes));
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Everything that core says of the files, in one text.
fn answers(engine: &Engine, queries: &[Query]) -> String {
    let diagnostics = engine.diagnostics().collect::<Vec<_>>();
    let answers = answers::answers(engine, queries).concat();
    format!("{:?}{diagnostics:?}{answers}", engine.file_usage())
}

/// Whether the planted word stands in anything that leaves core: answers, rows, bytes.
fn tells_the_word(files: &Files, queries: &[Query]) -> bool {
    let mut engine = engine(files);
    let told = [answers(&engine, queries), rows(&engine), bytes(&mut engine)];
    told.iter().any(|text| text.to_lowercase().contains(WORD))
}

#[test]
fn no_planted_word_stands_in_an_answer() {
    let (may_stand, queries) = (may_stand(), answers::queries());
    for (sample, files) in samples::all() {
        for spelling in SPELLINGS {
            let files = called_by_the_word(planted(&files, spelling, &may_stand));
            assert!(
                !tells_the_word(&files, &queries),
                "{sample}: a planted word stands in an answer, in a row or in bytes"
            );
        }
    }
}

/// Keys are content too: of a patch they are paths, of a call what a model or a tool made up.
#[test]
fn no_planted_key_stands_in_an_answer() {
    let queries = answers::queries();
    for (sample, files) in samples::all() {
        for key in [WORD, "/home/qzmarkerqz/notes.txt"] {
            let files = rewritten(&files, &|value| plant_keys(value, key));
            assert!(
                !tells_the_word(&files, &queries),
                "{sample}: a planted key stands"
            );
        }
    }
}

/// Readable names stand apart: no row holds one, in whatever form.
#[test]
fn no_name_stands_in_a_row() {
    const NAMES: [&str; 4] = ["cwd", "branch", "repository_url", "agent_nickname"];
    let mut names = 0;
    for (sample, files) in samples::all() {
        let mut engine = Engine::new(Config {
            key: Some([7; 32]),
            ..Config::default()
        });
        for (name, bytes) in planted_where(&files, WORD, &|key| !NAMES.contains(&key)) {
            engine.begin(&name);
            engine.feed(&bytes);
            engine.end();
        }
        let bytes = String::from_utf8_lossy(&kept_bytes(&engine)).into_owned();
        for text in [rows(&engine), bytes] {
            assert!(!text.contains(WORD), "{sample}: a name stands in a row");
        }
        let query = Query::from_json(br#"{"report":"names","with_names":true}"#);
        let report = engine.report(&query.expect("a query")).expect("a report");
        let told = String::from_utf8(report.to_json()).expect("UTF-8");
        names += told.matches(WORD).count();
    }
    assert!(names > 50, "{names} names were planted");
}

/// Where names of programs may stand, what stands before them may not.
#[test]
fn no_folder_of_a_program_stands_in_an_answer() {
    let may_stand = may_stand();
    let queries: Vec<Query> = answers::queries()
        .into_iter()
        .filter(|query| matches!(query.report, ReportKind::Commands | ReportKind::Records))
        .collect();
    let mut programs = 0;
    for (sample, files) in samples::all() {
        for path in ["/home/qzmarkerqz/notes.txt", "C:\\qzmarkerqz\\run.exe"] {
            let mut engine = Engine::new(Config::default());
            for (name, bytes) in planted(&files, path, &may_stand) {
                engine.begin(&name);
                engine.feed(&bytes);
                engine.end();
            }
            let answer = answers(&engine, &queries);
            assert!(!answer.to_lowercase().contains(WORD), "{sample}: {path}");
            programs += answer.matches("notes.txt").count();
        }
    }
    assert!(programs > 0, "no program was planted");
}

#[test]
fn files_that_differ_only_in_text_give_the_same_answer() {
    let (may_stand, mut queries) = (may_stand(), answers::queries());
    // Records and the calls of a session tell commands apart, by a keyed hash.
    queries.retain(|query| match query.report {
        ReportKind::Records => false,
        ReportKind::Session => query.by != [Grouping::Call],
        _ => true,
    });
    for (sample, files) in samples::all() {
        // Its first word, which may be a program's name, is the same.
        let [one, other] = ["a text of equal length, one", "a text of that same length!"]
            .map(|text| engine(&planted(&files, text, &may_stand)));
        let told = [&one, &other].map(|engine| answers(engine, &queries));
        assert_eq!(told[0], told[1], "{sample}");
        let [of_one, of_other] = [one, other].map(|engine| {
            let mut values = values(&engine);
            values.retain(|value| !is_pseudonym(value));
            values
        });
        assert_eq!(of_one, of_other, "{sample}");
    }
}

/// Whoever has no key can tell nothing from what stands for a text: not whether it is one that they know.
#[test]
fn what_stands_for_a_text_depends_on_the_key() {
    let stand_for_texts = |key: Option<[u8; 32]>, files: &Files| {
        let mut engine = Engine::new(Config {
            key,
            ..Config::default()
        });
        for (name, bytes) in files {
            engine.begin(name);
            engine.feed(bytes);
            engine.end();
        }
        let mut values = values(&engine);
        values.retain(|value| is_pseudonym(value));
        BTreeSet::from_iter(values)
    };
    let mut found = 0;
    for (sample, files) in samples::all() {
        let [one, other] = [[7; 32], [8; 32]].map(|key| stand_for_texts(Some(key), &files));
        assert!(one.is_disjoint(&other), "{sample}");
        assert_eq!(stand_for_texts(None, &files), BTreeSet::new(), "{sample}");
        found += one.len();
    }
    assert!(found > 100, "{found}");
}

#[test]
fn a_planted_word_is_found_where_it_may_stand() {
    let mut may_stand = may_stand();
    assert!(may_stand.remove("model"));
    let queries = answers::queries();
    let found = samples::fixtures().iter().any(|(_, files)| {
        answers(&engine(&planted(files, WORD, &may_stand)), &queries).contains(WORD)
    });
    assert!(found, "the search itself finds nothing");
}

/// The rooms that borrow a rollout's bytes derive no `Debug` and no `Serialize` for what borrows.
#[test]
fn what_borrows_a_rollout_cannot_be_printed() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for room in ["json", "item", "session", "lines.rs"] {
        for (path, source) in samples::sources_under(&src.join(room)) {
            let mut derives = "";
            for line in source.lines() {
                if line.trim_start().starts_with("#[derive(") {
                    derives = line;
                } else if line.contains("struct ") || line.contains("enum ") {
                    let borrows = line.contains("<'a>");
                    let prints = derives.contains("Debug") || derives.contains("Serialize");
                    assert!(!(borrows && prints), "{path}: {line}");
                    derives = "";
                }
            }
        }
    }
}
