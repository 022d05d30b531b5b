//! Costs by hand, for each rule of FORMAT.md §11.

use super::*;

fn tokens(input: u64, cached_input: u64, cache_write_input: u64, output: u64) -> Tokens {
    Tokens {
        input,
        cached_input,
        cache_write_input,
        output,
        reasoning_output: output / 2,
    }
}

fn at(text: &str) -> Option<Timestamp> {
    Timestamp::parse(text.as_bytes())
}

#[test]
fn costs() {
    let priority = Some(Tier::Priority);
    let flex = Some(Tier::Flex);
    #[rustfmt::skip]
    let table = [
        // The usage line that the command line's design gives.
        ("gpt-5.6-sol", None, tokens(163_648, 159_488, 0, 132), true, Some(83_075_200)),
        // All four kinds: 100 at 4, 20 at 0.4, 30 at 5, 10 at 20 dollars a million.
        ("gpt-5.6-sol", None, tokens(150, 20, 30, 10), true, Some(758_000)),
        // The last token of the short context, and the first of the long one; the whole response changes.
        ("gpt-5.6-sol", None, tokens(272_000, 0, 0, 1), true, Some(1_088_020_000)),
        ("gpt-5.6-sol", None, tokens(272_001, 0, 0, 1), true, Some(2_176_038_000)),
        // Long context takes no tier, and where it may not be told, the tier holds.
        ("gpt-5.6-sol", priority, tokens(272_001, 0, 0, 1), true, Some(2_176_038_000)),
        ("gpt-5.6-sol", priority, tokens(272_001, 0, 0, 1), false, Some(2_176_048_000)),
        ("gpt-5.6-sol", None, tokens(272_001, 0, 0, 1), false, Some(1_088_024_000)),
        // Tiers, stated, and stated as the plain one; a model without that tier takes its base.
        ("gpt-5", priority, tokens(1000, 0, 0, 1000), true, Some(22_500_000)),
        ("gpt-5", flex, tokens(1000, 0, 0, 1000), true, Some(5_625_000)),
        ("gpt-5", Some(Tier::Default), tokens(1000, 0, 0, 1000), true, Some(11_250_000)),
        ("gpt-5-codex", priority, tokens(1000, 0, 0, 1000), true, Some(11_250_000)),
        // No price above 272k: base.
        ("gpt-5", None, tokens(300_000, 0, 0, 0), true, Some(375_000_000)),
        // An absent price is the input's: cache write of gpt-5, cached input of gpt-5-pro.
        ("gpt-5", None, tokens(10, 0, 10, 0), true, Some(12_500)),
        ("gpt-5-pro", None, tokens(10, 10, 0, 0), true, Some(150_000)),
        // 2.5 nano-dollars a token: half goes up, once for the response.
        ("gpt-5-nano", flex, tokens(1, 1, 0, 0), true, Some(3)),
        ("gpt-5-nano", flex, tokens(20, 20, 0, 0), true, Some(50)),
        // More cached than input: nothing is uncached.
        ("gpt-5", None, tokens(10, 30, 0, 0), true, Some(3_750)),
        ("gpt-5", None, tokens(10, 6, 6, 0), true, Some(8_250)),
        ("gpt-5", None, tokens(0, 0, 0, 0), true, Some(0)),
        // The largest counts there are.
        ("gpt-5.6-sol", None, tokens(u64::MAX, u64::MAX, u64::MAX, u64::MAX), true, Some(u64::MAX)),
        // No price.
        ("gpt-5.3-codex-spark", None, tokens(1, 0, 0, 1), true, None),
        ("codex-auto-review", None, tokens(1, 0, 0, 1), true, None),
        ("GPT-5", None, tokens(1, 0, 0, 1), true, None),
        ("", None, tokens(1, 0, 0, 1), true, None),
    ];
    for (model, tier, tokens, long_context_allowed, nano) in table {
        let cost =
            PriceTable::default().cost(Some(model), tier, None, &tokens, long_context_allowed);
        assert_eq!(cost.map(|cost| cost.0), nano, "{model} {tokens:?}");
    }
    assert_eq!(
        PriceTable::default().cost(None, None, None, &tokens(1, 0, 0, 1), true),
        None
    );
}

#[test]
fn the_table_is_sorted_and_dated() {
    assert!(table::MODELS.is_sorted_by(|left, right| left.0 < right.0));
    assert_eq!(PriceTable::built_in(), 79);
    assert_eq!(PriceTable::date(), "2026-11-22");
}

#[test]
fn decimals() {
    let prices = [
        "0",
        "1.25",
        "10",
        "0.0625",
        "000000001.000001",
        "999999999.999999",
    ];
    let pico = [
        0,
        1_250_000,
        10_000_000,
        62_500,
        1_000_001,
        999_999_999_999_999,
    ];
    for (text, pico) in prices.into_iter().zip(pico) {
        assert_eq!(
            PicoDollars::from_decimal(text).map(|price| price.times(1)),
            Some(pico),
            "{text}"
        );
    }
    for text in [
        "",
        ".",
        "1.",
        ".5",
        "-1",
        "+1",
        "1e3",
        "1,5",
        "1.0000001",
        "1000000000",
        "1.2.3",
        " 1",
        "１",
        "NaN",
    ] {
        assert_eq!(PicoDollars::from_decimal(text), None, "{text}");
    }
}

#[test]
fn own_prices_come_first_from_their_day_on() {
    let json = br#"{"my-model":{"input":"1.25","cached_input":"0.125","cache_write":null,"output":"10","from":"2026-08-01"},
        "gpt-5":{"input":"2","output":"4"}}"#;
    let table = PriceTable::with_own(json).unwrap();
    assert_eq!((table.own(), PriceTable::default().own()), (2, 0));
    let tokens = tokens(300_000, 100_000, 1, 10);
    #[rustfmt::skip]
    let rows = [
        ("my-model", at("2026-08-01T00:00:00Z"), Some(262_600_000)),
        ("my-model", at("2026-07-31T23:59:59.999Z"), None),
        ("my-model", None, None),
        ("gpt-5", None, Some(600_040_000)),
        ("gpt-5-codex", None, Some(262_600_000)),
    ];
    for (model, at, nano) in rows {
        let cost = table.cost(Some(model), Some(Tier::Priority), at, &tokens, true);
        assert_eq!(cost.map(|cost| cost.0), nano, "{model} {at:?}");
    }
}

#[test]
fn bad_price_files_are_refused_by_line() {
    use PriceFileProblem::{Syntax, Value};
    #[rustfmt::skip]
    let table = [
        ("", 1, Syntax),
        ("[]", 1, Value),
        ("{\"a\":\n{\"input\":\"1\",}}", 2, Syntax),
        ("{\"a\":{\"input\":\"1\",\"output\":\"1\"}", 1, Syntax),
        ("{\"a\":{\n\"input\":\"1\",\n\"output\":\"ten\"}}", 3, Value),
        ("{\"a\":{\n\"input\":1.25,\n\"output\":\"10\"}}", 2, Value),
        ("{\"a\":{\n\"input\":null,\n\"output\":\"10\"}}", 2, Value),
        ("{\"a\":{\"input\":\"1\",\n\"output\":\"1\",\n\"from\":\"2026-02-30\"}}", 3, Value),
        ("{\"a\":{\"input\":\"1\",\n\"output\":\"1\",\n\"price\":\"1\"}}", 3, Value),
        ("{\"a\":{\"input\":\"1\",\n\"input\":\"1\",\n\"output\":\"1\"}}", 2, Value),
        ("{\"a\":{\"input\":\"1\"\n}}", 2, Value),
    ];
    for (json, line, problem) in table {
        assert_eq!(
            PriceTable::with_own(json.as_bytes()),
            Err(PriceFileError { line, problem }),
            "{json}"
        );
    }
}

#[test]
fn sums_do_not_run_over() {
    let sum: NanoDollars = [NanoDollars(u64::MAX), NanoDollars(1)].into_iter().sum();
    assert_eq!(sum, NanoDollars(u64::MAX));
}

#[test]
fn the_parts_of_a_charge_add_up_to_its_cost() {
    let charge = |model, tier, tokens: &Tokens| {
        let charge = PriceTable::default().charge(Some(model), tier, None, tokens, true);
        let cost = PriceTable::default().cost(Some(model), tier, None, tokens, true);
        let charge = charge.unwrap();
        assert_eq!(Some(charge.total()), cost);
        let Charge {
            row,
            uncached_input,
            cached_input,
            cache_write_input,
            output,
            ..
        } = charge;
        let parts = [uncached_input, cached_input, cache_write_input, output];
        (row, parts.map(|part| part.0))
    };
    let flex = Some(Tier::Flex);
    #[rustfmt::skip]
    let table = [
        ("gpt-5.6-sol", None, tokens(150, 20, 30, 10), (PriceRow::Base, [400_000, 8_000, 150_000, 200_000])),
        ("gpt-5.6-sol", flex, tokens(272_001, 1, 0, 0), (PriceRow::LongContext, [2_176_000_000, 800, 0, 0])),
        ("gpt-5.6-sol", flex, tokens(10, 0, 0, 0), (PriceRow::Flex, [20_000, 0, 0, 0])),
        ("gpt-5-codex", flex, tokens(10, 0, 0, 0), (PriceRow::Base, [12_500, 0, 0, 0])),
        // Half a nano-dollar is rounded where it is reached: the parts never say more than the whole.
        ("gpt-5-nano", flex, tokens(2, 1, 0, 0), (PriceRow::Flex, [25, 3, 0, 0])),
        ("gpt-5.6-sol", None, tokens(u64::MAX, u64::MAX, 0, u64::MAX), (PriceRow::LongContext, [0, u64::MAX, 0, 0])),
    ];
    for (model, tier, tokens, expected) in table {
        assert_eq!(charge(model, tier, &tokens), expected, "{model} {tokens:?}");
    }
}

#[test]
fn the_cache_saves_what_its_tokens_would_have_cost_more() {
    let saved = |model, tokens: &Tokens| {
        let charge = PriceTable::default().charge(Some(model), None, None, tokens, true);
        charge.map(|charge| charge.saved_by_cache.0)
    };
    assert_eq!(saved("gpt-5.6-sol", &tokens(150, 20, 30, 10)), Some(72_000));
    assert_eq!(saved("gpt-5.6-sol", &tokens(150, 0, 30, 10)), Some(0));
    assert_eq!(saved("no-such-model", &tokens(150, 20, 30, 10)), None);
}

#[test]
fn own_prices_are_added_and_written_back() {
    let mut table = PriceTable::with_own(br#"{"a":{"input":"1.25","output":"10"}}"#).unwrap();
    let more = br#"{"b":{"input":"0.0625","cache_write":"3","output":"4","from":"2026-08-01"},"a":{"input":"2","output":"3"}}"#;
    assert_eq!(table.add_own(more).unwrap(), ["a", "b"]);
    assert!(table.add_own(b"{\"c\":").is_err());
    assert!(table.own_models().eq(["a", "b"]));
    let json = table.own_json();
    let expected = r#"{"a":{"input":"2","cached_input":null,"cache_write":null,"output":"3","from":null},"b":{"input":"0.0625","cached_input":null,"cache_write":"3","output":"4","from":"2026-08-01"}}"#;
    assert_eq!(core::str::from_utf8(&json), Ok(expected));
    assert_eq!(PriceTable::with_own(&json), Ok(table));
}
