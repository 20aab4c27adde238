//! Writing XML: what was written reads as the same invoice, and what cannot be written is told.

mod completed;
mod corpus;
mod deals;
mod drawn;
mod engine;
mod kept;
mod refusals;
mod round_trip;
mod scenarios;
mod written;
