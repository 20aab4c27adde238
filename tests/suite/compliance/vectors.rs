//! Every rule of a ruleset is shown to fail, to pass and to stay idle where it must.

use std::collections::BTreeSet;

use ocr_facture::check::france::{Rule, Test, check, rules};
use ocr_facture::check::{Finding, Severity, Status};
use ocr_facture_tests::ledger::{Base, Vector, france_vectors};

/// What the rule says of a vector.
fn told(base: &Base, rule: &Rule, vector: &Vector) -> Finding {
    let (invoice, options) = base.with(vector);
    let (_, findings) = check(&invoice, &options);
    findings.into_iter().find(|finding| finding.rule == rule.code).expect("a finding for every rule")
}

fn severity(word: &str) -> Severity {
    match word {
        "info" => Severity::Info,
        "warning" => Severity::Warning,
        "fatal" => Severity::Fatal,
        other => panic!("no severity: {other}"),
    }
}

/// What is wrong with the answer to a vector that must fail.
fn wrong_failure(finding: &Finding, rule: &Rule, vector: &Vector) -> Option<String> {
    let weight = vector.severity.as_deref().map_or(rule.severity, severity);
    let fields = vector.fields.as_ref().is_none_or(|fields| *fields == finding.fields);
    let right = finding.status == Status::Failed && finding.severity == weight && fields && finding.fix.is_some();
    (!right).then(|| format!("{} must fail: {vector:?}\n  {finding:?}", rule.code))
}

#[test]
fn every_rule_fails_and_passes_on_its_vectors() {
    let (base, all) = france_vectors();
    let mut wrong = Vec::new();
    for rule in rules() {
        let Some(vectors) = all.get(rule.code) else {
            if !matches!(rule.test, Test::Never(_)) {
                wrong.push(format!("{} has no vector", rule.code));
            }
            continue;
        };
        if vectors.fail.is_empty() {
            wrong.push(format!("{} has no vector that fails it", rule.code));
        }
        wrong.extend(vectors.fail.iter().filter_map(|v| wrong_failure(&told(&base, rule, v), rule, v)));
        let in_order = [Vector::default()];
        let pass = if vectors.pass.is_empty() { &in_order[..] } else { &vectors.pass };
        let expected = pass.iter().map(|v| (v, Status::Passed)).chain(vectors.idle.iter().map(|v| (v, Status::NotRun)));
        for (vector, status) in expected {
            let finding = told(&base, rule, vector);
            if finding.status != status {
                wrong.push(format!("{} must be {status:?}: {vector:?}\n  {finding:?}", rule.code));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    let known: BTreeSet<&str> = rules().map(|rule| rule.code).collect();
    let unknown: Vec<_> = all.keys().filter(|code| !known.contains(code.as_str())).collect();
    assert!(unknown.is_empty(), "vectors of no rule: {unknown:?}");
}

#[test]
fn the_invoice_in_order_has_no_failed_rule() {
    let (base, _) = france_vectors();
    let (invoice, options) = base.with(&Vector::default());
    let (ruleset, findings) = check(&invoice, &options);
    let failed: Vec<_> = findings.iter().filter(|f| f.status == Status::Failed).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert_eq!((ruleset.id.as_str(), ruleset.version.as_str()), ("fr-mentions", "2026.1"));
    assert_eq!((ruleset.status, ruleset.why), (Status::Passed, None));
    assert_eq!(findings.len(), rules().count());
}

#[test]
fn an_invoice_from_abroad_is_not_run_and_says_why() {
    let (base, _) = france_vectors();
    let patch = serde_json::json!({ "seller": { "siren": null, "siret": null, "vat_id": "DE123456789", "address": { "country": "DE" } } });
    let (invoice, options) = base.with(&Vector { patch, ..Vector::default() });
    let (ruleset, findings) = check(&invoice, &options);
    assert_eq!(ruleset.status, Status::NotRun);
    assert!(ruleset.why.is_some_and(|why| why.fr.contains("hors de France")));
    assert!(
        findings.iter().all(|f| f.status == Status::NotRun && !f.message.fr.is_empty() && !f.message.en.is_empty())
    );
}

#[test]
fn every_rule_is_whole() {
    let mut seen = BTreeSet::new();
    for rule in rules() {
        assert!(seen.insert(rule.code), "{} twice", rule.code);
        let mut texts = vec![rule.mention];
        match rule.test {
            Test::Never(why) => texts.push(why),
            Test::Partly(_, why) => texts.extend([rule.wrong, rule.fix, why]),
            Test::Full(_) => texts.extend([rule.wrong, rule.fix]),
        }
        let blank = texts.iter().any(|(fr, en)| fr.is_empty() || en.is_empty());
        assert!(!blank && !rule.source.is_empty(), "{}", rule.code);
        assert!(matches!(rule.test, Test::Never(_)) || !rule.fields.is_empty(), "{} reads no field", rule.code);
    }
}

/// Ids of the shared list of French mentions: each is a rule here.
#[test]
fn every_mention_of_the_shared_list_is_a_rule() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/einvoice/legal/rules_fr.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not here", path.display());
        return;
    };
    let list: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let ids: Vec<&str> = list["rules"].as_array().expect("rules").iter().filter_map(|r| r["id"].as_str()).collect();
    assert!(ids.len() >= 45);
    let missing: Vec<_> = ids.iter().filter(|id| rules().all(|rule| rule.code != **id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
