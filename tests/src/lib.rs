//! Test documents made here, with their truth.
