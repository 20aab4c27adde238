//! Dates and times of XML Schema.

/// `2026-11-22`, with a time zone or without.
pub(super) fn is_date(text: &str) -> bool {
    day(text).is_some_and(is_zone)
}

/// `2026-11-22T10:00:00.5+01:00`.
pub(super) fn is_date_time(text: &str) -> bool {
    day(text).and_then(|rest| clock(rest.strip_prefix('T')?)).is_some_and(is_zone)
}

/// `10:00:00`.
pub(super) fn is_time(text: &str) -> bool {
    clock(text).is_some_and(is_zone)
}

/// What follows a day that exists.
fn day(text: &str) -> Option<&str> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let digits = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    let (year, rest) = unsigned.split_at_checked(digits)?;
    if digits < 4 || (digits > 4 && year.starts_with('0')) {
        return None;
    }
    let year: i64 = year.parse().ok().filter(|year| *year != 0)?;
    let (month, rest) = two(rest.strip_prefix('-')?)?;
    let (day, rest) = two(rest.strip_prefix('-')?)?;
    // Years before our era count as they are written, as libxml2 has it.
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (1..=last).contains(&day).then_some(rest)
}

/// What follows a time of day; `24:00:00` is one.
fn clock(text: &str) -> Option<&str> {
    let (hour, rest) = two(text)?;
    let (minute, rest) = two(rest.strip_prefix(':')?)?;
    let (second, mut rest) = two(rest.strip_prefix(':')?)?;
    let mut parts = false;
    if let Some(after) = rest.strip_prefix('.') {
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let (fraction, after) = after.split_at_checked(digits).filter(|_| digits > 0)?;
        parts = fraction.bytes().any(|b| b != b'0');
        rest = after;
    }
    let midnight = hour == 24 && minute == 0 && second == 0 && !parts;
    (midnight || (hour < 24 && minute < 60 && second < 60)).then_some(rest)
}

/// Nothing, `Z`, or up to fourteen hours from it.
fn is_zone(text: &str) -> bool {
    if matches!(text, "" | "Z") {
        return true;
    }
    let offset = || {
        let (hour, rest) = two(text.strip_prefix(['+', '-'])?)?;
        let (minute, rest) = two(rest.strip_prefix(':')?)?;
        (rest.is_empty() && (hour < 14 && minute < 60 || hour == 14 && minute == 0)).then_some(())
    };
    offset().is_some()
}

/// A number of two digits, and what follows.
fn two(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(2)?;
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok().map(|n| (n, rest)))?
}
