//! Pages without usable text, read by character recognition.

use std::sync::Mutex;

use super::engines::Chosen;
use super::{Engine, PageEvent, slots};
use crate::api::{ExtractOptions, OcrEngine, OcrMode, Warning};
use crate::cancel::{Interrupt, check};
use crate::document::{self, Document, Format, Picture, Scan};
use crate::error::{Error, ErrorKind, Result};
use crate::ocr::{self, Need, Request};
use crate::page::{Gray, Page, Rect, Source, Word};

/// Dots per inch at which a page that is no scan is drawn to be read.
const DPI: f32 = 200.0;

/// What character recognition made of one page.
struct Recognised {
    words: Vec<Word>,
}

impl Engine {
    /// Recognises the pages that need it, in place. Tells the engine that read them, and what to warn of.
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
    ) -> Result<Option<OcrEngine>> {
        let wanted = |page: &Page| match options.ocr {
            OcrMode::Always => Some(Need::NoText),
            OcrMode::Auto | OcrMode::Never => ocr::need(page),
        };
        let needing: Vec<(u32, Need)> = document.pages.iter().filter_map(|p| Some((p.number, wanted(p)?))).collect();
        if document.format == Format::Xml || needing.is_empty() {
            return Ok(None);
        }
        let textless = document.pages.iter().all(|p| p.words.is_empty());
        if options.ocr == OcrMode::Never {
            return if textless { Err(switched_off()) } else { Ok(None) };
        }
        let chosen = match self.engines.choose(options.engine, &options.language) {
            Ok(chosen) => chosen,
            Err(e) if textless => return Err(e),
            Err(e) => {
                warnings.push(not_recognised(&needing, &e));
                return Ok(None);
            }
        };
        let numbers: Vec<u32> = needing.iter().map(|(number, _)| *number).collect();
        let read: Mutex<Vec<(u32, Result<Recognised>)>> = Mutex::default();
        document::scans(bytes, &numbers, DPI, &options.limits, interrupt, slots::cores(), &|number, draw| {
            let outcome = super::guarded(|| recognise_page(draw, &chosen, interrupt));
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
        let mut failed = None;
        for (number, outcome) in read.into_inner().unwrap_or_default() {
            let Some(page) = document.pages.iter_mut().find(|p| p.number == number) else { continue };
            match outcome {
                Ok(recognised) => put(page, recognised),
                Err(e) => {
                    warnings.push(not_recognised(&[(number, Need::NoText)], &e));
                    failed = Some(e);
                }
            }
        }
        match failed {
            Some(e) if document.pages.iter().all(|p| p.source == Source::None) => Err(e),
            _ => Ok(Some(chosen.name)),
        }
    }
}

/// One page, once there is a place for it.
fn recognise_page(draw: &dyn Fn() -> Result<Scan>, chosen: &Chosen, interrupt: Interrupt<'_>) -> Result<Recognised> {
    let stop = || interrupt().is_some();
    let Some(_slot) = slots::take(&stop) else {
        check(interrupt)?;
        return Err(Error::new(ErrorKind::Cancelled, "Travail interrompu."));
    };
    let Scan { picture: Picture { width, height, rgb }, dpi } = draw()?;
    let gray = Gray::from_rgb(width as usize, height as usize, &rgb);
    drop(rgb);
    let request = Request { language: &chosen.language, dpi, interrupt };
    let mut words = chosen.engine.read(&gray, &request)?;
    let scale = 72.0 / dpi;
    for word in &mut words {
        let r = word.rect;
        word.rect = Rect::new(r.x0 * scale, r.y0 * scale, r.x1 * scale, r.y1 * scale);
        word.size *= scale;
        // A text layer alone is sure of its characters.
        word.confidence = word.confidence.clamp(0.0, 0.999);
    }
    Ok(Recognised { words })
}

/// The page as recognised.
fn put(page: &mut Page, recognised: Recognised) {
    page.words = recognised.words;
    page.source = Source::Ocr;
}

fn not_recognised(pages: &[(u32, Need)], why: &Error) -> Warning {
    let numbers: Vec<String> = pages.iter().map(|(number, _)| number.to_string()).collect();
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
