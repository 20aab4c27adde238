//! Extractions to test the exporters with.

use std::io::{self, Write};

use crate::api::{DocumentInfo, DocumentKind, Extraction, PageInfo, SCHEMA, Warning};
use crate::error::{Error, ErrorKind};
use crate::evidence::{Evidence, Origin};
use crate::invoice::{self, Invoice};
use crate::page::{Rect, Source};

/// A disk with no room left.
pub(crate) struct FullDisk;

impl Write for FullDisk {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(crate) fn error() -> Error {
    Error::new(ErrorKind::Encrypted, "Ce PDF est protégé par un mot de passe.").with("page", 1)
}

/// A small invoice of two lines, one of them hostile to spreadsheets.
pub(crate) fn extraction() -> Extraction {
    of(serde_json::json!({
        "number": "FA-2026-0042", "issue_date": "2026-09-14", "currency": "EUR", "type_code": "380",
        "seller": { "name": "Dupont & Fils, \"Ateliers\"", "siren": "732829320" },
        "lines": [
            { "id": "1", "name": "Pose", "quantity": "2", "net_amount": "202.50", "vat": { "category": "S", "rate": "20" } },
            { "id": "2", "name": "=HYPERLINK(\"http://x\")", "net_amount": "-12.50" },
        ],
        "vat_breakdown": [{ "category": "S", "rate": "20", "taxable_amount": "190.00", "tax_amount": "38.00" }],
        "totals": { "net": "190.00", "tax": "38.00", "gross": "228.00", "due": "228.00" },
    }))
}

/// An invoice with every leaf of the model set.
pub(crate) fn full() -> Extraction {
    let party = serde_json::json!({
        "name": "x", "trading_name": "x", "siren": "732829320", "siret": "73282932000074", "vat_id": "FR44732829320",
        "identifiers": [{ "scheme": "0088", "value": "x" }], "registration": { "scheme": "0060", "value": "x" },
        "tax_number": "x",
        "legal_form": "SARL", "share_capital": "10000", "rcs": "RCS Lyon", "naf": "62.01Z",
        "address": { "lines": ["x", "y"], "post_code": "69003", "city": "Lyon", "country": "FR" },
        "contact": { "name": "x", "phone": "x", "email": "x" },
        "electronic_address": { "scheme": "0225", "value": "x" },
    });
    let vat = serde_json::json!({ "category": "S", "rate": "20" });
    let allowance = serde_json::json!({ "amount": "1", "base_amount": "2", "rate": "3", "reason": "x", "vat": vat });
    let reduction = serde_json::json!({ "amount": "1", "base_amount": "2", "rate": "3", "reason": "x" });
    let breakdown = serde_json::json!({ "category": "S", "rate": "20", "taxable_amount": "1", "tax_amount": "1",
        "exemption_reason": "x", "exemption_code": "x" });
    of(serde_json::json!({
        "number": "x", "issue_date": "2026-09-14", "due_date": "2026-10-14", "type_code": "380", "currency": "EUR",
        "accounting_currency": "EUR", "tax_point_code": "3", "business_process": "S1", "order_reference": "x", "contract_reference": "x", "buyer_reference": "x",
        "preceding_invoices": [{ "number": "x", "issue_date": "2026-01-01" }],
        "notes": [{ "subject_code": "PMT", "text": "x" }],
        "seller": party, "buyer": party, "payee": party, "tax_representative": party,
        "delivery": { "date": "2026-09-14", "name": "x", "address": party["address"],
                      "period": { "start": "2026-09-01", "end": "2026-09-30" } },
        "payment": { "means_code": "30", "iban": "x", "bic": "x", "reference": "x", "terms": "x", "late_penalty": "x",
                     "recovery_fee": "40.00", "discount_terms": "x" },
        "lines": [{ "id": "1", "name": "x", "description": "x", "code": "x", "standard_code": "x", "quantity": "1", "unit": "C62",
                    "price_quantity": "1",
                    "gross_price": "1", "discount_rate": "1", "net_price": "1", "net_amount": "1", "vat": vat,
                    "order_reference": "x", "period": { "start": "2026-09-01", "end": "2026-09-30" },
                    "allowances": [reduction], "charges": [reduction] }],
        "allowances": [allowance], "charges": [allowance],
        "vat_breakdown": [breakdown, breakdown, breakdown, breakdown],
        "totals": { "lines": "1", "allowances": "1", "charges": "1", "net": "1", "tax": "1",
                    "accounting_tax": "1", "gross": "1", "paid": "1",
                    "rounding": "1", "due": "1" },
    }))
}

fn of(invoice: serde_json::Value) -> Extraction {
    let invoice: Invoice = serde_json::from_value(invoice).unwrap();
    let evidence = |leaf: invoice::Leaf| Evidence {
        confidence: if leaf.path == "totals.due" { 0.61 } else { 0.98 },
        page: Some(1),
        rect: Some(Rect::new(10.0, 10.0, 60.0, 20.0)),
        raw: Some(leaf.value),
        origin: Origin::Text,
        repaired: false,
        agrees_with: vec![],
    };
    Extraction {
        schema: SCHEMA.into(),
        document: DocumentInfo {
            kind: DocumentKind::PdfText,
            sha256: "00".into(),
            language: Some("fr".into()),
            pages: vec![PageInfo {
                number: 1,
                width: 595.0,
                height: 842.0,
                source: Source::Text,
                rotation: 0,
                skew: 0.0,
                engine: None,
                handwriting: vec![],
            }],
        },
        fields: invoice::leaves(&invoice).into_iter().map(|l| (l.path.clone(), evidence(l))).collect(),
        invoice,
        warnings: vec![Warning {
            code: "totals_disagree".into(),
            message: "x".into(),
            fields: vec!["totals.net".into()],
        }],
        text: None,
    }
}
