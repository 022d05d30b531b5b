//! Windows in words, from rows made by hand.

use cutrack_core::item::Credits;
use cutrack_core::record::Timestamp;
use cutrack_core::report::{
    FileCounts, Head, LeftOut, LimitsReport, Outlook, PriceNote, UsedSums, WindowRow,
};
use cutrack_core::zone::Zone;

use super::{name, sheet, window};
use crate::arguments::Look;

fn at(text: &str) -> Option<Timestamp> {
    Some(Timestamp::parse(text.as_bytes()).expect("a moment"))
}

/// Five hours up to 11:00, an hour of them over, so much used.
fn five_hours(used_per_mille: u32, outlook: Outlook) -> WindowRow {
    WindowRow {
        window_minutes: Some(300),
        used_per_mille: Some(used_per_mille),
        left_per_mille: Some(1000 - used_per_mille),
        resets_at: at("2026-08-06T11:00:00Z"),
        resets_in_ms: Some(4 * 3_600_000),
        elapsed_per_mille: Some(200),
        outlook: Some(outlook),
        ..WindowRow::default()
    }
}

#[test]
fn what_is_said_of_an_end() {
    let summary = |left: &str| format!("5 h        {left}  resets 11:00, in 4h0m\n");
    let rate = |text: &str| format!("           {text}\n");
    let lasts = WindowRow {
        at_reset_per_mille: Some(504),
        rise_per_mille: Some(0),
        rise_ms: Some(3_480_000),
        ..five_hours(101, Outlook::Lasts)
    };
    let too_early = WindowRow {
        elapsed_per_mille: Some(49),
        rise_per_mille: Some(30),
        rise_ms: Some(600_000),
        rest_ms: Some(40_000_000),
        ..five_hours(30, Outlook::TooEarly)
    };
    let ends = WindowRow {
        full_at: at("2026-08-06T09:00:30Z"),
        full_before_reset_ms: Some(7_170_000),
        ..five_hours(900, Outlook::FullBeforeReset)
    };
    let blocked = WindowRow {
        blocked_by_minutes: Some(10_080),
        ..five_hours(340, Outlook::Blocked)
    };
    let over = WindowRow {
        used_per_mille: None,
        left_per_mille: None,
        course_per_mille: vec![Some(10)],
        ..five_hours(0, Outlook::Over)
    };
    let full = WindowRow {
        course_per_mille: vec![None, Some(500), Some(1000)],
        ..five_hours(1000, Outlook::Full)
    };
    let look = Look {
        ascii: true,
        ..Look::default()
    };
    let dots = ".".repeat(21);
    for (row, expected) in [
        (
            lasts,
            summary("90% left  ##################..")
                + &rate("10% used in 20% of the time: 50% at the reset")
                + &rate("nothing in the last 58m"),
        ),
        (
            too_early,
            summary("97% left  ###################.")
                + &rate("3% used; too early to tell the end (4.9% of the time is over)")
                + &rate("3% in the last 10m: the rest lasts 11h6m of such use"),
        ),
        (
            five_hours(5, Outlook::TooLittle),
            summary("100% left  ###################.")
                + &rate("1% used in 20% of the time: too little to tell the end"),
        ),
        (
            ends,
            summary("10% left  ##..................")
                + &rate("90% used in 20% of the time: full at 09:00, 1h59m before the reset"),
        ),
        (
            blocked,
            "5 h        66% left  #############.......  blocked by weekly\n".to_owned(),
        ),
        (
            full,
            summary("FULL      ....................") + &rate(&format!("course  .58{dots}")),
        ),
        (
            over,
            "5 h        -         reset 11:00; nothing read since\n".to_owned(),
        ),
    ] {
        let now = at("2026-08-06T07:00:00Z");
        assert_eq!(window(&row, now, &Zone::default(), look), expected);
    }
}

#[test]
fn names_are_taken_within_five_percent() {
    for (minutes, expected) in [
        (Some(300), "5 h"),
        (Some(285), "5 h"),
        (Some(284), "284 min"),
        (Some(10_079), "weekly"),
        (Some(1440), "daily"),
        (Some(43_200), "monthly"),
        (Some(525_600), "annual"),
        (Some(90), "90 min"),
        (None, "-"),
    ] {
        assert_eq!(name(minutes), expected);
    }
}

fn report(rows: Vec<WindowRow>) -> LimitsReport {
    LimitsReport {
        head: Head {
            schema: 1,
            report: "limits",
            zone: "UTC".to_owned(),
            now_at: at("2026-08-06T07:00:00Z"),
        },
        read_at: at("2026-08-06T06:58:00Z"),
        read_age_ms: Some(120_000),
        may_have_changed: false,
        rows,
        plan_type: None,
        credits: None,
        reached_type: None,
        spend_control_reached: None,
        individual_limit: None,
        by: Vec::new(),
        used_by: Vec::new(),
        used_by_rest: None,
        used: UsedSums::default(),
        left_out: LeftOut::default(),
        prices: PriceNote::default(),
        files: FileCounts::default(),
    }
}

#[test]
fn the_account_is_told_where_the_files_tell_it() {
    let drawn = |report: &LimitsReport| {
        let sheet = sheet(report, &Zone::default(), Look::default());
        sheet.draw(Look::default(), false)
    };
    let nothing = report(Vec::new());
    assert_eq!(
        drawn(&nothing),
        "Limits, read Thu 6 Aug 06:58 UTC, 2m ago\n"
    );
    let told = LimitsReport {
        plan_type: Some("plus".to_owned()),
        credits: Some(Credits {
            has_credits: Some(true),
            unlimited: Some(true),
            balance: None,
        }),
        spend_control_reached: Some(true),
        reached_type: Some("workspace_member_usage_limit_reached".to_owned()),
        may_have_changed: true,
        ..report(Vec::new())
    };
    let expected = "\
Limits, read Thu 6 Aug 06:58 UTC, 2m ago: may have changed

plan       plus
credits    unlimited
spend      limit reached
reached    workspace_member_usage_limit_reached
";
    assert_eq!(drawn(&told), expected);
    let unread = LimitsReport {
        read_at: None,
        read_age_ms: None,
        ..report(Vec::new())
    };
    assert_eq!(drawn(&unread), "Limits: none in these files\n");
}

#[test]
fn two_homes_are_told_by_what_tells_them_apart() {
    let of = |home, name: &str, used| WindowRow {
        home,
        home_name: Some(name.to_owned()),
        ..five_hours(used, Outlook::TooLittle)
    };
    let report = report(vec![
        of(0, "/home/x/.codex", 1000),
        of(1, "/mnt/c/Users/x/.codex", 1000),
    ]);
    let drawn = sheet(&report, &Zone::default(), Look::default()).draw(Look::default(), true);
    let heads = drawn.lines().filter(|line| line.starts_with("home"));
    assert_eq!(
        heads.collect::<Vec<_>>(),
        ["home 1     home/x/.codex", "home 2     Users/x/.codex"]
    );
}
