//! PDF to pages: words with boxes, the lines drawn between them, the XML attached.

mod attachments;
mod budget;
mod collector;
mod glyphs;
mod inflate;
mod lines;
mod merge;
mod nesting;
mod paint;
mod pictures;
mod read;
mod runs;
mod scan;
mod streams;
mod turn;
mod unicode;
mod widgets;
mod words;

use std::num::NonZeroUsize;
use std::thread;

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::{InterpreterCache, InterpreterSettings};

pub(crate) use self::inflate::unpack;

use self::budget::{Examined, Purpose};
use self::read::Read;
use super::guard::{Stopped, guard};
use super::limits::too_large;
use super::raster::{Picture, STACK, Visit, no_such_page, share_out};
use super::{Document, Format, Interrupt, Limits, check, xml};
use crate::error::{Error, ErrorKind, Result};

/// Reads the pages of a PDF.
pub(super) fn open(bytes: &[u8], pages: Option<&[u32]>, limits: &Limits, interrupt: Interrupt<'_>) -> Result<Document> {
    on_large_stack(|| open_here(bytes, pages, limits, interrupt))
}

/// Draws one page of a PDF.
pub(super) fn render(
    bytes: &[u8],
    number: u32,
    dpi: f32,
    limits: &Limits,
    interrupt: Interrupt<'_>,
) -> Result<Picture> {
    on_large_stack(|| {
        let pdf = load(bytes, Purpose::Draw, limits, interrupt)?;
        guard(|| pictures::examine(&pdf, limits, interrupt)).map_err(|_| unreadable())??;
        let page = number.checked_sub(1).and_then(|at| pdf.pages().get(at as usize)).ok_or_else(no_such_page)?;
        paint::paint(page, number, dpi, limits, interrupt)
    })
}

/// Hands each of these pages to `visit`, over `workers` threads.
pub(super) fn scans(
    bytes: &[u8],
    numbers: &[u32],
    dpi: f32,
    limits: &Limits,
    interrupt: Interrupt<'_>,
    workers: NonZeroUsize,
    visit: Visit<'_>,
) -> Result<()> {
    on_large_stack(|| {
        let pdf = load(bytes, Purpose::Draw, limits, interrupt)?;
        guard(|| pictures::examine(&pdf, limits, interrupt)).map_err(|_| unreadable())??;
        let pages = pdf.pages();
        share_out(numbers, workers, |number| {
            visit(number, &|| {
                let page = number.checked_sub(1).and_then(|at| pages.get(at as usize)).ok_or_else(no_such_page)?;
                paint::scan(page, number, dpi, limits, interrupt)
            });
        });
        Ok(())
    })
}

/// Hands the objects of a PDF to `work`, once they are known to be within the limits.
pub(crate) fn with_objects<T: Send>(
    bytes: &[u8],
    limits: &Limits,
    interrupt: Interrupt<'_>,
    work: impl FnOnce(&Pdf) -> Result<T> + Send,
) -> Result<T> {
    super::check_bytes(bytes, limits)?;
    on_large_stack(|| {
        let pdf = load(bytes, Purpose::Draw, limits, interrupt)?;
        guard(|| work(&pdf)).map_err(|_| unreadable())?
    })
}

fn open_here(bytes: &[u8], pages: Option<&[u32]>, limits: &Limits, interrupt: Interrupt<'_>) -> Result<Document> {
    let pdf = load(bytes, Purpose::Read, limits, interrupt)?;
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings::default();
    let (mut out, mut problems) = (Vec::new(), Vec::new());
    for (number, page) in (1..).zip(pdf.pages().iter()) {
        if pages.is_some_and(|p| !p.contains(&number)) {
            continue;
        }
        check(interrupt)?;
        match guard(|| read::page(number, page, &cache, &settings, interrupt, None)) {
            Ok(Read::Whole(page, _)) => out.push(page),
            Ok(Read::Part(page)) => {
                check(interrupt)?;
                problems.push(("page_partial", format!("La page {number} n'a pu être lue qu'en partie.")));
                out.push(page);
            }
            Err(Stopped::Asked(_)) | Err(Stopped::Panicked) => {
                check(interrupt)?;
                problems.push(("page_unreadable", format!("La page {number} est abîmée et n'a pas pu être lue.")));
            }
        }
    }
    let xml = guard(|| attachments::invoice_xml(&pdf)).ok().flatten().map(|data| match xml::open(&data, limits) {
        Ok((text, _)) => text.into_bytes(),
        Err(_) => data,
    });
    // Who asks for no page at all wants to know what is attached.
    let asked = pages.is_none_or(|pages| !pages.is_empty());
    if out.is_empty() && xml.is_none() && asked {
        return Err(if problems.is_empty() { no_such_page() } else { unreadable() });
    }
    Ok(Document { format: Format::Pdf, pages: out, xml, problems })
}

fn load(bytes: &[u8], purpose: Purpose, limits: &Limits, interrupt: Interrupt<'_>) -> Result<Pdf> {
    let Examined { bytes, encrypted } = budget::examine(bytes, purpose, limits, interrupt)?;
    let pdf = match guard(|| Pdf::new(bytes)) {
        Ok(Ok(pdf)) => pdf,
        Ok(Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected))) => {
            return Err(Error::new(
                ErrorKind::Encrypted,
                "Ce PDF est protégé par un mot de passe ; enlevez-le avant de l'envoyer.",
            ));
        }
        Ok(Err(_)) | Err(_) => return Err(unreadable()),
    };
    check(interrupt)?;
    if pdf.len() as u64 > u64::from(limits.objects) {
        return Err(too_large("objects", limits.objects, "Ce PDF compte trop d'objets."));
    }
    if encrypted {
        guard(|| budget::examine_decrypted(&pdf, limits, interrupt)).map_err(|_| unreadable())??;
    }
    if pdf.pages().len() as u64 > u64::from(limits.pages) {
        return Err(too_large("pages", limits.pages, "Ce PDF compte trop de pages.").with("pages", pdf.pages().len()));
    }
    if pdf.pages().is_empty() {
        return Err(unreadable());
    }
    Ok(pdf)
}

fn unreadable() -> Error {
    Error::new(ErrorKind::Unreadable, "Ce PDF est trop abîmé pour être lu.")
}

/// Runs the work on a thread of its own with room for deep nesting, or here when there is no room for a thread.
fn on_large_stack<T: Send>(work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    let mut work = Some(work);
    let slot = &mut work;
    let ran = thread::scope(|scope| {
        let run = move || slot.take().map(|work| work());
        thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run).ok().map(|thread| thread.join())
    });
    match ran {
        Some(Ok(Some(result))) => result,
        Some(_) => Err(unreadable()),
        None => work.take().map_or_else(|| Err(unreadable()), |work| work()),
    }
}
