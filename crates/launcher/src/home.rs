//! Where Codex homes are, and how a path is shown to the person whose home it lies in.

use crate::failure::Failure;
use crate::grant::Grant;
use std::env;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

/// The two folders of a Codex home that hold rollouts. The home itself is never granted: `auth.json`
/// lies there.
pub(crate) const ROLLOUT_FOLDERS: [&str; 2] = ["sessions", "archived_sessions"];

/// A Codex home.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Home {
    /// The folder itself, every link resolved.
    pub(crate) host: PathBuf,
    /// As its owner would write it.
    pub(crate) shown: String,
}

/// The homes to read: those named on the command line, else `$CODEX_HOME`, else `~/.codex`. Each stands once.
pub(crate) fn homes(named: &[&str]) -> Result<Vec<Home>, Failure> {
    let candidates = if named.is_empty() {
        vec![default_home()?]
    } else {
        named.iter().map(PathBuf::from).collect()
    };
    let mut homes: Vec<Home> = Vec::new();
    for candidate in candidates {
        let host = candidate
            .canonicalize()
            .ok()
            .filter(|home| home.is_dir())
            .ok_or_else(|| no_home(&candidate))?;
        if homes.iter().all(|home| home.host != host) {
            let spelled = std::path::absolute(&candidate).unwrap_or(candidate);
            let shown = shown(&spelled);
            homes.push(Home { host, shown });
        }
    }
    Ok(homes)
}

/// What of `home` the guest may read, seen by it as `guest/sessions` and `guest/archived_sessions`.
pub(crate) fn grants(home: &Path, guest: &str) -> Result<Vec<Grant>, Failure> {
    let folders = ROLLOUT_FOLDERS.iter().filter_map(|folder| {
        let host = home.join(folder);
        host.is_dir()
            .then(|| Grant::new(&host, format!("{guest}/{folder}")))
    });
    let mut grants = folders.collect::<Result<Vec<_>, _>>()?;
    if grants.is_empty() {
        grants.push(Grant::of_nothing(format!("{guest}/{}", ROLLOUT_FOLDERS[0])));
    }
    Ok(grants)
}

/// `path` as its owner would write it.
pub(crate) fn shown(path: &Path) -> String {
    let below_home = env::home_dir()
        .filter(|home| home.parent().is_some())
        .and_then(|home| path.strip_prefix(home).ok().map(Path::to_path_buf));
    match below_home {
        Some(rest) if rest.as_os_str().is_empty() => "~".to_owned(),
        Some(rest) => format!(
            "~/{}",
            in_guest(&rest.display().to_string(), MAIN_SEPARATOR)
        ),
        None => in_guest(&path.display().to_string(), MAIN_SEPARATOR),
    }
}

/// A path of this system, whose parts `separator` parts, as the guest takes it apart: there only `/` does.
pub(crate) fn in_guest(path: &str, separator: char) -> String {
    path.replace(separator, "/")
}

fn default_home() -> Result<PathBuf, Failure> {
    let named = env::var_os("CODEX_HOME").filter(|home| !home.is_empty());
    named
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".codex")))
        .ok_or_else(|| no_home(Path::new("~/.codex")))
}

fn no_home(home: &Path) -> Failure {
    Failure::new(format_args!("no Codex home at {}.", shown(home)))
        .attempt("--codex-home DIR, or a folder: cutrack report DIR")
}

#[cfg(test)]
mod tests {
    use super::in_guest;

    #[test]
    fn paths_of_every_system_have_parts_in_the_guest() {
        for (path, separator, expected) in [
            (r"C:\Users\x\.codex", '\\', "C:/Users/x/.codex"),
            (
                r"\\wsl.localhost\Debian\home\x\.codex",
                '\\',
                "//wsl.localhost/Debian/home/x/.codex",
            ),
            ("/mnt/c/Users/x/.codex", '/', "/mnt/c/Users/x/.codex"),
            // On Unix it is a letter like any other.
            (r"/home/x/a\b", '/', r"/home/x/a\b"),
        ] {
            assert_eq!(in_guest(path, separator), expected, "{path}");
        }
    }
}
