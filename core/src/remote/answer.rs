//! What the server answers, read within bounds: the verb's own JSON, or the error the local mode would give.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::error::{Error, ErrorKind, Reason, Result};

/// A problem is a few lines: what is longer is not ours.
const PROBLEM_BYTES: u64 = 1 << 20;

/// What the server answered, with what its headers say.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reply {
    /// The verb's answer in JSON, byte for byte the server's.
    pub json: String,
    /// The id of the call in the server's logs.
    pub request_id: Option<String>,
    /// Where the caller stands with the limit nearest to its end.
    pub rate_limit: Option<RateLimit>,
    /// The server had done this call before, and told its answer again.
    pub replayed: bool,
}

/// A limit as the headers of an answer tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// How many are allowed.
    pub limit: u64,
    /// How many are left.
    pub remaining: u64,
    /// When there are more, in seconds since 1970 (UTC).
    pub reset: u64,
}

/// Why a call failed, and whether to make it again.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) error: Error,
    /// The same call may succeed later.
    pub(super) passing: bool,
    /// What the server asks to wait.
    pub(super) retry_after: Option<Duration>,
}

impl Failure {
    pub(super) fn lasting(error: Error) -> Self {
        Self { error, passing: false, retry_after: None }
    }
}

/// Connections that do not stand or break, and answers that end too early.
pub(super) fn unreachable(error: reqwest::Error) -> Failure {
    let untrusted = is_untrusted(&error);
    let message = if untrusted {
        "Le certificat du serveur n'est pas reconnu par cette machine : vérifiez l'adresse, ou ajoutez son autorité."
    } else if error.is_connect() {
        "Le serveur est injoignable : vérifiez son adresse et le réseau."
    } else {
        "La liaison avec le serveur s'est rompue avant la fin de sa réponse."
    };
    // Without its address, which may hold what the caller would not show.
    let error = Error::new(ErrorKind::Network, message).caused_by(error.without_url());
    Failure { error, passing: !untrusted, retry_after: None }
}

/// Whether it is for want of a certificate to trust.
fn is_untrusted(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if matches!(error.downcast_ref(), Some(rustls::Error::InvalidCertificate(_))) {
            return true;
        }
        // What such an error holds is not its source, but the source of that.
        let held = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        next = held.map(|held| held as &(dyn std::error::Error + 'static)).or_else(|| error.source());
    }
    false
}

/// Reads the answer to a verb; `mark` is the member it must have.
pub(super) async fn read(response: Response, mark: &str, limit: u64) -> std::result::Result<Reply, Failure> {
    let (status, headers) = (response.status(), response.headers().clone());
    let request_id = text_of(&headers, "x-request-id");
    if status != StatusCode::OK {
        return Err(refused(response, status, &headers, request_id).await);
    }
    let told = |error: Error| Failure::lasting(about(error, status, request_id.as_deref()));
    let body = match bytes(response, limit).await {
        Ok(Some(body)) => body,
        Ok(None) => {
            let error = Error::new(ErrorKind::Server, "La réponse du serveur dépasse la taille permise.");
            return Err(told(error.with("limit", "max_answer_bytes").with("allowed", limit)));
        }
        Err(error) => {
            let failure = unreachable(error);
            return Err(Failure { error: about(failure.error, status, request_id.as_deref()), ..failure });
        }
    };
    let json = String::from_utf8(body).ok().filter(|text| holds(text, mark)).ok_or_else(|| told(foreign()))?;
    let number = |name: &str| text_of(&headers, name)?.parse().ok();
    let rate_limit = || {
        Some(RateLimit {
            limit: number("x-ratelimit-limit")?,
            remaining: number("x-ratelimit-remaining")?,
            reset: number("x-ratelimit-reset")?,
        })
    };
    let replayed = text_of(&headers, "idempotent-replayed").is_some_and(|told| told == "true");
    Ok(Reply { json, rate_limit: rate_limit(), replayed, request_id })
}

/// Whether it is a JSON object with this member. What a later server adds is kept.
fn holds(text: &str, mark: &str) -> bool {
    serde_json::from_str::<BTreeMap<String, IgnoredAny>>(text).is_ok_and(|object| object.contains_key(mark))
}

fn foreign() -> Error {
    Error::new(ErrorKind::Server, "Ce qui répond ne parle pas notre API : vérifiez l'adresse du serveur.")
}

/// The whole body, or nothing when it is larger than the limit.
async fn bytes(mut response: Response, limit: u64) -> reqwest::Result<Option<Vec<u8>>> {
    if response.content_length().is_some_and(|length| length > limit) {
        return Ok(None);
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if (body.len() + chunk.len()) as u64 > limit {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Some(body))
}

/// A problem document (RFC 9457) with what is ours in it.
#[derive(Deserialize)]
struct Problem {
    code: String,
    detail: String,
    #[serde(default)]
    request_id: Option<String>,
    #[serde(default)]
    context: BTreeMap<String, Value>,
    #[serde(default)]
    errors: Vec<Reason>,
}

async fn refused(response: Response, status: StatusCode, headers: &HeaderMap, request_id: Option<String>) -> Failure {
    let is_problem = text_of(headers, CONTENT_TYPE.as_str()).is_some_and(|kind| kind.contains("json"));
    let body = if is_problem { bytes(response, PROBLEM_BYTES).await.ok().flatten() } else { None };
    let problem = body.and_then(|body| serde_json::from_slice::<Problem>(&body).ok());
    let retry_after = headers.get(RETRY_AFTER).and_then(|value| wait(value.to_str().ok()?, Timestamp::now()));
    let id = problem.as_ref().and_then(|problem| problem.request_id.clone()).or(request_id);
    let mut error = about(problem.map_or_else(|| unknown(status), told), status, id.as_deref());
    if let Some(wait) = retry_after {
        error = error.with("retry_after", wait.as_secs());
    }
    let passing = matches!(status.as_u16(), 408 | 409 | 429) || (status.is_server_error() && status.as_u16() != 501);
    Failure { error, passing, retry_after }
}

/// The error of a problem; a code this version does not know is `server`.
fn told(problem: Problem) -> Error {
    let kind = ErrorKind::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(&problem.code));
    let error = Error::new(*kind.as_ref().unwrap_or(&ErrorKind::Server), problem.detail).because(problem.errors);
    let error = if kind.is_ok() { error } else { error.with("server_code", problem.code) };
    // These are told by the call itself.
    let kept =
        problem.context.into_iter().filter(|(key, _)| !matches!(key.as_str(), "retry_after" | "status" | "request_id"));
    kept.fold(error, |error, (key, value)| match value {
        Value::String(text) => error.with(key, text),
        value => error.with(key, value),
    })
}

/// What something between us and the server means by its status.
fn unknown(status: StatusCode) -> Error {
    let (kind, message) = match status.as_u16() {
        401 => (ErrorKind::Unauthorized, "Le serveur ne sait pas qui appelle : vérifiez `api_key`."),
        403 => (ErrorKind::Forbidden, "Le serveur refuse cet appel."),
        413 => (ErrorKind::TooLarge, "Ce fichier dépasse la taille que le serveur accepte."),
        429 => (ErrorKind::RateLimited, "Trop d'appels à la fois : réessayez un peu plus tard."),
        502..=504 => (ErrorKind::Unavailable, "Le serveur est trop occupé ou s'arrête : réessayez un peu plus tard."),
        500.. => (ErrorKind::Server, "Le serveur a échoué."),
        300..=399 => {
            (ErrorKind::Server, "Le serveur renvoie ailleurs, où la clé n'est pas envoyée : corrigez son adresse.")
        }
        _ => return foreign(),
    };
    Error::new(kind, message)
}

fn about(error: Error, status: StatusCode, request_id: Option<&str>) -> Error {
    let error = error.with("status", status.as_u16());
    match request_id {
        Some(id) => error.with("request_id", id),
        None => error,
    }
}

fn text_of(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

/// `Retry-After`, in seconds or as a date of HTTP.
fn wait(text: &str, now: Timestamp) -> Option<Duration> {
    if let Ok(seconds) = text.trim().parse::<u32>() {
        return Some(Duration::from_secs(seconds.into()));
    }
    let date = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text.trim()).ok()?;
    Some(Duration::try_from(date.duration_since(now)).unwrap_or_default())
}

/// The answer as the verb's own type.
pub(super) fn typed<T: serde::de::DeserializeOwned>(json: &str) -> Result<T> {
    serde_json::from_str(json).map_err(|e| {
        Error::new(
            ErrorKind::Server,
            "La réponse du serveur n'est pas celle de ce verbe : sa version est-elle la vôtre ?",
        )
        .caused_by(e)
    })
}

/// The XML in the answer of `generate_xml`.
pub(super) fn xml(json: &str) -> Result<Vec<u8>> {
    #[derive(Deserialize)]
    struct Xml {
        xml: String,
    }
    Ok(typed::<Xml>(json)?.xml.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now: Timestamp = "2026-11-02T10:00:00Z".parse().unwrap();
        let seconds = |text: &str| wait(text, now).map(|wait| wait.as_secs());
        assert_eq!(seconds("7"), Some(7));
        assert_eq!(seconds("Mon, 02 Nov 2026 10:00:30 GMT"), Some(30));
        assert_eq!(seconds("Mon, 02 Nov 2026 09:00:00 GMT"), Some(0));
        for nonsense in ["", "-1", "soon", "99999999999999999999"] {
            assert_eq!(seconds(nonsense), None, "{nonsense}");
        }
    }
}
