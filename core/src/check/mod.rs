//! Rules as data with stable codes, and what they find in an invoice: French law on the model, official rules on XML.
//!
//! **Never here: pages and words.** An invoice that was scanned, parsed or written by hand is judged alike.

pub mod france;
mod report;

pub use france::{FranceOptions, IssuerSize, Transaction};
pub use report::{Finding, Message, Report, Ruleset, Severity, Status};
