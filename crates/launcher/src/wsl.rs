//! Codex homes of Windows, for who runs cutrack in Linux inside it (WSL): Codex may have run on either side, and each side has
//! a home of its own. They are named and never read unasked: other people of the machine can have theirs there.

use crate::home::ROLLOUT_FOLDERS;
use crate::wasmtime_line::shell_word;
use std::fs;
use std::path::{Path, PathBuf};

/// Where WSL puts the folders of people, unless it was told otherwise.
const PEOPLE: &str = "/mnt/c/Users";

/// The homes that this user can list.
pub(crate) fn homes() -> Vec<PathBuf> {
    match is_wsl::is_wsl() {
        true => homes_of(Path::new(PEOPLE)),
        false => Vec::new(),
    }
}

fn homes_of(people: &Path) -> Vec<PathBuf> {
    let people = fs::read_dir(people).into_iter().flatten().flatten();
    let homes = people.map(|person| person.path().join(".codex"));
    let holds_rollouts = |home: &PathBuf| {
        let mut folders = ROLLOUT_FOLDERS.iter();
        folders.any(|folder| home.join(folder).is_dir())
    };
    let mut homes: Vec<PathBuf> = homes.filter(holds_rollouts).collect();
    homes.sort();
    homes
}

/// The options that name these homes.
pub(crate) fn named<'a>(homes: impl IntoIterator<Item = &'a Path>) -> String {
    let options = homes.into_iter().map(|home| {
        let home = shell_word(&home.display().to_string());
        format!("--codex-home {home}")
    });
    options.collect::<Vec<_>>().join(" ")
}

/// Says which of them a run over `read` leaves out.
pub(crate) fn tell_left_out(read: &[PathBuf]) {
    let left_out: Vec<PathBuf> = homes()
        .into_iter()
        .filter(|home| !home.canonicalize().is_ok_and(|home| read.contains(&home)))
        .collect();
    for home in &left_out {
        eprintln!(
            "note: Codex has a home in Windows too, which was not read: {}.",
            home.display()
        );
    }
    if !left_out.is_empty() {
        let all = read.iter().chain(&left_out).map(PathBuf::as_path);
        eprintln!("  try: {}", named(all));
    }
}

#[cfg(test)]
mod tests {
    use super::{homes_of, named};
    use std::fs;
    use std::path::Path;

    #[test]
    fn homes_with_rollouts_are_found_and_named() {
        let people = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tmp/wsl/Users");
        for folder in [
            "Jo K/.codex/sessions",
            "an/.codex/archived_sessions",
            "Public/.codex",
        ] {
            fs::create_dir_all(people.join(folder)).unwrap();
        }
        let homes = homes_of(&people);
        assert_eq!(
            homes,
            ["Jo K/.codex", "an/.codex"].map(|home| people.join(home))
        );
        assert!(homes_of(&people.join("nobody")).is_empty());
        let quote = if cfg!(windows) { '"' } else { '\'' };
        assert_eq!(
            named(["/mnt/c/Users/Jo K/.codex", "/home/x/.codex"].map(Path::new)),
            format!(
                "--codex-home {quote}/mnt/c/Users/Jo K/.codex{quote} --codex-home /home/x/.codex"
            )
        );
    }
}
