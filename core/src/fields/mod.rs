//! Pages to one consistent invoice: candidates come with evidence and compete, and what nothing supports is absent.
//!
//! 1. `context` finds the labels of the `lexicon` and the places where their values may stand; `pairs` lets labels and
//!    values of one shape (`values`) compete.
//! 2. `header`, `parties`, `mentions`, `items` and `totals` read their part into the `draft`, an invoice with its evidence.
//! 3. `lines` turns item rows into invoice lines once the totals say which side of the VAT they are on.
//! 4. `repair` tells which values are not what was read, `doubts` tells what does not fit, and `confidence` turns scores into probabilities.
//!
//! **Never here: OCR, files, the clock.**

pub mod confidence;
mod context;
mod doubts;
mod draft;
mod header;
mod items;
mod labels;
mod lexicon;
mod lines;
mod mentions;
#[cfg(test)]
mod misread;
mod pairs;
mod parties;
mod repair;
#[cfg(test)]
mod sheet;
#[cfg(test)]
mod tests;
mod totals;
mod values;

use crate::api::Warning;
use crate::evidence::EvidenceTable;
use crate::invoice::Invoice;
use crate::layout::PageLayout;
use crate::page::{Page, Source};

use context::Context;
use draft::Draft;
use lexicon::LANGUAGES;

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
}

/// Reads an invoice off its pages. `language` (ISO 639-2) decides only where the pages do not tell.
pub fn read(pages: &[Page], language: &str) -> Reading {
    let mut reading = read_scored(pages, language);
    confidence::calibrate(&mut reading.evidence, pages.iter().any(|page| page.source == Source::Ocr));
    reading
}

/// As [`read`], with the readers' own scores for confidences: what `make calibrate` fits.
pub fn read_scored(pages: &[Page], language: &str) -> Reading {
    let layouts: Vec<PageLayout> = pages.iter().map(PageLayout::new).collect();
    let context = Context::new(&layouts, alpha2(language));
    let mut draft = Draft::default();
    let mut warnings = Vec::new();
    header::read(&context, &mut draft);
    let ids = values::ids::find(&context);
    parties::read(&context, &ids, &mut draft);
    mentions::read(&context, &ids, &mut draft);
    let exempt = mentions::exempt(&context);
    let mut items = items::read(&layouts, context.mark);
    let rows = totals::read(&context, &lines::sums(&items), exempt.as_ref(), &mut draft, &mut warnings);
    lines::settle(&mut items, &draft.invoice.totals);
    lines::write(&context, &items, &rows, &mut draft);
    totals::signs(&mut draft);
    draft.in_cents();
    draft.prune();
    repair::tell(&context, &mut draft);
    warnings.extend(doubts::of(&draft.invoice));
    Reading {
        language: context.language.map(str::to_owned),
        invoice: draft.invoice,
        evidence: draft.evidence,
        warnings,
    }
}

/// The languages invoices are read in, as the options name them.
pub const LANGUAGE_CODES: [&str; 7] = ["fra", "eng", "deu", "spa", "ita", "por", "nld"];

/// The ISO 639-1 code of a language of the options.
fn alpha2(language: &str) -> Option<&'static str> {
    LANGUAGE_CODES.iter().position(|c| *c == language).map(|i| LANGUAGES[i])
}
