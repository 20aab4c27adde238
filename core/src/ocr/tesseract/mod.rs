//! Tesseract 4 or 5, from the library installed on the machine. Nothing is linked: a machine without it has one engine
//! less.

mod library;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Mutex;

use super::{Ocr, Request};
use crate::cancel::check;
use crate::error::{Error, ErrorKind, Result};
use crate::page::{Gray, Rect, Word};
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
        // The library fails on what it cannot see.
        if picture.width() < 3 || picture.height() < 3 {
            return Ok(Vec::new());
        }
        let mut handle = self.handle(request.language)?;
        let dpi = request.dpi.clamp(70.0, 2400.0) as i32;
        let seen = handle.recognize(picture, dpi, request.interrupt);
        if let Ok(mut idle) = self.idle.lock() {
            idle.entry(request.language.to_owned()).or_default().push(handle);
        }
        check(request.interrupt)?;
        let seen = seen.ok_or_else(|| {
            Error::new(ErrorKind::Internal, "Tesseract n'a pas pu lire cette page.").with("engine", "tesseract")
        })?;
        Ok(seen.into_iter().filter_map(word).collect())
    }
}

/// The word in the terms of the house: from the top to the bottom of its line.
fn word(seen: Seen) -> Option<Word> {
    let text = seen.text.trim();
    if text.is_empty() {
        return None;
    }
    // A line that climbs, or that swallowed a logo, is taller than its words: then the word stands for itself.
    let line = if seen.line.height() > 1.8 * seen.word.height() { seen.word } else { seen.line };
    Some(Word {
        text: text.to_owned(),
        rect: Rect::new(seen.word.x0, line.y0.min(seen.word.y0), seen.word.x1, line.y1.max(seen.word.y1)),
        size: line.height(),
        bold: false,
        confidence: (seen.confidence / 100.0).clamp(0.0, 1.0),
    })
}
