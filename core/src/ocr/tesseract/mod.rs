//! Tesseract 4 or 5, from the library installed on the machine. Nothing is linked: a machine without it has one engine
//! less. The lines are found by us: its own layout is made for books, and tears the tables of invoices apart.

mod library;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Mutex;

use super::lines::{self, TextLine};
use super::{Ocr, Request};
use crate::cancel::check;
use crate::error::{Error, ErrorKind, Result};
use crate::page::{Gray, Word};
use library::{Handle, Library, Seen};

/// Tesseract. Each thread reads with a handle of its own; handles are kept for the next page.
#[derive(Debug)]
pub struct Tesseract {
    library: Library,
    /// Where models may lie, the first that has a language wins.
    folders: Vec<PathBuf>,
    idle: Mutex<HashMap<String, Vec<Handle>>>,
}

impl Tesseract {
    /// The library of this machine with the models in these folders; none when it is not installed.
    pub fn find(folders: Vec<PathBuf>) -> Option<Self> {
        Some(Self { library: Library::find()?, folders, idle: Mutex::default() })
    }

    /// The folder that holds every language of `fra+eng`.
    fn folder(&self, language: &str) -> Result<&PathBuf> {
        let holds = |folder: &&PathBuf| language.split('+').all(|l| folder.join(format!("{l}.traineddata")).is_file());
        self.folders.iter().find(holds).ok_or_else(|| {
            Error::new(
                ErrorKind::LanguageUnavailable,
                format!(
                    "Tesseract n'a pas de modèle pour « {language} » ; installez-le (Debian : apt-get install \
                     tesseract-ocr-{language}) ou donnez-le : ocr-facture models add {language}.traineddata"
                ),
            )
            .with("language", language)
            .with("engine", "tesseract")
        })
    }

    fn handle(&self, language: &str) -> Result<Handle> {
        let kept = self.idle.lock().ok().and_then(|mut idle| idle.get_mut(language)?.pop());
        if let Some(handle) = kept {
            return Ok(handle);
        }
        let folder = self.folder(language)?;
        self.library.open(folder, language).ok_or_else(|| {
            Error::new(
                ErrorKind::LanguageUnavailable,
                "Tesseract refuse ce modèle : il est abîmé ou d'une autre version.",
            )
            .with("language", language)
            .with("engine", "tesseract")
        })
    }
}

impl Ocr for Tesseract {
    fn read(&self, picture: &Gray, request: &Request<'_>) -> Result<Vec<Word>> {
        check(request.interrupt)?;
        let found = lines::find(picture, request.dpi);
        let mut handle = self.handle(request.language)?;
        let mut words = Vec::new();
        let mut failed = false;
        for line in &found.lines {
            check(request.interrupt)?;
            let Some(cut) = Cut::of(&found.page, line) else { continue };
            match handle.recognize(&cut.picture, request.dpi.clamp(70.0, 2400.0) as i32, request.interrupt) {
                Some(seen) => words.extend(seen.into_iter().filter_map(|seen| word(seen, line, &cut))),
                None => failed = true,
            }
        }
        if let Ok(mut idle) = self.idle.lock() {
            idle.entry(request.language.to_owned()).or_default().push(handle);
        }
        check(request.interrupt)?;
        if failed && words.is_empty() {
            let message = "Tesseract n'a pas pu lire cette page.";
            return Err(Error::new(ErrorKind::Internal, message).with("engine", "tesseract"));
        }
        Ok(words)
    }
}

/// Paper left around a line, in heights of its capitals: above for accents, below for descenders, and beside.
const ABOVE: f32 = 0.45;
const BELOW: f32 = 0.5;
const BESIDE: f32 = 0.4;
/// Paper added around what is cut out, in pixels.
const RIM: usize = 10;

/// A line cut out of its page, dark on light.
struct Cut {
    picture: Gray,
    /// Where on the page its left edge lies.
    left: f32,
}

impl Cut {
    fn of(page: &Gray, line: &TextLine) -> Option<Self> {
        let (a, b) = (line.baseline, line.base_at(line.x1));
        let within = |v: f32, most: usize| (v.max(0.0) as usize).min(most);
        let x0 = within((line.x0 as f32 - line.capital * BESIDE).max(line.room.0 as f32), page.width());
        let x1 = within((line.x1 as f32 + line.capital * BESIDE).min(line.room.1 as f32), page.width());
        let y0 = within(a.min(b) - line.capital * (1.0 + ABOVE), page.height());
        let y1 = within(a.max(b) + line.capital * BELOW, page.height());
        // The library fails on what it cannot see.
        if x1 < x0 + 3 || y1 < y0 + 5 {
            return None;
        }
        let mut picture = Gray::blank(x1 - x0 + 2 * RIM, y1 - y0 + 2 * RIM);
        for y in y0..y1 {
            let row = &mut picture.row_mut(y - y0 + RIM)[RIM..RIM + x1 - x0];
            row.copy_from_slice(&page.row(y)[x0..x1]);
            if line.inverted {
                row.iter_mut().for_each(|level| *level = 255 - *level);
            }
        }
        Some(Self { picture, left: x0 as f32 - RIM as f32 })
    }
}

fn word(seen: Seen, line: &TextLine, cut: &Cut) -> Option<Word> {
    let text = seen.text.trim();
    if text.is_empty() {
        return None;
    }
    let (rect, size) = line.word_box(cut.left + seen.x0, cut.left + seen.x1);
    let confidence = (seen.confidence / 100.0).clamp(0.0, 1.0);
    Some(Word { text: text.to_owned(), rect, size, bold: false, confidence })
}
