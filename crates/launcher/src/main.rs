//! `cutrack`: the guest and the page, in one program that needs nothing beside it.
//!
//! Only this file holds the embedded bytes, so that a changed guest links anew and compiles nothing.

use cutrack::{Embedded, Guest};
use std::process::ExitCode;

const EMBEDDED: Embedded<'_> = Embedded {
    guest: Guest {
        bytes: include_bytes!(concat!(env!("OUT_DIR"), "/guest.wasm")),
        hash: include_bytes!(concat!(env!("OUT_DIR"), "/guest.sha256")),
    },
    page: include_bytes!(concat!(env!("OUT_DIR"), "/page.html")),
};

fn main() -> ExitCode {
    cutrack::launch(&EMBEDDED, std::env::args_os().skip(1).collect())
}
