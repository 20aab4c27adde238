//! A case as the file a customer would get.

use ocr_facture::Invoice;
use ocr_facture::facturx::draw::{Attachment, Drawn, draw};
use ocr_facture::facturx::{Profile, Syntax, complete, write_xml};

use super::Case;

/// A drawn case.
#[derive(Clone, Debug)]
pub struct File {
    /// The invoice that was drawn: completed where it can be.
    pub invoice: Invoice,
    /// The XML inside, for an invoice that can be written.
    pub xml: Option<Vec<u8>>,
    /// The page.
    pub drawn: Drawn,
}

/// Completes, writes and draws a case. What cannot be written is drawn without an XML.
pub fn file(case: &Case, profile: Profile) -> File {
    let invoice = complete(&case.invoice, profile).unwrap_or_else(|_| case.invoice.clone());
    let xml = write_xml(&case.invoice, Syntax::Cii, profile).ok();
    let attachment = xml.as_deref().map(|xml| Attachment::facturx(xml, profile));
    let drawn = draw(&invoice, attachment.as_ref(), &case.options).expect("a page is drawn from anything");
    File { invoice, xml, drawn }
}
