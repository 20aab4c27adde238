//! The suite: one binary, so that it is linked once.

mod document_lines;
mod document_words;
mod hostile;
mod ident;
