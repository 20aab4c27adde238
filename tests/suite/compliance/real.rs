//! French mentions on documents that were not made to test them: what is found must be true.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use jiff::civil::date;
use ocr_facture::check::france::{FranceOptions, IssuerSize, check};
use ocr_facture::check::{Finding, Severity, Status};
use ocr_facture::document::Limits;
use ocr_facture::{Engine, ExtractOptions, Invoice, facturx};
use ocr_facture_tests::score;

/// The day the documents are judged at, by an issuer already in the reform.
fn options() -> FranceOptions {
    FranceOptions { issuer_size: Some(IssuerSize::Large), ..FranceOptions::at(date(2026, 11, 22)) }
}

fn failed(invoice: &Invoice, options: &FranceOptions) -> Vec<Finding> {
    let (_, findings) = check(invoice, options);
    findings.into_iter().filter(|finding| finding.status == Status::Failed).collect()
}

fn print(name: &str, findings: &[Finding]) {
    for f in findings {
        println!("{name}\t{}\t{:?}\t{}\t{}", f.rule, f.severity, f.message.fr, f.fields.join(","));
    }
}

fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared").join(path);
    if !path.exists() {
        println!("skipped: {} is not here", path.display());
    }
    path.exists().then_some(path)
}

/// French invoices that pass every official ruleset.
#[test]
fn correct_french_xml_has_no_fatal_finding() {
    let Some(folder) = shared("einvoice/tests/own-fr/base") else { return };
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    files.sort();
    let mut fatal = Vec::new();
    let (mut spent, mut files_read) = (std::time::Duration::ZERO, 0);
    for file in files {
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        let reading = facturx::read(&std::fs::read(&file).expect("a file"), &Limits::default()).expect("an invoice");
        let findings = failed(&reading.invoice, &options());
        print(&name, &findings);
        fatal.extend(findings.into_iter().filter(|f| f.severity == Severity::Fatal).map(|f| (name.clone(), f.rule)));
        let quickest = (0..50).map(|_| {
            let start = Instant::now();
            std::hint::black_box(check(&reading.invoice, &options()));
            start.elapsed()
        });
        (spent, files_read) = (spent + quickest.min().unwrap_or_default(), files_read + 1);
    }
    println!("{} µs a check, the quickest of fifty, over {files_read} invoices", spent.as_micros() / files_read.max(1));
    assert!(fatal.is_empty(), "{fatal:?}");
}

/// Real invoices as the reader sees them; printed, for people to judge.
#[test]
fn real_invoices_are_judged() {
    let Some(folder) = shared("eval/dev") else { return };
    let documents = score::documents(&folder, Some("text-pdf")).expect("documents");
    let engine = Engine::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for document in documents.iter().filter(|d| d.truth["country"] == "FR") {
        let extract = ExtractOptions { text: true, ..ExtractOptions::default() };
        let Ok(read) = engine.extract_from_bytes(&document.bytes, &extract) else { continue };
        let findings = failed(&read.invoice, &FranceOptions { text: read.text, ..options() });
        print(&document.name, &findings);
        for finding in &findings {
            *counts.entry(format!("{:?} {}", finding.severity, finding.rule)).or_default() += 1;
        }
    }
    println!("{counts:#?}");
}

/// Identifiers and amounts of our own documents are right, so that no reading of one may call them wrong.
#[test]
fn keys_and_taxes_of_generated_invoices_are_right() {
    const NEVER: [&str; 8] = [
        "FR-ID-02-KEY",
        "FR-ID-06-KEY",
        "FR-ID-08-KEY",
        "FR-CTL-IBAN",
        "FR-TVA-01-AMOUNT",
        "FR-TVA-01-SUM",
        "FR-TVA-11",
        "FR-TOT-03",
    ];
    let engine = Engine::new();
    let extract = ExtractOptions { text: true, ..ExtractOptions::default() };
    let (mut judged, mut wrong) = (0, Vec::new());
    for document in score::generated(20261122, 0, 100) {
        let read = engine.extract_from_bytes(&document.bytes, &extract).expect("a document of ours");
        let findings = failed(&read.invoice, &FranceOptions { text: read.text, ..options() });
        judged += 1;
        wrong.extend(
            findings.into_iter().filter(|f| NEVER.contains(&f.rule.as_str())).map(|f| (document.name.clone(), f)),
        );
    }
    println!("{} of {judged} called wrong", wrong.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}
