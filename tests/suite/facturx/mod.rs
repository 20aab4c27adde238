//! Writing XML: what was written reads as the same invoice, and what cannot be written is told.

mod corpus;
mod deals;
mod kept;
mod round_trip;
mod scenarios;
mod written;
