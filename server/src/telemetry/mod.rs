//! What those who run the server see of it: logs, metrics, traces, defects. Nobody waits for any of them.

mod export;
mod log;
pub(crate) mod metrics;
mod observe;
mod process;
pub(crate) mod registry;
mod sink;
pub(crate) mod trace;

use std::sync::OnceLock;
use std::time::Duration;

use ocr_facture::{Error, ErrorKind, Result};
use sha2::{Digest, Sha256};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::Telemetry;
use export::Exchange;
pub(crate) use observe::layer;
use sink::Sink;

/// How long the end of the process waits for what is left to be told.
const LAST_WORDS: Duration = Duration::from_secs(3);

/// What of this process tells others. There is one, for the process's life.
struct Told {
    lines: log::Lines,
    otlp: Option<Sink<Exchange>>,
    sentry: Option<Sink<Exchange>>,
}

static TOLD: OnceLock<Told> = OnceLock::new();

/// Begins to tell, once a process: logs on the standard error, and to whom the configuration names.
///
/// # Errors
/// `invalid_input` for a bad address; `internal` when the system gives no thread.
pub(crate) fn start(config: &Telemetry) -> Result<()> {
    metrics::start();
    let broken = |e| Error::new(ErrorKind::Internal, "Le système refuse un fil d'exécution.").caused_by(e);
    let lines = log::Lines::start().map_err(broken)?;
    let otlp = config.otlp().map(export::otlp).transpose().map_err(broken)?;
    let sentry = config.sentry().map(export::sentry).transpose()?;
    if TOLD.set(Told { lines: lines.clone(), otlp, sentry }).is_ok() {
        // Fails only where another program that holds this one has its own: its events are then for that one.
        let _ = tracing_subscriber::registry().with(lines.with_filter(log::Ours(config.level()))).try_init();
        std::panic::set_hook(Box::new(|panic| {
            // What a panic says may quote a document: where it happened is enough to find it.
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            tracing::error!(place, "panic");
        }));
    }
    Ok(())
}

/// Waits a moment for what is left to be told.
pub(crate) fn finish() {
    let Some(told) = TOLD.get() else { return };
    for sink in [&told.otlp, &told.sentry].into_iter().flatten() {
        sink.flush(LAST_WORDS);
    }
    told.lines.flush(LAST_WORDS);
}

/// Tells an exchange to those who want it.
fn tell(exchange: &Exchange) {
    let Some(told) = TOLD.get() else { return };
    if let Some(otlp) = told.otlp.as_ref().filter(|_| exchange.trace.sampled) {
        otlp.send(exchange.clone());
    }
    if let Some(sentry) = told.sentry.as_ref().filter(|_| exchange.status == 500) {
        sentry.send(exchange.clone());
    }
}

/// Whose request the current one is, in every line from here on: a hash, enough to tell two tenants apart.
pub(crate) fn tenant(name: &str) {
    let hash = Sha256::digest(name.as_bytes());
    let hash: String = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    tracing::Span::current().record("tenant", hash);
}
