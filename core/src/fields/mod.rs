//! Pages to one consistent invoice: candidates come with evidence and compete, a resolver chooses, and abstains rather than guesses.
//!
//! **Never here: OCR, files, the clock.**

mod amount;
mod date;
mod lexicon;
mod span;
mod text;

use crate::api::Warning;
use crate::evidence::EvidenceTable;
use crate::invoice::Invoice;
use crate::page::Page;

/// What the pages say.
#[derive(Debug, Default)]
pub struct Reading {
    /// The invoice.
    pub invoice: Invoice,
    /// What stands behind each of its leaves.
    pub evidence: EvidenceTable,
    /// What did not fit.
    pub warnings: Vec<Warning>,
    /// Language of the page, ISO 639-1.
    pub language: Option<String>,
    /// The text in reading order.
    pub text: String,
}

/// Reads an invoice off its pages. `language` (ISO 639-2) decides only where the pages do not tell.
pub fn read(_pages: &[Page], _language: &str) -> Reading {
    Reading::default()
}
