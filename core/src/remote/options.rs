//! Where the server is, who calls it, and how patiently.

use std::env;
use std::fmt;

use reqwest::Url;
use reqwest::header::HeaderValue;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, ErrorKind, Result};

/// Environment variable with the server's address, for [`Options::from_env`].
const URL_VARIABLE: &str = "OCR_FACTURE_URL";
/// Environment variable with the API key.
const KEY_VARIABLE: &str = "OCR_FACTURE_API_KEY";

/// The server and how to call it, the same names in every language.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Options {
    /// Address of the server, `https://…`, with a path in front of `/v1` if it has one.
    pub base_url: String,
    /// The caller's key; none for a server that needs none.
    #[serde(default)]
    pub api_key: Option<String>,
    /// Milliseconds a call may take, its retries and the waits between them included.
    #[serde(default = "timeout_ms")]
    pub timeout_ms: u64,
    /// Milliseconds a connection may take to stand.
    #[serde(default = "connect_timeout_ms")]
    pub connect_timeout_ms: u64,
    /// How many times a call that failed for a while is made again.
    #[serde(default = "max_retries")]
    pub max_retries: u32,
    /// The longest `Retry-After`, in milliseconds, that is waited for; the error of a longer one is told at once.
    #[serde(default = "max_wait_ms")]
    pub max_wait_ms: u64,
    /// The largest answer that is read, in bytes.
    #[serde(default = "max_answer_bytes")]
    pub max_answer_bytes: u64,
}

const fn timeout_ms() -> u64 {
    300_000
}

const fn connect_timeout_ms() -> u64 {
    10_000
}

const fn max_retries() -> u32 {
    3
}

const fn max_wait_ms() -> u64 {
    60_000
}

const fn max_answer_bytes() -> u64 {
    256 << 20
}

impl Options {
    /// The server at this address, with the defaults of the rest.
    pub fn new(base_url: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            api_key: None,
            timeout_ms: timeout_ms(),
            connect_timeout_ms: connect_timeout_ms(),
            max_retries: max_retries(),
            max_wait_ms: max_wait_ms(),
            max_answer_bytes: max_answer_bytes(),
        }
    }

    /// The server of `OCR_FACTURE_URL`, called with the key of `OCR_FACTURE_API_KEY` if there is one.
    ///
    /// # Errors
    /// `invalid_input` when `OCR_FACTURE_URL` is not set.
    pub fn from_env() -> Result<Self> {
        let url = env::var(URL_VARIABLE).ok().filter(|url| !url.is_empty()).ok_or_else(|| {
            Error::new(ErrorKind::InvalidInput, "L'adresse du serveur manque : donnez OCR_FACTURE_URL.")
        })?;
        let key = env::var(KEY_VARIABLE).ok().filter(|key| !key.is_empty());
        Ok(Self { api_key: key, ..Self::new(url) })
    }

    /// The same, called with this key.
    #[must_use]
    pub fn api_key(self, key: impl Into<String>) -> Self {
        Self { api_key: Some(key.into()), ..self }
    }

    /// The same, where a call may take this many milliseconds.
    #[must_use]
    pub fn timeout_ms(self, timeout_ms: u64) -> Self {
        Self { timeout_ms, ..self }
    }

    /// The same, where a call is made again this many times.
    #[must_use]
    pub fn max_retries(self, max_retries: u32) -> Self {
        Self { max_retries, ..self }
    }

    /// The same, waiting at most this many milliseconds for a server that names a time.
    #[must_use]
    pub fn max_wait_ms(self, max_wait_ms: u64) -> Self {
        Self { max_wait_ms, ..self }
    }

    /// The same, reading at most this many bytes of an answer.
    #[must_use]
    pub fn max_answer_bytes(self, max_answer_bytes: u64) -> Self {
        Self { max_answer_bytes, ..self }
    }

    /// The address, checked.
    pub(super) fn address(&self) -> Result<Url> {
        let refused = |why: &'static str| Err(Error::new(ErrorKind::InvalidInput, why));
        let Ok(mut url) = Url::parse(&self.base_url) else {
            return refused("L'adresse du serveur n'en est pas une : donnez https://…");
        };
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
            return refused("L'adresse du serveur doit commencer par https:// ou http://.");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return refused("L'adresse du serveur ne porte ni nom ni mot de passe : donnez la clé dans `api_key`.");
        }
        if url.query().is_some() || url.fragment().is_some() {
            return refused("L'adresse du serveur ne porte ni « ? » ni « # ».");
        }
        if !url.path().ends_with('/') {
            url.set_path(&format!("{}/", url.path()));
        }
        Ok(url)
    }

    /// The header that says who calls; it is never shown.
    pub(super) fn authorization(&self) -> Result<Option<HeaderValue>> {
        let Some(key) = &self.api_key else { return Ok(None) };
        let mut value = HeaderValue::from_str(&format!("Bearer {key}"))
            .ok()
            .filter(|_| !key.is_empty() && key.bytes().all(|b| b.is_ascii_graphic()))
            .ok_or_else(|| {
                Error::new(ErrorKind::InvalidInput, "La clé `api_key` est vide ou porte des caractères interdits.")
            })?;
        value.set_sensitive(true);
        Ok(Some(value))
    }
}

/// Everything but the key.
impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An address that was not checked yet may carry a password.
        let address = self.address().map_or_else(|_| "…".to_owned(), |url| url.to_string());
        f.debug_struct("Options")
            .field("base_url", &address)
            .field("api_key", &self.api_key.as_ref().map(|_| "…"))
            .field("timeout_ms", &self.timeout_ms)
            .field("max_retries", &self.max_retries)
            .finish_non_exhaustive()
    }
}

/// [`Options`] or a [`Call`] as a language hands them over, in JSON.
///
/// # Errors
/// `invalid_input`, which quotes nothing: a text that is no JSON of them may be the key.
pub fn said<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|e| {
        let error = Error::new(ErrorKind::InvalidInput, "Ces options du mode distant ne sont pas comprises.");
        error.with("line", e.line()).with("column", e.column())
    })
}

/// What is said of one call alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Call {
    /// Milliseconds this call may take, in place of [`Options::timeout_ms`].
    pub timeout_ms: Option<u64>,
    /// Two calls with the same key are done once; a new key a call when absent. At most 255 printable characters.
    pub idempotency_key: Option<String>,
    /// The id this call has in the server's logs; the server makes one when absent.
    pub request_id: Option<String>,
}

impl Call {
    /// A call as the client's options have it.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, which may take this many milliseconds.
    #[must_use]
    pub fn timeout_ms(self, timeout_ms: u64) -> Self {
        Self { timeout_ms: Some(timeout_ms), ..self }
    }

    /// The same, done once however often it is made with this key.
    #[must_use]
    pub fn idempotency_key(self, key: impl Into<String>) -> Self {
        Self { idempotency_key: Some(key.into()), ..self }
    }

    /// The same, under this id in the server's logs.
    #[must_use]
    pub fn request_id(self, id: impl Into<String>) -> Self {
        Self { request_id: Some(id.into()), ..self }
    }
}
