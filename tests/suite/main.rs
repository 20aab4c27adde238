//! The suite: one binary, a module an area, so that it is linked once.

mod docs;
mod generated;
mod hostile;
mod house;
mod ident;
mod tidy;
mod xml;
