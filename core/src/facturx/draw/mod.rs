//! A page people can read, drawn from an invoice: PDF/A-3b with the XML inside.
//!
//! What is printed comes from the invoice, beside words that name it; what the invoice does not say is not printed.
//! **Never here: computing what an invoice lacks, or judging it.** Carried totals are the one sum made here.

mod canvas;
mod code;
mod columns;
mod font;
mod foot;
mod format;
mod glyphs;
mod head;
mod logo;
mod mentions;
mod names;
mod options;
mod paint;
mod payment;
mod sheet;
mod sums;
mod table;
mod words;
mod wrap;

pub use logo::Logo;
pub use options::{ACCENT, Attachment, DrawOptions, Language, accent};

use crate::api::Warning;
use crate::error::Result;
use crate::invoice::{self, Invoice};
use sheet::{Look, Sheet};
use words::Words;

/// A drawn invoice.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The file: PDF/A-3b.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// `glyph_missing` for each field with characters the font cannot draw. A box stands for each on the page; the text
    /// copied from it, and the XML, keep them.
    pub warnings: Vec<Warning>,
}

/// Draws the invoice as PDF/A-3b, with the XML inside when there is one.
///
/// The same invoice, options and attachment give the same bytes.
///
/// # Errors
/// `internal` when the font cannot be cut down, which would be a defect of ours.
pub fn draw(invoice: &Invoice, attachment: Option<&Attachment<'_>>, options: &DrawOptions) -> Result<Drawn> {
    let words = Words::of(options.language);
    let look = Look { invoice, options, words, tight: false };
    let title = title(look);
    let foot = foot::Foot::new(look);
    let lay = |look| lay(Sheet::new(look, foot.height(), running(look, &title)));
    let mut sheet = lay(look);
    if sheet.ends_lonely() {
        let tight = lay(Look { tight: true, ..look });
        if tight.leaves.len() < sheet.leaves.len() {
            sheet = tight;
        }
    }
    let mut leaves = sheet.leaves;
    let pages = leaves.len();
    for (i, leaf) in leaves.iter_mut().enumerate() {
        foot.draw(leaf, i + 1, pages);
    }
    let info = paint::Info {
        title: &title,
        author: invoice.seller.name.as_deref(),
        subject: words.title(invoice.type_code.as_deref()),
        language: words.tag,
        created: options.created,
    };
    let pdf = paint::pdf(&leaves, options.logo.as_ref(), &info, attachment)?;
    Ok(Drawn { pdf, pages, warnings: missing(invoice) })
}

/// Fills the pages.
fn lay(mut sheet: Sheet<'_>) -> Sheet<'_> {
    let look = sheet.look;
    let invoice = look.invoice;
    head::draw(&mut sheet);
    let sums = sums::sums(look);
    let adjusted = !invoice.allowances.is_empty() || !invoice.charges.is_empty();
    table::draw(&mut sheet, if adjusted { 70.0 } else { sums.height + 14.0 });
    sums::adjustments(&mut sheet);
    sheet.place(sums);
    sheet.y += look.space(18.0);
    payment::draw(&mut sheet);
    mentions::draw(&mut sheet);
    sheet
}

/// Title of the document: what it is, its number, who issues it.
fn title(look: Look<'_>) -> String {
    let kind = look.words.title(look.invoice.type_code.as_deref()).to_owned();
    let parts = [Some(kind), look.invoice.number.clone()];
    let mut title = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    if let Some(seller) = &look.invoice.seller.name {
        title.push_str(" – ");
        title.push_str(seller);
    }
    // A title is one line.
    title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// What stands at the top of the pages after the first: the title, as far as a line holds it.
fn running(look: Look<'_>, title: &str) -> String {
    let style = canvas::Style::regular(7.6, canvas::Color::SOFT);
    let mut lines = wrap::wrap(title, style, sheet::SPAN).into_iter();
    let first = lines.next().unwrap_or_else(|| look.words.title(None).to_owned());
    if lines.next().is_some() { format!("{first}…") } else { first }
}

/// The fields whose text the font cannot draw whole.
fn missing(invoice: &Invoice) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for leaf in invoice::leaves(invoice) {
        let mut lacking: Vec<char> = leaf.value.chars().filter(|c| !font::has(*c)).collect();
        lacking.sort_unstable();
        lacking.dedup();
        if lacking.is_empty() {
            continue;
        }
        let shown: String = lacking.iter().take(12).collect();
        warnings.push(Warning {
            code: "glyph_missing".into(),
            message: format!(
                "La police de la page n'a pas ces caractères, un carré les remplace : {shown}. Le XML les garde."
            ),
            fields: vec![leaf.path],
        });
    }
    warnings
}
