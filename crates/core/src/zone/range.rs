//! What `--last`, `--since` and `--until` mean (`cutrack help time`): text of a person to a span of
//! moments. A day, week, month or year means all of it, a time of day that instant; both ends are
//! included, so as half-open moments the later end is the first one that is out.

use super::civil::{Date, WeekStart, digits};
use super::{Timestamp, Zone};

/// A resolved range; an absent end is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// "Now", if it was given.
    pub now: Option<Timestamp>,
    /// The first moment inside.
    pub from: Option<Timestamp>,
    /// The first moment past the end.
    pub until: Option<Timestamp>,
    /// The first day, for headings.
    pub from_date: Option<Date>,
    /// The last day, for headings.
    pub until_date: Option<Date>,
}

/// Why a range was refused; no text of it is in here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeError {
    /// One of the texts is no time, needs a "now" that was not given, or `last` stands beside the others.
    Time,
    /// `since` is after `until`.
    Backwards,
}

impl Span {
    /// Whether a moment is inside.
    pub fn contains(&self, at: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= at) && self.until.is_none_or(|until| at < until)
    }
}

impl Zone {
    /// As long a time just before a span: as many days where it is of whole days, which may differ in hours. Absent for a
    /// span with an open end.
    pub fn before(&self, span: &Span) -> Option<Span> {
        let (from, until) = (span.from?, span.until?);
        let (first, last) = (span.from_date?, span.until_date?);
        let is_of_days =
            from == self.instant(first, 0) && until == self.instant(last.add_days(1), 0);
        let start = match is_of_days {
            true => self.instant(first.add_days(first.days() - last.days() - 1), 0),
            false => Timestamp(from.0 - (until.0 - from.0)),
        };
        Some(Span {
            now: span.now,
            from: Some(start),
            until: Some(from),
            from_date: Some(self.local(start).date),
            until_date: Some(self.local(Timestamp(from.0 - 1)).date),
        })
    }

    /// Resolves a range of this zone. `last` is `12h`, `7d`, `4w`, `3m`, `today`, `yesterday` or `all`;
    /// `since` and `until` are `2026-08-06`, `2026-08`, `2026-W32`, `2026`, `2026-08-06T14:30`, `…Z`, `today`,
    /// `yesterday` or `7d` (that long ago); `now` is a moment, and needed by every form that counts from it.
    pub fn resolve(
        &self,
        last: Option<&str>,
        since: Option<&str>,
        until: Option<&str>,
        now: Option<&str>,
        week_start: WeekStart,
    ) -> Result<Span, RangeError> {
        let now = match now {
            Some(text) => Some(self.parse(text).ok_or(RangeError::Time)?),
            None => None,
        };
        let reader = Reader {
            zone: self,
            now,
            week_start,
        };
        let when = |text: Option<&str>| {
            text.map(|text| reader.when(text).ok_or(RangeError::Time))
                .transpose()
        };
        let (since, until) = match (last, since, until) {
            (Some("all"), None, None) => (None, None),
            (Some(last), None, None) => {
                let stretch = reader.last(last).ok_or(RangeError::Time)?;
                (Some(stretch), Some(stretch))
            }
            (Some(_), _, _) => return Err(RangeError::Time),
            (None, since, until) => (when(since)?, when(until)?),
        };
        if let (Some(since), Some(until)) = (since, until)
            && since.from >= until.until
        {
            return Err(RangeError::Backwards);
        }
        Ok(Span {
            now,
            from: since.map(|since| since.from),
            until: until.map(|until| until.until),
            from_date: since.map(|since| since.first),
            until_date: until.map(|until| until.last),
        })
    }
}

/// What one text means: from its first moment up to the first after it, and the days these are in.
#[derive(Clone, Copy)]
struct Stretch {
    from: Timestamp,
    until: Timestamp,
    first: Date,
    last: Date,
}

struct Reader<'a> {
    zone: &'a Zone,
    now: Option<Timestamp>,
    week_start: WeekStart,
}

impl Reader<'_> {
    fn last(&self, text: &str) -> Option<Stretch> {
        let today = self.today()?;
        let (count, unit) = match text {
            "today" => return Some(self.days(today, today)),
            "yesterday" => return Some(self.days(today.add_days(-1), today.add_days(-1))),
            _ => count_and_unit(text)?,
        };
        match unit {
            b'h' => {
                let (from, now) = (self.hours_ago(count)?, self.now?);
                Some(self.moments(from, now))
            }
            // The day itself counts: 1d is today.
            b'd' => self.back_to(today, today.add_days(1 - count)),
            b'w' => self.back_to(today, today.add_days(1 - count * 7)),
            b'm' => self.back_to(today, today.add_months(-count)?),
            _ => None,
        }
    }

    fn when(&self, text: &str) -> Option<Stretch> {
        match text {
            "today" => return self.today().map(|today| self.days(today, today)),
            "yesterday" => return self.last(text),
            _ => {}
        }
        if let Some((count, unit)) = count_and_unit(text) {
            return self.ago(count, unit);
        }
        match text.as_bytes() {
            [_, _, _, _] => {
                let first = Date::new(digits(text)?, 1, 1)?;
                Some(self.days(
                    first,
                    Date {
                        month: 12,
                        day: 31,
                        ..first
                    },
                ))
            }
            [_, _, _, _, b'-', b'W' | b'w', _, _] => {
                let thursday =
                    Date::thursday_of_iso_week(digits(text.get(..4)?)?, digits(text.get(6..)?)?)?;
                // Where weeks begin on Sundays, the one with most of the ISO week's days.
                let first = thursday.first_of_week(self.week_start);
                Some(self.days(first, first.add_days(6)))
            }
            [_, _, _, _, b'-', _, _] => {
                let first = Date::new(digits(text.get(..4)?)?, digits(text.get(5..)?)?, 1)?;
                Some(self.days(first, first.add_days(31).first_of_month().add_days(-1)))
            }
            [_, _, _, _, b'-', _, _, b'-', _, _] => {
                Date::parse(text).map(|date| self.days(date, date))
            }
            _ => self.zone.parse(text).map(|at| self.moments(at, at)),
        }
    }

    fn ago(&self, count: i64, unit: u8) -> Option<Stretch> {
        let today = self.today()?;
        let date = match unit {
            b'h' => return self.hours_ago(count).map(|at| self.moments(at, at)),
            b'd' => today.add_days(-count),
            b'w' => today.add_days(-count * 7),
            b'm' => today.add_months(-count)?,
            _ => return None,
        };
        self.back_to(date, date)
    }

    fn today(&self) -> Option<Date> {
        self.now.map(|now| self.zone.local(now).date)
    }

    fn hours_ago(&self, hours: i64) -> Option<Timestamp> {
        let at = Timestamp(self.now?.0 - hours * 3_600_000);
        (self.zone.local(at).date.year >= 1).then_some(at)
    }

    /// From `first` to `last`, unless that is before year 1.
    fn back_to(&self, last: Date, first: Date) -> Option<Stretch> {
        (first.year >= 1).then(|| self.days(first, last))
    }

    fn days(&self, first: Date, last: Date) -> Stretch {
        let (from, until) = (
            self.zone.instant(first, 0),
            self.zone.instant(last.add_days(1), 0),
        );
        Stretch {
            from,
            until,
            first,
            last,
        }
    }

    fn moments(&self, first: Timestamp, last: Timestamp) -> Stretch {
        Stretch {
            from: first,
            until: Timestamp(last.0 + 1),
            first: self.zone.local(first).date,
            last: self.zone.local(last).date,
        }
    }
}

/// `7d`: a number above 0 of at most six digits, and a letter.
fn count_and_unit(text: &str) -> Option<(i64, u8)> {
    let (&unit, number) = text.as_bytes().split_last()?;
    let count: u32 = digits(
        text.get(..number.len())
            .filter(|number| number.len() <= 6)?,
    )?;
    (count > 0 && matches!(unit, b'h' | b'd' | b'w' | b'm')).then_some((i64::from(count), unit))
}

#[cfg(test)]
mod tests {
    use super::super::tests::berlin;
    use super::*;
    use alloc::format;
    use alloc::string::{String, ToString};

    const NOW: &str = "2026-08-06T10:05:00+02:00";

    fn shown(
        zone: &Zone,
        last: &'static str,
        since: &'static str,
        until: &'static str,
        week_start: WeekStart,
    ) -> String {
        let some = |text: &'static str| Some(text).filter(|text| !text.is_empty());
        match zone.resolve(some(last), some(since), some(until), Some(NOW), week_start) {
            Err(error) => format!("{error:?}"),
            Ok(span) => {
                let moment = |at: Option<Timestamp>| {
                    at.map_or("-".to_string(), |at| at.to_string().replace(":00.000Z", ""))
                };
                let date =
                    |date: Option<Date>| date.map_or("-".to_string(), |date| date.to_string());
                format!(
                    "{} {} {} {}",
                    moment(span.from),
                    moment(span.until),
                    date(span.from_date),
                    date(span.until_date)
                )
            }
        }
    }

    #[test]
    fn last() {
        #[rustfmt::skip]
        let table = [
            ("all", "- - - -"),
            ("today", "2026-08-06T00:00 2026-08-07T00:00 2026-08-06 2026-08-06"),
            ("yesterday", "2026-08-05T00:00 2026-08-06T00:00 2026-08-05 2026-08-05"),
            ("1d", "2026-08-06T00:00 2026-08-07T00:00 2026-08-06 2026-08-06"),
            ("7d", "2026-07-31T00:00 2026-08-07T00:00 2026-07-31 2026-08-06"),
            ("4w", "2026-07-10T00:00 2026-08-07T00:00 2026-07-10 2026-08-06"),
            ("3m", "2026-05-06T00:00 2026-08-07T00:00 2026-05-06 2026-08-06"),
            ("12h", "2026-08-05T20:05 2026-08-06T08:05:00.001Z 2026-08-05 2026-08-06"),
        ];
        for (last, expected) in table {
            assert_eq!(
                shown(&Zone::default(), last, "", "", WeekStart::Mon),
                expected,
                "{last}"
            );
        }
        for last in [
            "7x", "0d", "d", "-7d", "+7d", "7", " 7d", "7d ", "9999999d", "999999d", "999999m",
            "2026", "7é", "７d",
        ] {
            assert_eq!(
                shown(&Zone::default(), last, "", "", WeekStart::Mon),
                "Time",
                "{last}"
            );
        }
    }

    #[test]
    fn since_and_until() {
        #[rustfmt::skip]
        let table = [
            ("2026-08-06", "2026-08-06T00:00 2026-08-07T00:00 2026-08-06 2026-08-06"),
            ("2026-08", "2026-08-01T00:00 2026-09-01T00:00 2026-08-01 2026-08-31"),
            ("2024-02", "2024-02-01T00:00 2024-03-01T00:00 2024-02-01 2024-02-29"),
            ("2026-12", "2026-12-01T00:00 2027-01-01T00:00 2026-12-01 2026-12-31"),
            ("2026-W32", "2026-08-03T00:00 2026-08-10T00:00 2026-08-03 2026-08-09"),
            ("2026-W01", "2025-12-29T00:00 2026-01-05T00:00 2025-12-29 2026-01-04"),
            ("2026", "2026-01-01T00:00 2027-01-01T00:00 2026-01-01 2026-12-31"),
            ("2026-08-06T14:30", "2026-08-06T14:30 2026-08-06T14:30:00.001Z 2026-08-06 2026-08-06"),
            ("2026-08-06T14:30Z", "2026-08-06T14:30 2026-08-06T14:30:00.001Z 2026-08-06 2026-08-06"),
            ("today", "2026-08-06T00:00 2026-08-07T00:00 2026-08-06 2026-08-06"),
            ("yesterday", "2026-08-05T00:00 2026-08-06T00:00 2026-08-05 2026-08-05"),
            ("7d", "2026-07-30T00:00 2026-07-31T00:00 2026-07-30 2026-07-30"),
            ("1w", "2026-07-30T00:00 2026-07-31T00:00 2026-07-30 2026-07-30"),
            ("2m", "2026-06-06T00:00 2026-06-07T00:00 2026-06-06 2026-06-06"),
            ("2h", "2026-08-06T06:05 2026-08-06T06:05:00.001Z 2026-08-06 2026-08-06"),
            ("9999", "9999-01-01T00:00 10000-01-01T00:00 9999-01-01 9999-12-31"),
        ];
        for (when, expected) in table {
            assert_eq!(
                shown(&Zone::default(), "", when, when, WeekStart::Mon),
                expected,
                "{when}"
            );
        }
        for when in [
            "all",
            "tomorrow",
            "0000",
            "+026",
            "2026-13",
            "2026-00",
            "2026-W00",
            "2026-W54",
            "2025-W53",
            "2026-02-29",
            "2026-8-6",
            "08-06",
            "202é",
        ] {
            assert_eq!(
                shown(&Zone::default(), "", when, "", WeekStart::Mon),
                "Time",
                "{when}"
            );
            assert_eq!(
                shown(&Zone::default(), "", "", when, WeekStart::Mon),
                "Time",
                "{when}"
            );
        }
    }

    #[test]
    fn both_ends() {
        #[rustfmt::skip]
        let table = [
            ("", "2026-07-24", "2026-08-06", "2026-07-24T00:00 2026-08-07T00:00 2026-07-24 2026-08-06"),
            ("", "2026-08", "", "2026-08-01T00:00 - 2026-08-01 -"),
            ("", "", "2026-07", "- 2026-08-01T00:00 - 2026-07-31"),
            ("", "2026-08-06", "2026-08-06T09:00", "2026-08-06T00:00 2026-08-06T09:00:00.001Z 2026-08-06 2026-08-06"),
            ("", "2026-08-07", "2026-08-06", "Backwards"),
            ("", "2026-08-07T00:00", "2026-08-06", "Backwards"),
            ("", "2026-08-06T14:31", "2026-08-06T14:30", "Backwards"),
            ("7d", "2026-08-06", "", "Time"),
            ("all", "", "2026-08-06", "Time"),
        ];
        for (last, since, until, expected) in table {
            assert_eq!(
                shown(&Zone::default(), last, since, until, WeekStart::Mon),
                expected,
                "{last} {since} {until}"
            );
        }
    }

    #[test]
    fn zone_and_week_start() {
        let berlin = berlin();
        #[rustfmt::skip]
        let table = [
            ("2026-08-06", WeekStart::Mon, "2026-08-05T22:00 2026-08-06T22:00 2026-08-06 2026-08-06"),
            ("2026-03-29", WeekStart::Mon, "2026-03-28T23:00 2026-03-29T22:00 2026-03-29 2026-03-29"),
            ("2026-10-25", WeekStart::Mon, "2026-10-24T22:00 2026-10-25T23:00 2026-10-25 2026-10-25"),
            ("2026-08-06T23:30Z", WeekStart::Mon, "2026-08-06T23:30 2026-08-06T23:30:00.001Z 2026-08-07 2026-08-07"),
            ("2026-W32", WeekStart::Sun, "2026-08-01T22:00 2026-08-08T22:00 2026-08-02 2026-08-08"),
        ];
        for (when, week_start, expected) in table {
            assert_eq!(
                shown(&berlin, "", when, when, week_start),
                expected,
                "{when}"
            );
        }
        // 22:30 UTC is already the next day in Berlin.
        let span = berlin
            .resolve(
                Some("today"),
                None,
                None,
                Some("2026-08-06T22:30Z"),
                WeekStart::Mon,
            )
            .unwrap();
        assert_eq!(span.from_date, Date::new(2026, 8, 7));
    }

    #[test]
    fn now() {
        let zone = Zone::default();
        for (last, since) in [
            (Some("7d"), None),
            (None, Some("today")),
            (None, Some("3h")),
        ] {
            assert_eq!(
                zone.resolve(last, since, None, None, WeekStart::Mon),
                Err(RangeError::Time)
            );
        }
        assert_eq!(
            zone.resolve(None, None, None, Some("soon"), WeekStart::Mon),
            Err(RangeError::Time)
        );
        assert_eq!(
            zone.resolve(None, None, None, None, WeekStart::Mon),
            Ok(Span::default())
        );
        let span = zone
            .resolve(Some("all"), None, None, Some(NOW), WeekStart::Mon)
            .unwrap();
        assert_eq!(
            (span.now, span.from),
            (Timestamp::parse(NOW.as_bytes()), None)
        );
    }

    #[test]
    fn ends_of_a_span() {
        let span = Zone::default()
            .resolve(
                None,
                Some("2026-08-06"),
                Some("2026-08-06"),
                None,
                WeekStart::Mon,
            )
            .unwrap();
        let inside = |text: &str| span.contains(Timestamp::parse(text.as_bytes()).unwrap());
        assert!(inside("2026-08-06T00:00:00Z") && inside("2026-08-06T23:59:59.999Z"));
        assert!(!inside("2026-08-05T23:59:59.999Z") && !inside("2026-08-07T00:00:00Z"));
        assert!(Span::default().contains(Timestamp(0)));
    }
}
