//! Answers given again: per tenant, by what was asked and by which version of the engine. Only good answers are kept, and
//! none longer than the day it was made, since a judgement may speak of today.

mod lru;

use bytes::Bytes;
use redis::AsyncCommands;
use sha2::{Digest, Sha256};

use crate::auth::{Tenant, hex};
use crate::clock;
use crate::config::{Cache as Settings, CacheMode};
use crate::idempotency::Fingerprint;
use crate::redis_link::Link;
use crate::telemetry::metrics::CACHE;
use lru::Lru;

/// The answers of all tenants.
pub(crate) struct Cache {
    settings: Settings,
    memory: Lru,
    redis: Option<Link>,
}

impl Cache {
    /// As configured.
    ///
    /// # Errors
    /// `invalid_input` when the mode needs Redis and there is none.
    pub(crate) fn new(settings: Settings, redis: Option<Link>) -> ocr_facture::Result<Self> {
        let needed = matches!(settings.mode, CacheMode::Redis | CacheMode::Dual);
        if needed && redis.is_none() {
            return Err(crate::config::refused("cache.mode", &"ce mode demande redis.url"));
        }
        let memory = Lru::new(settings.memory_bytes);
        Ok(Self { settings, memory, redis: redis.filter(|_| needed) })
    }

    /// The answer to this, if it is kept.
    pub(crate) async fn get(&self, tenant: &Tenant, asked: &Fingerprint) -> Option<Bytes> {
        let now = clock::now();
        let key = key(tenant, asked, now);
        let found = match self.settings.mode {
            CacheMode::Off => return None,
            CacheMode::Memory => self.memory.get(&key, now),
            // What Redis does not have may have been kept while it was down.
            CacheMode::Redis => match self.kept_in_redis(&key).await {
                Some(found) => Some(found),
                None => self.memory.get(&key, now),
            },
            CacheMode::Dual => match self.memory.get(&key, now) {
                Some(found) => Some(found),
                None => self.kept_in_redis(&key).await,
            },
        };
        CACHE.with([if found.is_some() { "hit" } else { "miss" }]).inc();
        found
    }

    /// Keeps an answer, for as long as configured and no longer than today.
    pub(crate) async fn put(&self, tenant: &Tenant, asked: &Fingerprint, answer: &Bytes) {
        if answer.len() > self.settings.entry_bytes || self.settings.mode == CacheMode::Off {
            return;
        }
        let now = clock::now();
        let key = key(tenant, asked, now);
        let kept = i64::try_from(self.settings.kept().as_micros()).unwrap_or(i64::MAX / 4);
        let ends_at = (now + kept).min(clock::ends(now).0);
        let in_redis = match self.settings.mode {
            CacheMode::Redis | CacheMode::Dual => self.to_redis(&key, answer, (ends_at - now) / 1000).await,
            CacheMode::Off | CacheMode::Memory => false,
        };
        if !in_redis || self.settings.mode == CacheMode::Dual {
            self.memory.put(&key, answer.clone(), ends_at);
        }
    }

    async fn kept_in_redis(&self, key: &str) -> Option<Bytes> {
        let link = self.redis.as_ref()?;
        let found: Option<Vec<u8>> = link.ask(|mut connection| async move { connection.get(key).await }).await?;
        found.map(Bytes::from)
    }

    async fn to_redis(&self, key: &str, answer: &Bytes, milliseconds: i64) -> bool {
        let Some(link) = &self.redis else { return false };
        let milliseconds = u64::try_from(milliseconds).unwrap_or_default().max(1);
        let (key, answer) = (key.to_owned(), answer.to_vec());
        let kept =
            link.ask(|mut connection| async move { connection.pset_ex::<_, _, ()>(key, answer, milliseconds).await });
        kept.await.is_some()
    }
}

fn key(tenant: &Tenant, asked: &Fingerprint, now: i64) -> String {
    let mut hash = Sha256::new();
    for part in [tenant.as_str(), env!("CARGO_PKG_VERSION"), &clock::period(now).day] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.update(asked.0);
    format!("ocrf:answer:{}", hex(&hash.finalize()))
}
