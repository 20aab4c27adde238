//! The suite: one binary, a module an area, so that it is linked once.

mod check;
mod compliance;
mod docs;
mod document_kinds;
mod document_lines;
mod document_pictures;
mod document_words;
mod evidence;
mod examples;
mod facturx;
mod figures;
mod fuzz_pdf;
mod generated;
mod hostile;
mod house;
mod ident;
mod misread;
mod recognition;
mod remote;
mod schema;
mod server;
mod tidy;
mod verbs;
mod versions;
mod wire;
mod xml;
