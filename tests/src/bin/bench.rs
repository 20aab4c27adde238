//! Times the engine in process over PDFs: `bench FOLDER [ROUNDS]`. Prints one JSON object, for `bench/run.py`.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use ocr_facture::document::{Limits, open};
use ocr_facture::{Engine, ExtractOptions, document};

/// Median of some measurements; zero of none.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Milliseconds a page, the best of some rounds; nothing when the document cannot be read.
fn per_page(rounds: u32, mut work: impl FnMut() -> Option<usize>) -> Option<f64> {
    let mut best = f64::MAX;
    for _ in 0..rounds {
        let started = Instant::now();
        let pages = work()?;
        best = best.min(started.elapsed().as_secs_f64() * 1000.0 / pages.max(1) as f64);
    }
    Some(best)
}

fn pdfs(folder: &PathBuf, found: &mut Vec<PathBuf>) {
    for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()) {
        if path.is_dir() {
            pdfs(&path, found);
        } else if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("pdf")) {
            found.push(path);
        }
    }
    found.sort();
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next() else {
        eprintln!("bench FOLDER [ROUNDS]");
        return ExitCode::from(2);
    };
    let rounds = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(3);
    let mut paths = Vec::new();
    pdfs(&folder.into(), &mut paths);
    let (engine, options, limits) = (Engine::new(), ExtractOptions::default(), Limits::default());
    let (mut words, mut fields, mut pages, mut unread) = (Vec::new(), Vec::new(), 0, 0);
    let mut slowest = (0.0, PathBuf::new());
    for path in paths {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let opened =
            per_page(rounds, || open(&bytes, None, &limits, &|| None).ok().map(|d: document::Document| d.pages.len()));
        let extracted =
            per_page(rounds, || engine.extract_from_bytes(&bytes, &options).ok().map(|e| e.document.pages.len()));
        match (opened, extracted) {
            (Some(opened), Some(extracted)) => {
                words.push(opened);
                fields.push(extracted);
                pages += 1;
                if extracted > slowest.0 {
                    slowest = (extracted, path);
                }
            }
            _ => unread += 1,
        }
    }
    let (most, path) = slowest;
    let result = serde_json::json!({
        "documents": pages, "unread": unread,
        "words_ms_per_page": median(words), "extract_ms_per_page": median(fields),
        "slowest_ms_per_page": most, "slowest": path.file_name().map(|n| n.to_string_lossy()),
    });
    println!("{result}");
    ExitCode::SUCCESS
}
