//! Room for the bytes of all requests together: what bounds the memory of the server under any load.

use std::sync::Arc;

use ocr_facture::{Error, ErrorKind, Result};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Bytes that one permit stands for.
const GRAIN: usize = 4096;

/// All the room there is. A clone is a handle.
#[derive(Clone, Debug)]
pub(crate) struct Room(Arc<Semaphore>);

/// The room one request takes, until it is dropped.
#[derive(Debug)]
pub(crate) struct Held {
    room: Room,
    permit: Option<OwnedSemaphorePermit>,
    /// Bytes that the last permit still has room for.
    left: usize,
}

impl Room {
    pub(crate) fn new(bytes: usize) -> Self {
        Self(Arc::new(Semaphore::new((bytes / GRAIN).clamp(1, Semaphore::MAX_PERMITS))))
    }

    /// Nothing yet.
    pub(crate) fn hold(&self) -> Held {
        Held { room: self.clone(), permit: None, left: 0 }
    }
}

impl Held {
    /// Takes this many bytes more.
    ///
    /// # Errors
    /// `unavailable` when other requests have them.
    pub(crate) fn grow(&mut self, bytes: usize) -> Result<()> {
        if bytes <= self.left {
            self.left -= bytes;
            return Ok(());
        }
        let wanted = (bytes - self.left).div_ceil(GRAIN);
        let full =
            || Error::new(ErrorKind::Unavailable, "Le serveur reçoit trop de documents ; redemandez dans un instant.");
        let permits = u32::try_from(wanted).map_err(|_| full())?;
        let more = self.room.0.clone().try_acquire_many_owned(permits).map_err(|_| full())?;
        match &mut self.permit {
            Some(permit) => permit.merge(more),
            None => self.permit = Some(more),
        }
        self.left = self.left + wanted * GRAIN - bytes;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_bounded_and_given_back() {
        let room = Room::new(3 * GRAIN);
        let (mut one, mut other) = (room.hold(), room.hold());
        one.grow(1).unwrap();
        one.grow(GRAIN).unwrap();
        other.grow(GRAIN).unwrap();
        assert_eq!(other.grow(1).unwrap_err().code(), "unavailable");
        one.grow(GRAIN - 1).unwrap();
        drop(one);
        // What is left of a grain is less than what comes.
        let mut odd = room.hold();
        [1, GRAIN, 3].iter().for_each(|bytes| odd.grow(*bytes).unwrap());
        drop(odd);
        other.grow(2 * GRAIN).unwrap();
    }
}
