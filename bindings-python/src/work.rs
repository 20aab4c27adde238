//! Work done beside the interpreter: on a thread of its own, with a stack for deep documents, while Python runs on.

use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use ocr_facture::{Cancel, Error, ErrorKind};
use pyo3::prelude::*;

/// Documents nest, and the threads Python makes have 512 KiB of stack on some systems.
const STACK: usize = 16 << 20;

/// How long a signal, Ctrl-C, may wait for the interpreter to see it.
pub(crate) const PATIENCE: Duration = Duration::from_millis(50);

/// Does the work without holding the interpreter. Ctrl-C raises the flag, waits for the work to end and is raised again.
pub(crate) fn interruptible<T: Send>(
    py: Python<'_>,
    flag: &Cancel,
    work: impl FnOnce() -> Result<T, Error> + Send,
) -> PyResult<Result<T, Error>> {
    let failed = |message: &'static str| Error::new(ErrorKind::Internal, message);
    let (done, result) = sync_channel(1);
    thread::scope(|scope| {
        let worker = thread::Builder::new().name("ocr-facture".into()).stack_size(STACK);
        // The receiver outlives the thread, which the scope waits for.
        let started = worker.spawn_scoped(scope, move || drop(done.send(work())));
        if let Err(e) = started {
            return Ok(Err(Error::no_thread(e)));
        }
        let mut raised = None;
        py.detach(move || {
            loop {
                match result.recv_timeout(PATIENCE) {
                    Ok(answer) => break raised.map_or(Ok(answer), Err),
                    Err(RecvTimeoutError::Timeout) => {
                        if raised.is_none()
                            && let Err(signal) = Python::attach(|py| py.check_signals())
                        {
                            flag.cancel();
                            raised = Some(signal);
                        }
                    }
                    Err(RecvTimeoutError::Disconnected) => {
                        let lost = failed("Ce document a fait échouer le moteur : un défaut à nous signaler.");
                        break raised.map_or(Ok(Err(lost)), Err);
                    }
                }
            }
        })
    })
}
