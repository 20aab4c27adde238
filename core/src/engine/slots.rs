//! How many pages are recognised at once in the whole process, whoever asks: a page holds tens of megabytes while it is
//! read, and more of them than cores only takes memory.

use std::sync::{Condvar, Mutex};
use std::time::Duration;

/// Pages being recognised now.
static BUSY: Mutex<usize> = Mutex::new(0);
static FREED: Condvar = Condvar::new();
/// How often one that waits looks whether it should still wait.
const LOOK: Duration = Duration::from_millis(50);

/// A place among those who work; given back when dropped.
pub(super) struct Slot(());

/// Threads worth starting for one document.
pub(super) fn cores() -> std::num::NonZeroUsize {
    crate::batch::default_jobs()
}

/// Waits for a place; none when the work should stop first.
pub(super) fn take(stop: &(dyn Fn() -> bool + Sync)) -> Option<Slot> {
    // What a panic left behind is still a count.
    let mut busy = BUSY.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    loop {
        if stop() {
            return None;
        }
        if *busy < cores().get() {
            *busy += 1;
            return Some(Slot(()));
        }
        busy = FREED.wait_timeout(busy, LOOK).unwrap_or_else(std::sync::PoisonError::into_inner).0;
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        *BUSY.lock().unwrap_or_else(std::sync::PoisonError::into_inner) -= 1;
        FREED.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn never_more_at_once_than_cores() {
        let (now, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 * cores().get() {
                scope.spawn(|| {
                    let _slot = take(&|| false).expect("a slot");
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::sleep(Duration::from_millis(2));
                    now.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        assert!((1..=cores().get()).contains(&most.into_inner()));
        assert!(take(&|| true).is_none());
    }
}
