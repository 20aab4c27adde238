//! The verbs over whole documents: what is told when something is missing.

use ocr_facture::check::Status;
use ocr_facture::invoice::Line;
use ocr_facture::{CheckOptions, Engine, GenerateOptions, Invoice};
use ocr_facture_tests::drawn::cases;

/// A drawn page without XML, and the invoice on it.
fn page(invoice: &Invoice) -> Vec<u8> {
    ocr_facture::facturx::draw::draw(invoice, None, &cases()[0].options).expect("drawn").pdf
}

#[test]
fn a_pdf_without_xml_is_told_to_be_no_hybrid_invoice() {
    let report = Engine::new().validate(&page(&cases()[0].invoice), &CheckOptions::default()).expect("a report");
    let status = |id: &str| report.rulesets.iter().find(|r| r.id == id).map(|r| r.status);
    assert_eq!(report.verdict, Status::Failed);
    assert_eq!((status("container"), status("xsd")), (Some(Status::Failed), Some(Status::NotRun)));
}

#[test]
fn everything_missing_is_told_at_once() {
    let line = Line { name: Some("Pose".into()), ..Line::default() };
    let invoice = Invoice { number: Some("FA-1".into()), lines: vec![line], ..Invoice::default() };
    let error = Engine::new().generate_facturx(&invoice, None, &GenerateOptions::default()).expect_err("incomplete");
    let told: Vec<&str> = error.reasons().iter().map(|r| r.path.as_str()).collect();
    for path in ["issue_date", "seller.name", "buyer.name", "lines.0.quantity"] {
        assert!(told.contains(&path), "{path} is missing from {told:?}");
    }
}

#[test]
fn a_country_that_is_not_printed_is_supposed_and_told() {
    let mut invoice = cases()[0].invoice.clone();
    invoice.seller.address.country = None;
    invoice.buyer.address.country = None;
    let made = Engine::new().convert_to_facturx(&page(&invoice), &GenerateOptions::default()).expect("written");
    let told: Vec<&str> = made
        .warnings
        .iter()
        .filter(|w| w.code == "country_supposed")
        .flat_map(|w| &w.fields)
        .map(String::as_str)
        .collect();
    assert_eq!(told, ["seller.address.country", "buyer.address.country"]);
    let report = Engine::new().validate(&made.pdf, &CheckOptions::default()).expect("a report");
    assert!(
        report.rulesets.iter().any(|r| r.id == "en16931-cii" && r.status == Status::Passed),
        "{:?}",
        report.findings
    );
}

#[test]
fn findings_of_the_reform_name_their_source() {
    let mut invoice = cases()[0].invoice.clone();
    invoice.business_process = None;
    let engine = Engine::new();
    let pdf = engine.generate_facturx(&invoice, None, &GenerateOptions::default()).expect("written").pdf;
    let report = engine.validate(&pdf, &CheckOptions::default()).expect("a report");
    let reform: Vec<_> = report.findings.iter().filter(|f| f.ruleset == "br-fr-cii").collect();
    assert!(reform.iter().all(|f| f.source.is_some() && !f.message.fr.ends_with(']')), "{reform:?}");
}
