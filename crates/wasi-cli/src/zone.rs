//! `--tz`: a zone's name to the offsets that core counts days by, out of the bundled database (a WASI
//! program has no system to ask).

use cutrack_core::zone::{Offset, Zone};
use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::fault::Fault;
use crate::nearest::nearest;

/// Codex wrote its first rollout in 2025; what a zone did before 2020 matters to no file.
const FIRST_SECOND: i64 = 1_577_836_800;
/// 2040-01-01: past every day that a report can be asked about for now.
const LAST_SECOND: i64 = 2_208_988_800;

/// The zone of this name.
pub(crate) fn named(name: &str) -> Result<Zone, Fault> {
    if name == "UTC" {
        return Ok(Zone::default());
    }
    let database = TimeZoneDatabase::bundled();
    let zone = database.get(name).map_err(|_| unknown(name, &database))?;
    let name = zone.iana_name().unwrap_or(name).to_owned();
    Ok(Zone {
        name,
        offsets: offsets(&zone).unwrap_or_default(),
    })
}

fn offsets(zone: &TimeZone) -> Result<Vec<Offset>, jiff::Error> {
    let first = Timestamp::from_second(FIRST_SECOND)?;
    let last = Timestamp::from_second(LAST_SECOND)?;
    let at_first = Offset {
        from_ms: first.as_millisecond(),
        east_seconds: zone.to_offset(first).seconds(),
    };
    let changes = zone
        .following(first)
        .take_while(|change| change.timestamp() < last)
        .map(|change| Offset {
            from_ms: change.timestamp().as_millisecond(),
            east_seconds: change.offset().seconds(),
        });
    Ok([at_first].into_iter().chain(changes).collect())
}

fn unknown(name: &str, database: &TimeZoneDatabase) -> Fault {
    let fault = Fault::usage(format!("no time zone {name}."));
    let names: Vec<String> = database.available().map(|name| name.to_string()).collect();
    match nearest(name, names.iter().map(String::as_str)) {
        Some(near) => fault.or_try(near),
        None => fault,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cutrack_core::record::Timestamp as Moment;

    #[test]
    fn berlin_changes_twice_a_year() {
        let berlin = named("Europe/Berlin").unwrap();
        assert_eq!(berlin.name, "Europe/Berlin");
        let local = |ms| berlin.local(Moment(ms)).seconds_of_day / 3600;
        // 2026-03-29T00:59:59Z and a second later.
        assert_eq!((local(1_774_745_999_000), local(1_774_746_000_000)), (1, 3));
        assert!(berlin.offsets.len() >= 40);
    }

    #[test]
    fn zones_without_changes() {
        assert_eq!(named("UTC").unwrap(), Zone::default());
        let tokyo = named("Asia/Tokyo").unwrap();
        assert_eq!(
            tokyo
                .offsets
                .iter()
                .map(|offset| offset.east_seconds)
                .collect::<Vec<_>>(),
            [32_400]
        );
    }

    #[test]
    fn unknown_zones_name_the_nearest() {
        let error = named("Europe/Berln").unwrap_err().to_string();
        assert_eq!(
            error,
            "error: no time zone Europe/Berln.\n  try: Europe/Berlin\n"
        );
    }
}
