//! What leaves the process without anyone waiting for it: a bounded queue and one thread that empties it.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::metrics::DROPPED;

enum Message<T> {
    Item(T),
    /// All before it must be out; then the sender is told.
    Flush(SyncSender<()>),
}

/// The near end of a queue. What does not fit in it is lost, and counted.
pub(crate) struct Sink<T> {
    name: &'static str,
    queue: SyncSender<Message<T>>,
}

impl<T: Send + 'static> Sink<T> {
    /// A queue of `places`; `write` is given up to `batch` items at once, those that come within `gather` of the first, on
    /// a thread of their own, and tells how many of them were lost.
    pub(crate) fn start(
        name: &'static str,
        places: usize,
        (batch, gather): (usize, Duration),
        write: impl FnMut(Vec<T>) -> usize + Send + 'static,
    ) -> std::io::Result<Self> {
        let (queue, items) = sync_channel(places);
        thread::Builder::new()
            .name(format!("ocrf-{name}"))
            .spawn(move || empty(name, &items, (batch, gather), write))?;
        Ok(Self { name, queue })
    }

    /// Never waits.
    pub(crate) fn send(&self, item: T) {
        if self.queue.try_send(Message::Item(item)).is_err() {
            DROPPED.with([self.name]).inc();
        }
    }

    /// Waits until all sent so far is out, no longer than this.
    pub(crate) fn flush(&self, within: Duration) {
        let (told, out) = sync_channel(1);
        let until = Instant::now() + within;
        let mut message = Message::Flush(told);
        while let Err(std::sync::mpsc::TrySendError::Full(back)) = self.queue.try_send(message) {
            if Instant::now() >= until {
                return;
            }
            message = back;
            thread::sleep(Duration::from_millis(5));
        }
        let _ = out.recv_timeout(until.saturating_duration_since(Instant::now()));
    }
}

fn empty<T>(
    name: &'static str,
    items: &Receiver<Message<T>>,
    (batch, gather): (usize, Duration),
    mut write: impl FnMut(Vec<T>) -> usize,
) {
    let mut put = |gathered: Vec<T>| {
        if !gathered.is_empty() {
            DROPPED.with([name]).add(write(gathered) as u64);
        }
    };
    while let Ok(first) = items.recv() {
        let mut gathered = Vec::new();
        let mut asked = None;
        match first {
            Message::Item(item) => gathered.push(item),
            Message::Flush(told) => asked = Some(told),
        }
        let until = Instant::now() + gather;
        while asked.is_none() && gathered.len() < batch {
            match items.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Message::Item(item)) => gathered.push(item),
                Ok(Message::Flush(told)) => asked = Some(told),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        put(gathered);
        if let Some(told) = asked {
            let _ = told.send(());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex, mpsc};

    use super::*;

    #[test]
    fn a_reader_that_stands_still_costs_lines_and_no_time() {
        let (go, wait) = mpsc::channel::<()>();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let kept = seen.clone();
        let sink = Sink::start("test", 4, (1, Duration::ZERO), move |items: Vec<u32>| {
            let _ = wait.recv();
            kept.lock().unwrap().extend(items);
            0
        })
        .unwrap();
        let began = Instant::now();
        (0..1000).for_each(|i| sink.send(i));
        assert!(began.elapsed() < Duration::from_millis(200), "{:?}", began.elapsed());
        assert!(DROPPED.with(["test"]).get() >= 990);
        sink.flush(Duration::from_millis(20));
        drop(go);
        sink.flush(Duration::from_secs(5));
        let seen = seen.lock().unwrap();
        assert!((4..=6).contains(&seen.len()) && seen.is_sorted(), "{seen:?}");
    }
}
