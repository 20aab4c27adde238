//! Amounts in French words, as the sentence under the totals spells them.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

const SMALL: [&str; 20] = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
];
const TENS: [&str; 10] =
    ["", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt"];

/// A whole number below a billion.
pub fn number(n: u64) -> String {
    match n {
        0..20 => SMALL[n as usize].to_owned(),
        20..100 => below_hundred(n),
        100..1000 => {
            let (hundreds, rest) = (n / 100, n % 100);
            let head = if hundreds == 1 { "cent".to_owned() } else { format!("{} cent", number(hundreds)) };
            match rest {
                0 if hundreds > 1 => format!("{head}s"),
                0 => head,
                _ => format!("{head} {}", number(rest)),
            }
        }
        1000..1_000_000 => {
            let (thousands, rest) = (n / 1000, n % 1000);
            let head =
                if thousands == 1 { "mille".to_owned() } else { format!("{} mille", singular(&number(thousands))) };
            if rest == 0 { head } else { format!("{head} {}", number(rest)) }
        }
        _ => {
            let (millions, rest) = (n / 1_000_000, n % 1_000_000);
            let word = if millions == 1 { "million" } else { "millions" };
            let head = format!("{} {word}", number(millions));
            if rest == 0 { head } else { format!("{head} {}", number(rest)) }
        }
    }
}

/// « cents » and « vingts » lose their s before « mille ».
fn singular(words: &str) -> String {
    match words.strip_suffix('s') {
        Some(stem) if stem.ends_with("cent") || stem.ends_with("quatre-vingt") => stem.to_owned(),
        _ => words.to_owned(),
    }
}

fn below_hundred(n: u64) -> String {
    let (ten, unit) = ((n / 10) as usize, n % 10);
    let tens = TENS[ten];
    match (ten, unit) {
        (7 | 9, u) if ten == 7 && u == 1 => format!("{tens} et onze"),
        (7 | 9, u) => format!("{tens}-{}", SMALL[10 + u as usize]),
        (8, 0) => format!("{tens}s"),
        (8, u) => format!("{tens}-{}", SMALL[u as usize]),
        (_, 0) => tens.to_owned(),
        (_, 1) => format!("{tens} et un"),
        (_, u) => format!("{tens}-{}", SMALL[u as usize]),
    }
}

/// An amount in euros and cents.
pub fn euros(amount: Decimal) -> String {
    let cents = (amount.abs() * Decimal::ONE_HUNDRED).to_u64().unwrap_or_default();
    let (whole, rest) = (cents / 100, cents % 100);
    let plural = |n: u64, word: &str| if n > 1 { format!("{word}s") } else { word.to_owned() };
    let head = format!("{} {}", number(whole), plural(whole, "euro"));
    if rest == 0 { head } else { format!("{head} et {} {}", number(rest), plural(rest, "centime")) }
}
