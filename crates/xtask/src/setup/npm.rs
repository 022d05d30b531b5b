//! npm packages, exactly as their lock file says, installed again only when that file has changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::debian;
use crate::{project, step};

/// The oldest Node.js that runs what we install.
const NODE_MAJOR: u32 = 20;

/// A copy of the lock file in `node_modules`: what is installed there.
const MARKER: &str = ".installed-lock.json";

/// Installs the packages of `folder` (below the root) if its lock file says something new.
pub(crate) fn ensure(folder: &str) -> Result<()> {
    let folder = project::root().join(folder);
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let marker = folder.join("node_modules").join(MARKER);
    if fs::read(&marker).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    ensure_node()?;
    let mut install = Command::new(npm()?);
    install
        .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
        .current_dir(&folder);
    step::run(
        &format!("installing the npm packages of {}", name(&folder)),
        &mut install,
    )?;
    fs::create_dir_all(folder.join("node_modules"))?;
    fs::write(marker, wanted).context("cannot note what npm installed")
}

/// Installs one package, with what it needs, below a folder outside the project's own.
pub(crate) fn install(folder: &Path, package: &str) -> Result<()> {
    ensure_node()?;
    let mut install = Command::new(npm()?);
    install
        .args([
            "install",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--prefix",
        ])
        .arg(folder)
        .arg(package);
    step::run(&format!("installing {package}"), &mut install)
}

/// A JavaScript program of a package, to be run by node.
pub(crate) fn script(path: &str) -> Command {
    let mut command = Command::new("node");
    command.arg(project::root().join(path));
    command
}

fn name(folder: &Path) -> String {
    folder
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn npm() -> Result<PathBuf> {
    project::find_program(&["npm", "npm.cmd"]).context("npm is missing: install Node.js with npm")
}

fn ensure_node() -> Result<()> {
    if project::find_program(&["node"]).is_none() {
        debian::install("Node.js", &["nodejs", "npm"])?;
    }
    let output = Command::new("node")
        .arg("--version")
        .output()
        .context("cannot start node")?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE_MAJOR) {
        bail!("Node.js {NODE_MAJOR} or newer is needed, this is {version}");
    }
    Ok(())
}
