//! Every rule on XML has a vector that makes it fail and one that passes it, and they do; those that never fail cannot.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Mutex;

use ocr_facture::check::rules::Rules;
use ocr_facture::check::rulesets;
use ocr_facture_tests::rules::{Bases, Document, HIDDEN, VOID, bases, load, misuses, of_bases, prove, read};

use crate::house::root;

fn sources() -> PathBuf {
    root().join("core/src/check/rulesets")
}

/// What is wrong with the vectors of a ruleset.
fn wrong_in(name: &str, bases: &Bases) -> Vec<String> {
    let Some(rules) = rulesets::named(name) else { return vec![format!("{name} does not parse")] };
    let (source, proofs) = (read(&sources(), name), load(name));
    let of_base = of_bases(rules, &source, bases);
    let keys: BTreeSet<&str> = source.keys().iter().map(|item| item.key.as_str()).collect();
    let mut wrong: Vec<String> = proofs.keys().filter(|key| !keys.contains(key.as_str())).cloned().collect();
    for key in keys {
        let proof = proofs.get(key).cloned().unwrap_or_default();
        let answer = match proof.never.as_deref() {
            None => prove(rules, &source, bases, &of_base, key, &proof),
            Some(VOID) if source.is_void(key) => Ok(()),
            Some(HIDDEN) if source.is_hidden(key) => Ok(()),
            Some(reason) => Err(format!("is said never to fail, which is not so: {reason}")),
        };
        wrong.extend(answer.err().map(|why| format!("{name} {key}: {why}")));
    }
    wrong
}

#[test]
fn every_rule_on_xml_fails_and_passes_on_its_vectors() {
    let (bases, queue) = (bases(), Mutex::new(rulesets::names().collect::<Vec<_>>()));
    let wrong = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().expect("the queue").pop();
                    let Some(name) = next else { break };
                    let found = wrong_in(name, &bases);
                    wrong.lock().expect("the list").extend(found);
                }
            });
        }
    });
    let wrong = wrong.into_inner().expect("the list");
    assert!(wrong.is_empty(), "{} wrong; run the bin `vectors`:\n{}", wrong.len(), wrong.join("\n"));
}

/// How often a document breaks the rules of a code.
fn hits(rules: &Rules, document: &Document, code: &str) -> usize {
    let xml = document.xml();
    let document = roxmltree::Document::parse(&xml).expect("what is written can be read");
    rules.run(&document, document.root_element()).hits.iter().filter(|hit| hit.code == code).count()
}

/// Rules without a code share what they are known by, so that one vector proves one place of many: here every place.
#[test]
fn what_may_not_stand_is_found_in_every_place() {
    let bases = bases();
    let bases = ["vat-s.cii.xml", "rich.cii.xml"].map(|name| &bases[name]);
    let (mut places, mut silent) = (0, Vec::new());
    for name in rulesets::names().filter(|name| name.starts_with("facturx-")) {
        let (rules, source) = (rulesets::named(name).expect("a ruleset"), read(&sources(), name));
        for item in source.items.iter().filter(|item| item.is_nameless) {
            let found = bases.iter().any(|base| {
                let before = hits(rules, base, &item.code);
                misuses(base, &source, item).iter().any(|edits| {
                    let mut document = (*base).clone();
                    edits.iter().all(|edit| edit.apply(&mut document).is_ok())
                        && hits(rules, &document, &item.code) > before
                })
            });
            places += 1;
            if !found {
                silent.push(format!("{name}: {} at {}", item.code, item.context));
            }
        }
    }
    assert!(places > 500, "{places} places");
    assert!(silent.is_empty(), "{} of no effect:\n{}", silent.len(), silent.join("\n"));
}

/// The reader of rule files that vectors and ledgers use sees the rules that the engine runs.
#[test]
fn rule_files_are_read_as_the_engine_reads_them() {
    for name in rulesets::names() {
        let rules = rulesets::named(name).expect("a ruleset");
        let source = read(&sources(), name);
        let mut engine: BTreeMap<(String, String), usize> = BTreeMap::new();
        for (code, _, terms) in rules.codes().filter(|(code, ..)| !code.is_empty()) {
            *engine.entry((code.to_owned(), terms.to_owned())).or_default() += 1;
        }
        let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
        for item in source.items.iter().filter(|item| !item.is_nameless) {
            *seen.entry((item.code.clone(), item.terms.clone())).or_default() += 1;
        }
        assert_eq!(seen, engine, "{name}");
        assert_eq!((source.id.as_str(), source.version.as_str()), (rules.id(), rules.version()), "{name}");
    }
}

#[test]
fn a_vector_that_proves_nothing_is_found_out() {
    let bases = bases();
    let name = "en16931-cii";
    let (rules, source) = (rulesets::named(name).expect("a ruleset"), read(&sources(), name));
    let of_base = of_bases(rules, &source, &bases);
    let proofs = load(name);
    let proof = &proofs["BR-02"];
    let says = |key: &str, change: &dyn Fn(&mut ocr_facture_tests::rules::Proof)| {
        let mut proof = proof.clone();
        change(&mut proof);
        prove(rules, &source, &bases, &of_base, key, &proof)
    };
    assert_eq!(says("BR-02", &|_| ()), Ok(()));
    assert!(says("BR-02", &|proof| proof.fail = None).is_err());
    assert!(says("BR-02", &|proof| proof.fail.iter_mut().for_each(|line| line.edits.clear())).is_err());
    assert!(says("BR-02", &|proof| proof.pass.clone_from(&proof.fail)).is_err());
    assert!(says("BR-06", &|_| ()).is_err(), "the vector of another rule");
    assert!(!source.is_void("BR-02") && !source.is_hidden("BR-02"));
}
