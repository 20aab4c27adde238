//! Errors as answers: kind to status once, `application/problem+json` (RFC 9457) with our code and the request's id.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{ALLOW, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, Response, StatusCode};
use axum::response::IntoResponse;
use bytes::Bytes;
use ocr_facture::{Error, ErrorKind, Reason};
use serde::Serialize;

use crate::context::{Context, Lang};

/// Content type of every error.
pub(crate) const PROBLEM: HeaderValue = HeaderValue::from_static("application/problem+json");
/// Key of an error's context that becomes the header `Retry-After`: whole seconds.
pub(crate) const RETRY: &str = "retry_after";
/// Key of an error's context that names the policies a 429 is about, between commas.
pub(crate) const VIOLATED: &str = "violated_policies";
/// The type of a 429, registered by draft-ietf-httpapi-ratelimit-headers.
const QUOTA_EXCEEDED: &str = "https://iana.org/assignments/http-problem-types#quota-exceeded";

/// What a defect of the server's own is told as.
pub(crate) fn defect() -> Error {
    Error::new(ErrorKind::Internal, "Le serveur a échoué : un défaut à nous signaler.")
}

/// The status of an error. The only place that says so.
pub(crate) fn status(kind: ErrorKind) -> StatusCode {
    match kind {
        ErrorKind::InvalidInput => StatusCode::BAD_REQUEST,
        ErrorKind::Unauthorized => StatusCode::UNAUTHORIZED,
        ErrorKind::Forbidden => StatusCode::FORBIDDEN,
        ErrorKind::NotFound => StatusCode::NOT_FOUND,
        ErrorKind::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        ErrorKind::Gone => StatusCode::GONE,
        ErrorKind::Conflict => StatusCode::CONFLICT,
        ErrorKind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorKind::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ErrorKind::Encrypted
        | ErrorKind::Unreadable
        | ErrorKind::InvalidInvoice
        | ErrorKind::LanguageUnavailable
        | ErrorKind::OcrUnavailable
        | ErrorKind::Timeout
        | ErrorKind::IdempotencyKeyReused => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorKind::RateLimited | ErrorKind::QuotaExceeded => StatusCode::TOO_MANY_REQUESTS,
        ErrorKind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// What the kind of an error is called by people.
pub(crate) fn title(kind: ErrorKind, lang: Lang) -> &'static str {
    let (fr, en) = match kind {
        ErrorKind::InvalidInput => ("Demande incomprise", "Request not understood"),
        ErrorKind::Unauthorized => ("Appelant inconnu", "Unknown caller"),
        ErrorKind::Forbidden => ("Hors de la formule", "Not in the plan"),
        ErrorKind::NotFound => ("Introuvable", "Not found"),
        ErrorKind::MethodNotAllowed => ("Méthode non permise", "Method not allowed"),
        ErrorKind::Gone => ("Supprimé", "Gone"),
        ErrorKind::Conflict => ("Déjà en cours", "Already in progress"),
        ErrorKind::TooLarge => ("Limite dépassée", "Limit exceeded"),
        ErrorKind::UnsupportedMediaType => ("Type de contenu refusé", "Unsupported content type"),
        ErrorKind::Encrypted => ("Document protégé", "Document encrypted"),
        ErrorKind::Unreadable => ("Document illisible", "Document unreadable"),
        ErrorKind::InvalidInvoice => ("Facture incomplète", "Invalid invoice"),
        ErrorKind::LanguageUnavailable => ("Langue absente", "Language unavailable"),
        ErrorKind::OcrUnavailable => ("Moteur OCR absent", "OCR engine unavailable"),
        ErrorKind::Timeout => ("Temps dépassé", "Time limit exceeded"),
        ErrorKind::IdempotencyKeyReused => ("Clé d'idempotence déjà utilisée", "Idempotency key reused"),
        ErrorKind::RateLimited => ("Trop de demandes", "Too many requests"),
        ErrorKind::QuotaExceeded => ("Quota épuisé", "Quota exceeded"),
        ErrorKind::Unavailable => ("Momentanément indisponible", "Temporarily unavailable"),
        _ => ("Défaut du serveur", "Server defect"),
    };
    lang.pick(fr, en)
}

/// A problem document.
#[derive(Serialize)]
struct Problem<'a> {
    r#type: String,
    title: &'a str,
    status: u16,
    detail: &'a str,
    instance: &'a str,
    code: &'a str,
    request_id: &'a str,
    context: BTreeMap<&'a str, &'a str>,
    #[serde(rename = "violated-policies", skip_serializing_if = "Option::is_none")]
    violated_policies: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "<[Reason]>::is_empty")]
    errors: &'a [Reason],
}

/// Status and body of the answer that tells an error.
pub(crate) fn document(error: &Error, context: &Context) -> (StatusCode, Bytes) {
    let status = status(error.kind());
    let facts: BTreeMap<&str, &str> = error.context().iter().map(|(k, v)| (k.as_ref(), v.as_str())).collect();
    let of_limits = matches!(error.kind(), ErrorKind::RateLimited | ErrorKind::QuotaExceeded);
    let document = Problem {
        r#type: if of_limits { QUOTA_EXCEEDED.into() } else { format!("/docs/errors#{}", error.code()) },
        title: title(error.kind(), context.lang),
        status: status.as_u16(),
        detail: error.message(),
        instance: &context.path,
        code: error.code(),
        request_id: &context.id.0,
        violated_policies: facts.get(VIOLATED).map(|policies| policies.split(',').collect()),
        context: facts,
        errors: error.reasons(),
    };
    // Texts in maps always go to JSON.
    (status, serde_json::to_vec(&document).unwrap_or_default().into())
}

/// The answer that tells an error.
pub(crate) fn problem(error: &Error, context: &Context) -> Response<Body> {
    let (status, body) = document(error, context);
    let retry_after = error.context().iter().find(|(key, _)| key == RETRY);
    let retry_after = retry_after.and_then(|(_, seconds)| HeaderValue::from_str(seconds).ok());
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, PROBLEM);
    let asked_again = matches!(
        error.kind(),
        ErrorKind::Conflict | ErrorKind::RateLimited | ErrorKind::QuotaExceeded | ErrorKind::Unavailable
    );
    if asked_again {
        response.headers_mut().insert(RETRY_AFTER, retry_after.unwrap_or(HeaderValue::from_static("1")));
    }
    response
}

/// An error on its way out: [`rendered`] makes the answer of it, where the request's id is known.
#[derive(Clone, Debug)]
pub(crate) struct Refused(pub(crate) Arc<Error>);

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self(Arc::new(error))
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response<Body> {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = status(self.0.kind());
        response.extensions_mut().insert(self);
        response
    }
}

/// The answer as the client sees it: errors of ours, and those the router and the parser of HTTP make, in one form.
pub(crate) fn rendered(response: Response<Body>, context: &Context) -> Response<Body> {
    if let Some(Refused(error)) = response.extensions().get::<Refused>() {
        let mut told = problem(error, context);
        // Headers set on the way out: limits, the way to identify oneself.
        for (name, value) in response.headers() {
            if !told.headers().contains_key(name) {
                told.headers_mut().append(name, value.clone());
            }
        }
        return told;
    }
    let of_ours = response.headers().get(CONTENT_TYPE).is_some_and(|v| v == PROBLEM || v == "application/json");
    if of_ours || !(response.status().is_client_error() || response.status().is_server_error()) {
        return response;
    }
    let error = match response.status() {
        StatusCode::NOT_FOUND => Error::new(ErrorKind::NotFound, "Cette adresse n'existe pas."),
        StatusCode::METHOD_NOT_ALLOWED => {
            Error::new(ErrorKind::MethodNotAllowed, "Cette adresse ne connaît pas cette méthode.")
        }
        s if s.is_client_error() => Error::new(ErrorKind::InvalidInput, "Cette demande n'est pas comprise."),
        _ => defect(),
    };
    let mut told = problem(&error, context);
    if let Some(allow) = response.headers().get(ALLOW) {
        told.headers_mut().insert(ALLOW, allow.clone());
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_those_of_the_decision() {
        let page = include_str!("../../docs/decisions/0022-the-wire.md");
        let table = page.split("| Status | Codes |").nth(1).unwrap_or_default();
        let quoted = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
        let mut seen = 0;
        for row in table.lines().filter(|l| l.starts_with("| ")) {
            let cells: Vec<&str> = row.trim_matches('|').split(" | ").collect();
            let statuses: Vec<u16> = cells[0].split(',').filter_map(|s| s.trim().parse().ok()).collect();
            for (i, code) in quoted(cells[1]).iter().filter(|c| *c != "Retry-After").enumerate() {
                let kind: ErrorKind = serde_json::from_value(code.as_str().into()).unwrap();
                // A row with one status gives it to all its codes; else each code has its own.
                let expected = if statuses.len() == 1 { statuses[0] } else { *statuses.get(i).unwrap_or(&0) };
                let expected = if statuses == [429] { 429 } else { expected };
                assert_eq!(status(kind).as_u16(), expected, "{code}");
                seen += 1;
            }
        }
        assert!(seen > 18, "{seen}");
    }
}
