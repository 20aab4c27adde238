//! `generate_facturx`: an invoice, drawn or in the user's own PDF, with its XML inside.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::Engine;
use crate::api::{DocumentKind, ExtractOptions, Extraction, GenerateOptions, Generated, PageOrigin, Warning};
use crate::document::{self, Interrupt};
use crate::error::Result;
use crate::facturx::draw::{self, Attachment, DrawOptions, Logo};
use crate::facturx::pdf::{self, AttachOptions, Change, Rung};
use crate::facturx::{self, Profile, Syntax};
use crate::invoice::Invoice;

/// Below this, a value taken from a page is named in a warning before it becomes part of a legal document.
const SURE: f32 = 0.9;

impl Engine {
    /// Writes the invoice as Factur-X: PDF/A-3b with CII inside, on a page drawn from the invoice, or in `pdf`, the
    /// user's own page, which is kept.
    ///
    /// Totals and VAT breakdown are derived where absent and checked where present.
    ///
    /// # Errors
    /// `invalid_invoice` with every reason at once; with `pdf`, `invalid_input` when it cannot be made PDF/A-3b,
    /// `encrypted`, `too_large`, `unreadable`; `timeout`, `cancelled`.
    pub fn generate_facturx(
        &self,
        invoice: &Invoice,
        pdf: Option<&[u8]>,
        options: &GenerateOptions,
    ) -> Result<Generated> {
        let interrupt = self.interrupt(options.timeout);
        let completed = facturx::complete(invoice, options.profile)?;
        let xml = facturx::write_xml(&completed, Syntax::Cii, options.profile)?;
        document::check(&interrupt)?;
        let generated = match pdf {
            Some(pdf) => keep(pdf, &completed, &xml, options, &interrupt)?,
            None => drawn(&completed, &xml, options)?,
        };
        document::check(&interrupt)?;
        Ok(generated)
    }

    /// The invoice as XML alone. UBL is written for EN 16931 only.
    ///
    /// # Errors
    /// `invalid_invoice` with every reason at once.
    pub fn generate_xml(&self, invoice: &Invoice, syntax: Syntax, profile: Profile) -> Result<Vec<u8>> {
        facturx::write_xml(invoice, syntax, profile)
    }

    /// Reads any document and writes it as Factur-X in one call: a PDF keeps its page, anything else is drawn.
    ///
    /// Values read with less than 0.9 confidence are named in the warning `uncertain_values`.
    ///
    /// # Errors
    /// As [`Self::extract_from_bytes`] and [`Self::generate_facturx`].
    pub fn convert_to_facturx(&self, bytes: &[u8], options: &GenerateOptions) -> Result<Generated> {
        let reading =
            ExtractOptions { timeout: options.timeout, limits: options.limits.clone(), ..ExtractOptions::default() };
        let extraction = self.extract_from_bytes(bytes, &reading)?;
        let has_page =
            matches!(extraction.document.kind, DocumentKind::PdfText | DocumentKind::PdfScan | DocumentKind::FacturX);
        let pdf = (has_page && !options.redraw).then_some(bytes);
        let mut generated = self.generate_facturx(&extraction.invoice, pdf, options)?;
        generated.warnings.extend(uncertain(&extraction));
        Ok(generated)
    }
}

/// On a page drawn from the invoice.
fn drawn(invoice: &Invoice, xml: &[u8], options: &GenerateOptions) -> Result<Generated> {
    let mut look = DrawOptions::new(now(options));
    look.language = options.page_language;
    look.payment_code = options.payment_code;
    if let Some(accent) = &options.accent {
        look.accent = draw::accent(accent)?;
    }
    if let Some(logo) = &options.logo {
        look.logo = Some(Logo::read(&document::from_text(logo, &options.limits)?)?);
    }
    let mut attachment = Attachment::facturx(xml, options.profile);
    if let Some(relationship) = options.relationship {
        attachment.relationship = relationship;
    }
    let drawn = draw::draw(invoice, Some(&attachment), &look)?;
    Ok(Generated {
        pdf: drawn.pdf,
        xml: xml.to_vec(),
        profile: options.profile,
        page: PageOrigin::Drawn,
        changes: vec![],
        warnings: drawn.warnings,
    })
}

/// In the user's own PDF.
fn keep(
    pdf: &[u8],
    invoice: &Invoice,
    xml: &[u8],
    options: &GenerateOptions,
    interrupt: Interrupt<'_>,
) -> Result<Generated> {
    let mut attach = AttachOptions::new(options.profile.conformance_level(), now(options));
    attach.author = invoice.seller.name.clone();
    attach.fallback = options.fallback;
    attach.limits = options.limits.clone();
    if let Some(relationship) = options.relationship {
        attach.relationship = relationship;
    }
    let attached = pdf::attach(pdf, xml, &attach, interrupt)?;
    let told = |changes: Vec<Change>| {
        changes.into_iter().map(|c| Warning { code: c.code.into(), message: c.fr, fields: vec![] }).collect()
    };
    Ok(Generated {
        pdf: attached.pdf,
        xml: xml.to_vec(),
        profile: options.profile,
        page: match attached.rung {
            Rung::AsIs => PageOrigin::AsIs,
            Rung::Mended => PageOrigin::Mended,
            Rung::Image => PageOrigin::Image,
            Rung::Unclaimed => PageOrigin::Unclaimed,
        },
        changes: told(attached.changes),
        warnings: told(attached.warnings),
    })
}

/// The values a person should look at before the invoice is sent.
fn uncertain(extraction: &Extraction) -> Option<Warning> {
    let unsure = extraction.fields.iter().filter(|(_, evidence)| evidence.confidence < SURE);
    let fields: Vec<String> = unsure.map(|(path, _)| path.clone()).collect();
    (!fields.is_empty()).then(|| Warning {
        code: "uncertain_values".into(),
        message: "Ces valeurs lues sur la page sont incertaines : vérifiez-les avant d'envoyer la facture.".into(),
        fields,
    })
}

fn now(options: &GenerateOptions) -> DateTime {
    options.now.unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).datetime())
}
