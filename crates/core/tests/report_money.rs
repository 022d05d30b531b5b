//! What the cost, overview, statusline and prices reports say of files made by hand.

use cutrack_core::price::PriceTable;
use cutrack_core::report::QueryError;
use cutrack_core::{Config, Engine, Query};
use serde_json::{Value, json};

/// A response: minute of 1 June 2026, model, input, cached, output.
type Response<'a> = (u32, &'a str, u64, u64, u64);

fn id(session: u32) -> String {
    format!("01a201db-0000-7000-8000-00000000000{session}")
}

fn line(minute: u32, kind: &str, payload: &str) -> String {
    let (hour, minute) = (minute / 60 % 24, minute % 60);
    format!(
        r#"{{"timestamp":"2026-06-01T{hour:02}:{minute:02}:00.000Z","type":"{kind}","payload":{payload}}}"#
    ) + "\n"
}

fn session_meta(session: u32, version: &str) -> String {
    let payload = format!(
        r#"{{"id":"{}","cwd":"/home/x/web{session}","cli_version":"{version}"}}"#,
        id(session)
    );
    line(0, "session_meta", &payload)
}

/// A file with these responses, and any other lines after them.
fn file(session: u32, responses: &[Response<'_>], more: &[String]) -> (String, String) {
    let mut text = session_meta(session, "0.145.0");
    let mut total = [0; 3];
    for (minute, model, input, cached, output) in responses {
        let usage = |[input, cached, output]: [u64; 3]| {
            format!(
                r#"{{"input_tokens":{input},"cached_input_tokens":{cached},"output_tokens":{output},"total_tokens":{}}}"#,
                input + output
            )
        };
        let last = [*input, *cached, *output];
        total = [total[0] + input, total[1] + cached, total[2] + output];
        text += &line(
            *minute,
            "turn_context",
            &format!(r#"{{"model":"{model}"}}"#),
        );
        let info = format!(
            r#"{{"type":"token_count","info":{{"total_token_usage":{},"last_token_usage":{},"model_context_window":272000}},"rate_limits":null}}"#,
            usage(total),
            usage(last)
        );
        text += &line(*minute, "event_msg", &info);
    }
    (
        format!("rollout-2026-06-01T00-00-00-{}.jsonl", id(session)),
        text + &more.concat(),
    )
}

fn engine(files: &[(String, String)], prices: &str) -> Engine {
    let mut engine = Engine::new(Config {
        prices: PriceTable::with_own(prices.as_bytes()).expect("prices"),
        ..Config::default()
    });
    for (name, text) in files {
        engine.begin(name);
        engine.feed(text.as_bytes());
        engine.end();
    }
    engine
}

fn ask(engine: &Engine, query: &str) -> Result<Value, QueryError> {
    let report = engine.report(&Query::from_json(query.as_bytes())?)?;
    Ok(serde_json::from_slice(&report.to_json()).expect("JSON"))
}

fn cost(engine: &Engine, more: &str) -> Value {
    let query = format!(r#"{{"report":"cost","with_names":true{more}}}"#);
    ask(engine, &query).expect("a report")
}

/// Group, uncached, cached, output, cost, tokens, priced share.
fn cost_row(row: &Value, key: &str) -> Value {
    let parts = [
        "uncached_input_nano_dollars",
        "cached_input_nano_dollars",
        "output_nano_dollars",
    ];
    let sums = ["cost_nano_dollars", "total_tokens", "priced_per_mille"];
    let cells = [key].into_iter().chain(parts).chain(sums);
    cells.map(|key| row[key].clone()).collect()
}

fn cost_rows(report: &Value, key: &str) -> Value {
    let rows = report["rows"].as_array().expect("rows");
    rows.iter().map(|row| cost_row(row, key)).collect()
}

/// Two priced models, one of them in long context once, and two without a price.
fn four_models() -> Vec<(String, String)> {
    vec![
        file(
            1,
            &[
                (60, "gpt-5", 1000, 400, 10),
                (70, "gpt-5.6-sol", 1000, 0, 0),
                (80, "gpt-5.6-sol", 300_000, 0, 0),
            ],
            &[],
        ),
        file(
            2,
            &[(90, "no-such-model", 70, 0, 7), (91, "nor-this", 5, 0, 0)],
            &[],
        ),
    ]
}

#[test]
fn cost_by_kind_of_token() {
    let engine = engine(&four_models(), "{}");
    let report = cost(&engine, "");
    // gpt-5: 600 at 1.25, 400 at 0.125, 10 at 10 dollars a million; gpt-5.6-sol: 4, and 8 in long context.
    let expected = json!([
        [
            "gpt-5.6-sol",
            2_404_000_000_u64,
            0,
            0,
            2_404_000_000_u64,
            301_000,
            1000
        ],
        ["gpt-5", 750_000, 50_000, 100_000, 900_000, 1010, 1000],
        ["no-such-model", null, null, null, null, 77, 0],
        ["nor-this", null, null, null, null, 5, 0],
    ]);
    assert_eq!(cost_rows(&report, "model"), expected);
    let total = json!([
        null,
        2_404_750_000_u64,
        50_000,
        100_000,
        2_404_900_000_u64,
        302_092,
        999
    ]);
    assert_eq!(cost_row(&report["total"], "model"), total);
    let prices = |row: usize| {
        let keys = ["input", "cached_input", "cache_write", "output"];
        json!(keys.map(|key| report["rows"][row][format!("{key}_price")].clone()))
    };
    assert_eq!(prices(1), json!(["1.25", "0.125", null, "10"]));
    assert_eq!(prices(2), json!([null, null, null, null]));
}

#[test]
fn a_model_without_a_price_is_never_summed_away() {
    let engine = engine(&four_models(), "{}");
    for (limit, shown, rest) in [
        (1, json!(["no-such-model", "nor-this"]), json!(2)),
        (
            3,
            json!(["gpt-5.6-sol", "no-such-model", "nor-this"]),
            json!(1),
        ),
        (
            4,
            json!(["gpt-5.6-sol", "gpt-5", "no-such-model", "nor-this"]),
            Value::Null,
        ),
        (
            0,
            json!(["gpt-5.6-sol", "gpt-5", "no-such-model", "nor-this"]),
            Value::Null,
        ),
    ] {
        let report = cost(&engine, &format!(r#","limit":{limit}"#));
        let rows = report["rows"].as_array().expect("rows");
        let models: Value = rows.iter().map(|row| row["model"].clone()).collect();
        assert_eq!((models, &report["rest"]["rows"]), (shown, &rest), "{limit}");
    }
}

#[test]
fn cost_by_everything_else() {
    let engine = engine(&four_models(), "{}");
    let groups = |key: &str| {
        let report = cost(&engine, &format!(r#","by":["{key}"]"#));
        let rows = report["rows"].as_array().expect("rows").clone();
        rows.iter()
            .map(|row| json!([row[key], row["cost_nano_dollars"], row["total_tokens"]]))
            .collect::<Value>()
    };
    assert_eq!(
        groups("tier"),
        json!([
            ["long_context", 2_400_000_000_u64, 300_000],
            ["base", 4_900_000, 2010],
            [null, null, 82]
        ])
    );
    assert_eq!(
        groups("project"),
        json!([
            ["/home/x/web1", 2_404_900_000_u64, 302_010],
            ["/home/x/web2", null, 82]
        ])
    );
    assert_eq!(
        groups("day"),
        json!([["2026-06-01", 2_404_900_000_u64, 302_092]])
    );
    assert_eq!(
        groups("month"),
        json!([["2026-06", 2_404_900_000_u64, 302_092]])
    );
    for query in [r#""by":["effort"]"#, r#""by":["model","day"]"#] {
        let refused = ask(&engine, &format!(r#"{{"report":"cost",{query}}}"#));
        assert_eq!(refused.err(), Some(QueryError::Grouping));
    }
    let refused = ask(&engine, r#"{"report":"cost","sort":"turns"}"#);
    assert_eq!(refused.err(), Some(QueryError::Column));
}

#[test]
fn what_no_file_tells() {
    let aborted = |reason: &str| {
        line(5, "event_msg", r#"{"type":"user_message","message":"x"}"#)
            + &line(
                6,
                "event_msg",
                &format!(r#"{{"type":"turn_aborted","reason":"{reason}"}}"#),
            )
    };
    let compacted = line(7, "compacted", r#"{"message":""}"#);
    let local = line(7, "compacted", r#"{"message":"said"}"#);
    for (version, lines, expected) in [
        (
            "0.145.0",
            vec![aborted("interrupted"), aborted("replaced")],
            json!([0, 2]),
        ),
        ("0.145.0", vec![compacted.clone(), local], json!([1, 0])),
        (
            "0.153.0",
            vec![compacted.clone(), aborted("interrupted")],
            // A record would tell; the version does not.
            json!([1, 1]),
        ),
        ("0.0.0", vec![compacted], json!([1, 0])),
        ("0.145.0", vec![], json!([0, 0])),
    ] {
        let text = session_meta(1, version) + &lines.concat();
        let files = [(format!("rollout-2026-06-01T00-00-00-{}.jsonl", id(1)), text)];
        let not_told = cost(&engine(&files, "{}"), "")["not_told"].clone();
        let found = json!([not_told["remote_compactions"], not_told["cut_off_turns"]]);
        assert_eq!(found, expected, "{version} {lines:?}");
    }
}

#[test]
fn own_prices_are_taken_and_named() {
    let own = r#"{"no-such-model":{"input":"1","output":"2","from":"2026-06-01"},"gpt-5":{"input":"3","output":"4"},"never":{"input":"1","output":"1"}}"#;
    let engine = engine(&four_models(), own);
    let report = cost(&engine, r#","filters":{"model":["no-such-model"]}"#);
    assert_eq!(report["total"]["cost_nano_dollars"], 84_000);
    assert_eq!(report["prices"]["own"], 3);
    let listed = |model: &str| {
        let query = format!(r#"{{"report":"prices","filters":{{"model":["{model}"]}}}}"#);
        ask(&engine, &query).expect("a report")
    };
    let row = |row: &Value| {
        let keys = [
            "model",
            "tier",
            "is_own",
            "from",
            "input",
            "cached_input",
            "cache_write",
            "output",
        ];
        json!(keys.map(|key| row[key].clone()))
    };
    let rows = |report: &Value| {
        report["rows"]
            .as_array()
            .expect("rows")
            .iter()
            .map(row)
            .collect::<Value>()
    };
    // An own price without a day hides the built-in ones; with a day these hold before it.
    assert_eq!(
        rows(&listed("gpt-5")),
        json!([["gpt-5", "base", true, null, "3", null, null, "4"]])
    );
    assert_eq!(
        rows(&listed("no-such-*")),
        json!([[
            "no-such-model",
            "base",
            true,
            "2026-06-01",
            "1",
            null,
            null,
            "2"
        ]])
    );
    assert_eq!(
        rows(&listed("gpt-5.6-sol"))[1],
        json!([
            "gpt-5.6-sol",
            "long_context",
            false,
            null,
            "8",
            "0.8",
            "10",
            "30"
        ])
    );
    assert_eq!(listed("*")["own_unused"], json!(["never"]));
    assert_eq!(listed("nothing")["rows"], json!([]));
}

#[test]
fn the_overview_up_to_now() {
    let files = [file(
        1,
        &[(60, "gpt-5", 1000, 400, 10), (1400, "gpt-5", 30_000, 0, 0)],
        &[],
    )];
    let engine = engine(&files, "{}");
    let at = |now: &str| {
        ask(
            &engine,
            &format!(r#"{{"report":"overview","now_at":"{now}"}}"#),
        )
        .expect("a report")
    };
    let tokens = |report: &Value| {
        let rows = report["rows"].as_array().expect("rows").clone();
        rows.iter()
            .map(|row| json!([row["period"], row["from"], row["total_tokens"]]))
            .collect::<Value>()
    };
    // Later lines are not seen.
    let early = at("2026-06-01T01:30:00Z");
    assert_eq!(
        tokens(&early),
        json!([
            ["thirty_days", "2026-05-03", 1010],
            ["this_week", "2026-06-01", 1010],
            ["yesterday", "2026-05-31", 0],
            ["today", "2026-06-01", 1010]
        ])
    );
    assert_eq!(early["context"]["used_tokens"], 1010);
    assert_eq!(early["context"]["left_percent"], 100);
    assert_eq!(early["context"]["model"], "gpt-5");
    let late = at("2026-06-02T00:20:00Z");
    assert_eq!(late["context"]["used_tokens"], 30_000);
    assert_eq!(tokens(&late)[2], json!(["yesterday", "2026-06-01", 31_010]));
    assert_eq!(at("2026-06-02T00:20:01Z")["context"], Value::Null);
    for (query, error) in [
        (r#"{"report":"overview"}"#, QueryError::Time),
        (
            r#"{"report":"overview","now_at":"2026-06-02T00:20:00Z","range":{"last":"7d"}}"#,
            QueryError::Time,
        ),
        (
            r#"{"report":"overview","now_at":"2026-06-02T00:20:00Z","by":["model"]}"#,
            QueryError::Grouping,
        ),
        (r#"{"report":"statusline"}"#, QueryError::Time),
    ] {
        assert_eq!(ask(&engine, query).err(), Some(error), "{query}");
    }
}

#[test]
fn the_statusline_takes_its_context_from_the_session_it_is_given() {
    let files = [
        file(1, &[(60, "gpt-5", 1000, 0, 0)], &[]),
        file(2, &[(70, "gpt-5", 2000, 0, 0)], &[]),
    ];
    let engine = engine(&files, "{}");
    let at = |more: &str| {
        let query = format!(r#"{{"report":"statusline","now_at":"2026-06-01T01:30:00Z"{more}}}"#);
        let report = ask(&engine, &query).expect("a report");
        json!([
            report["session_id"],
            report["today"]["total_tokens"],
            report["limits"],
            report["is_stale"]
        ])
    };
    assert_eq!(at(""), json!([id(2), 3000, [], false]));
    let first = format!(r#","filters":{{"session":["{}"]}}"#, id(1));
    assert_eq!(at(&first), json!([id(1), 3000, [], false]));
    assert_eq!(
        at(r#","filters":{"session":["nobody"]}"#),
        json!([null, 3000, [], false])
    );
    let nothing = engine_without_files();
    assert_eq!(nothing["today"], Value::Null);
}

fn engine_without_files() -> Value {
    let query = r#"{"report":"statusline","now_at":"2026-06-01T01:30:00Z"}"#;
    ask(&engine(&[], "{}"), query).expect("a report")
}
