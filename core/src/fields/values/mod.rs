//! What values look like: numbers, dates, references, identifiers, and the words they were read from.

pub mod amount;
pub mod confusion;
pub mod date;
pub mod ids;
pub mod reference;
pub mod span;
pub mod text;
