//! One error type for every verb: a kind with a stable code, a message that says what to do, and context.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde::{Deserialize, Deserializer};

/// What every fallible function of this crate returns.
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong, in the terms every language and the server share.
///
/// The string code ([`ErrorKind::code`]) is part of the public contract and never changes meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum ErrorKind {
    /// Not a document we read: empty, of an unknown type, or bad base64.
    InvalidInput,
    /// The document needs a password.
    Encrypted,
    /// A limit on bytes, pages, pixels, objects, depth or decompressed size was passed.
    TooLarge,
    /// The document is damaged beyond repair.
    Unreadable,
    /// The page has no usable text and no OCR engine is installed.
    OcrUnavailable,
    /// The language asked for is not installed.
    LanguageUnavailable,
    /// The invoice handed in cannot do what was asked.
    InvalidInvoice,
    /// The work outlasted its time limit.
    Timeout,
    /// The caller gave the work up.
    Cancelled,
    /// Not found: a file, a page, a document.
    NotFound,
    /// A defect of ours.
    Internal,
    /// The server does not know who calls: the API key is missing, wrong or revoked.
    Unauthorized,
    /// The caller's plan does not include this.
    Forbidden,
    /// The plan's quota of the day or the month is used up.
    QuotaExceeded,
    /// Too many calls at once; the same call succeeds a little later.
    RateLimited,
    /// It was there, and is no more.
    Gone,
    /// It contradicts work in progress: a call with the same idempotency key is not finished.
    Conflict,
    /// This idempotency key was used for a different call.
    IdempotencyKeyReused,
    /// The address has no such method.
    MethodNotAllowed,
    /// The content type of the call is not one this address reads.
    UnsupportedMediaType,
    /// The server is too busy or being stopped; the same call succeeds a little later.
    Unavailable,
    /// The server could not be reached, or went away in the middle of its answer.
    Network,
    /// The server failed, or what answered does not speak our API.
    Server,
    /// A webhook's signature is missing, wrong or too old.
    InvalidSignature,
}

impl ErrorKind {
    /// The stable code, the same in every language and in the server's problem documents.
    pub const fn code(self) -> &'static str {
        match self {
            Self::InvalidInput => "invalid_input",
            Self::Encrypted => "encrypted",
            Self::TooLarge => "too_large",
            Self::Unreadable => "unreadable",
            Self::OcrUnavailable => "ocr_unavailable",
            Self::LanguageUnavailable => "language_unavailable",
            Self::InvalidInvoice => "invalid_invoice",
            Self::Timeout => "timeout",
            Self::Cancelled => "cancelled",
            Self::NotFound => "not_found",
            Self::Internal => "internal",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::QuotaExceeded => "quota_exceeded",
            Self::RateLimited => "rate_limited",
            Self::Gone => "gone",
            Self::Conflict => "conflict",
            Self::IdempotencyKeyReused => "idempotency_key_reused",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::UnsupportedMediaType => "unsupported_media_type",
            Self::Unavailable => "unavailable",
            Self::Network => "network",
            Self::Server => "server",
            Self::InvalidSignature => "invalid_signature",
        }
    }

    /// Whether the same call may succeed later without being changed.
    pub const fn is_retryable(self) -> bool {
        matches!(
            self,
            Self::Timeout
                | Self::Cancelled
                | Self::RateLimited
                | Self::Conflict
                | Self::Unavailable
                | Self::Network
                | Self::Server
        )
    }
}

/// One thing that is missing or wrong in an invoice handed in: which field, what is the matter.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reason {
    /// The field by its path in the model: `seller.name`, `lines.0.net_amount`.
    pub path: String,
    /// What is the matter, as a stable code: `required` (absent, and needed), `inconsistent` (other values of the
    /// invoice say otherwise), `bad_value` (not a value of this field), `not_writable` (what was asked has no place for it).
    pub code: Cow<'static, str>,
    /// The matter in French.
    pub message_fr: Cow<'static, str>,
    /// The matter in English.
    pub message_en: Cow<'static, str>,
}

/// An error: its kind, a message for people (French first), and what it was about.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: Cow<'static, str>,
    context: Vec<(Cow<'static, str>, String)>,
    reasons: Vec<Reason>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error of `kind` whose `message` tells the user what to do.
    pub fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, message: message.into(), context: Vec::new(), reasons: Vec::new(), source: None }
    }

    /// That the system starts no thread.
    pub fn no_thread(source: std::io::Error) -> Self {
        Self::new(ErrorKind::Internal, "Le système n'a pas pu démarrer de fil d'exécution.").caused_by(source)
    }

    /// That a verb has no document to work on.
    pub(crate) fn no_document() -> Self {
        Self::new(ErrorKind::InvalidInput, "Il manque le document : aucun octet n'est donné.")
    }

    /// Adds a fact: a limit's name, a page number. Never document content, never a secret.
    #[must_use]
    pub fn with(mut self, key: impl Into<Cow<'static, str>>, value: impl fmt::Display) -> Self {
        self.context.push((key.into(), value.to_string()));
        self
    }

    /// Adds everything that is missing or wrong, all at once.
    #[must_use]
    pub fn because(mut self, reasons: impl IntoIterator<Item = Reason>) -> Self {
        self.reasons.extend(reasons);
        self
    }

    /// Keeps the error underneath.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The kind, to match on.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The stable string code of the kind.
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// The message without its context.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The facts added on the way up, innermost first.
    pub fn context(&self) -> &[(Cow<'static, str>, String)] {
        &self.context
    }

    /// Everything that is missing or wrong, field by field; only errors of kind `invalid_invoice` have any.
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        for (key, value) in &self.context {
            write!(f, " [{key}: {value}]")?;
        }
        for reason in &self.reasons {
            write!(f, "\n- {}: {}", reason.path, reason.message_fr)?;
        }
        Ok(())
    }
}

/// As `{"code", "message", "context", "reasons"}`, the same in every language; reasons are left out where there are none.
impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let context: BTreeMap<&str, &str> =
            self.context.iter().map(|(key, value)| (key.as_ref(), value.as_str())).collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", self.code())?;
        map.serialize_entry("message", self.message())?;
        map.serialize_entry("context", &context)?;
        if !self.reasons.is_empty() {
            map.serialize_entry("reasons", &self.reasons)?;
        }
        map.end()
    }
}

/// An error that was told in JSON, come back.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Refusal {
    /// Its code.
    pub code: ErrorKind,
    /// For people.
    pub message: String,
    /// What it was about.
    #[serde(default)]
    pub context: BTreeMap<String, String>,
    /// All that is missing or wrong in the invoice handed in.
    #[serde(default)]
    pub reasons: Vec<Reason>,
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let error = Self::new(refusal.code, refusal.message).because(refusal.reasons);
        refusal.context.into_iter().fold(error, |error, (key, value)| error.with(key, value))
    }
}

impl<'de> Deserialize<'de> for Error {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        Refusal::deserialize(deserializer).map(Self::from)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|e| e as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_shown_with_its_field() {
        let reason = Reason {
            path: "seller.name".into(),
            code: "required".into(),
            message_fr: "Il manque le nom du vendeur.".into(),
            message_en: "The seller's name is missing.".into(),
        };
        let error = Error::new(ErrorKind::InvalidInvoice, "Cette facture ne peut pas être écrite.")
            .with("profile", "basic")
            .because([reason.clone(), Reason { path: "number".into(), ..reason.clone() }]);
        assert_eq!(error.reasons()[0], reason);
        assert_eq!(
            error.to_string(),
            "Cette facture ne peut pas être écrite. [profile: basic]\n- seller.name: Il manque le nom du vendeur.\n\
             - number: Il manque le nom du vendeur."
        );
    }
}
