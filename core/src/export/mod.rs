//! Extractions out of the house: JSON, CSV, XLSX, one file a format and all of one shape.
//!
//! An exporter takes documents one by one ([`Export::add`]) and ends with [`Export::finish`], so that a batch of any
//! size can be written as it is read. Each sibling also has `write`, for documents at hand.
//!
//! **Never here: judging an invoice.** What was read is written, whether it is right or not.

pub mod csv;
pub mod json;
pub mod label;
#[cfg(feature = "xlsx")]
pub mod xlsx;

use std::collections::BTreeMap;

use crate::api::Extraction;
use crate::error::{Error, ErrorKind, Result};
use crate::invoice;

/// A document to write: where it came from, and what came of reading it.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Path or name of the document.
    pub path: &'a str,
    /// The extraction, or why there is none.
    pub outcome: std::result::Result<&'a Extraction, &'a Error>,
}

/// What every format does.
pub trait Export {
    /// Writes one more document.
    ///
    /// # Errors
    /// `internal`, with the error underneath, when the output takes no more.
    fn add(&mut self, document: &Document<'_>) -> Result<()>;

    /// Writes what comes after the last document. Nothing is complete before this.
    ///
    /// # Errors
    /// As [`Self::add`].
    fn finish(&mut self) -> Result<()>;
}

/// Every document, then the end: the body of each sibling's `write`.
fn write_all(exporter: &mut dyn Export, documents: &[Document<'_>]) -> Result<()> {
    documents.iter().try_for_each(|d| exporter.add(d))?;
    exporter.finish()
}

fn unwritten(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::new(ErrorKind::Internal, "La sortie ne peut pas être écrite.").caused_by(source)
}

/// The values of an extraction by path.
fn values(extraction: &Extraction) -> BTreeMap<String, String> {
    invoice::leaves(&extraction.invoice).into_iter().map(|leaf| (leaf.path, leaf.value)).collect()
}

/// The lowest confidence among the fields `wanted` keeps; absent when it keeps none.
fn lowest_confidence(extraction: &Extraction, wanted: impl Fn(&str) -> bool) -> Option<f32> {
    let kept = extraction.fields.iter().filter(|(path, _)| wanted(path));
    kept.map(|(_, evidence)| evidence.confidence).reduce(f32::min)
}

/// Distinct codes of the warnings, in order of appearance.
fn warning_codes(extraction: &Extraction) -> String {
    let mut codes: Vec<&str> = Vec::new();
    for warning in &extraction.warnings {
        if !codes.contains(&warning.code.as_str()) {
            codes.push(&warning.code);
        }
    }
    codes.join(" ")
}

/// The public name of a document's kind: `pdf_text`, `factur_x`.
fn kind(extraction: &Extraction) -> String {
    serde_json::to_value(extraction.document.kind).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
pub(crate) mod sample;
