//! What may be asked for: the languages there are models of, and what is left of a plan.

use serde::{Deserialize, Serialize};

use super::OcrEngine;

/// The answer of `languages`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Languages {
    /// Each language invoices are read in.
    pub languages: Vec<LanguageEngines>,
}

/// A language invoices are read in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LanguageEngines {
    /// As the options name it: `fra`.
    pub code: String,
    /// The engines that recognise its characters, the best first. Documents with text need none.
    pub engines: Vec<OcrEngine>,
}

/// The answer of `quota`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Quota {
    /// Name of the caller's plan; absent where there is none: in local mode, and on a server that needs no key.
    pub plan: Option<String>,
    /// Every limit of the plan; none means that nothing is counted.
    pub limits: Vec<Allowance>,
}

/// A limit of a plan, and what is left of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Allowance {
    /// What is counted.
    pub unit: QuotaUnit,
    /// Over how long.
    pub window: QuotaWindow,
    /// How many the plan allows.
    pub limit: u64,
    /// How many are left.
    pub remaining: u64,
    /// When all of them are there again, in seconds since 1970 (UTC).
    pub reset: u64,
}

/// What a plan counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum QuotaUnit {
    /// Calls.
    Requests,
    /// Pages of the documents read.
    Pages,
}

/// Over how long a plan counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum QuotaWindow {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A calendar day.
    Day,
    /// A calendar month.
    Month,
}
