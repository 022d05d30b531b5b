//! One folder that the guest may open, and the rule that no folder with `auth.json` in it is ever granted.

use crate::failure::Failure;
use crate::home;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The credentials of a Codex home.
const CREDENTIALS: &str = "auth.json";

/// A folder, read only unless it says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Grant {
    /// The folder itself, every link resolved; `None` is a folder with nothing in it.
    pub(crate) host: Option<PathBuf>,
    /// Its name in the guest.
    pub(crate) guest: String,
    /// Whether the guest may also write there.
    pub(crate) is_writable: bool,
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
        Ok(Self {
            host: Some(host),
            guest,
            is_writable: false,
        })
    }

    /// For a home without sessions: the guest finds a folder, and no rollout in it.
    pub(crate) fn of_nothing(guest: String) -> Self {
        Self {
            host: None,
            guest,
            is_writable: false,
        }
    }

    /// The same folder, for writing too.
    pub(crate) fn writable(self) -> Self {
        Self {
            is_writable: true,
            ..self
        }
    }

    /// Hands over the folder to open.
    pub(crate) fn open<T>(&self, open: impl FnOnce(&Path) -> T) -> io::Result<T> {
        match &self.host {
            Some(host) => Ok(open(host)),
            None => with_nothing(open),
        }
    }
}

/// Whoever has opened a folder keeps it, empty for ever, when it is removed.
#[cfg(unix)]
fn with_nothing<T>(open: impl FnOnce(&Path) -> T) -> io::Result<T> {
    let folder = env::temp_dir().join(format!("cutrack-{}", std::process::id()));
    fs::create_dir(&folder)?;
    let opened = open(&folder);
    fs::remove_dir(&folder)?;
    Ok(opened)
}

/// Windows removes no folder that is open. Its folder for such things is the user's own, so that the empty one can stay.
#[cfg(windows)]
fn with_nothing<T>(open: impl FnOnce(&Path) -> T) -> io::Result<T> {
    let folder = env::temp_dir().join("cutrack-empty");
    fs::create_dir_all(&folder)?;
    Ok(open(&folder))
}

/// Whether `folder` is where Codex keeps its credentials.
pub(crate) fn holds_credentials(folder: &Path) -> bool {
    folder.join(CREDENTIALS).symlink_metadata().is_ok()
}
