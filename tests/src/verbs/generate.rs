//! Writing: Factur-X, XML alone, any document into Factur-X.

use serde_json::{Value, json};

use super::{Case, case, invoice, invoice_with};

/// When every file is said to be made.
const NOW: &str = "2026-11-29T08:30:00";

/// A logo of eight by four pixels.
const LOGO: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAIAAAA8r+mnAAAAEUlEQVR42mOQtorBihioJwEASsAWIaOChf0AAAAASUVORK5CYII=";

fn at(mut options: Value) -> Value {
    options["now"] = NOW.into();
    options
}

pub(super) fn cases() -> Vec<Case> {
    [facturx(), on_a_page(), refused(), xml(), converted()].concat()
}

fn write(invoice: Value, options: Value) -> Value {
    json!({"verb": "generate_facturx", "invoice": invoice, "options": at(options)})
}

/// On a page that is drawn.
fn facturx() -> Vec<Case> {
    let made = |name, about, options| case(name, about, write(invoice(), options));
    vec![
        made("drawn", "A Factur-X EN 16931 with all that was left out computed.", json!({})),
        made("minimum", "At the profile MINIMUM.", json!({"profile": "minimum"})),
        made("basic-wl", "At the profile BASIC WL.", json!({"profile": "basic_wl"})),
        made("basic", "At the profile BASIC.", json!({"profile": "basic"})),
        made("extended", "At the profile EXTENDED.", json!({"profile": "extended"})),
        made("english-page", "The words of the page in English.", json!({"page_language": "en"})),
        made(
            "look",
            "With a logo, in a colour, without a payment code.",
            json!({"logo": LOGO, "accent": "#1b3a5c", "payment_code": false}),
        ),
        made(
            "logo-data-uri",
            "A logo with `data:` in front.",
            json!({"logo": format!("data:image/png;base64,{LOGO}"), "payment_code": true}),
        ),
        made("relationship", "What the XML is to the page.", json!({"relationship": "source"})),
        made(
            "relationship-alternative",
            "The default, said.",
            json!({"relationship": "alternative", "profile": "en16931", "page_language": "fr"}),
        ),
        made(
            "relationship-data",
            "Another.",
            json!({"relationship": "data", "profile": "basic_wl", "timeout": 60_000}),
        ),
        case(
            "three-rates",
            "Three VAT rates.",
            write(
                invoice_with(json!({"lines": [
                    {"name": "Menu", "quantity": "24", "net_price": "18.50", "vat": {"rate": "10"}},
                    {"name": "Vin", "quantity": "30", "net_price": "5.20", "vat": {"rate": "20"}},
                    {"name": "Livre", "quantity": "3", "net_price": "29", "vat": {"rate": "5.5"}}
                ]})),
                json!({}),
            ),
        ),
        case(
            "credit-note",
            "A credit note, with the invoice it corrects.",
            write(
                invoice_with(json!({
                    "number": "AV-2026-0007", "type_code": "381", "due_date": null,
                    "preceding_invoices": [{"number": "FA-2026-0042", "issue_date": "2026-11-02"}]
                })),
                json!({}),
            ),
        ),
        case(
            "half-cents",
            "Amounts that end in half a cent are rounded away from zero.",
            write(
                invoice_with(json!({"lines": [
                    {"name": "Vis", "quantity": "3", "net_price": "0.335", "vat": {"rate": "20"}},
                    {"name": "Écrou", "quantity": "0.5", "net_price": "0.01", "vat": {"rate": "5.5"}}
                ]})),
                json!({}),
            ),
        ),
    ]
}

/// On the page of a document.
fn on_a_page() -> Vec<Case> {
    let made = |name, about, document, options| case(name, about, write(invoice(), options)).on(document);
    vec![
        made("kept-page", "On the PDF given, which is mended.", "blanche.pdf", json!({})),
        made("as-is", "On a PDF that is PDF/A-3b already.", "facturx.pdf", json!({})),
        made("font-embedded", "A font that is not inside is put there.", "police-absente.pdf", json!({})),
        made(
            "refused",
            "What stands in the way of PDF/A is told.",
            "operateur-inconnu.pdf",
            json!({"fallback": "refuse"}),
        ),
        made(
            "image",
            "`image`: the page as a picture, over its text.",
            "operateur-inconnu.pdf",
            json!({"fallback": "image"}),
        ),
        made(
            "unclaimed",
            "`unclaimed`: the page as it is, and no claim.",
            "operateur-inconnu.pdf",
            json!({"fallback": "unclaimed"}),
        ),
        made(
            "not-needed",
            "A fallback that is not needed is not taken.",
            "police-absente.pdf",
            json!({"fallback": "image"}),
        ),
        made("encrypted", "A PDF that asks for a password.", "chiffre.pdf", json!({})),
        made("not-a-pdf", "A text is no page.", "texte.txt", json!({})),
        made("picture", "Nor is a picture, for this verb.", "scan.png", json!({})),
        made("broken-pdf", "A PDF of one line.", "debut.pdf", json!({})),
        made("limit", "Past the limit of bytes.", "facturx.pdf", json!({"limits": {"bytes": 100}})),
    ]
}

fn refused() -> Vec<Case> {
    let made = |name, about, invoice, options| case(name, about, write(invoice, options));
    vec![
        made("empty-invoice", "Every reason at once.", json!({}), json!({})),
        made(
            "wrong-total",
            "A total that the lines deny.",
            invoice_with(json!({"totals": {"gross": "229.00"}})),
            json!({}),
        ),
        made("no-buyer", "Nobody to send it to.", invoice_with(json!({"buyer": null})), json!({})),
        made(
            "bad-code",
            "A country there is not.",
            invoice_with(json!({"seller": {"address": {"country": "FRANCE"}}})),
            json!({}),
        ),
        made("bad-accent", "A colour there is not.", invoice(), json!({"accent": "bleu"})),
        made("bad-logo", "A logo that is no picture.", invoice(), json!({"logo": "QUJD"})),
        made("bad-profile", "A profile there is not.", invoice(), json!({"profile": "en16932"})),
        made("bad-date", "A day there is not.", invoice_with(json!({"issue_date": "2026-02-30"})), json!({})),
        made("no-time", "No time at all.", invoice(), json!({"timeout": 0})),
    ]
}

fn xml() -> Vec<Case> {
    let made = |name, about, request: Value| {
        let mut whole = json!({"verb": "generate_xml", "invoice": invoice()});
        request.as_object().into_iter().flatten().for_each(|(key, value)| whole[key] = value.clone());
        case(name, about, whole)
    };
    vec![
        made("cii", "CII is the default.", json!({})),
        made("ubl", "UBL.", json!({"syntax": "ubl"})),
        made("minimum", "CII at MINIMUM.", json!({"syntax": "cii", "profile": "minimum"})),
        made("basic-wl", "CII at BASIC WL.", json!({"profile": "basic_wl"})),
        made("basic", "CII at BASIC.", json!({"profile": "basic"})),
        made("extended", "CII at EXTENDED.", json!({"profile": "extended"})),
        made(
            "ubl-credit-note",
            "A credit note in UBL has another root.",
            json!({"syntax": "ubl", "invoice": invoice_with(json!({
                "number": "AV-2026-0007", "type_code": "381", "due_date": null,
                "preceding_invoices": [{"number": "FA-2026-0042"}]
            }))}),
        ),
        made("ubl-basic", "UBL is written for EN 16931 only.", json!({"syntax": "ubl", "profile": "basic"})),
        made("no-lines", "An invoice without lines.", json!({"invoice": invoice_with(json!({"lines": []}))})),
        made("unknown-syntax", "A syntax there is not.", json!({"syntax": "edifact"})),
        made(
            "escaped",
            "What XML escapes, and letters of other alphabets.",
            json!({"invoice": invoice_with(json!({"buyer": {"name": "Œuvre & <Fils> « Ζυθοποιία »"}}))}),
        ),
    ]
}

fn converted() -> Vec<Case> {
    let made = |name, about, document, options| {
        case(name, about, json!({"verb": "convert_to_facturx", "options": at(options)})).on(document)
    };
    vec![
        made("text-pdf", "A PDF read and made a Factur-X; what is uncertain is named.", "facture.pdf", json!({})),
        made("drawn-anew", "`redraw` leaves its page.", "facture.pdf", json!({"redraw": true})),
        made("cii", "CII: its page is drawn.", "facture.cii.xml", json!({})),
        made("facturx", "A Factur-X at another profile.", "facturx.pdf", json!({"profile": "basic"})),
        made("ubl", "UBL into CII in a PDF.", "facture.ubl.xml", json!({"page_language": "en"})),
        made("refused", "What stands in the way of PDF/A is told.", "operateur-inconnu.pdf", json!({})),
        made("image", "The page as a picture.", "operateur-inconnu.pdf", json!({"fallback": "image"})),
        made("receipt", "A receipt is no invoice: every reason at once.", "ticket.pdf", json!({"fallback": "image"})),
        made("blank", "A page with nothing on it.", "mot-de-passe-vide.pdf", json!({"fallback": "image"})),
        made("not-a-document", "A text is no document.", "texte.txt", json!({})),
        made("encrypted", "A PDF that asks for a password.", "chiffre.pdf", json!({})),
        made("limit", "Past the limit of bytes.", "courte.pdf", json!({"limits": {"bytes": 10}})),
        made("no-time", "No time at all.", "courte.pdf", json!({"timeout": 0})),
    ]
}
