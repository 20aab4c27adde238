//! Judging: any document, an invoice made by hand, an e-invoice.

use serde_json::{Value, json};

use super::{Case, case, invoice_with, merge};

/// The day every verdict is read at.
const TODAY: &str = "2026-11-29";

fn at(mut options: Value) -> Value {
    if options.get("today").is_none() {
        options["today"] = TODAY.into();
    }
    options
}

pub(super) fn cases() -> Vec<Case> {
    [documents(), invoices(), einvoices()].concat()
}

fn documents() -> Vec<Case> {
    let check = |name, about, document, options: Value| {
        case(name, about, json!({"verb": "check_compliance", "options": at(options)})).on(document)
    };
    vec![
        check("text-pdf", "A page judged by French law, each finding with its place.", "facture.pdf", json!({})),
        check("credit-note", "A credit note asks for other mentions.", "avoir.pdf", json!({})),
        check("foreign", "A seller who is not French.", "rechnung.pdf", json!({})),
        check("facturx", "A Factur-X, by every ruleset that applies to it.", "facturx.pdf", json!({})),
        check("cii", "CII: there is no page to judge.", "facture.cii.xml", json!({})),
        check("consumer", "A sale to a consumer.", "courte.pdf", json!({"transaction": "b2c"})),
        check("business", "A sale to a business.", "courte.pdf", json!({"transaction": "b2b"})),
        check("public-buyer", "A sale to the State.", "courte.pdf", json!({"transaction": "b2g"})),
        check("one-ruleset", "`rulesets` leaves the others out.", "facturx.pdf", json!({"rulesets": ["fr-mentions"]})),
        check("unknown-ruleset", "A ruleset that does not exist.", "facturx.pdf", json!({"rulesets": ["fr-mention"]})),
        check(
            "all",
            "`all` tells the rules that passed too.",
            "courte.pdf",
            json!({"all": true, "rulesets": ["fr-mentions"]}),
        ),
        check("before-the-reform", "The law of another day.", "courte.pdf", json!({"today": "2024-06-30"})),
        check("not-a-document", "A text is no document.", "texte.txt", json!({})),
        check("encrypted", "A PDF that asks for a password.", "chiffre.pdf", json!({})),
        check("limit", "Past the limit of bytes.", "courte.pdf", json!({"limits": {"bytes": 10}})),
        check("no-time", "No time at all.", "courte.pdf", json!({"timeout": 0})),
    ]
}

/// An invoice that says all the law asks, but for these changes.
fn with(changes: Value) -> Value {
    let mut invoice = invoice_with(json!({
        "vat_breakdown": [{"category": "S", "rate": "20", "taxable_amount": "190.00", "tax_amount": "38.00"}],
        "totals": {"lines": "190.00", "net": "190.00", "tax": "38.00", "gross": "228.00", "due": "228.00"}
    }));
    merge(&mut invoice, changes);
    invoice
}

fn invoices() -> Vec<Case> {
    let check = |name, about, invoice: Value, options: Value| {
        case(name, about, json!({"verb": "check_invoice", "invoice": invoice, "options": at(options)}))
    };
    vec![
        check("complete", "An invoice that says all the law asks.", with(json!({})), json!({})),
        check(
            "no-penalty",
            "Without the terms of late payment.",
            with(json!({"payment": {"late_penalty": null, "recovery_fee": null}})),
            json!({}),
        ),
        check("no-number", "Without a number.", with(json!({"number": null})), json!({})),
        check("empty", "With nothing at all.", json!({}), json!({})),
        check("large-issuer", "A large company, after its day.", with(json!({})), json!({"issuer_size": "large"})),
        check("micro-issuer", "A very small one, before its day.", with(json!({})), json!({"issuer_size": "micro"})),
        check("intermediate-issuer", "One in between.", with(json!({})), json!({"issuer_size": "intermediate"})),
        check(
            "small-issuer",
            "A small one, on its day.",
            with(json!({})),
            json!({"issuer_size": "small", "today": "2027-09-01"}),
        ),
        check("vat-group", "A member of a VAT group must say so.", with(json!({})), json!({"vat_group": true})),
        check(
            "vat-on-debits",
            "VAT on debits must be told.",
            with(json!({})),
            json!({"vat_on_debits": true, "issuer_size": "large"}),
        ),
        check("vat-on-payments", "VAT on payments must not.", with(json!({})), json!({"vat_on_debits": false})),
        check(
            "consumer",
            "To a consumer, without an identifier.",
            with(json!({"buyer": {"siren": null, "name": "Mme Martin"}})),
            json!({"transaction": "b2c"}),
        ),
        check(
            "public-buyer",
            "To the State.",
            with(json!({})),
            json!({"transaction": "b2g", "timeout": 60_000, "limits": {"bytes": 1000}}),
        ),
        check(
            "key-wrong",
            "A SIREN whose key is wrong.",
            with(json!({"seller": {"siren": "732829321"}})),
            json!({"rulesets": ["fr-mentions"]}),
        ),
        check("unknown-ruleset", "Nothing is judged by it.", with(json!({})), json!({"rulesets": ["xsd", "fr"]})),
        check("all", "Every rule, passed or not.", with(json!({})), json!({"all": true})),
        check("bad-amount", "An amount that is no number.", with(json!({"totals": {"net": "cent"}})), json!({})),
    ]
}

fn einvoices() -> Vec<Case> {
    let judge = |name, about, document, options: Value| {
        case(name, about, json!({"verb": "validate", "options": at(options)})).on(document)
    };
    vec![
        judge("facturx", "A sound Factur-X.", "facturx.pdf", json!({})),
        judge("facturx-basic", "At the profile BASIC.", "facturx-basic.pdf", json!({})),
        judge("facturx-minimum", "At the profile MINIMUM.", "facturx-minimum.pdf", json!({})),
        judge("cii", "CII alone.", "facture.cii.xml", json!({})),
        judge("ubl", "UBL alone.", "facture.ubl.xml", json!({})),
        judge("credit-note", "A credit note.", "avoir.ubl.xml", json!({})),
        judge(
            "wrong-total",
            "A total that is not the sum of its parts: the official rule, and where.",
            "total-faux.cii.xml",
            json!({}),
        ),
        judge("hybrid-by-hand", "An XML put into a PDF that is no PDF/A.", "facturx-contredit.pdf", json!({})),
        judge("one-ruleset", "One ruleset.", "total-faux.cii.xml", json!({"rulesets": ["en16931-cii"]})),
        judge(
            "both-syntaxes",
            "The name two files share: that of this syntax runs.",
            "total-faux.cii.xml",
            json!({"rulesets": ["en16931"]}),
        ),
        judge("unknown-ruleset", "A ruleset that does not exist.", "facture.cii.xml", json!({"rulesets": ["en16930"]})),
        judge("xsd-all", "The rules that passed too.", "facture.cii.xml", json!({"rulesets": ["xsd"], "all": true})),
        judge("no-xml", "A PDF without an XML.", "courte.pdf", json!({})),
        judge("picture", "A picture has no XML.", "scan.png", json!({})),
        judge("other-xml", "An XML that is no invoice.", "autre.xml", json!({})),
        judge("broken-xml", "An XML that breaks off.", "casse.xml", json!({})),
        judge("empty", "No byte at all.", "vide.bin", json!({})),
        judge("too-deep", "Past the depth of an XML.", "facture.cii.xml", json!({"limits": {"depth": 2}})),
        judge("no-time", "No time at all.", "facturx.pdf", json!({"timeout": 0})),
    ]
}
