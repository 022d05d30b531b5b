//! Folders by their shortest tail that no other folder of the table has.

use std::collections::BTreeSet;

use crate::format;

/// How each folder is called in a table of all of them.
pub(crate) fn tails<'a>(folders: impl Iterator<Item = Option<&'a str>> + Clone) -> Vec<String> {
    let distinct: BTreeSet<&str> = folders.clone().flatten().collect();
    folders
        .map(|folder| match folder {
            Some(folder) => format::word(Some(tail(folder, &distinct))),
            None => format::word(None),
        })
        .collect()
}

fn tail<'a>(folder: &'a str, all: &BTreeSet<&str>) -> &'a str {
    let trimmed = folder.trim_end_matches(SEPARATORS);
    let starts = trimmed.rmatch_indices(SEPARATORS).map(|(at, _)| at + 1);
    let is_unique = |tail: &str| all.iter().filter(|other| ends_with(other, tail)).count() <= 1;
    starts
        .map(|start| &trimmed[start..])
        .find(|tail| is_unique(tail))
        .unwrap_or(folder)
}

const SEPARATORS: [char; 2] = ['/', '\\'];

fn ends_with(folder: &str, tail: &str) -> bool {
    let before = folder.trim_end_matches(SEPARATORS).strip_suffix(tail);
    before.is_some_and(|before| before.is_empty() || before.ends_with(SEPARATORS))
}

#[cfg(test)]
mod tests {
    use super::tails;

    #[test]
    fn the_shortest_tail_that_is_unique() {
        let folders = [
            "/home/x/acme/web",
            "/home/x/other/web",
            "/home/x/infra",
            "C:\\src\\tool\\",
            "/",
            "p-3fa9c1d2",
        ];
        let folders = folders.map(Some).into_iter().chain([None]);
        let expected = [
            "acme/web",
            "other/web",
            "infra",
            "tool",
            "/",
            "p-3fa9c1d2",
            "-",
        ];
        assert_eq!(tails(folders), expected);
    }

    #[test]
    fn a_folder_that_ends_another() {
        assert_eq!(
            tails(["/web", "/x/web", "/x/web"].map(Some).into_iter()),
            ["/web", "x/web", "x/web"]
        );
    }
}
