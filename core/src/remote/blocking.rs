//! The asynchronous client, waited for: a thread of its own does the talking, whoever calls.

use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use serde::de::DeserializeOwned;
use tokio::runtime::{Builder, Runtime};

use super::answer;
use super::client::Client;
use super::options::{Call, Options};
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};
use crate::verbs::Request;

/// The deadline is kept by the thread that talks; past this much more, that thread is no longer there (a `fork` leaves
/// it behind).
const LOST: Duration = Duration::from_secs(5);

/// A server, asked from any thread.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    client: Client,
    talks: Arc<Talks>,
}

impl Server {
    pub(crate) fn new(options: Options) -> Result<Self> {
        let client = Client::new(options)?;
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("ocr-facture-remote")
            .enable_all()
            .build()
            .map_err(Error::no_thread)?;
        Ok(Self { client, talks: Arc::new(Talks(Some(runtime))) })
    }

    pub(crate) fn calling(self, call: Call) -> Self {
        Self { client: self.client.calling(call), ..self }
    }

    pub(crate) fn cancelled_by(self, cancel: Cancel) -> Self {
        Self { client: self.client.cancelled_by(cancel), ..self }
    }

    /// The answer as the verb's own type.
    pub(crate) fn ask<T: DeserializeOwned>(&self, request: &Request, document: Option<&[u8]>) -> Result<T> {
        answer::typed(&self.answer(request, document)?)
    }

    /// The answer of `generate_xml`.
    pub(crate) fn xml(&self, request: &Request) -> Result<Vec<u8>> {
        answer::xml(&self.answer(request, None)?)
    }

    /// The answer in JSON, as the server wrote it.
    pub(crate) fn answer(&self, request: &Request, document: Option<&[u8]>) -> Result<String> {
        let lost = || Error::new(ErrorKind::Internal, "Le fil d'exécution qui parle au serveur n'est plus là.");
        let prepared = self.client.prepare(request, document)?;
        let work = self.client.clone().deliver(prepared);
        let (done, answer) = sync_channel(1);
        // Waited for without entering tokio, so that this may be called from a task of the caller's own.
        self.talks.0.as_ref().ok_or_else(lost)?.spawn(async move { drop(done.send(work.await)) });
        let longest = self.client.patience().saturating_add(LOST);
        Ok(answer.recv_timeout(longest).map_err(|_| lost())??.json)
    }
}

/// The thread that talks. It is let go without waiting, from wherever the last one who had it stands.
#[derive(Debug)]
struct Talks(Option<Runtime>);

impl Drop for Talks {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
