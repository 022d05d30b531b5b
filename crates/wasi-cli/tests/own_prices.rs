//! Prices of the user's own: added, used by costs, told where nothing uses them, and removed.

mod common;
#[path = "common/place.rs"]
mod place;

use std::fs;
use std::path::PathBuf;

use common::{Ran, cutrack};
use cutrack_cli::Exit;
use place::{Place, ROLLOUT};

fn place(name: &str) -> Place {
    let place = Place::new(name);
    place.put(&format!("sessions/{ROLLOUT}"));
    place.ingest("");
    place
}

fn prices(place: &Place, words: &[&str]) -> Ran {
    let database = place.database.to_string_lossy();
    cutrack(&[&["prices", "--db", &database], words].concat())
}

/// A file of prices with this text in it.
fn file(place: &Place, text: &str) -> PathBuf {
    let file = place.home.with_file_name("my.json");
    fs::write(&file, text).expect("target can be written");
    file
}

fn add(place: &Place, text: &str) -> Ran {
    let file = file(place, text);
    prices(place, &["--add", &file.to_string_lossy()])
}

const MODEL: &str = "gpt-5-codex";

fn price(model: &str) -> String {
    format!(r#"{{"{model}":{{"input":"1000000","output":"2000000"}}}}"#)
}

#[test]
fn own_prices_decide_costs_until_they_are_removed() {
    let place = place("own-prices");
    let cost = || place.run("models --last all").out;
    let before = cost();
    assert!(before.contains(MODEL), "{before}");
    let ran = add(&place, &price(MODEL));
    assert_eq!(
        (ran.out.as_str(), ran.err.as_str()),
        ("", "1 price added: gpt-5-codex.\n")
    );
    let with_own = cost();
    assert!(with_own.contains(" and 1 of your own"), "{with_own}");
    assert_ne!(before, with_own);
    assert!(
        prices(&place, &[])
            .out
            .starts_with("Dollars per 1M tokens, 2026-11-22, 1 of your own\n")
    );

    let ran = prices(&place, &["--reset"]);
    assert_eq!(ran.err, "1 price of yours removed.\n");
    assert_eq!(cost(), before);
    assert_eq!(
        prices(&place, &["--reset"]).err,
        "0 prices of yours removed.\n"
    );
}

#[test]
fn a_price_that_nothing_uses_is_told() {
    let place = place("own-prices-unused");
    let note = "note: no response has the model of your price my-modle.\n";
    let ran = add(&place, &price("my-modle"));
    assert_eq!(ran.err, format!("1 price added: my-modle.\n{note}"));
    assert_eq!(
        add(&place, &price(MODEL)).err,
        "1 price added: gpt-5-codex.\n"
    );
    let listed = prices(&place, &["my-modle"]);
    assert!(listed.out.contains("my-modle"), "{}", listed.out);
    assert_eq!((listed.err.as_str(), listed.exit), (note, Exit::Fine));
}

#[test]
fn a_refused_file_changes_nothing_and_is_told_by_its_line() {
    let place = place("own-prices-refused");
    add(&place, &price("kept"));
    for (text, line, what) in [
        (
            "{\"a\": {\"input\": 1.25,\n\"output\": \"2\"}}",
            1,
            "a price must be decimal text like \"1.25\"",
        ),
        (
            "{\n\"a\": {\"input\": \"1\"}\n}",
            2,
            "a price must be decimal text like \"1.25\"",
        ),
        ("{\n\"a\"", 2, "this is not JSON"),
    ] {
        let ran = add(&place, text);
        let path = file(&place, text);
        let expected = format!(
            "error: {}, line {line}: {what}. Nothing was changed.\n  try: cutrack prices --help\n",
            path.display()
        );
        assert_eq!((ran.err, ran.exit), (expected, Exit::Failed), "{text}");
    }
    assert!(prices(&place, &[]).out.contains("1 of your own"));
    let ran = prices(&place, &["--add", "no/such.json"]);
    let expected =
        "error: cannot read no/such.json.\n  try: a file of prices, or - for standard input\n";
    assert_eq!((ran.err.as_str(), ran.exit), (expected, Exit::Failed));
    // Standard input of this test is no JSON.
    let ran = prices(&place, &["--add", "-"]);
    assert!(
        ran.err.starts_with("error: -, line 1: this is not JSON."),
        "{}",
        ran.err
    );
    let ran = prices(&place, &["--add", "x", "--reset"]);
    assert!(
        ran.err
            .starts_with("error: choose one of --add, --reset.\n"),
        "{}",
        ran.err
    );
    assert_eq!(
        cutrack(&["prices", "--reset"]).err,
        "error: prices --reset needs a database.\n  try: --db FILE\n"
    );
}

#[test]
fn damaged_prices_end_a_run_before_a_wrong_cost() {
    let place = place("own-prices-damaged");
    let kept = place.database.with_extension("prices.json");
    fs::write(&kept, "{").expect("target can be written");
    let ran = place.run("models --last all");
    let expected =
        "error: cutrack.prices.json, line 1: this is not JSON.\n  try: cutrack prices --reset\n";
    assert_eq!((ran.err.as_str(), ran.exit), (expected, Exit::Failed));
    assert_eq!(
        prices(&place, &["--reset"]).err,
        "0 prices of yours removed.\n"
    );
    assert_eq!(place.run("models --last all").exit, Exit::Fine);
    add(&place, &price(MODEL));
    assert!(kept.is_file());
    place.run("forget all --yes");
    assert!(!kept.exists());
}
