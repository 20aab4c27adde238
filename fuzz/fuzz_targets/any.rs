//! Anything at all, as bytes and as text, through the whole engine.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ocr_facture::document::Limits;
use ocr_facture::{Engine, ErrorKind, ExtractOptions};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { decompressed_bytes: 64 << 20, pixels: 1_000_000, pages: 50, ..Limits::default() };
    let options = ExtractOptions { text: true, timeout: Some(5_000), limits, ..Default::default() };
    let engine = Engine::new();
    let outcomes = [
        engine.extract_from_bytes(bytes, &options),
        engine.extract_from_base64(&String::from_utf8_lossy(bytes), &options),
    ];
    for error in outcomes.into_iter().filter_map(Result::err) {
        assert_ne!(error.kind(), ErrorKind::Internal, "{error}");
    }
});
