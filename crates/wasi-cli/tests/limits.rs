//! Which rows stay when a limit takes the others away: the ones that the order puts forward.

mod common;

use common::{cutrack, project};

/// The first word of each row of a table, `+` for the one that sums the rest.
fn rows(line: &str) -> Vec<String> {
    let folder = project().join("tests/fixtures");
    let folder = folder.to_string_lossy();
    let words = line
        .split(' ')
        .map(|word| if word == "R" { &*folder } else { word });
    let ran = cutrack(&words.collect::<Vec<_>>());
    let table = ran.out.split("\n\n").nth(1).unwrap_or_default();
    let rows = table.lines().skip(2).map(|row| {
        match row.contains(" earlier ") || row.contains(" more ") {
            true => "+".to_owned(),
            false => row.split("  ").next().unwrap_or_default().to_owned(),
        }
    });
    rows.collect()
}

#[test]
fn the_newest_or_the_largest_stay() {
    for (line, expected) in [
        ("report hourly R --limit 1 -q", ["+", "2026-11-22 06:00"]),
        (
            "report hourly R --limit 1 -q --order desc",
            ["2026-11-22 06:00", "+"],
        ),
        (
            "report hourly R --limit 1 -q --sort total",
            ["2026-11-22 05:00", "+"],
        ),
        (
            "report hourly R --limit 1 -q --sort total --order asc",
            ["2026-11-22 06:00", "+"],
        ),
        ("models R --limit 1 -q", ["gpt-5.4", "+"]),
        (
            "sessions R --limit 1 -q --order desc",
            ["2026-11-22 06:22", "+"],
        ),
        ("sessions R --limit 1 -q", ["+", "2026-11-22 06:22"]),
    ] {
        assert_eq!(rows(line), expected, "{line}");
    }
}
