//! The rooms of core stand one above the other: a room names only rooms below it. The compiler cannot keep rooms of one
//! crate apart, so this reads the source.

use std::fs;
use std::path::{Path, PathBuf};

/// Top to bottom (ARCHITECTURE.md).
const ROOMS: [&str; 22] = [
    "engine", "report", "price", "store", "lineage", "session", "stream", "status", "zone",
    "ledger", "item", "counter", "record", "privacy", "command", "output", "json", "unpack",
    "lines", "order", "room", "",
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The room that a file of `src` lies in.
fn room_of(path: &Path, src: &Path) -> String {
    let below = path.strip_prefix(src).expect("below src");
    let first = below.iter().next().expect("a name").to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// Rooms that a file names, with `crate::…` paths written out.
fn named_rooms(source: &str) -> Vec<String> {
    let code: String = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let words = code.split("crate::").skip(1);
    words
        .map(|rest| {
            rest.chars()
                .take_while(|letter| letter.is_ascii_lowercase() || *letter == '_')
                .collect()
        })
        .collect()
}

#[test]
fn a_room_names_only_rooms_below_it() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    assert!(files.len() > 20);
    let height = |room: &str| ROOMS.iter().position(|known| *known == room);
    let mut faults = Vec::new();
    for path in &files {
        let room = room_of(path, &src);
        if room == "lib" {
            continue;
        }
        let own = height(&room).unwrap_or_else(|| panic!("{room} is no known room"));
        let source = fs::read_to_string(path).expect("a source");
        for named in named_rooms(&source) {
            if height(&named).is_none_or(|other| other < own) {
                faults.push(format!(
                    "{} names {named}",
                    path.strip_prefix(&src).expect("below").display()
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}
