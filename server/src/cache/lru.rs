//! Answers in this process: a bounded number of bytes, the least recently read forgotten first.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use crate::telemetry::metrics::CACHE_BYTES;

/// Bytes an answer costs beside its own.
const OVERHEAD: usize = 256;

#[derive(Default)]
struct Inner {
    entries: HashMap<String, Entry>,
    /// Keys by when they were last read.
    order: BTreeMap<u64, String>,
    clock: u64,
    bytes: usize,
}

struct Entry {
    value: Bytes,
    ends_at: i64,
    read: u64,
}

/// The answers.
pub(crate) struct Lru {
    inner: Mutex<Inner>,
    most: usize,
}

impl Lru {
    /// Holds no more than this many bytes.
    pub(crate) fn new(most: usize) -> Self {
        Self { inner: Mutex::default(), most }
    }

    /// The answer kept under this key.
    pub(crate) fn get(&self, key: &str, now: i64) -> Option<Bytes> {
        let mut inner = self.lock();
        if inner.entries.get(key)?.ends_at <= now {
            inner.remove(key);
            CACHE_BYTES.get().set(inner.told());
            return None;
        }
        let Inner { entries, order, clock, .. } = &mut *inner;
        let entry = entries.get_mut(key)?;
        *clock += 1;
        if let Some(key) = order.remove(&entry.read) {
            order.insert(*clock, key);
        }
        entry.read = *clock;
        Some(entry.value.clone())
    }

    /// Keeps an answer; one that is larger than all may be is not.
    pub(crate) fn put(&self, key: &str, value: Bytes, ends_at: i64) {
        let size = size(key, &value);
        if size > self.most {
            return;
        }
        let mut inner = self.lock();
        inner.remove(key);
        inner.clock += 1;
        inner.bytes += size;
        let read = inner.clock;
        inner.order.insert(read, key.to_owned());
        inner.entries.insert(key.to_owned(), Entry { value, ends_at, read });
        while inner.bytes > self.most {
            let Some((_, oldest)) = inner.order.pop_first() else { break };
            inner.remove(&oldest);
        }
        CACHE_BYTES.get().set(inner.told());
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn remove(&mut self, key: &str) {
        if let Some(entry) = self.entries.remove(key) {
            self.order.remove(&entry.read);
            self.bytes -= size(key, &entry.value);
        }
    }

    fn told(&self) -> i64 {
        i64::try_from(self.bytes).unwrap_or(i64::MAX)
    }
}

/// The key is held twice.
fn size(key: &str, value: &Bytes) -> usize {
    2 * key.len() + value.len() + OVERHEAD
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_recently_read_goes_first_and_bytes_are_bounded() {
        let one = size("a", &Bytes::from_static(b"12345678"));
        let lru = Lru::new(3 * one);
        for key in ["a", "b", "c"] {
            lru.put(key, Bytes::from_static(b"12345678"), 10);
        }
        assert!(lru.get("a", 0).is_some());
        lru.put("d", Bytes::from_static(b"12345678"), 10);
        let there = |now| ["a", "b", "c", "d"].map(|key| lru.get(key, now).is_some());
        assert_eq!(there(0), [true, false, true, true]);
        lru.put("a", Bytes::from_static(b"1"), 5);
        assert!(lru.get("a", 4).is_some() && lru.get("a", 5).is_none());
        lru.put("e", Bytes::from(vec![0; 4 * one]), 10);
        assert!(lru.get("e", 0).is_none());
        assert!(lru.lock().bytes <= 3 * one);
        assert_eq!(there(10), [false; 4]);
        let inner = lru.lock();
        assert_eq!((inner.bytes, inner.order.len()), (0, 0));
    }
}
