//! Every request is seen once: counted, timed, written in the log, told to collectors.

use std::time::{Instant, SystemTime};

use axum::extract::{MatchedPath, Request};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;
use tracing::field::Empty;

use super::export::Exchange;
use super::metrics::{ACTIVE, DURATION, ERRORS, REQUESTS};
use super::registry::{OTHER, route};
use super::tell;
use crate::context::Context;
use crate::error::Refused;

/// Around everything but the request's id, which it needs.
pub(crate) async fn layer(request: Request, next: Next) -> Response {
    let (began, clock) = (SystemTime::now(), Instant::now());
    let template = request.extensions().get::<MatchedPath>().map_or(OTHER, |path| route(path.as_str()));
    let method = method(request.method());
    let Some(context) = request.extensions().get::<Context>() else { return next.run(request).await };
    let (id, trace) = (context.id.0.clone(), context.trace);
    let span = tracing::info_span!(
        target: "ocr_facture_server", "request", request_id = &*id, trace_id = trace.id(), span_id = trace.span(), tenant = Empty
    );
    let mut active = Active::begin(method, template);
    let response = next.run(request).instrument(span.clone()).await;
    active.answered = true;
    drop(active);

    let code = code(&response);
    // A method nobody knows there is the client's word: it would make a series.
    let method = if response.status() == StatusCode::METHOD_NOT_ALLOWED { OTHER } else { method };
    let exchange = Exchange {
        trace,
        request_id: id,
        method,
        route: template,
        status: response.status().as_u16(),
        code,
        began,
        took: clock.elapsed(),
    };
    count(&exchange);
    span.in_scope(|| write(&exchange));
    tell(&exchange);
    response
}

/// A request without an answer. Where its client goes away it never has one, and is counted as 499.
struct Active {
    method: &'static str,
    route: &'static str,
    answered: bool,
}

impl Active {
    fn begin(method: &'static str, route: &'static str) -> Self {
        ACTIVE.get().add(1);
        Self { method, route, answered: false }
    }
}

impl Drop for Active {
    fn drop(&mut self) {
        ACTIVE.get().add(-1);
        if !self.answered {
            REQUESTS.with([self.method, self.route, "499"]).inc();
        }
    }
}

fn count(exchange: &Exchange) {
    let class = class(exchange.status);
    REQUESTS.with([exchange.method, exchange.route, digits(exchange.status)]).inc();
    DURATION.with([exchange.method, exchange.route, class]).observe(exchange.took);
    if let Some(code) = exchange.code {
        ERRORS.with([code]).inc();
    }
}

fn write(exchange: &Exchange) {
    let Exchange { method, route, status, .. } = exchange;
    let (code, ms) = (exchange.code.unwrap_or_default(), exchange.took.as_secs_f64() * 1e3);
    if *status >= 500 {
        tracing::error!(target: "ocr_facture_server", method, route, status, code, ms, "answered");
    } else if matches!(*route, "/health" | "/health/live" | "/health/ready" | "/metrics") {
        tracing::debug!(target: "ocr_facture_server", method, route, status, code, ms, "answered");
    } else {
        tracing::info!(target: "ocr_facture_server", method, route, status, code, ms, "answered");
    }
}

/// The stable code of an answer that is an error.
fn code(response: &Response) -> Option<&'static str> {
    if let Some(Refused(error)) = response.extensions().get::<Refused>() {
        return Some(error.code());
    }
    match response.status() {
        StatusCode::NOT_FOUND => Some("not_found"),
        StatusCode::METHOD_NOT_ALLOWED => Some("method_not_allowed"),
        status if status.is_client_error() => Some("invalid_input"),
        status if status.is_server_error() => Some("internal"),
        _ => None,
    }
}

fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => OTHER,
    }
}

fn class(status: u16) -> &'static str {
    match status {
        0..400 => "2xx",
        400..500 => "4xx",
        _ => "5xx",
    }
}

/// A status as a label: those there are.
fn digits(status: u16) -> &'static str {
    const KNOWN: [(u16, &str); 18] = [
        (200, "200"),
        (202, "202"),
        (204, "204"),
        (304, "304"),
        (400, "400"),
        (401, "401"),
        (403, "403"),
        (404, "404"),
        (405, "405"),
        (408, "408"),
        (409, "409"),
        (410, "410"),
        (413, "413"),
        (415, "415"),
        (422, "422"),
        (429, "429"),
        (500, "500"),
        (503, "503"),
    ];
    KNOWN.iter().find(|(known, _)| *known == status).map_or(OTHER, |(_, label)| label)
}
