//! How one number, time or name is written (the same on every machine: no locale).

use cutrack_core::record::Timestamp;
use cutrack_core::report::{Sums, printable};
use cutrack_core::zone::Zone;

use crate::arguments::Look;

/// What the files do not say.
pub(crate) const ABSENT: &str = "-";
/// Below this width the year of a last activity goes.
pub(crate) const SHORT_TIME_BELOW: usize = 60;
const NANO_DOLLARS_PER_CENT: u64 = 10_000_000;
pub(crate) const DAY_MS: u64 = 86_400_000;
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// `1,234,567`.
pub(crate) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 row`, `402,118 rows`.
pub(crate) fn counted(number: u64, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {what}{plural}", count(number))
}

/// `$1,234.56`, half up; `<$0.01` above 0; with `*` when some tokens have no price.
pub(crate) fn cost(nano_dollars: Option<u64>, priced_tokens: u64, total_tokens: u64) -> String {
    let Some(nano_dollars) = nano_dollars else {
        return ABSENT.to_owned();
    };
    let star = if priced_tokens < total_tokens {
        "*"
    } else {
        ""
    };
    let half_up = nano_dollars.saturating_add(NANO_DOLLARS_PER_CENT / 2);
    let cents = half_up / NANO_DOLLARS_PER_CENT;
    if cents == 0 && nano_dollars > 0 {
        return format!("<$0.01{star}");
    }
    format!("${}.{:02}{star}", count(cents / 100), cents % 100)
}

/// Whole percent, half up; `<1%` above 0; a dash where there is no whole.
pub(crate) fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return ABSENT.to_owned();
    }
    let (part, whole) = (u128::from(part), u128::from(whole));
    match (part * 200 + whole) / (whole * 2) {
        0 if part > 0 => "<1%".to_owned(),
        percent => format!("{percent}%"),
    }
}

/// Per mille as percent with one decimal: `80.4%`.
pub(crate) fn per_mille(per_mille: u64) -> String {
    format!("{}.{}%", per_mille / 10, per_mille % 10)
}

/// A part that is covered, in whole percent, cut: 100 % means all.
pub(crate) fn coverage(per_mille: u16) -> String {
    match per_mille {
        1..10 => "<1%".to_owned(),
        _ => format!("{}%", per_mille / 10),
    }
}

/// Three digits, cut: `5.15M`, `612k`.
pub(crate) fn short_count(number: u64) -> String {
    match number {
        ..1000 => number.to_string(),
        _ => three_digits(number),
    }
}

fn three_digits(number: u64) -> String {
    const UNITS: [&str; 6] = ["k", "M", "G", "T", "P", "E"];
    let mut hundredths = u128::from(number) / 10;
    let mut unit = 0;
    while hundredths >= 100_000 && unit + 1 < UNITS.len() {
        hundredths /= 1000;
        unit += 1;
    }
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match whole {
        0..10 => format!("{whole}.{rest:02}{}", UNITS[unit]),
        10..100 => format!("{whole}.{}{}", rest / 10, UNITS[unit]),
        _ => format!("{whole}{}", UNITS[unit]),
    }
}

/// Decimal, three digits, half up: `50.4 MB`.
pub(crate) fn bytes(number: u64) -> String {
    const UNITS: [&str; 7] = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];
    if number < 1000 {
        return format!("{number} B");
    }
    let mut exponent = number.ilog10();
    let place = 10_u128.pow(exponent - 2);
    let mut digits = (u128::from(number) + place / 2) / place;
    if digits == 1000 {
        digits = 100;
        exponent += 1;
    }
    let unit = UNITS[exponent as usize / 3];
    match exponent % 3 {
        0 => format!("{}.{:02} {unit}", digits / 100, digits % 100),
        1 => format!("{}.{} {unit}", digits / 10, digits % 10),
        _ => format!("{digits} {unit}"),
    }
}

/// Cut, at most two units: `9.5s`, `44s`, `4m28s`, `3h59m`, `4d23h`.
pub(crate) fn duration(ms: u64) -> String {
    let seconds = ms / 1000;
    match seconds {
        0 => format!("{ms}ms"),
        1..10 => format!("{seconds}.{}s", ms % 1000 / 100),
        10..60 => format!("{seconds}s"),
        60..3_600 => format!("{}m{}s", seconds / 60, seconds % 60),
        3_600..86_400 => format!("{}h{}m", seconds / 3_600, seconds % 3_600 / 60),
        _ => format!("{}d{}h", seconds / 86_400, seconds % 86_400 / 3_600),
    }
}

/// `2026-08-06 08:03` as the zone's clock shows it.
pub(crate) fn minute(at: Timestamp, zone: &Zone) -> String {
    format!("{} {}", zone.local(at).date, time_of_day(at, zone))
}

/// Cut to whole minutes, below one as a duration: `2m`, `58m`, `1h16m`, `4d23h`.
pub(crate) fn span(ms: u64) -> String {
    match ms {
        60_000..3_600_000 => format!("{}m", ms / 60_000),
        _ => duration(ms),
    }
}

/// A moment in a sentence, cut to the minute: `11:49` within a day of `now`, else `Tue 11 Aug 07:19`, with the year
/// where it is another.
pub(crate) fn moment(at: Timestamp, now: Timestamp, zone: &Zone) -> String {
    if at.0.abs_diff(now.0) < DAY_MS {
        return time_of_day(at, zone);
    }
    let (year, this_year) = (zone.local(at).date.year, zone.local(now).date.year);
    if year == this_year {
        weekday_and_clock(at, zone)
    } else {
        format!("{} {year} {}", weekday(at, zone), time_of_day(at, zone))
    }
}

/// `Tue 11 Aug 07:19`.
pub(crate) fn weekday_and_clock(at: Timestamp, zone: &Zone) -> String {
    format!("{} {}", weekday(at, zone), time_of_day(at, zone))
}

/// `Tue 11 Aug`.
pub(crate) fn weekday(at: Timestamp, zone: &Zone) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let date = zone.local(at).date;
    let month = MONTHS[usize::from(date.month).saturating_sub(1) % MONTHS.len()];
    format!("{} {} {month}", day_name(at, zone), date.day)
}

/// `Tue`.
pub(crate) fn day_name(at: Timestamp, zone: &Zone) -> &'static str {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let day = zone.local(at).date.days_since_monday();
    DAYS[usize::from(day) % DAYS.len()]
}

/// `08:03` as the zone's clock shows it.
pub(crate) fn time_of_day(at: Timestamp, zone: &Zone) -> String {
    let minutes = zone.local(at).seconds_of_day / 60;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// `08:03:28` as the zone's clock shows it.
pub(crate) fn second(at: Timestamp, zone: &Zone) -> String {
    let seconds = zone.local(at).seconds_of_day % 60;
    format!("{}:{seconds:02}", time_of_day(at, zone))
}

/// A bar of `cells` cells that shows what is left of a whole; empty only at 0, full only at the whole.
pub(crate) fn gauge(part: u64, whole: u64, cells: u64, ascii: bool) -> String {
    let filled = match part {
        0 => 0,
        _ if part >= whole => cells,
        _ => {
            let (part, whole) = (u128::from(part), u128::from(whole));
            let half_up = (part * u128::from(cells) * 2 + whole) / (whole * 2);
            u64::try_from(half_up).unwrap_or(cells).clamp(1, cells - 1)
        }
    };
    let (full, empty) = if ascii { ("#", ".") } else { ("█", "░") };
    let count = |cells: u64| usize::try_from(cells).unwrap_or_default();
    full.repeat(count(filled)) + &empty.repeat(count(cells - filled))
}

/// One cell a share of 1000; `·` where there is none.
pub(crate) fn spark(per_mille: Option<u32>, ascii: bool) -> char {
    const LEVELS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    const ASCII_LEVELS: [char; 8] = ['1', '2', '3', '4', '5', '6', '7', '8'];
    let (levels, none) = if ascii {
        (ASCII_LEVELS, '.')
    } else {
        (LEVELS, '·')
    };
    let level = |share: u32| levels[(share as usize * levels.len() / 1000).min(levels.len() - 1)];
    per_mille.map_or(none, level)
}

/// The head of a column of [`activity`].
pub(crate) const ACTIVITY: &str = "Last activity";

/// When a session was last active: `2026-08-06 08:03`, in narrow tables `08-06 08:03`.
pub(crate) fn activity(at: Option<Timestamp>, zone: &Zone, look: Look) -> String {
    match at {
        None => ABSENT.to_owned(),
        Some(at) if look.width < SHORT_TIME_BELOW => short_minute(at, zone),
        Some(at) => minute(at, zone),
    }
}

/// `08-06 08:03`.
pub(crate) fn short_minute(at: Timestamp, zone: &Zone) -> String {
    without_year(&minute(at, zone)).to_owned()
}

/// A date or time without what stands before its month.
pub(crate) fn without_year(time: &str) -> &str {
    time.split_once('-').map_or(time, |(_, rest)| rest)
}

/// Context left: `38%`.
pub(crate) fn left(percent: Option<u64>) -> String {
    percent.map_or_else(|| ABSENT.to_owned(), |percent| format!("{percent}%"))
}

/// A bar of up to `cells` cells, in eighths of a cell; empty only at 0, full only at the whole.
pub(crate) fn bar(part: u64, whole: u64, cells: u64, ascii: bool) -> String {
    let steps = if ascii { 1 } else { 8 };
    let most = cells * steps;
    let filled = match part {
        0 => 0,
        _ if part >= whole => most,
        _ => {
            let filled = u128::from(part) * u128::from(most) / u128::from(whole);
            u64::try_from(filled).unwrap_or(most).clamp(1, most - 1)
        }
    };
    let full = if ascii { "#" } else { "█" };
    let whole_cells = usize::try_from(filled / steps).unwrap_or_default();
    let eighths = usize::try_from(filled % steps).unwrap_or_default();
    full.repeat(whole_cells) + EIGHTHS[eighths]
}

/// The start of a session id that names it: the millisecond of its creation.
pub(crate) fn short_id(session_id: &str) -> &str {
    session_id.get(..13).unwrap_or(session_id)
}

/// A word that came out of a file, safe for a terminal.
pub(crate) fn word(text: Option<&str>) -> String {
    text.map_or_else(|| ABSENT.to_owned(), printable)
}

/// The cost of a group.
pub(crate) fn cost_of(sums: &Sums) -> String {
    cost(
        sums.cost_nano_dollars,
        sums.priced_tokens,
        sums.total_tokens,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (271_911_638, "271,911,638"),
        ] {
            assert_eq!(count(number), text);
        }
        assert_eq!(count(u64::MAX), "18,446,744,073,709,551,615");
    }

    #[test]
    fn costs() {
        for (nano_dollars, priced, text) in [
            (None, 0, "-"),
            (Some(0), 10, "$0.00"),
            (Some(1), 10, "<$0.01"),
            (Some(4_999_999), 10, "<$0.01"),
            (Some(5_000_000), 10, "$0.01"),
            (Some(3_681_149_600), 10, "$3.68"),
            (Some(1_234_564_999_999), 10, "$1,234.56"),
            (Some(1_234_565_000_000), 9, "$1,234.57*"),
        ] {
            assert_eq!(cost(nano_dollars, priced, 10), text);
        }
    }

    #[test]
    fn percents() {
        for (part, whole, text) in [
            (0, 0, "-"),
            (0, 9, "0%"),
            (1, 1000, "<1%"),
            (5, 1000, "1%"),
            (22_511_833, 271_911_638, "8%"),
            (995, 1000, "100%"),
            (u64::MAX, u64::MAX, "100%"),
        ] {
            assert_eq!(percent(part, whole), text, "{part} of {whole}");
        }
        assert_eq!(per_mille(804), "80.4%");
    }

    #[test]
    fn sizes_and_durations() {
        for (number, text) in [
            (999, "999 B"),
            (1_000, "1.00 kB"),
            (2_184, "2.18 kB"),
            (9_994, "9.99 kB"),
            (9_995, "10.0 kB"),
            (14_251, "14.3 kB"),
            (123_499, "123 kB"),
            (999_500, "1.00 MB"),
            (2_696_533, "2.70 MB"),
            (50_412_345, "50.4 MB"),
            (4_600_000_000, "4.60 GB"),
            (u64::MAX, "18.4 EB"),
        ] {
            assert_eq!(bytes(number), text);
        }
        for (number, text) in [
            (999, "999"),
            (612_450, "612k"),
            (5_159_133, "5.15M"),
            (15_667_405, "15.6M"),
        ] {
            assert_eq!(short_count(number), text);
        }
        for (per_mille, text) in [
            (0, "0%"),
            (9, "<1%"),
            (10, "1%"),
            (999, "99%"),
            (1000, "100%"),
        ] {
            assert_eq!(coverage(per_mille), text);
        }
        for (ms, text) in [
            (312, "312ms"),
            (9_599, "9.5s"),
            (44_000, "44s"),
            (268_000, "4m28s"),
            (14_399_000, "3h59m"),
            (428_400_000, "4d23h"),
        ] {
            assert_eq!(duration(ms), text);
        }
    }

    #[test]
    fn bars() {
        for (part, text) in [
            (0, ""),
            (1, "▏"),
            (4_033_006, "▋"),
            (6_449_098, "█"),
            (111_081_818, "█████████████████▉"),
            (111_081_819, "██████████████████"),
        ] {
            assert_eq!(bar(part, 111_081_819, 18, false), text);
        }
        assert_eq!(bar(1, 2, 10, true), "#####");
        assert_eq!(bar(0, 0, 10, true), "");
    }

    #[test]
    fn gauges_and_sparks() {
        for (left, text) in [
            (0, "░░░░░░░░░░"),
            (4, "█░░░░░░░░░"),
            (650, "███████░░░"),
            (999, "█████████░"),
            (1000, "██████████"),
        ] {
            assert_eq!(gauge(left, 1000, 10, false), text, "{left}");
        }
        assert_eq!(gauge(1, 2, 4, true), "##..");
        let shares = [
            None,
            Some(0),
            Some(124),
            Some(125),
            Some(999),
            Some(1000),
            Some(1200),
        ];
        let sparks = |ascii| {
            shares
                .iter()
                .map(|share| spark(*share, ascii))
                .collect::<String>()
        };
        assert_eq!(
            (sparks(false).as_str(), sparks(true).as_str()),
            ("·▁▁▂███", ".112888")
        );
    }

    #[test]
    fn times_in_sentences() {
        let at = |text: &str| Timestamp::parse(text.as_bytes()).unwrap();
        let now = at("2026-08-06T08:05:00Z");
        for (text, expected) in [
            ("2026-08-07T08:04:59Z", "08:04"),
            ("2026-08-07T08:05:00Z", "Fri 7 Aug 08:05"),
            ("2026-08-05T08:05:00Z", "Wed 5 Aug 08:05"),
            ("2025-12-31T23:59:59Z", "Wed 31 Dec 2025 23:59"),
        ] {
            assert_eq!(moment(at(text), now, &Zone::default()), expected);
        }
        for (ms, text) in [
            (44_000, "44s"),
            (60_000, "1m"),
            (3_599_999, "59m"),
            (3_600_000, "1h0m"),
        ] {
            assert_eq!(span(ms), text);
        }
    }

    #[test]
    fn words_are_safe_for_a_terminal() {
        assert_eq!(word(Some("a\u{1b}[2Jb")), "a\u{fffd}[2Jb");
        assert_eq!(word(None), "-");
    }
}
