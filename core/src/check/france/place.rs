//! Where a party stands before French law, and the VAT rates of each part of France.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::invoice::{Address, Party, ident};

/// A part of France with VAT rates of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Territory {
    /// France métropolitaine, without Corsica.
    Mainland,
    /// Corsica (CGI art. 297).
    Corsica,
    /// Guadeloupe, Martinique, La Réunion (CGI art. 296).
    Antilles,
    /// Guyane and Mayotte, where VAT does not apply (CGI art. 294, 1).
    Guiana,
}

/// Where a party stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// France, with its departments overseas.
    France(Territory),
    /// Monaco: French VAT (convention of 18 May 1963), no SIREN, no French commercial register.
    Monaco,
    /// Collectivities overseas that tax for themselves: Saint-Pierre, Saint-Barthélemy, Saint-Martin, Polynesia, …
    Overseas,
    /// Another member state of the Union.
    Union,
    /// Any other country.
    Abroad,
    /// Nothing tells.
    Unknown,
}

/// Member states but France, and how they write VAT numbers where the prefix differs.
const UNION: &str = "AT BE BG CY CZ DE DK EE EL ES FI GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";

impl Place {
    /// Where a party stands: by its country, else by its post code, VAT number and SIREN.
    pub fn of(party: &Party) -> Self {
        match Self::of_address(&party.address) {
            Self::Unknown => by_identifiers(party),
            place => place,
        }
    }

    /// Where an address lies.
    pub fn of_address(address: &Address) -> Self {
        let post_code = address.post_code.as_deref().unwrap_or_default();
        match address.country.as_deref().map(str::trim).unwrap_or_default() {
            "" => Self::Unknown,
            "FR" | "FX" => of_post_code(post_code),
            "GP" | "MQ" | "RE" => Self::France(Territory::Antilles),
            "GF" | "YT" => Self::France(Territory::Guiana),
            "PM" | "BL" | "MF" | "NC" | "PF" | "WF" | "TF" => Self::Overseas,
            "MC" => Self::Monaco,
            country if is_union(country) => Self::Union,
            _ => Self::Abroad,
        }
    }

    /// Whether it lies in France or may.
    pub fn maybe_france(self) -> bool {
        matches!(self, Self::France(_) | Self::Unknown)
    }

    /// Whether it lies outside France for VAT.
    pub fn is_foreign(self) -> bool {
        matches!(self, Self::Union | Self::Abroad | Self::Overseas)
    }

    /// Its VAT territory; mainland where nothing tells and in Monaco.
    pub fn territory(self) -> Option<Territory> {
        match self {
            Self::France(territory) => Some(territory),
            Self::Monaco | Self::Unknown => Some(Territory::Mainland),
            Self::Overseas | Self::Union | Self::Abroad => None,
        }
    }
}

fn is_union(country: &str) -> bool {
    country.len() == 2 && UNION.split(' ').any(|known| known == country)
}

fn of_post_code(post_code: &str) -> Place {
    let digits: String = post_code.chars().filter(char::is_ascii_digit).collect();
    match digits.get(..3) {
        Some(code) if code.starts_with("20") => Place::France(Territory::Corsica),
        Some("971" | "972" | "974") if digits == "97150" || digits == "97133" => Place::Overseas,
        Some("971" | "972" | "974") => Place::France(Territory::Antilles),
        Some("973" | "976") => Place::France(Territory::Guiana),
        Some("975" | "977" | "978" | "984" | "986" | "987" | "988") => Place::Overseas,
        Some("980") => Place::Monaco,
        _ => Place::France(Territory::Mainland),
    }
}

fn by_identifiers(party: &Party) -> Place {
    let vat = party.vat_id.as_deref().map(ident::compact).unwrap_or_default();
    let post_code = party.address.post_code.as_deref().unwrap_or_default();
    let french = party.siren.is_some() || party.siret.is_some();
    match vat.get(..2) {
        Some("FR") if ident::is_monaco_vat(&vat) => Place::Monaco,
        Some("FR") => of_post_code(post_code),
        Some(_) if french => of_post_code(post_code),
        Some(prefix) if is_union(prefix) && ident::is_eu_vat(&vat) => Place::Union,
        _ if french => of_post_code(post_code),
        _ => Place::Unknown,
    }
}

/// Rates of the mainland, in hundredths of a percent: in force, and those of before 2014 and 2000, which corrections
/// still bear (CGI art. 278 to 281 nonies).
const MAINLAND: [i64; 8] = [2000, 1000, 550, 210, 0, 700, 1960, 2060];
/// Beside those of the mainland (CGI art. 297).
const CORSICA: [i64; 2] = [90, 1300];
/// Guadeloupe, Martinique, La Réunion (CGI art. 296 to 296 quater).
const ANTILLES: [i64; 5] = [850, 210, 175, 105, 0];

/// Rates an invoice may bear anywhere in France, as the platforms list them (BR-FR-16, G1.24).
const LEGAL: [i64; 15] = [0, 90, 105, 175, 210, 550, 700, 850, 920, 960, 1000, 1300, 1960, 2000, 2060];

/// A rate in hundredths of a percent; none when it has more decimals.
fn hundredths(rate: Decimal) -> Option<i64> {
    let hundredths = rate.checked_mul(Decimal::ONE_HUNDRED)?;
    if hundredths.is_integer() { hundredths.to_i64() } else { None }
}

/// Whether a rate is in the legal list of France.
pub fn is_legal_rate(rate: Decimal) -> bool {
    hundredths(rate).is_some_and(|rate| LEGAL.contains(&rate))
}

/// Whether a rate applies in a part of France.
pub fn applies_in(rate: Decimal, territory: Territory) -> bool {
    let Some(rate) = hundredths(rate) else { return false };
    match territory {
        Territory::Mainland => MAINLAND.contains(&rate),
        Territory::Corsica => MAINLAND.contains(&rate) || CORSICA.contains(&rate),
        Territory::Antilles => ANTILLES.contains(&rate),
        Territory::Guiana => rate == 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(country: &str, post_code: &str) -> Place {
        let text = |s: &str| (!s.is_empty()).then(|| s.to_owned());
        Place::of_address(&Address { country: text(country), post_code: text(post_code), ..Address::default() })
    }

    #[test]
    fn places_by_country_and_post_code() {
        assert_eq!(at("FR", "69003"), Place::France(Territory::Mainland));
        assert_eq!(at("FR", "20090"), Place::France(Territory::Corsica));
        assert_eq!(at("FR", "20 200"), Place::France(Territory::Corsica));
        assert_eq!(at("FR", "97400"), Place::France(Territory::Antilles));
        assert_eq!(at("RE", ""), Place::France(Territory::Antilles));
        assert_eq!(at("FR", "97300"), Place::France(Territory::Guiana));
        assert_eq!(at("FR", "97600"), Place::France(Territory::Guiana));
        assert_eq!(at("FR", "97150"), Place::Overseas);
        assert_eq!(at("FR", "98800"), Place::Overseas);
        assert_eq!(at("FR", "98000"), Place::Monaco);
        assert_eq!(at("DE", "10115"), Place::Union);
        assert_eq!(at("CH", "1201"), Place::Abroad);
        assert_eq!(at("", "69003"), Place::Unknown);
    }

    #[test]
    fn places_by_identifiers() {
        let vat = |vat: &str| Place::of(&Party { vat_id: Some(vat.to_owned()), ..Party::default() });
        assert_eq!(vat("FR 83 404 833 048"), Place::France(Territory::Mainland));
        assert_eq!(vat("DE123456789"), Place::Union);
        assert_eq!(vat("n/a"), Place::Unknown);
    }

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn rates_by_territory() {
        use Territory::{Antilles, Corsica, Guiana, Mainland};
        let cases: [(&str, &[Territory]); 9] = [
            ("20", &[Mainland, Corsica]),
            ("5.50", &[Mainland, Corsica]),
            ("2.1", &[Mainland, Corsica, Antilles]),
            ("0.9", &[Corsica]),
            ("13.00", &[Corsica]),
            ("8.5", &[Antilles]),
            ("1.75", &[Antilles]),
            ("0", &[Mainland, Corsica, Antilles, Guiana]),
            ("19", &[]),
        ];
        for (rate, expected) in cases {
            let found: Vec<_> =
                [Mainland, Corsica, Antilles, Guiana].into_iter().filter(|t| applies_in(decimal(rate), *t)).collect();
            assert_eq!(found, expected, "{rate}");
        }
        assert!(is_legal_rate(decimal("20.0")) && !is_legal_rate(decimal("19")));
    }
}
