//! The grammars of values (FORMAT.md §8.3). Each takes a whole value or none.

use alloc::format;
use alloc::string::{String, ToString};

use crate::item::Decimal;
use crate::privacy::{Id, Label};

/// What stands between the digits of a number, by the language of the person: blanks of several widths, too.
const SEPARATORS: [char; 8] = [',', '.', '\'', '’', ' ', '\u{a0}', '\u{2009}', '\u{202f}'];
#[rustfmt::skip]
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// Windows of limits; of two that a text ends in, the longer comes first.
#[rustfmt::skip]
const WINDOWS: [&str; 9] = ["Secondary usage", "Monthly credit", "Usage", "Daily", "Weekly", "Monthly", "Annual", "Primary", "Secondary"];
const ID_BYTES: usize = 36;

/// What stands between two texts.
pub(super) fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, text) = text.split_once(start)?;
    text.split_once(end).map(|parts| parts.0)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A whole number, with one kind of separators or none.
pub(super) fn count(text: &str) -> Option<u64> {
    let Some(separator) = text.chars().find(|letter| !letter.is_ascii_digit()) else {
        return text.parse().ok();
    };
    let mut groups = text.split(separator);
    let first = groups.next()?;
    let last = groups.next_back()?;
    let is_grouped = SEPARATORS.contains(&separator)
        && is_digits(first)
        && first.len() <= 3
        && is_digits(last)
        && last.len() == 3
        // There are languages that group by two digits from the thousands on.
        && groups.all(|group| is_digits(group) && matches!(group.len(), 2 | 3));
    let digits: String = text.split(separator).collect();
    is_grouped.then(|| digits.parse().ok()).flatten()
}

/// A number of a panel, and whether it is rounded: `13.7K`.
pub(super) fn compact(text: &str) -> Option<(u64, bool)> {
    let (number, zeros) = match text.as_bytes().last()? {
        b'K' => (&text[..text.len() - 1], 3),
        b'M' => (&text[..text.len() - 1], 6),
        b'B' => (&text[..text.len() - 1], 9),
        b'T' => (&text[..text.len() - 1], 12),
        _ => return Some((count(text)?, false)),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    if !is_digits(whole) || !is_digits(fraction) || fraction.len() > 3 {
        return None;
    }
    format!("{whole}{fraction:0<zeros$}")
        .parse()
        .ok()
        .map(|number| (number, true))
}

/// An amount of credits. One point before three digits may be either mark: then it is none.
pub(super) fn amount(text: &str) -> Option<Decimal> {
    match count(text) {
        Some(_) if text.matches('.').count() == 1 => None,
        Some(number) => Decimal::new(&number.to_string()),
        None => Decimal::new(text),
    }
}

/// An amount that is whole.
pub(super) fn whole_amount(text: &str) -> Option<Decimal> {
    Decimal::new(&count(text)?.to_string())
}

/// A share in percent.
pub(super) fn percent(text: &str) -> Option<u32> {
    text.parse().ok().filter(|percent| *percent <= 100)
}

/// The id of a thread. A word is none: a person may have called the thread so.
pub(super) fn uuid(text: &str) -> Option<Id> {
    let is_uuid = text.len() == ID_BYTES
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        });
    is_uuid.then(|| Id::new(text)).flatten()
}

/// The family that stands before a window, empty for the usual one, and the window.
pub(super) fn window(name: &str) -> Option<(&str, Label)> {
    let (before, last) = name.rsplit_once(' ').unwrap_or(("", name));
    let length = last.strip_suffix(['m', 'h', 'd', 'w']);
    let (family, window) = match length.is_some_and(is_digits) {
        true => (before, last),
        false => {
            let ends = |window: &str| name.len().checked_sub(window.len());
            let family = |window| {
                let (family, last) = name.split_at_checked(ends(window)?)?;
                last.eq_ignore_ascii_case(window)
                    .then_some((family, window))
            };
            WINDOWS.into_iter().find_map(family)?
        }
    };
    let is_whole = family.is_empty() || family.len() == before.len() || family.ends_with(' ');
    let window = Label::new(&window.to_ascii_lowercase())?;
    is_whole.then(|| (family.trim_end(), window))
}

/// The used share of a limit, and the text behind it. Panels show what is used or what is left.
pub(super) fn used_percent(text: &str) -> Option<(u32, &str)> {
    let text = match text.strip_prefix('[') {
        Some(bar) => bar.split_once(']')?.1.trim_start(),
        None => text,
    };
    let (number, rest) = text.split_once("% ")?;
    let share = percent(number)?;
    let used = rest.strip_prefix("used").map(|rest| (share, rest));
    let left = rest.strip_prefix("left").map(|rest| (100 - share, rest));
    used.or(left).map(|(used, rest)| (used, rest.trim_start()))
}

/// When a limit begins anew: `07:13`, or `28 Nov 01:06` where the panel says `01:06 on 28 Nov`.
pub(super) fn resets(text: &str) -> Option<Label> {
    let boxed = text
        .strip_prefix("(resets ")
        .and_then(|text| text.strip_suffix(')'));
    let moment = boxed.or_else(|| text.strip_prefix("· resets "))?.trim();
    let (time, day) = match moment.split_once(" on ") {
        Some((time, day)) => (time, Some(day)),
        None => (moment, None),
    };
    let is_time = time.split_once(':').is_some_and(|(hour, minute)| {
        [hour, minute]
            .iter()
            .all(|part| is_digits(part) && part.len() == 2)
    });
    let is_day = |day: &str| {
        day.split_once(' ')
            .is_some_and(|(day, month)| is_digits(day) && day.len() <= 2 && MONTHS.contains(&month))
    };
    match day {
        _ if !is_time => None,
        Some(day) if is_day(day) => Label::new(&format!("{day} {time}")),
        Some(_) => None,
        None => Label::new(time),
    }
}
