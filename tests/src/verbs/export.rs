//! Writing extractions in other formats.

use serde_json::{Value, json};

use super::{Case, case, invoice, invoice_with};

/// An extraction as the verbs give it.
fn extraction(invoice: Value) -> Value {
    json!({
        "schema": "ocr-facture/1",
        "document": {
            "kind": "pdf_text", "sha256": "0".repeat(64), "language": "fr",
            "pages": [{"number": 1, "width": 595.0, "height": 842.0, "source": "text", "rotation": 0, "skew": 0.0}]
        },
        "invoice": invoice,
        "fields": {"number": {"confidence": 0.98, "page": 1, "box": [402.1, 88.0, 489.7, 99.4], "raw": "FA-2026-0042", "origin": "text"}},
        "warnings": [{"code": "totals_disagree", "message": "Les totaux ne s'accordent pas.", "fields": ["totals.net"]}],
        "text": null
    })
}

fn rows() -> Vec<Value> {
    let two = invoice_with(json!({
        "number": "FA-2026-0043", "currency": "EUR",
        "buyer": {"name": "=SOMME(A1:A9) ; \"Œuvre\"\nSAS"},
        "lines": [
            {"name": "Menu", "quantity": "24", "net_price": "18.50", "net_amount": "444.00", "vat": {"category": "S", "rate": "10"}},
            {"name": "Vin", "quantity": "30", "net_price": "5.20", "net_amount": "156.00", "vat": {"category": "S", "rate": "20"}}
        ],
        "totals": {"net": "600.00", "tax": "75.60", "gross": "675.60", "due": "675.60"}
    }));
    vec![
        json!({"path": "a.pdf", "result": extraction(invoice())}),
        json!({"path": "dossier/b.pdf", "result": extraction(two)}),
        json!({"path": "c.pdf", "error": {"code": "encrypted", "message": "Ce PDF demande un mot de passe."}}),
    ]
}

pub(super) fn cases() -> Vec<Case> {
    let write = |name, about, format: &str, rows: Vec<Value>| {
        case(name, about, json!({"verb": "export", "format": format, "documents": rows}))
    };
    vec![
        write("csv", "A row an invoice, and one for what could not be read.", "csv", rows()),
        write("csv-lines", "A row a line of an invoice.", "csv_lines", rows()),
        write("ndjson", "A JSON object a line.", "ndjson", rows()),
        write("xlsx", "A workbook; the same rows give the same bytes.", "xlsx", rows()),
        write("csv-nothing", "No document: the head alone.", "csv", vec![]),
        write("csv-lines-nothing", "The same of lines.", "csv_lines", vec![]),
        write("ndjson-nothing", "No document: nothing.", "ndjson", vec![]),
        write("xlsx-nothing", "No document: a workbook all the same.", "xlsx", vec![]),
        write("neither", "A document with neither a result nor an error.", "csv", vec![json!({"path": "a.pdf"})]),
        write("unknown-format", "A format there is not.", "ods", vec![]),
        write(
            "unknown-code",
            "An error code there is not.",
            "csv",
            vec![json!({"path": "a.pdf", "error": {"code": "lost", "message": "?"}})],
        ),
        write(
            "no-invoice",
            "A result that is no extraction.",
            "csv",
            vec![json!({"path": "a.pdf", "result": {"number": "1"}})],
        ),
    ]
}
