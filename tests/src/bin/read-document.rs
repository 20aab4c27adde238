//! Reads one file as the engine would, draws its first page, and says how it went in one line of JSON. The tests of
//! hostile documents run it, so that a crash, a hang or a memory leak is seen from outside.

use std::time::{Duration, Instant};

use ocr_facture::document::{self, Limits};
use ocr_facture::{Engine, ErrorKind, ExtractOptions};

/// What reading one document may take.
const MILLISECONDS: u64 = 2_000;

fn main() {
    // A panic becomes an answer, so that a defect of a library costs one page; one of ours must not hide there.
    std::panic::set_hook(Box::new(|info| {
        eprintln!("{info}");
        if info.location().is_some_and(|place| place.file().contains("core/src/")) {
            std::process::abort();
        }
    }));
    let path = std::env::args().nth(1).expect("the path of a file");
    let bytes = std::fs::read(path).expect("a file that can be read");
    let limits = Limits::default();
    let deadline = Instant::now() + Duration::from_millis(MILLISECONDS);
    let interrupt = || (Instant::now() >= deadline).then_some(ErrorKind::Timeout);
    let outcome = match document::open(&bytes, None, &limits, &interrupt) {
        Ok(document) => {
            let words: Vec<&str> =
                document.pages.iter().flat_map(|p| &p.words).map(|w| w.text.as_str()).take(2_000).collect();
            let problems: Vec<&str> = document.problems.iter().map(|(code, _)| *code).collect();
            let xml = document.xml.is_some();
            serde_json::json!({ "pages": document.pages.len(), "words": words, "problems": problems, "xml": xml })
        }
        Err(e) => serde_json::json!({ "error": e.code(), "message": e.to_string() }),
    };
    println!("{outcome}");
    println!("{}", serde_json::json!({ "peak_kib": peak_kib() }));
    let drawn = match document::render(&bytes, 1, 50.0, &limits, &interrupt) {
        Ok(picture) => format!("{picture:?}"),
        Err(e) => e.code().to_owned(),
    };
    let options = ExtractOptions { timeout: Some(MILLISECONDS), text: true, ..Default::default() };
    let extracted = match Engine::new().extract_from_bytes(&bytes, &options) {
        Ok(extraction) => format!("{} warnings", extraction.warnings.len()),
        Err(e) => e.code().to_owned(),
    };
    println!("{}", serde_json::json!({ "drawn": drawn, "extracted": extracted, "peak_kib": peak_kib() }));
}

/// The most memory this process ever held, where the system tells.
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
