//! The asynchronous client: every verb, its retries, its deadline, its end when the caller gives up.

use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use backon::Retryable;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url, redirect};
use rustls::crypto::{CryptoProvider, ring};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;
use serde::de::DeserializeOwned;
use tokio::time::{self, Instant};

use super::answer::{self, Failure, Reply};
use super::options::{Call, Options};
use super::wire::{self, Parcel};
use crate::api::{CheckOptions, ExtractOptions, Extraction, GenerateOptions, Generated, Languages, Quota};
use crate::cancel::{Cancel, cancelled};
use crate::check::{Report, VatReport};
use crate::error::{Error, ErrorKind, Result};
use crate::facturx::{Profile, Syntax};
use crate::invoice::Invoice;
use crate::source::read_file;
use crate::verbs::Request;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The first wait is at most this, the next at most twice as long, and so on.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// No wait of our own is longer.
const LONGEST_WAIT: Duration = Duration::from_secs(8);
/// How long a raised flag may wait to be seen.
const PATIENCE: Duration = Duration::from_millis(25);

/// Does the verbs on a server, asynchronously, on the caller's tokio. Cheap to clone; clones share their connections.
#[derive(Clone, Debug)]
pub struct Client {
    shared: Arc<Shared>,
    call: Call,
    cancel: Cancel,
}

/// What clones share. The key is in it, marked as not to be shown.
#[derive(Debug)]
struct Shared {
    http: reqwest::Client,
    address: Url,
    options: Options,
    provider: Arc<CryptoProvider>,
}

impl Client {
    /// A client of this server. Nothing is sent yet.
    ///
    /// # Errors
    /// `invalid_input` for an address or a key that cannot be one; `network` when the system's certificates cannot be read.
    pub fn new(options: Options) -> Result<Self> {
        let (address, key) = (options.address()?, options.authorization()?);
        let provider = Arc::new(ring::default_provider());
        let mut headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("application/json"))]);
        headers.extend(key.map(|key| (AUTHORIZATION, key)));
        let mut http = reqwest::Client::builder()
            .tls_backend_preconfigured(tls(&address, &provider)?)
            .user_agent(concat!("ocr-facture/", env!("CARGO_PKG_VERSION")))
            .default_headers(headers)
            // The key goes to the server it is for, and nowhere it points to.
            .redirect(redirect::Policy::none())
            // Ours know the idempotency key and the deadline.
            .retry(reqwest::retry::never())
            .connect_timeout(Duration::from_millis(options.connect_timeout_ms));
        if is_loopback(&address) {
            http = http.no_proxy();
        }
        let http = http.build().map_err(|e| {
            Error::new(ErrorKind::Internal, "Le client HTTP n'a pas pu être construit.").caused_by(e.without_url())
        })?;
        let shared = Arc::new(Shared { http, address, options, provider });
        Ok(Self { shared, call: Call::default(), cancel: Cancel::new() })
    }

    /// The same client, whose calls are made as said here. The connections are shared.
    #[must_use]
    pub fn calling(self, call: Call) -> Self {
        Self { call, ..self }
    }

    /// The same client, whose calls end as `cancelled` once the flag is raised.
    #[must_use]
    pub fn cancelled_by(self, cancel: Cancel) -> Self {
        Self { cancel, ..self }
    }

    /// Makes a call, again where it failed for a while, and tells its answer with what the headers say.
    ///
    /// # Errors
    /// As the verb in local mode; `timeout` past the deadline, `cancelled`, `network`, `server`, and the codes of access:
    /// `unauthorized`, `forbidden`, `rate_limited`, `quota_exceeded`, `unavailable`…
    pub async fn send(&self, request: &Request, document: Option<&[u8]>) -> Result<Reply> {
        self.clone().deliver(self.prepare(request, document)?).await
    }

    /// Reads the document of a file on the server.
    ///
    /// # Errors
    /// `not_found` when the file cannot be opened; as [`Self::send`], and so for every verb below.
    pub async fn extract_from_file(&self, path: impl AsRef<Path>, options: &ExtractOptions) -> Result<Extraction> {
        let (path, most) = (path.as_ref().to_owned(), options.limits.bytes);
        let read = tokio::task::spawn_blocking(move || read_file(&path, most)).await;
        let bytes =
            read.map_err(|e| Error::new(ErrorKind::Internal, "Le fichier n'a pas pu être lu.").caused_by(e))??;
        self.extract_from_bytes(&bytes, options).await
    }

    /// Reads the document on the server, as [`crate::Engine::extract_from_bytes`] does here.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn extract_from_bytes(&self, bytes: &[u8], options: &ExtractOptions) -> Result<Extraction> {
        self.ask(&Request::ExtractFromBytes { options: options.clone() }, Some(bytes)).await
    }

    /// Reads the document of this base64 text, with or without `data:` in front.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn extract_from_base64(&self, text: &str, options: &ExtractOptions) -> Result<Extraction> {
        self.ask(&Request::ExtractFromBase64 { text: text.to_owned(), options: options.clone() }, None).await
    }

    /// Reads the XML of an e-invoice.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn parse_facturx(&self, bytes: &[u8], options: &ExtractOptions) -> Result<Extraction> {
        self.ask(&Request::ParseFacturx { options: options.clone() }, Some(bytes)).await
    }

    /// Judges an e-invoice by the official rules.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn validate(&self, bytes: &[u8], options: &CheckOptions) -> Result<Report> {
        self.ask(&Request::Validate { options: options.clone() }, Some(bytes)).await
    }

    /// Judges the document by French law, and an e-invoice by its rulesets.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn check_compliance(&self, bytes: &[u8], options: &CheckOptions) -> Result<Report> {
        self.ask(&Request::CheckCompliance { options: options.clone() }, Some(bytes)).await
    }

    /// Judges an invoice made by hand.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn check_invoice(&self, invoice: &Invoice, options: &CheckOptions) -> Result<Report> {
        self.ask(&Request::CheckInvoice { invoice: Box::new(invoice.clone()), options: options.clone() }, None).await
    }

    /// Writes the invoice as Factur-X, on the PDF given or on a page drawn.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn generate_facturx(
        &self,
        invoice: &Invoice,
        pdf: Option<&[u8]>,
        options: &GenerateOptions,
    ) -> Result<Generated> {
        let invoice = Box::new(invoice.clone());
        self.ask(&Request::GenerateFacturx { invoice, options: options.clone() }, pdf).await
    }

    /// Writes the invoice as XML alone.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn generate_xml(&self, invoice: &Invoice, syntax: Syntax, profile: Profile) -> Result<Vec<u8>> {
        let request = Request::GenerateXml { invoice: Box::new(invoice.clone()), syntax, profile };
        answer::xml(&self.send(&request, None).await?.json)
    }

    /// Reads the document and writes it as Factur-X.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn convert_to_facturx(&self, bytes: &[u8], options: &GenerateOptions) -> Result<Generated> {
        self.ask(&Request::ConvertToFacturx { options: options.clone() }, Some(bytes)).await
    }

    /// Judges a VAT number.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn validate_vat(&self, vat_number: &str) -> Result<VatReport> {
        self.ask(&Request::ValidateVat { vat_number: vat_number.to_owned() }, None).await
    }

    /// The languages the server reads, and the engines it has models for.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn languages(&self) -> Result<Languages> {
        self.ask(&Request::Languages {}, None).await
    }

    /// What is left of the caller's plan.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn quota(&self) -> Result<Quota> {
        self.ask(&Request::Quota {}, None).await
    }

    async fn ask<T: DeserializeOwned>(&self, request: &Request, document: Option<&[u8]>) -> Result<T> {
        answer::typed(&self.send(request, document).await?.json)
    }

    /// How long a call may take.
    pub(super) fn patience(&self) -> Duration {
        Duration::from_millis(self.call.timeout_ms.unwrap_or(self.shared.options.timeout_ms))
    }

    /// The call, ready to be made as often as needed under one idempotency key.
    pub(super) fn prepare(&self, request: &Request, document: Option<&[u8]>) -> Result<Prepared> {
        let Parcel { path, mark, body } = wire::parcel(request, document, &self.random()?)?;
        let url = self.shared.address.join(path).map_err(|e| {
            Error::new(ErrorKind::InvalidInput, "L'adresse du serveur n'en est pas une : donnez https://…").caused_by(e)
        })?;
        let method = if body.is_some() { Method::POST } else { Method::GET };
        let mut sent = reqwest::Request::new(method, url);
        if let Some(id) = &self.call.request_id {
            let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
            sent.headers_mut().insert(REQUEST_ID, header("request_id", id, 128, allowed)?);
        }
        if let Some((kind, body)) = body {
            let key = self.call.idempotency_key.clone().map_or_else(|| self.random(), Ok)?;
            let allowed = |b: u8| b.is_ascii_graphic() || b == b' ';
            sent.headers_mut().insert(IDEMPOTENCY_KEY, header("idempotency_key", &key, 255, allowed)?);
            sent.headers_mut().insert(CONTENT_TYPE, header("content_type", &kind, 255, allowed)?);
            *sent.body_mut() = Some(body.into());
        }
        Ok(Prepared { sent, mark })
    }

    /// Makes the call until it succeeds, fails for good, is given up, or its time is over.
    pub(super) async fn deliver(self, call: Prepared) -> Result<Reply> {
        let (options, until) = (&self.shared.options, Instant::now() + self.patience());
        let attempt = || async {
            // Its body is held as bytes, which clones share.
            let lost = || Failure::lasting(Error::new(ErrorKind::Internal, "L'appel ne peut pas être refait."));
            let sent = call.sent.try_clone().ok_or_else(lost)?;
            let response = self.shared.http.execute(sent).await.map_err(answer::unreachable)?;
            answer::read(response, call.mark, options.max_answer_bytes).await
        };
        let longest = Duration::from_millis(options.max_wait_ms);
        let patient = attempt
            .retry(waits(options.max_retries))
            .sleep(time::sleep)
            .when(|failure: &Failure| failure.passing && failure.retry_after.is_none_or(|wait| wait <= longest))
            .adjust(|failure, own| {
                // What the server asks, and a little more, so that not all who were told come back at once.
                let wait = own.map(|own| failure.retry_after.map_or(own, |asked| asked + own.min(FIRST_WAIT)));
                wait.filter(|wait| Instant::now() + *wait < until)
            });
        tokio::select! {
            biased;
            () = raised(&self.cancel) => Err(cancelled()),
            done = time::timeout_at(until, patient) => match done {
                Ok(told) => told.map_err(|failure| failure.error),
                Err(_) => Err(late(self.patience())),
            },
        }
    }

    /// 128 bits nobody has drawn before.
    fn random(&self) -> Result<String> {
        let mut bytes = [0; 16];
        self.shared
            .provider
            .secure_random
            .fill(&mut bytes)
            .map_err(|_| Error::new(ErrorKind::Internal, "Le système ne donne pas de nombres au hasard."))?;
        Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
    }
}

/// A call that can be made several times.
pub(super) struct Prepared {
    sent: reqwest::Request,
    mark: &'static str,
}

/// Full jitter: each wait is drawn between nothing and a bound that doubles.
fn waits(retries: u32) -> impl Iterator<Item = Duration> + Send + Sync + Unpin {
    (0..retries).map(|done| {
        let bound = FIRST_WAIT.saturating_mul(1 << done.min(8)).min(LONGEST_WAIT);
        bound.mul_f64(fastrand::f64())
    })
}

/// Certificates are judged as the system judges them; where nothing is ciphered, none is needed.
fn tls(address: &Url, provider: &Arc<CryptoProvider>) -> Result<ClientConfig> {
    let failed = |e: rustls::Error| {
        Error::new(ErrorKind::Network, "Les certificats de ce système ne peuvent pas être lus.").caused_by(e)
    };
    let builder =
        ClientConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions().map_err(failed)?;
    let builder = if address.scheme() == "https" {
        builder.with_platform_verifier().map_err(failed)?
    } else {
        builder.with_root_certificates(RootCertStore::empty())
    };
    Ok(builder.with_no_client_auth())
}

/// Whether it is this very machine, which no proxy leads to.
fn is_loopback(address: &Url) -> bool {
    let host = address.host_str().unwrap_or_default();
    let ip = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host == "localhost" || ip.is_ok_and(|ip| ip.is_loopback())
}

fn header(name: &'static str, text: &str, longest: usize, allowed: impl Fn(u8) -> bool) -> Result<HeaderValue> {
    let fits = (1..=longest).contains(&text.len()) && text.bytes().all(allowed);
    HeaderValue::from_str(text).ok().filter(|_| fits).ok_or_else(|| {
        Error::new(ErrorKind::InvalidInput, "Cette valeur est vide, trop longue ou porte des caractères interdits.")
            .with("option", name)
    })
}

/// Returns once the flag is raised.
async fn raised(flag: &Cancel) {
    while !flag.is_cancelled() {
        time::sleep(PATIENCE).await;
    }
}

fn late(patience: Duration) -> Error {
    Error::new(ErrorKind::Timeout, "Le serveur n'a pas fini dans le temps permis à l'appel ; augmentez `timeout_ms`.")
        .with("timeout_ms", patience.as_millis())
}
