//! The suite: one binary, a module an area.

mod generated;
