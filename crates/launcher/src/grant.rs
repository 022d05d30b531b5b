//! One folder that the guest may read, and the rule that no folder with `auth.json` in it is ever granted.

use crate::failure::Failure;
use crate::home;
use std::path::{Path, PathBuf};

/// The credentials of a Codex home.
const CREDENTIALS: &str = "auth.json";

/// A folder, read only.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Grant {
    /// The folder itself, every link resolved.
    pub(crate) host: PathBuf,
    /// Its name in the guest.
    pub(crate) guest: String,
}

impl Grant {
    /// Grants `folder` under the name `guest`, unless credentials lie in it.
    pub(crate) fn new(folder: &Path, guest: String) -> Result<Self, Failure> {
        let host = folder
            .canonicalize()
            .map_err(|_| Failure::new(format_args!("cannot open {}.", home::shown(folder))))?;
        if holds_credentials(&host) {
            return Err(Failure::new(format_args!(
                "{} holds {CREDENTIALS}, so the sandbox does not get it.",
                home::shown(&host)
            ))
            .attempt("a folder of rollouts, or --codex-home DIR"));
        }
        Ok(Self { host, guest })
    }
}

/// Whether `folder` is where Codex keeps its credentials.
pub(crate) fn holds_credentials(folder: &Path) -> bool {
    folder.join(CREDENTIALS).symlink_metadata().is_ok()
}
