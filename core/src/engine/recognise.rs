//! Pages without usable text, read by character recognition.

use std::sync::Mutex;

use super::engines::Chosen;
use super::{Engine, PageEvent, slots};
use crate::api::{ExtractOptions, OcrEngine, OcrMode, Warning};
use crate::cancel::{Interrupt, check};
use crate::document::{self, Document, Format, Picture, Scan};
use crate::error::{Error, ErrorKind, Result};
use crate::evidence::EvidenceTable;
use crate::image::{self, Back, Prepared, Preprocess, Steps, Taste, Want};
use crate::ocr::{self, Need, Request};
use crate::page::{Page, Rect, Source, Word};

/// Dots per inch at which a page that is no scan is drawn to be read.
const DPI: f32 = 200.0;
/// Confidence under which a page whose way up is open is read the other way too.
const DOUBTFUL: f32 = 0.75;
/// The most a value read in handwriting is trusted: no engine here was taught to read it.
const HANDWRITTEN: f32 = 0.3;

/// What character recognition did to the pages of a document.
#[derive(Default)]
pub(super) struct Recognition {
    /// The engine that read, when one did.
    pub(super) engine: Option<OcrEngine>,
    sheets: Vec<Sheet>,
}

/// A page as it lay before it was made level: what is told of it stands there.
struct Sheet {
    page: u32,
    width: f32,
    height: f32,
    back: Back,
    /// Pixels a point of the prepared picture, and of the page's own.
    prepared: f32,
    own: f32,
    /// Where someone seems to have written by hand, in points of the level page.
    handwriting: Vec<Rect>,
}

/// What character recognition made of one page.
struct Recognised {
    sheet: Sheet,
    words: Vec<Word>,
    rules: Vec<Rect>,
    width: f32,
    height: f32,
    rotation: u16,
    skew: f32,
}

impl Engine {
    /// Recognises the pages that need it, in place: level and rectified, as their layout is read.
    ///
    /// # Errors
    /// When no page has text of its own: why none could be recognised. Then `timeout`, `cancelled`.
    pub(super) fn recognise(
        &self,
        bytes: &[u8],
        document: &mut Document,
        options: &ExtractOptions,
        interrupt: Interrupt<'_>,
        warnings: &mut Vec<Warning>,
    ) -> Result<Recognition> {
        let wanted = |page: &Page| match options.ocr {
            OcrMode::Always => Some(Need::NoText),
            OcrMode::Auto | OcrMode::Never => ocr::need(page),
        };
        let numbers: Vec<u32> = document.pages.iter().filter(|p| wanted(p).is_some()).map(|p| p.number).collect();
        if document.format == Format::Xml || numbers.is_empty() {
            return Ok(Recognition::default());
        }
        let textless = document.pages.iter().all(|p| p.words.is_empty());
        if options.ocr == OcrMode::Never {
            return if textless { Err(switched_off()) } else { Ok(Recognition::default()) };
        }
        let chosen = match self.engines.choose(options.engine, &options.language) {
            Ok(chosen) => chosen,
            Err(e) if textless => return Err(e),
            Err(e) => {
                warnings.push(not_recognised(&numbers, &e));
                return Ok(Recognition::default());
            }
        };
        let read: Mutex<Vec<(u32, Result<Recognised>)>> = Mutex::default();
        document::scans(bytes, &numbers, DPI, &options.limits, interrupt, slots::cores(), &|number, draw| {
            let outcome = super::guarded(|| recognise_page(number, draw, &chosen, &options.preprocess, interrupt));
            let ok = outcome.is_ok();
            let done = read.lock().map_or(0, |mut read| {
                read.push((number, outcome));
                read.len()
            });
            if let Some(tell) = &self.listener {
                tell(PageEvent { page: number, of: numbers.len(), done, ok });
            }
        })?;
        check(interrupt)?;
        let mut recognition = Recognition { engine: Some(chosen.name), sheets: Vec::new() };
        let mut failed = None;
        let mut read = read.into_inner().unwrap_or_default();
        read.sort_by_key(|(number, _)| *number);
        for (number, outcome) in read {
            let Some(page) = document.pages.iter_mut().find(|p| p.number == number) else { continue };
            match outcome {
                Ok(recognised) => recognition.sheets.push(put(page, recognised)),
                Err(e) => {
                    warnings.push(not_recognised(&[number], &e));
                    failed = Some(e);
                }
            }
        }
        match failed {
            Some(e) if document.pages.iter().all(|p| p.source == Source::None) => Err(e),
            _ => Ok(recognition),
        }
    }
}

impl Recognition {
    /// Trusts little what was read where someone wrote by hand, and says so.
    pub(super) fn doubt_handwriting(&self, evidence: &mut EvidenceTable, warnings: &mut Vec<Warning>) {
        for sheet in self.sheets.iter().filter(|sheet| !sheet.handwriting.is_empty()) {
            let mut fields = Vec::new();
            for (path, found) in evidence.iter_mut().filter(|(_, found)| found.page == Some(sheet.page)) {
                if found.rect.is_some_and(|rect| sheet.handwriting.iter().any(|hand| covers(hand, &rect))) {
                    found.confidence = found.confidence.min(HANDWRITTEN);
                    fields.push(path.clone());
                }
            }
            warnings.push(Warning {
                code: "handwriting".into(),
                message: format!("La page {} semble porter de l'écriture manuscrite, mal lue par l'OCR.", sheet.page),
                fields,
            });
        }
    }

    /// Where someone seems to have written on a page, as the page lies.
    pub(super) fn handwriting(&self, page: u32) -> Vec<Rect> {
        let sheets = self.sheets.iter().filter(|sheet| sheet.page == page);
        sheets.flat_map(|sheet| sheet.handwriting.iter().map(|hand| sheet.place(hand))).collect()
    }

    /// Puts the pages and the places of what was read on them back to how the pages lie, upright but not made level.
    pub(super) fn put_back(&self, pages: &mut [Page], evidence: &mut EvidenceTable) {
        for sheet in &self.sheets {
            if let Some(page) = pages.iter_mut().find(|p| p.number == sheet.page) {
                (page.width, page.height) = (sheet.width, sheet.height);
            }
        }
        for found in evidence.values_mut() {
            let sheet = self.sheets.iter().find(|sheet| Some(sheet.page) == found.page);
            if let (Some(rect), Some(sheet)) = (&mut found.rect, sheet) {
                *rect = sheet.place(rect);
            }
        }
    }
}

impl Sheet {
    /// Where on the page, in points, a box of the level page stands.
    fn place(&self, rect: &Rect) -> Rect {
        let on_page = scaled(&self.back.rect(&scaled(rect, self.prepared)), 1.0 / self.own);
        Rect::new(
            on_page.x0.clamp(0.0, self.width),
            on_page.y0.clamp(0.0, self.height),
            on_page.x1.clamp(0.0, self.width),
            on_page.y1.clamp(0.0, self.height),
        )
    }
}

/// Whether most of the box lies in the region.
fn covers(region: &Rect, rect: &Rect) -> bool {
    region.x_overlap(rect) * region.y_overlap(rect) > 0.5 * rect.width() * rect.height()
}

/// One page, once there is a place for it.
fn recognise_page(
    number: u32,
    draw: &dyn Fn() -> Result<Scan>,
    chosen: &Chosen,
    preprocess: &Preprocess,
    interrupt: Interrupt<'_>,
) -> Result<Recognised> {
    let stop = || interrupt().is_some();
    let Some(_slot) = slots::take(&stop) else {
        check(interrupt)?;
        return Err(Error::new(ErrorKind::Cancelled, "Travail interrompu."));
    };
    let Scan { picture: Picture { width, height, rgb }, dpi } = draw()?;
    let gray = image::gray(width as usize, height as usize, &rgb, preprocess.steps().keep_color);
    drop(rgb);
    let taste = match chosen.name {
        OcrEngine::Paddle => Taste::Paddle,
        OcrEngine::Lstm => Taste::Lstm,
        OcrEngine::Auto | OcrEngine::Tesseract => Taste::Tesseract,
    };
    check(interrupt)?;
    let mut prepared = image::prepare(&gray, dpi, preprocess, taste);
    let read = |prepared: &Prepared| {
        check(interrupt)?;
        let request = Request { language: &chosen.language, dpi: prepared.dpi, interrupt };
        chosen.engine.read(&prepared.picture, &request)
    };
    let mut words = read(&prepared)?;
    if let Some(doubt) = prepared.doubt
        && sureness(&words) < DOUBTFUL
    {
        let turned = image::quarter_turns(&gray, (doubt / 90) as u8);
        let upright = Preprocess::Steps(Steps { orient: Want::No, ..preprocess.steps() });
        let mut other = image::prepare(&turned, dpi, &upright, taste);
        let other_words = read(&other)?;
        if legible(&other_words) > legible(&words) {
            other.rotation = doubt;
            (prepared, words) = (other, other_words);
        }
    }
    let scale = prepared.dpi / 72.0;
    let rules = ocr::rules(&prepared.picture, prepared.dpi).iter().map(|r| scaled(r, 1.0 / scale)).collect();
    let handwriting = image::handwriting(&prepared.picture, prepared.dpi, &words);
    let handwriting = handwriting.iter().map(|r| scaled(r, 1.0 / scale)).collect();
    for word in &mut words {
        word.rect = scaled(&word.rect, 1.0 / scale);
        word.size /= scale;
        // A text layer alone is sure of its characters.
        word.confidence = word.confidence.clamp(0.0, 0.999);
    }
    let own = dpi / 72.0;
    let (across, down) = (gray.width() as f32 / own, gray.height() as f32 / own);
    let (across, down) = if prepared.rotation % 180 == 90 { (down, across) } else { (across, down) };
    Ok(Recognised {
        sheet: Sheet {
            page: number,
            width: across,
            height: down,
            back: prepared.back,
            prepared: scale,
            own,
            handwriting,
        },
        words,
        rules,
        width: prepared.picture.width() as f32 / scale,
        height: prepared.picture.height() as f32 / scale,
        rotation: prepared.rotation,
        skew: prepared.skew,
    })
}

/// The page as recognised.
fn put(page: &mut Page, recognised: Recognised) -> Sheet {
    let Recognised { sheet, words, rules, width, height, rotation, skew } = recognised;
    page.words = words;
    page.rules = rules;
    page.frames.clear();
    page.source = Source::Ocr;
    (page.width, page.height) = (width, height);
    page.rotation = (page.rotation + rotation) % 360;
    page.skew = skew;
    sheet
}

/// How sure an engine is of what it read, by the characters; 0 when it read nothing.
fn sureness(words: &[Word]) -> f32 {
    let characters: usize = words.iter().map(|w| w.text.chars().count()).sum();
    legible(words) / (characters as f32).max(1.0)
}

/// Characters read, each as much as its word is sure.
fn legible(words: &[Word]) -> f32 {
    words.iter().map(|w| w.confidence * w.text.chars().count() as f32).sum()
}

fn scaled(r: &Rect, by: f32) -> Rect {
    Rect::new(r.x0 * by, r.y0 * by, r.x1 * by, r.y1 * by)
}

fn not_recognised(pages: &[u32], why: &Error) -> Warning {
    let numbers: Vec<String> = pages.iter().map(u32::to_string).collect();
    Warning {
        code: "page_not_recognised".into(),
        message: format!("Pages sans texte utilisable, non lues ({}) : {why}", numbers.join(", ")),
        fields: vec![],
    }
}

fn switched_off() -> Error {
    Error::new(
        ErrorKind::OcrUnavailable,
        "Ce document est une image sans texte, et l'option `ocr` interdit de la lire.",
    )
}
