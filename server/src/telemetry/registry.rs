//! Counts, levels and durations that Prometheus reads.
//!
//! A value of a label is a `&'static str`: it is written in this program, never taken out of a request. So no name,
//! number or path of a caller can become a series, and their number is bounded.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

/// Bounds of durations, in seconds. Those of OpenTelemetry end at 10: a quantile over it could never be seen.
pub(crate) const SECONDS: [f64; 16] =
    [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 15.0, 20.0, 30.0, 60.0, 120.0];

/// What a family holds for each set of labels.
pub(crate) trait Cell: Default {
    /// Prometheus' name of this kind.
    const KIND: &'static str;
    /// Writes its samples; `labels` is empty or `a="b",c="d"`.
    fn write(&self, name: &str, labels: &str, out: &mut String);
}

/// Something that only grows.
#[derive(Debug, Default)]
pub(crate) struct Count(AtomicU64);

impl Count {
    pub(crate) fn inc(&self) {
        self.add(1);
    }

    pub(crate) fn add(&self, more: u64) {
        self.0.fetch_add(more, Relaxed);
    }

    #[cfg(test)]
    pub(crate) fn get(&self) -> u64 {
        self.0.load(Relaxed)
    }
}

impl Cell for Count {
    const KIND: &'static str = "counter";

    fn write(&self, name: &str, labels: &str, out: &mut String) {
        sample(out, name, labels, self.0.load(Relaxed));
    }
}

/// Something that goes up and down.
#[derive(Debug, Default)]
pub(crate) struct Level(AtomicI64);

impl Level {
    pub(crate) fn set(&self, value: i64) {
        self.0.store(value, Relaxed);
    }

    pub(crate) fn add(&self, more: i64) {
        self.0.fetch_add(more, Relaxed);
    }
}

impl Cell for Level {
    const KIND: &'static str = "gauge";

    fn write(&self, name: &str, labels: &str, out: &mut String) {
        sample(out, name, labels, self.0.load(Relaxed));
    }
}

/// How long something took, by the bounds of [`SECONDS`].
#[derive(Debug, Default)]
pub(crate) struct Times {
    buckets: [AtomicU64; SECONDS.len()],
    beyond: AtomicU64,
    microseconds: AtomicU64,
}

impl Times {
    pub(crate) fn observe(&self, took: Duration) {
        let seconds = took.as_secs_f64();
        let bucket = SECONDS.iter().position(|bound| seconds <= *bound);
        bucket.map_or(&self.beyond, |i| &self.buckets[i]).fetch_add(1, Relaxed);
        self.microseconds.fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Relaxed);
    }
}

impl Cell for Times {
    const KIND: &'static str = "histogram";

    fn write(&self, name: &str, labels: &str, out: &mut String) {
        let comma = if labels.is_empty() { "" } else { "," };
        let mut total = 0;
        for (bound, bucket) in SECONDS.iter().zip(&self.buckets) {
            total += bucket.load(Relaxed);
            sample(out, &format!("{name}_bucket"), &format!("{labels}{comma}le=\"{bound}\""), total);
        }
        total += self.beyond.load(Relaxed);
        sample(out, &format!("{name}_bucket"), &format!("{labels}{comma}le=\"+Inf\""), total);
        #[allow(clippy::cast_precision_loss)]
        let sum = self.microseconds.load(Relaxed) as f64 / 1e6;
        sample(out, &format!("{name}_sum"), labels, sum);
        sample(out, &format!("{name}_count"), labels, total);
    }
}

/// One name with its labels, and a cell for each set of values seen.
pub(crate) struct Family<C, const N: usize> {
    name: &'static str,
    help: &'static str,
    labels: [&'static str; N],
    cells: RwLock<BTreeMap<[&'static str; N], Arc<C>>>,
}

impl<C: Cell, const N: usize> Family<C, N> {
    pub(crate) const fn new(name: &'static str, help: &'static str, labels: [&'static str; N]) -> Self {
        Self { name, help, labels, cells: RwLock::new(BTreeMap::new()) }
    }

    /// The cell of these values, from zero where it is new.
    pub(crate) fn with(&self, values: [&'static str; N]) -> Arc<C> {
        if let Some(cell) = self.cells.read().unwrap_or_else(PoisonError::into_inner).get(&values) {
            return cell.clone();
        }
        self.cells.write().unwrap_or_else(PoisonError::into_inner).entry(values).or_default().clone()
    }
}

impl<C: Cell> Family<C, 0> {
    /// The one cell of a family without labels.
    pub(crate) fn get(&self) -> Arc<C> {
        self.with([])
    }
}

/// A family of any kind, as it is read.
pub(crate) trait Readable: Sync {
    /// Appends help, type and samples in Prometheus' text format 0.0.4; nothing for a family never used.
    fn write(&self, out: &mut String);
}

impl<C: Cell + Send + Sync, const N: usize> Readable for Family<C, N> {
    fn write(&self, out: &mut String) {
        let cells = self.cells.read().unwrap_or_else(PoisonError::into_inner);
        if cells.is_empty() {
            return;
        }
        head(out, self.name, self.help, C::KIND);
        for (values, cell) in cells.iter() {
            let pairs: Vec<String> = self.labels.iter().zip(values).map(|(l, v)| format!("{l}=\"{v}\"")).collect();
            cell.write(self.name, &pairs.join(","), out);
        }
    }
}

/// Help and type of a family.
pub(crate) fn head(out: &mut String, name: &str, help: &str, kind: &str) {
    // Writing to a text cannot fail.
    let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

/// One sample.
pub(crate) fn sample(out: &mut String, name: &str, labels: &str, value: impl std::fmt::Display) {
    let _ =
        if labels.is_empty() { writeln!(out, "{name} {value}") } else { writeln!(out, "{name}{{{labels}}} {value}") };
}

/// Routes whose templates may be labels; a server has fewer.
const ROUTES: usize = 64;

/// The template of a route as a label. Templates come from the router, not from requests.
pub(crate) fn route(template: &str) -> &'static str {
    static KNOWN: RwLock<BTreeSet<&'static str>> = RwLock::new(BTreeSet::new());
    if let Some(known) = KNOWN.read().unwrap_or_else(PoisonError::into_inner).get(template) {
        return known;
    }
    let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    if known.len() >= ROUTES {
        return OTHER;
    }
    let kept: &'static str = Box::leak(template.to_owned().into_boxed_str());
    known.insert(kept);
    kept
}

/// What is not worth a series of its own.
pub(crate) const OTHER: &str = "_OTHER";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_is_written_as_prometheus_reads_it() {
        static TOOK: Family<Times, 1> = Family::new("t_seconds", "How long.", ["kind"]);
        static SEEN: Family<Count, 0> = Family::new("seen_total", "How many.", []);
        let mut out = String::new();
        SEEN.write(&mut out);
        assert_eq!(out, "");
        SEEN.get().add(3);
        for seconds in [0.0049, 11.0, 500.0] {
            TOOK.with(["a"]).observe(Duration::from_secs_f64(seconds));
        }
        SEEN.write(&mut out);
        TOOK.write(&mut out);
        for line in [
            "# HELP seen_total How many.\n# TYPE seen_total counter\nseen_total 3\n",
            "t_seconds_bucket{kind=\"a\",le=\"0.005\"} 1\n",
            "t_seconds_bucket{kind=\"a\",le=\"10\"} 1\n",
            "t_seconds_bucket{kind=\"a\",le=\"15\"} 2\n",
            "t_seconds_bucket{kind=\"a\",le=\"+Inf\"} 3\n",
            "t_seconds_sum{kind=\"a\"} 511.0049\n",
            "t_seconds_count{kind=\"a\"} 3\n",
        ] {
            assert!(out.contains(line), "{line} in {out}");
        }
    }
}
