//! The grammars of values (FORMAT.md §8.3). Each takes a whole value or none.

use alloc::string::ToString;

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

/// What stands before and behind a text. Code of the standard library for this would stand here anew for each use.
#[inline(never)]
pub(super) fn cut<'a>(text: &'a str, at: &str) -> Option<(&'a str, &'a str)> {
    let place = memchr::memmem::find(text.as_bytes(), at.as_bytes())?;
    Some((text.get(..place)?, text.get(place + at.len()..)?))
}

/// What stands before a text, or all where it does not stand there.
pub(super) fn until<'a>(text: &'a str, end: &str) -> &'a str {
    cut(text, end).map_or(text, |parts| parts.0)
}

/// What stands between two texts.
#[inline(never)]
pub(super) fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    cut(cut(text, start)?.1, end).map(|parts| parts.0)
}

#[inline(never)]
fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A whole number, with one kind of separators or none.
#[inline(never)]
pub(super) fn count(text: &str) -> Option<u64> {
    let (mut number, mut digits, mut separator) = (0_u64, 0, None);
    for letter in text.chars() {
        if let Some(digit) = letter.to_digit(10) {
            number = number.checked_mul(10)?.checked_add(u64::from(digit))?;
            digits += 1;
            continue;
        }
        // There are languages that group by two digits from the thousands on.
        let least = if separator.is_some() { 2 } else { 1 };
        let is_group = (least..=3).contains(&digits) && SEPARATORS.contains(&letter);
        if !is_group || separator.is_some_and(|known| known != letter) {
            return None;
        }
        (separator, digits) = (Some(letter), 0);
    }
    let is_whole = match separator {
        Some(_) => digits == 3,
        None => digits > 0,
    };
    is_whole.then_some(number)
}

/// A number of a panel, and whether it is rounded: `13.7K`.
#[inline(never)]
pub(super) fn compact(text: &str) -> Option<(u64, bool)> {
    let zeros = match text.as_bytes().last()? {
        b'K' => 3,
        b'M' => 6,
        b'B' => 9,
        b'T' => 12,
        _ => return Some((count(text)?, false)),
    };
    let number = text.get(..text.len() - 1)?;
    let (whole, fraction) = cut(number, ".").unwrap_or((number, "0"));
    if !is_digits(whole) || !is_digits(fraction) || fraction.len() > 3 {
        return None;
    }
    let whole = count(whole)?.checked_mul(10_u64.pow(zeros))?;
    let fraction = count(fraction)? * 10_u64.pow(zeros - fraction.len() as u32);
    Some((whole.checked_add(fraction)?, true))
}

/// An amount of credits. One point before three digits may be either mark: then it is none.
pub(super) fn amount(text: &str) -> Option<Decimal> {
    match count(text) {
        Some(_) if cut(text, ".").is_some_and(|(_, rest)| !rest.contains('.')) => None,
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
    let percent = count(text).filter(|percent| *percent <= 100)?;
    u32::try_from(percent).ok()
}

/// The id of a thread. A word is none: a person may have called the thread so.
#[inline(never)]
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
        Some(bar) => cut(bar, "]")?.1.trim_start(),
        None => text,
    };
    let (number, rest) = cut(text, "% ")?;
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
    let (time, day) = match cut(moment, " on ") {
        Some((time, day)) => (time, Some(day)),
        None => (moment, None),
    };
    let (hour, minute) = cut(time, ":")?;
    let is_time = [hour, minute]
        .iter()
        .all(|part| is_digits(part) && part.len() == 2);
    if !is_time {
        return None;
    }
    let Some(day) = day else {
        return Label::new(time);
    };
    let (number, month) = cut(day, " ")?;
    let is_day = is_digits(number) && number.len() <= 2 && MONTHS.contains(&month);
    is_day.then(|| Label::new(&[day, " ", time].concat()))?
}
