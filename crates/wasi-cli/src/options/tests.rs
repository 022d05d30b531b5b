//! Which argument is what.

use super::*;

/// Each part as one short word, so that a line of the table below reads at a glance.
fn shape(line: &str) -> String {
    let arguments: Vec<&str> = line.split(' ').collect();
    let shapes = parts(&arguments).into_iter().map(|(index, part)| {
        let what = match part {
            Part::Command(command) => format!("command {}", command.name),
            Part::UnknownCommand(word) => format!("no-command {word}"),
            Part::Word(word) => format!("word {word}"),
            Part::Path(path) => format!("path {path}"),
            Part::Option { option, value } => {
                format!("{} {}", option.name, value.unwrap_or("-"))
            }
            Part::UnknownOption(option) => format!("no-option {option}"),
        };
        format!("{index}:{what}")
    });
    shapes.collect::<Vec<_>>().join(", ")
}

#[test]
fn arguments_are_told_apart() {
    for (line, expected) in [
        (
            "report daily a b",
            "0:command report, 1:word daily, 2:path a, 3:path b",
        ),
        ("report a daily", "0:command report, 1:path a, 2:path daily"),
        ("report ./daily", "0:command report, 1:path ./daily"),
        (
            "--tz UTC report --json x",
            "0:tz UTC, 2:command report, 3:json -, 4:path x",
        ),
        (
            "sessions --limit=5 x",
            "0:command sessions, 1:limit 5, 2:path x",
        ),
        ("sessions report", "0:command sessions, 1:path report"),
        (
            "export usage turns a usage",
            "0:command export, 1:word usage, 2:word turns, 3:path a, 4:path usage",
        ),
        ("sesions x", "0:no-command sesions, 1:path x"),
        ("./rollouts x", "0:path ./rollouts, 1:path x"),
        ("models --tz", "0:command models, 1:tz -"),
        (
            "models --dayly -q -x --json=1",
            "0:command models, 1:no-option --dayly, 2:quiet -, 3:no-option -x, 4:no-option --json=1",
        ),
        (
            "models -- --json -",
            "0:command models, 2:path --json, 3:path -",
        ),
        ("help report", "0:command help, 1:word report"),
        (
            "prices gpt-5 ./x",
            "0:command prices, 1:word gpt-5, 2:word ./x",
        ),
        (
            "session 019f last x",
            "0:command session, 1:word 019f, 2:path last, 3:path x",
        ),
        ("session ./x", "0:command session, 1:path ./x"),
        ("-é", "0:no-option -é"),
    ] {
        assert_eq!(shape(line), expected, "{line}");
    }
}
