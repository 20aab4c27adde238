//! How long a buyer may take to pay (C. com. art. L441-10 and L441-11).

use jiff::ToSpan;
use jiff::civil::Date;

/// The latest due date between companies: sixty days from the date of issue, or forty-five days and the end of the
/// month, whichever is later. « 45 jours fin de mois » may be worked out either way: forty-five days and then the end
/// of that month, or the end of the month of issue and then forty-five days.
pub(super) fn latest(issued: Date) -> Option<Date> {
    let net = after(issued, 60)?;
    let days_first = after(issued, 45)?.last_of_month();
    let month_first = after(issued.last_of_month(), 45)?;
    Some(net.max(days_first).max(month_first))
}

/// A date some days later.
pub(super) fn after(date: Date, days: i64) -> Option<Date> {
    date.checked_add(days.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn both_computations_of_forty_five_days_end_of_month_are_admitted() {
        // 60 days: 2 March; 45 days then end of month: 28 February; end of month then 45 days: 17 March.
        assert_eq!(latest(date(2026, 1, 1)), Some(date(2026, 3, 17)));
        // 60 days: 30 March; 45 days then end of month: 31 March; end of month then 45 days: 17 March.
        assert_eq!(latest(date(2026, 1, 29)), Some(date(2026, 3, 31)));
        // 60 days: 1 April; 45 days then end of month: 31 March; end of month then 45 days: 17 March.
        assert_eq!(latest(date(2026, 1, 31)), Some(date(2026, 4, 1)));
        // 60 days: 28 September; 45 days then end of month: 30 September; end of month then 45 days: 14 September.
        assert_eq!(latest(date(2026, 7, 30)), Some(date(2026, 9, 30)));
    }

    #[test]
    fn the_end_of_time_is_no_panic() {
        assert_eq!(latest(Date::MAX), None);
    }
}
