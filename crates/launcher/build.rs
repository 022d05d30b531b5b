//! Lays the guest, its hash and the page where `main.rs` embeds them from.
//!
//! `cargo xtask` names both files; without it each is empty, so that a bare `cargo build`, clippy and
//! editors work, and the launcher says what it lacks.

use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let guest = out.join("guest.wasm");
    lay("CUTRACK_GUEST", &guest);
    let guest = fs::read(guest).expect("the guest was laid there");
    fs::write(out.join("guest.sha256"), Sha256::digest(guest)).expect("OUT_DIR is writable");
    lay("CUTRACK_PAGE", &out.join("page.html"));
}

fn lay(variable: &str, target: &Path) {
    println!("cargo:rerun-if-env-changed={variable}");
    let Some(source) = env::var_os(variable).filter(|path| !path.is_empty()) else {
        fs::write(target, b"").expect("OUT_DIR is writable");
        return;
    };
    println!("cargo:rerun-if-changed={}", source.display());
    fs::copy(&source, target)
        .unwrap_or_else(|error| panic!("{variable}={}: {error}", source.display()));
}
