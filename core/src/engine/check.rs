//! `validate` and `check_compliance`: what the rules say of an e-invoice, and what French law says of any invoice.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Engine;
use crate::api::{CheckOptions, DocumentKind, ExtractOptions};
use crate::check::{self, FranceOptions, Layers, Report};
use crate::document;
use crate::error::{Error, ErrorKind, Result};
use crate::evidence::EvidenceTable;
use crate::facturx;
use crate::invoice::Invoice;

impl Engine {
    /// Judges an e-invoice, XML or PDF with XML inside, by every ruleset that applies to it, and says which were not run.
    ///
    /// A bad invoice is no error: its report says what is wrong and what to do.
    ///
    /// # Errors
    /// `invalid_input` when there is no invoice in XML, `encrypted`, `too_large`, `unreadable`, `timeout`, `cancelled`.
    pub fn validate(&self, bytes: &[u8], options: &CheckOptions) -> Result<Report> {
        let interrupt = self.interrupt(options.timeout);
        // The XML alone is judged: no page is read.
        let document = document::open(bytes, Some(&[]), &options.limits, &interrupt)?;
        let Some(xml) = &document.xml else {
            return Err(Error::new(
                ErrorKind::InvalidInput,
                "Ce document ne contient pas de facture en XML : il n'y a rien à valider. « check » juge ses mentions.",
            ));
        };
        let mut layers = Layers::default();
        judge_xml(xml, options, &mut layers)?;
        document::check(&interrupt)?;
        Ok(layers.report(as_of(options)))
    }

    /// Judges any invoice by French law, and an e-invoice by every ruleset that applies to it as well.
    ///
    /// Findings about values read from a page say where they stand.
    ///
    /// # Errors
    /// As [`Self::extract_from_bytes`].
    pub fn check_compliance(&self, bytes: &[u8], options: &CheckOptions) -> Result<Report> {
        let reading = ExtractOptions {
            text: true,
            timeout: options.timeout,
            limits: options.limits.clone(),
            ..ExtractOptions::default()
        };
        let (extraction, xml) = self.extract_with_xml(bytes, &reading)?;
        let mut layers = Layers::default();
        let from_page =
            !matches!(extraction.document.kind, DocumentKind::FacturX | DocumentKind::Cii | DocumentKind::Ubl);
        let text = extraction.text.filter(|_| from_page);
        judge_mentions(&extraction.invoice, text, options, &mut layers);
        match xml {
            Some(xml) => judge_xml(&xml, options, &mut layers)?,
            None => layers.no_xml(),
        }
        let mut report = layers.report(as_of(options));
        place(&mut report, &extraction.fields);
        Ok(report)
    }

    /// Judges an invoice made by hand by French law. What looks at XML is not run.
    pub fn check_invoice(&self, invoice: &Invoice, options: &CheckOptions) -> Report {
        let mut layers = Layers::default();
        judge_mentions(invoice, None, options, &mut layers);
        layers.no_xml();
        layers.report(as_of(options))
    }
}

fn judge_xml(xml: &[u8], options: &CheckOptions, layers: &mut Layers) -> Result<()> {
    let reading = facturx::read(xml, &options.limits)?;
    let only = options.rulesets.as_deref();
    layers.judge_xml(xml, reading.profile.as_deref(), &reading.invoice, only, options.all, &options.limits)
}

fn judge_mentions(invoice: &Invoice, text: Option<String>, options: &CheckOptions, layers: &mut Layers) {
    let wanted = |only: &Vec<String>| only.iter().any(|name| name == check::france::RULESET);
    if !options.rulesets.as_ref().is_none_or(wanted) {
        return;
    }
    let law = FranceOptions {
        today: as_of(options),
        issuer_size: options.issuer_size,
        transaction: options.transaction,
        vat_group: options.vat_group,
        vat_on_debits: options.vat_on_debits,
        text,
    };
    layers.judge_mentions(invoice, &law, options.all);
}

/// Tells each finding where on the page the first of its fields stands.
fn place(report: &mut Report, evidence: &EvidenceTable) {
    for finding in &mut report.findings {
        let stands = finding.fields.iter().find_map(|field| {
            let inside =
                |path: &str| path == field || path.strip_prefix(field.as_str()).is_some_and(|r| r.starts_with('.'));
            evidence.iter().find(|(path, e)| inside(path) && e.rect.is_some())
        });
        if let Some((_, evidence)) = stands {
            finding.page = evidence.page;
            finding.rect = evidence.rect.map(|r| [r.x0, r.y0, r.x1, r.y1]);
        }
    }
}

fn as_of(options: &CheckOptions) -> Date {
    options.today.unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date())
}
