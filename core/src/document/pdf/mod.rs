//! PDF to pages: words with boxes, the lines drawn between them.

mod collector;
mod glyphs;
mod lines;
mod merge;
mod stop;
mod turn;
mod unicode;
mod widgets;
mod words;

use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page, kurbo};

use self::collector::Collector;
use self::stop::{Stopped, guard};
use super::{Document, Format, Interrupt, Limits, check};
use crate::error::{Error, ErrorKind, Result};
use crate::page::{Page, Rect, Source};

/// Reads the pages of a PDF.
pub(super) fn open(bytes: &[u8], pages: Option<&[u32]>, limits: &Limits, interrupt: Interrupt<'_>) -> Result<Document> {
    let pdf = load(bytes)?;
    if pdf.pages().len() as u64 > u64::from(limits.pages) {
        return Err(Error::new(ErrorKind::TooLarge, "Trop de pages.")
            .with("limit", "pages")
            .with("pages", pdf.pages().len()));
    }
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings::default();
    let mut out = Vec::new();
    let mut problems = Vec::new();
    for (number, page) in (1..).zip(pdf.pages().iter()) {
        if pages.is_some_and(|p| !p.contains(&number)) {
            continue;
        }
        check(interrupt)?;
        match guard(|| read(number, page, &cache, &settings, interrupt)) {
            Ok(page) => out.push(page),
            Err(Stopped::Asked(_)) => {
                check(interrupt)?;
            }
            Err(Stopped::Panicked) => {
                problems.push(("page_unreadable", format!("La page {number} est abîmée et n'a pas pu être lue.")));
            }
        }
    }
    if out.is_empty() && !problems.is_empty() {
        return Err(unreadable());
    }
    Ok(Document { format: Format::Pdf, pages: out, xml: None, problems })
}

fn load(bytes: &[u8]) -> Result<Pdf> {
    match guard(|| Pdf::new(bytes.to_vec())) {
        Ok(Ok(pdf)) => Ok(pdf),
        Ok(Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected))) => Err(Error::new(
            ErrorKind::Encrypted,
            "Ce PDF est protégé par un mot de passe ; enlevez-le avant de l'envoyer.",
        )),
        Ok(Err(_)) | Err(_) => Err(unreadable()),
    }
}

fn unreadable() -> Error {
    Error::new(ErrorKind::Unreadable, "Ce PDF est trop abîmé pour être lu.")
}

fn read<'a>(
    number: u32,
    page: &PdfPage<'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    interrupt: Interrupt<'_>,
) -> Page {
    let (width, height) = page.render_dimensions();
    let bounds = kurbo::Rect::new(0.0, 0.0, width.into(), height.into());
    let to_page = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(to_page, bounds, cache, page.xref(), settings.clone());
    let mut collector = Collector::new(Rect::new(0.0, 0.0, width, height), interrupt);
    interpret_page(page, &mut context, &mut collector);

    let Collector { mut chars, lines, image_area, .. } = collector;
    widgets::add(page, to_page, &mut chars);
    let (mut rules, mut frames) = lines.finish();
    let turn = turn::needed(&chars);
    let (width, height) = turn::apply(turn, (width, height), &mut chars, &mut rules, &mut frames);
    let walls: Vec<Rect> = rules.iter().filter(|r| r.height() > r.width()).copied().collect();
    let words = words::words(chars, &walls);
    Page {
        number,
        width,
        height,
        source: if words.is_empty() { Source::None } else { Source::Text },
        rotation: turn,
        skew: 0.0,
        words,
        rules,
        frames,
        image_cover: (image_area / (width * height).max(1.0)).min(1.0),
    }
}
