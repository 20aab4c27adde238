//! Any XML or PDF before every rule: whatever the bytes, a report or an error, within the limits.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ocr_facture::document::Limits;
use ocr_facture::{CheckOptions, Engine, ErrorKind};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { decompressed_bytes: 64 << 20, pixels: 1_000_000, pages: 50, ..Limits::default() };
    let options = CheckOptions { all: true, timeout: Some(5_000), limits, ..Default::default() };
    let engine = Engine::new();
    for outcome in [engine.validate(bytes, &options), engine.check_compliance(bytes, &options)] {
        if let Err(error) = outcome {
            assert_ne!(error.kind(), ErrorKind::Internal, "{error}");
        }
    }
});
