//! XML into the invoice model. Each syntax is a set of maps: rows of a path and the place in the invoice it fills
//! (`map`). What no row names is reported, so nothing is dropped in silence.

mod cii;
mod cii_lines;
mod cii_parties;
mod cii_settlement;
mod draft;
mod lines;
mod map;
pub(in crate::facturx) mod mentions;
mod parties;
mod report;
mod settlement;
mod ubl;
mod ubl_lines;
mod ubl_parties;
mod ubl_settlement;
mod values;
mod xml;

use crate::api::{DocumentKind, Warning};
use crate::document::{Limits, parse_xml, xml_text};
use crate::error::{Error, ErrorKind, Result};
use crate::invoice::Invoice;

/// An invoice read from XML.
#[derive(Debug)]
pub struct XmlReading {
    /// `Cii` or `Ubl`.
    pub kind: DocumentKind,
    /// The specification the document claims to follow (BT-24), which is about the XML and not about the invoice.
    pub profile: Option<String>,
    /// The invoice.
    pub invoice: Invoice,
    /// `xml_unmapped`: an element that has no place in the model, one warning a path, so that nothing is dropped in
    /// silence. `xml_bad_value`: a date or number that is none. `xml_encoding`: read as
    /// Windows-1252, whatever it declares.
    pub warnings: Vec<Warning>,
}

/// Reads a CII or UBL invoice: ZUGFeRD 1 and 2, Factur-X in all its profiles, XRechnung, EXTENDED-CTC-FR, Peppol.
///
/// A bad invoice is no error: what it says is returned, with warnings.
///
/// # Errors
/// `invalid_input` when the XML is no invoice or carries a DTD, `too_large`, `unreadable` when it is not well formed.
pub fn read(xml: &[u8], limits: &Limits) -> Result<XmlReading> {
    let (text, mended) = xml_text(xml, limits)?;
    let document = parse_xml(&text, limits)?;
    let root = xml::invoice_root(document.root_element()).ok_or_else(not_an_invoice)?;
    let mut reading = match xml::kind(root) {
        Some(DocumentKind::Cii) => cii::read(root),
        Some(DocumentKind::Ubl) => ubl::read(root),
        _ => return Err(not_an_invoice()),
    };
    if mended {
        reading.warnings.push(report::wrong_encoding());
    }
    Ok(reading)
}

/// What an XML is by its root element, without reading further: `Cii`, `Ubl`, or none of them.
pub fn sniff(xml: &[u8]) -> Option<DocumentKind> {
    xml::sniff(xml)
}

fn not_an_invoice() -> Error {
    Error::new(ErrorKind::InvalidInput, "Ce XML n'est ni une facture CII (Factur-X, ZUGFeRD) ni une facture UBL.")
}
