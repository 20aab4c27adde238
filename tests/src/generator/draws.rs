//! Draws that make up a deal: trade, kind, regime, buyer, numbers.

use jiff::civil::Date;

use super::deal::{Kind, Regime};
use super::people::{self, Company};
use super::random::Random;
use super::trades::{TRADES, Trade};
use super::words::Language;

/// A trade of the language.
pub fn pick_trade(random: &mut Random, language: Language) -> &'static Trade {
    let all: Vec<&'static Trade> = TRADES.iter().filter(|t| t.language == language).collect();
    all[random.below(all.len())]
}

/// A kind that the trade has.
pub fn draw_kind(random: &mut Random, trade: &Trade) -> Kind {
    match trade.key {
        "garage" | "hotel" | "health" => {
            random.weighted(&[(12, Kind::Receipt), (78, Kind::Invoice), (10, Kind::CreditNote)])
        }
        "telecom" | "energy" => random.weighted(&[(8, Kind::Subscription), (1, Kind::Invoice), (1, Kind::CreditNote)]),
        "restaurant" | "food" => random.weighted(&[(5, Kind::Receipt), (4, Kind::Invoice), (1, Kind::CreditNote)]),
        "building" => {
            random.weighted(&[(60, Kind::Invoice), (14, Kind::Deposit), (18, Kind::Balance), (8, Kind::CreditNote)])
        }
        _ => random.weighted(&[
            (72, Kind::Invoice),
            (10, Kind::CreditNote),
            (5, Kind::Deposit),
            (5, Kind::Balance),
            (8, Kind::Subscription),
        ]),
    }
}

/// A regime that fits trade, kind and country.
pub fn draw_regime(random: &mut Random, trade: &Trade, kind: Kind, language: Language, country: &str) -> Regime {
    if country == "US" {
        return Regime::Normal;
    }
    if language != Language::French {
        let abroad = country == "FR" && random.chance(60);
        return if abroad { *random.pick(&[Regime::IntraCommunity, Regime::Export]) } else { Regime::Normal };
    }
    match trade.key {
        "freelance" => random.weighted(&[(6, Regime::Franchise), (4, Regime::Normal)]),
        "association" => random.weighted(&[(5, Regime::Franchise), (5, Regime::Normal)]),
        "building" if kind != Kind::Receipt => random.weighted(&[(8, Regime::Normal), (2, Regime::ReverseCharge)]),
        "software" | "office" | "transport" => random.weighted(&[
            (84, Regime::Normal),
            (6, Regime::IntraCommunity),
            (4, Regime::Export),
            (4, Regime::Overseas),
            (2, Regime::Franchise),
        ]),
        "food" | "health" => random.weighted(&[(90, Regime::Normal), (10, Regime::Overseas)]),
        _ => random.weighted(&[(96, Regime::Normal), (4, Regime::Franchise)]),
    }
}

/// A buyer that fits the regime.
pub fn draw_buyer(random: &mut Random, language: Language, country: &str, regime: Regime, person: bool) -> Company {
    match regime {
        Regime::IntraCommunity => {
            let country = *random.pick(&["DE", "ES", "IT", "NL", "BE", "PT"]);
            people::buyer(random, country)
        }
        Regime::Export => {
            let country = *random.pick(&["CH", "US", "GB"]);
            people::buyer(random, country)
        }
        _ if person => people::person(random, language),
        _ => people::buyer(random, country),
    }
}

/// An invoice number as one program or another makes them.
pub fn draw_number(random: &mut Random, day: Date, kind: Kind) -> String {
    let (year, short, month) = (day.year(), day.year() % 100, day.month());
    let n = random.between(1, 9999);
    let head = match kind {
        Kind::CreditNote => *random.pick(&["AV", "A", "AVO", "CN"]),
        Kind::Deposit => *random.pick(&["FAC", "AC", "F"]),
        _ => *random.pick(&["F", "FA", "FAC", "FC", "INV", "FV"]),
    };
    match random.below(16) {
        0 => format!("{head}-{year}-{n:04}"),
        1 => format!("{year}-{:03}", n % 1000),
        2 => format!("{head}{year}{n:04}"),
        3 => format!("{head}{short:02}{month:02}-{n:04}"),
        4 => format!("{head}{n:06}"),
        5 => random.digits(6),
        6 => random.digits(8),
        7 => format!("{year}/{n:04}"),
        8 => format!("{head}/{year}/{n:05}"),
        9 => format!("{year}{month:02}{n:03}"),
        10 => format!("{head} {year}-{:03}", n % 1000),
        11 => format!("{head}{short:02}-{n:05}"),
        12 => format!("{:02}-{:02}-{:03}", short, month, n % 1000),
        13 => format!("{}{}", random.letters(2), random.digits(9)),
        14 => format!("{}", n.max(10)),
        _ => format!("{head}_{year}_{n:04}"),
    }
}

/// The number of a buyer's order.
pub fn draw_order(random: &mut Random) -> String {
    match random.below(6) {
        0 => format!("BC{}", random.digits(5)),
        1 => format!("45000{}", random.digits(5)),
        2 => format!("PO-{}", random.digits(4)),
        3 => format!("CMD-{}-{}", random.between(2019, 2026), random.digits(3)),
        4 => random.digits(6),
        _ => format!("{}/{}", random.letters(2), random.digits(5)),
    }
}

/// An item code.
pub fn draw_code(random: &mut Random) -> String {
    match random.below(4) {
        0 => format!("{}{}", random.letters(2), random.digits(3)),
        1 => random.digits(6),
        2 => format!("{}-{}", random.letters(3), random.digits(2)),
        _ => format!("{}{}", random.letters(1), random.digits(5)),
    }
}
