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
use crate::invoice::{Invoice, Party};

/// Below this, a value taken from a page is named in a warning before it becomes part of a legal document.
const SURE: f32 = 0.9;

impl Engine {
    /// Writes the invoice as Factur-X: PDF/A-3b with CII inside, on a page drawn from the invoice, or in `pdf`, the
    /// user's own page, which is kept.
    ///
    /// Totals and VAT breakdown are derived where absent and checked where present.
    ///
    /// # Errors
    /// `invalid_invoice` with every reason at once; with `pdf`, `invalid_input` when it is no PDF or cannot be made PDF/A-3b,
    /// `encrypted`, `too_large`, `unreadable`; `timeout`, `cancelled`.
    pub fn generate_facturx(
        &self,
        invoice: &Invoice,
        pdf: Option<&[u8]>,
        options: &GenerateOptions,
    ) -> Result<Generated> {
        let interrupt = self.interrupt(options.timeout);
        let (completed, xml) = facturx::write(invoice, Syntax::Cii, options.profile)?;
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
    /// Values read with less than 0.9 confidence are named in the warning `uncertain_values`. An address between French
    /// companies seldom names its country, which EN 16931 wants: it is supposed to be France, and `country_supposed` says so.
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
        let mut invoice = extraction.invoice.clone();
        let supposed = suppose_countries(&mut invoice);
        let mut generated = self.generate_facturx(&invoice, pdf, options)?;
        generated.warnings.extend(supposed);
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
    document::expect_pdf(pdf)?;
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

/// Names France in the addresses that leave their country out: of a party that is French by its number, and of a buyer
/// with a post code of five digits and no foreign number, where the seller is French.
fn suppose_countries(invoice: &mut Invoice) -> Option<Warning> {
    let vat = |party: &Party, ours: bool| {
        party.vat_id.as_deref().is_some_and(|number| number.trim_start().starts_with("FR") == ours)
    };
    let french = |party: &Party| party.siren.is_some() || party.siret.is_some() || vat(party, true);
    let digits = |code: &str| code.len() == 5 && code.bytes().all(|b| b.is_ascii_digit());
    let mut fields = Vec::new();
    let seller_is_french = french(&invoice.seller);
    if invoice.seller.address.country.is_none() && seller_is_french {
        invoice.seller.address.country = Some("FR".into());
        fields.push("seller.address.country".to_owned());
    }
    let buyer = &mut invoice.buyer;
    let domestic = seller_is_french && !vat(buyer, false) && buyer.address.post_code.as_deref().is_some_and(digits);
    if buyer.address.country.is_none() && (french(buyer) || domestic) {
        buyer.address.country = Some("FR".into());
        fields.push("buyer.address.country".to_owned());
    }
    (!fields.is_empty()).then(|| Warning {
        code: "country_supposed".into(),
        message: "L'adresse ne dit pas son pays : la France est supposée.".into(),
        fields,
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
