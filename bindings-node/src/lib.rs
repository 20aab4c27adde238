//! The engine in Node, and nothing but the engine: requests in JSON and bytes in, answers in JSON out.
//!
//! What people see is in `js`; this is the module it loads. A promise of this module is always kept: an answer is
//! `{ok: true, text: JSON}`, a refusal `{ok: false, text: JSON of the error}`. Which class an error becomes is told by
//! one table, in `errors.ts`.

mod work;

use std::thread::available_parallelism;

use napi::bindgen_prelude::{Buffer, BufferSlice, Object};
use napi::{Either, Env, JsDeferred};
use napi_derive::napi;
use ocr_facture::cancel::cancelled;
use ocr_facture::document::{Limits, from_text};
use ocr_facture::remote::said;
use ocr_facture::{Error, OCRFactureAPI, verbs, webhook};
use serde_json::json;

use crate::work::Pool;

/// What came of a call.
#[napi(object, object_from_js = false)]
pub struct Told {
    /// Whether there is an answer.
    pub ok: bool,
    /// The JSON of it, or of the error.
    pub text: String,
}

/// What a promise is kept with, from any thread.
type Promise = JsDeferred<Told, Box<dyn FnOnce(Env) -> napi::Result<Told> + Send>>;

/// Keeps a promise.
fn keep(promise: Promise, told: Told) {
    promise.resolve(Box::new(move |_| Ok(told)));
}

/// An answer as JavaScript is told it.
fn told(answer: Result<String, Error>) -> Told {
    match answer {
        Ok(text) => Told { ok: true, text },
        Err(error) => Told { ok: false, text: verbs::refusal(&error) },
    }
}

/// A flag to stop work with.
#[napi]
#[derive(Default)]
pub struct Cancel(ocr_facture::Cancel);

#[napi]
impl Cancel {
    /// A flag nobody has raised.
    #[napi(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks the work that holds this flag to stop.
    #[napi]
    pub fn cancel(&self) {
        self.0.cancel();
    }
}

/// The engine of one client: it keeps what is costly to load.
#[napi]
pub struct Engine {
    api: OCRFactureAPI,
    pool: Pool,
}

#[napi]
impl Engine {
    /// Extractions are kept in the folder `cache`, when one is given. At most `concurrency` calls are worked on at a
    /// time, one a core when absent.
    #[napi(constructor)]
    pub fn new(cache: Option<String>, concurrency: Option<u32>) -> Self {
        let api = OCRFactureAPI::local();
        let api = match cache {
            Some(folder) => api.cached_in(folder),
            None => api,
        };
        Self { api, pool: pool_of(concurrency) }
    }

    /// Does a verb, on these bytes or on the document of this path if any: a promise of what came of it. The bytes are
    /// copied, for JavaScript can change them meanwhile. `call` is the JSON of what is said of this call to a server.
    #[napi]
    pub fn call<'env>(
        &self,
        env: &'env Env,
        request: String,
        document: Option<BufferSlice<'_>>,
        path: Option<String>,
        cancel: Option<&Cancel>,
        call: Option<String>,
    ) -> napi::Result<Object<'env>> {
        let (promise, object): (Promise, _) = env.create_deferred()?;
        let flag = cancel.map(|cancel| cancel.0.clone()).unwrap_or_default();
        let document = document.map(|bytes| bytes.to_vec());
        let api = self.api.clone().cancelled_by(flag.clone());
        let api = call.map_or(Ok(api.clone()), |call| Ok::<_, Error>(api.calling(said(&call)?)));
        let work = {
            let (promise, flag) = (promise.clone(), flag.clone());
            move || {
                let answer = if flag.is_cancelled() {
                    Err(cancelled())
                } else {
                    api.and_then(|api| match path {
                        Some(path) => verbs::call_on_file(&api, &request, path),
                        None => verbs::call(&api, &request, document.as_deref()),
                    })
                };
                keep(promise, told(answer));
            }
        };
        if let Err(e) = self.pool.submit(flag, work) {
            keep(promise, told(Err(Error::no_thread(e))));
        }
        Ok(object)
    }

    /// The same engine with threads of its own, for a batch.
    #[napi]
    pub fn lane(&self, concurrency: u32) -> Self {
        Self { api: self.api.clone(), pool: pool_of(Some(concurrency)) }
    }
}

/// An engine that asks the server these options, in JSON, tell of; or the JSON of the error.
#[napi]
pub fn remote(options: String, concurrency: u32) -> Either<Engine, String> {
    match said(&options).and_then(OCRFactureAPI::remote) {
        Ok(api) => Either::A(Engine { api, pool: pool_of(Some(concurrency)) }),
        Err(error) => Either::B(verbs::refusal(&error)),
    }
}

/// Whether a webhook comes from who shares one of the secrets; `headers` are names and values. The text is `{id, timestamp}`.
#[napi]
pub fn verify_webhook(secrets: Vec<String>, headers: Vec<Vec<String>>, body: BufferSlice<'_>, now: i64) -> Told {
    let pairs = headers.iter().filter_map(|pair| Some((pair.first()?, pair.get(1)?)));
    let genuine = webhook::verify(&secrets, pairs, &body, now);
    told(genuine.map(|told| json!({ "id": told.id, "timestamp": told.timestamp }).to_string()))
}

/// Threads: as many as asked for, one a core when nothing is.
fn pool_of(concurrency: Option<u32>) -> Pool {
    Pool::new(concurrency.unwrap_or_else(cores).max(1) as usize)
}

/// How many threads work where nothing else is said: one a core.
#[napi]
pub fn cores() -> u32 {
    available_parallelism().map_or(1, |cores| u32::try_from(cores.get()).unwrap_or(u32::MAX))
}

/// The bytes of this base64 text, with or without `data:` in front; or the JSON of the error.
#[napi]
pub fn decode(text: String) -> Either<Buffer, String> {
    // The verb the bytes are for has its own limit on them.
    match from_text(&text, &Limits { bytes: u64::MAX, ..Default::default() }) {
        Ok(bytes) => Either::A(bytes.into()),
        Err(error) => Either::B(verbs::refusal(&error)),
    }
}

/// How many bytes a document may have where nothing else is said.
#[napi]
pub fn byte_limit() -> f64 {
    // Under 2^53: exact.
    Limits::default().bytes as f64
}

/// The version of the engine.
#[napi]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}
