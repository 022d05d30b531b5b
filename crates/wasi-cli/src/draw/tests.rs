//! Whole tables against the text that the design gives for them, from reports made by hand.

use cutrack_core::record::{Timestamp, Tokens};
use cutrack_core::report::shared::Unpriced;
use cutrack_core::report::usage::{UsageKeys, UsageRest};
use cutrack_core::report::{
    DateRange, FileCounts, Filters, Grouping, Head, LeftOut, Order, PriceNote, Query, Report,
    SessionRow, SessionSums, SessionsReport, Sums, UsageReport, UsageRow,
};
use cutrack_core::zone::Zone;

use crate::arguments::Look;
use crate::gather::Paths;

/// Input, cached, output, cents; a cost that leaves tokens out is negative.
fn sums(turns: u64, [input, cached, output, cents]: [i64; 4]) -> Sums {
    let tokens = Tokens {
        input: input as u64,
        cached_input: cached as u64,
        output: output as u64,
        ..Tokens::default()
    };
    let total_tokens = (input + output) as u64;
    Sums {
        turns,
        tokens,
        total_tokens,
        cost_nano_dollars: (cents != 0).then(|| cents.unsigned_abs() * 10_000_000),
        priced_tokens: if cents > 0 {
            total_tokens
        } else {
            total_tokens / 2
        },
        ..Sums::default()
    }
}

fn head(report: &'static str) -> Head {
    Head {
        schema: 1,
        report,
        zone: "UTC".to_owned(),
        now_at: None,
    }
}

fn usage(by: &[Grouping], rows: Vec<(UsageKeys, Sums)>, total: Sums) -> UsageReport {
    UsageReport {
        head: head("usage"),
        dates: DateRange::default(),
        by: by.to_vec(),
        filters: Filters::default(),
        rows: rows
            .into_iter()
            .map(|(keys, sums)| UsageRow {
                keys,
                sums,
                kinds: None,
                days: None,
                nano_dollars_per_million_tokens: None,
                unpriced_tokens: None,
            })
            .collect(),
        rest: None,
        total,
        comparison: None,
        parts: None,
        left_out: LeftOut {
            inherited_tokens: 0,
            repeated_tokens: 1_170_624,
        },
        prices: PriceNote {
            date: "2026-11-22",
            priced_per_mille: Some(1000),
            ..PriceNote::default()
        },
        files: FileCounts {
            found: 150,
            read: 145,
            set_aside: 5,
            newest_line_at: Some(Timestamp(1_786_003_408_188)),
            ..FileCounts::default()
        },
    }
}

fn drawn(report: Report, query: &Query, look: Look) -> String {
    super::report(
        &report,
        query,
        &Zone::default(),
        look,
        false,
        &Paths::new(),
        "",
    )
}

fn day(day: &str) -> UsageKeys {
    UsageKeys {
        day: Some(Some(day.to_owned())),
        ..UsageKeys::default()
    }
}

fn model(model: Option<&str>) -> UsageKeys {
    UsageKeys {
        model: Some(model.map(str::to_owned)),
        ..UsageKeys::default()
    }
}

fn by_day() -> UsageReport {
    let rows = vec![
        (day("2026-07-24"), sums(1, [16_786, 13_056, 44, 2])),
        (
            day("2026-07-25"),
            sums(11, [15_803_752, 15_387_136, 59_948, 902]),
        ),
        (
            day("2026-07-26"),
            sums(4, [4_977_038, 4_638_976, 23_326, 367]),
        ),
        (day("2026-07-31"), sums(1, [161_375, 120_064, 1_311, 24])),
        (
            day("2026-08-01"),
            sums(2, [1_279_510, 1_118_976, 10_455, 168]),
        ),
        (
            day("2026-08-06"),
            sums(16, [5_124_790, 4_862_464, 34_343, 368]),
        ),
    ];
    let total = sums(35, [27_363_251, 26_140_672, 129_427, 1831]);
    usage(&[Grouping::Day], rows, total)
}

fn by_model() -> UsageReport {
    let rows = vec![
        (
            model(Some("gpt-5-codex")),
            sums(0, [96_109_761, 90_000_000, 673_291, 2498]),
        ),
        (model(None), sums(0, [52_925_753, 51_500_000, 151_884, 0])),
    ];
    let total = sums(0, [270_083_363, 251_999_616, 1_828_275, -9535]);
    let mut report = usage(&[Grouping::Model], rows, total);
    let sums = sums(0, [43_241_833, 37_600_000, 585_746, 2818]);
    report.rest = Some(UsageRest { rows: 10, sums });
    report.prices.priced_per_mille = Some(804);
    report.prices.unpriced = vec![Unpriced {
        model: None,
        total_tokens: 53_077_637,
    }];
    report
}

const BY_DAY: &str = "\
Tokens by day, 2026-07-24 to 2026-08-06, UTC

Day         Turns       Input      cached   Output       Total    Cost
───────────────────────────────────────────────────────────────────────
2026-07-24      1      16,786      13,056       44      16,830   $0.02
2026-07-25     11  15,803,752  15,387,136   59,948  15,863,700   $9.02
2026-07-26      4   4,977,038   4,638,976   23,326   5,000,364   $3.67
2026-07-31      1     161,375     120,064    1,311     162,686   $0.24
2026-08-01      2   1,279,510   1,118,976   10,455   1,289,965   $1.68
2026-08-06     16   5,124,790   4,862,464   34,343   5,159,133   $3.68

Total          35  27,363,251  26,140,672  129,427  27,492,678  $18.31

left out   nothing inherited, 1,170,624 repeated: cutrack quality
cost       at API list prices of 2026-11-22; every token has a price
files      145 read, 5 copies set aside; newest line 2026-08-06 08:03
";

#[test]
fn days() {
    let look = Look {
        width: 72,
        ..Look::default()
    };
    let report = Report::Usage(by_day());
    assert_eq!(drawn(report, &Query::default(), look), BY_DAY);
    let mut query = Query::default();
    query.range.since = Some("2026-07-24".to_owned());
    let report = Report::Usage(by_day());
    // More is said of all files, and this is not of all.
    let expected = BY_DAY.replace(": cutrack quality", "");
    assert_eq!(drawn(report, &query, look), expected);
}

#[test]
fn a_wider_terminal_shows_bars_and_a_narrower_one_less() {
    let head = |width| {
        let look = Look {
            width,
            ..Look::default()
        };
        let text = drawn(Report::Usage(by_day()), &Query::default(), look);
        let mut lines = text.lines();
        lines
            .find(|line| line.starts_with("Day"))
            .unwrap_or_default()
            .to_owned()
    };
    let wide = "Day         Sessions  Turns  Responses       Input      cached   Output       Total    Cost";
    assert_eq!(head(140), wide);
    assert_eq!(
        head(70),
        "Day              Input      cached   Output       Total    Cost"
    );
    assert_eq!(head(40), "Day              Total    Cost");
}

#[test]
fn models() {
    let expected = "\
Tokens by model, all time, UTC

Model              Input  cached %     Output        Total  Share    Cost
──────────────────────────────────────────────────────────────────────────
gpt-5-codex   96,109,761       94%    673,291   96,783,052    36%  $24.98
unknown       52,925,753       97%    151,884   53,077,637    20%       -
10 more       43,241,833       87%    585,746   43,827,579    16%  $28.18

Total        270,083,363       93%  1,828,275  271,911,638   100%  $95.35*

left out   nothing inherited, 1,170,624 repeated: cutrack quality
cost       * at API list prices of 2026-11-22 for 80.4% of the tokens; without a
           price: unknown 53,077,637
files      145 read, 5 copies set aside; newest line 2026-08-06 08:03
";
    let look = Look::default();
    assert_eq!(
        drawn(Report::Usage(by_model()), &Query::default(), look),
        expected
    );
}

#[test]
fn a_period_is_said_once() {
    let keys = |month: &str, name: &str| UsageKeys {
        month: Some(Some(month.to_owned())),
        ..model(Some(name))
    };
    let rows = vec![
        (keys("2026-07", "gpt-5.6-sol"), sums(1, [2, 1, 1, 1])),
        (keys("2026-07", "gpt-5.5"), sums(1, [2, 1, 1, 1])),
        (keys("2026-08", "gpt-5.5"), sums(1, [2, 1, 1, 1])),
    ];
    let report = usage(
        &[Grouping::Month, Grouping::Model],
        rows,
        sums(3, [6, 3, 3, 3]),
    );
    let text = drawn(Report::Usage(report), &Query::default(), Look::default());
    let starts: Vec<&str> = text
        .lines()
        .map(|line| line.get(..20).unwrap_or(line))
        .collect();
    assert_eq!(starts[0], "Tokens by month and ");
    assert!(text.starts_with("Tokens by month and model, 2026-07 to 2026-08, UTC\n"));
    assert_eq!(
        starts[4..7],
        [
            "2026-07  gpt-5.6-sol",
            "         gpt-5.5    ",
            "2026-08  gpt-5.5    "
        ]
    );
}

fn session(id: &str, at_ms: i64, tokens: Option<[i64; 4]>) -> SessionRow {
    let sums = tokens.map(|tokens| sums(5, tokens));
    SessionRow {
        session_id: id.to_owned(),
        started_at: None,
        last_activity_at: Some(Timestamp(at_ms)),
        project: Some(format!("/home/x/{}", &id[9..])),
        branch: None,
        repository: None,
        source: Some("cli".to_owned()),
        cli_version: Some("0.145.0".to_owned()),
        model: Some("gpt-5.6-sol".to_owned()),
        turns: 5,
        calls: 7,
        responses: 9,
        context_left_percent: None,
        tokens: sums.as_ref().map(|sums| sums.tokens),
        total_tokens: sums.as_ref().map(|sums| sums.total_tokens),
        cost_nano_dollars: sums.as_ref().and_then(|sums| sums.cost_nano_dollars),
        priced_tokens: sums.as_ref().map(|sums| sums.priced_tokens),
        ..SessionRow::default()
    }
}

fn sessions() -> SessionsReport {
    let usage = by_day();
    let rows = vec![
        session("019f972e-d6f3-7000", 1_784_947_860_000, None),
        session(
            "019fd608-da80-7000",
            1_786_003_260_000,
            Some([600_460, 0, 11_990, 74]),
        ),
    ];
    SessionsReport {
        head: head("sessions"),
        dates: DateRange::default(),
        filters: usage.filters,
        rows,
        rest: Some(SessionSums {
            sums: Sums {
                sessions: 143,
                ..sums(536, [242_898_273, 0, 1_700_203, -7729])
            },
            calls: 4_047,
            without_usage: None,
        }),
        total: SessionSums {
            sums: Sums {
                sessions: 145,
                ..sums(546, [243_498_733, 0, 1_712_193, -7803])
            },
            calls: 4_061,
            without_usage: None,
        },
        left_out: usage.left_out,
        prices: usage.prices,
        files: usage.files,
    }
}

#[test]
fn sessions_of_all_time() {
    let expected = "\
Sessions, all time, UTC

Last activity     Session        Project    Turns        Total    Cost
───────────────────────────────────────────────────────────────────────
                  143 earlier                 536  244,598,476  $77.29*
2026-07-25 02:51  019f972e-d6f3  d6f3-7000      5            -       -
2026-08-06 08:01  019fd608-da80  da80-7000      5      612,450   $0.74

Total             145 sessions                546  245,210,926  $78.03*
";
    let look = Look {
        width: 72,
        ..Look::default()
    };
    let text = drawn(Report::Sessions(sessions()), &Query::default(), look);
    let table = text.split("\nleft out").next().unwrap_or_default();
    assert_eq!(table, expected);
}

#[test]
fn what_is_past_the_limit_stands_where_it_would() {
    let rest_line = |query: &Query| {
        let text = drawn(Report::Sessions(sessions()), query, Look::default());
        let lines: Vec<&str> = text.lines().collect();
        lines
            .iter()
            .position(|line| line.contains("143 "))
            .map(|at| (at, lines[at][18..29].to_owned()))
    };
    let mut query = Query::default();
    assert_eq!(rest_line(&query), Some((4, "143 earlier".to_owned())));
    query.order = Some(Order::Desc);
    assert_eq!(rest_line(&query), Some((6, "143 earlier".to_owned())));
    query.sort = Some("total_tokens".to_owned());
    assert_eq!(rest_line(&query), Some((6, "143 more   ".to_owned())));
}

#[test]
fn short_times_on_narrow_terminals() {
    let look = Look {
        width: 59,
        ascii: true,
        color: false,
    };
    let text = drawn(Report::Sessions(sessions()), &Query::default(), look);
    assert!(
        text.contains("\nLast activity  Session")
            && text.contains("\n08-06 08:01    019fd608-da80"),
        "{text}"
    );
    assert!(
        text.lines()
            .nth(3)
            .is_some_and(|rule| rule.starts_with("----"))
    );
}
