//! Time zones as data: the host looks the zone up and hands its offsets over, so that core needs
//! no time-zone database and every host buckets days alike.
//!
//! [`civil`] is the calendar, [`rfc3339`] the text of a moment, [`range`] what `--last`, `--since`
//! and `--until` mean. What breaks if touched: a day of a report and a day of a range must begin at
//! the same instant, so both ask [`Zone`] and nothing else.

pub mod civil;
pub mod range;
pub mod rfc3339;

use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::record::Timestamp;

pub use civil::{Date, WeekStart};
pub use range::{RangeError, Span};

const DAY_MS: i64 = 24 * HOUR_MS;
const HOUR_MS: i64 = 3_600_000;

/// A time zone: its IANA name and from when on which offset holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// IANA name, or `UTC`.
    pub name: String,
    /// Offset changes in ascending order; before the first, its offset holds. Empty is UTC.
    #[serde(default)]
    pub offsets: Vec<Offset>,
}

/// One change of a zone's offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Offset {
    /// Unix time in milliseconds from which the offset holds.
    pub from_ms: i64,
    /// Seconds east of UTC.
    pub east_seconds: i32,
}

impl Offset {
    fn east_ms(self) -> i64 {
        i64::from(self.east_seconds) * 1000
    }
}

/// What calendar and clock of a zone show at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Local {
    /// The day.
    pub date: Date,
    /// Seconds since the day's 00:00 as the clock shows them; divide by 3600 for the hour.
    pub seconds_of_day: u32,
}

impl Local {
    /// The begin of an hour that [`Zone::hour`] tells.
    pub fn of_hour(hour: i64) -> Self {
        Self {
            date: Date::from_days(hour.div_euclid(24)),
            // Below 24, so the cast loses nothing.
            seconds_of_day: hour.rem_euclid(24) as u32 * 3600,
        }
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self {
            name: String::from("UTC"),
            offsets: Vec::new(),
        }
    }
}

impl Zone {
    /// Hours since 1970 began, as this zone's clocks show them at a moment.
    pub fn hour(&self, at: Timestamp) -> i64 {
        at.0.saturating_add(self.east_ms(at)).div_euclid(HOUR_MS)
    }

    /// Calendar and clock of this zone at a moment.
    pub fn local(&self, at: Timestamp) -> Local {
        let shown_ms = at.0.saturating_add(self.east_ms(at));
        // Below 86,400, so the cast loses nothing.
        let seconds_of_day = (shown_ms.rem_euclid(DAY_MS) / 1000) as u32;
        Local {
            date: Date::from_days(shown_ms.div_euclid(DAY_MS)),
            seconds_of_day,
        }
    }

    /// The earliest moment at which this zone's clock shows that time of that day or a later one.
    /// So of a time shown twice (clocks set back) it is the first, and for a time that is never
    /// shown (clocks set forward) the moment of the change: a day that begins at 01:00 begins there.
    pub fn instant(&self, date: Date, seconds_of_day: u32) -> Timestamp {
        self.instant_ms(date, i64::from(seconds_of_day) * 1000)
    }

    fn instant_ms(&self, date: Date, ms_of_day: i64) -> Timestamp {
        let shown_ms = date.days().saturating_mul(DAY_MS).saturating_add(ms_of_day);
        let mut began_ms = i64::MIN;
        for (index, offset) in self.offsets.iter().enumerate() {
            let candidate_ms = shown_ms.saturating_sub(offset.east_ms()).max(began_ms);
            match self.offsets.get(index + 1) {
                Some(next) if candidate_ms >= next.from_ms => began_ms = next.from_ms,
                _ => return Timestamp(candidate_ms),
            }
        }
        Timestamp(shown_ms)
    }

    fn east_ms(&self, at: Timestamp) -> i64 {
        let begun = self
            .offsets
            .partition_point(|offset| offset.from_ms <= at.0);
        self.offsets
            .get(begun.saturating_sub(1))
            .map_or(0, |offset| offset.east_ms())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use alloc::string::ToString;
    use alloc::vec;

    fn zone(name: &str, offsets: &[(&str, i32)]) -> Zone {
        let offsets = offsets
            .iter()
            .map(|&(from, hours)| Offset {
                from_ms: Timestamp::parse(from.as_bytes()).expect("a time").0,
                east_seconds: hours * 3600,
            })
            .collect();
        Zone {
            name: name.to_string(),
            offsets,
        }
    }

    pub(crate) fn berlin() -> Zone {
        zone(
            "Europe/Berlin",
            &[
                ("2025-10-26T01:00:00Z", 1),
                ("2026-03-29T01:00:00Z", 2),
                ("2026-10-25T01:00:00Z", 1),
                ("2027-03-28T01:00:00Z", 2),
            ],
        )
    }

    /// Clocks went from 00:00 to 01:00 on 4 November 2018, and from 00:00 back to 23:00 in February.
    fn sao_paulo() -> Zone {
        zone(
            "America/Sao_Paulo",
            &[
                ("2018-02-18T02:00:00Z", -3),
                ("2018-11-04T03:00:00Z", -2),
                ("2019-02-17T02:00:00Z", -3),
            ],
        )
    }

    #[test]
    fn clocks_of_zones() {
        // (zone, moment, date, HH:MM:SS)
        #[rustfmt::skip]
        let table = [
            (Zone::default(), "2026-08-06T08:03:28.188Z", "2026-08-06", (8, 3, 28)),
            (Zone::default(), "1969-12-31T23:59:59.999Z", "1969-12-31", (23, 59, 59)),
            (berlin(), "2026-08-06T22:00:00Z", "2026-08-07", (0, 0, 0)),
            (berlin(), "2026-03-29T00:59:59.999Z", "2026-03-29", (1, 59, 59)),
            (berlin(), "2026-03-29T01:00:00Z", "2026-03-29", (3, 0, 0)),
            (berlin(), "2026-10-25T00:59:59Z", "2026-10-25", (2, 59, 59)),
            (berlin(), "2026-10-25T01:00:00Z", "2026-10-25", (2, 0, 0)),
            (berlin(), "1999-07-01T00:00:00Z", "1999-07-01", (1, 0, 0)),
            (berlin(), "2030-12-31T23:00:00Z", "2031-01-01", (1, 0, 0)),
            (sao_paulo(), "2018-11-04T02:59:59Z", "2018-11-03", (23, 59, 59)),
            (sao_paulo(), "2018-11-04T03:00:00Z", "2018-11-04", (1, 0, 0)),
        ];
        for (zone, at, date, (hour, minute, second)) in table {
            let local = zone.local(Timestamp::parse(at.as_bytes()).unwrap());
            assert_eq!(local.date.to_string(), date, "{} {at}", zone.name);
            assert_eq!(
                local.seconds_of_day,
                hour * 3600 + minute * 60 + second,
                "{} {at}",
                zone.name
            );
        }
    }

    #[test]
    fn moments_of_clocks() {
        // (zone, date, hour, moment); what stands twice takes the first, what never stands the change.
        #[rustfmt::skip]
        let table = [
            (Zone::default(), (2026, 8, 6), 14, "2026-08-06T14:00:00.000Z"),
            (berlin(), (2026, 8, 6), 0, "2026-08-05T22:00:00.000Z"),
            (berlin(), (2026, 3, 29), 1, "2026-03-29T00:00:00.000Z"),
            (berlin(), (2026, 3, 29), 2, "2026-03-29T01:00:00.000Z"),
            (berlin(), (2026, 3, 29), 3, "2026-03-29T01:00:00.000Z"),
            (berlin(), (2026, 10, 25), 2, "2026-10-25T00:00:00.000Z"),
            (berlin(), (2026, 10, 25), 3, "2026-10-25T02:00:00.000Z"),
            (berlin(), (2020, 1, 1), 0, "2019-12-31T23:00:00.000Z"),
            (sao_paulo(), (2018, 11, 4), 0, "2018-11-04T03:00:00.000Z"),
            (sao_paulo(), (2019, 2, 17), 0, "2019-02-17T03:00:00.000Z"),
        ];
        for (zone, (year, month, day), hour, at) in table {
            let date = Date::new(year, month, day).unwrap();
            assert_eq!(
                zone.instant(date, hour * 3600).to_string(),
                at,
                "{} {date}",
                zone.name
            );
        }
    }

    #[test]
    fn every_day_begins_in_itself() {
        for zone in [Zone::default(), berlin(), sao_paulo()] {
            let first = Date::new(2018, 1, 1).unwrap().days();
            for days in first..first + 4000 {
                let begin = zone.instant(Date::from_days(days), 0);
                assert_eq!(zone.local(begin).date.days(), days);
                assert!(zone.local(Timestamp(begin.0 - 1)).date.days() < days);
            }
        }
    }

    #[test]
    fn no_zone_panics() {
        let offsets = vec![
            Offset {
                from_ms: i64::MAX,
                east_seconds: i32::MAX,
            },
            Offset {
                from_ms: i64::MIN,
                east_seconds: i32::MIN,
            },
        ];
        let zone = Zone {
            name: String::new(),
            offsets,
        };
        for at in [i64::MIN, -1, 0, i64::MAX] {
            let local = zone.local(Timestamp(at));
            zone.instant(local.date, local.seconds_of_day);
        }
    }
}
