//! The standard library of the wasm targets: by rustup, else built from the distribution's sources.
//!
//! The compiler in use decides where it goes; a library of another compiler's version is as good as none.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{project, step};

const TARGETS: [&str; 2] = ["wasm32-unknown-unknown", "wasm32-wasip1"];

/// The file that the script leaves beside a library that it built: release and commit of the compiler it fits.
const STAMP: &str = "BUILT-FROM-SOURCE";

/// Installs what is missing.
pub(crate) fn ensure() -> Result<()> {
    let sysroot = PathBuf::from(rustc(&["--print", "sysroot"])?.trim_end());
    let missing: Vec<&str> = TARGETS
        .into_iter()
        .filter(|target| !is_installed(&sysroot, target))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    step::run(
        "installing the standard library for wasm",
        install(&missing)?.current_dir(project::root()),
    )
}

/// Only where there is apt does the script have more to try than rustup.
fn install(missing: &[&str]) -> Result<Command> {
    if project::find_program(&["apt-get"]).is_some() {
        let mut script = Command::new("bash");
        script
            .arg(project::root().join("setup/wasm-toolchain.sh"))
            .arg("std")
            .args(missing)
            .env("CUTRACK_TOOLCHAIN", project::cache()?.join("toolchain"));
        return Ok(script);
    }
    let mut rustup = Command::new(project::find_program(&["rustup"]).with_context(|| {
        format!(
            "the standard library of {} is missing: install Rust by rustup",
            missing.join(", ")
        )
    })?);
    rustup.args(["target", "add"]).args(missing);
    Ok(rustup)
}

fn is_installed(sysroot: &Path, target: &str) -> bool {
    let folder = sysroot.join("lib/rustlib").join(target);
    let library = fs::read_dir(folder.join("lib")).is_ok_and(|mut files| {
        files.any(|file| {
            file.is_ok_and(|file| file.file_name().to_string_lossy().starts_with("libstd-"))
        })
    });
    library && fs::read_to_string(folder.join(STAMP)).map_or(true, |stamp| fits_compiler(&stamp))
}

fn fits_compiler(stamp: &str) -> bool {
    let version = rustc(&["-vV"]).unwrap_or_default();
    let value = |key: &str| {
        version
            .lines()
            .find_map(|line| line.strip_prefix(key))
            .unwrap_or_default()
    };
    stamp.trim_end() == format!("{} {}", value("release: "), value("commit-hash: "))
}

fn rustc(arguments: &[&str]) -> Result<String> {
    let output = Command::new("rustc")
        .current_dir(project::root())
        .args(arguments)
        .output();
    let output = output.context("cannot start rustc")?;
    String::from_utf8(output.stdout).context("rustc answered with something other than text")
}
