//! Writing XML: what was written reads as the same invoice, and what cannot be written is told.

mod round_trip;
