//! What a VAT number says of itself, offline: its form, its key, the SIREN inside. Whether it is in use, only VIES knows.

use serde::{Deserialize, Serialize};

use super::report::{Message, Status};
use crate::invoice::codes;
use crate::invoice::ident;

/// The answer of `validate_vat`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VatReport {
    /// The number without spaces, dots and dashes, in upper case.
    pub vat_number: String,
    /// The state that gave it, ISO 3166-1: `GR` for the prefix `EL`, `GB` for `XI`, `MC` for a French number of Monaco.
    pub country: Option<String>,
    /// The SIREN inside a French number that is in order.
    pub siren: Option<String>,
    /// `failed` when a check failed, `not_run` when its form could not be looked at.
    pub verdict: Status,
    /// Every check, run or not, in this order: `form`, `check_digits`, `siren`, `registered`.
    pub checks: Vec<VatCheck>,
}

/// What became of one check of a VAT number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VatCheck {
    /// Which.
    pub check: VatCheckName,
    /// What became of it.
    pub status: Status,
    /// What was found, or why it was not looked at.
    pub message: Message,
}

/// A check of a VAT number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum VatCheckName {
    /// The form its state gave it: prefix, length, letters and digits.
    Form,
    /// The key fits the digits behind it.
    CheckDigits,
    /// The nine digits of a French number are a SIREN.
    Siren,
    /// The number is in use, as VIES tells.
    Registered,
}

/// Judges a VAT number of the European Union, Monaco or Northern Ireland by what it says of itself.
pub fn vat_number(text: &str) -> VatReport {
    let number: String = text.chars().filter(|c| !is_separator(*c)).flat_map(char::to_uppercase).collect();
    let prefix = number.get(..2).unwrap_or_default();
    let form = form(&number, prefix);
    let french = prefix == "FR" && form.0 == Status::Passed;
    let monaco = french && number[4..].starts_with("000") && &number[4..] != "000000000";
    let (key, siren) = if french { (key(&number), siren(&number, monaco)) } else { not_french(prefix, form.0) };
    let in_order = |check: &Found| check.0 != Status::Failed;
    let verdict = match form.0 {
        Status::Passed if in_order(&key) && in_order(&siren) => Status::Passed,
        Status::NotRun => Status::NotRun,
        _ => Status::Failed,
    };
    let registered = (
        Status::NotRun,
        "Le registre européen (VIES) n'est pas consulté : rien ne dit ici si ce numéro est en service.",
        "The European register (VIES) is not consulted: nothing here tells whether this number is in use.",
    );
    let country = match prefix {
        "EL" => Some("GR"),
        "XI" => Some("GB"),
        _ if monaco => Some("MC"),
        code => codes::is_country(code).then_some(code),
    };
    let checks = [
        (VatCheckName::Form, form),
        (VatCheckName::CheckDigits, key),
        (VatCheckName::Siren, siren),
        (VatCheckName::Registered, registered),
    ];
    VatReport {
        country: country.map(str::to_owned),
        siren: ident::siren_of_vat(&number).filter(|_| verdict == Status::Passed && french).map(str::to_owned),
        verdict,
        checks: checks
            .map(|(check, (status, fr, en))| VatCheck {
                check,
                status,
                message: Message { fr: fr.to_owned(), en: en.to_owned() },
            })
            .into(),
        vat_number: number,
    }
}

/// What became of a check, in French and in English.
type Found = (Status, &'static str, &'static str);

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | '-' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}')
}

fn form(number: &str, prefix: &str) -> Found {
    let known = if prefix == "FR" { ident::is_french_vat_form(number) } else { ident::is_eu_vat(number) };
    if known {
        return (Status::Passed, "La forme est celle de son État.", "The form is the one of its state.");
    }
    if ident::has_eu_vat_prefix(prefix) {
        return (
            Status::Failed,
            "La forme n'est pas celle de son État : longueur, chiffres ou lettres.",
            "The form is not the one of its state: length, digits or letters.",
        );
    }
    match prefix {
        "GR" => (
            Status::Failed,
            "Les numéros de la Grèce commencent par EL, non par GR.",
            "Numbers of Greece start with EL, not GR.",
        ),
        code if codes::is_country(code) => (
            Status::NotRun,
            "Cet État n'est pas de l'Union européenne : la forme de ses numéros n'est pas vérifiée.",
            "This state is not of the European Union: the form of its numbers is not checked.",
        ),
        _ => (
            Status::Failed,
            "Un numéro de TVA commence par les deux lettres de son État : FR, BE, DE…",
            "A VAT number starts with the two letters of its state: FR, BE, DE…",
        ),
    }
}

fn key(number: &str) -> Found {
    if ident::french_vat_key_fits(number) {
        (Status::Passed, "La clé correspond aux neuf chiffres.", "The key fits the nine digits.")
    } else {
        (
            Status::Failed,
            "La clé ne correspond pas aux neuf chiffres qui la suivent.",
            "The key does not fit the nine digits behind it.",
        )
    }
}

fn siren(number: &str, monaco: bool) -> Found {
    if monaco {
        return (
            Status::NotRun,
            "Les numéros de Monaco ne portent pas de SIREN.",
            "Numbers of Monaco do not carry a SIREN.",
        );
    }
    if ident::is_siren(&number[4..]) {
        (Status::Passed, "Les neuf chiffres forment un SIREN.", "The nine digits are a SIREN.")
    } else {
        (
            Status::Failed,
            "Les neuf chiffres ne forment pas un SIREN : son chiffre de contrôle est faux.",
            "The nine digits are not a SIREN: its check digit is wrong.",
        )
    }
}

/// The key and the SIREN of a number that is not French, or is too damaged to have them.
fn not_french(prefix: &str, form: Status) -> (Found, Found) {
    if prefix == "FR" || form == Status::Failed {
        let unseen = (Status::NotRun, "Pas regardé : la forme n'est pas bonne.", "Not looked at: the form is wrong.");
        return (unseen, unseen);
    }
    (
        (
            Status::NotRun,
            "La clé n'est vérifiée que pour les numéros français.",
            "The key is checked for French numbers only.",
        ),
        (Status::NotRun, "Seuls les numéros français portent un SIREN.", "Only French numbers carry a SIREN."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use Status::{Failed, NotRun, Passed};

    fn told(text: &str) -> (Status, [Status; 4]) {
        let report = vat_number(text);
        let statuses: Vec<Status> = report.checks.iter().map(|check| check.status).collect();
        (report.verdict, statuses.try_into().expect("four checks"))
    }

    #[test]
    fn each_check_says_what_it_found() {
        for (text, verdict, checks) in [
            ("FR44732829320", Passed, [Passed, Passed, Passed, NotRun]),
            (" fr 44-732.829 320", Passed, [Passed, Passed, Passed, NotRun]),
            ("FR45732829320", Failed, [Passed, Failed, Passed, NotRun]),
            // The key is the one of the nine digits, whose own check digit is wrong.
            ("FR47732829321", Failed, [Passed, Passed, Failed, NotRun]),
            ("FR4473282932", Failed, [Failed, NotRun, NotRun, NotRun]),
            ("FRIO732829320", Failed, [Failed, NotRun, NotRun, NotRun]),
            ("FR44732829320é", Failed, [Failed, NotRun, NotRun, NotRun]),
            ("DE123456789", Passed, [Passed, NotRun, NotRun, NotRun]),
            ("DE12345678", Failed, [Failed, NotRun, NotRun, NotRun]),
            ("GR123456789", Failed, [Failed, NotRun, NotRun, NotRun]),
            ("CHE123456789", NotRun, [NotRun, NotRun, NotRun, NotRun]),
            ("44732829320", Failed, [Failed, NotRun, NotRun, NotRun]),
            ("é", Failed, [Failed, NotRun, NotRun, NotRun]),
            ("", Failed, [Failed, NotRun, NotRun, NotRun]),
        ] {
            assert_eq!(told(text), (verdict, checks), "{text}");
        }
    }

    #[test]
    fn who_gave_it_and_the_siren_inside() {
        let who = |text: &str| {
            let report = vat_number(text);
            (report.country, report.siren)
        };
        assert_eq!(who("fr 44 732 829 320"), (Some("FR".into()), Some("732829320".into())));
        assert_eq!(who("FR45732829320"), (Some("FR".into()), None));
        assert_eq!(who("EL123456789"), (Some("GR".into()), None));
        assert_eq!(who("XI123456789"), (Some("GB".into()), None));
        assert_eq!(who("ZZ1"), (None, None));
        let monaco = (0..100).map(|key| format!("FR{key:02}000012345")).find(|n| ident::is_monaco_vat(n)).unwrap();
        assert_eq!(who(&monaco), (Some("MC".into()), None));
        assert_eq!(told(&monaco), (Passed, [Passed, Passed, NotRun, NotRun]));
    }
}
