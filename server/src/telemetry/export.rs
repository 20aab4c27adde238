//! What is told to others where the configuration names them: spans by OTLP, defects to Sentry.
//!
//! Both protocols are JSON over `POST`: OTLP/HTTP 1.x (`/v1/traces`) and Sentry's envelopes. What is told is an
//! [`Exchange`], which holds nothing a caller sent but the ids of the request and its trace.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ocr_facture::{Error, ErrorKind, Result};
use serde_json::{Value, json};

use super::sink::Sink;
use super::trace::Trace;

/// Spans that may wait for a collector.
const SPANS: usize = 4096;
/// Defects that may wait for Sentry.
const DEFECTS: usize = 64;
/// Spans told at once.
const BATCH: usize = 512;
/// How long a span may wait for others.
const GATHER: Duration = Duration::from_secs(1);
/// How long a collector may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// One request and its answer, as it is told to others.
#[derive(Clone, Debug)]
pub(crate) struct Exchange {
    pub(crate) trace: Trace,
    pub(crate) request_id: std::sync::Arc<str>,
    pub(crate) method: &'static str,
    pub(crate) route: &'static str,
    pub(crate) status: u16,
    /// Code of the error, where it is one.
    pub(crate) code: Option<&'static str>,
    pub(crate) began: SystemTime,
    pub(crate) took: Duration,
}

/// A sink that tells a collector every sampled exchange.
///
/// # Errors
/// When no thread can be had.
pub(crate) fn otlp(endpoint: &str) -> std::io::Result<Sink<Exchange>> {
    let (url, agent) = (format!("{}/v1/traces", endpoint.trim_end_matches('/')), agent());
    Sink::start("otlp", SPANS, (BATCH, GATHER), move |exchanges| {
        let spans: Vec<Value> = exchanges.iter().map(span).collect();
        let told = post(&agent, &url, &[("content-type", "application/json")], &traces(spans).to_string());
        if told { 0 } else { exchanges.len() }
    })
}

fn traces(spans: Vec<Value>) -> Value {
    let resource = [text("service.name", "ocr-facture"), text("service.version", env!("CARGO_PKG_VERSION"))];
    let scope = json!({"name": "ocr-facture-server", "version": env!("CARGO_PKG_VERSION")});
    json!({"resourceSpans": [{"resource": {"attributes": resource}, "scopeSpans": [{"scope": scope, "spans": spans}]}]})
}

fn text(key: &str, value: &str) -> Value {
    json!({"key": key, "value": {"stringValue": value}})
}

/// A span of kind SERVER; its state is an error for a 5xx, as the conventions of OpenTelemetry say.
fn span(exchange: &Exchange) -> Value {
    let start = exchange.began.duration_since(UNIX_EPOCH).unwrap_or_default();
    let mut attributes = vec![
        text("http.request.method", exchange.method),
        text("http.route", exchange.route),
        json!({"key": "http.response.status_code", "value": {"intValue": exchange.status.to_string()}}),
        text("request.id", &exchange.request_id),
    ];
    attributes.extend(exchange.code.map(|code| text("error.type", code)));
    json!({
        "traceId": exchange.trace.id(),
        "spanId": exchange.trace.span(),
        "parentSpanId": exchange.trace.parent.map(|p| format!("{p:016x}")).unwrap_or_default(),
        "name": format!("{} {}", exchange.method, exchange.route),
        "kind": 2,
        "startTimeUnixNano": start.as_nanos().to_string(),
        "endTimeUnixNano": (start + exchange.took).as_nanos().to_string(),
        "attributes": attributes,
        "status": {"code": if exchange.status >= 500 { 2 } else { 0 }},
    })
}

/// A sink that tells Sentry each exchange that ended in a defect of ours.
///
/// # Errors
/// `invalid_input` for what is no DSN; `internal` when no thread can be had.
pub(crate) fn sentry(dsn: &str) -> Result<Sink<Exchange>> {
    let (url, auth) = envelope_url(dsn).ok_or_else(|| {
        Error::new(ErrorKind::InvalidInput, "telemetry.sentry_dsn n'est pas une adresse https://CLÉ@HÔTE/PROJET.")
    })?;
    let agent = agent();
    let sink = Sink::start("sentry", DEFECTS, (1, Duration::ZERO), move |exchanges: Vec<Exchange>| {
        let headers = [("content-type", "application/x-sentry-envelope"), ("x-sentry-auth", auth.as_str())];
        exchanges.iter().filter(|exchange| !post(&agent, &url, &headers, &envelope(exchange))).count()
    });
    sink.map_err(|e| Error::new(ErrorKind::Internal, "Le système refuse un fil d'exécution.").caused_by(e))
}

/// Where the envelopes of a DSN go, and how they are authorised.
fn envelope_url(dsn: &str) -> Option<(String, String)> {
    let (scheme, rest) = dsn.split_once("://").filter(|(s, _)| matches!(*s, "https" | "http"))?;
    let (key, rest) = rest.split_once('@')?;
    let (host, project) = rest.rsplit_once('/')?;
    let good = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric());
    if !good(key) || !good(project) || host.is_empty() {
        return None;
    }
    // A path before the project belongs to the server.
    let (host, path) = host.split_once('/').map_or((host, String::new()), |(h, p)| (h, format!("/{p}")));
    let client = concat!("ocr-facture/", env!("CARGO_PKG_VERSION"));
    let auth = format!("Sentry sentry_version=7, sentry_client={client}, sentry_key={key}");
    Some((format!("{scheme}://{host}{path}/api/{project}/envelope/"), auth))
}

/// Three lines: the envelope, the item, the event.
fn envelope(exchange: &Exchange) -> String {
    let id = format!("{:016x}{:016x}", exchange.trace.span, exchange.trace.id & u128::from(u64::MAX));
    let at = exchange.began.duration_since(UNIX_EPOCH).unwrap_or_default() + exchange.took;
    let event = json!({
        "event_id": id,
        "timestamp": at.as_secs_f64(),
        "platform": "other",
        "level": "error",
        "logger": "ocr-facture-server",
        "release": concat!("ocr-facture@", env!("CARGO_PKG_VERSION")),
        "transaction": format!("{} {}", exchange.method, exchange.route),
        "message": {"formatted": format!("{} {}", exchange.status, exchange.code.unwrap_or("internal"))},
        "tags": {"request_id": &*exchange.request_id, "code": exchange.code.unwrap_or("internal")},
        "contexts": {"trace": {"trace_id": exchange.trace.id(), "span_id": exchange.trace.span(), "op": "http.server"}},
    })
    .to_string();
    let item = json!({"type": "event", "length": event.len()});
    format!("{}\n{item}\n{event}\n", json!({"event_id": id}))
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().timeout_global(Some(PATIENCE)).max_redirects(0).build().into()
}

/// Whether it was taken.
fn post(agent: &ureq::Agent, url: &str, headers: &[(&str, &str)], body: &str) -> bool {
    let request = headers.iter().fold(agent.post(url), |request, (name, value)| request.header(*name, *value));
    request.send(body).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange() -> Exchange {
        Exchange {
            trace: Trace { id: 0x10, span: 0x20, parent: Some(0x30), sampled: true },
            request_id: "r-1".into(),
            method: "POST",
            route: "/v1/ocr/upload",
            status: 500,
            code: Some("internal"),
            began: UNIX_EPOCH + Duration::from_secs(1),
            took: Duration::from_millis(250),
        }
    }

    #[test]
    fn a_span_is_as_otlp_writes_it() {
        let span = span(&exchange());
        assert_eq!(span["traceId"], format!("{:032x}", 0x10));
        assert_eq!(span["parentSpanId"], "0000000000000030");
        assert_eq!(
            (&span["startTimeUnixNano"], &span["endTimeUnixNano"]),
            (&"1000000000".into(), &"1250000000".into())
        );
        assert_eq!((&span["kind"], &span["status"]["code"]), (&2.into(), &2.into()));
        assert_eq!(span["name"], "POST /v1/ocr/upload");
    }

    #[test]
    fn a_dsn_says_where_and_as_whom() {
        let (url, auth) = envelope_url("https://abc123@o1.ingest.example.org/42").unwrap();
        assert_eq!(url, "https://o1.ingest.example.org/api/42/envelope/");
        assert!(auth.ends_with("sentry_key=abc123"), "{auth}");
        let (url, _) = envelope_url("http://k@127.0.0.1:9/sentry/7").unwrap();
        assert_eq!(url, "http://127.0.0.1:9/sentry/api/7/envelope/");
        for bad in
            ["", "o1.example.org/42", "ftp://k@h/1", "https://h/1", "https://k@h/", "https://k@/1", "https://k\r@h/1"]
        {
            assert!(envelope_url(bad).is_none(), "{bad}");
        }
        let text = envelope(&exchange());
        let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[1]["length"], text.lines().nth(2).unwrap().len());
        assert_eq!(lines[2]["event_id"].as_str().unwrap().len(), 32);
    }
}
