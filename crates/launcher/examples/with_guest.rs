//! The launcher with a guest of your own: see for yourself what its grant lets a program do.
//!
//! `cargo run --example with_guest -- GUEST.wasm sessions --codex-home DIR`

use cutrack::{Embedded, Guest};
use sha2::{Digest, Sha256};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let Some(guest) = arguments.next().and_then(|path| std::fs::read(path).ok()) else {
        eprintln!("error: the first argument must be a wasm32-wasip1 program.");
        return ExitCode::from(2);
    };
    let embedded = Embedded {
        guest: Guest {
            bytes: &guest,
            hash: &Sha256::digest(&guest).into(),
        },
        page: b"<!doctype html><title>A page</title>",
    };
    cutrack::launch(&embedded, arguments.collect())
}
