//! `cutrack`: the guest and the page, in one program that needs nothing beside it.
//!
//! Only this file holds the embedded bytes, so that a changed guest links anew and compiles nothing.

use cutrack::Embedded;
use std::process::ExitCode;

const EMBEDDED: Embedded<'_> = Embedded {
    guest: include_bytes!(concat!(env!("OUT_DIR"), "/guest.wasm")),
    page: include_bytes!(concat!(env!("OUT_DIR"), "/page.html")),
};

fn main() -> ExitCode {
    cutrack::launch(&EMBEDDED, std::env::args_os().skip(1).collect())
}
