//! Flags about character recognition, and the options of the engine they stand for.

use std::path::PathBuf;

use clap::Args;
use ocr_facture::api::{OcrEngine, OcrMode};
use ocr_facture::image::Preprocess;
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
    /// Préparation des images : auto (par défaut), none, ou des étapes : deskew,background=0.5,orient=false
    #[arg(long, value_name = "ÉTAPES", value_parser = preprocess, default_value = "auto", hide_default_value = true,
          help_heading = "OCR")]
    pub(crate) preprocess: Preprocess,
    /// Garde les résultats dans ce dossier : un document déjà lu, avec les mêmes options, n'est pas relu
    #[arg(long, value_name = "DOSSIER", help_heading = "OCR")]
    pub(crate) cache: Option<PathBuf>,
}

/// `auto`, `none`, or steps: a name alone is `true`, after `=` stands its strength or whether it is done.
fn preprocess(text: &str) -> Result<Preprocess, String> {
    if let Ok(named) = named(text) {
        return Ok(named);
    }
    let steps = text.split(',').map(|step| {
        let (name, value) = step.split_once('=').unwrap_or((step, "true"));
        Ok((
            name.trim().to_owned(),
            serde_json::from_str(value.trim()).map_err(|_| format!("valeur inconnue : {step}"))?,
        ))
    });
    let steps = steps.collect::<Result<serde_json::Map<_, _>, String>>()?;
    from_value(Value::Object(steps)).map_err(|e| format!("étape inconnue ou force hors de 0 à 1 : {e}"))
}

/// A value by the name it has in JSON.
fn named<T: DeserializeOwned>(name: &str) -> Result<T, String> {
    from_value(Value::String(name.to_owned())).map_err(|_| "valeur inconnue : voyez --help".to_owned())
}

#[cfg(test)]
mod tests {
    use ocr_facture::image::{Steps, Want};

    use super::*;

    #[test]
    fn steps_are_named_with_their_strength() {
        assert_eq!(preprocess("auto"), Ok(Preprocess::Auto));
        assert_eq!(preprocess("none"), Ok(Preprocess::None));
        let steps = Steps { deskew: Want::Yes, background: Want::Much(0.5), orient: Want::No, ..Steps::default() };
        assert_eq!(preprocess("deskew, background=0.5,orient=false"), Ok(Preprocess::Steps(steps)));
        for wrong in ["", "sharpen", "deskew=often", "background=2"] {
            assert!(preprocess(wrong).is_err(), "{wrong}");
        }
    }
}
