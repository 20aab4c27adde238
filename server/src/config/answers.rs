//! `[idempotency]`, `[cache]`.

use std::time::Duration;

use serde::Deserialize;

/// How long calls with an idempotency key are kept.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Idempotency {
    hours: u64,
    lease_seconds: u64,
}

impl Idempotency {
    /// How long an answer is kept.
    pub fn kept(&self) -> Duration {
        Duration::from_secs(self.hours * 3600)
    }

    /// How long a call is waited for when who executes it gives no more sign.
    pub fn lease(&self) -> Duration {
        Duration::from_secs(self.lease_seconds.max(1))
    }
}

/// Where answers are kept to be given again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CacheMode {
    /// Nowhere.
    Off,
    /// In this process.
    Memory,
    /// In Redis; in this process while Redis is down.
    Redis,
    /// Written to both, read from either: for moving from one to the other without losing a hit.
    Dual,
}

/// The cache of results.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cache {
    /// Where it is.
    pub mode: CacheMode,
    hours: u64,
    /// Bytes it may hold in this process.
    pub memory_bytes: usize,
    /// Bytes of the largest answer kept.
    pub entry_bytes: usize,
}

impl Cache {
    /// How long an answer is kept.
    pub fn kept(&self) -> Duration {
        Duration::from_secs(self.hours * 3600)
    }
}
