//! Packages of Debian, installed only where that is ours to do: as root, on Debian.

use std::fs;
use std::process::Command;

use anyhow::{Result, bail};

use crate::{project, step};

/// Installs `packages` where this is Debian and we are root; elsewhere fails with a line that names `what` is missing.
pub(crate) fn install(what: &str, packages: &[&str]) -> Result<()> {
    if !is_debian() || !is_root() {
        bail!(
            "{what} is missing; on Debian: apt-get install {}",
            packages.join(" ")
        );
    }
    let mut update = Command::new("apt-get");
    step::run("updating the package lists", update.args(["-q", "update"]))?;
    let mut install = Command::new("apt-get");
    install
        .args(["-q", "install", "--yes", "--no-install-recommends"])
        .args(packages);
    step::run(
        &format!("installing {what}"),
        install.env("DEBIAN_FRONTEND", "noninteractive"),
    )
}

/// True on Debian itself: other families name their packages otherwise.
fn is_debian() -> bool {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    release.lines().any(|line| line == "ID=debian") && project::find_program(&["apt-get"]).is_some()
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|id| id.stdout.trim_ascii() == b"0")
}
