//! The clock: microseconds since 1970, and the calendar in UTC.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::store::Period;

/// One second, in the unit of every instant here.
pub(crate) const SECOND: i64 = 1_000_000;

/// Now.
pub(crate) fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| i64::try_from(d.as_micros()).unwrap_or(i64::MAX))
}

/// The day and month of an instant, UTC.
pub(crate) fn period(at: i64) -> Period {
    let date = instant(at).to_zoned(TimeZone::UTC).date();
    let day = date.to_string();
    Period { month: day.get(..7).unwrap_or_default().into(), day }
}

/// The first instants after this day and after this month, UTC.
pub(crate) fn ends(at: i64) -> (i64, i64) {
    let date = instant(at).to_zoned(TimeZone::UTC).date();
    let start = |date: Result<Date, jiff::Error>| {
        let zoned = date.and_then(|date| date.to_zoned(TimeZone::UTC));
        zoned.map_or(i64::MAX, |z| z.timestamp().as_microsecond())
    };
    (start(date.tomorrow()), start(date.last_of_month().tomorrow()))
}

/// The first instant of the month, UTC.
pub(crate) fn month_start(at: i64) -> i64 {
    let first = instant(at).to_zoned(TimeZone::UTC).date().first_of_month();
    first.to_zoned(TimeZone::UTC).map_or(0, |z| z.timestamp().as_microsecond())
}

/// As people and programs write it: `2026-11-29T08:05:00Z`.
pub(crate) fn written(at: i64) -> String {
    instant(at - at.rem_euclid(SECOND)).to_string()
}

fn instant(at: i64) -> Timestamp {
    Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_end_at_midnight_utc() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap().as_microsecond();
        let last = at("2028-02-29T23:59:59.999999Z");
        assert_eq!(period(last), Period { day: "2028-02-29".into(), month: "2028-02".into() });
        assert_eq!(ends(last), (last + 1, last + 1));
        assert_eq!(ends(at("2026-11-29T08:00:00Z")), (at("2026-11-30T00:00:00Z"), at("2026-12-01T00:00:00Z")));
        assert_eq!(written(last), "2028-02-29T23:59:59Z");
    }
}
