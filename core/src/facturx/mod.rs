//! Invoices in XML and in hybrid PDF: CII (Factur-X, ZUGFeRD) and UBL, into the invoice model and back.
//!
//! **Never here: judging the invoice.** That is for `check`.

mod compare;
pub mod draw;
pub mod pdf;
mod profile;
mod read;
mod write;

pub use compare::differences;
pub use profile::{Profile, Syntax};
pub use read::{XmlReading, read, sniff};
pub(crate) use write::write;
pub use write::{complete, write_xml};
