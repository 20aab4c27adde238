//! A bounded pool: items come from an iterator, are worked on by a few threads, and leave in the order they came.
//!
//! Nothing here knows what the work is. Memory stays flat however many items there are: an item is taken from the
//! iterator only when it is less than a window ahead of the last one that left.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Items a thread may be ahead of the slowest one.
const WINDOW_PER_JOB: usize = 8;

/// Stack of a worker. Documents nest; the default of 2 MiB is a quarter of what the main thread has.
const STACK: usize = 16 << 20;

/// What the pool tells its caller, on the caller's own thread.
pub(crate) enum Step<'a, T, R> {
    /// An item is done; steps of this kind come as the work ends, in any order.
    Done(&'a R),
    /// An item leaves, in the order of the items.
    Out(T, R),
}

/// How many threads to use when the caller does not say: one a core.
pub(crate) fn default_jobs() -> NonZeroUsize {
    thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// Does `work` on every item over `jobs` threads. `Break` from `on_step` takes no further item and drops what is not out.
///
/// # Errors
/// When not even one thread can be started.
pub(crate) fn run<T: Send, R: Send>(
    items: impl Iterator<Item = T>,
    jobs: NonZeroUsize,
    work: impl Fn(&T) -> R + Sync,
    mut on_step: impl FnMut(Step<'_, T, R>) -> ControlFlow<()>,
) -> std::io::Result<()> {
    let (to_work, queue) = mpsc::channel::<(usize, T)>();
    let (done, results) = mpsc::channel::<(usize, T, R)>();
    let queue = Mutex::new(queue);
    let stopped = AtomicBool::new(false);
    let window = jobs.get() * WINDOW_PER_JOB;
    thread::scope(|scope| {
        // Owned here, so that leaving early hangs up on the workers and they end.
        let to_work = to_work;
        let mut items = items.fuse();
        let (mut threads, mut taken, mut out, mut in_flight) = (0, 0, 0, 0);
        let mut waiting = BTreeMap::new();
        loop {
            while taken < out + window
                && let Some(item) = items.next()
            {
                if threads < jobs.get() {
                    let (queue, work, done, stopped) = (&queue, &work, done.clone(), &stopped);
                    let worker = thread::Builder::new().stack_size(STACK);
                    match worker.spawn_scoped(scope, move || serve(queue, work, &done, stopped)) {
                        Ok(_) => threads += 1,
                        Err(e) if threads == 0 => return Err(e),
                        Err(_) => {}
                    }
                }
                if to_work.send((taken, item)).is_err() {
                    return Ok(());
                }
                taken += 1;
                in_flight += 1;
            }
            if in_flight == 0 {
                return Ok(());
            }
            let Ok((index, item, result)) = results.recv() else { return Ok(()) };
            in_flight -= 1;
            if on_step(Step::Done(&result)).is_break() {
                stopped.store(true, Ordering::Relaxed);
                return Ok(());
            }
            waiting.insert(index, (item, result));
            while let Some((item, result)) = waiting.remove(&out) {
                out += 1;
                if on_step(Step::Out(item, result)).is_break() {
                    stopped.store(true, Ordering::Relaxed);
                    return Ok(());
                }
            }
        }
    })
}

fn serve<T, R>(
    queue: &Mutex<Receiver<(usize, T)>>,
    work: &impl Fn(&T) -> R,
    done: &Sender<(usize, T, R)>,
    stopped: &AtomicBool,
) {
    loop {
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((index, item)) = next else { return };
        if stopped.load(Ordering::Relaxed) {
            return;
        }
        let result = work(&item);
        if done.send((index, item, result)).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;
    use std::time::Duration;

    fn jobs(n: usize) -> NonZeroUsize {
        NonZeroUsize::new(n).unwrap()
    }

    fn collect(n: usize, j: usize, work: impl Fn(&usize) -> usize + Sync) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        run(0..n, jobs(j), work, |step| {
            if let Step::Out(i, r) = step {
                out.push((i, r));
            }
            ControlFlow::Continue(())
        })
        .unwrap();
        out
    }

    #[test]
    fn results_leave_in_the_order_of_the_items() {
        let slow_first = |i: &usize| {
            thread::sleep(Duration::from_millis(if i.is_multiple_of(7) { 5 } else { 0 }));
            i * 2
        };
        assert_eq!(collect(200, 4, slow_first), (0..200).map(|i| (i, i * 2)).collect::<Vec<_>>());
        assert!(collect(0, 4, |i| *i).is_empty());
    }

    #[test]
    fn items_are_taken_only_as_room_is_made() {
        let (taken, finished, most) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        let items = (0..500).inspect(|_| {
            let ahead = taken.fetch_add(1, Ordering::SeqCst) + 1 - finished.load(Ordering::SeqCst);
            most.fetch_max(ahead, Ordering::SeqCst);
        });
        run(
            items,
            jobs(2),
            |i| *i,
            |step| {
                if let Step::Out(..) = step {
                    finished.fetch_add(1, Ordering::SeqCst);
                }
                ControlFlow::Continue(())
            },
        )
        .unwrap();
        assert_eq!(finished.load(Ordering::SeqCst), 500);
        assert!(most.load(Ordering::SeqCst) <= 2 * WINDOW_PER_JOB, "{most:?} items at once");
    }

    #[test]
    fn break_stops_taking() {
        let taken = AtomicUsize::new(0);
        let items = (0..10_000).inspect(|_| {
            taken.fetch_add(1, Ordering::SeqCst);
        });
        let mut out = 0;
        run(
            items,
            jobs(2),
            |i| *i,
            |step| match step {
                Step::Out(9, _) => ControlFlow::Break(()),
                Step::Out(..) => {
                    out += 1;
                    ControlFlow::Continue(())
                }
                Step::Done(_) => ControlFlow::Continue(()),
            },
        )
        .unwrap();
        assert_eq!(out, 9);
        assert!(taken.load(Ordering::SeqCst) < 100);
    }

    #[test]
    fn break_leaves_queued_items_undone() {
        let worked = AtomicUsize::new(0);
        let work = |_: &usize| {
            thread::sleep(Duration::from_millis(20));
            worked.fetch_add(1, Ordering::SeqCst)
        };
        run(0..100, jobs(1), work, |_| ControlFlow::Break(())).unwrap();
        assert!(worked.load(Ordering::SeqCst) <= 2);
    }
}
