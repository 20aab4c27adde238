//! One JSON object a line on the standard error: `ts`, `level`, `msg`, `request_id`, `trace_id`, `span_id`, `tenant`, then
//! what the event adds. Lines of no request have null there.
//!
//! Only this program's own events are written below `warn`: what other libraries tell of their work may quote what they
//! work on. And ours quote nothing of a document, a key or a person: see the test with canaries.

use std::fmt::{Debug, Write as _};
use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, Filter};
use tracing_subscriber::registry::LookupSpan;

use super::sink::Sink;

/// Lines that may wait for the standard error.
const PLACES: usize = 8192;
/// Lines written at once.
const BATCH: usize = 256;
/// Fields of a request, that every line about it has.
const OF_REQUEST: [&str; 4] = ["request_id", "trace_id", "span_id", "tenant"];

/// Writes events as lines; a clone writes to the same place.
#[derive(Clone)]
pub(crate) struct Lines {
    sink: Arc<Sink<String>>,
}

impl Lines {
    /// Lines on the standard error.
    pub(crate) fn start() -> std::io::Result<Self> {
        let sink = Sink::start("log", PLACES, (BATCH, Duration::ZERO), |lines: Vec<String>| {
            let written = std::io::stderr().lock().write_all(lines.concat().as_bytes());
            if written.is_ok() { 0 } else { lines.len() }
        })?;
        Ok(Self { sink: Arc::new(sink) })
    }

    /// Waits until all is written, no longer than this.
    pub(crate) fn flush(&self, within: Duration) {
        self.sink.flush(within);
    }
}

/// Which events are written: ours from `level` up, those of others from `warn`.
pub(crate) struct Ours(pub(crate) Level);

impl<S> Filter<S> for Ours {
    fn enabled(&self, metadata: &Metadata<'_>, _: &Context<'_, S>) -> bool {
        // A span has no line of its own: it must be there for the lines within.
        let ours = metadata.target().starts_with("ocr_facture");
        if metadata.is_span() { ours } else { *metadata.level() <= if ours { self.0 } else { Level::WARN } }
    }
}

/// Fields as JSON.
#[derive(Default)]
struct Fields(Map<String, Value>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}").into());
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.0.insert(field.name().to_owned(), value.into());
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Lines {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        if let Some(span) = context.span(id) {
            span.extensions_mut().insert(fields);
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        if let Some(span) = context.span(id)
            && let Some(fields) = span.extensions_mut().get_mut::<Fields>()
        {
            values.record(fields);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let mut of_request = [const { Value::Null }; OF_REQUEST.len()];
        for span in context.event_scope(event).into_iter().flatten() {
            if let Some(Fields(known)) = span.extensions().get::<Fields>() {
                for (value, name) in of_request.iter_mut().zip(OF_REQUEST) {
                    if let (Value::Null, Some(told)) = (&*value, known.get(name)) {
                        *value = told.clone();
                    }
                }
            }
        }
        self.sink.send(line(*event.metadata().level(), fields.0, of_request));
    }
}

fn line(level: Level, mut fields: Map<String, Value>, of_request: [Value; OF_REQUEST.len()]) -> String {
    let msg = fields.remove("message").unwrap_or_default();
    let level = level.as_str().to_ascii_lowercase();
    let mut out = format!("{{\"ts\":\"{:.3}\",\"level\":\"{level}\",\"msg\":{msg}", jiff::Timestamp::now());
    let rest = fields.into_iter().filter(|(name, _)| !OF_REQUEST.contains(&name.as_str()));
    let known = OF_REQUEST.iter().map(|name| (*name).to_owned()).zip(of_request);
    for (name, value) in known.chain(rest) {
        // Writing to a text cannot fail.
        let _ = write!(out, ",{}:{value}", Value::from(name));
    }
    out.push_str("}\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_object_whatever_it_tells() {
        let mut fields = Map::new();
        fields.insert("message".into(), "two\nlines \"quoted\"".into());
        fields.insert("status".into(), 200.into());
        fields.insert("request_id".into(), "not from an event".into());
        let line = line(Level::INFO, fields, ["r-1".into(), "t".into(), "s".into(), Value::Null]);
        assert_eq!(line.matches('\n').count(), 1);
        let read: Value = serde_json::from_str(&line).unwrap();
        assert_eq!((&read["level"], &read["msg"]), (&"info".into(), &"two\nlines \"quoted\"".into()));
        assert_eq!((&read["request_id"], &read["tenant"], &read["status"]), (&"r-1".into(), &Value::Null, &200.into()));
        let ts = read["ts"].as_str().unwrap();
        assert!(ts.len() == 24 && ts.parse::<jiff::Timestamp>().is_ok(), "{ts}");
    }
}
