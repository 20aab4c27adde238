//! A way to Redis that gives up in time: `cache` and `limit` go on without it, and come back to it by themselves.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use ocr_facture::Result;
use redis::aio::MultiplexedConnection;
use redis::{Client, RedisError, RedisResult};
use tokio::sync::Notify;
use tokio::time::timeout;

use crate::telemetry::metrics::UP;

/// Redis that is silent so long is down.
const SILENCE: Duration = Duration::from_millis(35);
/// It may be this process that was stopped meanwhile: what has come is looked at once more.
const LAST_LOOK: Duration = Duration::from_millis(5);
/// No answer is waited for longer than this, even where others come.
const LONGEST: Duration = Duration::from_secs(1);
/// How often a Redis that is down is called.
const AGAIN: Duration = Duration::from_millis(100);

/// The way; clones share one connection.
#[derive(Clone)]
pub(crate) struct Link(Arc<Shared>);

struct Shared {
    client: Client,
    connection: RwLock<Option<MultiplexedConnection>>,
    lost: Notify,
    told: AtomicBool,
    born: Instant,
    /// Microseconds from `born` to the last answer, whoever asked.
    heard: AtomicU64,
}

impl Link {
    /// Connects, now if Redis answers, else as soon as it does.
    ///
    /// # Errors
    /// `invalid_input` for a bad URL.
    pub(crate) async fn open(url: &str) -> Result<Self> {
        // What the URL holds may be a password: it is not told.
        let client = Client::open(url).map_err(|_| crate::config::refused("redis.url", &"redis://… attendu"))?;
        let shared = Shared {
            client,
            connection: RwLock::default(),
            lost: Notify::new(),
            told: AtomicBool::new(true),
            born: Instant::now(),
            heard: AtomicU64::default(),
        };
        let link = Self(Arc::new(shared));
        link.0.connect().await;
        let shared = Arc::downgrade(&link.0);
        tokio::spawn(async move {
            loop {
                let Some(shared) = shared.upgrade() else { break };
                if shared.current().is_none() {
                    shared.connect().await;
                }
                let woken = timeout(AGAIN, shared.lost.notified()).await.is_ok();
                drop(shared);
                if woken {
                    tokio::time::sleep(AGAIN / 10).await;
                }
            }
        });
        Ok(link)
    }

    /// Asks Redis; none when it is down, and then within [`SILENCE`] of its last word.
    pub(crate) async fn ask<T, F>(&self, question: impl FnOnce(MultiplexedConnection) -> F) -> Option<T>
    where
        F: Future<Output = RedisResult<T>>,
    {
        let connection = self.0.current()?;
        let asked = self.0.since_birth();
        let answer = question(connection);
        tokio::pin!(answer);
        loop {
            let told = match timeout(SILENCE, &mut answer).await {
                Err(_) if self.0.is_silent(asked) => timeout(LAST_LOOK, &mut answer).await,
                told => told,
            };
            match told {
                Ok(Ok(answer)) => {
                    self.0.heard.fetch_max(self.0.since_birth(), Ordering::Relaxed);
                    return Some(answer);
                }
                Ok(Err(error)) => {
                    self.0.lose(Some(&error));
                    return None;
                }
                Err(_) if self.0.is_silent(asked) => {
                    self.0.lose(None);
                    return None;
                }
                Err(_) => {}
            }
        }
    }
}

impl Shared {
    fn since_birth(&self) -> u64 {
        u64::try_from(self.born.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    /// Whether a question of that moment has waited in vain: nobody heard anything, or it took too long in any case.
    fn is_silent(&self, asked: u64) -> bool {
        let now = self.since_birth();
        let silent = now.saturating_sub(self.heard.load(Ordering::Relaxed).max(asked));
        u128::from(silent) >= SILENCE.as_micros() || u128::from(now - asked) >= LONGEST.as_micros()
    }

    fn current(&self) -> Option<MultiplexedConnection> {
        self.connection.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn connect(&self) {
        // The time to answer is watched in `ask`, which knows of all who ask.
        let config = redis::AsyncConnectionConfig::new()
            .set_connection_timeout(Some(Duration::from_secs(1)))
            .set_response_timeout(None);
        let connected = match self.client.get_multiplexed_async_connection_with_config(&config).await {
            Ok(mut connection) => {
                let ping = timeout(LONGEST, redis::cmd("PING").query_async::<()>(&mut connection)).await;
                matches!(ping, Ok(Ok(()))).then_some(connection)
            }
            Err(_) => None,
        };
        let up = connected.is_some();
        *self.connection.write().unwrap_or_else(PoisonError::into_inner) = connected;
        self.tell(up, None);
    }

    fn lose(&self, error: Option<&RedisError>) {
        *self.connection.write().unwrap_or_else(PoisonError::into_inner) = None;
        self.tell(false, error);
        self.lost.notify_one();
    }

    fn tell(&self, up: bool, error: Option<&RedisError>) {
        UP.with(["redis"]).set(i64::from(up));
        if self.told.swap(up, Ordering::Relaxed) == up {
            return;
        }
        if up {
            tracing::info!("Redis answers again");
        } else {
            let why = error.map_or("silent", |e| e.category());
            tracing::warn!(why, "Redis is down: limits and cache go on in memory");
        }
    }
}
