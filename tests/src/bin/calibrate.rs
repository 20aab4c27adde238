//! Fits the confidence of every family of fields on documents with their truth, and writes
//! `core/src/fields/calibration.txt`.
//!
//! `calibrate [--count N]`: N generated documents from a fixed seed, and the real ones of `../shared/eval/dev` where they
//! are, which weigh as much as all generated ones together.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ocr_facture::api::{DocumentInfo, DocumentKind, Extraction, SCHEMA};
use ocr_facture::fields::{self, confidence};
use ocr_facture::{Result, document};
use ocr_facture_tests::{generator, score};

/// No test generates documents from this seed: the figures of the suite are measured on others.
const SEED: u64 = 9001;
/// What a bin is believed to hold before it is looked at: two values, one of them wrong.
const PRIOR: [f64; 2] = [1.0, 2.0];

fn main() -> ExitCode {
    let count = std::env::args().skip_while(|a| a != "--count").nth(1).and_then(|n| n.parse().ok()).unwrap_or(2000);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let generated: Vec<score::Document> =
        (0..count).map(|i| score::Document::from(&generator::generate(SEED, i, None))).collect();
    let mut samples = judge(&generated, 1.0);
    let real: PathBuf = root.join("../shared/eval/dev");
    match score::documents(&real, Some("text-pdf")) {
        Ok(documents) if !documents.is_empty() => {
            let judged = judge(&documents, 1.0);
            let share = samples.len() as f64 / judged.len().max(1) as f64;
            samples.extend(judged.into_iter().map(|s| Sample { weight: share, ..s }));
        }
        _ => eprintln!("{} is not here: fitted on generated documents alone", real.display()),
    }
    let table = table(&samples);
    let path = root.join("core/src/fields/calibration.txt");
    if let Err(error) = std::fs::write(&path, &table) {
        eprintln!("{}: {error}", path.display());
        return ExitCode::FAILURE;
    }
    print!("{table}");
    ExitCode::SUCCESS
}

/// A value with the reader's score for it.
struct Sample {
    family: &'static str,
    score: f64,
    right: bool,
    weight: f64,
}

fn judge(documents: &[score::Document], weight: f64) -> Vec<Sample> {
    let report = score::run_with(documents, &uncalibrated);
    let sample =
        |j: score::Judged| Sample { family: confidence::family(&j.path), score: j.confidence, right: j.right, weight };
    report.judged.into_iter().map(sample).collect()
}

/// The engine's own flow for a text PDF, its scores left as they are.
fn uncalibrated(bytes: &[u8]) -> Result<Extraction> {
    let document = document::open(bytes, None, &document::Limits::default(), &|| None)?;
    let reading = fields::read_scored(&document.pages, "fra");
    let info = DocumentInfo { kind: DocumentKind::PdfText, sha256: String::new(), language: None, pages: vec![] };
    Ok(Extraction {
        schema: SCHEMA.into(),
        document: info,
        invoice: reading.invoice,
        fields: reading.evidence,
        warnings: vec![],
        text: None,
    })
}

fn table(samples: &[Sample]) -> String {
    let mut families: BTreeMap<&str, Vec<&Sample>> = BTreeMap::new();
    for sample in samples {
        families.entry(sample.family).or_default().push(sample);
        families.entry("other").or_default().push(sample);
    }
    let mut out = String::from("# family score confidence; written by `make calibrate`\n");
    for (family, mut members) in families {
        members.sort_by(|a, b| a.score.total_cmp(&b.score));
        for (score, confidence) in curve(&members) {
            let _ = writeln!(out, "{family} {score:.3} {confidence:.3}");
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
