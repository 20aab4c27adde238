//! The local flow: one readable function a verb.

mod check;
mod engines;
mod generate;
mod recognise;
mod slots;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::api::{DocumentInfo, DocumentKind, ExtractOptions, Extraction, Languages, PageInfo, SCHEMA, Warning};
use crate::cancel::Cancel;
use crate::document::{self, Document, Format};
use crate::error::{Error, ErrorKind, Result};
use crate::evidence::{Evidence, EvidenceTable, Origin};
use crate::facturx::{self, XmlReading};
use crate::fields;
use crate::invoice::{self, Invoice};
use crate::layout;
use crate::page::{Page, Source};
use engines::Engines;
pub use engines::Recogniser;

/// The engine that reads invoices on this machine. Cheap to make, safe to share between threads.
#[derive(Clone, Default)]
pub struct Engine {
    cancel: Cancel,
    engines: Arc<Engines>,
    listener: Option<Arc<dyn Fn(PageEvent) + Send + Sync>>,
}

/// A page was read by character recognition, well or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageEvent {
    /// The page, 1 for the first.
    pub page: u32,
    /// Pages of the document that are recognised.
    pub of: usize,
    /// Those done, this one included.
    pub done: usize,
    /// Whether this one could be read.
    pub ok: bool,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("cancel", &self.cancel).field("engines", &self.engines).finish_non_exhaustive()
    }
}

impl Engine {
    /// An engine with everything this build has.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same engine, whose work ends as `cancelled` once the flag is raised.
    #[must_use]
    pub fn cancelled_by(self, cancel: Cancel) -> Self {
        Self { cancel, ..self }
    }

    /// The same engine, telling `listener` of each page that character recognition has read, on the thread that read it.
    #[must_use]
    pub fn telling(self, listener: impl Fn(PageEvent) + Send + Sync + 'static) -> Self {
        Self { listener: Some(Arc::new(listener)), ..self }
    }

    /// What can recognise characters here, best first, and what is missing. Looks at the disk each time.
    pub fn recognisers(&self) -> Vec<Recogniser> {
        engines::recognisers()
    }

    /// The languages invoices are read in, each with the engines that have a model of it. Looks at the disk each time.
    pub fn languages(&self) -> Languages {
        engines::languages()
    }

    /// Names the models that may recognise pages: what is read with others may differ.
    pub(crate) fn fingerprint(&self) -> String {
        self.engines.fingerprint()
    }

    /// Reads an invoice from the bytes of a PDF, picture or XML.
    ///
    /// A bad invoice is no error: what was found is returned, with warnings.
    ///
    /// # Errors
    /// `invalid_input`, `encrypted`, `too_large`, `unreadable`, `ocr_unavailable`, `timeout`, `cancelled`.
    pub fn extract_from_bytes(&self, bytes: &[u8], options: &ExtractOptions) -> Result<Extraction> {
        self.extract_with_xml(bytes, options).map(|(extraction, _)| extraction)
    }

    /// The extraction, and the XML it came from if any.
    fn extract_with_xml(&self, bytes: &[u8], options: &ExtractOptions) -> Result<(Extraction, Option<Vec<u8>>)> {
        let interrupt = self.interrupt(options.timeout);
        let mut document = document::open(bytes, options.pages.as_deref(), &options.limits, &interrupt)?;
        let mut warnings: Vec<Warning> = document
            .problems
            .iter()
            .map(|(code, message)| Warning { code: (*code).into(), message: message.clone(), fields: vec![] })
            .collect();
        let info = |kind, language, pages: &[Page]| DocumentInfo {
            kind,
            sha256: hex(&Sha256::digest(bytes)),
            language,
            pages: pages.iter().map(page_info).collect(),
        };

        if let Some(xml) = &document.xml {
            match facturx::read(xml, &options.limits) {
                Ok(XmlReading { kind, invoice, warnings: unmapped, .. }) => {
                    warnings.extend(unmapped);
                    let kind = if document.format == Format::Pdf { DocumentKind::FacturX } else { kind };
                    let compares = options.compare_page && kind == DocumentKind::FacturX;
                    if compares {
                        let page = fields::read(&document.pages, &options.language);
                        warnings.extend(compare(&invoice, &page, &document.pages));
                    }
                    let extraction = Extraction {
                        schema: SCHEMA.into(),
                        document: info(kind, None, &document.pages),
                        fields: xml_evidence(&invoice),
                        invoice,
                        warnings,
                        text: options.text.then(|| layout::text(&document.pages)),
                    };
                    return Ok((extraction, document.xml));
                }
                Err(e) if document.format == Format::Xml => return Err(e),
                Err(e) => warnings.push(Warning {
                    code: "xml_unreadable".into(),
                    message: format!("Le XML joint au PDF n'a pas pu être lu : {e}"),
                    fields: vec![],
                }),
            }
        }

        let kind = page_kind(&document);
        let recognition = self.recognise(bytes, &mut document, options, &interrupt, &mut warnings)?;
        let mut reading = fields::read(&document.pages, &options.language);
        warnings.extend(reading.warnings);
        recognition.doubt_handwriting(&mut reading.evidence, &mut warnings);
        recognition.put_back(&mut document.pages, &mut reading.evidence);
        let mut told = info(kind, reading.language, &document.pages);
        for page in told.pages.iter_mut().filter(|p| p.source == Source::Ocr) {
            page.engine = recognition.engine;
            page.handwriting = recognition.handwriting(page.number);
        }
        let extraction = Extraction {
            schema: SCHEMA.into(),
            document: told,
            invoice: reading.invoice,
            fields: reading.evidence,
            warnings,
            text: options.text.then(|| layout::text(&document.pages)),
        };
        Ok((extraction, None))
    }

    /// The pages of a document as their readers see them: its own words, or those recognised, level and rectified.
    ///
    /// # Errors
    /// As [`Self::extract_from_bytes`].
    pub fn pages(&self, bytes: &[u8], options: &ExtractOptions) -> Result<Vec<Page>> {
        let interrupt = self.interrupt(options.timeout);
        let mut document = document::open(bytes, options.pages.as_deref(), &options.limits, &interrupt)?;
        self.recognise(bytes, &mut document, options, &interrupt, &mut Vec::new())?;
        Ok(document.pages)
    }

    /// Reads the XML of an e-invoice, alone or inside a PDF, and nothing of its pages.
    ///
    /// # Errors
    /// `invalid_input` when there is no XML invoice; else as [`Self::extract_from_bytes`].
    pub fn parse_facturx(&self, bytes: &[u8], options: &ExtractOptions) -> Result<Extraction> {
        let interrupt = self.interrupt(options.timeout);
        let document = document::open(bytes, Some(&[]), &options.limits, &interrupt)?;
        let xml = document.xml.as_deref().ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidInput,
                "Ce document ne contient pas de facture en XML ; « extract » lit ce qui est sur ses pages.",
            )
        })?;
        let XmlReading { kind, invoice, warnings, .. } = facturx::read(xml, &options.limits)?;
        let kind = if document.format == Format::Pdf { DocumentKind::FacturX } else { kind };
        Ok(Extraction {
            schema: SCHEMA.into(),
            document: DocumentInfo { kind, sha256: hex(&Sha256::digest(bytes)), language: None, pages: vec![] },
            fields: xml_evidence(&invoice),
            invoice,
            warnings,
            text: None,
        })
    }

    /// Why work must end, asked between two steps: given up, or past its time in milliseconds.
    fn interrupt(&self, timeout: Option<u64>) -> impl Fn() -> Option<ErrorKind> + Sync + '_ {
        let deadline = timeout.map(|ms| Instant::now() + Duration::from_millis(ms));
        move || match deadline {
            _ if self.cancel.is_cancelled() => Some(ErrorKind::Cancelled),
            Some(deadline) if Instant::now() >= deadline => Some(ErrorKind::Timeout),
            _ => None,
        }
    }

    /// Reads an invoice from base64, with or without a `data:` URI in front.
    ///
    /// # Errors
    /// `invalid_input` when it is not base64; then as [`Self::extract_from_bytes`].
    pub fn extract_from_base64(&self, text: &str, options: &ExtractOptions) -> Result<Extraction> {
        let bytes = document::from_text(text, &options.limits)?;
        self.extract_from_bytes(&bytes, options)
    }

    /// Reads many documents over all cores; one that fails costs only itself. Results keep the order of the documents.
    pub fn batch_extract<B: AsRef<[u8]> + Sync>(
        &self,
        documents: &[B],
        options: &ExtractOptions,
    ) -> Vec<Result<Extraction>> {
        documents.par_iter().map(|d| self.extract_from_bytes(d.as_ref(), options)).collect()
    }
}

/// A defect that panics becomes an error of the one piece of work it happened on.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(Error::new(ErrorKind::Internal, "Ce document a fait échouer le moteur : un défaut à nous signaler."))
    })
}

fn page_kind(document: &Document) -> DocumentKind {
    let scanned = |p: &Page| p.source != Source::Text;
    match document.format {
        Format::Image => DocumentKind::Image,
        _ if document.pages.iter().all(scanned) => DocumentKind::PdfScan,
        _ => DocumentKind::PdfText,
    }
}

fn page_info(page: &Page) -> PageInfo {
    PageInfo {
        number: page.number,
        width: page.width,
        height: page.height,
        source: page.source,
        rotation: page.rotation,
        skew: page.skew,
        engine: None,
        handwriting: vec![],
    }
}

/// Where the pages disagree with the XML, or that they have nothing to compare.
fn compare(xml: &Invoice, page: &fields::Reading, pages: &[Page]) -> Vec<Warning> {
    if pages.iter().all(|p| p.source == Source::None) {
        return vec![Warning {
            code: "page_not_compared".into(),
            message: "Les pages n'ont pas de texte : elles n'ont pas été comparées au XML.".into(),
            fields: vec![],
        }];
    }
    // What was computed from the page and does not stand on it cannot disagree.
    let stands_there = |field: &String| page.evidence.get(field).is_some_and(|e| e.origin != Origin::Derived);
    let mut differences = facturx::differences(xml, &page.invoice);
    differences.retain(|difference| difference.fields.iter().all(stands_there));
    differences
}

fn xml_evidence(invoice: &Invoice) -> EvidenceTable {
    let row = |leaf: invoice::Leaf| {
        let evidence = Evidence {
            confidence: 1.0,
            page: None,
            rect: None,
            raw: Some(leaf.value),
            origin: Origin::Xml,
            repaired: false,
            agrees_with: vec![],
        };
        (leaf.path, evidence)
    };
    invoice::leaves(invoice).into_iter().map(row).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
