//! The page: the module, its bindings, and one HTML file around both, which `web/build/page.mjs` makes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result};

use super::{build, page_path};
use crate::{project, setup, step};

/// Builds the page. Everything after the compiler is left out while no input is newer than the page.
pub(crate) fn page() -> Result<()> {
    step::run("building the page's module", &mut module_command())?;
    let module = project::target().join("wasm32-unknown-unknown/page/cutrack_web.wasm");
    if is_up_to_date(&page_path(), &module)? {
        return Ok(());
    }
    let folder = project::target().join("page/bindings");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let bound = modified(&folder.join("cutrack_web_bg.wasm"));
    if !bound.is_ok_and(|bound| modified(&module).is_ok_and(|built| built < bound)) {
        bind(&module, &folder)?;
    }
    let mut inline = setup::npm::script("web/build/page.mjs");
    inline
        .arg("--bindings")
        .arg(&folder)
        .arg("--out")
        .arg(page_path());
    step::run("putting the page into one file", &mut inline)
}

pub(super) fn module_command() -> Command {
    let mut command = build("page", "cutrack-web");
    command.args(["--target", "wasm32-unknown-unknown"]);
    command
}

fn bind(module: &Path, folder: &Path) -> Result<()> {
    let mut generate = project::cargo();
    generate.args([
        "run",
        "--locked",
        "--package",
        "xtask",
        "--features",
        "bindings",
        "--bin",
        "bindings",
        "--",
    ]);
    step::run(
        "writing the page's bindings",
        generate.arg(module).arg(folder),
    )
}

/// True when neither the module, nor the lock files, nor any file of `web/` is newer than the page.
fn is_up_to_date(page: &Path, module: &Path) -> Result<bool> {
    let Ok(built) = modified(page) else {
        return Ok(false);
    };
    let mut inputs = vec![module.to_path_buf(), project::root().join("Cargo.lock")];
    collect_files(&project::root().join("web"), &mut inputs)?;
    Ok(inputs
        .iter()
        .all(|input| modified(input).is_ok_and(|time| time < built)))
}

fn modified(file: &Path) -> Result<SystemTime> {
    Ok(fs::metadata(file)?.modified()?)
}

/// All files below `folder`, except what npm installed.
fn collect_files(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true if entry.file_name() == "node_modules" => {}
            true => collect_files(&entry.path(), files)?,
            false => files.push(entry.path()),
        }
    }
    Ok(())
}
