//! Rules that hold for the repository's files as a whole.

use std::fs;
use std::path::Path;
use std::process::Command;

/// The longest file that a reader is asked to hold in mind.
const LINES_MAX: usize = 500;

/// What marks code as unfinished; spelled in halves, so that this file is not found by itself.
const MARKS: [&str; 6] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("X", "XX"),
    concat!("HA", "CK"),
    "unimplemented!(",
    "todo!(",
];

/// Endings of the files that we write by hand.
const CODE: [&str; 8] = ["rs", "ts", "tsx", "mjs", "js", "py", "sh", "css"];

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// The names of all files that git knows or would add.
fn files() -> Vec<String> {
    let mut list = Command::new("git");
    list.current_dir(root()).args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]);
    let output = list.output().expect("git lists the files");
    let names = String::from_utf8(output.stdout).expect("file names are text");
    let names: Vec<String> = names.split_terminator('\0').map(str::to_owned).collect();
    assert!(names.len() > 50, "git lists {} files", names.len());
    names
        .into_iter()
        .filter(|name| root().join(name).is_file())
        .collect()
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Files written by hand: no fixtures, nothing generated.
fn is_code(name: &str) -> bool {
    let written = !name
        .split('/')
        .any(|part| matches!(part, "fixtures" | "gen" | "generated"));
    let ending = Path::new(name)
        .extension()
        .and_then(|ending| ending.to_str());
    written && ending.is_some_and(|ending| CODE.contains(&ending))
}

#[test]
fn no_file_is_longer_than_a_reader_can_hold() {
    let long = |name: &String| is_code(name) && read(name).lines().count() > LINES_MAX;
    let found: Vec<String> = files().into_iter().filter(long).collect();
    assert!(found.is_empty(), "over {LINES_MAX} lines: {found:?}");
}

#[test]
fn nothing_is_marked_as_unfinished() {
    let marked =
        |name: &String| is_code(name) && MARKS.iter().any(|mark| has_word(&read(name), mark));
    let found: Vec<String> = files()
        .into_iter()
        .filter(|name| !name.ends_with("tests/repository.rs"))
        .filter(marked)
        .collect();
    assert!(found.is_empty(), "{found:?}");
}

/// True when `word` stands in `text` by itself, not as part of a longer word.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        ![before, after]
            .into_iter()
            .flatten()
            .any(|c| c.is_alphanumeric() || c == '_')
    })
}

#[test]
fn lock_files_name_no_server() {
    for name in files() {
        match name.rsplit('/').next().unwrap_or_default() {
            "package-lock.json" => assert!(
                !read(&name).contains("\"resolved\""),
                "{name} says where packages came from"
            ),
            "requirements.txt" => assert!(!read(&name).contains("://"), "{name} names a server"),
            "Cargo.lock" => {
                let text = read(&name);
                let mut sources = text
                    .lines()
                    .filter_map(|line| line.strip_prefix("source = "));
                let usual = "\"registry+https://github.com/rust-lang/crates.io-index\"";
                assert!(
                    sources.all(|source| source == usual),
                    "{name} names another registry than crates.io"
                );
            }
            _ => {}
        }
    }
}

#[test]
fn every_python_package_has_its_hash() {
    let text = read("setup/requirements.txt").replace("\\\n", " ");
    let packages: Vec<&str> = text.lines().filter(|line| line.contains("==")).collect();
    assert!(!packages.is_empty());
    for package in packages {
        assert!(
            package.contains("--hash=sha256:"),
            "{}",
            package.split_whitespace().next().unwrap_or_default()
        );
    }
}

#[test]
fn the_binding_generator_has_the_version_of_the_bindings() {
    let lock = read("Cargo.lock");
    let version = |name: &str| {
        let package = lock
            .split("[[package]]")
            .find(|package| package.contains(&format!("\nname = \"{name}\"\n")));
        let package = package.unwrap_or_else(|| panic!("{name} is not in Cargo.lock"));
        package
            .lines()
            .find_map(|line| line.strip_prefix("version = "))
            .expect("a package has a version")
            .to_owned()
    };
    assert_eq!(version("wasm-bindgen"), version("wasm-bindgen-cli-support"));
}

#[test]
fn no_file_names_a_folder_of_its_author() {
    let foreign = |name: &String| {
        let Ok(text) = fs::read_to_string(root().join(name)) else {
            return false;
        };
        let home = concat!("/ro", "ot/");
        // In what Codex writes the first agent of a tree has the name of that folder.
        let written_by_codex = ["tests/fixtures/", "tests/facts/", "tests/streams/"];
        let is_of_codex = written_by_codex
            .iter()
            .any(|folder| name.starts_with(folder));
        !is_of_codex && (text.contains(home) || text.contains(concat!("/wo", "rk/")))
    };
    let found: Vec<String> = files().into_iter().filter(foreign).collect();
    assert!(found.is_empty(), "{found:?}");
}
