//! A batch as PHP drives it: the pool runs on its own threads, and asks the thread that reads the results for documents.
//!
//! So the caller's generator and callback are used on the caller's thread alone, and a caller who reads slowly slows the
//! batch down rather than filling the memory.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::thread;

use ext_php_rs::binary::Binary;
use ext_php_rs::convert::IntoZval;
use ext_php_rs::flags::ClassFlags;
use ext_php_rs::prelude::*;
use ocr_facture::verbs::{self, Request};
use ocr_facture::{BatchEvent, Cancel, Error, ErrorKind, OCRFactureAPI, Source};

use crate::host::{self, Wish};
use crate::work::PATIENCE;
use crate::{Told, allowed, owned, refusal};

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
#[php_class]
#[php(name = "OCRFacture\\Native\\Batch")]
#[php(flags = ClassFlags::Final)]
pub struct Batch {
    talk: Option<Talk>,
    flag: Cancel,
}

impl Batch {
    pub(crate) fn start(api: Result<OCRFactureAPI, Error>, request: &str, jobs: Option<NonZeroUsize>) -> Self {
        let (tell, events) = sync_channel(1);
        let (sources, given) = channel();
        let flag = Cancel::default();
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
        let thread = thread::Builder::new().name("ocr-facture-batch".into());
        if let Err(e) = host::without_signals(|| thread.spawn(run)) {
            let error =
                Error::new(ErrorKind::Internal, "Le système n'a pas pu démarrer de fil d'exécution.").caused_by(e);
            drop(tell.try_send(Event::Broken(refusal(&error))));
        }
        Self { talk: Some(Talk { events, sources }), flag }
    }
}

/// The batch itself, on its own thread.
fn run(
    api: &OCRFactureAPI,
    request: &Request,
    given: &Receiver<Option<Source>>,
    jobs: Option<NonZeroUsize>,
    tell: &SyncSender<Event>,
) -> Result<(), Error> {
    let sources = std::iter::from_fn(|| {
        tell.send(Event::Ask).ok()?;
        given.recv().ok()?
    });
    verbs::batch(api, request, sources, jobs, |event| {
        let event = match event {
            BatchEvent::Progress { ok } => Event::Progress(ok),
            BatchEvent::Result { result, .. } => match *result {
                Ok(answer) => Event::Result(true, answer),
                Err(error) => Event::Result(false, refusal(&error)),
            },
        };
        if tell.send(event).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })
}

#[php_impl]
impl Batch {
    /// Waits for what the batch has to tell: `['ask', true, '']`, which `give` must answer; `['progress', ok, '']`;
    /// `['result', ok, JSON]`; `['broken', false, JSON of the error]`; null at the end. Signal handlers run meanwhile.
    pub fn wait(&mut self) -> PhpResult<Option<Told>> {
        let (kind, ok, text) = loop {
            let Some(talk) = &self.talk else { return Ok(None) };
            match talk.events.recv_timeout(PATIENCE) {
                Ok(Event::Ask) => break ("ask", true, String::new()),
                Ok(Event::Progress(ok)) => break ("progress", ok, String::new()),
                Ok(Event::Result(ok, answer)) => break ("result", ok, answer),
                Ok(Event::Broken(error)) => break ("broken", false, error),
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
        self.talk.as_ref().is_some_and(|talk| talk.sources.send(source).is_ok())
    }

    /// Ends the batch: what is being read stops at its next check, nothing more is taken or told.
    pub fn close(&mut self) {
        self.flag.cancel();
        self.talk = None;
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        self.flag.cancel();
    }
}
