//! Draws varied invoices as PDFs, with the truth, from fixed seeds.
//!
//! `deal` decides what is sold to whom, `style` how it looks, `page` puts it on a canvas and notes in `truth` what it shows,
//! `emit` writes the PDF. Same seed, same bytes.

pub mod canvas;
pub mod check;
pub mod closing;
pub mod columns;
pub mod deal;
pub mod draws;
pub mod embed;
pub mod emit;
pub mod extras;
pub mod font;
pub mod format;
pub mod furniture;
pub mod header;
pub mod identifiers;
pub mod page;
pub mod parties;
pub mod people;
pub mod random;
pub mod receipt;
pub mod sheet;
pub mod spell;
pub mod style;
pub mod table;
pub mod totals;
pub mod trades;
pub mod truth;
pub mod typeface;
pub mod vat;
pub mod widths;
pub mod words;

use rust_decimal::Decimal;

use canvas::Canvas;
use deal::{Deal, Kind};
use random::Random;
use sheet::Sheet;
use style::Style;
use truth::Truth;
pub use words::Language;

/// A document with its truth.
#[derive(Debug)]
pub struct Sample {
    /// Name of the document: stem of its files.
    pub name: String,
    /// The PDF.
    pub pdf: Vec<u8>,
    /// What its pages show.
    pub truth: Truth,
    /// What it is about.
    pub deal: Deal,
    /// How it looks.
    pub style: Style,
    /// The pages before they were written.
    pub canvas: Canvas,
}

impl Sample {
    /// Name of the layout: the axes that decide where things stand.
    pub fn layout(&self) -> String {
        if self.deal.kind == Kind::Receipt { "Receipt".into() } else { self.style.layout() }
    }

    /// The truth file.
    pub fn truth_json(&self) -> serde_json::Value {
        let credit_note = self.deal.kind == Kind::CreditNote;
        let country = &self.deal.seller.country;
        self.truth.json(&self.name, self.deal.language.code(), country, credit_note, &self.layout())
    }
}

/// The document of a seed and an index. `language` leaves only that one.
pub fn generate(seed: u64, index: u64, language: Option<Language>) -> Sample {
    let mut random = Random::new(seed, index);
    let deal = Deal::draw(&mut random, language);
    let mut style = Style::draw(&mut random, deal.language);
    if deal.kind == Kind::Receipt {
        style.make_receipt();
    }
    let sign = match deal.seller.country.as_str() {
        "US" => "$",
        "GB" if random.chance(50) => "£",
        _ => "€",
    };
    let negative = deal.kind == Kind::CreditNote && random.chance(50);
    let (width, height) = match (deal.kind, deal.seller.country.as_str()) {
        (Kind::Receipt, _) => (*random.pick(&[204.0, 226.0, 250.0]), 2000.0),
        (_, "US") => (612.0, 792.0),
        _ => (595.0, 842.0),
    };
    let mut sheet = Sheet {
        canvas: Canvas::new(width, height),
        truth: Truth::default(),
        random: &mut random,
        style: &style,
        deal: &deal,
        words: deal.language.words(),
        y: 0.0,
        bottom: height - 64.0,
        factor: if negative { Decimal::NEGATIVE_ONE } else { Decimal::ONE },
        sign,
    };
    page::note_currency(&mut sheet);
    if deal.kind == Kind::Receipt {
        receipt::draw(&mut sheet);
    } else {
        page::draw(&mut sheet);
    }
    let (canvas, truth) = (sheet.canvas, sheet.truth);
    let pdf = emit::pdf(&canvas, style.writing, &mut random);
    Sample { name: format!("s{seed}-{index:05}"), pdf, truth, deal, style, canvas }
}
