//! Our verdicts beside those of the official engines, over `../shared/einvoice`: samples, mutants and unit tests.

use std::path::Path;
use std::sync::Mutex;

use jiff::civil::date;
use ocr_facture::Invoice;
use ocr_facture::check::{Asked, Layers, Status, rulesets};
use ocr_facture::document::Limits;
use ocr_facture_tests::verdicts::{Agreement, Case, Golden, compare, einvoice, ours, units};

/// Ruleset, and what the official results call it.
const RULESETS: [(&str, &str); 11] = [
    ("en16931-cii", "en16931-cii-1.3.16"),
    ("en16931-ubl", "en16931-ubl-1.3.16"),
    ("br-fr-cii", "br-fr-cii-2026-10"),
    ("br-fr-ubl", "br-fr-ubl-2026-10"),
    ("extended-ctc-fr-cii", "extended-ctc-fr-cii-1.4.0.03"),
    ("extended-ctc-fr-ubl", "extended-ctc-fr-ubl-1.4.0.03"),
    ("facturx-minimum", "facturx-1.09.2-minimum"),
    ("facturx-basicwl", "facturx-1.09.2-basicwl"),
    ("facturx-basic", "facturx-1.09.2-basic"),
    ("facturx-en16931", "facturx-1.09.2-en16931"),
    ("facturx-extended", "facturx-1.09.2-extended"),
];

/// Least share of documents with the same verdict, and with the same set of fatal rules, in percent.
const BAR: (f64, f64) = (99.5, 98.0);

/// What falls short of the bar.
fn short(name: &str, agreement: &Agreement) -> Option<String> {
    let (verdict, exact) = agreement.rates();
    println!("{name}: {} documents, verdict {verdict:.2} %, exact set {exact:.2} %", agreement.documents);
    let right = agreement.documents > 0 && verdict >= BAR.0 && exact >= BAR.1;
    let first = agreement.differences.iter().take(3).collect::<Vec<_>>();
    (!right).then(|| format!("{name}: verdict {verdict:.2} %, exact set {exact:.2} %: {first:?}"))
}

/// Documents the official engine crashes on for which no layer of ours has a finding.
fn silent(name: &str, cases: &[Case]) -> Vec<String> {
    let rules = rulesets::named(name).expect("a ruleset");
    let crashed = cases.iter().filter(|case| case.fatal.is_none());
    let unseen = crashed.filter(|case| ours(rules, case).is_none_or(|found| found.is_empty()) && !is_told(&case.xml));
    unseen.map(|case| format!("{name}: nothing found in {}", case.name)).collect()
}

/// Whether any layer that judges the document has something fatal to say.
fn is_told(xml: &str) -> bool {
    let (limits, mut layers) = (Limits::default(), Layers::default());
    let document = roxmltree::Document::parse(xml).expect("the official engine read it");
    let named = |name: &str| document.descendants().find(|n| n.tag_name().name() == name);
    let profile = named("CustomizationID").or_else(|| named("GuidelineSpecifiedDocumentContextParameter"));
    let profile: Option<String> = profile.map(|n| n.descendants().filter_map(|n| n.text()).map(str::trim).collect());
    let (profile, invoice, interrupt) = (profile.as_deref(), &Invoice::default(), &|| None);
    let asked = Asked { profile, invoice, only: None, all: false, limits: &limits, interrupt };
    let judged = layers.judge_xml(xml.as_bytes(), &asked);
    judged.is_ok() && layers.report(date(2026, 11, 22)).verdict == Status::Failed
}

#[test]
fn verdicts_agree_with_the_official_engines() {
    let Some(root) = einvoice() else { return };
    let golden = Golden::load(&root);
    let (queue, wrong) = (Mutex::new(RULESETS.to_vec()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().expect("the queue").pop();
                    let Some((name, official)) = next else { break };
                    let cases = golden.cases(official);
                    let agreement = compare(rulesets::named(name).expect("a ruleset"), &cases);
                    let found = short(name, &agreement).into_iter().chain(silent(name, &cases));
                    wrong.lock().expect("the list").extend(found);
                }
            });
        }
    });
    let wrong = wrong.into_inner().expect("the list");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn official_unit_tests_all_agree() {
    let Some(root) = einvoice() else { return };
    let agrees = |name: &str, root: &Path, sets: &[&str]| {
        let agreement = compare(rulesets::named(name).expect("a ruleset"), &units(root, sets));
        assert!(
            agreement.documents > 0 && agreement.exact == agreement.documents,
            "{name}: {:?}",
            agreement.differences
        );
        agreement.documents
    };
    let cii = agrees("en16931-cii", &root, &["cii"]);
    let ubl = agrees("en16931-ubl", &root, &["Invoice-unit-UBL", "CreditNote-unit-UBL"]);
    assert_eq!(cii + ubl, 606);
}

#[test]
fn a_disagreement_is_seen() {
    let agreement = Agreement { documents: 100, crashed: 0, verdict: 99, exact: 99, differences: Vec::new() };
    assert!(short("x", &agreement).is_some());
    assert!(short("x", &Agreement::default()).is_some(), "nothing compared is no agreement");
    let right = Agreement { documents: 1000, crashed: 0, verdict: 996, exact: 981, differences: Vec::new() };
    assert!(short("x", &right).is_none());
}
