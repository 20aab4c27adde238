//! Ledgers: for each ruleset a page of its rules, where each comes from, how far it is judged and what proves it.
//!
//! `cargo run -p ocr-facture-tests --bin ledger` writes them; the suite fails when a page is not what would be written.

mod container;
mod france;
mod rules;
mod sources;
mod vectors;

pub use vectors::{Base, Vector, Vectors};

use std::collections::BTreeMap;
use std::fmt::Write;

/// A page of rules.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// File name under `docs/compliance`, without its ending; the ruleset's id.
    pub name: &'static str,
    /// What stands above the table: Markdown.
    pub intro: String,
    /// A row a rule, in the order they are told.
    pub rows: Vec<Row>,
    /// What stands below the table: Markdown.
    pub notes: String,
}

/// How far a rule is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// As the law or the standard says it.
    Enforced,
    /// As far as a document shows.
    Partly,
    /// Not from one document alone.
    NotDecidable,
}

impl Reach {
    fn label(self) -> &'static str {
        match self {
            Self::Enforced => "enforced",
            Self::Partly => "partly",
            Self::NotDecidable => "not decidable",
        }
    }
}

/// A rule of a ledger.
#[derive(Clone, Debug)]
pub struct Row {
    /// Code.
    pub code: String,
    /// What it asks.
    pub rule: String,
    /// Article of law or standard.
    pub source: String,
    /// Business terms.
    pub terms: String,
    /// Severity when it fails.
    pub severity: String,
    /// From when to when, and between whom.
    pub binds: String,
    /// How far it is judged.
    pub reach: Reach,
    /// The vectors that prove it, as Markdown; empty when none can.
    pub proof: String,
}

/// Every ledger of the project.
pub fn ledgers() -> Vec<Ledger> {
    vec![container::ledger(), france::ledger()]
}

/// File name and text of every page under `docs/compliance` that is generated.
pub fn pages() -> Vec<(String, String)> {
    let mut pages: Vec<_> = ledgers().iter().map(|ledger| (format!("{}.md", ledger.name), render(ledger))).collect();
    pages.extend(rules::pages());
    pages
}

/// The vectors of the French mentions, and the invoice they change.
pub fn france_vectors() -> (Base, BTreeMap<String, Vectors>) {
    vectors::load(&france::folder())
}

/// The page, as Markdown.
pub fn render(ledger: &Ledger) -> String {
    let count = |reach| ledger.rows.iter().filter(|row| row.reach == reach).count();
    let mut out = format!("# `{}`\n\n{}\n\n", ledger.name, ledger.intro.trim());
    let _ = writeln!(
        out,
        "{} rules: {} enforced, {} partly, {} not decidable from the document.\n",
        ledger.rows.len(),
        count(Reach::Enforced),
        count(Reach::Partly),
        count(Reach::NotDecidable)
    );
    out.push_str("| Rule | Asks for | Source | Terms | Weight | Binds | Status | Vectors |\n");
    out.push_str("|---|---|---|---|---|---|---|---|\n");
    for row in &ledger.rows {
        let cells = [
            &format!("`{}`", row.code),
            &row.rule,
            &row.source,
            &row.terms,
            &row.severity,
            &row.binds,
            row.reach.label(),
            &row.proof,
        ]
        .map(|cell: &str| cell.replace('|', "\\|"));
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    if !ledger.notes.trim().is_empty() {
        let _ = write!(out, "\n{}\n", ledger.notes.trim());
    }
    out
}
