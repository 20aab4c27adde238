//! Generated invoices as recognition reads them: what is put right is right, and what nothing decides stays out.

use ocr_facture::api::{DocumentInfo, DocumentKind, Extraction, SCHEMA};
use ocr_facture::page::Page;
use ocr_facture::{Result, document, fields};
use ocr_facture_tests::generator::random::Random;
use ocr_facture_tests::noise::{self, Noise};
use ocr_facture_tests::score::compare::{FIELDS, same, scalar};
use ocr_facture_tests::score::{self, Report};

/// Not the seed of `calibrate`.
const SEED: u64 = 20261129;

fn read(bytes: &[u8], noise: Noise) -> Result<Extraction> {
    let document = document::open(bytes, None, &document::Limits::default(), &|| None)?;
    let mut random = Random::new(SEED, bytes.len() as u64);
    let pages: Vec<Page> = document.pages.iter().map(|page| noise::read(page, noise, &mut random)).collect();
    let reading = fields::read(&pages, "fra");
    let info = DocumentInfo { kind: DocumentKind::PdfScan, sha256: String::new(), language: None, pages: vec![] };
    Ok(Extraction {
        schema: SCHEMA.into(),
        document: info,
        invoice: reading.invoice,
        fields: reading.evidence,
        warnings: reading.warnings,
        text: None,
    })
}

#[track_caller]
fn holds(noise: Noise, fields: f64, lines: f64, error: f64) -> Report {
    let report = score::run_with(&score::generated(SEED, 0, 150), &|bytes| read(bytes, noise));
    println!("{report}");
    assert!(report.fields_f1() >= fields, "fields\n{report}");
    assert!(report.lines_f1() >= lines, "lines\n{report}");
    assert!(report.calibration_error() <= error, "calibration\n{report}");
    report
}

#[test]
fn a_good_engine_leaves_little_to_do() {
    holds(Noise::LIGHT, 0.97, 0.92, 0.08);
}

#[test]
fn a_usual_engine_is_read_through() {
    holds(Noise::USUAL, 0.93, 0.88, 0.07);
}

#[test]
fn a_bad_scan_is_doubted() {
    holds(Noise::HEAVY, 0.86, 0.77, 0.07);
}

/// A value said to be put right is right nineteen times in twenty.
#[test]
fn repairs_are_right() {
    let (mut told, mut right) = (0, 0);
    for sample in score::generated(SEED, 0, 150) {
        let Ok(extraction) = read(&sample.bytes, Noise::USUAL) else { continue };
        let invoice = serde_json::to_value(&extraction.invoice).unwrap_or_default();
        let truth = &sample.truth["fields"];
        for field in FIELDS.iter().filter(|f| extraction.fields.get(f.path).is_some_and(|e| e.repaired)) {
            let got = scalar(field.path.split('.').fold(&invoice, |value, key| &value[key]));
            let (Some(got), Some(want)) = (got, scalar(&truth[field.name])) else { continue };
            told += 1;
            right += usize::from(same(field.sort, &got, std::iter::once(want.as_str())));
        }
    }
    assert!(told >= 10, "{told} values were put right");
    assert!(right * 20 >= told * 19, "{right} of {told}");
}
