//! The profiles of Factur-X and the two syntaxes of EN 16931.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind};

/// A profile of Factur-X: how much of the invoice the XML carries. Each holds all that those before it hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Profile {
    /// Header and totals only. Not an invoice by itself, nor one for the French reform.
    #[serde(rename = "minimum")]
    Minimum,
    /// Everything but the lines. The French reform admits it in its first year.
    #[serde(rename = "basic_wl")]
    BasicWl,
    /// With lines, without their details. Not one for the French reform.
    #[serde(rename = "basic")]
    Basic,
    /// The whole of EN 16931.
    #[default]
    #[serde(rename = "en16931")]
    En16931,
    /// EN 16931 and what trades asked for beyond.
    #[serde(rename = "extended")]
    Extended,
}

impl Profile {
    /// Every profile, from the smallest to the largest.
    pub const ALL: [Self; 5] = [Self::Minimum, Self::BasicWl, Self::Basic, Self::En16931, Self::Extended];

    /// The name in options and JSON: `minimum`, `basic_wl`, `basic`, `en16931`, `extended`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Minimum => "minimum",
            Self::BasicWl => "basic_wl",
            Self::Basic => "basic",
            Self::En16931 => "en16931",
            Self::Extended => "extended",
        }
    }

    /// The specification identifier the XML declares (BT-24).
    pub const fn urn(self) -> &'static str {
        match self {
            Self::Minimum => "urn:factur-x.eu:1p0:minimum",
            Self::BasicWl => "urn:factur-x.eu:1p0:basicwl",
            Self::Basic => "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic",
            Self::En16931 => "urn:cen.eu:en16931:2017",
            Self::Extended => "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
        }
    }

    /// The level the metadata of a Factur-X PDF declares (`fx:ConformanceLevel`), with its spaces.
    pub const fn conformance_level(self) -> &'static str {
        match self {
            Self::Minimum => "MINIMUM",
            Self::BasicWl => "BASIC WL",
            Self::Basic => "BASIC",
            Self::En16931 => "EN 16931",
            Self::Extended => "EXTENDED",
        }
    }

    /// The profile an XML declares (BT-24), older versions of Factur-X and ZUGFeRD 2 included.
    pub fn from_urn(urn: &str) -> Option<Self> {
        let urn = urn.trim().to_ascii_lowercase();
        if let Some(known) = Self::ALL.into_iter().find(|profile| profile.urn() == urn) {
            return Some(known);
        }
        let name = urn.rsplit(':').next()?;
        let old = ["urn:zugferd.de:2p", "urn:factur-x.eu:1p0:", "urn:ferd:crossindustrydocument:invoice:"];
        old.iter().any(|family| urn.contains(family)).then(|| name.parse().ok()).flatten()
    }
}

impl FromStr for Profile {
    type Err = Error;

    /// Reads the spellings people use: `EN 16931`, `en16931`, `comfort`, `basic-wl`, `BasicWL`…
    fn from_str(text: &str) -> Result<Self, Error> {
        let letters: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
        match letters.to_ascii_lowercase().as_str() {
            "minimum" | "min" => Ok(Self::Minimum),
            "basicwl" | "basicwithoutlines" => Ok(Self::BasicWl),
            "basic" => Ok(Self::Basic),
            "en16931" | "en" | "comfort" | "fxen16931" => Ok(Self::En16931),
            "extended" | "ext" => Ok(Self::Extended),
            _ => Err(Error::new(
                ErrorKind::InvalidInput,
                "Profil inconnu : minimum, basic_wl, basic, en16931 ou extended.",
            )),
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The syntax an invoice is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Syntax {
    /// Cross Industry Invoice D22B of UN/CEFACT, the XML of Factur-X.
    #[default]
    Cii,
    /// UBL 2.1 of OASIS: `Invoice`, or `CreditNote` for credit notes.
    Ubl,
}

impl Syntax {
    /// The name in options and JSON: `cii`, `ubl`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cii => "cii",
            Self::Ubl => "ubl",
        }
    }
}

impl fmt::Display for Syntax {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_found_by_every_name_it_has() {
        for profile in Profile::ALL {
            for name in [profile.code(), profile.conformance_level(), &profile.code().to_uppercase()] {
                assert_eq!(name.parse::<Profile>().ok(), Some(profile), "{name}");
            }
            assert_eq!(Profile::from_urn(profile.urn()), Some(profile));
            let json = serde_json::to_value(profile).ok();
            assert_eq!(json, Some(profile.code().into()));
        }
        assert_eq!("comfort".parse::<Profile>().ok(), Some(Profile::En16931));
        assert_eq!("Basic-WL".parse::<Profile>().ok(), Some(Profile::BasicWl));
        assert_eq!("".parse::<Profile>().map_err(|e| e.code()), Err("invalid_input"));
    }

    #[test]
    fn declarations_of_older_versions_name_a_profile_too() {
        let old = [
            ("urn:ferd:CrossIndustryDocument:invoice:1p0:comfort", Some(Profile::En16931)),
            ("urn:zugferd.de:2p0:basicwl", Some(Profile::BasicWl)),
            ("urn:cen.eu:en16931:2017:compliant:factur-x.eu:1p0:basic", None),
            ("urn:cen.eu:en16931:2017#compliant#urn:zugferd.de:2p0:basic", Some(Profile::Basic)),
            ("urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0", None),
            ("", None),
        ];
        for (urn, profile) in old {
            assert_eq!(Profile::from_urn(urn), profile, "{urn}");
        }
    }

    #[test]
    fn profiles_are_ordered_by_what_they_hold() {
        assert!(Profile::ALL.is_sorted());
        assert!(Profile::Minimum < Profile::BasicWl && Profile::En16931 < Profile::Extended);
    }
}
