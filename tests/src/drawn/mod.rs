//! Invoices of every shape, to be drawn: looked at, judged and read again.

mod build;
mod cases;
mod files;

pub use build::Builder;
pub use cases::{Case, cases};
pub use files::{File, file};
