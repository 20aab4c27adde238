//! Words of a PDF: whatever the bytes, an answer within the limits.
#![no_main]

use std::sync::atomic::{AtomicUsize, Ordering};

use libfuzzer_sys::fuzz_target;
use ocr_facture::ErrorKind;
use ocr_facture::document::{self, Limits};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { decompressed_bytes: 64 << 20, pages: 50, ..Limits::default() };
    let asked = AtomicUsize::new(0);
    // A count instead of a clock: what is found can be found again.
    let interrupt = || (asked.fetch_add(1, Ordering::Relaxed) > 20_000).then_some(ErrorKind::Timeout);
    let whole = [b"%PDF-1.7\n", bytes].concat();
    if let Ok(document) = document::open(&whole, None, &limits, &interrupt) {
        for word in document.pages.iter().flat_map(|p| &p.words) {
            assert!(!word.text.is_empty() && word.rect.x0 <= word.rect.x1 && word.rect.y0 <= word.rect.y1);
        }
    }
});
