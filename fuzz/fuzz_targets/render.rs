//! A page of a PDF as pixels: whatever the bytes, a picture of the size it says or an error.
#![no_main]

use std::sync::atomic::{AtomicUsize, Ordering};

use libfuzzer_sys::fuzz_target;
use ocr_facture::ErrorKind;
use ocr_facture::document::{self, Limits};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { decompressed_bytes: 64 << 20, pixels: 1_000_000, ..Limits::default() };
    let asked = AtomicUsize::new(0);
    let interrupt = || (asked.fetch_add(1, Ordering::Relaxed) > 20_000).then_some(ErrorKind::Timeout);
    let whole = [b"%PDF-1.7\n", bytes].concat();
    if let Ok(picture) = document::render(&whole, 1, 30.0, &limits, &interrupt) {
        assert_eq!(picture.rgb.len(), 3 * (picture.width * picture.height) as usize);
    }
});
