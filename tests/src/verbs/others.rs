//! The verbs that read no document.

use serde_json::json;

use super::{Case, case};

pub(super) fn cases() -> Vec<Case> {
    let number = |name, about, number: &str| case(name, about, json!({"verb": "validate_vat", "vat_number": number}));
    vec![
        number("french", "A French number, with the SIREN inside.", "FR44732829320"),
        number("spaced", "Spaces, dots and dashes do not count.", "fr 44 732.829-320"),
        number("wrong-key", "A French number whose key is wrong.", "FR45732829320"),
        number("german", "A German number.", "DE129273398"),
        number("greek", "Greece writes EL.", "EL094259216"),
        number("outside", "A state that is not in the Union.", "US123456789"),
        number("empty", "Nothing.", ""),
        number("no-number", "A word.", "bonjour"),
        Case { folder: "request".into(), ..case("vat-missing", "Without a number.", json!({"verb": "validate_vat"})) }
            .local(),
        case("local", "In one's own process there is no plan.", json!({"verb": "quota"})).local(),
    ]
}
