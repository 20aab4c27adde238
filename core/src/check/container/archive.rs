//! PDF/A-3b: what the examiner of the file found, as findings.

use super::super::{Finding, Message, Ruleset, Severity, Status};
use crate::pdf::{UNEXAMINED, Violation};

/// Name of the ruleset.
const ID: &str = "pdfa3";

/// Judges PDF/A-3b from what the examiner found. The layer passes in part: the examiner does not look at everything, and
/// the reason says at what not. Its verdict is that of veraPDF on 99 % of the corpus (decision 0013).
pub fn archive(violations: &[Violation]) -> (Ruleset, Vec<Finding>) {
    let findings: Vec<Finding> = violations.iter().map(finding).collect();
    let (status, why) = if findings.is_empty() {
        let why = Message {
            fr: format!(
                "Aucun manquement trouvé dans ce qui a été examiné ; non examiné : {}. Un verdict entier demande veraPDF.",
                UNEXAMINED.0
            ),
            en: format!(
                "No violation found in what was examined; not examined: {}. A full verdict needs veraPDF.",
                UNEXAMINED.1
            ),
        };
        (Status::Passed, Some(why))
    } else {
        (Status::Failed, None)
    };
    (Ruleset { id: ID.to_owned(), version: "ISO 19005-3:2012, B".to_owned(), status, why }, findings)
}

fn finding(violation: &Violation) -> Finding {
    let (fr, en) = violation.words();
    let what = violation.what.as_ref();
    let say = |text: &str, colon: &str| match what {
        Some(what) => format!("{text}{colon}{what}."),
        None => format!("{text}."),
    };
    Finding {
        ruleset: ID.to_owned(),
        rule: violation.rule.to_owned(),
        severity: Severity::Fatal,
        status: Status::Failed,
        message: Message { fr: say(fr, " : "), en: say(en, ": ") },
        source: Some(format!("ISO 19005-3, {}", violation.clause())),
        terms: Vec::new(),
        fields: Vec::new(),
        xpath: None,
        page: violation.page,
        rect: None,
        fix: None,
    }
}
