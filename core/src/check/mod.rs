//! Rules as data with stable codes, and what they find in an invoice: French law on the model, official rules on XML.
//!
//! **Never here: pages and words.** An invoice that was scanned, parsed or written by hand is judged alike.

pub mod container;
pub mod france;
mod grammar;
mod layers;
mod messages;
mod report;
pub mod rules;
pub mod rulesets;
mod terms;
mod tree;
mod vat;

pub use container::{archive, container};
pub use france::{FranceOptions, IssuerSize, Transaction};
pub use grammar::{Grammar, Kind as GrammarKind, RootKind, Violation, grammar_for};
pub use layers::{Asked, Layers};
pub use report::{Finding, Message, Report, Ruleset, Severity, Status};
pub use vat::{VatCheck, VatCheckName, VatReport, vat_number};
