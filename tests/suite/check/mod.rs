//! What is wrong with invoices, and what is not.

mod archive;
mod grammar;
mod grammar_golden;
