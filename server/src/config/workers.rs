//! `[workers]`.

use std::thread::available_parallelism;
use std::time::Duration;

use serde::Deserialize;

/// The processes that open documents.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workers {
    count: usize,
    /// Requests that may wait for one.
    pub queue: usize,
    queue_seconds: u64,
    /// Seconds the work on a document may take.
    pub seconds: u64,
    /// Address space of one.
    pub memory_bytes: u64,
    /// Documents after which one is replaced.
    pub recycle: u32,
    /// How much of the sandbox must be there.
    pub sandbox: Sandbox,
}

/// How much of the sandbox must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sandbox {
    /// As much as the kernel can.
    Auto,
    /// All of it.
    Required,
}

impl Workers {
    /// How many there are.
    pub fn count(&self) -> usize {
        if self.count > 0 { self.count } else { available_parallelism().map_or(1, usize::from) }
    }

    /// The same, this many.
    pub fn set_count(&mut self, count: usize) {
        self.count = count;
    }

    /// How long a request may wait for one.
    pub fn queue_time(&self) -> Duration {
        Duration::from_secs(self.queue_seconds)
    }
}
