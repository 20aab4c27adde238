//! The engine `lstm`: lines found by [`super::lines`], read by the networks of Tesseract's model files, which this
//! module runs itself.

mod beam;
mod bytes;
mod charset;
mod container;
mod dawg;
mod dict;
mod field;
mod forward;
mod input;
mod model;
mod network;

use crate::error::{Error, ErrorKind};

pub(crate) use input::Piece;
pub(crate) use model::Model;

/// Why the bytes of a model cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Damaged(pub &'static str);

impl Damaged {
    /// The error a caller sees, for the model of this language.
    fn error(self, language: &str) -> Error {
        Error::new(
            ErrorKind::LanguageUnavailable,
            "Le modèle de cette langue est abîmé ou d'un autre format ; réinstallez-le.",
        )
        .with("language", language)
        .with("model", self.0)
    }
}
