//! Test documents made here, with their truth.

pub mod fuzz;
pub mod hostile;
pub mod pdf;
