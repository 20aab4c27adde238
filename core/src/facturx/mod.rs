//! Invoices in XML and in hybrid PDF: CII (Factur-X, ZUGFeRD) and UBL, into the invoice model and back.
//!
//! **Never here: judging the invoice.** That is for `check`.

mod compare;
pub mod pdf;
mod read;

pub use compare::differences;
pub use read::{XmlReading, read, sniff};
