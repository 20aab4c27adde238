//! XML schemas beside libxml2: its verdict on every document of the shared collection and on the French mutants.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use ocr_facture::check::Grammar;
use ocr_facture::document::{Limits, open};
use serde_json::Value;

fn einvoice() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/einvoice");
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("skipped: {} is absent", path.display());
    None
}

/// Verdicts by grammar: how many, and those that differ.
#[derive(Default)]
struct Tally {
    judged: BTreeMap<&'static str, (usize, usize)>,
    differing: Vec<String>,
}

impl Tally {
    /// Holds one document against every verdict there is on it.
    fn add(&mut self, name: &str, xml: &str, verdicts: &Value) {
        let Ok(document) = roxmltree::Document::parse(xml) else { return };
        for (grammar, verdict) in verdicts.as_object().into_iter().flatten() {
            let Some(grammar) = Grammar::named(grammar) else { continue };
            let found = grammar.validate(document.root_element(), xml);
            let counts = self.judged.entry(grammar.name()).or_default();
            counts.0 += 1;
            counts.1 += usize::from(verdict != &Value::Bool(true));
            if found.is_empty() != (verdict == &Value::Bool(true)) {
                self.differing.push(format!("{name} {}: {verdict}, here {found:?}", grammar.name()));
            }
        }
    }

    /// Prints the counts, and refuses any difference.
    fn settle(self, least: usize) {
        for (grammar, (judged, invalid)) in &self.judged {
            println!("{grammar:16} {judged:5} verdicts, {invalid:4} of them invalid");
        }
        let judged: usize = self.judged.values().map(|(judged, _)| judged).sum();
        println!("{judged} verdicts, {} differ", self.differing.len());
        assert!(self.differing.is_empty(), "{}", self.differing.join("\n"));
        assert!(judged >= least, "{judged} verdicts");
    }
}

#[test]
fn samples_have_the_verdict_of_libxml2() {
    let Some(root) = einvoice() else { return };
    let file = std::fs::File::open(root.join("golden/xsd_results.json.gz")).expect("the verdicts");
    let golden: BTreeMap<String, Value> = serde_json::from_reader(GzDecoder::new(file)).expect("JSON");
    let mut tally = Tally::default();
    for (file, verdicts) in &golden {
        let bytes = std::fs::read(root.join(file)).expect("a file of the collection");
        // What cannot be opened is no XML; a PDF gives the XML it carries.
        let Ok(document) = open(&bytes, Some(&[1]), &Limits::default(), &|| None) else { continue };
        let Some(xml) = document.xml.and_then(|xml| String::from_utf8(xml).ok()) else { continue };
        tally.add(file, xml.trim_start_matches('\u{feff}'), verdicts);
    }
    tally.settle(600);
}

#[test]
fn mutants_have_the_verdict_of_libxml2() {
    let Some(root) = einvoice() else { return };
    let mut tally = Tally::default();
    for syntax in ["cii", "ubl"] {
        let path = root.join(format!("tests/own-fr/mutants-{syntax}.jsonl.gz"));
        let lines = BufReader::new(GzDecoder::new(std::fs::File::open(path).expect("the mutants"))).lines();
        for line in lines {
            let mutant: Value = serde_json::from_str(&line.expect("a line")).expect("JSON");
            let name = format!("{} ({})", mutant["id"], mutant["op"]);
            tally.add(&name, mutant["xml"].as_str().expect("xml"), &mutant["xsd"]);
        }
    }
    tally.settle(2000);
}

#[test]
fn the_grammars_are_those_of_the_official_schemas() {
    let Some(root) = einvoice() else { return };
    for recipe in ocr_facture_tests::grammar::RECIPES {
        let written = ocr_facture_tests::grammar::told(recipe, &root.join("xsd")).expect("the schema is told");
        let kept = crate::house::root().join(format!("core/src/check/grammar/data/{}.grammar", recipe.file));
        let kept = std::fs::read_to_string(kept).expect("a grammar");
        assert!(kept == written, "{}: run `cargo run -p ocr-facture-tests --bin grammar`", recipe.file);
    }
}
