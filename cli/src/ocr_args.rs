//! Flags about character recognition, and the options of the engine they stand for.

use std::path::PathBuf;

use clap::Args;
use ocr_facture::api::{OcrEngine, OcrMode};
use serde::de::DeserializeOwned;
use serde_json::{Value, from_value};

/// When and how pictures are read.
#[derive(Clone, Debug, Args)]
pub(crate) struct OcrArgs {
    /// Quand lire les pages par OCR : auto (sans texte utilisable ; par défaut), always, never
    #[arg(long, value_name = "QUAND", value_parser = named::<OcrMode>, default_value = "auto", hide_default_value = true,
          help_heading = "OCR")]
    pub(crate) ocr: OcrMode,
    /// Moteur OCR : auto (le meilleur installé ; par défaut), paddle, lstm, tesseract
    #[arg(long, value_name = "MOTEUR", value_parser = named::<OcrEngine>, default_value = "auto",
          hide_default_value = true, help_heading = "OCR")]
    pub(crate) engine: OcrEngine,
    /// Garde les résultats dans ce dossier : un document déjà lu, avec les mêmes options, n'est pas relu
    #[arg(long, value_name = "DOSSIER", help_heading = "OCR")]
    pub(crate) cache: Option<PathBuf>,
}

/// A value by the name it has in JSON.
fn named<T: DeserializeOwned>(name: &str) -> Result<T, String> {
    from_value(Value::String(name.to_owned())).map_err(|_| "valeur inconnue : voyez --help".to_owned())
}
