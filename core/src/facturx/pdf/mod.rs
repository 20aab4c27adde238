//! What makes a PDF a hybrid invoice.

pub mod xmp;
