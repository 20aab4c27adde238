//! The verbs done by a server that speaks our API (`docs/decisions/0022-the-wire.md`), over HTTPS.
//!
//! [`Client`] is asynchronous and runs on the caller's tokio. [`crate::OCRFactureAPI::remote`] is the same, blocking, and
//! the very class of the local mode. Both keep one idempotency key over the retries of a call, so that the server does
//! once what it may be asked several times.

mod answer;
mod blocking;
mod client;
mod options;
mod wire;

pub use answer::{RateLimit, Reply};
pub(crate) use blocking::Server;
pub use client::Client;
pub use options::{Call, Options, said};
