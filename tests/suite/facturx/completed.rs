//! What follows from an invoice is derived, what is there stays.

use ocr_facture::Invoice;
use ocr_facture::facturx::{Profile, complete};
use ocr_facture::invoice::leaves;
use rust_decimal::Decimal;
use serde_json::json;

use super::scenarios::{all, invoice};

fn completed(patch: serde_json::Value) -> Invoice {
    complete(&invoice(patch), Profile::En16931).unwrap_or_else(|error| panic!("{error}"))
}

fn number(text: &str) -> Option<Decimal> {
    text.parse().ok()
}

#[test]
fn amounts_vat_and_totals_are_derived() {
    let invoice = completed(json!({
        "lines": [
            { "name": "Porte", "quantity": "3", "gross_price": "33.33", "discount_rate": "5", "vat": { "rate": "20" } },
            { "name": "Pose", "quantity": "1.5", "net_price": "40", "unit": "heure", "vat": { "rate": "10" } },
            { "name": "Forfait", "net_amount": "12.50", "vat": { "rate": "20" } },
        ],
        "allowances": [{ "base_amount": "107.49", "rate": "10", "vat": { "rate": "20" } }],
        "totals": { "paid": "50" },
    }));
    let line = |i: usize| &invoice.lines[i];
    assert_eq!((line(0).net_price, line(0).net_amount), (number("31.6635"), number("94.99")));
    assert_eq!((line(1).unit.as_deref(), line(1).net_amount), (Some("HUR"), number("60.00")));
    assert_eq!((line(2).quantity, line(2).net_price), (number("1"), number("12.50")));
    assert_eq!(invoice.allowances[0].amount, number("10.75"));
    let rows: Vec<_> = invoice
        .vat_breakdown
        .iter()
        .map(|row| (row.category.as_deref(), row.rate, row.taxable_amount, row.tax_amount))
        .collect();
    assert_eq!(
        rows,
        [
            (Some("S"), number("20"), number("96.74"), number("19.35")),
            (Some("S"), number("10"), number("60.00"), number("6.00")),
        ]
    );
    let totals = &invoice.totals;
    assert_eq!((totals.lines, totals.allowances, totals.charges), (number("167.49"), number("10.75"), None));
    assert_eq!((totals.net, totals.tax, totals.gross), (number("156.74"), number("25.35"), number("182.09")));
    assert_eq!(totals.due, number("132.09"));
}

#[test]
fn what_law_and_norm_fix_is_filled_in() {
    let invoice = completed(json!({ "business_process": null, "lines": [
        { "name": "Conseil", "quantity": "2", "unit": "jour", "net_price": "700", "vat": { "rate": "20" } }] }));
    assert_eq!((invoice.currency.as_deref(), invoice.type_code.as_deref()), (Some("EUR"), Some("380")));
    assert_eq!(invoice.business_process.as_deref(), Some("S1"), "days are services");
    assert_eq!(invoice.seller.siren.as_deref(), Some("732829320"), "from the SIRET");
    for party in [&invoice.seller, &invoice.buyer] {
        let address = party.electronic_address.as_ref().expect("an address");
        assert_eq!((address.scheme.as_deref(), Some(address.value.as_str())), (Some("0225"), party.siren.as_deref()));
    }
    assert_eq!(invoice.payment.means_code.as_deref(), Some("30"));
    let notes: Vec<_> = invoice.notes.iter().filter_map(|note| note.subject_code.as_deref()).collect();
    assert_eq!(notes, ["PMT", "PMD", "AAB", "REG", "ABL"]);
    assert_eq!(invoice.notes[3].text, "SARL au capital de 10 000 €");
    assert_eq!(completed(json!({ "business_process": null })).business_process, None, "pieces are anything");
}

#[test]
fn categories_without_vat_come_from_what_the_invoice_says() {
    let line = json!([{ "name": "x", "quantity": "1", "net_price": "100", "vat": { "rate": "0" } }]);
    let cases = [
        ("TVA non applicable, art. 293 B du CGI", "E", "VATEX-FR-FRANCHISE"),
        ("Franchise en base, art. L. 223-3 du CIBS", "E", "VATEX-FR-FRANCHISE"),
        ("AUTOLIQUIDATION", "AE", "VATEX-EU-AE"),
        ("Exonération de TVA, article 262 ter, I du CGI", "K", "VATEX-EU-IC"),
        ("Exonération, article 262 I du CGI", "G", "VATEX-EU-G"),
        ("TVA non applicable, art. 259-1 du CGI", "O", "VATEX-EU-O"),
    ];
    for (note, category, code) in cases {
        let invoice = completed(json!({ "lines": line, "notes": [{ "text": note }] }));
        let row = &invoice.vat_breakdown[0];
        assert_eq!((row.category.as_deref(), row.exemption_code.as_deref()), (Some(category), Some(code)), "{note}");
        assert!(row.exemption_reason.is_some(), "{note}");
        assert_eq!(row.rate, (category != "O").then_some(Decimal::ZERO));
    }
    let silent = complete(&invoice(json!({ "lines": line })), Profile::En16931).expect_err("nothing says why");
    assert_eq!(silent.reasons()[0].path, "lines.0.vat.category");
    let two = json!([{ "text": "Autoliquidation" }, { "text": "Article 293 B du CGI" }]);
    let undecided = complete(&invoice(json!({ "lines": line, "notes": two })), Profile::En16931);
    assert!(undecided.is_err(), "two reasons are none");
}

#[test]
fn nothing_told_is_replaced_and_twice_changes_nothing() {
    // These two are turned: the norm wants them positive.
    let turned = ["credit_note_in_negative", "rebate_line"];
    for (name, invoice) in all() {
        let once = complete(&invoice, Profile::Extended).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(complete(&once, Profile::Extended).ok().as_ref(), Some(&once), "{name}");
        if !turned.contains(&name.as_str()) {
            let kept = leaves(&once);
            let lost: Vec<_> = leaves(&invoice).into_iter().filter(|leaf| !kept.contains(leaf)).collect();
            // A unit in words becomes its code; what is outside VAT has no rate, not even zero.
            let by_design = |path: &str| path.ends_with(".unit") || name == "outside_vat" && path == "lines.0.vat.rate";
            let lost: Vec<_> = lost.iter().filter(|leaf| !by_design(&leaf.path)).collect();
            assert!(lost.is_empty(), "{name}: {lost:?}");
        }
    }
}

#[test]
fn profiles_without_lines_do_not_need_them_whole() {
    let lacking = invoice(json!({
        "lines": [{ "name": "Porte" }],
        "vat_breakdown": [{ "rate": "20", "taxable_amount": "190.00" }],
        "totals": { "net": "190.00" },
    }));
    assert!(complete(&lacking, Profile::En16931).is_err());
    let header = complete(&lacking, Profile::BasicWl).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((header.totals.tax, header.totals.gross), (number("38.00"), number("228.00")));
    assert_eq!(header.lines, lacking.lines);
}
