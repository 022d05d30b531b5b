//! Times as the files write them.

/// Milliseconds since 1970; `None` for anything but a whole date and time. Without an offset it is UTC.
pub(crate) fn time_ms(text: &str) -> Option<i64> {
    let end = text
        .get(19..)?
        .find(|c: char| !matches!(c, '0'..='9' | '.'))
        .map_or(text.len(), |at| 19 + at);
    let (local, offset) = text.split_at_checked(end)?;
    let offset_minutes = offset_minutes(offset)?;
    let shape = |at: usize, any_of: &[u8]| {
        local
            .as_bytes()
            .get(at)
            .is_some_and(|byte| any_of.contains(byte))
    };
    if !(shape(4, b"-")
        && shape(7, b"-")
        && shape(10, b"Tt ")
        && shape(13, b":")
        && shape(16, b":"))
    {
        return None;
    }
    let (year, month, day) = (
        digits(local, 0, 4)?,
        digits(local, 5, 2)?,
        digits(local, 8, 2)?,
    );
    let (hour, minute, second) = (
        digits(local, 11, 2)?,
        digits(local, 14, 2)?,
        digits(local, 17, 2)?,
    );
    if !(1..=12).contains(&month)
        || !(1..=days_in(year, month)).contains(&day)
        || hour > 23
        || minute > 59
        || second > 59
    {
        return None;
    }
    let seconds = ((days_before(year, month) + day - 1) * 24 + hour) * 3600
        + (minute - offset_minutes) * 60
        + second;
    Some(seconds * 1000 + fraction_ms(local.get(19..)?)?)
}

/// The line's day as its text says it, or `undated`.
pub(crate) fn day_of(timestamp: Option<&str>) -> String {
    match timestamp {
        Some(text) if time_ms(text).is_some() => text[..10].to_owned(),
        _ => "undated".to_owned(),
    }
}

fn digits(text: &str, start: usize, length: usize) -> Option<i64> {
    let digits = text.get(start..start + length)?;
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        digits.parse().ok()
    } else {
        None
    }
}

fn fraction_ms(text: &str) -> Option<i64> {
    let Some(fraction) = text.strip_prefix('.') else {
        return text.is_empty().then_some(0);
    };
    let length = fraction.len();
    digits(fraction, 0, length).filter(|_| length > 0)?;
    digits(&format!("{fraction:0<3}"), 0, 3)
}

fn offset_minutes(text: &str) -> Option<i64> {
    if matches!(text, "" | "Z" | "z") {
        return Some(0);
    }
    let sign = match text.as_bytes()[0] {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let figures =
        text.get(1..)?
            .replacen(':', "", usize::from(text.as_bytes().get(3) == Some(&b':')));
    let (hours, minutes) = (digits(&figures, 0, 2)?, digits(&figures, 2, 2)?);
    (figures.len() == 4 && hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970 to the first of the month, counted year by year and month by month.
fn days_before(year: i64, month: i64) -> i64 {
    let year_days = |year| 365 + i64::from(is_leap(year));
    let since: i64 = (1970..year).map(year_days).sum();
    let until: i64 = (year..1970).map(year_days).sum();
    since - until + (1..month).map(|month| days_in(year, month)).sum::<i64>()
}
