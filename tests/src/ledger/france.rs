//! The ledger of the French mentions.

use std::path::{Path, PathBuf};

use ocr_facture::check::Severity;
use ocr_facture::check::france::{Force, Law, RULESET, Rule, Scope, Test, VERSION, rules};

use super::vectors::load;
use super::{Ledger, Reach, Row};

/// Where the vectors lie.
pub(super) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/compliance").join(RULESET)
}

/// The ledger, from the table of rules and the vectors.
pub(super) fn ledger() -> Ledger {
    let (_, vectors) = load(&folder());
    let proof = |rule: &Rule| match vectors.get(rule.code) {
        Some(of) => {
            let passing = of.pass.len().max(1);
            let idle = if of.idle.is_empty() { String::new() } else { format!(", {} idle", of.idle.len()) };
            let link = format!("[{0}](../../tests/vectors/compliance/{RULESET}/{0})", of.file);
            format!("{link}: {} fail, {passing} pass{idle}", of.fail.len())
        }
        None => String::new(),
    };
    let mut notes = String::from("## What is left of the rules judged in part, and why the others are not\n\n");
    for rule in rules() {
        if let Test::Partly(_, (_, why)) | Test::Never((_, why)) = rule.test {
            notes.push_str(&format!("- `{}`: {why}\n", rule.code));
        }
    }
    Ledger { name: RULESET, intro: intro(), rows: rules().map(|rule| row(rule, proof(rule))).collect(), notes }
}

fn intro() -> String {
    format!(
        "French mentions, version {VERSION}, judged on the invoice model whatever it was read from. Written by \
         `cargo run -p ocr-facture-tests --bin ledger` from the table in `core/src/check/france`: do not edit.\n\n\
         Dates are dates of issue. *Reform* is 2026-09-01 for large and intermediate issuers and members of a VAT \
         group, 2027-09-01 for small and micro ones; when the size is not known, the later date. References to the CGI \
         and to the CIBS are both accepted; the franchise must be cited in the CIBS from 2028-07-01. A mention may weigh \
         less than the table says where it may stand elsewhere or the buyer is only supposed to be a business."
    )
}

fn row(rule: &Rule, proof: String) -> Row {
    let reach = match rule.test {
        Test::Full(_) => Reach::Enforced,
        Test::Partly(..) => Reach::Partly,
        Test::Never(_) => Reach::NotDecidable,
    };
    Row {
        code: rule.code.to_owned(),
        rule: format!("{}<br>*{}*", rule.mention.0, rule.mention.1),
        source: rule.source.to_owned(),
        terms: rule.terms.join(", "),
        severity: severity(rule.severity).to_owned(),
        binds: binds(rule),
        reach,
        proof,
    }
}

/// The severity as reports write it.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Fatal => "fatal",
    }
}

fn binds(rule: &Rule) -> String {
    let sellers = match rule.law {
        Law::Tax => "VAT law",
        Law::Trade => "commercial law",
    };
    let buyers = match rule.scope {
        Scope::All => None,
        Scope::Business => Some("B2B"),
        Scope::Domestic => Some("B2B and B2G in France"),
        Scope::Consumer => Some("B2C"),
        Scope::Public => Some("B2G"),
    };
    let from = match rule.force {
        Force::Always => None,
        Force::Since(day) => Some(format!("from {day}")),
        Force::Reform => Some("reform".to_owned()),
    };
    let until = rule.until.map(|day| format!("until {day}"));
    let parts = [Some(sellers.to_owned()), buyers.map(str::to_owned), from, until];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
