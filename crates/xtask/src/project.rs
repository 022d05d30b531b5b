//! Where the project's things lie, and how its child processes are started.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The repository's root.
pub(crate) fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let package =
            env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let crates = Path::new(&package).parent();
        crates
            .and_then(Path::parent)
            .expect("the package lies two folders below the root")
            .to_path_buf()
    })
}

/// The build folder: everything that we make goes below it.
pub(crate) fn target() -> PathBuf {
    root().join("target")
}

/// The person's home folder, if the environment names one.
pub(crate) fn home() -> Option<PathBuf> {
    env::home_dir().filter(|home| home.is_absolute())
}

/// cargo's own folder: registry sources lie below it, and their paths would go into panic messages.
pub(crate) fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(home()?.join(".cargo")))
}

/// Where downloads are kept that several clones can share.
pub(crate) fn cache() -> anyhow::Result<PathBuf> {
    let base = match env::var_os("XDG_CACHE_HOME") {
        Some(folder) if Path::new(&folder).is_absolute() => folder.into(),
        _ => home()
            .ok_or_else(|| anyhow::anyhow!("neither HOME nor XDG_CACHE_HOME is set"))?
            .join(".cache"),
    };
    Ok(base.join("cutrack"))
}

/// cargo, at the root, free of flags in the environment that would replace those of `.cargo/config.toml`.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .current_dir(root())
        .env("CARGO_TARGET_DIR", target());
    command
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET");
    command
}

/// The first of `names` that is a program on the search path, or, for an absolute path, that exists.
pub(crate) fn find_program(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    names.iter().find_map(|name| {
        let file_name = file_name(name, env::consts::EXE_SUFFIX);
        folders
            .iter()
            .map(|folder| folder.join(&file_name))
            .find(|file| file.is_file())
    })
}

/// The file of a program; in Windows some are scripts, whose names are given whole.
fn file_name(program: &str, suffix: &str) -> String {
    match program.ends_with(".cmd") {
        true => program.to_owned(),
        false => format!("{program}{suffix}"),
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn programs_have_their_files() {
        for (program, suffix, expected) in [
            ("npm", "", "npm"),
            ("npm", ".exe", "npm.exe"),
            ("npm.cmd", ".exe", "npm.cmd"),
            ("python3.12", ".exe", "python3.12.exe"),
        ] {
            assert_eq!(file_name(program, suffix), expected);
        }
    }
}
