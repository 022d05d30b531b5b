//! Rules for what we hand out. These tests look at built artefacts, so they run where those are built:
//! `cargo xtask test artefacts`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// Below the build folder; the page's module stands beside the page too, which holds it in base64.
const ARTEFACTS: [&str; 5] = [
    "cutrack.wasm",
    "wasm32-unknown-unknown/plugin/cutrack_plugin.wasm",
    "page/cutrack.html",
    "page/cutrack.wasm",
    "launcher/cutrack",
];

fn artefacts() -> Vec<(PathBuf, Vec<u8>)> {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target");
    let paths = ARTEFACTS.iter().map(|name| target.join(name));
    let read = |path: PathBuf| {
        let path = if path.is_file() {
            path
        } else {
            path.with_extension(env::consts::EXE_EXTENSION)
        };
        let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (path, bytes)
    };
    paths.map(read).collect()
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

#[test]
#[ignore = "needs the artefacts: cargo xtask test artefacts"]
fn no_artefact_carries_a_folder_of_its_builder() {
    let root =
        fs::canonicalize(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).expect("the root exists");
    let home = env::home_dir().expect("there is a home folder");
    for (path, bytes) in artefacts() {
        for folder in [&root, &home] {
            let found = contains(&bytes, &format!("{}/", folder.display()));
            assert!(!found, "{} holds {}", path.display(), folder.display());
        }
    }
}

#[test]
#[ignore = "needs the artefacts: cargo xtask test artefacts"]
fn the_guest_tells_which_branches_are_rare() {
    let (_, guest) = artefacts().swap_remove(0);
    assert!(contains(&guest, "metadata.code.branch_hint"));
}

#[test]
#[ignore = "needs the artefacts: cargo xtask test artefacts"]
fn no_artefact_is_empty() {
    for (path, bytes) in artefacts() {
        assert!(
            bytes.len() > 10_000,
            "{} has {} bytes",
            path.display(),
            bytes.len()
        );
    }
}
