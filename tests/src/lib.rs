//! Test documents made here, with their truth.

pub mod generator;
