//! Keys as the server looks them up: in the store, remembered for half a second, so that a revoked key is refused
//! everywhere within one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use ocr_facture::Result;
use subtle::ConstantTimeEq;

use super::key::ApiKey;
use crate::clock;
use crate::store::{Store, StoredKey};

/// How long what the store said of a key is believed.
const BELIEVED: Duration = Duration::from_millis(500);
/// Keys remembered; past it all are forgotten, and asked for again.
const REMEMBERED: usize = 10_000;

/// Looks keys up.
#[derive(Debug)]
pub(crate) struct Keyring {
    store: Store,
    pepper: String,
    remembered: Mutex<HashMap<String, (Instant, Arc<StoredKey>)>>,
}

impl Keyring {
    /// Keys of this store, hashed with this pepper.
    pub(crate) fn new(store: Store, pepper: String) -> Self {
        Self { store, pepper, remembered: Mutex::default() }
    }

    /// The key that this text is, if it is one that may call now.
    ///
    /// # Errors
    /// `unavailable` when the store does not answer.
    pub(crate) async fn find(&self, text: &str) -> Result<Option<Arc<StoredKey>>> {
        let Some(key) = ApiKey::parse(text) else { return Ok(None) };
        let hash = key.hash(&self.pepper);
        let remembered = self.remembered().get(&hash).filter(|(at, _)| at.elapsed() < BELIEVED).map(|(_, k)| k.clone());
        let known = match remembered {
            Some(known) => Some(known),
            None => {
                let known = self.store.key_by_hash(&hash).await?.map(Arc::new);
                let mut remembered = self.remembered();
                if remembered.len() >= REMEMBERED {
                    remembered.clear();
                }
                match &known {
                    Some(known) => drop(remembered.insert(hash.clone(), (Instant::now(), known.clone()))),
                    None => drop(remembered.remove(&hash)),
                }
                known
            }
        };
        let valid = |key: &StoredKey| {
            bool::from(key.hash.as_bytes().ct_eq(hash.as_bytes())) && key.ends_at.is_none_or(|end| clock::now() < end)
        };
        Ok(known.filter(|key| valid(key)))
    }

    fn remembered(&self) -> std::sync::MutexGuard<'_, HashMap<String, (Instant, Arc<StoredKey>)>> {
        self.remembered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
