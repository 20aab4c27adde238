//! Fits the confidence of every family of fields on documents with their truth, and writes
//! `core/src/fields/calibration.txt`.
//!
//! `calibrate [--count N]`: N generated documents from a fixed seed, and the real ones of `../shared/eval/dev` where they
//! are, which weigh as much as all generated ones together. Recognised pages have curves of their own: of the same
//! documents under [`noise`], and of real scans and photos read by every engine of the machine.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ocr_facture::api::{DocumentInfo, DocumentKind, ExtractOptions, Extraction, OcrEngine, SCHEMA};
use ocr_facture::fields::{self, confidence};
use ocr_facture::page::Page;
use ocr_facture::{Engine, Result, document};
use ocr_facture_tests::generator::{self, random::Random};
use ocr_facture_tests::noise::{self, Noise};
use ocr_facture_tests::score;

/// No test generates documents from this seed: the figures of the suite are measured on others.
const SEED: u64 = 9001;
/// What a bin is believed to hold before it is looked at: two values, one of them wrong.
const PRIOR: [f64; 2] = [1.0, 2.0];

/// How badly pages are read, in turn.
const NOISES: [Noise; 3] = [Noise::LIGHT, Noise::USUAL, Noise::HEAVY];

fn main() -> ExitCode {
    let count = std::env::args().skip_while(|a| a != "--count").nth(1).and_then(|n| n.parse().ok()).unwrap_or(2000);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let generated: Vec<score::Document> =
        (0..count).map(|i| score::Document::from(&generator::generate(SEED, i, None))).collect();
    let real: PathBuf = root.join("../shared/eval/dev");
    let printed = together(judge(&generated, &of_text), judge(&documents(&real, &["text-pdf"]), &of_text));
    let misread: Vec<Sample> = NOISES.iter().flat_map(|n| judge(&generated, &|bytes| of_noise(bytes, *n))).collect();
    let scans = documents(&real, &["scan", "photo"]);
    let engine = Engine::new();
    let engines = engine.recognisers().into_iter().filter(|r| r.available).map(|r| r.engine);
    let recognised = engines.flat_map(|name| judge(&scans, &|bytes| of_picture(&engine, bytes, name))).collect();
    let table = table(&printed, "") + &table(&together(misread, recognised), "ocr.");
    let path = root.join("core/src/fields/calibration.txt");
    let head = "# family score confidence; written by `make calibrate`\n";
    if let Err(error) = std::fs::write(&path, head.to_owned() + &table) {
        eprintln!("{}: {error}", path.display());
        return ExitCode::FAILURE;
    }
    print!("{table}");
    ExitCode::SUCCESS
}

/// The real documents of these kinds; none where they are not.
fn documents(folder: &Path, kinds: &[&str]) -> Vec<score::Document> {
    let found: Vec<_> =
        kinds.iter().flat_map(|kind| score::documents(folder, Some(kind)).unwrap_or_default()).collect();
    if found.is_empty() {
        eprintln!("{} is not here: fitted on generated documents alone", folder.display());
    }
    found
}

/// A value with the reader's score for it.
struct Sample {
    family: &'static str,
    score: f64,
    right: bool,
    weight: f64,
}

/// Generated values, and real ones that weigh as much as all of them together.
fn together(mut generated: Vec<Sample>, real: Vec<Sample>) -> Vec<Sample> {
    let share = generated.len() as f64 / real.len().max(1) as f64;
    generated.extend(real.into_iter().map(|s| Sample { weight: share, ..s }));
    generated
}

fn judge(documents: &[score::Document], reader: score::Reader<'_>) -> Vec<Sample> {
    let report = score::run_with(documents, reader);
    let sample = |j: score::Judged| Sample {
        family: confidence::family(&j.path),
        score: j.confidence,
        right: j.right,
        weight: 1.0,
    };
    report.judged.into_iter().map(sample).collect()
}

/// The engine's own flow for a text PDF, its scores left as they are.
fn of_text(bytes: &[u8]) -> Result<Extraction> {
    let document = document::open(bytes, None, &document::Limits::default(), &|| None)?;
    Ok(uncalibrated(&document.pages))
}

/// The same, as a recogniser would have read its pages.
fn of_noise(bytes: &[u8], noise: Noise) -> Result<Extraction> {
    let document = document::open(bytes, None, &document::Limits::default(), &|| None)?;
    let mut random = Random::new(SEED, bytes.len() as u64);
    let pages: Vec<Page> = document.pages.iter().map(|page| noise::read(page, noise, &mut random)).collect();
    Ok(uncalibrated(&pages))
}

/// The engine's own flow for a picture.
fn of_picture(engine: &Engine, bytes: &[u8], name: OcrEngine) -> Result<Extraction> {
    let options = ExtractOptions { engine: name, ..ExtractOptions::default() };
    Ok(uncalibrated(&engine.pages(bytes, &options)?))
}

fn uncalibrated(pages: &[Page]) -> Extraction {
    let reading = fields::read_scored(pages, "fra");
    let info = DocumentInfo { kind: DocumentKind::PdfText, sha256: String::new(), language: None, pages: vec![] };
    Extraction {
        schema: SCHEMA.into(),
        document: info,
        invoice: reading.invoice,
        fields: reading.evidence,
        warnings: vec![],
        text: None,
    }
}

fn table(samples: &[Sample], prefix: &str) -> String {
    let mut families: BTreeMap<&str, Vec<&Sample>> = BTreeMap::new();
    for sample in samples {
        families.entry(sample.family).or_default().push(sample);
        families.entry("other").or_default().push(sample);
    }
    let mut out = String::new();
    for (family, mut members) in families {
        members.sort_by(|a, b| a.score.total_cmp(&b.score));
        for (score, confidence) in curve(&members) {
            let _ = writeln!(out, "{prefix}{family} {score:.3} {confidence:.3}");
        }
    }
    out
}

/// Mean score and share of right values, bin by bin, rising.
fn curve(members: &[&Sample]) -> Vec<(f64, f64)> {
    let bins = (members.len() / 60).clamp(1, 10);
    // weight, right weight, score times weight
    let mut pools: Vec<[f64; 3]> = Vec::new();
    for chunk in members.chunks(members.len().div_ceil(bins).max(1)) {
        let weight: f64 = chunk.iter().map(|s| s.weight).sum();
        let right: f64 = chunk.iter().filter(|s| s.right).map(|s| s.weight).sum();
        let score: f64 = chunk.iter().map(|s| s.score * s.weight).sum();
        pools.push([weight + PRIOR[1], right + PRIOR[0], score + PRIOR[1] * score / weight]);
        // A better score must not be less sure: bins that say so become one, and so do bins of one score.
        while let [.., a, b] = pools[..]
            && (a[1] / a[0] >= b[1] / b[0] || b[2] / b[0] - a[2] / a[0] < 0.002)
        {
            pools.truncate(pools.len() - 2);
            pools.push([a[0] + b[0], a[1] + b[1], a[2] + b[2]]);
        }
    }
    pools.iter().map(|p| (p[2] / p[0], p[1] / p[0])).collect()
}
