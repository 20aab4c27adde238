//! The engine in PHP, and nothing but the engine: requests in JSON and bytes in, answers in JSON out.
//!
//! What PHP sees is in `../src`; the two classes here are `OCRFacture\Native\Engine` and `OCRFacture\Native\Batch`. An
//! answer is `[true, JSON]`, a refusal `[false, JSON of the error]`: which exception it becomes is told by one table, in
//! `src/Exception/ExceptionFactory.php`.

#![allow(missing_docs, reason = "the entry point that ext-php-rs writes has none; `tests` and the stub hold the rest")]

mod batch;
mod host;
mod work;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use ext_php_rs::binary::Binary;
use ext_php_rs::binary_slice::BinarySlice;
use ext_php_rs::convert::IntoZval;
use ext_php_rs::flags::ClassFlags;
use ext_php_rs::prelude::*;
use ext_php_rs::types::Zval;
use ocr_facture::verbs::{self, Request};
use ocr_facture::{Cancel, Error, ErrorKind, OCRFactureAPI};

/// What PHP is told, as the items of an array.
pub(crate) type Told = Vec<Zval>;

/// An answer as PHP is told it.
fn told(answer: Result<String, Error>) -> PhpResult<Told> {
    match answer {
        Ok(answer) => list((true, answer)),
        Err(error) => list((false, verbs::refusal(&error))),
    }
}

fn list((ok, text): (bool, String)) -> PhpResult<Told> {
    Ok(vec![ok.into_zval(false)?, text.into_zval(false)?])
}

/// The path of these bytes, where `open_basedir` lets PHP read.
pub(crate) fn allowed(path: &[u8]) -> Result<PathBuf, Error> {
    let path = host::path(path);
    match host::may_open(&path) {
        true => Ok(path),
        false => {
            Err(Error::new(ErrorKind::NotFound, "Ce fichier ne peut pas être ouvert.").with("path", path.display()))
        }
    }
}

/// The engine, shared by all that this process reads: it keeps what is costly to load from one request to the next.
#[php_class]
#[php(name = "OCRFacture\\Native\\Engine")]
#[php(flags = ClassFlags::Final)]
pub struct Engine {
    cache: Option<PathBuf>,
}

#[php_impl]
impl Engine {
    /// Extractions are kept in the folder `$cache`, when one is given.
    pub fn __construct(cache: Option<String>) -> PhpResult<Self> {
        let cache = cache.map(|folder| allowed(folder.as_bytes())).transpose();
        Ok(Self { cache: cache.map_err(|error| error.to_string())? })
    }

    /// The version of the engine.
    pub fn version() -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    /// Does a verb, on these bytes or on the document of this path if any: `[true, JSON]`, or `[false, JSON of the error]`.
    /// Signal handlers run meanwhile; one that throws ends the work.
    pub fn call(
        &self,
        request: &str,
        document: Option<BinarySlice<u8>>,
        path: Option<BinarySlice<u8>>,
    ) -> PhpResult<Told> {
        let flag = Cancel::default();
        let document: Option<&[u8]> = document.map(Into::into);
        let path: Option<&[u8]> = path.map(Into::into);
        let asked = self.api().and_then(|api| {
            let parsed = Request::parse(request)?;
            if let Request::ExtractFromFile { path, .. } = &parsed {
                allowed(path.as_bytes())?;
            }
            Ok((api.cancelled_by(flag.clone()), parsed, path.map(allowed).transpose()?))
        });
        let (api, parsed, path) = match asked {
            Ok(asked) => asked,
            Err(error) => return told(Err(error)),
        };
        let answer = work::interruptible(&flag, || match path {
            Some(path) => verbs::answer_on_file(&api, &parsed, path),
            None => verbs::answer(&api, &parsed, document),
        });
        match answer {
            Some(answer) => told(answer),
            // PHP has an exception to deal with, or its time is up.
            None => Ok(Vec::new()),
        }
    }

    /// Starts a verb over many documents, in as many threads as `$jobs`, one a core when absent.
    pub fn batch(&self, request: &str, jobs: Option<i64>) -> batch::Batch {
        let jobs = jobs.and_then(|jobs| usize::try_from(jobs).ok()).and_then(NonZeroUsize::new);
        batch::Batch::start(self.api(), request, jobs)
    }
}

impl Engine {
    fn api(&self) -> Result<OCRFactureAPI, Error> {
        let api = work::shared()?;
        Ok(match &self.cache {
            Some(folder) => api.cached_in(folder),
            None => api,
        })
    }
}

/// The bytes of an argument that may be absent.
pub(crate) fn owned(bytes: Option<Binary<u8>>) -> Option<Vec<u8>> {
    bytes.map(Vec::from)
}

/// The extension `ocr_facture`.
#[php_module]
pub fn get_module(module: ModuleBuilder) -> ModuleBuilder {
    module.name("ocr_facture").class::<Engine>().class::<batch::Batch>()
}
