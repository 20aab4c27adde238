//! The engines of character recognition this machine has: looked for when the first picture comes, kept after that.

use std::sync::{Arc, OnceLock};

use crate::api::OcrEngine;
use crate::error::{Error, ErrorKind, Result};
use crate::ocr::models::Models;
use crate::ocr::{Ocr, Tesseract};

/// Engines, each loaded once, shared by all threads.
#[derive(Debug, Default)]
pub(super) struct Engines {
    models: OnceLock<Models>,
    tesseract: OnceLock<Option<Arc<Tesseract>>>,
}

/// An engine, and the name the answer tells it by.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    pub(super) name: &'static str,
    pub(super) engine: Arc<dyn Ocr>,
    /// The language to read in, among those the engine has.
    pub(super) language: String,
}

impl Engines {
    fn models(&self) -> &Models {
        self.models.get_or_init(Models::of_this_machine)
    }

    fn tesseract(&self) -> Option<&Arc<Tesseract>> {
        let find = || Tesseract::find(self.models().folders().to_vec()).map(Arc::new);
        self.tesseract.get_or_init(find).as_ref()
    }

    /// The engine asked for, or the best there is.
    pub(super) fn choose(&self, wanted: OcrEngine, language: &str) -> Result<Chosen> {
        match wanted {
            OcrEngine::Auto => self.with_tesseract(language).map_err(|e| match e.kind() {
                ErrorKind::OcrUnavailable => no_engine(),
                _ => e,
            }),
            OcrEngine::Tesseract => self.with_tesseract(language),
        }
    }

    fn with_tesseract(&self, language: &str) -> Result<Chosen> {
        let engine = self.tesseract().ok_or_else(no_tesseract)?;
        Ok(Chosen { name: "tesseract", engine: engine.clone(), language: language.to_owned() })
    }

    /// The models there are, by name and size.
    pub(super) fn fingerprint(&self) -> String {
        self.models().fingerprint()
    }
}

/// An engine of character recognition as this machine has it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Recogniser {
    /// Its name in the options: `tesseract`.
    pub engine: OcrEngine,
    /// Whether it can be used.
    pub available: bool,
    /// Languages it has models for; none for an engine that reads all of ours with one model.
    pub languages: Vec<String>,
    /// The command that installs what is missing.
    pub install: Option<String>,
}

impl Recogniser {
    /// Its name in the options.
    pub fn name(&self) -> &'static str {
        self.engine.name()
    }
}

/// What this machine has now, best first.
pub(super) fn recognisers() -> Vec<Recogniser> {
    let engines = Engines::default();
    let tesseract = engines.tesseract();
    vec![Recogniser {
        engine: OcrEngine::Tesseract,
        available: tesseract.is_some_and(|t| !t.languages().is_empty()),
        languages: tesseract.map(|t| t.languages()).unwrap_or_default(),
        install: tesseract.is_none().then(|| "apt-get install tesseract-ocr-fra".into()),
    }]
}

fn no_engine() -> Error {
    Error::new(
        ErrorKind::OcrUnavailable,
        "Ce document est une image et aucun moteur OCR n'est installé. Le plus précis : pip download --no-deps rapidocr, \
         puis ocr-facture models add rapidocr-*.whl. Le plus répandu : apt-get install tesseract-ocr-fra.",
    )
}

fn no_tesseract() -> Error {
    Error::new(
        ErrorKind::OcrUnavailable,
        "La bibliothèque libtesseract n'est pas installée. Debian, Ubuntu : apt-get install tesseract-ocr-fra ; macOS : \
         brew install tesseract tesseract-lang.",
    )
    .with("engine", "tesseract")
}
