//! `[listen]`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use ocr_facture::Result;
use serde::Deserialize;

use super::{optional, refused};

/// Where the server listens, and to whom.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listen {
    /// Address and port.
    pub address: SocketAddr,
    #[serde(deserialize_with = "optional")]
    ready_file: Option<String>,
    /// Nobody needs a key.
    pub debug: bool,
    /// Connections open at once.
    pub connections: usize,
    header_seconds: u64,
    body_seconds: u64,
    drain_seconds: u64,
}

impl Listen {
    /// Where the base URL is written once the server answers.
    pub fn ready_file(&self) -> Option<PathBuf> {
        self.ready_file.as_ref().map(PathBuf::from)
    }

    /// The same, with the base URL written there.
    pub fn set_ready_file(&mut self, path: Option<String>) {
        self.ready_file = path;
    }

    /// Time to send the head of a request.
    pub fn header_time(&self) -> Duration {
        Duration::from_secs(self.header_seconds)
    }

    /// Time to send the body of a request.
    pub fn body_time(&self) -> Duration {
        Duration::from_secs(self.body_seconds)
    }

    /// Time that requests at work have to end.
    pub fn drain_time(&self) -> Duration {
        Duration::from_secs(self.drain_seconds)
    }

    /// # Errors
    /// `invalid_input` when anyone could call from elsewhere without a key.
    pub fn check(&self) -> Result<()> {
        if self.debug && !self.address.ip().is_loopback() {
            return Err(refused("listen.debug", &"permis seulement sur une adresse locale (127.0.0.1 ou ::1)"));
        }
        Ok(())
    }
}
