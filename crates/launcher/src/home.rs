//! Where Codex homes are, and how a path is shown to the person whose home it lies in.

use crate::failure::Failure;
use crate::grant::Grant;
use crate::places::System;
use crate::wsl;
use std::env;
use std::path::{Path, PathBuf};

/// The two folders of a Codex home that hold rollouts. The home itself is never granted: `auth.json`
/// lies there.
pub(crate) const ROLLOUT_FOLDERS: [&str; 2] = ["sessions", "archived_sessions"];

/// What it is called for a user without a home folder.
const USUAL: &str = "~/.codex";

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
        vec![usual_home().ok_or_else(|| no_home(Path::new(USUAL)))?]
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
    let home = env::home_dir().filter(|home| home.parent().is_some());
    let home = home.map(|home| home.display().to_string());
    below_home(&path.display().to_string(), home.as_deref(), System::HERE)
}

fn below_home(path: &str, home: Option<&str>, system: System) -> String {
    let path = in_guest(path, system);
    let home = home.map(|home| in_guest(home, system));
    let home = home.as_deref().map(|home| home.trim_end_matches('/'));
    let rest = home.and_then(|home| {
        let (start, rest) = path.split_at_checked(home.len())?;
        let is_home = match system {
            System::Windows => home.eq_ignore_ascii_case(start),
            System::Linux | System::Mac => home == start,
        };
        (is_home && (rest.is_empty() || rest.starts_with('/'))).then_some(rest)
    });
    match rest {
        Some(rest) => format!("~{}", rest.trim_end_matches('/')),
        None => path,
    }
}

/// A path of `system` as the guest takes it apart: there only `/` does. Windows writes `\\?\` before every path that it has
/// resolved; a person does not.
pub(crate) fn in_guest(path: &str, system: System) -> String {
    if system != System::Windows {
        return path.to_owned();
    }
    let plain = path.strip_prefix(r"\\?\");
    let plain = match plain.and_then(|plain| plain.strip_prefix(r"UNC\")) {
        Some(share) => format!(r"\\{share}"),
        None => plain
            .filter(|plain| plain.get(1..2) == Some(":"))
            .unwrap_or(path)
            .to_owned(),
    };
    plain.replace('\\', "/")
}

/// The home to read where none is named on the command line, as its owner would write it.
pub(crate) fn usual_shown() -> String {
    shown(&usual_home().unwrap_or_else(|| PathBuf::from(USUAL)))
}

fn usual_home() -> Option<PathBuf> {
    let named = env::var_os("CODEX_HOME").filter(|home| !home.is_empty());
    named
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".codex")))
}

/// Whether Codex has one on the other side of this machine, which only this side can name.
pub(crate) fn is_elsewhere() -> bool {
    !wsl::homes().is_empty()
}

fn no_home(home: &Path) -> Failure {
    let failure = Failure::new(format_args!("no Codex home at {}.", shown(home)));
    match wsl::homes() {
        found if found.is_empty() => {
            failure.attempt("--codex-home DIR, or a folder: cutrack report DIR")
        }
        found => failure.attempt(wsl::named(found.iter().map(PathBuf::as_path))),
    }
}

#[cfg(test)]
mod tests {
    use super::{below_home, in_guest};
    use crate::places::System::{Linux, Mac, Windows};

    #[test]
    fn paths_of_every_system_have_parts_in_the_guest() {
        for (path, system, expected) in [
            (r"C:\Users\x\.codex", Windows, "C:/Users/x/.codex"),
            (
                r"\\?\C:\Users\Jörg K\.codex",
                Windows,
                "C:/Users/Jörg K/.codex",
            ),
            (
                r"\\wsl.localhost\Debian\home\x\.codex",
                Windows,
                "//wsl.localhost/Debian/home/x/.codex",
            ),
            (
                r"\\?\UNC\wsl.localhost\Debian\home",
                Windows,
                "//wsl.localhost/Debian/home",
            ),
            (r"\\?\Volume{1}\x", Windows, "//?/Volume{1}/x"),
            (r"\\?\é", Windows, "//?/é"),
            ("/mnt/c/Users/x/.codex", Linux, "/mnt/c/Users/x/.codex"),
            // On Unix it is a letter like any other.
            (r"/home/x/a\b", Linux, r"/home/x/a\b"),
            (r"/Users/x/a\b", Mac, r"/Users/x/a\b"),
        ] {
            assert_eq!(in_guest(path, system), expected, "{path}");
        }
    }

    #[test]
    fn what_lies_in_the_home_folder_begins_with_it() {
        for (path, home, system, expected) in [
            ("/home/x/.codex", "/home/x", Linux, "~/.codex"),
            ("/home/x/.codex/", "/home/x/", Linux, "~/.codex"),
            ("/home/x", "/home/x", Linux, "~"),
            ("/home/xy/.codex", "/home/x", Linux, "/home/xy/.codex"),
            ("/HOME/x/.codex", "/home/x", Linux, "/HOME/x/.codex"),
            (r"C:\Users\x\.codex", r"C:\Users\x", Windows, "~/.codex"),
            (r"\\?\C:\Users\x\a", r"C:\Users\x", Windows, "~/a"),
            // There names in other case are the same names.
            (r"c:\users\X\.codex", r"C:\Users\x", Windows, "~/.codex"),
            (r"D:\x", r"C:\Users\x", Windows, "D:/x"),
        ] {
            assert_eq!(below_home(path, Some(home), system), expected, "{path}");
        }
        assert_eq!(below_home("/a", None, Linux), "/a");
    }
}
