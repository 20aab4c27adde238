//! The suite: one binary, a module an area, so that it is linked once.

mod generated;
mod hostile;
mod ident;
mod xml;
