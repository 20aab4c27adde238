//! Who calls: `Authorization: Bearer KEY` or `X-API-Key: KEY`, RapidAPI's proxy with its secret, and nobody at all in
//! debug mode.

mod key;
mod keyring;
mod rapidapi;
mod tenant;

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use ocr_facture::{Error, ErrorKind, Result};

use crate::context::Caller;
use crate::error::Refused;
use crate::state::AppState;
use crate::telemetry;

pub use key::Environment;
pub(crate) use key::{ApiKey, hex, random};
pub(crate) use keyring::Keyring;
pub(crate) use tenant::Tenant;

/// Leaves the [`Caller`] with the request, or refuses it.
pub(crate) async fn layer(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let error = match identify(&state, request.headers()).await {
        Ok(caller) => {
            telemetry::tenant(caller.tenant.as_str());
            request.extensions_mut().insert(caller);
            return next.run(request).await;
        }
        Err(error) => error,
    };
    // Guessing keys is limited by address.
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let (limits, admitted) = state.limits.unknown(peer, request.headers()).await;
    let known = admitted.is_ok();
    let mut response = Refused::from(admitted.err().unwrap_or(error)).into_response();
    limits.write(&mut response);
    if known {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

async fn identify(state: &AppState, headers: &HeaderMap) -> Result<Caller> {
    if let Some(subscriber) = rapidapi::subscriber(headers, &state.config.auth.rapidapi_secrets)? {
        let tenant = Tenant::of_rapidapi(subscriber.user);
        return Ok(Caller { tenant, key: None, plan: Some(subscriber.plan.into()) });
    }
    if let Some(text) = presented(headers) {
        let known =
            state.keyring.find(text).await?.ok_or_else(|| {
                Error::new(ErrorKind::Unauthorized, "Cette clé d'API n'est pas connue, ou ne vaut plus.")
            })?;
        return Ok(Caller {
            tenant: Tenant::of_key(&known.tenant, &known.environment),
            key: Some(known.id.as_str().into()),
            plan: Some(known.plan.as_str().into()),
        });
    }
    if state.config.listen.debug {
        return Ok(Caller { tenant: Tenant::debug(), key: None, plan: None });
    }
    Err(Error::new(ErrorKind::Unauthorized, "Il faut une clé d'API : en-tête Authorization: Bearer, ou X-API-Key."))
}

/// The key in these headers.
fn presented(headers: &HeaderMap) -> Option<&str> {
    let bearer = headers.get(AUTHORIZATION).and_then(|value| {
        let (scheme, key) = value.to_str().ok()?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
    });
    bearer.or_else(|| headers.get("x-api-key")?.to_str().ok())
}
