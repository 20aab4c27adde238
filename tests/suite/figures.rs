//! The figures the engine promises, measured on documents with their truth: made here, and real ones where they are.

use std::path::Path;

use ocr_facture::api::OcrEngine;
use ocr_facture::{Engine, ExtractOptions};
use ocr_facture_tests::score::{self, Report};

/// Not the seed of `calibrate`, nor of the documents the readers were tuned on.
const SEED: u64 = 20261122;

#[track_caller]
fn holds(report: &Report, fields: f64, lines: f64, error: f64, sure: f64) {
    assert_eq!(report.failed, 0, "{report}");
    assert!(report.fields_f1() >= fields, "fields\n{report}");
    assert!(report.lines_f1() >= lines, "lines\n{report}");
    assert!(report.calibration_error() <= error, "calibration\n{report}");
    assert!(report.confident().1 >= sure, "values at 0.9 and above\n{report}");
}

#[test]
fn generated_invoices_are_read() {
    let report = score::run(&score::generated(SEED, 0, 400));
    println!("{report}");
    holds(&report, 0.99, 0.97, 0.05, 0.97);
}

/// One line in ten of these documents has no net amount in its truth, so that no reader can score more than nine in ten.
#[test]
fn real_invoices_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/eval/dev");
    let Ok(documents) = score::documents(&folder, Some("text-pdf")) else {
        println!("skipped: {} is not here", folder.display());
        return;
    };
    let report = score::run(&documents);
    println!("{report}");
    holds(&report, 0.97, 0.85, 0.05, 0.97);
}

/// Scans and photos, by each engine whose models are here (`make models`); the bars are those of the issue.
#[test]
fn real_scans_and_photos_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/eval/dev");
    let (Ok(mut documents), Ok(photos)) =
        (score::documents(&folder, Some("scan")), score::documents(&folder, Some("photo")))
    else {
        println!("skipped: {} is not here", folder.display());
        return;
    };
    documents.extend(photos);
    let engine = Engine::new();
    for recogniser in engine.recognisers() {
        if !recogniser.available {
            println!("skipped: {} is not installed", recogniser.engine.name());
            continue;
        }
        let options = ExtractOptions { engine: recogniser.engine, ..ExtractOptions::default() };
        let report = score::run_with(&documents, &|bytes| engine.extract_from_bytes(bytes, &options));
        println!("{}\n{report}", recogniser.engine.name());
        let (fields, lines) = if recogniser.engine == OcrEngine::Paddle { (0.92, 0.75) } else { (0.85, 0.60) };
        holds(&report, fields, lines, 0.07, 0.95);
    }
}
