//! A batch as Python drives it: the pool runs on its own threads, and asks the thread that reads the results for documents.
//!
//! So the caller's iterator and callback are used on the caller's thread alone, and a caller who reads slowly slows the
//! batch down rather than filling the memory.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use ocr_facture::verbs::{self, Request};
use ocr_facture::{BatchEvent, Cancel, Error, ErrorKind, OCRFactureAPI, Source};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::work::PATIENCE;
use crate::{refusal, told};

/// What the pool tells the caller's thread.
enum Event {
    /// It has room for one more document.
    Ask,
    /// One more document was worked on.
    Progress(bool),
    /// What came of a document, in the order they were given.
    Result(bool, String),
    /// The batch cannot go on.
    Broken(String),
}

/// Both ends of the conversation; gone once the batch is closed.
struct Talk {
    events: Receiver<Event>,
    sources: Sender<Option<Source>>,
}

/// A batch that runs.
#[pyclass(name = "Batch", module = "ocr_facture_api._native", frozen)]
pub(crate) struct PyBatch {
    talk: Mutex<Option<Talk>>,
    flag: Cancel,
}

impl PyBatch {
    pub(crate) fn start(api: Result<OCRFactureAPI, Error>, request: &str, jobs: Option<usize>, flag: Cancel) -> Self {
        let (tell, events) = sync_channel(1);
        let (sources, given) = channel();
        let asked = api.and_then(|api| Ok((api.cancelled_by(flag.clone()), Request::parse(request)?)));
        let run = {
            let tell = tell.clone();
            move || {
                let ended = asked.and_then(|(api, request)| run(&api, &request, &given, jobs, &tell));
                if let Err(error) = ended {
                    // Nobody to tell when the batch was closed.
                    drop(tell.send(Event::Broken(refusal(&error))));
                }
            }
        };
        if let Err(e) = thread::Builder::new().name("ocr-facture-batch".into()).spawn(run) {
            let error =
                Error::new(ErrorKind::Internal, "Le système n'a pas pu démarrer de fil d'exécution.").caused_by(e);
            drop(tell.try_send(Event::Broken(refusal(&error))));
        }
        Self { talk: Mutex::new(Some(Talk { events, sources })), flag }
    }

    fn talk(&self) -> MutexGuard<'_, Option<Talk>> {
        self.talk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The batch itself, on its own thread.
fn run(
    api: &OCRFactureAPI,
    request: &Request,
    given: &Receiver<Option<Source>>,
    jobs: Option<usize>,
    tell: &SyncSender<Event>,
) -> Result<(), Error> {
    let sources = std::iter::from_fn(|| {
        tell.send(Event::Ask).ok()?;
        given.recv().ok()?
    });
    verbs::batch(api, request, sources, jobs.and_then(NonZeroUsize::new), |event| {
        let event = match event {
            BatchEvent::Progress { ok } => Event::Progress(ok),
            BatchEvent::Result { result, .. } => {
                let (ok, answer) = told(*result);
                Event::Result(ok, answer)
            }
        };
        if tell.send(event).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })
}

#[pymethods]
impl PyBatch {
    /// Waits for what the batch has to tell: `("ask", True, "")`, which `give` must answer; `("progress", ok, "")`;
    /// `("result", ok, JSON)`; `("broken", False, JSON of the error)`; None at the end.
    fn wait(&self, py: Python<'_>) -> PyResult<Option<(&'static str, bool, String)>> {
        loop {
            let event = py.detach(|| match &*self.talk() {
                Some(talk) => talk.events.recv_timeout(PATIENCE),
                None => Err(RecvTimeoutError::Disconnected),
            });
            match event {
                Ok(Event::Ask) => return Ok(Some(("ask", true, String::new()))),
                Ok(Event::Progress(ok)) => return Ok(Some(("progress", ok, String::new()))),
                Ok(Event::Result(ok, answer)) => return Ok(Some(("result", ok, answer))),
                Ok(Event::Broken(error)) => return Ok(Some(("broken", false, error))),
                Err(RecvTimeoutError::Timeout) => py.check_signals()?,
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
            }
        }
    }

    /// Answers `ask` with a document: bytes, or the file of a path; with neither, there are no more. Results come in the
    /// order of the documents, and Python knows their names.
    #[pyo3(signature = (document=None, path=None))]
    fn give(&self, document: Option<&Bound<'_, PyBytes>>, path: Option<PathBuf>) {
        let source = match (document, path) {
            (Some(bytes), _) => Some(Source::Bytes { name: String::new(), bytes: bytes.as_bytes().to_vec() }),
            (None, path) => path.map(Source::File),
        };
        if let Some(talk) = &*self.talk() {
            // The batch may have ended meanwhile; `wait` says so.
            drop(talk.sources.send(source));
        }
    }

    /// Ends the batch: what is being read stops at its next check, nothing more is taken or told.
    fn close(&self) {
        self.flag.cancel();
        self.talk().take();
    }
}

impl Drop for PyBatch {
    fn drop(&mut self) {
        self.flag.cancel();
    }
}
