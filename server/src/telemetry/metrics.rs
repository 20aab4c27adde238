//! Every metric, once: its name, what it tells, its labels.
//!
//! What is counted rarely is there from the start, at zero: a first kill is then an increase.

use ocr_facture::ErrorKind;

use super::process;
use super::registry::{Count, Family, Level, Readable, Times, head, sample};

/// Answers, by what was asked and how it went.
pub(crate) static REQUESTS: Family<Count, 3> = Family::new(
    "ocrf_http_server_requests_total",
    "Answers, by method, template of the route and status.",
    ["method", "route", "status"],
);
/// From the head of a request to the head of its answer.
pub(crate) static DURATION: Family<Times, 3> = Family::new(
    "ocrf_http_server_request_duration_seconds",
    "Time from a request's head to its answer's, by method, template of the route and class of status.",
    ["method", "route", "class"],
);
/// Requests that have no answer yet.
pub(crate) static ACTIVE: Family<Level, 0> =
    Family::new("ocrf_http_server_active_requests", "Requests that have no answer yet.", []);
/// Errors told to callers.
pub(crate) static ERRORS: Family<Count, 1> =
    Family::new("ocrf_errors_total", "Errors told to callers, by their stable code.", ["code"]);
/// Waiting for a worker, working, writing.
pub(crate) static STAGES: Family<Times, 1> = Family::new(
    "ocrf_work_duration_seconds",
    "Time of a verb, by stage: wait (for a worker), work (in it).",
    ["stage"],
);
/// Pages read by character recognition.
pub(crate) static OCR: Family<Times, 1> = Family::new(
    "ocrf_ocr_page_duration_seconds",
    "Time between two pages told by character recognition, by outcome.",
    ["outcome"],
);
/// Workers there are and those at work.
pub(crate) static WORKERS: Family<Level, 1> =
    Family::new("ocrf_workers", "Worker processes, by state: idle or busy.", ["state"]);
/// Requests that wait for a worker.
pub(crate) static WAITING: Family<Level, 0> = Family::new("ocrf_work_waiting", "Requests that wait for a worker.", []);
/// Workers that were killed or died.
pub(crate) static KILLS: Family<Count, 1> =
    Family::new("ocrf_worker_kills_total", "Workers killed or dead, by reason; each was replaced.", ["reason"]);
/// Answers looked for in the cache.
pub(crate) static CACHE: Family<Count, 1> =
    Family::new("ocrf_cache_requests_total", "Answers looked for in the cache, by result.", ["result"]);
/// What the cache in memory holds.
pub(crate) static CACHE_BYTES: Family<Level, 0> =
    Family::new("ocrf_cache_memory_bytes", "Bytes of answers kept in this process.", []);
/// Requests with an idempotency key.
pub(crate) static IDEMPOTENCY: Family<Count, 1> = Family::new(
    "ocrf_idempotency_requests_total",
    "Requests with an idempotency key, by outcome: first, replay, in_flight, reused.",
    ["outcome"],
);
/// Requests that a limit refused.
pub(crate) static REJECTIONS: Family<Count, 1> =
    Family::new("ocrf_ratelimit_rejections_total", "Requests refused by a limit, by policy.", ["policy"]);
/// Whether what the server leans on answers.
pub(crate) static UP: Family<Level, 1> = Family::new(
    "ocrf_dependency_up",
    "Whether a part answers: store, redis. 0 while its fallback works in its place.",
    ["dependency"],
);
/// Telemetry that was lost rather than waited for.
pub(crate) static DROPPED: Family<Count, 1> = Family::new(
    "ocrf_telemetry_dropped_total",
    "Log lines, spans and reports lost because their queue was full or their reader away, by sink.",
    ["sink"],
);
/// Whether the server takes work.
pub(crate) static READY: Family<Level, 0> =
    Family::new("ocrf_ready", "1 while the server takes work, 0 while it starts or ends.", []);

/// All of them, in the order they are told.
const ALL: [&dyn Readable; 16] = [
    &REQUESTS,
    &DURATION,
    &ACTIVE,
    &ERRORS,
    &STAGES,
    &OCR,
    &WORKERS,
    &WAITING,
    &KILLS,
    &CACHE,
    &CACHE_BYTES,
    &IDEMPOTENCY,
    &REJECTIONS,
    &UP,
    &DROPPED,
    &READY,
];

/// Reasons a worker ends for.
pub(crate) const REASONS: [&str; 5] = ["memory", "cpu", "wall_clock", "killed", "crash"];

/// Errors a server may tell.
const TOLD: [ErrorKind; 21] = [
    ErrorKind::InvalidInput,
    ErrorKind::Encrypted,
    ErrorKind::TooLarge,
    ErrorKind::Unreadable,
    ErrorKind::OcrUnavailable,
    ErrorKind::LanguageUnavailable,
    ErrorKind::InvalidInvoice,
    ErrorKind::Timeout,
    ErrorKind::Cancelled,
    ErrorKind::NotFound,
    ErrorKind::Internal,
    ErrorKind::Unauthorized,
    ErrorKind::Forbidden,
    ErrorKind::QuotaExceeded,
    ErrorKind::RateLimited,
    ErrorKind::Gone,
    ErrorKind::Conflict,
    ErrorKind::IdempotencyKeyReused,
    ErrorKind::MethodNotAllowed,
    ErrorKind::UnsupportedMediaType,
    ErrorKind::Unavailable,
];

/// Puts at zero what is counted rarely.
pub(crate) fn start() {
    for kind in TOLD {
        ERRORS.with([kind.code()]);
    }
    REASONS.iter().for_each(|reason| drop(KILLS.with([reason])));
    ["hit", "miss"].iter().for_each(|result| drop(CACHE.with([result])));
    ["first", "replay", "in_flight", "reused"].iter().for_each(|outcome| drop(IDEMPOTENCY.with([outcome])));
    ["log", "otlp", "sentry"].iter().for_each(|sink| drop(DROPPED.with([sink])));
    ["wait", "work"].iter().for_each(|stage| drop(STAGES.with([stage])));
    ["ok", "failed"].iter().for_each(|outcome| drop(OCR.with([outcome])));
    for level in [ACTIVE.get(), WAITING.get(), CACHE_BYTES.get(), READY.get()] {
        level.add(0);
    }
}

/// Everything, in Prometheus' text format 0.0.4.
pub(crate) fn text() -> String {
    let mut out = String::with_capacity(32 * 1024);
    head(&mut out, "ocrf_build_info", "The version that runs; always 1.", "gauge");
    sample(&mut out, "ocrf_build_info", concat!("version=\"", env!("CARGO_PKG_VERSION"), "\""), 1);
    ALL.iter().for_each(|family| family.write(&mut out));
    process::write(&mut out);
    out
}
