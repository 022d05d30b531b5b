//! C for WASI: a clang that knows wasm32 and wasi-libc's headers, for the C code inside the guest.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::debian;
use crate::{build, project, step};

/// Crates of the guest that compile C. While the lock file names none of them no C compiler is asked for.
const C_CRATES: [&str; 2] = ["libsqlite3-sys", "zstd-sys"];

/// Programs that may compile for wasm32: some are built without.
const COMPILERS: [&str; 6] = [
    "clang-19", "clang-22", "clang-21", "clang-20", "clang-18", "clang",
];

/// Installs what is missing.
pub(crate) fn ensure() -> Result<()> {
    if !is_wanted() {
        return Ok(());
    }
    let has_headers = sysroot()?.join("include/wasm32-wasip1/stdio.h").is_file();
    if has_headers && compiler().is_some() {
        return Ok(());
    }
    if sdk().is_some() || project::find_program(&["apt-get"]).is_none() {
        bail!(
            "a C compiler and headers for WASI are missing: install the WASI SDK and set WASI_SDK_PATH to its folder"
        );
    }
    if compiler().is_none() {
        debian::install("clang for wasm32", &["clang-19"])?;
    }
    if has_headers {
        return Ok(());
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
    let mut flags = quoted("--sysroot=", &sysroot()?, "");
    for (path, name) in build::hidden_paths() {
        flags.push(" ");
        flags.push(quoted("-ffile-prefix-map=", &path, &format!("={name}")));
    }
    Ok(vec![
        ("CC_SHELL_ESCAPED_FLAGS", "1".into()),
        (
            "CC_wasm32_wasip1",
            compiler().unwrap_or_else(|| "clang".into()).into(),
        ),
        ("AR_wasm32_wasip1", archiver().into()),
        ("CFLAGS_wasm32_wasip1", flags),
    ])
}

/// A flag around a path, which may hold blanks and backslashes.
fn quoted(before: &str, path: &Path, after: &str) -> OsString {
    let mut flag = OsString::from(format!("'{before}"));
    flag.push(path);
    flag.push(format!("{after}'"));
    flag
}

fn is_wanted() -> bool {
    let lock = fs::read_to_string(project::root().join("Cargo.lock")).unwrap_or_default();
    C_CRATES
        .iter()
        .any(|name| lock.contains(&format!("name = \"{name}\"\n")))
}

fn compiler() -> Option<PathBuf> {
    let compiles_wasm = |clang: &PathBuf| {
        let targets = Command::new(clang).arg("--print-targets").output();
        targets.is_ok_and(|targets| String::from_utf8_lossy(&targets.stdout).contains("wasm32"))
    };
    let of_system = || {
        let mut compilers = COMPILERS.iter();
        compilers.find_map(|name| project::find_program(&[name]).filter(compiles_wasm))
    };
    of_sdk("clang").or_else(of_system)
}

fn archiver() -> PathBuf {
    of_sdk("llvm-ar")
        .or_else(|| project::find_program(&["llvm-ar", "llvm-ar-19", "ar"]))
        .unwrap_or_else(|| "ar".into())
}

/// The folder of the WASI SDK, if there is said to be one.
fn sdk() -> Option<PathBuf> {
    env::var_os("WASI_SDK_PATH").map(PathBuf::from)
}

fn of_sdk(program: &str) -> Option<PathBuf> {
    let program = format!("bin/{program}{}", env::consts::EXE_SUFFIX);
    let program = sdk()?.join(program);
    program.is_file().then_some(program)
}

fn sysroot() -> Result<PathBuf> {
    match sdk() {
        Some(sdk) => Ok(sdk.join("share/wasi-sysroot")),
        None => Ok(project::cache()?.join("toolchain/wasi-sysroot")),
    }
}
