//! As many workers as there are cores, and a bounded queue before them.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::future::join_all;
use ocr_facture::{Error, ErrorKind, Result};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::process::{Death, Process, Program};
use super::protocol::{Locks, Settings};
use crate::call::Call;
use crate::config::{Sandbox, Workers};
use crate::telemetry::metrics::{KILLS, STAGES, WAITING, WORKERS};

/// Time a worker that is told to give up has before it is killed.
const PATIENCE: Duration = Duration::from_millis(500);
/// Time the engine has to notice by itself that its own is over.
const GRACE: Duration = Duration::from_secs(2);

/// The workers. A clone is a handle.
#[derive(Clone)]
pub(crate) struct Pool(Arc<Shared>);

struct Shared {
    program: Program,
    settings: Settings,
    config: Workers,
    locks: Locks,
    /// One permit a worker.
    places: Arc<Semaphore>,
    idle: Mutex<VecDeque<Process>>,
    waiting: AtomicUsize,
}

/// The pool as it is now.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figures {
    pub(crate) workers: usize,
    pub(crate) busy: usize,
    pub(crate) waiting: usize,
    pub(crate) locks: Locks,
}

impl Death {
    /// Its name in figures.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::Cpu => "cpu",
            Self::Time => "wall_clock",
            Self::Killed => "killed",
            Self::Crash => "crash",
        }
    }

    /// What the request it happened on is told.
    fn error(self) -> Error {
        let (kind, message) = match self {
            Self::Memory => {
                let message = "Ce document demande plus de mémoire que le serveur n'en accorde.";
                return Error::new(ErrorKind::TooLarge, message).with("limit", "memory");
            }
            Self::Time | Self::Cpu => (
                ErrorKind::Timeout,
                "Le document a demandé plus de temps que la limite fixée ; augmentez `timeout` ou réduisez `pages`.",
            ),
            Self::Killed => (ErrorKind::Unavailable, "Le travail a été interrompu sur le serveur ; redemandez-le."),
            Self::Crash => (ErrorKind::Internal, "Ce document a fait échouer le moteur : un défaut à nous signaler."),
        };
        Error::new(kind, message)
    }
}

impl Pool {
    /// Starts the workers; all are locked in when this returns.
    ///
    /// # Errors
    /// `unavailable` when one does not start, or lacks a lock the configuration requires.
    pub(crate) async fn start(program: Program, config: Workers) -> Result<Self> {
        let count = config.count();
        // All threads of a document together.
        let cpu = config.seconds.saturating_mul(count.max(1) as u64);
        let settings = Settings { memory: config.memory_bytes, cpu };
        let started = join_all((0..count).map(|_| Process::start(&program, &settings))).await;
        let idle = started
            .into_iter()
            .collect::<std::io::Result<VecDeque<_>>>()
            .map_err(|e| Error::new(ErrorKind::Unavailable, "Un processus de travail ne démarre pas.").caused_by(e))?;
        let locks = idle.front().map(|process| process.locks).unwrap_or_default();
        if config.sandbox == Sandbox::Required && !(locks.landlock && locks.seccomp) {
            let message = "Ce noyau n'a pas Landlock et seccomp, que workers.sandbox = \"required\" exige.";
            return Err(Error::new(ErrorKind::Unavailable, message));
        }
        WORKERS.with(["busy"]).set(0);
        WORKERS.with(["idle"]).set(i64::try_from(count).unwrap_or(i64::MAX));
        let shared = Shared {
            program,
            settings,
            config,
            locks,
            places: Arc::new(Semaphore::new(count)),
            idle: Mutex::new(idle),
            waiting: AtomicUsize::new(0),
        };
        Ok(Self(Arc::new(shared)))
    }

    /// A pool that does nothing.
    #[cfg(test)]
    pub(crate) fn none(config: Workers) -> Self {
        let shared = Shared {
            program: Program { path: "/bin/false".into(), arguments: vec![], variables: vec![] },
            settings: Settings { memory: 0, cpu: 0 },
            config,
            locks: Locks::default(),
            places: Arc::new(Semaphore::new(0)),
            idle: Mutex::default(),
            waiting: AtomicUsize::new(0),
        };
        Self(Arc::new(shared))
    }

    /// The answer of the verb in JSON. Dropped before its end, the work is given up and its worker freed.
    ///
    /// # Errors
    /// The verb's own; `unavailable` when too many wait or wait too long; `too_large`, `timeout`, `internal` when the
    /// worker died of it.
    pub(crate) async fn ask(&self, call: &Call) -> Result<Bytes> {
        let asked = Instant::now();
        let place = self.place().await?;
        let process = self.take().await?;
        STAGES.with(["wait"]).observe(asked.elapsed());
        let begun = Instant::now();
        let _busy = Busy::enter();
        let mut lease = Lease { pool: self.clone(), held: Some((process, place)) };
        let Some((process, _)) = &mut lease.held else { return Err(Death::Crash.error()) };
        let limit = Duration::from_secs(self.0.config.seconds) + GRACE;
        let done = tokio::time::timeout(limit, process.ask(call)).await;
        STAGES.with(["work"]).observe(begun.elapsed());
        match done {
            Ok(Ok(answer)) => {
                lease.give_back();
                answer
            }
            Ok(Err(_)) => Err(lease.died().await),
            Err(_) => Err(lease.overran().await),
        }
    }

    /// The pool as it is now.
    pub(crate) fn figures(&self) -> Figures {
        let workers = self.0.config.count();
        Figures {
            workers,
            busy: workers.saturating_sub(self.0.places.available_permits()),
            waiting: self.0.waiting.load(Ordering::Relaxed),
            locks: self.0.locks,
        }
    }

    /// Waits for a worker to be free, in the order of asking.
    async fn place(&self) -> Result<OwnedSemaphorePermit> {
        let busy = || Error::new(ErrorKind::Unavailable, "Le serveur a trop de travail ; redemandez dans un instant.");
        let waiting = Waiting::enter(&self.0.waiting);
        if waiting.before >= self.0.config.queue && self.0.places.available_permits() == 0 {
            return Err(busy());
        }
        let place = tokio::time::timeout(self.0.config.queue_time(), self.0.places.clone().acquire_owned()).await;
        place.ok().and_then(std::result::Result::ok).ok_or_else(busy)
    }

    /// A worker that lives.
    async fn take(&self) -> Result<Process> {
        loop {
            let taken = self.idle().pop_front();
            match taken {
                Some(mut process) => {
                    if process.lives() {
                        return Ok(process);
                    }
                    drop(self.count(process.end().await));
                }
                None => {
                    return Process::start(&self.0.program, &self.0.settings).await.map_err(|e| {
                        Error::new(ErrorKind::Unavailable, "Un processus de travail ne démarre pas.").caused_by(e)
                    });
                }
            }
        }
    }

    fn count(&self, death: Death) -> Error {
        KILLS.with([death.name()]).inc();
        tracing::warn!(reason = death.name(), "worker killed");
        death.error()
    }

    fn idle(&self) -> MutexGuard<'_, VecDeque<Process>> {
        self.0.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a worker in the place of one that is gone.
    async fn replace(&self, place: OwnedSemaphorePermit) {
        // Should it not start, the next request tries again and is told.
        if let Ok(process) = Process::start(&self.0.program, &self.0.settings).await {
            self.idle().push_back(process);
        }
        drop(place);
    }
}

/// One more at work, until it is dropped.
struct Busy;

impl Busy {
    fn enter() -> Self {
        WORKERS.with(["busy"]).add(1);
        WORKERS.with(["idle"]).add(-1);
        Self
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        WORKERS.with(["busy"]).add(-1);
        WORKERS.with(["idle"]).add(1);
    }
}

/// One more that waits, until it is dropped.
struct Waiting<'a> {
    count: &'a AtomicUsize,
    before: usize,
}

impl<'a> Waiting<'a> {
    fn enter(count: &'a AtomicUsize) -> Self {
        WAITING.get().add(1);
        Self { count, before: count.fetch_add(1, Ordering::Relaxed) }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        WAITING.get().add(-1);
        self.count.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A worker while it works. Dropped with it, the client has gone.
struct Lease {
    pool: Pool,
    held: Option<(Process, OwnedSemaphorePermit)>,
}

impl Lease {
    /// It is done, and waits for the next call; or is replaced when it has had enough of them.
    fn give_back(&mut self) {
        let Some((process, place)) = self.held.take() else { return };
        if process.calls < self.pool.0.config.recycle {
            // The last that worked is the warmest.
            self.pool.idle().push_front(process);
            drop(place);
        } else {
            let pool = self.pool.clone();
            tokio::spawn(async move {
                process.kill().await;
                pool.replace(place).await;
            });
        }
    }

    /// It died at work: what of is told, and another takes its place.
    async fn died(&mut self) -> Error {
        let Some((process, place)) = self.held.take() else { return Death::Crash.error() };
        let death = process.end().await;
        let pool = self.pool.clone();
        tokio::spawn(async move { pool.replace(place).await });
        self.pool.count(death)
    }

    /// It did not end in time, nor when its own clock said so.
    async fn overran(&mut self) -> Error {
        if let Some((process, place)) = self.held.take() {
            process.kill().await;
            let pool = self.pool.clone();
            tokio::spawn(async move { pool.replace(place).await });
        }
        self.pool.count(Death::Time)
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let (Some((mut process, place)), Ok(runtime)) = (self.held.take(), Handle::try_current()) else { return };
        let pool = self.pool.clone();
        runtime.spawn(async move {
            if process.give_up(PATIENCE).await {
                Lease { pool, held: Some((process, place)) }.give_back();
            } else {
                process.kill().await;
                pool.replace(place).await;
            }
        });
    }
}
