//! `/metrics`: to whoever reaches the address kept for it, and on the address of the API to who has its token. Where
//! neither is configured it is not there, but in debug mode, which only this machine can call.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use ocr_facture::{Error, ErrorKind};
use subtle::ConstantTimeEq;

use crate::error::Refused;
use crate::state::AppState;
use crate::telemetry::metrics;

/// `GET /metrics` on the address kept for it.
pub(crate) async fn open() -> Response {
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], metrics::text()).into_response()
}

/// `GET /metrics` on the address of the API.
pub(crate) async fn guarded(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let config = &state.config;
    let given = headers.get(AUTHORIZATION).and_then(|v| v.to_str().ok()).and_then(|v| v.strip_prefix("Bearer "));
    let kind = match (config.telemetry.metrics_token(), given) {
        // The time taken tells nothing of the token.
        (Some(token), Some(given)) if token.as_bytes().ct_eq(given.as_bytes()).into() => return open().await,
        (Some(_), _) => ErrorKind::Unauthorized,
        (None, _) if config.listen.debug => return open().await,
        (None, _) => ErrorKind::NotFound,
    };
    Refused::from(Error::new(kind, "Cette adresse n'est pas ouverte à cet appel.")).into_response()
}
