//! `[telemetry]`.

use std::net::SocketAddr;

use ocr_facture::Result;
use serde::Deserialize;
use tracing::Level;

use super::{optional, refused};

/// What the server tells of its work, and to whom.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telemetry {
    level: String,
    #[serde(deserialize_with = "optional")]
    metrics_address: Option<String>,
    #[serde(deserialize_with = "optional")]
    metrics_token: Option<String>,
    #[serde(deserialize_with = "optional")]
    otlp: Option<String>,
    #[serde(deserialize_with = "optional")]
    sentry_dsn: Option<String>,
}

impl Telemetry {
    /// The least important events that are written.
    pub fn level(&self) -> Level {
        // Checked when it was read.
        self.level.parse().unwrap_or(Level::INFO)
    }

    /// Where `/metrics` is answered beside the API, to whoever reaches it.
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics_address.as_ref().and_then(|address| address.parse().ok())
    }

    /// What opens `/metrics` on the address of the API.
    pub fn metrics_token(&self) -> Option<&str> {
        self.metrics_token.as_deref()
    }

    /// Base address of a collector of OTLP over HTTP.
    pub fn otlp(&self) -> Option<&str> {
        self.otlp.as_deref()
    }

    /// Where defects are told.
    pub fn sentry(&self) -> Option<&str> {
        self.sentry_dsn.as_deref()
    }

    /// # Errors
    /// `invalid_input` for a value that is none.
    pub fn check(&self) -> Result<()> {
        let names = ["error", "warn", "info", "debug", "trace"];
        if !names.contains(&self.level.as_str()) {
            return Err(refused("telemetry.level", &names.join(", ")));
        }
        if self.metrics_address.is_some() && self.metrics_address().is_none() {
            return Err(refused("telemetry.metrics_address", &"une adresse IP et un port"));
        }
        if self.otlp().is_some_and(|url| !url.starts_with("http://") && !url.starts_with("https://")) {
            return Err(refused("telemetry.otlp", &"http:// ou https://"));
        }
        Ok(())
    }
}
