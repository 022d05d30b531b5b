//! A Chromium for the tests of the page: the one that is there, else Debian's.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::debian;
use crate::project;

/// Programs that speak Chromium's protocol.
const PROGRAMS: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "microsoft-edge",
    "msedge",
];

/// Where macOS keeps the same.
const APPLICATIONS: [&str; 3] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/// Installs Chromium if there is no such browser.
pub(crate) fn ensure() -> Result<()> {
    if find().is_none() {
        debian::install("a Chromium browser", &["chromium", "fonts-dejavu-core"])?;
    }
    find()
        .map(drop)
        .context("a Chromium browser is missing: install one, or set CUTRACK_BROWSER to its path")
}

/// The browser: what `CUTRACK_BROWSER` names, else the first that is there.
pub(crate) fn find() -> Option<PathBuf> {
    let named = env::var_os("CUTRACK_BROWSER")
        .map(PathBuf::from)
        .filter(|path| path.is_file());
    let application = || {
        APPLICATIONS
            .iter()
            .map(|path| Path::new(path).to_path_buf())
            .find(|path| path.is_file())
    };
    named
        .or_else(|| project::find_program(&PROGRAMS))
        .or_else(application)
}
