//! Writes the JavaScript side of a wasm module: `bindings MODULE.wasm FOLDER`.
//!
//! It is a program of its own so that only building the page compiles the generator, whose version must be that of
//! wasm-bindgen in Cargo.lock. The output is for a classic worker, which knows neither import nor export.

use std::env;
use std::process::ExitCode;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn generate() -> Result<()> {
    let mut arguments = env::args_os().skip(1);
    let module = arguments.next().context("no module is named")?;
    let folder = arguments.next().context("no folder is named")?;
    let mut generator = Bindgen::new();
    generator
        .no_modules(true)?
        .typescript(true)
        .input_path(module);
    generator
        .generate(folder)
        .context("the bindings cannot be made")
}
