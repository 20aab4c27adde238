//! Pages to one consistent invoice: candidates come with evidence and compete, a resolver chooses, and abstains rather than guesses.
//!
//! **Never here: OCR, files, the clock.**

mod address;
mod amount;
mod breakdown;
mod candidates;
pub mod confidence;
mod contacts;
mod context;
mod date;
mod doubts;
mod draft;
mod header;
mod ids;
mod items;
mod labels;
mod lexicon;
mod lines;
mod mentions;
mod money;
mod names;
mod pairs;
mod parties;
mod reference;
#[cfg(test)]
mod sheet;
mod sides;
mod span;
#[cfg(test)]
mod tests;
mod text;
mod totals;
mod vat;

use std::collections::BTreeMap;

use crate::api::Warning;
use crate::evidence::EvidenceTable;
use crate::invoice::Invoice;
use crate::layout::PageLayout;
use crate::page::Page;

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
    /// The readers' own scores by path, before they became probabilities: what `make calibrate` fits.
    pub scores: BTreeMap<String, f32>,
    /// What did not fit.
    pub warnings: Vec<Warning>,
    /// Language of the page, ISO 639-1.
    pub language: Option<String>,
    /// The text in reading order.
    pub text: String,
}

/// Reads an invoice off its pages. `language` (ISO 639-2) decides only where the pages do not tell.
pub fn read(pages: &[Page], language: &str) -> Reading {
    let layouts: Vec<PageLayout> = pages.iter().map(PageLayout::new).collect();
    let context = Context::new(&layouts, alpha2(language));
    let mut draft = Draft::default();
    let mut warnings = Vec::new();
    header::read(&context, &mut draft);
    let ids = ids::find(&context);
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
    warnings.extend(doubts::of(&draft.invoice));
    Reading {
        language: context.language.map(str::to_owned),
        text: layouts.iter().map(PageLayout::plain_text).collect(),
        invoice: draft.invoice,
        scores: draft.evidence.iter().map(|(path, row)| (path.clone(), row.confidence)).collect(),
        evidence: {
            confidence::calibrate(&mut draft.evidence);
            draft.evidence
        },
        warnings,
    }
}

/// The ISO 639-1 code of a language of the options.
fn alpha2(language: &str) -> Option<&'static str> {
    let codes = ["fra", "eng", "deu", "spa", "ita", "por", "nld"];
    codes.iter().position(|c| *c == language).map(|i| LANGUAGES[i])
}
