//! Recognised pages: what is put right, and what is not.

use crate::fields::sheet::{At, Sheet};
use crate::fields::{Reading, read};
use crate::page::{Rect, Source};
use At::{Left, Right};

fn recognised(sheet: Sheet) -> Reading {
    let mut page = sheet.page();
    page.source = Source::Ocr;
    page.words.iter_mut().for_each(|w| w.confidence = 0.9);
    read(&[page], "fra")
}

fn totals(net: &str, tax: &str, gross: &str) -> Sheet {
    let sheet = Sheet::new().row(&[Left(40.0, "Facture n° 2026-17")]).row(&[Left(40.0, "Date : 12/03/2026")]);
    sheet.total("Total HT", net).total("TVA 20 %", tax).total("Total TTC", gross)
}

fn told(reading: &Reading, path: &str) -> bool {
    reading.evidence.get(path).is_some_and(|e| e.repaired)
}

#[test]
fn a_sum_shows_what_a_letter_among_digits_is() {
    let reading = recognised(totals("l00,0O", "20,00", "120,00"));
    assert_eq!(reading.invoice.totals.net.map(|n| n.to_string()).as_deref(), Some("100.00"));
    assert!(told(&reading, "totals.net"));
    assert_eq!(reading.evidence["totals.net"].raw.as_deref(), Some("l00,0O"));
    assert!(!told(&reading, "totals.gross"));
}

#[test]
fn a_letter_among_digits_is_believed_by_nothing_else() {
    let reading = recognised(totals("7S,00", "31,00", "480,00"));
    assert_eq!(reading.invoice.totals.net, None, "{:?}", reading.evidence.get("totals.net"));
}

#[test]
fn a_text_layer_is_read_as_it_stands() {
    let reading = read(&[totals("l00,0O", "20,00", "120,00").page()], "fra");
    assert_ne!(reading.evidence.get("totals.net").and_then(|e| e.raw.as_deref()), Some("l00,0O"));
    assert!(reading.evidence.values().all(|e| !e.repaired));
}

#[test]
fn a_key_shows_what_an_identifier_is() {
    let sheet = totals("100,00", "20,00", "120,00")
        .row(&[Left(40.0, "SIRET : 732 829 32O 00074")])
        .row(&[Left(40.0, "IBAN : FR76 3OOO 6000 0112 3456 7890 189")]);
    let reading = recognised(sheet);
    assert_eq!(reading.invoice.seller.siret.as_deref(), Some("73282932000074"));
    assert!(told(&reading, "seller.siret"));
    assert_eq!(reading.invoice.payment.iban.as_deref(), Some("FR7630006000011234567890189"));
    assert!(told(&reading, "payment.iban"));
}

#[test]
fn a_key_that_stays_wrong_puts_nothing_right() {
    let sheet = totals("100,00", "20,00", "120,00").row(&[Left(40.0, "SIRET : 732 829 33O 00074")]);
    assert_eq!(recognised(sheet).invoice.seller.siret, None);
}

#[test]
fn a_date_has_one_form() {
    let sheet = Sheet::new().row(&[Left(40.0, "Facture n° 2026-17")]).row(&[Left(40.0, "Date : O1/l2/2O26")]);
    let reading = recognised(sheet);
    assert_eq!(reading.invoice.issue_date.map(|d| d.to_string()).as_deref(), Some("2026-12-01"));
    assert!(told(&reading, "issue_date"));
}

#[test]
fn labels_are_known_one_letter_off_and_without_blanks() {
    let sheet = Sheet::new()
        .row(&[Left(40.0, "Facturc"), Left(90.0, "n° 2026-17")])
        .total("TotalHT", "100,00")
        .total("TVA 20 %", "20,00")
        .total("Tota1 TTC", "120,00");
    let reading = recognised(sheet);
    assert_eq!(reading.invoice.number.as_deref(), Some("2026-17"));
    assert_eq!(reading.invoice.totals.gross.map(|n| n.to_string()).as_deref(), Some("120.00"));
    assert_eq!(reading.invoice.totals.net.map(|n| n.to_string()).as_deref(), Some("100.00"));
}

/// The rates of a receipt add up to its total, one of them misread.
#[test]
fn rates_of_a_receipt_make_its_total() {
    let amount = |left, right| Sheet::new().row(&[Left(40.0, "Markt am Platz")]).total(left, right);
    let sheet = amount("SUMME EUR", "28,81")
        .row(&[Left(40.0, "MwSt"), Right(300.0, "NETTO"), Right(420.0, "MwSt"), Right(550.0, "UMSATZ")])
        .row(&[Left(40.0, "B 7%"), Right(300.0, "9,49"), Right(420.0, "0,66"), Right(550.0, "10,15")])
        .row(&[Left(40.0, "C 1.9%"), Right(300.0, "15,68"), Right(420.0, "2,98"), Right(550.0, "18,66")])
        .row(&[Left(40.0, "03.04.20 09:53")]);
    let reading = recognised(sheet);
    let totals = &reading.invoice.totals;
    assert_eq!(totals.gross.map(|n| n.to_string()).as_deref(), Some("28.81"));
    assert_eq!(totals.net.map(|n| n.to_string()).as_deref(), Some("25.17"));
    let rates: Vec<String> =
        reading.invoice.vat_breakdown.iter().filter_map(|r| r.rate).map(|r| r.to_string()).collect();
    assert_eq!(rates, ["7", "19"]);
    assert!(told(&reading, "vat_breakdown.1.rate"));
    assert_eq!(reading.invoice.issue_date.map(|d| d.to_string()).as_deref(), Some("2020-04-03"));
}

#[test]
fn lines_that_climb_are_read_across_and_told_where_they_stand() {
    let mut page = Sheet::new()
        .row(&[Left(40.0, "Facture n° 2026-17"), Right(550.0, "du 12/03/2026")])
        .item("Vis inox", "2", "10,00", "20,00")
        .item("Clous", "3", "5,00", "15,00")
        .item("Colle", "1", "7,50", "7,50")
        .total("Total HT", "42,50")
        .total("TVA 20 %", "8,50")
        .total("Total TTC", "51,00")
        .page();
    page.source = Source::Ocr;
    for word in &mut page.words {
        word.confidence = 0.9;
        let fall = 0.02 * (word.rect.cx() - 300.0);
        word.rect = Rect { y0: word.rect.y0 + fall, y1: word.rect.y1 + fall, ..word.rect };
    }
    let stands = page.words.iter().find(|w| w.text == "51,00").map(|w| w.rect.y0).unwrap_or_default();
    let reading = read(&[page], "fra");
    let gross = &reading.evidence["totals.gross"];
    assert_eq!(gross.raw.as_deref(), Some("51,00"));
    assert!(gross.rect.is_some_and(|r| (r.y0 - stands).abs() < 0.5), "{gross:?} {stands}");
}
