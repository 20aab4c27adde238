//! A batch as PHP drives it: `ocr_facture::verbs::Driven`, with PHP's signals.

use std::num::NonZeroUsize;
use std::sync::mpsc::RecvTimeoutError;

use ext_php_rs::binary::Binary;
use ext_php_rs::convert::IntoZval;
use ext_php_rs::flags::ClassFlags;
use ext_php_rs::prelude::*;
use ocr_facture::verbs::Driven;
use ocr_facture::{Cancel, Error, OCRFactureAPI, Source};

use crate::host::{self, Wish};
use crate::work::PATIENCE;
use crate::{Told, allowed, owned};

/// A batch that runs.
#[php_class]
#[php(name = "OCRFacture\\Native\\Batch")]
#[php(flags = ClassFlags::Final)]
pub struct Batch {
    batch: Option<Driven>,
    flag: Cancel,
}

impl Batch {
    pub(crate) fn start(api: Result<OCRFactureAPI, Error>, request: &str, jobs: Option<NonZeroUsize>) -> Self {
        let flag = Cancel::default();
        let api = api.map(|api| api.cancelled_by(flag.clone()));
        let batch = host::without_signals(|| Driven::start(api, request, jobs));
        Self { batch: Some(batch), flag }
    }
}

#[php_impl]
impl Batch {
    /// Waits for what the batch has to tell: `['ask', true, '']`, which `give` must answer; `['progress', ok, '']`;
    /// `['result', ok, JSON]`; `['broken', false, JSON of the error]`; null at the end. Signal handlers run meanwhile.
    pub fn wait(&mut self) -> PhpResult<Option<Told>> {
        let (kind, ok, text) = loop {
            let Some(batch) = &self.batch else { return Ok(None) };
            match batch.events().recv_timeout(PATIENCE) {
                Ok(heard) => break heard.told(),
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
                Err(RecvTimeoutError::Timeout) => match host::listen() {
                    Wish::GoOn => {}
                    Wish::Stop => {
                        self.close();
                        return Ok(None);
                    }
                    Wish::End => {
                        self.close();
                        host::end()
                    }
                },
            }
        };
        Ok(Some(vec![kind.into_zval(false)?, ok.into_zval(false)?, text.into_zval(false)?]))
    }

    /// Answers `ask` with a document: bytes, or the file of a path; with neither, there are no more. Results come in the
    /// order of the documents, and PHP knows their names.
    pub fn give(&mut self, document: Option<Binary<u8>>, path: Option<Binary<u8>>) -> bool {
        let source = match (owned(document), owned(path)) {
            (Some(bytes), _) => Some(Source::Bytes { name: String::new(), bytes }),
            // A path PHP may not open is not found by the thread that reads it either.
            (None, path) => path.map(|path| Source::File(allowed(&path).unwrap_or_default())),
        };
        // The batch may have ended meanwhile; `wait` says so.
        self.batch.as_ref().is_some_and(|batch| batch.give(source))
    }

    /// Ends the batch: what is being read stops at its next check, nothing more is taken or told.
    pub fn close(&mut self) {
        self.flag.cancel();
        self.batch = None;
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        self.flag.cancel();
    }
}
