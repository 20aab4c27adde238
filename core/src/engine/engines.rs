//! The engines of character recognition this machine has: looked for when the first picture comes, kept after that.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

use crate::api::{LanguageEngines, Languages, OcrEngine};
use crate::error::{Error, ErrorKind, Result};
use crate::fields::LANGUAGE_CODES;
use crate::ocr::models::Models;
use crate::ocr::{Lstm, Ocr, Paddle, Tesseract};

/// Engines, each loaded once, shared by all threads.
#[derive(Debug, Default)]
pub(super) struct Engines {
    models: OnceLock<Models>,
    tesseract: OnceLock<Option<Arc<Tesseract>>>,
    paddle: Mutex<Option<Arc<Paddle>>>,
    /// By the languages they read.
    lstm: Mutex<HashMap<String, Arc<Lstm>>>,
}

/// An engine, and the language to read in.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    pub(super) name: OcrEngine,
    pub(super) engine: Arc<dyn Ocr>,
    pub(super) language: String,
}

impl Engines {
    fn models(&self) -> &Models {
        self.models.get_or_init(Models::of_this_machine)
    }

    /// The engine asked for, or the best there is for the language.
    pub(super) fn choose(&self, wanted: OcrEngine, language: &str) -> Result<Chosen> {
        match wanted {
            OcrEngine::Auto => self.best(language),
            OcrEngine::Paddle => self.paddle(language),
            OcrEngine::Lstm => self.lstm(language),
            OcrEngine::Tesseract => self.tesseract(language),
        }
    }

    fn best(&self, language: &str) -> Result<Chosen> {
        let lacking = |e: &Error| matches!(e.kind(), ErrorKind::OcrUnavailable | ErrorKind::LanguageUnavailable);
        let mut missing = None;
        for engine in [OcrEngine::Paddle, OcrEngine::Lstm, OcrEngine::Tesseract] {
            match self.choose(engine, language) {
                Err(e) if lacking(&e) => missing = missing.or(Some(e)),
                outcome => return outcome,
            }
        }
        // With models of other languages only, what is missing is a language.
        Err(missing.filter(|e| e.kind() == ErrorKind::LanguageUnavailable).unwrap_or_else(no_engine))
    }

    fn paddle(&self, language: &str) -> Result<Chosen> {
        let mut loaded = self.paddle.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let engine = match &*loaded {
            Some(engine) => engine.clone(),
            None => {
                let model = |task| self.models().onnx(task).ok_or_else(no_paddle).and_then(|path| read(&path));
                let engine = Arc::new(Paddle::new(&model("det")?, &model("rec")?)?);
                *loaded = Some(engine.clone());
                engine
            }
        };
        Ok(Chosen { name: OcrEngine::Paddle, engine, language: language.to_owned() })
    }

    fn lstm(&self, language: &str) -> Result<Chosen> {
        let mut loaded = self.lstm.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let engine = match loaded.get(language) {
            Some(engine) => engine.clone(),
            None => {
                let engine = Arc::new(Lstm::new(self.traineddata(language)?)?);
                loaded.insert(language.to_owned(), engine.clone());
                engine
            }
        };
        Ok(Chosen { name: OcrEngine::Lstm, engine, language: language.to_owned() })
    }

    /// The models of `fra+eng`, each with its language.
    fn traineddata(&self, languages: &str) -> Result<Vec<(String, Vec<u8>)>> {
        let models = languages.split('+').map(|language| {
            let path = self.models().traineddata(language).ok_or_else(|| no_language(language))?;
            Ok((language.to_owned(), read(&path)?))
        });
        models.collect()
    }

    fn tesseract(&self, language: &str) -> Result<Chosen> {
        let find = || Tesseract::find(self.models().folders().to_vec()).map(Arc::new);
        let engine = self.tesseract.get_or_init(find).clone().ok_or_else(no_tesseract)?;
        Ok(Chosen { name: OcrEngine::Tesseract, engine, language: language.to_owned() })
    }

    /// The models there are, by name and size.
    pub(super) fn fingerprint(&self) -> String {
        self.models().fingerprint()
    }
}

fn read(model: &Path) -> Result<Vec<u8>> {
    fs::read(model).map_err(|e| {
        Error::new(ErrorKind::OcrUnavailable, "Ce modèle ne peut pas être lu.")
            .with("path", model.display())
            .caused_by(e)
    })
}

/// An engine of character recognition as this machine has it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Recogniser {
    /// Its name in the options.
    pub engine: OcrEngine,
    /// Whether it can be used.
    pub available: bool,
    /// Languages it has models for; none for an engine that reads all of ours with one model.
    pub languages: Vec<String>,
    /// The command that installs what is missing.
    pub install: Option<String>,
}

/// What this machine has now, best first.
pub(super) fn recognisers() -> Vec<Recogniser> {
    let engines = Engines::default();
    let models = engines.models();
    let languages = models.languages();
    let row = |engine, available: bool, languages, install: &str| Recogniser {
        engine,
        available,
        languages: if available { languages } else { vec![] },
        install: (!available).then(|| install.to_owned()),
    };
    let library = engines.tesseract("fra").is_ok();
    let paddle = models.onnx("det").is_some() && models.onnx("rec").is_some();
    vec![
        row(OcrEngine::Paddle, paddle, vec![], INSTALL_PADDLE),
        row(OcrEngine::Lstm, !languages.is_empty(), languages.clone(), INSTALL_LANGUAGE),
        row(OcrEngine::Tesseract, library && !languages.is_empty(), languages, INSTALL_TESSERACT),
    ]
}

/// The languages invoices are read in, each with the engines that have a model of it now.
pub(super) fn languages() -> Languages {
    let recognisers = recognisers();
    let reads = |r: &Recogniser, code: &str| {
        // An engine that names no language reads all of ours with one model.
        r.available && (r.languages.is_empty() || r.languages.iter().any(|language| language == code))
    };
    let languages = LANGUAGE_CODES.map(|code| LanguageEngines {
        code: code.to_owned(),
        engines: recognisers.iter().filter(|r| reads(r, code)).map(|r| r.engine).collect(),
    });
    Languages { languages: languages.into() }
}

const INSTALL_PADDLE: &str = "pip download --no-deps rapidocr && ocr-facture models add rapidocr-*.whl";
const INSTALL_LANGUAGE: &str = "apt-get install tesseract-ocr-fra";
const INSTALL_TESSERACT: &str = "apt-get install tesseract-ocr-fra";

fn no_engine() -> Error {
    Error::new(
        ErrorKind::OcrUnavailable,
        format!("Ce document est une image et aucun moteur OCR n'est installé. Le plus précis : {INSTALL_PADDLE}"),
    )
}

fn no_paddle() -> Error {
    Error::new(ErrorKind::OcrUnavailable, format!("Les modèles PP-OCR ne sont pas installés : {INSTALL_PADDLE}"))
        .with("engine", "paddle")
}

fn no_language(language: &str) -> Error {
    Error::new(
        ErrorKind::LanguageUnavailable,
        format!(
            "Il n'y a pas de modèle pour « {language} » ; installez-le (Debian : apt-get install tesseract-ocr-{language}) \
             ou donnez-le : ocr-facture models add {language}.traineddata"
        ),
    )
    .with("language", language)
}

fn no_tesseract() -> Error {
    Error::new(
        ErrorKind::OcrUnavailable,
        format!(
            "La bibliothèque libtesseract n'est pas installée. Debian, Ubuntu : {INSTALL_TESSERACT} ; macOS : brew install \
             tesseract tesseract-lang."
        ),
    )
    .with("engine", "tesseract")
}
