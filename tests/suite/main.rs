//! The suite: one binary, a module an area.

mod docs;
mod generated;
mod house;
mod ident;
mod tidy;
