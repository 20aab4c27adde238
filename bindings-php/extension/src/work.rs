//! Work done beside PHP: on a thread of its own, with a stack for deep documents, while signals are listened to.

use std::sync::OnceLock;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use ocr_facture::{Cancel, Error, ErrorKind, OCRFactureAPI};

use crate::host::{self, Wish};

/// Documents nest, and a thread has 2 MiB of stack where nothing is asked for.
const STACK: usize = 16 << 20;

/// How long a signal may wait for PHP to see it.
pub(crate) const PATIENCE: Duration = Duration::from_millis(50);

/// The engine of this process, made at its first use: a server of PHP keeps it from one request to the next.
pub(crate) fn shared() -> Result<OCRFactureAPI, Error> {
    static SHARED: OnceLock<(u32, OCRFactureAPI)> = OnceLock::new();
    let (process, api) = SHARED.get_or_init(|| (std::process::id(), OCRFactureAPI::local()));
    if *process != std::process::id() {
        // The threads of the engine stayed with the parent: waiting for them would last for ever.
        return Err(Error::new(
            ErrorKind::Internal,
            "Le moteur a servi avant que ce processus soit né par fork : ne l'employez qu'après, dans chaque processus.",
        ));
    }
    Ok(api.clone())
}

/// Does the work while PHP's signal handlers may run. None when PHP has something else to do than hear the answer: the
/// flag was raised, and the work has ended.
pub(crate) fn interruptible<T: Send>(
    flag: &Cancel,
    work: impl FnOnce() -> Result<T, Error> + Send,
) -> Option<Result<T, Error>> {
    let failed = |message: &'static str| Error::new(ErrorKind::Internal, message);
    let mut wish = Wish::GoOn;
    let answer = thread::scope(|scope| {
        let (done, result) = sync_channel(1);
        let worker = thread::Builder::new().name("ocr-facture".into()).stack_size(STACK);
        // The receiver outlives the thread, which the scope waits for.
        let started = host::without_signals(|| worker.spawn_scoped(scope, move || drop(done.send(work()))));
        if let Err(e) = started {
            return Err(Error::no_thread(e));
        }
        loop {
            match result.recv_timeout(PATIENCE) {
                Ok(answer) => return answer,
                Err(RecvTimeoutError::Timeout) if wish == Wish::GoOn => {
                    wish = host::listen();
                    if wish != Wish::GoOn {
                        flag.cancel();
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(failed("Ce document a fait échouer le moteur : un défaut à nous signaler."));
                }
            }
        }
    });
    match wish {
        Wish::GoOn => Some(answer),
        Wish::Stop => None,
        Wish::End => {
            drop(answer);
            host::end()
        }
    }
}
