//! What a document may cost, checked before anything is decoded.

use std::fmt::Display;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind};

pub use crate::cancel::{Interrupt, check};

/// Upper bounds on one document; passing one is [`ErrorKind::TooLarge`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Pages, the frames of a TIFF included.
    pub pages: u32,
    /// Pixels of one picture.
    pub pixels: u64,
    /// Bytes all streams of the document may unpack to, together; a quarter of it for those that are no picture.
    pub decompressed_bytes: u64,
    /// Objects of a PDF, elements of an XML.
    pub objects: u32,
    /// Nesting of objects or elements.
    pub depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 50 << 20,
            pages: 500,
            pixels: 50_000_000,
            decompressed_bytes: 256 << 20,
            objects: 500_000,
            depth: 64,
        }
    }
}

/// The error of a passed limit, which names it and its value.
pub(crate) fn too_large(limit: &'static str, value: impl Display, message: &'static str) -> Error {
    Error::new(ErrorKind::TooLarge, message).with("limit", limit).with("value", value)
}
