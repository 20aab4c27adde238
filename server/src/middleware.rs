//! The order in which a request is treated: request id → log → auth → limit → idempotency → cache → engine pool →
//! response. [`around`] and [`protected`] are its first half, on the head of the request; [`crate::once`] is its second,
//! on the parts once they are read.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::panic::AssertUnwindSafe;

use axum::Router;
use axum::extract::{Extension, Request};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;

use crate::context::{Context, Feature, Lang, RequestId};
use crate::error::{Refused, defect, rendered};
use crate::state::AppState;
use crate::telemetry::trace::{TRACERESPONSE, Trace};
use crate::{auth, limit, telemetry};

/// The header an id is given and told in.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Around every route, and around what is no route: the id, the log, the form of errors. The last layer is the first
/// that sees a request.
pub(crate) fn around(routes: Router<AppState>) -> Router<AppState> {
    routes.layer(from_fn(no_panic)).layer(from_fn(telemetry::layer)).layer(from_fn(identified))
}

/// Around the routes that need a caller whose plan includes this.
pub(crate) fn protected(routes: Router<AppState>, feature: Feature, state: &AppState) -> Router<AppState> {
    let (limited, known) =
        (from_fn_with_state(state.clone(), limit::layer), from_fn_with_state(state.clone(), auth::layer));
    routes.layer(limited).layer(known).layer(Extension(feature))
}

/// Gives the request its id and what is known of it; makes the answer of errors, and puts the id on it.
async fn identified(mut request: Request, next: Next) -> Response {
    let given = request.headers().get(REQUEST_ID).and_then(|v| v.to_str().ok()).filter(|id| is_id(id));
    let id = RequestId(given.map_or_else(new_id, Into::into));
    let headers = request.headers();
    let (lang, trace) = (Lang::of(headers), Trace::of(headers));
    let context = Context { id: id.clone(), lang, trace, path: request.uri().path().into() };
    request.extensions_mut().insert(context.clone());
    let mut response = rendered(next.run(request).await, &context);
    for (name, value) in [(REQUEST_ID, &*id.0), (TRACERESPONSE, &trace.header())] {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Whether a client may name its request so.
fn is_id(id: &str) -> bool {
    (1..=128).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
}

/// 128 bits nobody else has; not a secret.
fn new_id() -> std::sync::Arc<str> {
    let half = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", half(), half()).into()
}

/// A defect that panics costs the request it happened on, and nothing else.
async fn no_panic(request: Request, next: Next) -> Response {
    let done = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    done.unwrap_or_else(|_| Refused::from(defect()).into_response())
}
