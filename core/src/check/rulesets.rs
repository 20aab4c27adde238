//! The rule files of this build, each parsed once when it is first asked for.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use super::messages::Messages;
use super::report::Message;
use super::rules::Rules;
use super::{container, france};
use crate::error::{Error, ErrorKind, Result};

macro_rules! rule_files {
    ($($name:literal),+ $(,)?) => { [$(($name, include_str!(concat!("rulesets/", $name, ".rules")))),+] };
}

/// Name and text of every rule file.
const FILES: &[(&str, &str)] = &rule_files![
    "binary",
    "br-fr-cii",
    "br-fr-ubl",
    "cii",
    "cii-business",
    "cii-extended",
    "cii-syntax",
    "common",
    "en16931-cii",
    "en16931-ubl",
    "extended",
    "extended-ctc-fr-cii",
    "extended-ctc-fr-ubl",
    "facturx",
    "facturx-basic",
    "facturx-basic-to-en16931",
    "facturx-basicwl",
    "facturx-basicwl-basic",
    "facturx-basicwl-to-en16931",
    "facturx-en16931",
    "facturx-every",
    "facturx-extended",
    "facturx-from-basic",
    "facturx-from-basicwl",
    "facturx-from-en16931",
    "facturx-minimum",
    "fr-extra-cii",
    "fr-extra-ubl",
    "france-common",
    "ppf-flux1-both-cii",
    "ppf-flux1-both-ubl",
    "ppf-flux1-cii",
    "ppf-flux1-target-cii",
    "ppf-flux1-target-ubl",
    "ppf-flux1-ubl",
    "ubl",
    "ubl-business",
    "ubl-syntax",
    "ubl-unused",
    "ubl-unused-attributes",
    "ubl-unused-lines",
    "ubl-unused-parties",
];

const MESSAGES: &[&str] = &[
    include_str!("rulesets/en16931.messages"),
    include_str!("rulesets/extended-ctc-fr.messages"),
    include_str!("rulesets/facturx.messages"),
    include_str!("rulesets/france.messages"),
    include_str!("rulesets/ubl.messages"),
];

/// The text of a rule file.
fn text(name: &str) -> Option<&'static str> {
    FILES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// The files that are rulesets of their own, not parts of one.
pub fn names() -> impl Iterator<Item = &'static str> {
    FILES.iter().filter(|(_, text)| text.lines().any(|line| line.starts_with("ruleset "))).map(|(name, _)| *name)
}

/// Rulesets that are no rule file.
const OTHERS: [&str; 4] = [france::RULESET, container::ID, "pdfa3", "xsd"];

/// Whether a ruleset goes by this name: its own, or without the syntax it is written for, as `br-fr` is `br-fr-cii` or
/// `br-fr-ubl`.
pub(super) fn goes_by(ruleset: &str, name: &str) -> bool {
    ruleset == name || stem(ruleset) == name
}

fn stem(ruleset: &str) -> &str {
    ruleset.strip_suffix("-cii").or_else(|| ruleset.strip_suffix("-ubl")).unwrap_or(ruleset)
}

/// Whether there are rulesets of these names: one that does not exist would judge nothing, and nobody would know.
///
/// # Errors
/// `invalid_input`, with the names there are.
pub fn known<S: AsRef<str>>(asked: &[S]) -> Result<()> {
    let all = || OTHERS.into_iter().chain(names());
    let Some(unknown) = asked.iter().map(AsRef::as_ref).find(|name| !all().any(|known| goes_by(known, name))) else {
        return Ok(());
    };
    let mut names: Vec<&str> = all().map(stem).collect();
    names.sort_unstable();
    names.dedup();
    let message = format!("Ce jeu de règles n'existe pas. Il y a : {}.", names.join(", "));
    Err(Error::new(ErrorKind::InvalidInput, message).with("ruleset", unknown))
}

/// The rules of a file, by its name; none when there is no such file.
pub fn named(name: &str) -> Option<&'static Rules> {
    static PARSED: OnceLock<Mutex<HashMap<&'static str, &'static Rules>>> = OnceLock::new();
    let (known, _) = FILES.iter().find(|(known, _)| *known == name)?;
    let mut parsed = PARSED.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(rules) = parsed.get(known) {
        return Some(rules);
    }
    // A file of ours that does not parse is a defect that a test finds.
    let rules: &'static Rules = Box::leak(Box::new(Rules::parse(known, &text).ok()?));
    parsed.insert(known, rules);
    Some(rules)
}

/// What the findings of a rule say when it fails, by its code; none when no text of ours was written for it.
pub fn message(code: &str) -> Option<Message> {
    messages().of(code).map(|words| words.message)
}

/// What findings say, by code.
pub(super) fn messages() -> &'static Messages {
    static PARSED: OnceLock<Messages> = OnceLock::new();
    PARSED.get_or_init(|| Messages::parse(MESSAGES))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_that_is_a_ruleset_parses() {
        for (name, source) in FILES.iter().filter(|(_, source)| source.lines().any(|l| l.starts_with("ruleset "))) {
            let rules = Rules::parse(name, &text).unwrap_or_else(|bad| panic!("{bad}"));
            assert!(!source.is_empty() && rules.codes().count() > 5, "{name}");
        }
    }
}
