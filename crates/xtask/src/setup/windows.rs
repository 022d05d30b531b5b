//! What compiles for Windows on another system: the standard library of that target, and a C compiler.

use std::process::Command;

use anyhow::{Context, Result};

use super::debian;
use crate::{project, step};

/// The target that a compiler of Debian's can serve.
const TARGET: &str = "x86_64-pc-windows-gnu";

/// Installs what is missing.
pub(crate) fn ensure() -> Result<()> {
    let rustup = project::find_program(&["rustup"]);
    let rustup =
        rustup.context("the standard library for Windows is missing: install Rust by rustup")?;
    step::run(
        "installing the standard library for Windows",
        Command::new(rustup)
            .args(["target", "add", TARGET])
            .current_dir(project::root()),
    )?;
    match project::find_program(&["x86_64-w64-mingw32-gcc"]) {
        Some(_) => Ok(()),
        None => debian::install("a C compiler for Windows", &["gcc-mingw-w64-x86-64"]),
    }
}
