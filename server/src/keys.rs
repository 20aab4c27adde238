//! API keys as those who run the server handle them: `ocr-facture keys`.

use std::time::Duration;

use ocr_facture::{Error, ErrorKind, Result};
use serde::Serialize;

pub use crate::auth::Environment;
use crate::auth::{ApiKey, hex, random};
use crate::clock;
use crate::config::Config;
use crate::store::{Store, StoredKey};

/// A key without its secret.
#[derive(Clone, Debug, Serialize)]
pub struct KeyInfo {
    /// Public id, by which it is revoked or rotated.
    pub id: String,
    /// Whose it is.
    pub tenant: String,
    /// Name of the plan.
    pub plan: String,
    /// What it is for.
    pub name: String,
    /// `live` or `test`.
    pub environment: String,
    /// Its last four characters.
    pub last4: String,
    /// When it was made.
    pub created_at: String,
    /// From when it is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<String>,
    /// Whether it may call now.
    pub active: bool,
}

/// A new key: the only time it can be read.
#[derive(Clone, Serialize)]
pub struct NewKey {
    /// The key.
    pub key: String,
    /// What is kept of it.
    #[serde(flatten)]
    pub info: KeyInfo,
}

/// What a new key is to be.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Whose it is: 1 to 64 of `a-z A-Z 0-9 . _ -`.
    pub tenant: String,
    /// Name of a plan of the configuration.
    pub plan: String,
    /// What it is for.
    pub name: String,
    /// Real use or trials.
    pub environment: Environment,
}

/// The keys of a server's store.
pub struct Keys {
    runtime: tokio::runtime::Runtime,
    store: Store,
    config: Config,
}

impl Keys {
    /// Opens the store that this configuration names.
    ///
    /// # Errors
    /// `unavailable` when it cannot be opened.
    pub fn open(config: Config) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|e| Error::new(ErrorKind::Internal, "Le système refuse un fil d'exécution.").caused_by(e))?;
        // A key in memory would be of no use: debug mode does not count here.
        let store = runtime.block_on(Store::open(config.store.url(false), 1))?;
        Ok(Self { runtime, store, config })
    }

    /// Makes a key.
    ///
    /// # Errors
    /// `invalid_input` for a tenant's name that is none, or a plan the configuration does not have.
    pub fn create(&self, wanted: &Wanted) -> Result<NewKey> {
        let named = |c: u8| c.is_ascii_alphanumeric() || b"._-".contains(&c);
        if !(1..=64).contains(&wanted.tenant.len()) || !wanted.tenant.bytes().all(named) {
            let message = "Un client se nomme en 1 à 64 lettres sans accent, chiffres, points, tirets ou soulignés.";
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        if !self.config.plans.contains_key(&wanted.plan) {
            let plans = self.config.plans.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            let message = format!("La configuration n'a pas cette formule. Elle a : {plans}.");
            return Err(Error::new(ErrorKind::InvalidInput, message).with("plan", &wanted.plan));
        }
        let key = ApiKey::new(wanted.environment)?;
        let stored = StoredKey {
            id: format!("key_{}", hex(&random::<8>()?)),
            hash: key.hash(&self.config.auth.pepper),
            tenant: wanted.tenant.clone(),
            plan: wanted.plan.clone(),
            name: wanted.name.clone(),
            environment: wanted.environment.as_str().to_owned(),
            last4: key.last4().to_owned(),
            created_at: clock::now(),
            ends_at: None,
        };
        self.runtime.block_on(self.store.add_key(&stored))?;
        Ok(NewKey { key: key.into_text(), info: stored.into() })
    }

    /// Every key, or those of one tenant.
    ///
    /// # Errors
    /// `unavailable`.
    pub fn list(&self, tenant: Option<&str>) -> Result<Vec<KeyInfo>> {
        Ok(self.runtime.block_on(self.store.keys(tenant))?.into_iter().map(KeyInfo::from).collect())
    }

    /// Ends a key: within a second every process refuses it.
    ///
    /// # Errors
    /// `not_found`.
    pub fn revoke(&self, id: &str) -> Result<KeyInfo> {
        self.end(id, clock::now())
    }

    /// Makes a key in the place of another, which goes on for so long.
    ///
    /// # Errors
    /// `not_found`; `gone` when the other has ended.
    pub fn rotate(&self, id: &str, overlap: Duration) -> Result<NewKey> {
        let old = self.find(id)?;
        if !KeyInfo::from(old.clone()).active {
            return Err(Error::new(ErrorKind::Gone, "Cette clé ne vaut plus : faites-en une nouvelle.").with("id", id));
        }
        let environment = if old.environment == "test" { Environment::Test } else { Environment::Live };
        let new = self.create(&Wanted { tenant: old.tenant, plan: old.plan, name: old.name, environment })?;
        let overlap = i64::try_from(overlap.as_micros()).unwrap_or(i64::MAX / 4);
        self.end(id, clock::now() + overlap)?;
        Ok(new)
    }

    fn end(&self, id: &str, at: i64) -> Result<KeyInfo> {
        self.runtime.block_on(self.store.end_key(id, at))?;
        self.find(id).map(KeyInfo::from)
    }

    fn find(&self, id: &str) -> Result<StoredKey> {
        let found = self.runtime.block_on(self.store.key_by_id(id))?;
        found.ok_or_else(|| Error::new(ErrorKind::NotFound, "Aucune clé n'a cet identifiant.").with("id", id))
    }
}

impl From<StoredKey> for KeyInfo {
    fn from(key: StoredKey) -> Self {
        Self {
            active: key.ends_at.is_none_or(|end| clock::now() < end),
            id: key.id,
            tenant: key.tenant,
            plan: key.plan,
            name: key.name,
            environment: key.environment,
            last4: key.last4,
            created_at: clock::written(key.created_at),
            ends_at: key.ends_at.map(clock::written),
        }
    }
}
