//! Reading a document, from bytes, a file or base64.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use super::{Case, case, documents};

fn bytes(options: Value) -> Value {
    json!({"verb": "extract_from_bytes", "options": options})
}

fn base64(document: &str) -> String {
    let found = documents::DOCUMENTS.iter().find(|d| d.name == document).expect("a document");
    BASE64_STANDARD.encode((found.make)())
}

pub(super) fn cases() -> Vec<Case> {
    [what_it_is(), options(), recognition(), refused(), from_elsewhere(), requests()].concat()
}

/// Documents of every kind, with no option.
fn what_it_is() -> Vec<Case> {
    let read = |name, about, document| case(name, about, json!({"verb": "extract_from_bytes"})).on(document);
    vec![
        read(
            "text-pdf",
            "A PDF with text: every field with its place, its characters and its confidence.",
            "facture.pdf",
        ),
        read("one-line", "An invoice of one line.", "courte.pdf"),
        read("three-rates", "Three VAT rates, each with its base.", "trois-taux.pdf"),
        read("credit-note", "A credit note: type 381.", "avoir.pdf"),
        read("two-pages", "Lines that go on over two pages.", "deux-pages.pdf"),
        read("receipt", "A till receipt, with prices that include VAT.", "ticket.pdf"),
        read("english", "An invoice in English: the language is told by its page.", "invoice.pdf"),
        read("german", "An invoice in German.", "rechnung.pdf"),
        read("spanish", "An invoice in Spanish.", "factura.pdf"),
        read("italian", "An invoice in Italian.", "fattura.pdf"),
        read("portuguese", "An invoice in Portuguese.", "fatura.pdf"),
        read("dutch", "An invoice in Dutch.", "factuur.pdf"),
        read("facturx", "A Factur-X: its XML is what is read, its pages are told.", "facturx.pdf"),
        read("cii", "A CII invoice, with an allowance and a charge.", "facture.cii.xml"),
        read("ubl", "A UBL invoice, with discounts.", "facture.ubl.xml"),
        read("ubl-credit-note", "A UBL credit note.", "avoir.ubl.xml"),
        read("empty-password", "A PDF that is ciphered with no password to read it.", "mot-de-passe-vide.pdf"),
        read("cross-references-lost", "A PDF without the table of its objects is read all the same.", "sans-fin.pdf"),
        read("unembedded-font", "A PDF whose font is not inside.", "police-absente.pdf"),
    ]
}

fn options() -> Vec<Case> {
    let on = |name, about, document, options| case(name, about, bytes(options)).on(document);
    vec![
        on("page-text", "`text` adds the page text in reading order.", "courte.pdf", json!({"text": true})),
        on("first-page", "`pages` leaves the others unread.", "deux-pages.pdf", json!({"pages": [1]})),
        on("second-page", "Pages keep their number.", "deux-pages.pdf", json!({"pages": [2], "text": true})),
        on(
            "language-told",
            "`language` is for pages that do not tell theirs.",
            "rechnung.pdf",
            json!({"language": "deu"}),
        ),
        on("ocr-never", "`ocr: never` changes nothing where there is text.", "courte.pdf", json!({"ocr": "never"})),
        on("ocr-auto", "`ocr: auto` keeps the text there is.", "courte.pdf", json!({"ocr": "auto"})),
        on("engine-auto", "`engine: auto` is the best installed.", "courte.pdf", json!({"engine": "auto"})),
        on(
            "engine-unused",
            "An engine that is not needed is not asked for.",
            "courte.pdf",
            json!({"engine": "paddle"}),
        ),
        on("tesseract-unused", "The same with another.", "courte.pdf", json!({"engine": "tesseract"})),
        on("preprocess-none", "`preprocess` is for pictures.", "courte.pdf", json!({"preprocess": "none"})),
        on(
            "preprocess-steps",
            "Every step of `preprocess` has its name.",
            "courte.pdf",
            json!({"preprocess": {
                "orient": true, "deskew": true, "perspective": false, "background": 0.5, "contrast": 0, "denoise": null,
                "upscale": 1, "binarize": false, "keep_color": true
            }}),
        ),
        on("time-enough", "A `timeout` that is not reached changes nothing.", "courte.pdf", json!({"timeout": 60_000})),
        on(
            "limits-kept",
            "Limits that are not passed change nothing.",
            "courte.pdf",
            json!({"limits": {
                "bytes": 100_000, "pages": 1, "pixels": 1_000_000, "decompressed_bytes": 1_000_000, "objects": 1_000,
                "depth": 32
            }}),
        ),
        on(
            "page-compared",
            "`compare_page` tells where the page of a Factur-X and its XML disagree.",
            "facturx-contredit.pdf",
            json!({"compare_page": true}),
        ),
        on("page-not-compared", "Without it, the XML alone is read.", "facturx-contredit.pdf", json!({})),
        on(
            "page-agrees",
            "A page that agrees with its XML gives no warning.",
            "facturx.pdf",
            json!({"compare_page": true}),
        ),
        on("facturx-text", "The page text of a Factur-X.", "facturx.pdf", json!({"text": true})),
    ]
}

/// What an engine reads on pictures; `lstm` with the models of Debian 12.
fn recognition() -> Vec<Case> {
    let read = |name, about, document, options| case(name, about, bytes(options)).on(document).needs(&["lstm"]);
    vec![
        read("scan-png", "A picture without a spot, read by the LSTM engine.", "scan.png", json!({"engine": "lstm"})),
        read("scan-pdf", "A PDF whose page is a picture that slopes.", "scan.pdf", json!({"engine": "lstm"})),
        read("photo", "A sheet on a desk, as a phone sees it.", "photo.jpg", json!({"engine": "lstm"})),
        read("scan-jpeg", "A picture read as it is.", "scan.jpg", json!({"engine": "lstm", "preprocess": "none"})),
        read(
            "scan-steps",
            "Two steps asked for, none other done.",
            "scan.jpg",
            json!({"engine": "lstm", "preprocess": {
                "deskew": true, "contrast": 0.5, "background": false, "denoise": false, "upscale": false, "orient": false,
                "perspective": false
            }}),
        ),
        read(
            "ocr-always",
            "`ocr: always` reads the page, whatever text it has.",
            "courte.pdf",
            json!({"engine": "lstm", "ocr": "always"}),
        ),
        read(
            "language-missing",
            "No model for the language asked for.",
            "scan.png",
            json!({"engine": "lstm", "language": "zzz"}),
        ),
    ]
}

fn refused() -> Vec<Case> {
    let on = |name, about, document, options| case(name, about, bytes(options)).on(document);
    let limit = |name, about, document, limits| case(name, about, bytes(json!({"limits": limits}))).on(document);
    vec![
        on("empty", "No byte at all.", "vide.bin", json!({})),
        on("plain-text", "A text is no document.", "texte.txt", json!({})),
        on("html", "Nor is a page of the Web.", "page.html", json!({})),
        on("other-xml", "An XML that is no invoice.", "autre.xml", json!({})),
        on("broken-xml", "An XML that breaks off.", "casse.xml", json!({})),
        on("encrypted", "A PDF that asks for a password.", "chiffre.pdf", json!({})),
        on("header-only", "A PDF of one line.", "debut.pdf", json!({})),
        on("cut-pdf", "A PDF of which nine tenths are missing.", "coupe.pdf", json!({})),
        on("cut-jpeg", "A JPEG cut before its first pixel.", "coupee.jpg", json!({})),
        on("scan-not-recognised", "A picture that nobody may read.", "scan.png", json!({"ocr": "never"})),
        on("scan-pdf-not-recognised", "The same in a PDF.", "scan.pdf", json!({"ocr": "never"})),
        on("no-such-page", "A page the document does not have.", "courte.pdf", json!({"pages": [7]})),
        on("page-zero", "Pages are counted from one.", "courte.pdf", json!({"pages": [0]})),
        on("no-time", "No time at all.", "courte.pdf", json!({"timeout": 0})),
        limit("too-many-bytes", "Past the limit of bytes.", "facture.pdf", json!({"bytes": 1000})),
        limit("too-many-pages", "Past the limit of pages.", "deux-pages.pdf", json!({"pages": 1})),
        limit(
            "too-many-pixels",
            "Past the limit of pixels, before any is decoded.",
            "scan.png",
            json!({"pixels": 1000}),
        ),
        limit(
            "unpacks-too-much",
            "Past what it may unpack to.",
            "facturx-basic.pdf",
            json!({"decompressed_bytes": 1000}),
        ),
        limit("too-many-objects", "Past the limit of objects.", "facture.pdf", json!({"objects": 3})),
        limit("too-many-elements", "Past the limit of elements of an XML.", "facture.cii.xml", json!({"objects": 20})),
        limit("too-deep", "Past the depth of an XML.", "facture.cii.xml", json!({"depth": 3})),
    ]
}

fn from_elsewhere() -> Vec<Case> {
    let file = |options: Value| json!({"verb": "extract_from_file", "path": "$document", "options": options});
    let text = |text: String, options: Value| json!({"verb": "extract_from_base64", "text": text, "options": options});
    vec![
        case("text-pdf", "A file gives what its bytes give.", file(json!({}))).on("courte.pdf"),
        case("facturx", "A file that is a Factur-X.", file(json!({}))).on("facturx-basic.pdf"),
        case("options", "Options go with a path too.", file(json!({"text": true, "pages": [1]}))).on("deux-pages.pdf"),
        case(
            "not-found",
            "A file that is not there.",
            json!({"verb": "extract_from_file", "path": "/nulle/part/facture.pdf"}),
        ),
        case("too-large", "A file is measured before it is opened.", file(json!({"limits": {"bytes": 100}})))
            .on("courte.pdf"),
        case("empty", "An empty file.", file(json!({}))).on("vide.bin"),
        case("plain", "Base64 gives what its bytes give.", text(base64("courte.pdf"), json!({}))),
        case(
            "data-uri",
            "With `data:` in front.",
            text(format!("data:application/pdf;base64,{}", base64("courte.pdf")), json!({})),
        ),
        case("spaces", "With line ends and spaces.", text(folded(&base64("autoliquidation.cii.xml")), json!({}))),
        case(
            "url-alphabet",
            "In the alphabet of URLs, without padding.",
            text(base64("avoir.cii.xml").replace('+', "-").replace('/', "_").replace('=', ""), json!({})),
        ),
        case("bad-base64", "What is no base64.", text("ceci n'est pas du base64 !".into(), json!({}))),
        case("empty-text", "An empty text.", text(String::new(), json!({}))),
        case("data-uri-cut", "A `data:` URI without its data.", text("data:application/pdf;base64".into(), json!({}))),
        case(
            "limit",
            "A text is measured before it is decoded.",
            text(base64("courte.pdf"), json!({"limits": {"bytes": 64}})),
        ),
    ]
}

/// Seventy-six characters a line, as mail does it.
fn folded(text: &str) -> String {
    let lines: Vec<&str> = (0..text.len()).step_by(76).map(|at| &text[at..text.len().min(at + 76)]).collect();
    lines.join("\r\n ")
}

/// What no program of ours sends: a binding hands it over, and the engine names what it does not know.
fn requests() -> Vec<Case> {
    let wrong = |name, about, request: Value| Case { folder: "request".into(), ..case(name, about, request) }.local();
    let option = |name, about, options: Value| wrong(name, about, bytes(options)).on("courte.pdf");
    vec![
        wrong("unknown-verb", "A verb there is not.", json!({"verb": "fly"})),
        wrong("no-verb", "No verb.", json!({"options": {}})),
        wrong("no-object", "A request is an object.", json!(["extract_from_bytes"])),
        wrong("no-document", "A verb that needs a document, without one.", json!({"verb": "extract_from_bytes"})),
        wrong("unknown-field", "A field the verb does not have.", json!({"verb": "validate", "profile": "basic"})),
        wrong("missing-field", "A field the verb needs.", json!({"verb": "extract_from_base64"})),
        wrong("missing-invoice", "An invoice the verb needs.", json!({"verb": "generate_xml", "syntax": "ubl"})),
        option("unknown-option", "An option there is not.", json!({"langage": "fra"})),
        option("unknown-engine", "A value the option does not have.", json!({"engine": "abbyy"})),
        option("unknown-mode", "Another.", json!({"ocr": "sometimes"})),
        option("unknown-step", "A step there is not.", json!({"preprocess": {"descew": true}})),
        option("strength-above-one", "A strength goes up to 1.", json!({"preprocess": {"deskew": 2}})),
        option("unknown-limit", "A limit there is not.", json!({"limits": {"megabytes": 5}})),
        option("negative-timeout", "Time is not negative.", json!({"timeout": -1})),
        option("pages-of-words", "Pages are numbers.", json!({"pages": "1-3"})),
    ]
}
