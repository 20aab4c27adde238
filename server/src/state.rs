//! What all requests share.

use std::ops::Deref;
use std::sync::Arc;

use ocr_facture::Result;

use crate::auth::Keyring;
use crate::cache::Cache;
use crate::config::Config;
use crate::idempotency::Idempotency;
use crate::limit::Limits;
use crate::parts::Room;
use crate::redis_link::Link;
use crate::store::Store;
use crate::worker::{Pool, Program};

/// Shared parts; a clone is a handle.
#[derive(Clone)]
pub(crate) struct AppState(Arc<Parts>);

/// The parts.
pub(crate) struct Parts {
    /// What the server was told.
    pub(crate) config: Config,
    /// Records.
    pub(crate) store: Store,
    /// Who may call.
    pub(crate) keyring: Keyring,
    /// How much.
    pub(crate) limits: Limits,
    /// Calls made once.
    pub(crate) idempotency: Idempotency,
    /// Answers given again.
    pub(crate) cache: Cache,
    /// Who opens documents.
    pub(crate) pool: Pool,
    /// Where requests lie while they are worked on.
    pub(crate) room: Room,
}

impl AppState {
    /// Opens all there is to share.
    ///
    /// # Errors
    /// When a part the configuration names cannot be opened.
    pub(crate) async fn open(config: Config, program: Program) -> Result<Self> {
        let pool = Pool::start(program, config.workers.clone()).await?;
        Self::over(config, pool).await
    }

    async fn over(config: Config, pool: Pool) -> Result<Self> {
        let store = Store::open(config.store.url(config.listen.debug), config.store.connections).await?;
        let redis = match config.redis.url() {
            Some(url) => Some(Link::open(url).await?),
            None => None,
        };
        let room = Room::new(config.documents.in_flight_bytes);
        Ok(Self(Arc::new(Parts {
            keyring: Keyring::new(store.clone(), config.auth.pepper.clone()),
            limits: Limits::new(&config, store.clone(), redis.clone())?,
            idempotency: Idempotency::new(store.clone(), config.idempotency.clone()),
            cache: Cache::new(config.cache.clone(), redis)?,
            store,
            config,
            pool,
            room,
        })))
    }
}

#[cfg(test)]
impl AppState {
    /// All but workers, in debug mode, with this over the defaults: for tests of what stands before the workers.
    pub(crate) async fn without_workers(toml: &str) -> Result<Self> {
        let config = Config::from_parts(Some(&format!("[listen]\ndebug = true\n{toml}")), [])?;
        let pool = Pool::none(config.workers.clone());
        Self::over(config, pool).await
    }
}

impl Deref for AppState {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
