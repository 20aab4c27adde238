//! The reference server: the verbs of `ocr-facture` over HTTP, with nothing else installed.
//!
//! A request goes one way: request id → log → auth → limit → idempotency → cache → engine pool → response. The order
//! stands in `middleware`, every URL in `router`.
#![cfg(unix)]
#![forbid(unsafe_code)]

mod auth;
mod cache;
mod call;
mod clock;
pub mod config;
mod context;
mod error;
mod idempotency;
pub mod keys;
mod limit;
mod middleware;
mod once;
pub mod openapi;
mod parts;
#[cfg(test)]
mod real_parts;
mod redis_link;
mod router;
mod routes;
mod serve;
mod state;
mod store;
mod telemetry;
mod worker;

pub use serve::{Server, serve};
pub use worker::{Program, lock_in, run as work};
