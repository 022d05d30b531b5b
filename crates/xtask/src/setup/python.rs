//! The Python packages of the tests, in an environment of the project's own: the Extism host and `wasmtime run`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::debian;
use crate::{project, step};

/// A copy of the requirements inside the environment: what is installed there.
const MARKER: &str = "installed-requirements.txt";

/// Installs what `setup/requirements.txt` names, each file checked against its hash, if that is not there yet.
pub(crate) fn ensure() -> Result<()> {
    let requirements = project::root().join("setup/requirements.txt");
    let wanted = fs::read(&requirements).context("cannot read setup/requirements.txt")?;
    let marker = environment().join(MARKER);
    if fs::read(&marker).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    make_environment()?;
    let mut install = Command::new(interpreter());
    install.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
    ]);
    install
        .args(["--only-binary", ":all:", "--requirement"])
        .arg(&requirements);
    step::run("installing the Python packages of the tests", &mut install)?;
    make_executable(&wasmtime()?)?;
    fs::write(marker, wanted).context("cannot note what pip installed")
}

/// The environment's own Python.
pub(crate) fn interpreter() -> PathBuf {
    environment().join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    })
}

/// The wasmtime command line, which is a file inside its package.
pub(crate) fn wasmtime() -> Result<PathBuf> {
    let libraries = if cfg!(windows) {
        environment().join("Lib")
    } else {
        python_library(&environment().join("lib"))?
    };
    let name = format!("wasmtime{}", std::env::consts::EXE_SUFFIX);
    Ok(libraries.join("site-packages/wasmtime_cli").join(name))
}

fn environment() -> PathBuf {
    project::target().join("python")
}

/// The one folder of `lib`, named after Python's version.
fn python_library(lib: &Path) -> Result<PathBuf> {
    let mut folders = fs::read_dir(lib).context("the Python environment is not set up")?;
    let named_python = |name: &str| name.starts_with("python");
    let folder = folders.find_map(|folder| {
        Some(folder.ok()?.file_name()).filter(|name| named_python(&name.to_string_lossy()))
    });
    folder
        .map(|folder| lib.join(folder))
        .context("the Python environment has no library folder")
}

fn make_environment() -> Result<()> {
    if python().is_none() {
        debian::install("Python", &["python3", "python3-venv"])?;
    }
    let python = python().context("Python is missing")?;
    let environment = environment();
    let make = || {
        let mut command = Command::new(&python);
        step::run(
            "making a Python environment",
            command.args(["-m", "venv", "--clear"]).arg(&environment),
        )
    };
    make().or_else(|_| {
        debian::install("Python's venv", &["python3-venv"])?;
        make()
    })
}

/// A Python that starts: what Windows calls `python3` may only lead to a shop.
fn python() -> Option<PathBuf> {
    let starts = |python: &PathBuf| {
        let version = Command::new(python).arg("--version").output();
        version.is_ok_and(|version| version.status.success())
    };
    let mut names = ["python3", "python"].into_iter();
    names.find_map(|name| project::find_program(&[name]).filter(starts))
}

/// The package loses the mark on its way through a wheel.
#[cfg(unix)]
fn make_executable(file: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::Permissions::from_mode(0o755);
    fs::set_permissions(file, mode)
        .with_context(|| format!("cannot make {} executable", file.display()))
}

#[cfg(not(unix))]
fn make_executable(_file: &Path) -> Result<()> {
    Ok(())
}
