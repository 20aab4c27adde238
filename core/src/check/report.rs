//! What a check answers: every ruleset with what became of it, every finding with what to do.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What became of a rule, or of a whole ruleset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Looked at, and in order.
    Passed,
    /// Looked at, and not in order. A ruleset fails on a fatal finding.
    Failed,
    /// Not looked at; the reason stands beside.
    NotRun,
}

/// How much a failed rule weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Should be mended; the invoice stands.
    Warning,
    /// The invoice is not valid.
    Fatal,
}

/// A sentence for people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Message {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

/// One rule that did not pass, or any rule when all are asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// The ruleset it belongs to.
    pub ruleset: String,
    /// Its code: the official one where there is one. Never reused.
    pub rule: String,
    /// What it weighs when it fails.
    pub severity: Severity,
    /// What became of it.
    pub status: Status,
    /// What is wrong, or why it was not looked at.
    pub message: Message,
    /// The article of law or standard it comes from.
    pub source: Option<String>,
    /// Business terms it is about: `BT-1`, `BG-23`.
    pub terms: Vec<String>,
    /// Field paths of the invoice it is about.
    pub fields: Vec<String>,
    /// Where in the XML, as a path from the root with positions.
    pub xpath: Option<String>,
    /// Page the first of its fields was read on.
    pub page: Option<u32>,
    /// Where on that page: left, top, right, bottom, in points from the top-left corner.
    #[serde(rename = "box")]
    pub rect: Option<[f32; 4]>,
    /// What to do about it.
    pub fix: Option<Message>,
}

/// What became of a ruleset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ruleset {
    /// `fr-mentions`, `container`, `xsd`, `en16931-cii`, `en16931-ubl`, `facturx-<profile>`, `br-fr-cii`, `br-fr-ubl`,
    /// `ppf-flux1`, `pdfa3`.
    pub id: String,
    /// Version of the rules.
    pub version: String,
    /// What became of it.
    pub status: Status,
    /// Why it was not run, or only in part.
    pub why: Option<Message>,
}

/// The answer of `check_compliance` and `validate`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// `failed` on a fatal finding, `not_run` when nothing could be looked at.
    pub verdict: Status,
    /// The day the law is read at.
    pub as_of: Date,
    /// Every ruleset, run or not, in the order of the layers.
    pub rulesets: Vec<Ruleset>,
    /// What failed, in the order of the rulesets; every rule when all were asked for.
    pub findings: Vec<Finding>,
    /// 0 to 100: share of the rules looked at that passed, where a fatal rule weighs five, a warning two, an
    /// information one. None when no rule was looked at.
    pub score: Option<u8>,
}
