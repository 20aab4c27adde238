//! The main class: the same verbs whether the engine runs here or behind a server.

use std::path::Path;

use crate::api::{ExtractOptions, Extraction};
use crate::engine::Engine;
use crate::error::{Error, ErrorKind, Result};

/// Reads invoices. Local: the engine in this process, offline.
#[derive(Clone, Debug, Default)]
pub struct OCRFactureAPI {
    engine: Engine,
}

impl OCRFactureAPI {
    /// The engine in this process.
    pub fn local() -> Self {
        Self { engine: Engine::new() }
    }

    /// Reads the invoice in a file.
    ///
    /// # Errors
    /// `not_found` when the file cannot be opened; then as [`Engine::extract_from_bytes`].
    pub fn extract_from_file(&self, path: impl AsRef<Path>, options: &ExtractOptions) -> Result<Extraction> {
        let path = path.as_ref();
        let too_large = |len: u64| {
            Error::new(ErrorKind::TooLarge, "Ce fichier dépasse la taille permise.")
                .with("limit", "bytes")
                .with("size", len)
        };
        let unread = |e| {
            Error::new(ErrorKind::NotFound, "Ce fichier ne peut pas être ouvert.")
                .with("path", path.display())
                .caused_by(e)
        };
        let len = std::fs::metadata(path).map_err(unread)?.len();
        if len > options.limits.bytes {
            return Err(too_large(len));
        }
        self.engine.extract_from_bytes(&std::fs::read(path).map_err(unread)?, options)
    }

    /// Reads the invoice in these bytes; see [`Engine::extract_from_bytes`].
    ///
    /// # Errors
    /// As the engine.
    pub fn extract_from_bytes(&self, bytes: &[u8], options: &ExtractOptions) -> Result<Extraction> {
        self.engine.extract_from_bytes(bytes, options)
    }

    /// Reads the invoice in this base64 text; see [`Engine::extract_from_base64`].
    ///
    /// # Errors
    /// As the engine.
    pub fn extract_from_base64(&self, text: &str, options: &ExtractOptions) -> Result<Extraction> {
        self.engine.extract_from_base64(text, options)
    }
}
