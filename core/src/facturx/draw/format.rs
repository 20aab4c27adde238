//! Amounts, dates and identifiers as people write them.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::options::Language;
use crate::invoice::ident::compact;

/// Keeps its two sides on one line, as wide as a word space.
pub const NBSP: char = '\u{a0}';
/// The narrow one, which French sets between thousands and before a percent sign.
pub const NARROW: char = '\u{202f}';

impl Language {
    /// A decimal with at least `min` decimals, and all it has.
    pub(super) fn number(self, value: Decimal, min: u32) -> String {
        let mut value = value.normalize();
        if value.scale() < min {
            value.rescale(min);
        }
        let text = value.abs().to_string();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let (thousands, point) = if self == Self::French { (NARROW, ',') } else { (',', '.') };
        let mut out = String::with_capacity(text.len() + 8);
        if value.is_sign_negative() && !value.is_zero() {
            out.push('-');
        }
        for (i, c) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i) % 3 == 0 {
                out.push(thousands);
            }
            out.push(c);
        }
        if !decimals.is_empty() {
            out.push(point);
            out.push_str(decimals);
        }
        out
    }

    /// An amount, without its currency.
    pub(super) fn amount(self, value: Decimal) -> String {
        self.number(value, 2)
    }

    /// An amount with its currency.
    pub(super) fn money(self, value: Decimal, currency: Option<&str>) -> String {
        self.with_currency(self.amount(value), currency)
    }

    /// A round sum with its currency: no cents where there are none.
    pub(super) fn round_money(self, value: Decimal, currency: Option<&str>) -> String {
        let cents = if value.normalize().scale() == 0 { 0 } else { 2 };
        self.with_currency(self.number(value, cents), currency)
    }

    fn with_currency(self, amount: String, currency: Option<&str>) -> String {
        match (currency, self) {
            (Some("EUR"), Self::French) => format!("{amount}{NBSP}€"),
            (Some("EUR"), Self::English) => match amount.strip_prefix('-') {
                Some(rest) => format!("-€{rest}"),
                None => format!("€{amount}"),
            },
            (Some(code), _) => format!("{amount}{NBSP}{code}"),
            (None, _) => amount,
        }
    }

    /// A rate in percent.
    pub(super) fn percent(self, rate: Decimal) -> String {
        let number = self.number(rate, 0);
        if self == Self::French { format!("{number}{NARROW}%") } else { format!("{number}%") }
    }

    /// A day.
    pub(super) fn date(self, date: Date) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let (year, month, day) = (date.year(), date.month(), date.day());
        let name = usize::try_from(month - 1).ok().and_then(|m| MONTHS.get(m));
        match (self, name) {
            (Self::English, Some(name)) => format!("{day}{NBSP}{name}{NBSP}{year}"),
            _ => format!("{day:02}/{month:02}/{year:04}"),
        }
    }
}

/// A SIREN or SIRET in its groups; anything else as it came.
pub fn company_number(text: &str) -> String {
    let digits = compact(text);
    match digits.len() {
        9 | 14 if digits.bytes().all(|b| b.is_ascii_digit()) => {
            let (mut out, ends) = (String::with_capacity(18), [3, 6, 9]);
            for (i, c) in digits.chars().enumerate() {
                if ends.contains(&i) {
                    out.push(NBSP);
                }
                out.push(c);
            }
            out
        }
        _ => text.to_owned(),
    }
}

/// An IBAN in groups of four.
pub fn account(text: &str) -> String {
    let mut out = String::with_capacity(42);
    for (i, c) in compact(text).chars().enumerate() {
        if i > 0 && i % 4 == 0 {
            out.push(NBSP);
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().expect("a number")
    }

    #[test]
    fn numbers_are_written_as_each_language_does() {
        let (fr, en) = (Language::French, Language::English);
        assert_eq!(fr.amount(dec("1234567.5")), "1\u{202f}234\u{202f}567,50");
        assert_eq!(en.amount(dec("-1234567.5")), "-1,234,567.50");
        assert_eq!(fr.amount(dec("-0.00")), "0,00");
        assert_eq!(fr.number(dec("2.500"), 0), "2,5");
        assert_eq!(fr.amount(dec("0.12345")), "0,12345");
        assert_eq!(fr.percent(dec("5.50")), "5,5\u{202f}%");
        assert_eq!(fr.money(dec("12"), Some("EUR")), "12,00\u{a0}€");
        assert_eq!(en.money(dec("-12"), Some("EUR")), "-€12.00");
        assert_eq!(fr.money(dec("12"), Some("USD")), "12,00\u{a0}USD");
        assert_eq!(fr.round_money(dec("40.00"), Some("EUR")), "40\u{a0}€");
        assert_eq!(fr.date(jiff::civil::date(2026, 9, 4)), "04/09/2026");
        assert_eq!(en.date(jiff::civil::date(2026, 9, 4)), "4\u{a0}September\u{a0}2026");
    }

    #[test]
    fn identifiers_are_grouped() {
        assert_eq!(company_number("73282932000074"), "732\u{a0}829\u{a0}320\u{a0}00074");
        assert_eq!(company_number("732829320"), "732\u{a0}829\u{a0}320");
        assert_eq!(company_number("HRB 1234"), "HRB 1234");
        assert_eq!(
            account("FR7630006000011234567890189"),
            "FR76\u{a0}3000\u{a0}6000\u{a0}0112\u{a0}3456\u{a0}7890\u{a0}189"
        );
    }
}
