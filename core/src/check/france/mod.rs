//! What French law wants on an invoice, judged on the model: the same for a scan, an XML or an invoice made by hand.
//!
//! A rule is a row of a table: its article, whom and when it binds, what it reads, and how it is judged. What an invoice
//! cannot show is `not_run` and says why; it never passes. Amounts may be a cent off, or half a cent for every line
//! under them: VAT may be rounded on each line or once a rate.

mod amounts;
mod case;
mod delays;
mod options;
mod place;
mod rule;
mod rules;
mod words;

#[cfg(test)]
mod tests;

pub use options::{FranceOptions, IssuerSize, Transaction};
pub use place::{Place, Territory};
pub use rule::{Force, Law, Rule, Scope, Test, Text};
pub use rules::rules;

use case::Case;
use rule::{Fault, Outcome};

use super::{Finding, Message, Ruleset, Severity, Status};
use crate::invoice::Invoice;

/// The ruleset's id.
pub const RULESET: &str = "fr-mentions";
/// The ruleset's version: the year of the law and a number.
pub const VERSION: &str = "2026.1";

/// Judges an invoice by every rule: one finding a rule, passed, failed or not run, in the order of the table.
///
/// The ruleset fails on a fatal finding, and is not run for sellers French law does not bind.
pub fn check(invoice: &Invoice, options: &FranceOptions) -> (Ruleset, Vec<Finding>) {
    let case = Case::of(invoice, options);
    let findings: Vec<Finding> = rules().map(|rule| finding(rule, judge(rule, &case))).collect();
    let fatal = |f: &Finding| f.status == Status::Failed && f.severity == Severity::Fatal;
    let status = match &findings {
        all if all.iter().any(fatal) => Status::Failed,
        all if all.iter().any(|f| f.status != Status::NotRun) => Status::Passed,
        _ => Status::NotRun,
    };
    let why = (status == Status::NotRun).then(|| message(FOREIGN));
    (Ruleset { id: RULESET.to_owned(), version: VERSION.to_owned(), status, why }, findings)
}

const FOREIGN: Text = (
    "Vendeur hors de France : les mentions françaises ne s'appliquent pas.",
    "Seller outside France: the French mentions do not apply.",
);

fn message(text: Text) -> Message {
    Message { fr: text.0.to_owned(), en: text.1.to_owned() }
}

fn finding(rule: &Rule, outcome: Outcome) -> Finding {
    let own_fields = || rule.fields.iter().map(|&field| field.to_owned()).collect();
    let (status, severity, told, fields) = match outcome {
        Outcome::Passed => (Status::Passed, rule.severity, message(rule.mention), own_fields()),
        Outcome::Idle(why) => (Status::NotRun, rule.severity, why, own_fields()),
        Outcome::Failed(Fault { fields, message: own, weight }) => {
            let fields = if fields.is_empty() { own_fields() } else { fields };
            let severity = weight.map_or(rule.severity, |weight| weight.min(rule.severity));
            (Status::Failed, severity, own.unwrap_or_else(|| message(rule.wrong)), fields)
        }
    };
    Finding {
        ruleset: RULESET.to_owned(),
        rule: rule.code.to_owned(),
        severity,
        status,
        message: told,
        source: Some(rule.source.to_owned()),
        terms: rule.terms.iter().map(|&term| term.to_owned()).collect(),
        fields,
        xpath: None,
        page: None,
        rect: None,
        fix: (status == Status::Failed).then(|| message(rule.fix)),
    }
}

/// Whether the rule binds this invoice; if so, what it says of it.
fn judge(rule: &Rule, case: &Case<'_>) -> Outcome {
    let test = match rule.test {
        Test::Never(why) => return Outcome::Idle(message(why)),
        Test::Full(test) | Test::Partly(test, _) => test,
    };
    if let Some(why) = unbound(rule, case) {
        return Outcome::Idle(why);
    }
    match test(case) {
        Outcome::Failed(fault) => Outcome::Failed(fault.warning_if(is_supposed(rule, case))),
        other => other,
    }
}

/// Why the rule does not bind this invoice.
fn unbound(rule: &Rule, case: &Case<'_>) -> Option<Message> {
    if let Some(why) = outside(rule.law, case) {
        return Some(message(why));
    }
    if let Some(from) = rule.force.from(case.options).filter(|from| case.issued < *from) {
        return Some(Message {
            fr: format!("En vigueur pour les factures émises à partir du {}.", from.strftime("%d/%m/%Y")),
            en: format!("In force for invoices issued from {from} on."),
        });
    }
    if let Some(until) = rule.until.filter(|until| case.issued > *until) {
        return Some(Message {
            fr: format!("En vigueur pour les factures émises jusqu'au {}.", until.strftime("%d/%m/%Y")),
            en: format!("In force for invoices issued until {until}."),
        });
    }
    out_of_scope(rule.scope, case).map(message)
}

fn outside(law: Law, case: &Case<'_>) -> Option<Text> {
    // Whoever invoices under a French VAT number keeps the French rules of VAT (CGI art. 289-0).
    let french_number = || case.vat_number().is_some_and(|vat| vat.trim_start().starts_with("FR"));
    match (case.seller, law) {
        (Place::France(_) | Place::Unknown, _) | (Place::Monaco, Law::Tax) => None,
        (Place::Monaco, Law::Trade) => Some((
            "Vendeur à Monaco : le Code de commerce français ne s'applique pas.",
            "Seller in Monaco: the French commercial code does not apply.",
        )),
        (Place::Overseas, _) => Some((
            "Vendeur dans une collectivité d'outre-mer qui a sa propre fiscalité.",
            "Seller in a collectivity overseas with taxes of its own.",
        )),
        (Place::Union | Place::Abroad, Law::Tax) if french_number() => None,
        (Place::Union | Place::Abroad, _) => Some(FOREIGN),
    }
}

fn out_of_scope(scope: Scope, case: &Case<'_>) -> Option<Text> {
    let consumer: Text = ("Le client est un particulier.", "The buyer is a consumer.");
    match (scope, case.transaction) {
        (Scope::All, _) | (Scope::Business, Transaction::B2b) => None,
        (Scope::Consumer, Transaction::B2c) | (Scope::Public, Transaction::B2g) => None,
        (Scope::Business | Scope::Domestic, Transaction::B2c) => Some(consumer),
        (Scope::Business, Transaction::B2g) => Some((
            "Acheteur public : le Code de la commande publique fixe délais et pénalités.",
            "Public buyer: the Code de la commande publique sets time to pay and penalties.",
        )),
        (Scope::Domestic, Transaction::B2b | Transaction::B2g) if case.buyer.maybe_france() => None,
        (Scope::Domestic, _) => Some(("Le client est établi hors de France.", "The buyer is outside France.")),
        (Scope::Consumer, _) => Some(("Le client n'est pas un particulier.", "The buyer is no consumer.")),
        (Scope::Public, _) => Some(("Le client n'est pas un acheteur public.", "The buyer is no public body.")),
    }
}

/// What businesses of France owe each other weighs less when the buyer is only supposed to be one, or is abroad.
fn is_supposed(rule: &Rule, case: &Case<'_>) -> bool {
    let among_businesses = matches!(rule.scope, Scope::Business | Scope::Domestic);
    among_businesses && (!case.sure || case.buyer.is_foreign())
}
