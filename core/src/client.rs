//! The main class: the same verbs whether the engine runs here or behind a server.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::Path;

use crate::api::{CheckOptions, ExtractOptions, Extraction, GenerateOptions, Generated, Languages, Quota};
use crate::batch::{self, Step};
use crate::cache::Cache;
use crate::cancel::Cancel;
use crate::check::{self, Report, VatReport};
use crate::document::from_text;
use crate::engine::{Engine, PageEvent, Recogniser, guarded};
use crate::error::{Error, Result};
use crate::facturx::{Profile, Syntax};
use crate::invoice::Invoice;
#[cfg(feature = "remote")]
use crate::remote::Server;
use crate::source::{Source, read_file};
use crate::verbs::Request;
#[cfg(not(feature = "remote"))]
use nowhere::Server;

/// Calls a batch makes to a server at a time, unless told otherwise.
const CALLS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(3);

/// What a batch tells while it runs, on the thread that called.
#[derive(Debug)]
pub enum BatchEvent<T = Extraction> {
    /// One more document was worked on, well or not; told as it happens, for progress.
    Progress {
        /// Whether it could be read.
        ok: bool,
    },
    /// A document's result; told in the order of the sources.
    Result {
        /// The document.
        source: Source,
        /// What came of it.
        result: Box<Result<T>>,
    },
}

/// Reads invoices. Local: the engine in this process, offline. Remote: a server that speaks our API, and the same verbs.
#[derive(Clone, Debug, Default)]
pub struct OCRFactureAPI {
    engine: Engine,
    cache: Option<Cache>,
    server: Option<Server>,
}

/// A build without the remote mode knows no server.
#[cfg(not(feature = "remote"))]
mod nowhere {
    use crate::cancel::Cancel;
    use crate::error::Result;
    use crate::verbs::Request;

    #[derive(Clone, Copy, Debug)]
    pub(crate) enum Server {}

    impl Server {
        pub(crate) fn cancelled_by(self, _: Cancel) -> Self {
            self
        }

        pub(crate) fn ask<T>(&self, _: &Request, _: Option<&[u8]>) -> Result<T> {
            match *self {}
        }

        pub(crate) fn xml(&self, _: &Request) -> Result<Vec<u8>> {
            match *self {}
        }

        pub(crate) fn answer(&self, _: &Request, _: Option<&[u8]>) -> Result<String> {
            match *self {}
        }
    }
}

impl OCRFactureAPI {
    /// The engine in this process.
    pub fn local() -> Self {
        Self::default()
    }

    /// A server, asked over HTTPS; see [`crate::remote`]. What the engine here knows is not used.
    ///
    /// # Errors
    /// `invalid_input` for an address or a key that cannot be one; `network` when the system's certificates cannot be read.
    #[cfg(feature = "remote")]
    pub fn remote(options: crate::remote::Options) -> Result<Self> {
        Ok(Self { server: Some(Server::new(options)?), ..Self::default() })
    }

    /// The same, whose calls to the server are made as said here. Local work knows no calls.
    #[cfg(feature = "remote")]
    #[must_use]
    pub fn calling(self, call: crate::remote::Call) -> Self {
        Self { server: self.server.map(|server| server.calling(call)), ..self }
    }

    /// The server, in remote mode.
    pub(crate) fn server(&self) -> Option<&Server> {
        self.server.as_ref()
    }

    /// The same, with work that ends as `cancelled` once the flag is raised.
    #[must_use]
    pub fn cancelled_by(self, cancel: Cancel) -> Self {
        let server = self.server.map(|server| server.cancelled_by(cancel.clone()));
        Self { engine: self.engine.cancelled_by(cancel), server, ..self }
    }

    /// The same, telling `listener` of each page that character recognition has read, on the thread that read it. A
    /// server tells nothing of its pages.
    #[must_use]
    pub fn telling(self, listener: impl Fn(PageEvent) + Send + Sync + 'static) -> Self {
        Self { engine: self.engine.telling(listener), ..self }
    }

    /// The same, keeping extractions in this folder: the same bytes with the same options, engine version and models are
    /// read once. The folder holds what the invoices say, in clear, and is never emptied. What a server reads is not kept.
    #[must_use]
    pub fn cached_in(self, folder: impl AsRef<Path>) -> Self {
        Self { cache: Some(Cache::new(folder.as_ref())), ..self }
    }

    /// What can recognise characters on this machine, and what is missing: see [`Engine::recognisers`].
    pub fn recognisers(&self) -> Vec<Recogniser> {
        self.engine.recognisers()
    }

    /// Reads the invoice in a file.
    ///
    /// # Errors
    /// `not_found` when the file cannot be opened; then as [`Engine::extract_from_bytes`].
    pub fn extract_from_file(&self, path: impl AsRef<Path>, options: &ExtractOptions) -> Result<Extraction> {
        self.extract_from_bytes(&read_file(path.as_ref(), options.limits.bytes)?, options)
    }

    /// Reads the invoice in these bytes; see [`Engine::extract_from_bytes`].
    ///
    /// # Errors
    /// As the engine.
    pub fn extract_from_bytes(&self, bytes: &[u8], options: &ExtractOptions) -> Result<Extraction> {
        if let Some(server) = &self.server {
            return server.ask(&Request::ExtractFromBytes { options: options.clone() }, Some(bytes));
        }
        let Some(cache) = &self.cache else { return self.engine.extract_from_bytes(bytes, options) };
        let place = cache.place(bytes, options, &self.engine.fingerprint());
        if let Some(kept) = Cache::get(&place) {
            return Ok(kept);
        }
        let extraction = self.engine.extract_from_bytes(bytes, options)?;
        Cache::put(&place, &extraction);
        // As it is kept: boxes are rounded there, and the same call must give the same answer.
        Ok(Cache::get(&place).unwrap_or(extraction))
    }

    /// Reads the invoice in this base64 text, with or without a `data:` URI in front.
    ///
    /// # Errors
    /// `invalid_input` when it is not base64; then as [`Self::extract_from_bytes`].
    pub fn extract_from_base64(&self, text: &str, options: &ExtractOptions) -> Result<Extraction> {
        if let Some(server) = &self.server {
            return server.ask(&Request::ExtractFromBase64 { text: text.to_owned(), options: options.clone() }, None);
        }
        self.extract_from_bytes(&from_text(text, &options.limits)?, options)
    }

    /// Reads the XML of an e-invoice; see [`Engine::parse_facturx`].
    ///
    /// # Errors
    /// As the engine.
    pub fn parse_facturx(&self, bytes: &[u8], options: &ExtractOptions) -> Result<Extraction> {
        if let Some(server) = &self.server {
            return server.ask(&Request::ParseFacturx { options: options.clone() }, Some(bytes));
        }
        self.engine.parse_facturx(bytes, options)
    }

    /// Judges an e-invoice by every ruleset that applies to it; see [`Engine::validate`].
    ///
    /// # Errors
    /// As the engine.
    pub fn validate(&self, bytes: &[u8], options: &CheckOptions) -> Result<Report> {
        if let Some(server) = &self.server {
            return server.ask(&Request::Validate { options: options.clone() }, Some(bytes));
        }
        self.engine.validate(bytes, options)
    }

    /// Judges any invoice by French law, and an e-invoice by every ruleset; see [`Engine::check_compliance`].
    ///
    /// # Errors
    /// As the engine.
    pub fn check_compliance(&self, bytes: &[u8], options: &CheckOptions) -> Result<Report> {
        if let Some(server) = &self.server {
            return server.ask(&Request::CheckCompliance { options: options.clone() }, Some(bytes));
        }
        self.engine.check_compliance(bytes, options)
    }

    /// Judges an invoice made by hand by French law; see [`Engine::check_invoice`].
    ///
    /// # Errors
    /// As [`Engine::check_invoice`]; in remote mode those of the server too.
    pub fn check_invoice(&self, invoice: &Invoice, options: &CheckOptions) -> Result<Report> {
        if let Some(server) = &self.server {
            let invoice = Box::new(invoice.clone());
            return server.ask(&Request::CheckInvoice { invoice, options: options.clone() }, None);
        }
        self.engine.check_invoice(invoice, options)
    }

    /// Judges a VAT number by what it says of itself; whether it is in use is not looked up.
    ///
    /// # Errors
    /// Those of the server in remote mode; none in local mode: a number that is wrong is a report that says so.
    pub fn validate_vat(&self, vat_number: &str) -> Result<VatReport> {
        if let Some(server) = &self.server {
            return server.ask(&Request::ValidateVat { vat_number: vat_number.to_owned() }, None);
        }
        Ok(check::vat_number(vat_number))
    }

    /// The languages invoices are read in, each with the engines that have a model of it.
    ///
    /// # Errors
    /// Those of the server in remote mode; none in local mode.
    pub fn languages(&self) -> Result<Languages> {
        if let Some(server) = &self.server {
            return server.ask(&Request::Languages {}, None);
        }
        Ok(self.engine.languages())
    }

    /// What is left of the caller's plan. In local mode there is none: no plan, no limit.
    ///
    /// # Errors
    /// Those of the server in remote mode; none in local mode.
    pub fn quota(&self) -> Result<Quota> {
        if let Some(server) = &self.server {
            return server.ask(&Request::Quota {}, None);
        }
        Ok(Quota { plan: None, limits: vec![] })
    }

    /// Writes the invoice as Factur-X, drawn or in the user's own PDF; see [`Engine::generate_facturx`].
    ///
    /// # Errors
    /// As the engine.
    pub fn generate_facturx(
        &self,
        invoice: &Invoice,
        pdf: Option<&[u8]>,
        options: &GenerateOptions,
    ) -> Result<Generated> {
        if let Some(server) = &self.server {
            let invoice = Box::new(invoice.clone());
            return server.ask(&Request::GenerateFacturx { invoice, options: options.clone() }, pdf);
        }
        self.engine.generate_facturx(invoice, pdf, options)
    }

    /// The invoice as CII or UBL alone; see [`Engine::generate_xml`].
    ///
    /// # Errors
    /// As the engine.
    pub fn generate_xml(&self, invoice: &Invoice, syntax: Syntax, profile: Profile) -> Result<Vec<u8>> {
        if let Some(server) = &self.server {
            return server.xml(&Request::GenerateXml { invoice: Box::new(invoice.clone()), syntax, profile });
        }
        self.engine.generate_xml(invoice, syntax, profile)
    }

    /// Reads any document and writes it as Factur-X; see [`Engine::convert_to_facturx`].
    ///
    /// # Errors
    /// As the engine.
    pub fn convert_to_facturx(&self, bytes: &[u8], options: &GenerateOptions) -> Result<Generated> {
        if let Some(server) = &self.server {
            return server.ask(&Request::ConvertToFacturx { options: options.clone() }, Some(bytes));
        }
        self.engine.convert_to_facturx(bytes, options)
    }

    /// Reads many documents over `jobs` threads (when absent, one a core; four calls at a time to a server), in memory that does not grow with their number.
    ///
    /// Results are told in the order of the sources, as soon as all before them are told. One document that fails, be
    /// it by a defect of ours, costs only itself. `Break` from `on_event` ends the batch: nothing more is taken or told.
    ///
    /// # Errors
    /// `internal` when no thread can be started. A document's error is in its [`BatchEvent::Result`].
    pub fn batch_extract(
        &self,
        sources: impl IntoIterator<Item = Source>,
        options: &ExtractOptions,
        jobs: Option<NonZeroUsize>,
        on_event: impl FnMut(BatchEvent) -> ControlFlow<()>,
    ) -> Result<()> {
        let work = |bytes: &[u8]| self.extract_from_bytes(bytes, options);
        self.batch(sources, options.limits.bytes, jobs, work, on_event)
    }

    /// Does any verb over many documents, as [`Self::batch_extract`] does; `limit` bounds the bytes of each.
    ///
    /// # Errors
    /// `internal` when no thread can be started. A document's error is in its [`BatchEvent::Result`].
    pub fn batch<T: Send>(
        &self,
        sources: impl IntoIterator<Item = Source>,
        limit: u64,
        jobs: Option<NonZeroUsize>,
        verb: impl Fn(&[u8]) -> Result<T> + Sync,
        mut on_event: impl FnMut(BatchEvent<T>) -> ControlFlow<()>,
    ) -> Result<()> {
        let work = |source: &Source| guarded(|| verb(&source.read(limit)?));
        let on_step = |step: Step<'_, Source, Result<T>>| match step {
            Step::Done(result) => on_event(BatchEvent::Progress { ok: result.is_ok() }),
            Step::Out(source, result) => on_event(BatchEvent::Result { source, result: Box::new(result) }),
        };
        // Who asks a server mostly waits.
        let default = || self.server.as_ref().map_or_else(batch::default_jobs, |_| CALLS);
        batch::run(sources.into_iter(), jobs.unwrap_or_else(default), work, on_step).map_err(Error::no_thread)
    }
}
