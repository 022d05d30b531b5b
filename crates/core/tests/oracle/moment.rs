//! Times as the files write them: RFC 3339 text, and the milliseconds inside a UUIDv7.

/// Milliseconds since 1970; `None` for anything but a whole date and time with its offset.
pub(crate) fn time_ms(text: &str) -> Option<i64> {
    let offset_minutes = match text.strip_suffix('Z') {
        Some(_) => 0,
        None => offset_minutes(text.get(text.len().checked_sub(6)?..)?)?,
    };
    let local = text
        .strip_suffix('Z')
        .unwrap_or_else(|| &text[..text.len() - 6]);
    let shape = |at: usize, byte: u8| local.as_bytes().get(at) == Some(&byte);
    if !(shape(4, b'-') && shape(7, b'-') && shape(10, b'T') && shape(13, b':') && shape(16, b':'))
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

/// The creation time of a UUIDv7.
pub(crate) fn uuid7_ms(text: &str) -> Option<i64> {
    let parts: Vec<&str> = text.split('-').collect();
    let is_uuid = parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
        && parts
            .iter()
            .all(|part| part.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let is_rfc_variant = |byte: u8| b"89abAB".contains(&byte);
    if !is_uuid || !parts[2].starts_with('7') || !is_rfc_variant(parts[3].as_bytes()[0]) {
        return None;
    }
    i64::from_str_radix(&format!("{}{}", parts[0], parts[1]), 16).ok()
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
    let sign = match text.as_bytes()[0] {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = (digits(text, 1, 2)?, digits(text, 4, 2)?);
    (text.as_bytes()[3] == b':' && hours < 24 && minutes < 60)
        .then_some(sign * (hours * 60 + minutes))
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
