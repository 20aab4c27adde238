//! What keeps an invoice from being written is told all at once, field by field.

use ocr_facture::facturx::{Profile, Syntax, complete, write_xml};
use ocr_facture::invoice::{Line, VatBreakdown};
use ocr_facture::{Error, ErrorKind, Invoice};
use rust_decimal::Decimal;
use serde_json::json;

use super::scenarios::invoice;

fn told(error: &Error) -> Vec<(&str, &str)> {
    assert_eq!(error.kind(), ErrorKind::InvalidInvoice);
    for reason in error.reasons() {
        assert!([&reason.message_fr, &reason.message_en].iter().all(|m| m.ends_with(['.', '…'])), "{reason:?}");
        assert!(error.to_string().contains(&*reason.message_fr), "{error}");
    }
    error.reasons().iter().map(|reason| (&*reason.code, reason.path.as_str())).collect()
}

#[track_caller]
fn refused(invoice: &Invoice, syntax: Syntax, profile: Profile, expected: &[(&str, &str)]) {
    let error = write_xml(invoice, syntax, profile).expect_err("refused");
    assert_eq!(told(&error), expected, "{error}");
}

#[test]
fn an_empty_invoice_lacks_what_its_profile_needs() {
    let empty = Invoice::default();
    let minimum = [
        ("required", "number"),
        ("required", "issue_date"),
        ("required", "seller.name"),
        ("required", "seller.address.country"),
        ("required", "buyer.name"),
        ("required", "totals.net"),
        ("required", "totals.gross"),
        ("required", "totals.due"),
        ("required", "seller.siren"),
    ];
    refused(&empty, Syntax::Cii, Profile::Minimum, &minimum);
    let without_lines = [("required", "buyer.address.country"), ("required", "vat_breakdown")];
    refused(&empty, Syntax::Cii, Profile::BasicWl, &[minimum.as_slice(), &without_lines].concat());
    let lines = [("required", "lines")];
    let all = [minimum.as_slice(), &without_lines, &lines].concat();
    refused(&empty, Syntax::Cii, Profile::Basic, &all);
    refused(&empty, Syntax::Ubl, Profile::En16931, &all);
    let ubl = [[("not_writable", "profile")].as_slice(), &all].concat();
    refused(&empty, Syntax::Ubl, Profile::Basic, &ubl);
}

#[test]
fn every_contradiction_is_told_at_once() {
    let wrong = invoice(json!({
        "lines": [{ "name": "Porte", "quantity": "2", "net_price": "95.00", "net_amount": "200.00", "vat": { "rate": "20" } },
            { "name": "Pose", "quantity": "1", "net_price": "10.00", "vat": { "rate": "0" } },
            { "quantity": "1", "net_price": "5.00", "vat": { "rate": "20" } }],
        "totals": { "lines": "999.00", "due": "1.00" },
        "payment": { "late_penalty": "Trois fois le taux légal" },
        "notes": [{ "subject_code": "PMD", "text": "Dix pour cent" }],
        "delivery": { "period": { "start": "2026-09-30", "end": "2026-09-01" } },
    }));
    let expected = [
        ("inconsistent", "lines.0.net_amount"),
        ("required", "lines.1.vat.category"),
        ("inconsistent", "totals.lines"),
        ("inconsistent", "totals.due"),
        ("inconsistent", "payment.late_penalty"),
        ("required", "lines.2.name"),
        ("inconsistent", "delivery.period.end"),
    ];
    refused(&wrong, Syntax::Cii, Profile::En16931, &expected);
    let error = complete(&wrong, Profile::En16931).expect_err("refused");
    assert_eq!(told(&error), expected[..5]);
    assert_eq!(error.reasons()[0].message_fr, "200.00 est donné, le calcul donne 190.00.");
}

#[test]
fn totals_may_not_be_a_cent_away() {
    let fields = ["lines", "net", "tax", "gross", "due"];
    for (field, right) in fields.into_iter().zip(["190.00", "190.00", "38.00", "228.00", "228.00"]) {
        let with = |value: Decimal| invoice(json!({ "totals": { field: value } }));
        let right: Decimal = right.parse().expect("a number");
        assert!(write_xml(&with(right), Syntax::Cii, Profile::En16931).is_ok(), "{field}");
        let error = write_xml(&with(right + Decimal::new(1, 2)), Syntax::Cii, Profile::En16931).expect_err(field);
        assert_eq!(told(&error)[0], ("inconsistent", format!("totals.{field}").as_str()));
    }
}

#[test]
fn in_ubl_france_wants_the_scheme_of_every_identifier() {
    let bare = invoice(json!({ "seller": { "identifiers": [{ "value": "FOURN-77" }] } }));
    assert!(write_xml(&bare, Syntax::Cii, Profile::En16931).is_ok());
    refused(&bare, Syntax::Ubl, Profile::En16931, &[("required", "seller.identifiers.0.scheme")]);
}

#[test]
fn values_that_are_none_of_their_field_are_told() {
    let cases = [
        (json!({ "currency": "FRF" }), "currency"),
        (json!({ "type_code": "325" }), "type_code"),
        (json!({ "tax_point_code": "5" }), "tax_point_code"),
        (json!({ "seller": { "siren": "73282932" } }), "seller.siren"),
        (json!({ "buyer": { "siret": "73282932000074" } }), "buyer.siret"),
        (json!({ "buyer": { "vat_id": "64443061841" } }), "buyer.vat_id"),
        (json!({ "buyer": { "address": { "country": "XX" } } }), "buyer.address.country"),
        (json!({ "buyer": { "identifiers": [{ "scheme": "SEPA", "value": "1" }] } }), "buyer.identifiers.0.scheme"),
        (
            json!({ "buyer": { "electronic_address": { "scheme": "X", "value": "1" } } }),
            "buyer.electronic_address.scheme",
        ),
        (json!({ "seller": { "name": "Dupont\u{7}" } }), "seller.name"),
        (json!({ "payment": { "recovery_fee": "40.001" } }), "payment.recovery_fee"),
        (
            json!({ "lines": [{ "name": "x", "quantity": "1.00001", "net_price": "1", "vat": { "rate": "20" } }] }),
            "lines.0.quantity",
        ),
        (
            json!({ "lines": [{ "name": "x", "quantity": "1", "unit": "poignée", "net_price": "1", "vat": { "rate": "20" } }] }),
            "lines.0.unit",
        ),
        (
            json!({ "lines": [{ "name": "x", "quantity": "1", "net_price": "1", "vat": { "category": "X", "rate": "20" } }] }),
            "lines.0.vat.category",
        ),
        (
            json!({ "lines": [{ "name": "x", "quantity": "1", "price_quantity": "0", "net_price": "1", "vat": { "rate": "20" } }] }),
            "lines.0.price_quantity",
        ),
        (json!({ "totals": { "paid": "99999999999999999999" } }), "totals.paid"),
    ];
    for (patch, path) in cases {
        let error = write_xml(&invoice(patch), Syntax::Cii, Profile::En16931).expect_err(path);
        assert!(told(&error).contains(&("bad_value", path)), "{path}: {error}");
    }
}

#[test]
fn numbers_of_any_size_are_refused_and_never_panic() {
    let extremes = [Decimal::MAX, Decimal::MIN, Decimal::new(1, 28), Decimal::ZERO, Decimal::NEGATIVE_ONE];
    for quantity in extremes {
        for price in extremes {
            for rate in extremes {
                let mut hostile = invoice(json!({}));
                let line = &mut hostile.lines[0];
                (line.quantity, line.net_price, line.vat.rate) = (Some(quantity), Some(price), Some(rate));
                (line.gross_price, line.discount_rate, line.price_quantity) = (Some(rate), Some(price), Some(quantity));
                hostile.lines.push(Line { net_amount: Some(price), quantity: Some(rate), ..Line::default() });
                hostile.vat_breakdown.push(VatBreakdown {
                    rate: Some(rate),
                    taxable_amount: Some(price),
                    ..VatBreakdown::default()
                });
                hostile.totals.paid = Some(quantity);
                for profile in Profile::ALL {
                    let _ = write_xml(&hostile, Syntax::Cii, profile);
                }
            }
        }
    }
}
