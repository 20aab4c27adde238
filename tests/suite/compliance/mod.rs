//! Compliance: every rule with a vector that fails it and one that passes it; what is found in real invoices; ledgers.

mod ledger;
mod real;
mod rules;
mod vectors;
