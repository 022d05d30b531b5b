//! The calendar: days since 1970-01-01 to year, month, day and back, for the Gregorian calendar
//! carried on in both directions.
//!
//! What is clever: years are counted from 1 March, so that the leap day is the last of its year and
//! the lengths of the months (31 30 31 30 31, again and again) follow one straight line; 400 years
//! are always 146,097 days. After Howard Hinnant's `chrono`-compatible date algorithms.

use alloc::format;
use alloc::string::String;
use core::fmt;
use serde::{Deserialize, Serialize, Serializer};

const CYCLE_YEARS: i64 = 400;
const CYCLE_DAYS: i64 = 146_097;
/// Days from 1 March of year 0 to 1 January 1970.
const EPOCH_DAYS: i64 = 719_468;
/// Five months from March, and again from August, have this many days.
const FIVE_MONTHS_DAYS: i64 = 153;

/// A day of the calendar; shows and serialises as `2026-08-06`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year, 1 to 9999 where it was read from text.
    pub year: i32,
    /// Month, from 1.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
}

/// First day of a week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each variant is the word it serialises as")]
pub enum WeekStart {
    #[default]
    Mon,
    Sun,
}

impl Date {
    /// A day that exists, in the years 1 to 9999.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let exists = (1..=9999).contains(&year) && (1..=12).contains(&month);
        (exists && (1..=days_in_month(year, month)).contains(&day)).then_some(Self {
            year,
            month,
            day,
        })
    }

    /// Reads `2026-08-06`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.as_bytes() {
            [_, _, _, _, b'-', _, _, b'-', _, _] => Self::new(
                digits(text.get(..4)?)?,
                digits(text.get(5..7)?)?,
                digits(text.get(8..)?)?,
            ),
            _ => None,
        }
    }

    /// The day that many days after 1970-01-01; good for the days of every 64-bit timestamp.
    pub fn from_days(days: i64) -> Self {
        let days = days.saturating_add(EPOCH_DAYS);
        let cycle = days.div_euclid(CYCLE_DAYS);
        let day_of_cycle = days.rem_euclid(CYCLE_DAYS);
        // Leap days come every 1,460 days, not every 36,524, and again at the cycle's end.
        let leap_days =
            day_of_cycle / 1460 - day_of_cycle / 36_524 + day_of_cycle / (CYCLE_DAYS - 1);
        let year_of_cycle = (day_of_cycle - leap_days) / 365;
        let day_of_year = day_of_cycle - days_before_year(year_of_cycle);
        let month_from_march = (5 * day_of_year + 2) / FIVE_MONTHS_DAYS;
        let day = day_of_year - days_before_month(month_from_march) + 1;
        let (month, next_year) = match month_from_march {
            0..=9 => (month_from_march + 3, 0),
            _ => (month_from_march - 9, 1),
        };
        Self {
            year: (cycle * CYCLE_YEARS + year_of_cycle + next_year) as i32,
            month: month as u8,
            day: day as u8,
        }
    }

    /// Days since 1970-01-01.
    pub fn days(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let (month_from_march, last_year) = if month > 2 {
            (month - 3, 0)
        } else {
            (month + 9, 1)
        };
        let year = i64::from(self.year) - last_year;
        let day_of_cycle = days_before_year(year.rem_euclid(CYCLE_YEARS))
            + days_before_month(month_from_march)
            + day
            - 1;
        year.div_euclid(CYCLE_YEARS) * CYCLE_DAYS + day_of_cycle - EPOCH_DAYS
    }

    /// The day that many days later, or earlier.
    pub fn add_days(self, days: i64) -> Self {
        Self::from_days(self.days().saturating_add(days))
    }

    /// The same day of the month that many months later, or earlier; the month's last where it is shorter.
    /// Absent outside the years 1 to 9999.
    pub fn add_months(self, months: i64) -> Option<Self> {
        let months = (i64::from(self.year) * 12 + i64::from(self.month) - 1).checked_add(months)?;
        let year = i32::try_from(months.div_euclid(12)).ok()?;
        let month = months.rem_euclid(12) as u8 + 1;
        Self::new(year, month, self.day.min(days_in_month(year, month)))
    }

    /// Days since the last Monday: 0 on Mondays, 6 on Sundays.
    pub fn days_since_monday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        (self.days() + 3).rem_euclid(7) as u8
    }

    /// The first day of this day's week: weeks are named by it.
    pub fn first_of_week(self, week_start: WeekStart) -> Self {
        let into_week = match week_start {
            WeekStart::Mon => self.days_since_monday(),
            WeekStart::Sun => (self.days_since_monday() + 1) % 7,
        };
        self.add_days(-i64::from(into_week))
    }

    /// The first day of this day's month.
    pub fn first_of_month(self) -> Self {
        Self { day: 1, ..self }
    }

    /// The month as text: `2026-08`.
    pub fn month_text(self) -> String {
        format!("{:04}-{:02}", self.year, self.month)
    }

    /// The Thursday of an ISO week: the one day that is in the week's year for sure.
    pub fn thursday_of_iso_week(year: i32, week: u8) -> Option<Self> {
        // Week 1 is the one with 4 January in it.
        let first = Self::new(year, 1, 4)?
            .first_of_week(WeekStart::Mon)
            .add_days(3);
        let thursday = first.add_days((i64::from(week) - 1) * 7);
        (week > 0 && thursday.year == year).then_some(thursday)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{:04}-{:02}-{:02}",
            self.year, self.month, self.day
        )
    }
}

#[cfg(feature = "schema")]
text_schema!(Date);

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Days of a cycle before its n-th year, both counted from March.
fn days_before_year(year_of_cycle: i64) -> i64 {
    year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100
}

/// Days of a year before its n-th month, both counted from March.
fn days_before_month(month_from_march: i64) -> i64 {
    (FIVE_MONTHS_DAYS * month_from_march + 2) / 5
}

/// A number of digits and nothing else: `parse` would take a sign.
pub(super) fn digits<N: core::str::FromStr>(text: &str) -> Option<N> {
    let only_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    only_digits.then(|| text.parse().ok()).flatten()
}

fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    fn date(year: i32, month: u8, day: u8) -> Date {
        Date::new(year, month, day).unwrap()
    }

    #[test]
    fn days_of_dates() {
        #[rustfmt::skip]
        let table = [
            ((1970, 1, 1), 0),
            ((1969, 12, 31), -1),
            ((2000, 2, 29), 11_016),
            ((2000, 3, 1), 11_017),
            ((2026, 8, 6), 20_671),
            ((1, 1, 1), -719_162),
            ((9999, 12, 31), 2_932_896),
        ];
        for ((year, month, day), days) in table {
            assert_eq!(date(year, month, day).days(), days);
            assert_eq!(Date::from_days(days), date(year, month, day));
        }
    }

    #[test]
    fn every_day_of_ten_thousand_years_follows_the_one_before() {
        let mut expected = Date {
            year: 1,
            month: 1,
            day: 1,
        };
        for days in -719_162..=2_932_896 {
            let found = Date::from_days(days);
            assert_eq!((found, found.days()), (expected, days));
            assert_eq!(Date::new(found.year, found.month, found.day), Some(found));
            expected.day += 1;
            if expected.day > days_in_month(expected.year, expected.month) {
                expected = Date {
                    month: expected.month + 1,
                    day: 1,
                    ..expected
                };
            }
            if expected.month > 12 {
                expected = Date {
                    year: expected.year + 1,
                    month: 1,
                    day: 1,
                };
            }
        }
    }

    #[test]
    fn days_that_do_not_exist() {
        for (year, month, day) in [
            (0, 1, 1),
            (10_000, 1, 1),
            (2026, 0, 1),
            (2026, 13, 1),
            (2026, 4, 31),
            (2026, 2, 29),
            (1900, 2, 29),
            (2026, 1, 0),
        ] {
            assert_eq!(Date::new(year, month, day), None, "{year}-{month}-{day}");
        }
        assert!(Date::new(2024, 2, 29).is_some() && Date::new(2000, 2, 29).is_some());
    }

    #[test]
    fn weeks() {
        // (day, days since Monday, its Monday, its Sunday)
        #[rustfmt::skip]
        let table = [
            ((2026, 8, 6), 3, "2026-08-03", "2026-08-02"),
            ((2026, 8, 2), 6, "2026-07-27", "2026-08-02"),
            ((2026, 8, 3), 0, "2026-08-03", "2026-08-02"),
            ((1969, 12, 29), 0, "1969-12-29", "1969-12-28"),
            ((2027, 1, 1), 4, "2026-12-28", "2026-12-27"),
        ];
        for ((year, month, day), since_monday, monday, sunday) in table {
            let date = date(year, month, day);
            assert_eq!(date.days_since_monday(), since_monday);
            assert_eq!(date.first_of_week(WeekStart::Mon).to_string(), monday);
            assert_eq!(date.first_of_week(WeekStart::Sun).to_string(), sunday);
        }
    }

    #[test]
    fn iso_weeks() {
        #[rustfmt::skip]
        let table = [
            (2026, 32, Some("2026-08-06")),
            (2026, 1, Some("2026-01-01")),
            (2026, 53, Some("2026-12-31")),
            (2025, 53, None),
            (2025, 1, Some("2025-01-02")),
            (2026, 0, None),
            (2026, 99, None),
        ];
        for (year, week, thursday) in table {
            let found = Date::thursday_of_iso_week(year, week).map(|date| date.to_string());
            assert_eq!(found.as_deref(), thursday, "{year}-W{week}");
        }
    }

    #[test]
    fn months() {
        #[rustfmt::skip]
        let table = [
            ((2026, 8, 6), -3, Some("2026-05-06")),
            ((2026, 5, 31), -3, Some("2026-02-28")),
            ((2024, 5, 31), -3, Some("2024-02-29")),
            ((2026, 12, 31), 1, Some("2027-01-31")),
            ((2026, 1, 15), -12, Some("2025-01-15")),
            ((1, 1, 1), -1, None),
            ((2026, 1, 1), i64::MAX, None),
            ((2026, 1, 1), i64::MIN, None),
        ];
        for ((year, month, day), months, expected) in table {
            let found = date(year, month, day)
                .add_months(months)
                .map(|date| date.to_string());
            assert_eq!(found.as_deref(), expected);
        }
        assert_eq!(date(2026, 8, 6).month_text(), "2026-08");
        assert_eq!(date(2026, 8, 6).first_of_month().to_string(), "2026-08-01");
    }

    #[test]
    fn text_and_order() {
        assert_eq!(
            serde_json::to_string(&date(33, 4, 3)).unwrap(),
            "\"0033-04-03\""
        );
        assert!(date(2025, 12, 31) < date(2026, 1, 1) && date(2026, 1, 31) < date(2026, 2, 1));
    }
}
