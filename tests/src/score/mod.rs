//! Scores the engine against documents with their truth, field by field: the semantics of the shared `score.py`, in this process.

pub mod compare;
pub mod lines;
mod report;
pub mod similar;
pub mod words;

pub use report::{Judged, Miss, Report, Tally};

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use ocr_facture::{Engine, ExtractOptions, Extraction, Result};
use serde_json::{Value, json};

use crate::generator::{Sample, generate};
use compare::{FIELDS, Field, same, scalar};
use lines::ScoredLine;

/// A document with its truth.
#[derive(Clone, Debug)]
pub struct Document {
    /// Name.
    pub name: String,
    /// Bytes.
    pub bytes: Vec<u8>,
    /// Truth, in the format of the shared evaluation.
    pub truth: Value,
}

impl From<&Sample> for Document {
    fn from(sample: &Sample) -> Self {
        Self { name: format!("{}.pdf", sample.name), bytes: sample.pdf.clone(), truth: sample.truth_json() }
    }
}

/// Documents of the generator, from `first` on.
pub fn generated(seed: u64, first: u64, count: u64) -> Vec<Document> {
    (first..first + count).map(|index| Document::from(&generate(seed, index, None))).collect()
}

/// Every document under a folder that has its truth beside it, by path. `only` leaves one kind: `text-pdf`, `scan`, `photo`.
///
/// # Errors
/// When a folder or file cannot be read, or a truth is no JSON.
pub fn documents(folder: &Path, only: Option<&str>) -> io::Result<Vec<Document>> {
    let mut truths = vec![];
    walk(folder, &mut truths)?;
    truths.sort();
    let mut out = vec![];
    for path in truths {
        let truth: Value = serde_json::from_slice(&std::fs::read(&path)?)?;
        if only.is_some_and(|kind| truth["kind"] != kind) {
            continue;
        }
        let stem = path.to_string_lossy().trim_end_matches(".truth.json").to_owned();
        let found = ["pdf", "png", "jpg", "jpeg", "tif", "xml"].iter().map(|e| PathBuf::from(format!("{stem}.{e}")));
        if let Some(file) = found.into_iter().find(|p| p.exists()) {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            out.push(Document { name, bytes: std::fs::read(&file)?, truth });
        }
    }
    Ok(out)
}

fn walk(folder: &Path, out: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, out)?;
        } else if path.to_string_lossy().ends_with(".truth.json") {
            out.push(path);
        }
    }
    Ok(())
}

/// Reads every document on all cores and scores what was read. Figures do not depend on the number of cores.
pub fn run(documents: &[Document]) -> Report {
    let engine = Engine::new();
    run_with(documents, &|bytes| engine.extract_from_bytes(bytes, &ExtractOptions::default()))
}

/// A way to read a document.
pub type Reader<'r> = &'r (dyn Fn(&[u8]) -> Result<Extraction> + Sync);

/// Scores another way of reading.
pub fn run_with(documents: &[Document], reader: Reader<'_>) -> Report {
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(documents.len().max(1));
    let next = AtomicUsize::new(0);
    let mut parts: Vec<(usize, Report)> = std::thread::scope(|scope| {
        let work = || {
            let mut mine = vec![];
            loop {
                let i = next.fetch_add(1, Ordering::Relaxed);
                let Some(document) = documents.get(i) else { return mine };
                mine.push((i, score(reader, document)));
            }
        };
        let handles: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        handles.into_iter().filter_map(|h| h.join().ok()).flatten().collect()
    });
    assert_eq!(parts.len(), documents.len(), "a worker panicked");
    parts.sort_by_key(|(i, _)| *i);
    let mut report = Report::default();
    parts.into_iter().for_each(|(_, part)| report.merge(part));
    report
}

/// Reads and scores one document.
fn score(reader: Reader<'_>, document: &Document) -> Report {
    let mut report = Report { documents: 1, ..Report::default() };
    let start = Instant::now();
    let result = reader(&document.bytes);
    report.times.push(start.elapsed());
    let (invoice, extraction) = match &result {
        Ok(extraction) => (serde_json::to_value(&extraction.invoice).unwrap_or_default(), Some(extraction)),
        Err(error) => {
            report.failed = 1;
            miss(&mut report, document, "failed", Some(error.to_string()), None);
            (json!({}), None)
        }
    };
    score_fields(&mut report, document, &invoice, extraction);
    score_lines(&mut report, document, &invoice, extraction);
    let vat = document.truth["vat_breakdown"].as_array().cloned().unwrap_or_default();
    report.vat = [lines::vat_hits(&invoice["vat_breakdown"], &vat), vat.len()];
    if report.vat[0] < report.vat[1] {
        let got = invoice["vat_breakdown"].to_string();
        let want = document.truth["vat_breakdown"].to_string();
        miss(&mut report, document, "vat", Some(got), Some(want));
    }
    report
}

fn miss(report: &mut Report, document: &Document, field: &str, got: Option<String>, want: Option<String>) {
    let layout = document.truth["layout"].as_str().unwrap_or_default().to_owned();
    report.misses.push(Miss { document: document.name.clone(), field: field.to_owned(), got, want, layout });
}

fn score_fields(report: &mut Report, document: &Document, invoice: &Value, extraction: Option<&Extraction>) {
    let source = document.truth["source"].as_str().unwrap_or_default();
    let complete = source.starts_with("synthetic") || source.starts_with("heldout-synthetic");
    let mut perfect = true;
    for field in FIELDS {
        let want = wanted(&document.truth, field);
        let got = read(invoice, field);
        let confidence = extraction.and_then(|e| e.fields.get(field.path)).map(|e| as_written(e.confidence));
        let right = match (&got, &want) {
            (Some(g), Some(w)) => {
                let others = document.truth["alternates"][field.name].as_array();
                let others = others.into_iter().flatten().filter_map(Value::as_str);
                same(field.sort, g, std::iter::once(w.as_str()).chain(others))
            }
            _ => false,
        };
        let mut tally = Tally::default();
        match (&got, &want) {
            (_, Some(_)) if right => tally.right = 1,
            (_, Some(_)) => {
                (tally.missed, tally.wrong) = (1, usize::from(got.is_some()));
                perfect = false;
                miss(report, document, field.name, got.clone(), want.clone());
            }
            (Some(_), None) if complete && !field.lenient => {
                tally.wrong = 1;
                miss(report, document, field.name, got.clone(), None);
            }
            _ => {}
        }
        if tally != Tally::default() {
            report.fields.insert(field.name, tally);
        }
        // `score.py` has no confidence for the type of document.
        let known = want.is_some() && field.name != "document_type";
        if let Some(confidence) = confidence.filter(|_| got.is_some() && (want.is_some() || tally.wrong == 1)) {
            let (document, path) = (document.name.clone(), field.path.to_owned());
            report.judged.push(Judged { document, path, confidence, right, known });
        }
    }
    report.perfect = usize::from(perfect);
}

/// The number that the public format writes, not the nearest binary one: 0.9 is 0.9.
fn as_written(confidence: f32) -> f64 {
    confidence.to_string().parse().unwrap_or_default()
}

/// The value of the truth for a field.
fn wanted(truth: &Value, field: Field) -> Option<String> {
    let fields = &truth["fields"];
    match field.name {
        "paid_amount" => scalar(&fields["paid_amount"]).or_else(|| scalar(&fields["prepaid_amount"])),
        "document_type" => scalar(&fields["document_type"])
            .or_else(|| scalar(&truth["document_type"]).filter(|t| t == "invoice" || t == "credit_note")),
        name => scalar(&fields[name]),
    }
}

/// The value read for a field.
fn read(invoice: &Value, field: Field) -> Option<String> {
    let value = field.path.split('.').fold(invoice, |v, key| &v[key]);
    let value = scalar(value)?;
    if field.name != "document_type" {
        return Some(value);
    }
    let credit = matches!(value.as_str(), "381" | "261" | "262");
    Some(if credit { "credit_note".into() } else { "invoice".into() })
}

fn score_lines(report: &mut Report, document: &Document, invoice: &Value, extraction: Option<&Extraction>) {
    let Some(wanted) = document.truth["lines"].as_array().filter(|l| !l.is_empty()) else { return };
    let want: Vec<ScoredLine> = wanted.iter().map(ScoredLine::of_truth).collect();
    let got: Vec<ScoredLine> = invoice["lines"].as_array().into_iter().flatten().map(ScoredLine::of_invoice).collect();
    let pairs = lines::pair(&got, &want);
    let hits = pairs.iter().flatten().count();
    report.lines = [hits, got.len(), want.len(), lines::full(&got, &want, &pairs)];
    let show = |l: &ScoredLine| {
        let part = |v: &Option<String>| v.clone().unwrap_or_else(|| "?".into());
        format!("{} x {} = {} {}", part(&l.quantity), part(&l.unit_price), part(&l.net_amount), part(&l.description))
    };
    let spare: Vec<usize> = (0..got.len()).filter(|i| !pairs.contains(&Some(*i))).collect();
    let lost: Vec<usize> = (0..want.len()).filter(|i| pairs[*i].is_none()).collect();
    for k in 0..spare.len().max(lost.len()) {
        let (g, w) = (spare.get(k).map(|i| show(&got[*i])), lost.get(k).map(|i| show(&want[*i])));
        miss(report, document, "line", g, w);
    }
    for i in 0..got.len() {
        let path = format!("lines.{i}.net_amount");
        if let Some(evidence) = extraction.and_then(|e| e.fields.get(&path)) {
            let (right, document) = (pairs.contains(&Some(i)), document.name.clone());
            report.judged.push(Judged {
                document,
                path,
                confidence: as_written(evidence.confidence),
                right,
                known: false,
            });
        }
    }
}
