//! Tells a WebAssembly program's engine which branches are rare: `branch-hints PROGRAM OUT FIXTURES...`.
//!
//! LLVM knows what is rare and does not say it in WebAssembly, and an engine that is not told lays rare code between the
//! rest. So a copy of the program counts how often each branch is taken while it reads the fixtures, and what it found
//! goes into `OUT`, which is the program with one more section: `metadata.code.branch_hint`, of the branch hinting
//! proposal. An engine that does not know it passes over it. What breaks if this is touched: only speed, as long as every
//! other section stays as it is.

mod counting;
mod hints;
mod points;
mod run;
#[cfg(test)]
mod sample;

use std::env;
use std::fs;
use std::path::PathBuf;

use wasmtime::error::Context as _;
use wasmtime::{Result, bail};

fn main() -> Result<()> {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [program, out, fixtures @ ..] = arguments.as_slice() else {
        bail!("branch-hints PROGRAM OUT FIXTURES...");
    };
    let wasm = fs::read(program).with_context(|| program.display().to_string())?;
    let functions = points::functions(&wasm)?;
    let counting = counting::module(&wasm, &functions)?;
    let counts = run::counts(&counting, fixtures, &out.with_extension("counted"))?;
    let hinted = hints::module(&wasm, &functions, &counts)?;
    fs::write(out, hinted).with_context(|| out.display().to_string())
}
