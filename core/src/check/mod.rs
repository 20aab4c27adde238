//! Rules as data with stable codes, and what they find in an invoice: French law on the model, official rules on XML.
//!
//! **Never here: pages and words.** An invoice that was scanned, parsed or written by hand is judged alike.

mod grammar;
mod report;
pub mod rules;
mod tree;

pub use grammar::{Grammar, Kind as GrammarKind, RootKind, Violation, grammar_for};
pub use report::{Finding, Message, Report, Ruleset, Severity, Status};
