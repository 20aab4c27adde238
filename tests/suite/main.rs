//! The suite: one binary, so that it is linked once.

mod docs;
mod house;
mod ident;
mod tidy;
