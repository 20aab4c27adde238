//! A batch as Python drives it: `ocr_facture::verbs::Driven`, with Python's threads and its Ctrl-C.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::mpsc::RecvTimeoutError;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ocr_facture::verbs::Driven;
use ocr_facture::{Cancel, Error, OCRFactureAPI, Source};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::work::PATIENCE;

/// A batch that runs.
#[pyclass(name = "Batch", module = "ocr_facture_api._native", frozen)]
pub(crate) struct PyBatch {
    batch: Mutex<Option<Driven>>,
    flag: Cancel,
}

impl PyBatch {
    pub(crate) fn start(api: Result<OCRFactureAPI, Error>, request: &str, jobs: Option<usize>, flag: Cancel) -> Self {
        let api = api.map(|api| api.cancelled_by(flag.clone()));
        let batch = Driven::start(api, request, jobs.and_then(NonZeroUsize::new));
        Self { batch: Mutex::new(Some(batch)), flag }
    }

    fn batch(&self) -> MutexGuard<'_, Option<Driven>> {
        self.batch.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl PyBatch {
    /// Waits for what the batch has to tell: `("ask", True, "")`, which `give` must answer; `("progress", ok, "")`;
    /// `("result", ok, JSON)`; `("broken", False, JSON of the error)`; None at the end.
    fn wait(&self, py: Python<'_>) -> PyResult<Option<(&'static str, bool, String)>> {
        loop {
            let heard = py.detach(|| match &*self.batch() {
                Some(batch) => batch.events().recv_timeout(PATIENCE),
                None => Err(RecvTimeoutError::Disconnected),
            });
            match heard {
                Ok(heard) => return Ok(Some(heard.told())),
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
        if let Some(batch) = &*self.batch() {
            // The batch may have ended meanwhile; `wait` says so.
            batch.give(source);
        }
    }

    /// Ends the batch: what is being read stops at its next check, nothing more is taken or told.
    fn close(&self) {
        self.flag.cancel();
        self.batch().take();
    }
}

impl Drop for PyBatch {
    fn drop(&mut self) {
        self.flag.cancel();
    }
}
