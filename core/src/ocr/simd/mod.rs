//! Arithmetic that processors do many numbers at a time: the only home of `unsafe` in the engine. Each kernel has a
//! portable twin, and gives the same numbers whichever runs.

pub(crate) mod gates;
pub(crate) mod int8;
pub(crate) mod mat;
#[cfg(target_arch = "x86_64")]
mod mat_x86;
pub(crate) mod wide;
