//! Leaving hayro in the middle of a page.
//!
//! hayro cannot be asked to stop, and a page can keep it busy for hours. The way out is to unwind: `resume_unwind` does
//! not run the panic hook, so nothing is printed, and [`guard`] turns it back into an error. The same guard turns a
//! panic inside hayro, which would be a defect there, into an answer instead of taking the caller down.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use crate::error::ErrorKind;

/// Why [`guard`]ed work did not finish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stopped {
    /// The interrupt said so.
    Asked(ErrorKind),
    /// The library underneath panicked.
    Panicked,
}

struct Leave(ErrorKind);

/// Unwinds to the nearest [`guard`].
pub(super) fn leave(kind: ErrorKind) -> ! {
    resume_unwind(Box::new(Leave(kind)))
}

/// Runs `work`, and tells when it left or panicked.
pub(super) fn guard<T>(work: impl FnOnce() -> T) -> Result<T, Stopped> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| match payload.downcast::<Leave>() {
        Ok(leave) => Stopped::Asked(leave.0),
        Err(_) => Stopped::Panicked,
    })
}
