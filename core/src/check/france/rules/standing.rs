//! Rules of law that no single invoice shows: listed, so that nobody thinks them forgotten.

use crate::check::Severity::Info;
use crate::check::france::rule::Test::Never;
use crate::check::france::rule::{RULE, Rule};

pub(super) const RULES: [Rule; 3] = [
    Rule {
        code: "FR-SIM-01",
        mention: (
            "Facture de 150 € HT au plus, ou rectificative : dispense de deux mentions",
            "Invoice of 150 € without VAT at most, or correction: two mentions are waived",
        ),
        source: "CGI ann. II art. 242 nonies A, II ; BOI-TVA-DECLA-30-20-20-20",
        severity: Info,
        terms: &["BT-31", "BT-120"],
        test: Never((
            "Une dispense n'est pas une obligation : FR-ID-06, FR-TVA-03, FR-TVA-08 et FR-TVA-09 l'appliquent.",
            "A waiver is no duty: FR-ID-06, FR-TVA-03, FR-TVA-08 and FR-TVA-09 apply it.",
        )),
        ..RULE
    },
    Rule {
        code: "FR-CONS-01",
        mention: ("Conservation six et dix ans", "Archiving for six and ten years"),
        source: "LPF art. L102 B ; C. com. art. L123-22",
        severity: Info,
        test: Never(("La conservation ne se voit pas sur la facture.", "How an invoice is kept cannot be seen on it.")),
        ..RULE
    },
    Rule {
        code: "FR-SANC-01",
        mention: ("Amendes", "Fines"),
        source: "CGI art. 1737, II et III, et 1788 D ; C. com. art. L441-9, II",
        severity: Info,
        test: Never(("Les amendes suivent des autres règles.", "Fines follow from the other rules.")),
        ..RULE
    },
];
