//! Work, once it is known what is asked: idempotency → cache → quota → engine pool → what is kept.

#[cfg(test)]
mod tests;

use std::panic::AssertUnwindSafe;

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::FutureExt;
use ocr_facture::{Error, Result};

use crate::context::{Context, Exchange};
use crate::error::{PROBLEM, Refused, defect, document, status};
use crate::idempotency::{Fingerprint, Key, Lease, Turn, is_kept};
use crate::store::Kept;

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const X_CACHE: HeaderName = HeaderName::from_static("x-cache");
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// How the work is to be done, by the head of the request.
#[derive(Clone, Debug)]
pub(crate) struct Wishes {
    key: Option<Key>,
    /// Whether answers may be kept and given again.
    cached: bool,
}

impl Wishes {
    /// Reads `Idempotency-Key` and `Cache-Control`.
    ///
    /// # Errors
    /// `invalid_input` for a key that is none.
    pub(crate) fn of(headers: &HeaderMap) -> Result<Self> {
        let directives = headers.get_all(CACHE_CONTROL).iter().filter_map(|v| v.to_str().ok());
        let no_store =
            directives.flat_map(|v| v.split(',')).any(|directive| directive.trim().eq_ignore_ascii_case("no-store"));
        Ok(Self { key: Key::of(headers)?, cached: !no_store })
    }
}

/// What is asked, and what it costs.
struct Asked {
    exchange: Exchange,
    fingerprint: Fingerprint,
    /// Units of the quota: documents.
    cost: u32,
}

/// What came of the work.
pub(crate) struct Done {
    /// The JSON to answer.
    pub(crate) body: Bytes,
    /// Documents of a batch that failed by our fault: given back, and then nothing is kept.
    pub(crate) failed: u32,
}

impl From<Bytes> for Done {
    fn from(body: Bytes) -> Self {
        Self { body, failed: 0 }
    }
}

/// Does the work that was asked for, or finds that it was done, and makes the answer. `cost` counts documents.
///
/// With an idempotency key the work goes on when the client breaks off: the next attempt finds the answer.
pub(crate) async fn once<W, F>(exchange: Exchange, fingerprint: Fingerprint, cost: u32, work: W) -> Response
where
    W: FnOnce() -> F + Send + 'static,
    F: Future<Output = Result<Done>> + Send,
{
    let asked = Asked { exchange, fingerprint, cost };
    attempt(asked, work).await.unwrap_or_else(|error| Refused::from(error).into_response())
}

/// # Errors
/// What the work answers, `conflict`, `idempotency_key_reused`, `quota_exceeded`, `unavailable`.
async fn attempt<W, F>(asked: Asked, work: W) -> Result<Response>
where
    W: FnOnce() -> F + Send + 'static,
    F: Future<Output = Result<Done>> + Send,
{
    let Exchange { state, caller, route, wishes, .. } = &asked.exchange;
    let Some(key) = &wishes.key else {
        return answer(&asked, None, work).await.map(|(_, told)| told.response());
    };
    let turn = state.idempotency.begin(&caller.tenant, route, key, &asked.fingerprint).await?;
    let lease = match turn {
        Turn::Answered(kept) => {
            let mut response = Told::of(kept).response();
            response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
            return Ok(response);
        }
        Turn::Ours(lease) => lease,
    };
    let done = tokio::spawn(async move {
        match answer(&asked, Some(&lease), work).await {
            Ok((true, told)) => {
                keep(lease, &told).await;
                Ok(told.response())
            }
            Ok((false, told)) => {
                let _ = lease.give_up().await;
                Ok(told.response())
            }
            Err(error) if is_kept(status(error.kind()).as_u16()) => {
                let told = Told::error(&error, &asked.exchange.context);
                keep(lease, &told).await;
                Ok(told.response())
            }
            Err(error) => {
                // Else the lease ends by itself.
                let _ = lease.give_up().await;
                Err(error)
            }
        }
    });
    done.await.unwrap_or_else(|e| Err(defect().caused_by(e)))
}

/// Keeps the answer. The work is done: a store that is away costs the next attempt a second execution, this one nothing.
async fn keep(lease: Lease, told: &Told) {
    if lease.keep(&told.kept()).await.is_err() {
        tracing::error!("an idempotent answer was not kept");
    }
}

/// From the cache, or paid for and done. Tells whether the answer may be given again.
async fn answer<W, F>(asked: &Asked, lease: Option<&Lease>, work: W) -> Result<(bool, Told)>
where
    W: FnOnce() -> F + Send,
    F: Future<Output = Result<Done>> + Send,
{
    let Asked { exchange: Exchange { state, caller, wishes, .. }, fingerprint, cost } = asked;
    let told = |body, cache| Told { status: StatusCode::OK, content_type: JSON, body, cache };
    if wishes.cached
        && let Some(found) = state.cache.get(&caller.tenant, fingerprint).await
    {
        return Ok((true, told(found, Some("hit"))));
    }
    let call = lease.map(Lease::call);
    let paid = lease.map_or(0, Lease::paid);
    let receipt = match paid {
        0 => state.limits.debit(caller, *cost, call.as_ref()).await?,
        paid => state.limits.paid(caller, paid)?,
    };
    let give_back = async |units: u32| {
        if let Some(receipt) = receipt.as_ref().filter(|_| units > 0) {
            state.limits.refund(&receipt.part(units), call.as_ref()).await;
        }
    };
    let worked = AssertUnwindSafe(async { work().await }).catch_unwind().await;
    match worked.unwrap_or_else(|_| Err(defect())) {
        Ok(done) => {
            give_back(done.failed).await;
            let whole = done.failed == 0;
            if wishes.cached && whole {
                state.cache.put(&caller.tenant, fingerprint, &done.body).await;
            }
            Ok((whole, told(done.body, wishes.cached.then_some("miss"))))
        }
        Err(error) => {
            if status(error.kind()).is_server_error() {
                give_back(*cost).await;
            }
            Err(error)
        }
    }
}

/// An answer, as it is sent and kept.
struct Told {
    status: StatusCode,
    content_type: HeaderValue,
    body: Bytes,
    cache: Option<&'static str>,
}

impl Told {
    fn of(kept: Kept) -> Self {
        Self {
            status: StatusCode::from_u16(kept.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            content_type: HeaderValue::from_str(&kept.content_type).unwrap_or(JSON),
            body: kept.body.into(),
            cache: None,
        }
    }

    fn error(error: &Error, context: &Context) -> Self {
        let (status, body) = document(error, context);
        Self { status, content_type: PROBLEM, body, cache: None }
    }

    fn kept(&self) -> Kept {
        Kept {
            status: self.status.as_u16(),
            content_type: self.content_type.to_str().unwrap_or_default().to_owned(),
            // JSON is UTF-8.
            body: String::from_utf8_lossy(&self.body).into_owned(),
        }
    }

    fn response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        response.headers_mut().insert(CONTENT_TYPE, self.content_type);
        if let Some(cache) = self.cache {
            response.headers_mut().insert(X_CACHE, HeaderValue::from_static(cache));
        }
        response
    }
}
