//! Test documents made here, with their truth.

pub mod hostile;
pub mod pdf;
