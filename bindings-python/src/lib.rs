//! The engine in Python, and nothing but the engine: requests in JSON and bytes in, answers in JSON out.
//!
//! What Python sees is in `python/ocr_facture_api`; this module is `ocr_facture_api._native`. An answer is `(True, JSON)`,
//! a refusal `(False, JSON of the error)`: which exception it becomes is told by one table, in `errors.py`.

mod batch;
mod work;

use std::path::PathBuf;

use ocr_facture::{Cancel, Error, OCRFactureAPI, remote, verbs, webhook};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// Whether there is an answer, and the JSON of it or of the error.
type Told = (bool, String);

/// An answer as Python is told it.
fn told(answer: Result<String, Error>) -> Told {
    match answer {
        Ok(answer) => (true, answer),
        Err(error) => (false, verbs::refusal(&error)),
    }
}

/// A flag to stop work with, from any thread.
#[pyclass(name = "Cancel", module = "ocr_facture_api._native", frozen)]
#[derive(Default)]
struct PyCancel(Cancel);

#[pymethods]
impl PyCancel {
    #[new]
    fn new() -> Self {
        Self::default()
    }

    /// Asks the work that holds this flag to stop.
    fn cancel(&self) {
        self.0.cancel();
    }

    /// Whether the flag is raised.
    fn is_cancelled(&self) -> bool {
        self.0.is_cancelled()
    }
}

/// The engine, shared by every client: it keeps what is costly to load.
#[pyclass(name = "Engine", module = "ocr_facture_api._native", frozen)]
struct PyEngine(OCRFactureAPI);

#[pymethods]
impl PyEngine {
    /// Extractions are kept in the folder `cache`, when one is given.
    #[new]
    #[pyo3(signature = (cache=None))]
    fn new(cache: Option<PathBuf>) -> Self {
        let api = OCRFactureAPI::local();
        Self(match cache {
            Some(folder) => api.cached_in(folder),
            None => api,
        })
    }

    /// An engine that asks a server, or the JSON of the error: `options` is that of `remote::Options`.
    #[staticmethod]
    fn remote(options: &str) -> (Option<Self>, String) {
        match remote::said(options).and_then(OCRFactureAPI::remote) {
            Ok(api) => (Some(Self(api)), String::new()),
            Err(error) => (None, verbs::refusal(&error)),
        }
    }

    /// Does a verb, on these bytes or on the document of this path if any. The interpreter runs on meanwhile. `call`, the
    /// JSON of `remote::Call`, says how a server is asked.
    #[pyo3(signature = (request, document=None, path=None, cancel=None, call=None))]
    fn call(
        &self,
        py: Python<'_>,
        request: &str,
        document: Option<&Bound<'_, PyBytes>>,
        path: Option<PathBuf>,
        cancel: Option<&Bound<'_, PyCancel>>,
        call: Option<&str>,
    ) -> PyResult<Told> {
        let flag = cancel.map(|cancel| cancel.get().0.clone()).unwrap_or_default();
        let api = match self.calling(call) {
            Ok(api) => api.cancelled_by(flag.clone()),
            Err(error) => return Ok(told(Err(error))),
        };
        // Bytes never change, so they are read where they lie; the caller holds them until this returns.
        let document = document.map(|bytes| bytes.as_bytes());
        let answer = work::interruptible(py, &flag, || match path {
            Some(path) => verbs::call_on_file(&api, request, path),
            None => verbs::call(&api, request, document),
        })?;
        Ok(told(answer))
    }

    /// Starts a verb over many documents, in as many threads as `jobs`. `call` is that of every document.
    #[pyo3(signature = (request, jobs=None, cancel=None, call=None))]
    fn batch(
        &self,
        request: &str,
        jobs: Option<usize>,
        cancel: Option<&Bound<'_, PyCancel>>,
        call: Option<&str>,
    ) -> batch::PyBatch {
        let flag = cancel.map(|cancel| cancel.get().0.clone()).unwrap_or_default();
        batch::PyBatch::start(self.calling(call), request, jobs, flag)
    }
}

impl PyEngine {
    fn calling(&self, call: Option<&str>) -> Result<OCRFactureAPI, Error> {
        match call {
            Some(call) => Ok(self.0.clone().calling(remote::said(call)?)),
            None => Ok(self.0.clone()),
        }
    }
}

/// Verifies a webhook: `(True, {"id", "timestamp"})`, or `(False, JSON of the error)`.
#[pyfunction]
fn verify_webhook(secrets: Vec<String>, headers: Vec<(String, String)>, body: &Bound<'_, PyBytes>, now: i64) -> Told {
    let verified = webhook::verify(&secrets, headers, body.as_bytes(), now);
    told(verified.map(|told| serde_json::json!({ "id": told.id, "timestamp": told.timestamp }).to_string()))
}

/// The engine of ocr-facture.
#[pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    use super::batch::PyBatch;
    #[pymodule_export]
    use super::{PyCancel, PyEngine, verify_webhook};

    /// The version of the engine.
    #[allow(non_upper_case_globals, reason = "the name Python gives it")]
    #[pymodule_export]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
