//! A batch that a thread of the host drives: the pool works on threads of its own, and asks the thread that hears of the
//! results for documents.
//!
//! So the host's iterator and callback are used on its own thread alone, and a host that hears slowly slows the batch down
//! rather than filling the memory.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;

use super::{Request, batch, refusal};
use crate::client::{BatchEvent, OCRFactureAPI};
use crate::error::{Error, Result};
use crate::source::Source;

/// What a batch tells the thread that drives it.
#[derive(Debug)]
pub enum Heard {
    /// It has room for one more document: [`Driven::give`] must answer.
    Ask,
    /// One more document was worked on; whether it could be read.
    Progress(bool),
    /// What came of a document, in the order they were given: the JSON of the answer, or of the error.
    Result(std::result::Result<String, String>),
    /// It cannot go on: the JSON of the error.
    Broken(String),
}

impl Heard {
    /// As languages are told it: `ask`, `progress`, `result` or `broken`, whether it went well, and the JSON there is.
    pub fn told(self) -> (&'static str, bool, String) {
        match self {
            Self::Ask => ("ask", true, String::new()),
            Self::Progress(ok) => ("progress", ok, String::new()),
            Self::Result(Ok(answer)) => ("result", true, answer),
            Self::Result(Err(error)) => ("result", false, error),
            Self::Broken(error) => ("broken", false, error),
        }
    }
}

/// A batch that runs. Dropped, it is told nothing more and ends; raise the flag of its engine to stop what is being read
/// too.
#[derive(Debug)]
pub struct Driven {
    events: Receiver<Heard>,
    sources: Sender<Option<Source>>,
}

impl Driven {
    /// Starts the verb of this request in JSON over the documents to be given, on `jobs` threads as [`batch`] has them.
    /// Whatever is wrong is told as [`Heard::Broken`].
    pub fn start(api: Result<OCRFactureAPI>, request: &str, jobs: Option<NonZeroUsize>) -> Self {
        let (tell, events) = sync_channel(1);
        let (sources, given) = channel();
        let asked = api.and_then(|api| Ok((api, Request::parse(request)?)));
        let run = {
            let tell = tell.clone();
            move || {
                let ended = asked.and_then(|(api, request)| run(&api, &request, &given, jobs, &tell));
                if let Err(error) = ended {
                    // Nobody to tell when the batch was closed.
                    drop(tell.send(Heard::Broken(refusal(&error))));
                }
            }
        };
        if let Err(e) = thread::Builder::new().name("ocr-facture-batch".into()).spawn(run) {
            drop(tell.try_send(Heard::Broken(refusal(&Error::no_thread(e)))));
        }
        Self { events, sources }
    }

    /// What the batch has to tell; it hangs up at its end.
    pub fn events(&self) -> &Receiver<Heard> {
        &self.events
    }

    /// Answers [`Heard::Ask`] with a document, or that there are no more. False when the batch has ended meanwhile.
    pub fn give(&self, source: Option<Source>) -> bool {
        self.sources.send(source).is_ok()
    }
}

/// The batch itself, on its own thread.
fn run(
    api: &OCRFactureAPI,
    request: &Request,
    given: &Receiver<Option<Source>>,
    jobs: Option<NonZeroUsize>,
    tell: &SyncSender<Heard>,
) -> Result<()> {
    let sources = std::iter::from_fn(|| {
        tell.send(Heard::Ask).ok()?;
        given.recv().ok()?
    });
    batch(api, request, sources, jobs, |event| {
        let event = match event {
            BatchEvent::Progress { ok } => Heard::Progress(ok),
            BatchEvent::Result { result, .. } => Heard::Result((*result).map_err(|error| refusal(&error))),
        };
        if tell.send(event).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })
}
