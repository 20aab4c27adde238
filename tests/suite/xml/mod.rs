//! Reading XML invoices: every term in both syntaxes, what has no place, what is no invoice.

mod compare;
mod corpus;
mod hostile;
mod terms;

use ocr_facture::document::Limits;
use ocr_facture::facturx::{self, XmlReading};

const CII: &str = include_str!("../../vectors/xml/full/cii.xml");
const UBL: &str = include_str!("../../vectors/xml/full/ubl.xml");

/// Reads a document that is an invoice.
#[track_caller]
fn read(xml: &str) -> XmlReading {
    facturx::read(xml.as_bytes(), &Limits::default()).expect("an invoice")
}

/// The document with one piece of text replaced, which must be there.
#[track_caller]
fn with(xml: &str, old: &str, new: &str) -> String {
    assert!(xml.contains(old), "{old} is not in the document");
    xml.replacen(old, new, 1)
}

/// Code and path of each warning, the path from its last three names.
fn warnings(reading: &XmlReading) -> Vec<(String, usize, String)> {
    let row = |warning: &ocr_facture::api::Warning| {
        assert!(warning.fields.is_empty());
        let (head, path) = warning.message.split_once(" fois) : ").expect("a count and a path");
        let count = head.rsplit_once('(').expect("a count").1.parse().expect("a number");
        let names: Vec<&str> = path.split('/').collect();
        (warning.code.clone(), count, names[names.len().saturating_sub(2)..].join("/"))
    };
    reading.warnings.iter().map(row).collect()
}

#[track_caller]
fn assert_warnings(reading: &XmlReading, expected: &[(&str, usize, &str)]) {
    let found = warnings(reading);
    let found: Vec<(&str, usize, &str)> =
        found.iter().map(|(code, n, path)| (code.as_str(), *n, path.as_str())).collect();
    assert_eq!(found, expected);
}
