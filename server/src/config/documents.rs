//! `[documents]`.

use ocr_facture::document::Limits;
use serde::Deserialize;

/// What a document, and all of them together, may cost.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Documents {
    /// Bytes of the file.
    pub bytes: u64,
    /// Pages.
    pub pages: u32,
    /// Pixels of one picture.
    pub pixels: u64,
    /// Bytes all its streams may unpack to.
    pub decompressed_bytes: u64,
    /// Objects or elements.
    pub objects: u32,
    /// Their nesting.
    pub depth: u32,
    /// Bytes of a request in JSON.
    pub json_bytes: usize,
    /// Bytes of the parts of a form beside the document.
    pub form_bytes: usize,
    /// Documents of a batch.
    pub batch: usize,
    /// Bytes of all requests at once.
    pub in_flight_bytes: usize,
}

impl Documents {
    /// What was asked for, as far as it is allowed.
    pub fn bound(&self, asked: &mut Limits) {
        asked.bytes = asked.bytes.min(self.bytes);
        asked.pages = asked.pages.min(self.pages);
        asked.pixels = asked.pixels.min(self.pixels);
        asked.decompressed_bytes = asked.decompressed_bytes.min(self.decompressed_bytes);
        asked.objects = asked.objects.min(self.objects);
        asked.depth = asked.depth.min(self.depth);
    }
}
