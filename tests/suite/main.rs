//! The suite: one binary, so that it is linked once.

mod document_kinds;
mod document_lines;
mod document_pictures;
mod document_words;
mod fuzz_pdf;
mod hostile;
mod ident;
