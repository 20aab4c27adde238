//! What is wrong with invoices, and what is not.

mod agreement;
mod grammar;
mod grammar_golden;
