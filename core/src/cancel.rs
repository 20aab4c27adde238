//! Giving work up from outside: a flag that the one who asks and the one who works share.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::{Error, ErrorKind, Result};

/// A flag to stop work with. Clones share it; once raised it stays raised.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// A flag nobody has raised.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks all work that holds this flag to stop; it ends with `cancelled` at its next check.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the work was given up.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Tells, when asked, whether the work should stop: past its deadline, or given up by the caller.
pub type Interrupt<'a> = &'a (dyn Fn() -> Option<ErrorKind> + Sync);

/// What work that was given up ends with.
pub fn cancelled() -> Error {
    Error::new(ErrorKind::Cancelled, "Travail interrompu à la demande de l'appelant.")
}

/// Fails when the work should stop.
pub fn check(interrupt: Interrupt<'_>) -> Result<()> {
    match interrupt() {
        None => Ok(()),
        Some(ErrorKind::Cancelled) => Err(cancelled()),
        Some(kind) => Err(Error::new(
            kind,
            "Le document a demandé plus de temps que la limite fixée ; augmentez `timeout` ou réduisez `pages`.",
        )),
    }
}
