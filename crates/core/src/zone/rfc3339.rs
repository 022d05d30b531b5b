//! A moment as text, RFC 3339. Reading is done once for every line of every rollout (millions), so
//! it goes byte by byte with fixed positions and allocates nothing.

use core::fmt;
use serde::{Serialize, Serializer};

use super::civil::Date;
use super::{DAY_MS, Zone};
use crate::record::{LastDay, Timestamp};

/// First moment of year 1 and last of year 9999: what the text form can hold.
const TEXT_MS: core::ops::RangeInclusive<i64> = -62_135_596_800_000..=253_402_300_799_999;

impl Timestamp {
    /// Reads `2026-08-06T08:03:28[.188][Z|+02:00|+0200]`; a blank may stand for the `T`. Fractions are
    /// cut to milliseconds; without an offset it is UTC. Absent unless all of the text is one existing
    /// moment of the years 1 to 9999.
    pub fn parse(text: &[u8]) -> Option<Self> {
        Self::parse_after(text, &mut LastDay::default())
    }

    /// The same, and faster if the moment is of the day that was read last.
    pub fn parse_after(text: &[u8], last: &mut LastDay) -> Option<Self> {
        let as_codex_writes = text
            .try_into()
            .ok()
            .and_then(|text| last.as_codex_writes(text));
        as_codex_writes.or_else(|| Self::parse_any(text))
    }

    fn parse_any(text: &[u8]) -> Option<Self> {
        let reading = Reading::new(text)?;
        if !reading.has_seconds {
            return None;
        }
        reading.at(reading.east_seconds.unwrap_or(0))
    }

    /// From Unix seconds; absent outside the years 1 to 9999.
    pub fn from_seconds(seconds: i64) -> Option<Self> {
        seconds.checked_mul(1000).and_then(Self::from_ms)
    }

    /// From Unix milliseconds; absent outside the years 1 to 9999.
    pub fn from_ms(ms: i64) -> Option<Self> {
        Some(Self(ms)).filter(|_| TEXT_MS.contains(&ms))
    }
}

impl Zone {
    /// Reads a moment that a person typed: as [`Timestamp::parse`], but seconds may be left out, and without
    /// an offset it is a time of this zone.
    pub fn parse(&self, text: &str) -> Option<Timestamp> {
        let reading = Reading::new(text.as_bytes())?;
        match reading.east_seconds {
            Some(east_seconds) => reading.at(east_seconds),
            None => Some(self.instant_ms(reading.date, reading.ms_of_day))
                .filter(|at| TEXT_MS.contains(&at.0)),
        }
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = Date::from_days(self.0.div_euclid(DAY_MS));
        let ms = self.0.rem_euclid(DAY_MS);
        let (hour, minute, second) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
        write!(
            formatter,
            "{date}T{hour:02}:{minute:02}:{second:02}.{:03}Z",
            ms % 1000
        )
    }
}

#[cfg(feature = "schema")]
text_schema!(Timestamp);

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What the text says, before a zone makes a moment of it.
struct Reading {
    date: Date,
    ms_of_day: i64,
    has_seconds: bool,
    east_seconds: Option<i64>,
}

/// What stands between the digits of a moment as Codex writes it, and a zero for each digit.
const CODEX_FORM: &[u8; 24] = b"0000-00-00T00:00:00.000Z";

impl LastDay {
    /// Nearly every line's: eight bytes at once. `None` for what must be looked at more closely.
    fn as_codex_writes(&mut self, text: &[u8; 24]) -> Option<Timestamp> {
        let (&[year_month, day_minute, seconds], _) = text.as_chunks() else {
            return None;
        };
        let (&[of_year_month, of_day_minute, of_seconds], _) = CODEX_FORM.as_chunks() else {
            return None;
        };
        let day_minute = digits_in_form(day_minute, of_day_minute)?;
        let seconds = digits_in_form(seconds, of_seconds)?;
        let [d0, d1, _, h0, h1, _, n0, n1] = day_minute;
        let [_, s0, s1, _, f0, f1, f2, _] = seconds;
        let two = |tens: u8, ones: u8| tens * 10 + ones;
        if text[..11] != self.text {
            let [y0, y1, y2, y3, _, m0, m1, _] = digits_in_form(year_month, of_year_month)?;
            let year = i32::from(two(y0, y1)) * 100 + i32::from(two(y2, y3));
            let date = Date::new(year, two(m0, m1), two(d0, d1))?;
            self.began_ms = date.days() * DAY_MS;
            self.text.copy_from_slice(&text[..11]);
        }
        let (hour, minute, second) = (two(h0, h1), two(n0, n1), two(s0, s1));
        if hour >= 24 || minute >= 60 || second >= 60 {
            return None;
        }
        let seconds = (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second);
        let fraction_ms = i64::from(f0) * 100 + i64::from(two(f1, f2));
        Some(Timestamp(self.began_ms + seconds * 1000 + fraction_ms))
    }
}

impl Reading {
    fn new(text: &[u8]) -> Option<Self> {
        let (
            &[
                y0,
                y1,
                y2,
                y3,
                b'-',
                m0,
                m1,
                b'-',
                d0,
                d1,
                b'T' | b't' | b' ',
                h0,
                h1,
                b':',
                n0,
                n1,
            ],
            rest,
        ) = text.split_first_chunk::<16>()?
        else {
            return None;
        };
        let year = i32::from(two(y0, y1)?) * 100 + i32::from(two(y2, y3)?);
        let date = Date::new(year, two(m0, m1)?, two(d0, d1)?)?;
        let (hour, minute) = (below(24, h0, h1)?, below(60, n0, n1)?);
        let (second_ms, has_seconds, rest) = match rest {
            [b':', s0, s1, rest @ ..] => (below(60, *s0, *s1)? * 1000, true, rest),
            _ => (0, false, rest),
        };
        let (fraction_ms, rest) = match rest {
            [b'.', rest @ ..] if has_seconds => fraction_ms(rest)?,
            _ => (0, rest),
        };
        let ms_of_day = hour * 3_600_000 + minute * 60_000 + second_ms + fraction_ms;
        Some(Self {
            date,
            ms_of_day,
            has_seconds,
            east_seconds: east_seconds(rest)?,
        })
    }

    fn at(&self, east_seconds: i64) -> Option<Timestamp> {
        let ms = self.date.days() * DAY_MS + self.ms_of_day - east_seconds * 1000;
        TEXT_MS.contains(&ms).then_some(Timestamp(ms))
    }
}

/// The values of the digits, and zeros between them; `None` where the text is of another form.
fn digits_in_form(text: [u8; 8], form: [u8; 8]) -> Option<[u8; 8]> {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    let values = u64::from_le_bytes(text) ^ u64::from_le_bytes(form);
    let between = u64::from_le_bytes(form.map(|byte| if byte == b'0' { 0 } else { 0xff }));
    // A value above nine has a bit in its upper half once six more are added.
    let wrong = (values | values.wrapping_add(ONES * 6)) & (ONES * 0xf0) | values & between;
    (wrong == 0).then_some(values.to_le_bytes())
}

fn two(tens: u8, ones: u8) -> Option<u8> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| tens * 10 + ones)
}

fn below(limit: u8, tens: u8, ones: u8) -> Option<i64> {
    two(tens, ones)
        .filter(|&number| number < limit)
        .map(i64::from)
}

/// One or more digits after the point, and what follows them.
fn fraction_ms(text: &[u8]) -> Option<(i64, &[u8])> {
    let length = text
        .iter()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(length);
    let digit = |index: usize| digits.get(index).map_or(0, |byte| i64::from(byte - b'0'));
    (length > 0).then(|| (digit(0) * 100 + digit(1) * 10 + digit(2), rest))
}

/// `Z`, `+HH:MM`, `-HHMM`, or nothing, up to the end of the text.
fn east_seconds(text: &[u8]) -> Option<Option<i64>> {
    let (sign, h0, h1, m0, m1) = match *text {
        [] => return Some(None),
        [b'Z' | b'z'] => return Some(Some(0)),
        [sign, h0, h1, b':', m0, m1] | [sign, h0, h1, m0, m1] => (sign, h0, h1, m0, m1),
        _ => return None,
    };
    let seconds = below(24, h0, h1)? * 3600 + below(60, m0, m1)? * 60;
    match sign {
        b'+' => Some(Some(seconds)),
        b'-' => Some(Some(-seconds)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use alloc::vec::Vec;

    #[test]
    fn moments() {
        #[rustfmt::skip]
        let table = [
            ("2026-08-06T08:03:28.188Z", "2026-08-06T08:03:28.188Z"),
            ("2026-08-06T08:03:28Z", "2026-08-06T08:03:28.000Z"),
            ("2026-08-06 08:03:28", "2026-08-06T08:03:28.000Z"),
            ("2026-08-06t08:03:28.1z", "2026-08-06T08:03:28.100Z"),
            ("2026-08-06T08:03:28.1889999999999999999999Z", "2026-08-06T08:03:28.188Z"),
            ("2026-08-06T01:03:28+02:00", "2026-08-05T23:03:28.000Z"),
            ("2026-08-06T08:03:28.5-0930", "2026-08-06T17:33:28.500Z"),
            ("2026-08-06T08:03:28-00:00", "2026-08-06T08:03:28.000Z"),
            ("2024-02-29T23:59:59.999Z", "2024-02-29T23:59:59.999Z"),
            ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"),
            ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
        ];
        for (text, expected) in table {
            let at = Timestamp::parse(text.as_bytes()).map(|at| at.to_string());
            assert_eq!(at.as_deref(), Some(expected), "{text}");
        }
        assert_eq!(
            Timestamp::parse(b"2026-08-06T08:03:28.188Z"),
            Some(Timestamp(1_786_003_408_188))
        );
        assert_eq!(
            serde_json::to_string(&Timestamp(-1)).unwrap(),
            "\"1969-12-31T23:59:59.999Z\""
        );
    }

    #[test]
    fn no_moments() {
        #[rustfmt::skip]
        let table = [
            "",
            "Z",
            "2026-08-06",
            "2026-08-06T08:03Z",
            "2026-08-06T08:03:28.Z",
            "2026-08-06T08:03:28 Z",
            "2026-08-06T08:03:28ZZ",
            "2026-02-29T08:03:28Z",
            "2026-13-06T08:03:28Z",
            "2026-00-06T08:03:28Z",
            "2026-08-00T08:03:28Z",
            "2026-08-32T08:03:28Z",
            "2026-08-06T24:00:00Z",
            "2026-08-06T08:60:28Z",
            "2026-08-06T08:03:60Z",
            "0000-08-06T08:03:28Z",
            "+026-08-06T08:03:28Z",
            "2026-08-06T08:03:28+24:00",
            "2026-08-06T08:03:28+02:60",
            "2026-08-06T08:03:28+02",
            "2026-08-06T08:03:28~02:00",
            "2026/08/06T08:03:28Z",
            "2026-08-06T08:03:2:Z",
            "2026-08-06T08:03:28.1x8Z",
            " 2026-08-06T08:03:28Z",
            "0001-01-01T00:00:00+00:01",
            "9999-12-31T23:59:59-00:01",
            "２026-08-06T08:03:28Z",
        ];
        for text in table {
            assert_eq!(Timestamp::parse(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn no_cut_and_no_changed_byte_panics() {
        let text = b"2026-08-06T08:03:28.188+02:00";
        for length in 0..text.len() {
            Timestamp::parse(&text[..length]);
            for byte in 0..=255 {
                let mut changed: Vec<u8> = text.to_vec();
                changed[length] = byte;
                Timestamp::parse(&changed);
            }
        }
        for ms in [i64::MIN, i64::MAX] {
            assert!(!Timestamp(ms).to_string().is_empty());
        }
    }

    #[test]
    fn unix_seconds() {
        assert_eq!(
            Timestamp::from_seconds(1_762_429_777).unwrap().to_string(),
            "2025-11-06T11:49:37.000Z"
        );
        for seconds in [i64::MIN, i64::MAX, -62_135_596_801, 253_402_300_800] {
            assert_eq!(Timestamp::from_seconds(seconds), None);
        }
    }

    /// Whatever stood before it, a moment is the same.
    #[test]
    fn the_last_day_changes_nothing() {
        let moments = [
            "2026-08-06T08:03:28.188Z",
            "2026-08-06T23:59:59.999Z",
            "2026-08-07T00:00:00.000Z",
            "2026-07-07T00:00:00.000Z",
            "2026-07-07 01:00:00.000Z",
            "2026-07-07T24:00:00.000Z",
            "2026-02-30T01:00:00.000Z",
            "2027-07-07T01:00:00Z",
        ];
        for before in moments {
            for text in moments.map(str::as_bytes) {
                let mut last = LastDay::default();
                Timestamp::parse_after(before.as_bytes(), &mut last);
                let at = Timestamp::parse_after(text, &mut last);
                assert_eq!(at, Timestamp::parse_any(text), "{before}");
            }
        }
    }

    #[test]
    fn typed_moments_are_of_the_zone() {
        #[rustfmt::skip]
        let table = [
            ("2026-08-06T14:30", "2026-08-06T12:30:00.000Z"),
            ("2026-08-06T14:30Z", "2026-08-06T14:30:00.000Z"),
            ("2026-08-06T14:30:05.25", "2026-08-06T12:30:05.250Z"),
            ("2026-08-06T14:30-01:00", "2026-08-06T15:30:00.000Z"),
        ];
        for (text, expected) in table {
            let at = super::super::tests::berlin()
                .parse(text)
                .map(|at| at.to_string());
            assert_eq!(at.as_deref(), Some(expected), "{text}");
        }
        assert_eq!(Zone::default().parse("2026-08-06"), None);
    }
}
