//! Threads of our own, which live while there is work: libuv's four are left to files and names, and the loop to JavaScript.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::{io, thread};

use ocr_facture::Cancel;

/// Documents nest, and a thread has 2 MiB of stack where nothing is said.
const STACK: usize = 16 << 20;

/// Work to do, with the flag that stops it.
struct Job {
    flag: Cancel,
    run: Box<dyn FnOnce() + Send>,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Job>,
    /// The flags of what is being worked on, one a thread.
    working: Vec<Option<Cancel>>,
    threads: usize,
}

/// The pools made on one thread of JavaScript. When it ends, as a worker thread that is terminated does, so does their work.
#[derive(Default)]
struct Made(Vec<Weak<Mutex<State>>>);

impl Drop for Made {
    fn drop(&mut self) {
        for state in self.0.iter().filter_map(Weak::upgrade) {
            let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
            state.waiting.clear();
            state.working.iter().flatten().for_each(Cancel::cancel);
        }
    }
}

thread_local! {
    static MADE: RefCell<Made> = RefCell::default();
}

/// At most `threads` pieces of work at a time; the others wait their turn.
#[derive(Clone)]
pub(crate) struct Pool {
    state: Arc<Mutex<State>>,
    threads: usize,
}

impl Pool {
    pub(crate) fn new(threads: usize) -> Self {
        let state = State { working: vec![None; threads], ..State::default() };
        let state = Arc::new(Mutex::new(state));
        MADE.with_borrow_mut(|made| {
            made.0.retain(|pool| pool.strong_count() > 0);
            made.0.push(Arc::downgrade(&state));
        });
        Self { state, threads }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts work in the queue, and starts a thread when fewer than allowed are at work.
    ///
    /// # Errors
    /// When there is no thread, and none can be started: the work is not done.
    pub(crate) fn submit(&self, flag: Cancel, run: impl FnOnce() + Send + 'static) -> io::Result<()> {
        let mut state = self.state();
        state.waiting.push_back(Job { flag, run: Box::new(run) });
        if state.threads == self.threads {
            return Ok(());
        }
        let pool = self.clone();
        match thread::Builder::new().name("ocr-facture".into()).stack_size(STACK).spawn(move || pool.serve()) {
            Ok(_) => state.threads += 1,
            // Those at work will come to it.
            Err(_) if state.threads > 0 => {}
            Err(e) => {
                state.waiting.pop_back();
                return Err(e);
            }
        }
        Ok(())
    }

    /// One thread: works until nothing waits.
    fn serve(&self) {
        let mut place = None;
        loop {
            let mut state = self.state();
            if let Some(place) = place {
                state.working[place] = None;
            }
            let Some(job) = state.waiting.pop_front() else {
                state.threads -= 1;
                return;
            };
            place = state.working.iter().position(Option::is_none);
            if let Some(place) = place {
                state.working[place] = Some(job.flag);
            }
            drop(state);
            (job.run)();
        }
    }
}
