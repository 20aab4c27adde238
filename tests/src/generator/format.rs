//! How numbers, dates and identifiers are written.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::random::Random;
use super::words::{Language, Words};

/// How amounts are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberStyle {
    /// Between thousands, if anything.
    pub group: Option<char>,
    /// Before the cents.
    pub point: char,
    /// Currency.
    pub currency: CurrencyStyle,
    /// Below zero.
    pub negative: NegativeStyle,
    /// Whole amounts have no cents.
    pub bare_whole: bool,
    /// Cells of tables bear the currency.
    pub currency_in_cells: bool,
}

/// Where the currency stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CurrencyStyle {
    /// `12,00 €`.
    SignAfter,
    /// `12,00€`.
    SignTight,
    /// `12,00 EUR`.
    CodeAfter,
    /// `EUR 12,00`.
    CodeBefore,
    /// `€12.00`.
    SignBefore,
    /// Not beside the amounts.
    None,
}

impl CurrencyStyle {
    /// Every style.
    pub const ALL: [Self; 6] =
        [Self::SignAfter, Self::SignTight, Self::CodeAfter, Self::CodeBefore, Self::SignBefore, Self::None];
}

/// How an amount below zero is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NegativeStyle {
    /// `-12,00`.
    Minus,
    /// `- 12,00`.
    SpacedMinus,
    /// `12,00-`.
    Trailing,
    /// `(12,00)`.
    Brackets,
}

impl NegativeStyle {
    /// Every style.
    pub const ALL: [Self; 4] = [Self::Minus, Self::SpacedMinus, Self::Trailing, Self::Brackets];
}

/// Digits in groups of three from the right.
fn grouped(digits: &str, group: Option<char>) -> String {
    let Some(group) = group else { return digits.to_owned() };
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(group);
        }
        out.push(c);
    }
    out
}

impl NumberStyle {
    /// One that fits the language.
    pub fn draw(random: &mut Random, language: Language) -> Self {
        let (group, point) = match language {
            Language::French => random.weighted(&[
                (38, (Some(' '), ',')),
                (20, (Some('\u{a0}'), ',')),
                (10, (None, ',')),
                (8, (Some('\u{202f}'), ',')),
                (10, (Some('.'), ',')),
                (8, (None, '.')),
                (6, (Some(' '), '.')),
            ]),
            Language::English => random.weighted(&[(7, (Some(','), '.')), (2, (None, '.')), (1, (Some(' '), '.'))]),
            _ => random.weighted(&[(8, (Some('.'), ',')), (2, (None, ','))]),
        };
        let currency = match language {
            Language::English => random.weighted(&[
                (6, CurrencyStyle::SignBefore),
                (2, CurrencyStyle::CodeBefore),
                (1, CurrencyStyle::CodeAfter),
                (1, CurrencyStyle::SignAfter),
            ]),
            _ => random.weighted(&[
                (55, CurrencyStyle::SignAfter),
                (8, CurrencyStyle::SignTight),
                (12, CurrencyStyle::CodeAfter),
                (5, CurrencyStyle::CodeBefore),
                (20, CurrencyStyle::None),
            ]),
        };
        let negative = random.weighted(&[
            (75, NegativeStyle::Minus),
            (12, NegativeStyle::SpacedMinus),
            (8, NegativeStyle::Trailing),
            (5, NegativeStyle::Brackets),
        ]);
        Self { group, point, currency, negative, bare_whole: random.chance(4), currency_in_cells: random.chance(45) }
    }

    /// Digits of a number with at least `places` decimals.
    pub fn plain(&self, value: Decimal, places: usize) -> String {
        let mut v = value.abs().normalize();
        if v.scale() < places as u32 {
            v.rescale(places as u32);
        }
        let text = v.to_string();
        let (whole, cents) = text.split_once('.').unwrap_or((&text, ""));
        let mut out = grouped(whole, self.group);
        if !cents.is_empty() {
            out.push(self.point);
            out.push_str(cents);
        }
        self.signed(out, value.is_sign_negative() && !value.is_zero())
    }

    /// An amount without currency.
    pub fn bare(&self, value: Decimal) -> String {
        let places = if self.bare_whole && value.fract().is_zero() { 0 } else { 2 };
        self.plain(value, places)
    }

    /// An amount in a cell of a table.
    pub fn cell(&self, value: Decimal, sign: &str) -> String {
        if self.currency_in_cells { self.money(value, sign) } else { self.bare(value) }
    }

    /// An amount in a cell with at least so many decimals.
    pub fn price(&self, value: Decimal, places: usize, sign: &str) -> String {
        if self.bare_whole || places <= 2 {
            return self.cell(value, sign);
        }
        self.dress(self.plain(value, places), if self.currency_in_cells { sign } else { "" })
    }

    /// An amount with its currency. `sign` is the sign of the currency; its code follows from it.
    pub fn money(&self, value: Decimal, sign: &str) -> String {
        self.dress(self.bare(value), sign)
    }

    /// Digits with the currency; without it where the sign is empty.
    fn dress(&self, digits: String, sign: &str) -> String {
        let code = code_of(sign);
        match self.currency {
            _ if sign.is_empty() => digits,
            CurrencyStyle::SignAfter => format!("{digits} {sign}"),
            CurrencyStyle::SignTight => format!("{digits}{sign}"),
            CurrencyStyle::CodeAfter => format!("{digits} {code}"),
            CurrencyStyle::CodeBefore => format!("{code} {digits}"),
            CurrencyStyle::SignBefore => match digits.strip_prefix('-') {
                Some(rest) => format!("-{sign}{rest}"),
                None => format!("{sign}{digits}"),
            },
            CurrencyStyle::None => digits,
        }
    }

    fn signed(&self, digits: String, negative: bool) -> String {
        if !negative {
            return digits;
        }
        match self.negative {
            NegativeStyle::Minus => format!("-{digits}"),
            NegativeStyle::SpacedMinus => format!("- {digits}"),
            NegativeStyle::Trailing => format!("{digits}-"),
            NegativeStyle::Brackets => format!("({digits})"),
        }
    }
}

/// ISO 4217 code of a sign.
pub fn code_of(sign: &str) -> &'static str {
    match sign {
        "$" => "USD",
        "£" => "GBP",
        _ => "EUR",
    }
}

/// How dates are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateStyle {
    /// 12/03/2026.
    Slashes,
    /// 12-03-2026.
    Dashes,
    /// 12.03.2026.
    Dots,
    /// 12/03/26.
    ShortYear,
    /// 12 mars 2026.
    Words,
    /// 12 mars 26, 1er sept. 2026.
    ShortWords,
    /// jeudi 12 mars 2026.
    Weekday,
    /// 2026-03-12.
    Iso,
    /// March 12, 2026.
    MonthFirst,
}

impl DateStyle {
    /// Every style.
    pub const ALL: [Self; 9] = [
        Self::Slashes,
        Self::Dashes,
        Self::Dots,
        Self::ShortYear,
        Self::Words,
        Self::ShortWords,
        Self::Weekday,
        Self::Iso,
        Self::MonthFirst,
    ];

    /// One that fits the language.
    pub fn draw(random: &mut Random, language: Language) -> Self {
        match language {
            Language::French => random.weighted(&[
                (50, Self::Slashes),
                (8, Self::Dashes),
                (7, Self::Dots),
                (7, Self::ShortYear),
                (14, Self::Words),
                (5, Self::ShortWords),
                (4, Self::Weekday),
                (5, Self::Iso),
            ]),
            Language::English => random.weighted(&[
                (3, Self::Slashes),
                (3, Self::Words),
                (2, Self::ShortWords),
                (3, Self::MonthFirst),
                (3, Self::Iso),
            ]),
            Language::German => random.weighted(&[(7, Self::Dots), (2, Self::Words), (1, Self::Iso)]),
            Language::Dutch => random.weighted(&[(6, Self::Dashes), (3, Self::Words), (1, Self::Slashes)]),
            _ => random.weighted(&[(7, Self::Slashes), (2, Self::Dashes), (1, Self::ShortYear), (1, Self::Dots)]),
        }
    }

    /// The date as printed.
    pub fn write(self, date: Date, words: &Words, language: Language) -> String {
        let (d, m, y) = (date.day(), date.month(), date.year());
        let month = words.months[m as usize - 1];
        let short = words.short_months[m as usize - 1];
        let day = match (language, d) {
            (Language::French, 1) => "1er".to_owned(),
            (Language::German, _) => format!("{d}."),
            _ => d.to_string(),
        };
        match self {
            Self::Slashes => format!("{d:02}/{m:02}/{y}"),
            Self::Dashes => format!("{d:02}-{m:02}-{y}"),
            Self::Dots => format!("{d:02}.{m:02}.{y}"),
            Self::ShortYear => format!("{d:02}/{m:02}/{:02}", y % 100),
            Self::Words => format!("{day} {month} {y}"),
            Self::ShortWords if y % 2 == 0 => format!("{day} {short} {y}"),
            Self::ShortWords => format!("{day} {month} {:02}", y % 100),
            Self::Weekday => {
                let weekday = words.days[date.weekday().to_monday_zero_offset() as usize];
                format!("{weekday} {day} {month} {y}")
            }
            Self::Iso => date.to_string(),
            Self::MonthFirst => format!("{month} {d}, {y}"),
        }
    }
}

/// An identifier cut into groups, the last size repeated.
pub fn spaced(id: &str, sizes: &[usize]) -> String {
    let mut out = String::new();
    let (mut rest, mut i) = (id, 0);
    while !rest.is_empty() {
        let n = sizes[i.min(sizes.len() - 1)].min(rest.len());
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&rest[..n]);
        rest = &rest[n..];
        i += 1;
    }
    out
}
