//! Heads of outputs: every case of `data/outputs.txt`, each also cut at every place.

use std::fmt::Display;

use cutrack_core::json::Fields;
use cutrack_core::output::{OutputFacts, read_output};

const CASES: &str = include_str!("data/outputs.txt");

fn cases() -> impl Iterator<Item = (usize, String, &'static str)> {
    let lines = CASES.lines().enumerate();
    lines
        .filter(|(_, line)| line.starts_with('"'))
        .map(|(index, line)| {
            let (text, facts) = line.rsplit_once(" ⇒ ").expect("a case has an arrow");
            (
                index + 1,
                serde_json::from_str(text).expect("a JSON string"),
                facts,
            )
        })
}

fn shown(facts: OutputFacts) -> String {
    fn or_dash<Fact: Display>(fact: Option<Fact>) -> String {
        fact.map_or("-".into(), |fact| fact.to_string())
    }
    let OutputFacts {
        success,
        exit_code,
        duration_ms,
        still_running_session,
        unsupported,
    } = facts;
    let (success, exit_code) = (or_dash(success), or_dash(exit_code));
    let (duration_ms, session) = (or_dash(duration_ms), or_dash(still_running_session));
    format!("{success} {exit_code} {duration_ms} {session} {unsupported}")
}

#[test]
fn every_case_has_its_facts() {
    let fields = &mut Fields::default();
    let mut wrong = Vec::new();
    for (line, text, expected) in cases() {
        let facts = shown(read_output(text.as_bytes(), fields));
        if facts != expected {
            wrong.push(format!("line {line}: {facts}, expected {expected}"));
        }
    }
    assert!(cases().count() >= 40);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Content after the header changes no fact, and a cut header says nothing. (A command that is cut inside of its quotes is
/// read by its first `Chunk ID:` line, which may be its own.)
#[test]
fn a_header_counts_as_a_whole_or_not_at_all() {
    let fields = &mut Fields::default();
    for (line, text, expected) in cases()
        .filter(|(_, text, _)| !text.starts_with(['{', 'u']) && !text.starts_with("Command: "))
    {
        for (end, _) in text.char_indices() {
            let facts = shown(read_output(&text.as_bytes()[..end], fields));
            assert!(
                facts == expected || facts == "- - - - false",
                "line {line}, cut at {end}: {facts}"
            );
        }
        let more = format!("{text}\nProcess exited with code 9\nOutput:\n");
        if expected != "- - - - false" {
            assert_eq!(
                shown(read_output(more.as_bytes(), fields)),
                expected,
                "line {line}"
            );
        }
    }
}
