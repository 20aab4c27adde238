//! `validate` and `check_compliance`: what the rules say of an e-invoice, and what French law says of any invoice.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Engine;
use crate::api::{CheckOptions, DocumentKind, ExtractOptions};
use crate::cancel::Interrupt;
use crate::check::{self, FranceOptions, Layers, Message, Report};
use crate::document::{self, Format};
use crate::error::{Error, ErrorKind, Result};
use crate::evidence::EvidenceTable;
use crate::facturx::{self, XmlReading};
use crate::invoice::Invoice;
use crate::pdf;

impl Engine {
    /// Judges an e-invoice, XML or PDF with XML inside, by every ruleset that applies to it, and says which were not run.
    ///
    /// A bad invoice is no error: its report says what is wrong and what to do.
    ///
    /// # Errors
    /// `invalid_input` for a picture, an XML that is no invoice or a ruleset that does not exist; `encrypted`, `too_large`,
    /// `unreadable`, `timeout`, `cancelled`.
    pub fn validate(&self, bytes: &[u8], options: &CheckOptions) -> Result<Report> {
        known(options)?;
        let interrupt = self.interrupt(options.timeout);
        // No page is read.
        let document = document::open(bytes, Some(&[]), &options.limits, &interrupt)?;
        let mut layers = Layers::default();
        let reading = document.xml.as_deref().map(|xml| facturx::read(xml, &options.limits)).transpose()?;
        match document.format {
            Format::Pdf => self.judge_pdf(bytes, reading.as_ref(), options, &mut layers)?,
            Format::Image => {
                return Err(Error::new(
                    ErrorKind::InvalidInput,
                    "Une image ne contient pas de XML : il n'y a rien à valider. « check » juge ses mentions.",
                ));
            }
            Format::Xml => {}
        }
        match (&document.xml, &reading) {
            (Some(xml), Some(reading)) => judge_xml(xml, reading, options, &interrupt, &mut layers)?,
            _ => layers.no_xml(),
        }
        document::check(&interrupt)?;
        Ok(layers.report(as_of(options)))
    }

    /// Judges the PDF around the XML. A PDF that reads but cannot be taken apart is said to be not judged.
    fn judge_pdf(
        &self,
        bytes: &[u8],
        reading: Option<&XmlReading>,
        options: &CheckOptions,
        layers: &mut Layers,
    ) -> Result<()> {
        let interrupt = self.interrupt(options.timeout);
        match pdf::read(bytes, &options.limits, &interrupt) {
            Ok(file) => {
                let violations: Vec<_> = pdf::syntax(bytes).into_iter().chain(pdf::examine(&file)).collect();
                let guideline = reading.and_then(|r| r.profile.as_deref());
                let only = options.rulesets.as_deref();
                layers.judge_pdf(&pdf::container(&file), &violations, guideline, only, options.all);
                Ok(())
            }
            Err(e) if matches!(e.kind(), ErrorKind::Timeout | ErrorKind::Cancelled) => Err(e),
            Err(e) => {
                layers.no_pdf(&Message {
                    fr: format!("Le PDF n'a pas pu être examiné : {}", e.message()),
                    en: format!("The PDF could not be examined ({}).", e.code()),
                });
                Ok(())
            }
        }
    }

    /// Judges any invoice by French law, and an e-invoice by every ruleset that applies to it as well.
    ///
    /// Findings about values read from a page say where they stand.
    ///
    /// # Errors
    /// As [`Self::extract_from_bytes`]; `invalid_input` for a ruleset that does not exist.
    pub fn check_compliance(&self, bytes: &[u8], options: &CheckOptions) -> Result<Report> {
        known(options)?;
        let reading = ExtractOptions {
            text: true,
            timeout: options.timeout,
            limits: options.limits.clone(),
            ..ExtractOptions::default()
        };
        let interrupt = self.interrupt(options.timeout);
        let (extraction, xml) = self.extract_with_xml(bytes, &reading)?;
        let mut layers = Layers::default();
        let from_page =
            !matches!(extraction.document.kind, DocumentKind::FacturX | DocumentKind::Cii | DocumentKind::Ubl);
        let text = extraction.text.filter(|_| from_page);
        judge_mentions(&extraction.invoice, text, options, &mut layers);
        match xml {
            Some(xml) => {
                let reading = facturx::read(&xml, &options.limits)?;
                if extraction.document.kind == DocumentKind::FacturX {
                    self.judge_pdf(bytes, Some(&reading), options, &mut layers)?;
                }
                judge_xml(&xml, &reading, options, &interrupt, &mut layers)?;
            }
            None => layers.no_xml(),
        }
        let mut report = layers.report(as_of(options));
        place(&mut report, &extraction.fields);
        Ok(report)
    }

    /// Judges an invoice made by hand by French law. What looks at XML is not run.
    ///
    /// # Errors
    /// `invalid_input` for a ruleset that does not exist.
    pub fn check_invoice(&self, invoice: &Invoice, options: &CheckOptions) -> Result<Report> {
        known(options)?;
        let mut layers = Layers::default();
        judge_mentions(invoice, None, options, &mut layers);
        layers.no_xml();
        Ok(layers.report(as_of(options)))
    }
}

/// Whether the rulesets asked for exist.
fn known(options: &CheckOptions) -> Result<()> {
    check::rulesets::known(options.rulesets.as_deref().unwrap_or_default())
}

fn judge_xml(
    xml: &[u8],
    reading: &XmlReading,
    options: &CheckOptions,
    interrupt: Interrupt<'_>,
    layers: &mut Layers,
) -> Result<()> {
    let (profile, only) = (reading.profile.as_deref(), options.rulesets.as_deref());
    let (invoice, all, limits) = (&reading.invoice, options.all, &options.limits);
    layers.judge_xml(xml, &check::Asked { profile, invoice, only, all, limits, interrupt })
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
