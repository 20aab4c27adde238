//! The container of a hybrid invoice: what Factur-X asks of the PDF around the XML, and PDF/A-3b itself.

mod archive;
mod facts;
mod rules;

pub use archive::archive;

use super::{Finding, Message, Ruleset, Severity, Status};
use crate::pdf::Container;
use facts::Facts;
use rules::RULES;

/// Name of the ruleset.
pub const ID: &str = "container";
/// Version of Factur-X the rules follow.
pub const VERSION: &str = "Factur-X 1.09.2";

/// One rule: what it asks, and how it is judged.
struct Rule {
    /// Stable code.
    code: &'static str,
    severity: Severity,
    /// What is wrong when it fails.
    fr: &'static str,
    en: &'static str,
    /// Where it comes from.
    source: &'static str,
    /// What to do.
    fix_fr: &'static str,
    fix_en: &'static str,
    /// None when it does not apply; else what it was judged on when it failed, or nothing when it passed.
    judge: fn(&Facts<'_>) -> Option<Result<(), String>>,
}

/// Judges the container. `guideline` is the specification identifier of the XML (BT-24), when it could be read.
/// Findings are those that failed; every rule, passed or not applied too, when `all` is set.
pub fn container(facts: &Container, guideline: Option<&str>, all: bool) -> (Ruleset, Vec<Finding>) {
    let facts = Facts::new(facts, guideline);
    let findings: Vec<Finding> = RULES.iter().map(|rule| finding(rule, &facts)).collect();
    let failed = |f: &Finding| f.status == Status::Failed;
    let fatal = findings.iter().any(|f| failed(f) && f.severity == Severity::Fatal);
    let status = if fatal { Status::Failed } else { Status::Passed };
    let ruleset = Ruleset { id: ID.to_owned(), version: VERSION.to_owned(), status, why: None };
    (ruleset, findings.into_iter().filter(|f| all || failed(f)).collect())
}

fn finding(rule: &Rule, facts: &Facts<'_>) -> Finding {
    let (status, what) = match (rule.judge)(facts) {
        Some(Ok(())) => (Status::Passed, String::new()),
        Some(Err(what)) => (Status::Failed, what),
        None => (Status::NotRun, String::new()),
    };
    let say =
        |text: &str, colon: &str| if what.is_empty() { format!("{text}.") } else { format!("{text}{colon}{what}.") };
    Finding {
        ruleset: ID.to_owned(),
        rule: rule.code.to_owned(),
        severity: rule.severity,
        status,
        message: Message { fr: say(rule.fr, " : "), en: say(rule.en, ": ") },
        source: Some(rule.source.to_owned()),
        terms: if rule.code == "FX-PDF-15" { vec!["BT-24".to_owned()] } else { Vec::new() },
        fields: Vec::new(),
        xpath: None,
        page: None,
        rect: None,
        fix: Some(Message { fr: rule.fix_fr.to_owned(), en: rule.fix_en.to_owned() }),
    }
}

#[cfg(test)]
mod tests;
