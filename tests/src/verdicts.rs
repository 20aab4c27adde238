//! Our rules beside the verdicts of the official engines, over the documents of `../shared/einvoice`.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use ocr_facture::check::Severity;
use ocr_facture::check::rules::Rules;
use ocr_facture::document::{self, Limits};
use serde_json::Value;

/// A document and what the official engine says of it.
pub struct Case {
    /// File, mutant or unit test.
    pub name: String,
    /// The XML.
    pub xml: String,
    /// Which invoice element inside, for unit tests that hold several.
    pub index: Option<usize>,
    /// Codes of the fatal rules that failed; `None` where the official engine crashed.
    pub fatal: Option<BTreeSet<String>>,
}

/// What became of a comparison.
#[derive(Debug, Default)]
pub struct Agreement {
    /// Documents compared.
    pub documents: usize,
    /// Those the official engine crashes on.
    pub crashed: usize,
    /// Same verdict, valid or not.
    pub verdict: usize,
    /// Same set of fatal codes.
    pub exact: usize,
    /// Documents where the sets differ: only official, only ours.
    pub differences: Vec<(String, Vec<String>, Vec<String>)>,
}

impl Agreement {
    /// Share of documents with the same verdict and with the same set, in percent.
    pub fn rates(&self) -> (f64, f64) {
        let of = |n: usize| if self.documents == 0 { 100.0 } else { 100.0 * n as f64 / self.documents as f64 };
        (of(self.verdict), of(self.exact))
    }
}

/// The folder, when it is there.
pub fn einvoice() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/einvoice");
    let folder = folder.is_dir().then_some(folder);
    if folder.is_none() {
        println!("../shared/einvoice is not here: not compared");
    }
    folder
}

fn gunzip(path: &Path) -> String {
    let mut text = String::new();
    let bytes = std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    GzDecoder::new(&bytes[..]).read_to_string(&mut text).expect("gzip of UTF-8");
    text
}

/// Codes of fatal findings in a list of `[id, flag, xpath]`; none when the engine crashed.
fn fatal(value: &Value) -> Option<BTreeSet<String>> {
    let rows = value.as_array().or_else(|| value["failed"].as_array())?;
    let is_fatal = |row: &&Value| row[1] == "fatal";
    Some(rows.iter().filter(is_fatal).filter_map(|row| row[0].as_str().map(str::to_owned)).collect())
}

/// Everything with official verdicts, read once.
pub struct Golden {
    /// Name, XML and what engines say of it.
    documents: Vec<(String, String, Value)>,
}

impl Golden {
    /// Reads the samples and the mutants.
    ///
    /// # Panics
    /// When a file is missing.
    pub fn load(root: &Path) -> Self {
        let mut documents = sample_documents(root);
        for file in ["mutants-cii.jsonl.gz", "mutants-ubl.jsonl.gz"] {
            documents.extend(mutant_documents(&root.join("tests/own-fr").join(file)));
        }
        Self { documents }
    }

    /// Those with a verdict for the ruleset.
    pub fn cases(&self, ruleset: &str) -> Vec<Case> {
        self.documents.iter().filter_map(|document| case(document, ruleset)).collect()
    }
}

fn case((name, xml, expected): &(String, String, Value), ruleset: &str) -> Option<Case> {
    let expected = expected.get(ruleset)?;
    Some(Case { name: name.clone(), xml: xml.clone(), index: None, fatal: fatal(expected) })
}

fn sample_documents(root: &Path) -> Vec<(String, String, Value)> {
    let golden: Value = serde_json::from_str(&gunzip(&root.join("golden/schematron_results.json.gz"))).expect("golden");
    let manifest: Value =
        serde_json::from_slice(&std::fs::read(root.join("MANIFEST.json")).expect("manifest")).expect("manifest");
    let rows = manifest.as_array().expect("rows").iter();
    rows.filter_map(|row| {
        let expected = golden.get(row["golden"].as_str()?)?;
        let name = row["file"].as_str()?.to_owned();
        let bytes = std::fs::read(root.join(&name)).expect("a sample");
        let document = document::open(&bytes, None, &Limits::default(), &|| None).ok()?;
        Some((name, String::from_utf8(document.xml?).ok()?, expected.clone()))
    })
    .collect()
}

fn mutant_documents(path: &Path) -> Vec<(String, String, Value)> {
    let text = match path.extension() {
        Some(e) if e == "gz" => gunzip(path),
        _ => std::fs::read_to_string(path).expect("mutants"),
    };
    let document = |line: &str| {
        let row: Value = serde_json::from_str(line).expect("a mutant");
        let name = format!("{} {}", row["id"].as_str()?, row["op"].as_str()?);
        Some((name, row["xml"].as_str()?.to_owned(), row["expected"].clone()))
    };
    text.lines().filter_map(document).collect()
}

/// Samples of the manifest that have a verdict for the ruleset.
pub fn samples(root: &Path, ruleset: &str) -> Vec<Case> {
    sample_documents(root).iter().filter_map(|document| case(document, ruleset)).collect()
}

/// Mutants of a JSON lines file, compressed or not.
pub fn mutants(path: &Path, ruleset: &str) -> Vec<Case> {
    mutant_documents(path).iter().filter_map(|document| case(document, ruleset)).collect()
}

/// The official unit tests whose set is named so, with every rule the engine fired.
pub fn units(root: &Path, sets: &[&str]) -> Vec<Case> {
    let golden: Value = serde_json::from_str(&gunzip(&root.join("golden/unit_tests.json.gz"))).expect("units");
    let rows = golden.as_array().expect("rows").iter();
    rows.filter(|row| row["set"].as_str().is_some_and(|set| sets.contains(&set)))
        .map(|row| {
            let (set, file) = (row["set"].as_str().expect("set"), row["file"].as_str().expect("file"));
            let xml = std::fs::read_to_string(root.join("tests/en16931/test").join(set).join(file)).expect("a unit");
            let index = row["index"].as_u64().and_then(|i| usize::try_from(i).ok());
            let name = format!("{set}/{file}#{}", index.unwrap_or_default());
            Case { name, xml, index, fatal: fatal(&row["fired"]) }
        })
        .collect()
}

/// Codes of our fatal findings; `None` when the XML cannot be parsed.
pub fn ours(rules: &Rules, case: &Case) -> Option<BTreeSet<String>> {
    let document = roxmltree::Document::parse(&case.xml).ok()?;
    let root = match case.index {
        None => document.root_element(),
        Some(index) => {
            let tests = document
                .root_element()
                .children()
                .filter(|n| n.has_tag_name(("http://difi.no/xsd/vefa/validator/1.0", "test")));
            tests.filter_map(|t| t.children().rfind(|n| n.is_element())).nth(index)?
        }
    };
    let hits = rules.run(&document, root).hits.into_iter();
    Some(hits.filter(|hit| hit.severity == Severity::Fatal).map(|hit| hit.code).collect())
}

/// Compares over all cases.
pub fn compare(rules: &Rules, cases: &[Case]) -> Agreement {
    let mut agreement = Agreement::default();
    for case in cases {
        let ours = ours(rules, case).unwrap_or_else(|| BTreeSet::from(["NOT PARSED".to_owned()]));
        let Some(theirs) = &case.fatal else {
            agreement.crashed += 1;
            continue;
        };
        agreement.documents += 1;
        agreement.verdict += usize::from(ours.is_empty() == theirs.is_empty());
        if ours == *theirs {
            agreement.exact += 1;
        } else {
            let only = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect();
            agreement.differences.push((case.name.clone(), only(theirs, &ours), only(&ours, theirs)));
        }
    }
    agreement
}
