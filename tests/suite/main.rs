//! The suite: one binary, so that it is linked once.

mod hostile;
mod ident;
