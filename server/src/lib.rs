//! The reference server: the verbs of `ocr-facture` over HTTP, with nothing else installed.
//!
//! A request goes one way: request id → log → auth → limit → idempotency → cache → engine pool → response. The order
//! stands in [`middleware`], every URL in [`router`].
#![cfg(unix)]
#![forbid(unsafe_code)]

mod auth;
pub mod config;
mod context;
mod error;
mod middleware;
mod router;
mod routes;
mod serve;
mod state;
mod telemetry;

pub use serve::{Server, serve};
