//! Values as XML writes them, and the arithmetic of money.

use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};

/// Rounded to the cent, half away from zero.
pub(super) fn cents(value: Decimal) -> Decimal {
    rounded(value, 2)
}

/// Rounded to so many decimals, half away from zero.
pub(super) fn rounded(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// A share in percent of a value; none beyond what decimals hold.
pub(super) fn percent(value: Decimal, rate: Decimal) -> Option<Decimal> {
    value.checked_mul(rate)?.checked_div(Decimal::ONE_HUNDRED)
}

/// How many decimals a value needs.
pub(super) fn decimals(value: Decimal) -> u32 {
    value.normalize().scale()
}

/// An amount of money: two decimals, always.
pub(super) fn amount(value: Decimal) -> String {
    let mut value = cents(value);
    value.rescale(2);
    value.to_string()
}

/// A price: two decimals, and more where it has more.
pub(super) fn price(value: Decimal) -> String {
    let mut value = value.normalize();
    if value.scale() < 2 {
        value.rescale(2);
    }
    value.to_string()
}

/// A quantity or a rate: the decimals it has.
pub(super) fn quantity(value: Decimal) -> String {
    value.normalize().to_string()
}

/// A date in the format 102 of CII.
pub(super) fn compact_date(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// The text, when there is more than space in it.
pub(super) fn filled(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn amounts_have_two_decimals_and_prices_what_they_need() {
        let written = [
            ("95", "95.00", "95.00", "95"),
            ("95.5000", "95.50", "95.50", "95.5"),
            ("0.012300", "0.01", "0.0123", "0.0123"),
            ("-0.005", "-0.01", "-0.005", "-0.005"),
            ("-0.00", "0.00", "0.00", "0"),
            ("1000000", "1000000.00", "1000000.00", "1000000"),
        ];
        for (value, as_amount, as_price, as_quantity) in written {
            assert_eq!(amount(number(value)), as_amount);
            assert_eq!(price(number(value)), as_price);
            assert_eq!(quantity(number(value)), as_quantity);
        }
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        for (value, expected) in [("0.125", "0.13"), ("-0.125", "-0.13"), ("2.344999", "2.34")] {
            assert_eq!(cents(number(value)), number(expected));
        }
        assert_eq!(percent(number("19.99"), number("5.5")).map(cents), Some(number("1.10")));
        assert_eq!(percent(Decimal::MAX, Decimal::TEN), None);
    }
}
