//! Where each system keeps what programs store for its user, and what they could make anew.
//!
//! The two are never inside one another: the guest may write where its data lies, and whoever writes where compiled code lies
//! runs code outside the sandbox.

use std::env;
use std::path::PathBuf;

/// Systems whose customs differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum System {
    /// And every other Unix.
    Linux,
    Mac,
    Windows,
}

impl System {
    /// The one that this program was built for.
    pub(crate) const HERE: Self = if cfg!(windows) {
        Self::Windows
    } else if cfg!(target_os = "macos") {
        Self::Mac
    } else {
        Self::Linux
    };
}

/// The folder of our database.
pub(crate) fn data() -> Option<PathBuf> {
    data_folder(System::HERE, variable, env::home_dir())
}

/// The folder of compiled guests.
pub(crate) fn modules() -> Option<PathBuf> {
    modules_folder(System::HERE, variable, env::home_dir())
}

/// A variable of the environment that names a place.
pub(crate) fn variable(name: &str) -> Option<PathBuf> {
    env::var_os(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}

/// Below `%LOCALAPPDATA%`, `~/Library/Application Support`, `$XDG_DATA_HOME`.
fn data_folder(
    system: System,
    variable: impl Fn(&str) -> Option<PathBuf>,
    home: Option<PathBuf>,
) -> Option<PathBuf> {
    let (named, below_home) = match system {
        System::Linux => (Some("XDG_DATA_HOME"), ".local/share"),
        System::Mac => (None, "Library/Application Support"),
        System::Windows => (Some("LOCALAPPDATA"), "AppData/Local"),
    };
    let base = named.and_then(|name| absolute(variable(name)));
    Some(
        base.or_else(|| Some(home?.join(below_home)))?
            .join("cutrack"),
    )
}

/// Below `%LOCALAPPDATA%`, `~/Library/Caches`, `~/.cache`; `$XDG_CACHE_HOME` wherever it is set, because nobody sets it for
/// anything else.
fn modules_folder(
    system: System,
    variable: impl Fn(&str) -> Option<PathBuf>,
    home: Option<PathBuf>,
) -> Option<PathBuf> {
    let (named, below_home) = match system {
        System::Linux => (None, ".cache"),
        System::Mac => (None, "Library/Caches"),
        System::Windows => (Some("LOCALAPPDATA"), "AppData/Local"),
    };
    let named = ["XDG_CACHE_HOME"].into_iter().chain(named);
    let base = named.filter_map(|name| absolute(variable(name))).next();
    Some(
        base.or_else(|| Some(home?.join(below_home)))?
            .join("cutrack-modules"),
    )
}

/// A relative path in a variable counts as none, as the XDG rules say.
fn absolute(named: Option<PathBuf>) -> Option<PathBuf> {
    named.filter(|folder| folder.is_absolute())
}

#[cfg(test)]
mod tests {
    use super::System::{self, Linux, Mac, Windows};
    use super::{data_folder, modules_folder};
    use std::path::PathBuf;

    const XDG: &[&str] = &["XDG_DATA_HOME", "XDG_CACHE_HOME"];
    const MAC_DATA: &str = "/home/x/Library/Application Support";

    /// System, variables that are set, base of the data, base of the modules.
    type Case = (System, &'static [&'static str], &'static str, &'static str);

    #[rustfmt::skip]
    const CASES: &[Case] = &[
        (Linux, &[], "/home/x/.local/share", "/home/x/.cache"),
        (Linux, XDG, "/XDG_DATA_HOME", "/XDG_CACHE_HOME"),
        (Mac, &[], MAC_DATA, "/home/x/Library/Caches"),
        (Mac, XDG, MAC_DATA, "/XDG_CACHE_HOME"),
        (Windows, &[], "/home/x/AppData/Local", "/home/x/AppData/Local"),
        (Windows, &["LOCALAPPDATA"], "/LOCALAPPDATA", "/LOCALAPPDATA"),
    ];

    /// A path that is absolute on the system that runs the test.
    fn here(path: &str) -> PathBuf {
        std::path::absolute(path).unwrap()
    }

    #[test]
    fn each_system_has_its_places() {
        for (system, variables, data, modules) in CASES {
            let variable = |name: &str| {
                let is_set = variables.contains(&name);
                is_set.then(|| here(&format!("/{name}")))
            };
            let home = Some(here("/home/x"));
            let found = (
                data_folder(*system, variable, home.clone()),
                modules_folder(*system, variable, home),
            );
            let expected = (
                Some(here(data).join("cutrack")),
                Some(here(modules).join("cutrack-modules")),
            );
            assert_eq!(found, expected, "{system:?} {variables:?}");
        }
    }

    #[test]
    fn a_relative_variable_and_no_home_are_no_place() {
        let relative = |_: &str| Some(PathBuf::from("data"));
        for system in [Linux, Mac, Windows] {
            assert_eq!(data_folder(system, relative, None), None, "{system:?}");
            assert_eq!(modules_folder(system, |_| None, None), None, "{system:?}");
        }
    }

    #[test]
    fn neither_place_is_inside_the_other() {
        let same = |_: &str| Some(here("/one"));
        for system in [Linux, Mac, Windows] {
            let data = data_folder(system, same, Some(here("/one"))).unwrap();
            let modules = modules_folder(system, same, Some(here("/one"))).unwrap();
            assert!(
                !modules.starts_with(&data) && !data.starts_with(&modules),
                "{system:?}"
            );
        }
    }
}
