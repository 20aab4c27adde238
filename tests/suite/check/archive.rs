//! PDF/A-3b beside the verdicts of veraPDF, on its own corpus and on hybrid invoices; skipped without `../shared`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ocr_facture::check::{self, Status};
use ocr_facture::document::Limits;
use ocr_facture::pdf;
use serde_json::Value;

fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/einvoice");
    if !folder.is_dir() {
        println!("skipped: ../shared/einvoice is not here");
        return None;
    }
    Some(folder)
}

/// The rules a file breaks; none when it cannot be read.
fn broken(path: &Path) -> Option<BTreeSet<&'static str>> {
    let bytes = std::fs::read(path).ok()?;
    let file = pdf::read(&bytes, &Limits::default(), &|| None).ok()?;
    Some(pdf::syntax(&bytes).into_iter().chain(pdf::examine(&file)).map(|v| v.rule).collect())
}

fn json(path: PathBuf) -> Value {
    serde_json::from_slice(&std::fs::read(path).expect("the verdicts")).expect("JSON")
}

#[test]
fn verdicts_on_the_corpus_of_verapdf_agree() {
    let Some(shared) = shared() else { return };
    let verdicts = json(shared.join("golden/pdfa_corpus.json"));
    // Found right, found wrongly, missed, rightly passed.
    let mut counts = [0_usize; 4];
    for verdict in verdicts.as_array().expect("a list") {
        let path = shared.join(verdict["file"].as_str().expect("a path"));
        let mut rules = broken(&path).expect("the corpus reads");
        // Files of part 2 say so, and are judged by the rules parts 2 and 3 share.
        if verdict["flavour"] == "2b" {
            rules.remove("6.6.4-2");
        }
        let at = match (verdict["expected"] == "fail", rules.is_empty()) {
            (true, false) => 0,
            (false, false) => 1,
            (true, true) => 2,
            (false, true) => 3,
        };
        counts[at] += 1;
        if matches!(at, 1 | 2) {
            println!("{} {rules:?}", path.display());
        }
    }
    let [right, wrong, missed, passed] = counts;
    println!("found {right}, wrongly {wrong}, missed {missed}, passed {passed}");
    assert!(wrong <= 1, "a sound file is never called broken: {wrong}");
    assert!(right * 100 >= 95 * (right + missed), "{right} of {}", right + missed);
}

#[test]
fn verdicts_on_hybrid_invoices_agree() {
    let Some(shared) = shared() else { return };
    let manifest = json(shared.join("MANIFEST.json"));
    let (mut agree, mut all) = (0, 0);
    for entry in manifest.as_array().expect("a list") {
        let Some(expected) = entry["pdfa3b_verapdf"]["compliant"].as_bool() else { continue };
        let path = shared.join(entry["file"].as_str().expect("a path"));
        let rules = broken(&path).unwrap_or_else(|| BTreeSet::from(["unreadable"]));
        all += 1;
        if rules.is_empty() == expected {
            agree += 1;
        } else {
            println!("{}: veraPDF {}, here {rules:?}", path.display(), entry["pdfa3b_verapdf"]);
        }
    }
    println!("{agree} of {all} agree");
    assert!(agree * 100 >= 97 * all, "{agree} of {all}");
}

#[test]
fn containers_of_official_samples_pass() {
    let Some(shared) = shared() else { return };
    let manifest = json(shared.join("MANIFEST.json"));
    let (mut passed, mut failed) = (0, 0);
    for entry in manifest.as_array().expect("a list") {
        let path = shared.join(entry["file"].as_str().expect("a path"));
        let official = entry["pdfa3b_verapdf"]["compliant"].as_bool() == Some(true);
        if !official || entry["info"]["profile"].as_str().is_none() {
            continue;
        }
        let bytes = std::fs::read(&path).expect("a sample");
        let file = pdf::read(&bytes, &Limits::default(), &|| None).expect("a sample reads");
        let (ruleset, findings) = check::container(&pdf::container(&file), entry["info"]["profile"].as_str(), false);
        if ruleset.status == Status::Passed {
            passed += 1;
        } else {
            failed += 1;
            let codes: Vec<&str> = findings.iter().map(|f| f.rule.as_str()).collect();
            println!("{}: {codes:?}", path.display());
        }
    }
    println!("{passed} pass, {failed} fail");
    assert!(passed > 4 * failed, "{passed} pass, {failed} fail");
}
