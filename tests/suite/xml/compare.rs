//! Where the page and the XML of a hybrid invoice disagree.

use jiff::civil::date;
use ocr_facture::api::{DocumentKind, Warning};
use ocr_facture::facturx::differences;
use ocr_facture::{Engine, ExtractOptions, Invoice};
use ocr_facture_tests::hybrid;

use super::{CII, read, with};

fn fields(warnings: &[Warning]) -> Vec<&str> {
    assert!(warnings.iter().all(|w| w.code == "page_disagrees" && w.fields.len() == 1));
    warnings.iter().map(|w| w.fields[0].as_str()).collect()
}

#[test]
fn an_invoice_agrees_with_itself_however_it_is_printed() {
    let xml = read(CII).invoice;
    assert_eq!(differences(&xml, &xml), []);
    assert_eq!(differences(&xml, &Invoice::default()), [], "a page need not show everything");
    assert_eq!(differences(&Invoice::default(), &xml), []);
    let mut page = xml.clone();
    page.number = Some("fa 2026 0042".into());
    page.payment.iban = Some("FR14 2004 1010 0505 0001 3M02 606".into());
    page.seller.siren = Some("732 829 320".into());
    page.totals.gross = "-276".parse().ok();
    assert_eq!(differences(&xml, &page), []);
}

#[test]
fn each_difference_is_told_with_its_field_and_both_values() {
    let xml = read(CII).invoice;
    let mut page = xml.clone();
    page.number = Some("FA-2026-0043".into());
    page.issue_date = Some(date(2026, 9, 15));
    page.due_date = Some(date(2026, 10, 15));
    page.currency = Some("USD".into());
    page.delivery.date = Some(date(2026, 9, 11));
    page.seller.siren = Some("443061841".into());
    page.seller.siret = Some("44306184100047".into());
    page.seller.vat_id = Some("FR64443061841".into());
    page.buyer.siren = Some("732829320".into());
    page.buyer.siret = Some("73282932000074".into());
    page.buyer.vat_id = Some("FR44732829320".into());
    page.payment.iban = Some("DE89370400440532013000".into());
    page.payment.bic = Some("BNPAFRPPXXX".into());
    let totals = &mut page.totals;
    let amounts = [
        &mut totals.lines,
        &mut totals.net,
        &mut totals.tax,
        &mut totals.gross,
        &mut totals.paid,
        &mut totals.rounding,
        &mut totals.due,
    ];
    amounts.into_iter().for_each(|amount| *amount = "1.23".parse().ok());
    let found = differences(&xml, &page);
    let expected = "number issue_date due_date currency seller.siren seller.siret seller.vat_id \
                    buyer.siren buyer.siret buyer.vat_id delivery.date payment.iban payment.bic totals.lines \
                    totals.net totals.tax totals.gross totals.paid totals.rounding totals.due";
    assert_eq!(fields(&found), expected.split_whitespace().collect::<Vec<_>>());
    assert_eq!(
        found[0].message,
        "La page et le XML diffèrent sur le numéro : FA-2026-0042 dans le XML, FA-2026-0043 sur la page."
    );
    assert_eq!(
        found[16].message,
        "La page et le XML diffèrent sur le total TTC : 276.00 dans le XML, 1.23 sur la page."
    );
}

#[test]
fn the_engine_compares_the_pages_of_a_hybrid_when_asked() {
    let page = [
        "FACTURE N° FA-2026-0042",
        "Date de facture : 14/09/2026",
        "Total HT : 240,00 €",
        "TVA : 36,00 €",
        "Total TTC : 276,00 €",
    ];
    let options = ExtractOptions { compare_page: true, ..Default::default() };
    let disagreements = |xml: &str, page: &[&str], options: &ExtractOptions| {
        let pdf = hybrid::pdf(page, xml.as_bytes());
        let extraction = Engine::new().extract_from_bytes(&pdf, options).expect("reads");
        assert_eq!(extraction.document.kind, DocumentKind::FacturX);
        assert_eq!(extraction.text, None);
        extraction.warnings
    };
    assert_eq!(disagreements(CII, &page, &options), []);
    let other = with(&with(CII, ">FA-2026-0042<", ">FA-2026-0077<"), ">276.00<", ">277.00<");
    assert_eq!(fields(&disagreements(&other, &page, &options)), ["number", "totals.gross"]);
    assert_eq!(disagreements(&other, &page, &ExtractOptions::default()), [], "only when asked");
    let empty = disagreements(CII, &[], &options);
    assert_eq!(empty.iter().map(|w| w.code.as_str()).collect::<Vec<_>>(), ["page_not_compared"]);
}
