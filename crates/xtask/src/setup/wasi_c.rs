//! C for WASI: a clang that knows wasm32 and wasi-libc's headers, for the C code inside the guest.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use super::debian;
use crate::{build, project, step};

/// Crates of the guest that compile C. While the lock file names none of them no C compiler is asked for.
const C_CRATES: [&str; 2] = ["libsqlite3-sys", "zstd-sys"];

/// Any of these can compile for wasm32.
const COMPILERS: [&str; 5] = ["clang-19", "clang-22", "clang-21", "clang-20", "clang-18"];

/// Installs what is missing.
pub(crate) fn ensure() -> Result<()> {
    if !is_wanted() {
        return Ok(());
    }
    if compiler().is_none() {
        debian::install("clang for wasm32", &["clang-19"])?;
    }
    if sysroot()?.join("include/wasm32-wasip1/stdio.h").is_file() {
        return Ok(());
    }
    if project::find_program(&["apt-get"]).is_none() {
        bail!(
            "wasi-libc's headers are missing: install the WASI SDK and set WASI_SDK_PATH to its folder"
        );
    }
    let mut command = Command::new("bash");
    command
        .arg(project::root().join("setup/wasm-toolchain.sh"))
        .arg("headers");
    command
        .env("CUTRACK_TOOLCHAIN", project::cache()?.join("toolchain"))
        .current_dir(project::root());
    step::run("installing wasi-libc's headers", &mut command)
}

/// What tells the C compiling build scripts of the guest where compiler and headers are.
pub(crate) fn environment() -> Result<Vec<(&'static str, OsString)>> {
    if !is_wanted() {
        return Ok(Vec::new());
    }
    let mut flags = OsString::from("--sysroot=");
    flags.push(sysroot()?);
    for (path, name) in build::hidden_paths() {
        flags.push(format!(" -ffile-prefix-map={}={name}", path.display()));
    }
    let compiler = compiler().unwrap_or_else(|| "clang".into());
    let archiver =
        project::find_program(&["llvm-ar", "llvm-ar-19", "ar"]).unwrap_or_else(|| "ar".into());
    Ok(vec![
        ("CC_wasm32_wasip1", compiler.into()),
        ("AR_wasm32_wasip1", archiver.into()),
        ("CFLAGS_wasm32_wasip1", flags),
    ])
}

fn is_wanted() -> bool {
    let lock = fs::read_to_string(project::root().join("Cargo.lock")).unwrap_or_default();
    C_CRATES
        .iter()
        .any(|name| lock.contains(&format!("name = \"{name}\"\n")))
}

fn compiler() -> Option<PathBuf> {
    let sdk = std::env::var_os("WASI_SDK_PATH").map(|sdk| PathBuf::from(sdk).join("bin/clang"));
    sdk.filter(|clang| clang.is_file())
        .or_else(|| project::find_program(&COMPILERS))
}

fn sysroot() -> Result<PathBuf> {
    match std::env::var_os("WASI_SDK_PATH") {
        Some(sdk) => Ok(PathBuf::from(sdk).join("share/wasi-sysroot")),
        None => Ok(project::cache()?.join("toolchain/wasi-sysroot")),
    }
}
