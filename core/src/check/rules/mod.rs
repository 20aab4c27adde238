//! Rules on XML as data: a notation, and what runs it.
//!
//! The notation is told in `docs/compliance/notation.md`; the rules are in `rulesets/`. Expressions are XPath 2.0 as far
//! as rules need it, with decimals for all numbers. What the official engines answer with a crash is a finding here.

mod ast;
mod eval;
mod file;
mod functions;
mod lexer;
mod matching;
mod names;
mod parser;
mod paths;
mod run;
mod told;
mod value;
mod walk;

pub use file::BadRules;
pub use run::{Asked, Hit, Outcome, Rules};

#[cfg(test)]
mod tests;
