//! Rules as data with stable codes, and what they find in an invoice: French law on the model, official rules on XML.
//!
//! **Never here: pages and words.** An invoice that was scanned, parsed or written by hand is judged alike.

mod grammar;
mod layers;
mod messages;
mod report;
pub mod rules;
pub mod rulesets;
mod terms;
mod tree;

pub use grammar::{Grammar, Kind as GrammarKind, RootKind, Violation, grammar_for};
pub use layers::{Layers, judge_xml};
pub use report::{Finding, Message, Report, Ruleset, Severity, Status};
