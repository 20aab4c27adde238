//! Reading the XML of an e-invoice.

use serde_json::{Value, json};

use super::{Case, case};

pub(super) fn cases() -> Vec<Case> {
    let read = |name, about, document| case(name, about, json!({"verb": "parse_facturx"})).on(document);
    let with = |name, about, document, options: Value| {
        case(name, about, json!({"verb": "parse_facturx", "options": options})).on(document)
    };
    vec![
        read("en16931", "The XML of a Factur-X EN 16931.", "facturx.pdf"),
        read("basic", "A Factur-X BASIC, with four VAT rates.", "facturx-basic.pdf"),
        read("minimum", "A Factur-X MINIMUM has no lines.", "facturx-minimum.pdf"),
        read("cii", "CII alone.", "facture.cii.xml"),
        read("ubl", "UBL alone.", "facture.ubl.xml"),
        read("credit-note", "A credit note in CII, with the invoice it corrects.", "avoir.cii.xml"),
        read("ubl-credit-note", "The same in UBL, another root.", "avoir.ubl.xml"),
        read("reverse-charge", "No VAT, and why.", "autoliquidation.cii.xml"),
        read("wrong-total", "Reading judges nothing: the total is what the XML says.", "total-faux.cii.xml"),
        read("no-xml", "A PDF without an XML inside.", "courte.pdf"),
        read("picture", "A picture.", "scan.png"),
        read("other-xml", "An XML that is no invoice.", "autre.xml"),
        read("broken-xml", "An XML that breaks off.", "casse.xml"),
        read("encrypted", "A PDF that asks for a password.", "chiffre.pdf"),
        read("empty", "No byte at all.", "vide.bin"),
        with("limit", "Past the limit of bytes.", "facturx.pdf", json!({"limits": {"bytes": 100}})),
        with("no-time", "No time at all.", "facturx.pdf", json!({"timeout": 0})),
    ]
}
