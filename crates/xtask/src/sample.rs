//! The sample home: real rollouts of the fixtures, laid out as Codex lays out its own, for who has no Codex.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::project;

/// Fixtures of several versions that share no session: together they read like one person's home.
const FIXTURES: [&str; 8] = [
    "04-envelope-0.36-first",
    "09-envelope-0.77-resume-resets-totals",
    "12-0.115-compaction-abort-review-rollback-fork",
    "14-0.135-single-token_count-per-response-and-resume",
    "19-0.153-token_usage_record-first",
    "20-0.164",
    "22-0.169-model-switch-compaction-abort-review-goal-fork_by_reference",
    "23-0.169-subagents-fresh-and-forked",
];

/// Lays the sample home out anew and gives its path.
pub(crate) fn home() -> Result<PathBuf> {
    let home = project::target().join("sample-home");
    if home.exists() {
        fs::remove_dir_all(&home).with_context(|| format!("cannot empty {}", home.display()))?;
    }
    for fixture in FIXTURES {
        lay_out(
            &project::root().join("tests/fixtures").join(fixture),
            &home,
            "sessions",
        )?;
    }
    Ok(home)
}

/// Copies the rollouts of `folder`; a folder named for one half of a home leads into that half.
fn lay_out(folder: &Path, home: &Path, half: &str) -> Result<()> {
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            let half = if name == "archived_sessions" {
                "archived_sessions"
            } else {
                half
            };
            lay_out(&entry.path(), home, half)?;
        } else if let Some(day) = day_folder(&name) {
            let place = if half == "sessions" {
                home.join(half).join(day)
            } else {
                home.join(half)
            };
            fs::create_dir_all(&place)?;
            fs::copy(entry.path(), place.join(&name))
                .with_context(|| format!("cannot copy {name}"))?;
        }
    }
    Ok(())
}

/// `2026/11/22` of `rollout-2026-11-22T05-51-41-….jsonl`; nothing for a file that is no rollout.
fn day_folder(name: &str) -> Option<PathBuf> {
    let date = name.strip_prefix("rollout-")?.get(..10)?;
    Some(date.split('-').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rollout_goes_to_the_folder_of_its_day() {
        assert_eq!(
            day_folder("rollout-2026-11-22T05-51-41-9e.jsonl"),
            Some(PathBuf::from("2026/11/22"))
        );
        assert_eq!(day_folder("notes.txt"), None);
    }

    #[test]
    fn no_session_stands_twice_in_the_sample() {
        let mut names = Vec::new();
        for fixture in FIXTURES {
            collect_names(
                &project::root().join("tests/fixtures").join(fixture),
                &mut names,
            );
        }
        let all = names.len();
        names.sort();
        names.dedup();
        assert!(all > 8 && names.len() == all, "{names:?}");
    }

    fn collect_names(folder: &Path, names: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                collect_names(&entry.path(), names);
            } else {
                names.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
    }
}
