//! The shape of a rule, and of its answer.

use jiff::civil::{Date, date};

use super::case::Case;
use super::options::{FranceOptions, IssuerSize};
use crate::check::{Message, Severity};

/// A sentence in French and in English.
pub type Text = (&'static str, &'static str);

/// One mention the law asks for, or one check of what is written.
#[derive(Debug)]
pub struct Rule {
    /// Its code, never reused. A check of what a mention says has the code of the mention and a suffix.
    pub code: &'static str,
    /// What it is about.
    pub mention: Text,
    /// Articles of law.
    pub source: &'static str,
    /// What it weighs when it fails; a test may lower it, never raise it.
    pub severity: Severity,
    /// Invoices of which days it binds.
    pub force: Force,
    /// Last day of issue it binds.
    pub until: Option<Date>,
    /// Between whom it binds.
    pub scope: Scope,
    /// Which sellers it binds.
    pub law: Law,
    /// Business terms (EN 16931).
    pub terms: &'static [&'static str],
    /// Field paths of the invoice it reads first.
    pub fields: &'static [&'static str],
    /// What is wrong, unless the test says it better.
    pub wrong: Text,
    /// What to do.
    pub fix: Text,
    /// How it is judged, and how far.
    pub test: Test,
}

/// What rules have in common unless they say otherwise.
pub(super) const RULE: Rule = Rule {
    code: "",
    mention: ("", ""),
    source: "",
    severity: Severity::Fatal,
    force: Force::Always,
    until: None,
    scope: Scope::All,
    law: Law::Tax,
    terms: &[],
    fields: &[],
    wrong: ("", ""),
    fix: ("", ""),
    test: Test::Never(("", "")),
};

/// From which date of issue a rule binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// As long as invoices of today go back.
    Always,
    /// From a day on.
    Since(Date),
    /// The mentions of the reform (décrets 2022-1299 and 2024-266): by the size of the issuer.
    Reform,
}

/// First day for large and intermediate issuers and members of a VAT group.
const REFORM_LARGE: Date = date(2026, 9, 1);
/// First day for small and micro issuers.
const REFORM_SMALL: Date = date(2027, 9, 1);

impl Force {
    /// The first day of issue the rule binds, for the issuer the options tell of. Size unknown: the later date.
    pub fn from(self, options: &FranceOptions) -> Option<Date> {
        match self {
            Self::Always => None,
            Self::Since(day) => Some(day),
            Self::Reform if options.vat_group => Some(REFORM_LARGE),
            Self::Reform => Some(match options.issuer_size {
                Some(IssuerSize::Large | IssuerSize::Intermediate) => REFORM_LARGE,
                Some(IssuerSize::Small | IssuerSize::Micro) | None => REFORM_SMALL,
            }),
        }
    }
}

/// Between whom a rule binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Whoever buys.
    All,
    /// A business that buys, not the State.
    Business,
    /// A business or public body in France that buys.
    Domestic,
    /// A consumer who buys.
    Consumer,
    /// A public body that buys.
    Public,
}

/// Which sellers a rule binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Law {
    /// Tax law: France with its departments overseas, Monaco, and foreign sellers who invoice under a French VAT number.
    Tax,
    /// Commercial law: companies of France.
    Trade,
}

/// How far a rule is judged.
#[derive(Clone, Copy, Debug)]
pub enum Test {
    /// As the law says it.
    Full(Judge),
    /// As far as an invoice shows; the sentence says what is left.
    Partly(Judge, Text),
    /// Not from one invoice alone; the sentence says why.
    Never(Text),
}

/// Judges one rule on one invoice.
pub(super) type Judge = fn(&Case<'_>) -> Outcome;

/// The answer of a test.
#[derive(Debug)]
pub enum Outcome {
    /// In order.
    Passed,
    /// Not in order.
    Failed(Fault),
    /// Not looked at, and why.
    Idle(Message),
}

/// What a test found wrong.
#[derive(Debug, Default)]
pub struct Fault {
    /// Field paths; those of the rule when empty.
    pub fields: Vec<String>,
    /// What is wrong in this invoice; the sentence of the rule when none.
    pub message: Option<Message>,
    /// A lower weight than the rule's.
    pub weight: Option<Severity>,
}

impl Fault {
    /// As the rule says it.
    pub(super) fn plain() -> Self {
        Self::default()
    }

    /// At these fields.
    pub(super) fn at<T: Into<String>>(fields: impl IntoIterator<Item = T>) -> Self {
        Self { fields: fields.into_iter().map(Into::into).collect(), ..Self::default() }
    }

    /// Saying it in its own words.
    pub(super) fn saying(mut self, fr: impl Into<String>, en: impl Into<String>) -> Self {
        self.message = Some(Message { fr: fr.into(), en: en.into() });
        self
    }

    /// Where the mention may stand elsewhere, or is not surely owed.
    pub(super) fn warning(mut self) -> Self {
        self.weight = Some(self.weight.unwrap_or(Severity::Warning).min(Severity::Warning));
        self
    }

    /// Worth knowing, no more.
    pub(super) fn info(mut self) -> Self {
        self.weight = Some(Severity::Info);
        self
    }

    /// Lighter when `so`.
    pub(super) fn warning_if(self, so: bool) -> Self {
        if so { self.warning() } else { self }
    }
}

impl From<Fault> for Outcome {
    fn from(fault: Fault) -> Self {
        Self::Failed(fault)
    }
}

/// Not looked at.
pub(super) fn idle(fr: impl Into<String>, en: impl Into<String>) -> Outcome {
    Outcome::Idle(Message { fr: fr.into(), en: en.into() })
}

/// In order when `so`, else the fault.
pub(super) fn holds(so: bool, fault: impl FnOnce() -> Fault) -> Outcome {
    if so { Outcome::Passed } else { Outcome::Failed(fault()) }
}

/// In order when no field is in fault, else at those that are.
pub(super) fn none_of(fields: Vec<String>) -> Outcome {
    if fields.is_empty() { Outcome::Passed } else { Outcome::Failed(Fault::at(fields)) }
}
