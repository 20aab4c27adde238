//! What is wrong with invoices, and what is not.

mod agreement;
mod archive;
mod fuzz;
mod grammar;
mod grammar_golden;
