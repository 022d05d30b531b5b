//! The oracle itself against answers that do not come from it: the traps' expected vectors, the totals that the samples'
//! makers fed to Codex, and the reference program where it is at hand.

mod oracle;
mod samples;

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use oracle::{FileTotals, Vector, ZERO, plus};
use serde_json::{Value, json};

#[test]
fn every_trap_comes_to_its_expected_vectors() {
    let traps = samples::traps();
    assert!(traps.len() >= 100, "the traps are there");
    for (trap, files) in traps {
        let folder = samples::workspace_root().join("tests/traps").join(&trap);
        let shows =
            fs::read_to_string(folder.join("shows.txt")).expect("a trap says what it shows");
        assert!(shows.contains('§'), "{trap}: names the rule it shows");
        let expected: Value =
            serde_json::from_slice(&fs::read(folder.join("expected.json")).unwrap()).unwrap();
        let totals = oracle::count(&files);
        let answers: serde_json::Map<_, _> = totals
            .iter()
            .map(|(name, totals)| {
                let mut answer = as_json(totals);
                // Told where the trap is about efforts: the reference program, whose form this is, knows none.
                if expected["files"][name].get("by_effort").is_some() {
                    answer["by_effort"] = json!(totals.by_effort);
                }
                (name.clone(), answer)
            })
            .collect();
        assert_eq!(Value::Object(answers), expected["files"], "{trap}");
        let aside: Vec<_> = files
            .iter()
            .map(|(name, _)| name)
            .filter(|name| !totals.contains_key(*name))
            .collect();
        let expected_aside: Vec<_> = expected["set_aside"].as_object().unwrap().keys().collect();
        assert_eq!(aside, expected_aside, "{trap}");
    }
}

#[test]
fn every_fixture_comes_to_what_was_fed_to_codex() {
    let expected =
        fs::read(samples::workspace_root().join("tests/fixtures/EXPECTED.json")).unwrap();
    let expected: Value = serde_json::from_slice(&expected).unwrap();
    let fixtures = samples::fixtures();
    assert_eq!(fixtures.len(), expected["dirs"].as_object().unwrap().len());
    for (fixture, files) in fixtures {
        let totals = oracle::count(&files);
        let expected = &expected["dirs"][&fixture];
        for (name, vector) in expected["files"].as_object().unwrap() {
            assert_eq!(three(&totals[name].counted), *vector, "{fixture} {name}");
        }
        assert_eq!(three(&sum(&totals)), expected["total"], "{fixture}");
    }
}

#[test]
fn the_neighbouring_rollouts_come_to_what_the_reference_says() {
    let Some(folder) = samples::neighbouring_rollouts() else {
        return;
    };
    let totals = oracle::count(&samples::rollouts_under(&folder));
    assert_eq!(
        sum(&totals),
        [270_083_363, 251_999_616, 0, 1_828_275, 775_786]
    );

    let program = samples::workspace_root().join("../shared/codex/reference_count.py");
    let Ok(output) = Command::new("python3")
        .arg(program)
        .arg("--json")
        .arg(&folder)
        .output()
    else {
        return;
    };
    let reference: Value =
        serde_json::from_slice(&output.stdout).expect("the reference answers in JSON");
    let base_name = |path: &String| path.rsplit('/').next().unwrap_or_default().to_owned();
    let with_usage = totals.iter().filter(|(path, _)| !path.ends_with(".json"));
    let answers: BTreeMap<_, _> = with_usage
        .map(|(path, totals)| (base_name(path), as_json(totals)))
        .collect();
    let reference_files = reference["files"].as_object().unwrap();
    assert_eq!(answers.len(), reference_files.len());
    for (name, mut reference) in reference_files.clone() {
        reference.as_object_mut().unwrap().remove("session");
        assert_eq!(answers[&name], reference, "{name}");
    }
}

fn as_json(totals: &FileTotals) -> Value {
    json!({
        "counted": totals.counted,
        "inherited": totals.inherited,
        "repeated": totals.repeated,
        "missing": totals.missing,
        "responses": totals.responses,
        "by_model": totals.by_model,
        "by_day": totals.by_day,
    })
}

fn sum(totals: &BTreeMap<String, FileTotals>) -> Vector {
    totals
        .values()
        .fold(ZERO, |sum, totals| plus(&sum, &totals.counted))
}

fn three([input, cached, _, output, _]: &Vector) -> Value {
    json!([input, cached, output])
}
