//! The one folder that the guest may write to: where the database lies, with its key and its lock.
//!
//! It is the user's own and closed to everyone else; and it is never a folder that holds anything of Codex, so that
//! no guest can write to a rollout.

use crate::failure::Failure;
use crate::grant::Grant;
use crate::home::{self, ROLLOUT_FOLDERS};
use crate::places;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The database's file in a data folder of ours.
const FILE: &str = "cutrack.db";
/// The variable that names another folder than the platform's.
const NAMED_FOLDER: &str = "CUTRACK_DATA";
/// The value of `--db` with which nothing is kept.
const NOWHERE: &str = ":memory:";
/// The name of the folder in a line for `wasmtime run`.
const SHORT_NAME: &str = "/data";

/// Where the guest keeps what it reads.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Data {
    /// The database, as the guest calls it.
    pub(crate) file: String,
    /// Its folder, writable; absent where that could not be made: the guest says so.
    pub(crate) grant: Option<Grant>,
    /// Whether nobody else can read what is made there.
    pub(crate) is_closed: bool,
}

impl Data {
    /// The database itself, where its folder is there.
    pub(crate) fn host(&self) -> Option<PathBuf> {
        let folder = self.grant.as_ref()?.host.as_ref()?;
        Some(folder.join(Path::new(&self.file).file_name()?))
    }
}

/// The database that `--db` names, else the one in the user's data folder. `homes` are the Codex homes of this call.
pub(crate) fn data(named: Option<&str>, homes: &[PathBuf], is_line: bool) -> Result<Data, Failure> {
    let path = match named {
        Some(NOWHERE) => {
            return Ok(Data {
                file: NOWHERE.to_owned(),
                grant: None,
                is_closed: false,
            });
        }
        Some(file) => std::path::absolute(file).map_err(|_| no_file(file))?,
        None => own_folder()?.join(FILE),
    };
    let name = path.file_name().and_then(OsStr::to_str);
    let name = name.ok_or_else(|| no_file(&path.display().to_string()))?;
    let folder = path.parent().unwrap_or(Path::new("/"));
    if named.is_none() {
        // What cannot be made is not there below.
        make(folder).ok();
    }
    let guest = match is_line {
        true => SHORT_NAME.to_owned(),
        false => home::shown(folder),
    };
    let file = format!("{}/{name}", guest.trim_end_matches('/'));
    // Windows gives new files the rights of their folder. The place that it keeps for a user is that user's alone.
    let is_closed = cfg!(unix) || (named.is_none() && places::variable(NAMED_FOLDER).is_none());
    let Ok(host) = folder.canonicalize() else {
        let grant = None;
        return Ok(Data {
            file,
            grant,
            is_closed,
        });
    };
    refuse_code(&host)?;
    if homes.iter().any(|home| touches(&host, home)) {
        let what = format_args!(
            "{} holds files of Codex, so nothing may be written there.",
            home::shown(&host)
        )
        .to_string();
        return Err(Failure::new(what).attempt("--db FILE in another folder"));
    }
    let grant = Some(Grant::new(&host, guest)?.writable());
    Ok(Data {
        file,
        grant,
        is_closed,
    })
}

/// A guest that could write to compiled code could leave the sandbox with the next run.
fn refuse_code(folder: &Path) -> Result<(), Failure> {
    let modules = places::modules().and_then(|modules| modules.canonicalize().ok());
    if !modules.is_some_and(|modules| modules.starts_with(folder) || folder.starts_with(modules)) {
        return Ok(());
    }
    let what = format_args!(
        "{} holds code that cutrack runs, so nothing else may be written there.",
        home::shown(folder)
    )
    .to_string();
    Err(Failure::new(what).attempt("--db FILE in another folder"))
}

/// Whether a guest that may write to `folder` could change what lies in `home`.
fn touches(folder: &Path, home: &Path) -> bool {
    let holds = |of_codex: &Path| of_codex.starts_with(folder) || folder.starts_with(of_codex);
    let rollouts = ROLLOUT_FOLDERS
        .iter()
        .filter_map(|name| home.join(name).canonicalize().ok());
    home.starts_with(folder) || rollouts.into_iter().any(|of_codex| holds(&of_codex))
}

/// `$CUTRACK_DATA`, else our folder where this platform keeps the data of programs.
fn own_folder() -> Result<PathBuf, Failure> {
    if let Some(named) = places::variable(NAMED_FOLDER) {
        return std::path::absolute(&named).map_err(|_| no_file(&named.display().to_string()));
    }
    places::data().ok_or_else(|| {
        Failure::new("this user has no home folder to keep a database in.")
            .attempt("--db FILE, or --db :memory:")
    })
}

/// Makes the folder, for its owner alone; one that is there already is closed.
#[cfg(unix)]
fn make(folder: &Path) -> io::Result<()> {
    use std::fs::{DirBuilder, Permissions};
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    const OWNER_ALONE: u32 = 0o700;
    DirBuilder::new()
        .recursive(true)
        .mode(OWNER_ALONE)
        .create(folder)?;
    fs::set_permissions(folder, Permissions::from_mode(OWNER_ALONE))
}

/// Elsewhere the user's own folders are closed to others by default.
#[cfg(not(unix))]
fn make(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// From now on this process makes files that only its user can read: the guest cannot say so itself.
pub(crate) fn close_new_files() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

fn no_file(path: &str) -> Failure {
    Failure::usage(format_args!("--db does not take {path}.")).attempt("cutrack.db, :memory:")
}

#[cfg(test)]
mod tests {
    use super::touches;
    use std::fs;
    use std::path::Path;

    #[test]
    fn no_folder_of_codex_is_ever_writable() {
        let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tmp/touches");
        fs::create_dir_all(home.join("sessions/2026")).unwrap();
        fs::create_dir_all(home.join("elsewhere")).unwrap();
        let home = home.canonicalize().unwrap();
        for (folder, expected) in [
            (home.clone(), true),
            (home.parent().unwrap().to_path_buf(), true),
            (home.join("sessions"), true),
            (home.join("sessions/2026"), true),
            (home.join("elsewhere"), false),
        ] {
            assert_eq!(touches(&folder, &home), expected, "{}", folder.display());
        }
        fs::remove_dir_all(home).unwrap();
    }
}
