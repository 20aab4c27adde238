//! The files of vectors: for each rule a change that makes it fail, and a document that passes it.
//!
//! A line is `RULE | base.xml | changes`: the base passes the rule, the changes make it fail. Where no base passes it as
//! it stands, a line `RULE | pass base.xml | changes` says what does. `RULE | never | reason` is for rules that cannot
//! fail. `#` starts a comment.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use ocr_facture::check::rules::Rules;

use super::dom::Document;
use super::edit::Edit;
use super::source::{Ask, Source};

/// A document told by its base and what changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// File name of the base.
    pub base: String,
    /// In order.
    pub edits: Vec<Edit>,
}

/// What proves a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// What makes it fail.
    pub fail: Option<Line>,
    /// What passes it, where the base of `fail` does not.
    pub pass: Option<Line>,
    /// Why it cannot fail.
    pub never: Option<String>,
}

/// The base documents by file name.
pub type Bases = BTreeMap<String, Document>;

/// Where the vectors lie.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/rules")
}

/// The base documents.
///
/// # Panics
/// When one cannot be read.
pub fn bases() -> Bases {
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let document = Document::read(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        (path.file_name().unwrap_or_default().to_string_lossy().into_owned(), document)
    };
    std::fs::read_dir(folder().join("base")).expect("bases").map(read).collect()
}

/// The proofs of a ruleset by rule; none when it has no file.
///
/// # Panics
/// When a line is not of the form.
pub fn load(ruleset: &str) -> BTreeMap<String, Proof> {
    let text = std::fs::read_to_string(folder().join(format!("{ruleset}.txt"))).unwrap_or_default();
    let mut out: BTreeMap<String, Proof> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        let mut cells = line.splitn(3, " | ");
        let (Some(key), Some(what)) = (cells.next(), cells.next()) else { panic!("{ruleset}: {line}") };
        let rest = cells.next().unwrap_or_default();
        let proof = out.entry(key.to_owned()).or_default();
        let edits = || Edit::parse_all(rest).unwrap_or_else(|e| panic!("{ruleset}: {line}: {e}"));
        match what.split_once(' ') {
            None if what == "never" => proof.never = Some(rest.to_owned()),
            Some(("pass", base)) => proof.pass = Some(Line { base: base.to_owned(), edits: edits() }),
            _ => proof.fail = Some(Line { base: what.to_owned(), edits: edits() }),
        }
    }
    out
}

/// The text of a file of vectors, in the order of the rules.
pub fn write(source: &Source, proofs: &BTreeMap<String, Proof>) -> String {
    let mut out = format!(
        "# Vectors of {} {}: `cargo run -p ocr-facture-tests --bin vectors` keeps those that prove their rule and\n\
         # searches for the others. RULE | base | changes that make it fail (the base passes); RULE | pass base | changes.\n",
        source.id, source.version
    );
    let told = |line: &Line| {
        let edits: Vec<String> = line.edits.iter().map(ToString::to_string).collect();
        format!("{} | {}", line.base, edits.join(" ;; ")).trim_end_matches(" | ").to_owned()
    };
    for item in source.keys() {
        let Some(proof) = proofs.get(&item.key) else { continue };
        if let Some(line) = &proof.fail {
            let _ = writeln!(out, "{} | {}", item.key, told(line));
        }
        if let Some(line) = &proof.pass {
            let _ = writeln!(out, "{} | pass {}", item.key, told(line));
        }
        if let Some(reason) = &proof.never {
            let _ = writeln!(out, "{} | never | {reason}", item.key);
        }
    }
    out
}

/// What a ruleset says of a document: keys of rules that failed, codes of rules that held somewhere.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// Keys.
    pub failed: BTreeSet<String>,
    /// Codes.
    pub held: BTreeSet<&'static str>,
    /// Keys of rules that failed only because they could not be computed.
    pub faults: BTreeSet<String>,
}

/// Runs a ruleset over a document.
pub fn told(rules: &Rules, source: &Source, document: &Document) -> Told {
    let xml = document.xml();
    let Ok(document) = roxmltree::Document::parse(&xml) else { return Told::default() };
    let outcome = rules.run(&document, document.root_element());
    let keys = |fault: Option<bool>| -> BTreeSet<String> {
        let hits = outcome.hits.iter().filter(|hit| fault.is_none_or(|wanted| hit.is_fault == wanted));
        hits.map(|hit| source.key(&hit.code, hit.terms)).collect()
    };
    let faults = keys(Some(true)).difference(&keys(Some(false))).cloned().collect();
    Told { failed: keys(None), held: outcome.held, faults }
}

/// What the bases of a ruleset's syntax say unchanged.
pub fn of_bases(rules: &Rules, source: &Source, bases: &Bases) -> BTreeMap<String, Told> {
    let own = bases.iter().filter(|(_, document)| document.is_cii() == source.is_cii);
    own.map(|(name, document)| (name.clone(), told(rules, source, document))).collect()
}

/// The document of a line.
///
/// # Errors
/// When the base is missing or a change cannot be made.
pub fn document(bases: &Bases, line: &Line) -> Result<Document, String> {
    let mut document = bases.get(&line.base).ok_or_else(|| format!("no such base: {}", line.base))?.clone();
    line.edits.iter().try_for_each(|edit| edit.apply(&mut document))?;
    Ok(document)
}

/// Whether a document passes a rule: it was asked and held, or, for what only says that something does not stand there,
/// it did not fail.
pub fn passes(source: &Source, key: &str, told: &Told) -> bool {
    let items = || source.items.iter().filter(|item| item.key == key);
    let no = Ask::Holds("false()".to_owned());
    let is_silent = items().all(|item| item.ask == Ask::Unused || item.ask == no || item.is_nameless);
    !told.failed.contains(key) && (is_silent || items().any(|item| told.held.contains(item.code.as_str())))
}

/// What is wrong with the proof of a rule; `of_base` tells what the bases say unchanged.
///
/// # Errors
/// What is wrong.
pub fn prove(
    rules: &Rules,
    source: &Source,
    bases: &Bases,
    of_base: &BTreeMap<String, Told>,
    key: &str,
    proof: &Proof,
) -> Result<(), String> {
    let Some(fail) = &proof.fail else { return Err("no vector makes it fail".into()) };
    let failing = document(bases, fail)?;
    let answer = told(rules, source, &failing);
    if !answer.failed.contains(key) {
        return Err("its vector does not make it fail".into());
    }
    if answer.faults.contains(key) {
        return Err("its vector only keeps it from being computed".into());
    }
    let base = of_base.get(&fail.base).ok_or("no such base")?;
    if base.failed.contains(key) {
        return Err("the base of its vector fails already".into());
    }
    let passed = match &proof.pass {
        None => passes(source, key, base),
        Some(line) => passes(source, key, &told(rules, source, &document(bases, line)?)),
    };
    if passed { Ok(()) } else { Err("no vector passes it".into()) }
}
