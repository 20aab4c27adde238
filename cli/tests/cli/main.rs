//! The command as a user meets it: a process, its output, its exit code.

#![allow(clippy::unwrap_used, clippy::panic)]

mod extract;
mod facturx;
#[cfg(unix)]
mod guides;
mod judge;
mod support;
