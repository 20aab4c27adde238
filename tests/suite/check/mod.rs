//! What is wrong with invoices, and what is not.

mod grammar;
mod grammar_golden;
