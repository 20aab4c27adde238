//! Calls that are made once, however often they are sent: by the header `Idempotency-Key`, of one tenant, method and
//! route. Who executes one holds a lease and renews it; when they die, the next attempt takes it over.

mod fingerprint;

use std::time::Duration;

use axum::http::HeaderMap;
use ocr_facture::{Error, ErrorKind, Result};
use sha2::{Digest, Sha256};
use tokio::task::JoinHandle;

use crate::auth::{Tenant, hex, random};
use crate::clock;
use crate::config::Idempotency as Settings;
use crate::error::RETRY;
use crate::store::{Begun, Call, Kept, Store};
use crate::telemetry::metrics::IDEMPOTENCY;

pub(crate) use fingerprint::Fingerprint;

/// How often calls whose time is over are deleted.
const SWEEP: Duration = Duration::from_secs(600);

/// What a client calls its request, so that sending it twice does it once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key(String);

impl Key {
    /// The key in these headers.
    ///
    /// # Errors
    /// `invalid_input` when it is not 1 to 255 printable ASCII characters, bare or quoted as RFC 9651 quotes strings.
    pub(crate) fn of(headers: &HeaderMap) -> Result<Option<Self>> {
        let mut values = headers.get_all("idempotency-key").iter();
        let Some(value) = values.next() else { return Ok(None) };
        let text = value.to_str().ok().filter(|_| values.next().is_none()).and_then(|text| plain(text.trim()));
        let text = text.filter(|t| (1..=255).contains(&t.len()) && t.bytes().all(|b| (b' '..=b'~').contains(&b)));
        text.map(|text| Some(Self(text))).ok_or_else(|| {
            let message = "Idempotency-Key attend une seule valeur de 1 à 255 caractères ASCII imprimables.";
            Error::new(ErrorKind::InvalidInput, message).with("header", "Idempotency-Key")
        })
    }
}

/// The text without its quotes and escapes, if it has them.
fn plain(text: &str) -> Option<String> {
    let Some(rest) = text.strip_prefix('"') else { return Some(text.to_owned()) };
    let inner = rest.strip_suffix('"')?;
    let (mut plain, mut characters) = (String::new(), inner.chars());
    while let Some(c) = characters.next() {
        match c {
            '"' => return None,
            '\\' => plain.push(characters.next().filter(|c| matches!(c, '"' | '\\'))?),
            c => plain.push(c),
        }
    }
    Some(plain)
}

/// The calls of all tenants.
#[derive(Clone)]
pub(crate) struct Idempotency {
    store: Store,
    settings: Settings,
}

/// What is to be done with a call.
pub(crate) enum Turn {
    /// Execute it, and say what came of it.
    Ours(Lease),
    /// Give this answer again.
    Answered(Kept),
}

impl Idempotency {
    /// Calls kept in this store; those whose time is over are deleted now and then.
    pub(crate) fn new(store: Store, settings: Settings) -> Self {
        let swept = store.clone();
        tokio::spawn(async move {
            loop {
                // A store that is away is swept the next time.
                let _ = swept.sweep(clock::now()).await;
                tokio::time::sleep(SWEEP).await;
            }
        });
        Self { store, settings }
    }

    /// Takes the call, or finds its answer.
    ///
    /// # Errors
    /// `conflict` while someone executes it; `idempotency_key_reused` when it was another; `unavailable`.
    pub(crate) async fn begin(
        &self,
        tenant: &Tenant,
        route: &str,
        key: &Key,
        fingerprint: &Fingerprint,
    ) -> Result<Turn> {
        let id = hex(&Sha256::digest(format!("POST\n{route}\n{}", key.0)));
        let owner = hex(&random::<16>()?);
        let call = Call { id: &id, owner: &owner };
        let now = clock::now();
        let (lease, kept) = (micros(self.settings.lease()), micros(self.settings.kept()));
        let begun = self.store.begin(tenant, &call, &hex(&fingerprint.0), now, now + lease, now + kept).await?;
        let (outcome, turn) = match begun {
            Begun::Ours { paid } => {
                ("first", Ok(Turn::Ours(Lease::hold(self.clone(), tenant.clone(), id, owner, paid))))
            }
            Begun::Answered(kept) => ("replay", Ok(Turn::Answered(kept))),
            Begun::InFlight => {
                let message = "Cette demande est déjà en cours : redemandez dans un instant.";
                ("in_flight", Err(Error::new(ErrorKind::Conflict, message).with(RETRY, 1)))
            }
            Begun::Reused => {
                let message = "Cette clé d'idempotence a servi à une autre demande : prenez-en une nouvelle.";
                ("reused", Err(Error::new(ErrorKind::IdempotencyKeyReused, message)))
            }
        };
        IDEMPOTENCY.with([outcome]).inc();
        turn
    }
}

/// Whether an answer of this status is given again to the next attempt. One that tells the caller to change or repeat
/// the request is not, nor is a failure of ours.
pub(crate) fn is_kept(status: u16) -> bool {
    status < 500 && !matches!(status, 400 | 401 | 403 | 405 | 409 | 413 | 415 | 429)
}

/// The right to execute a call, renewed until it is used. Dropped unused, the call is free again.
pub(crate) struct Lease {
    calls: Idempotency,
    tenant: Tenant,
    id: String,
    owner: String,
    paid: i64,
    heart: JoinHandle<()>,
    open: bool,
}

impl Lease {
    fn hold(calls: Idempotency, tenant: Tenant, id: String, owner: String, paid: i64) -> Self {
        let (store, lease) = (calls.store.clone(), calls.settings.lease());
        let (of, call, by) = (tenant.clone(), id.clone(), owner.clone());
        let heart = tokio::spawn(async move {
            loop {
                tokio::time::sleep(lease / 3).await;
                let until = clock::now() + micros(lease);
                // A store that is away may be back before the lease ends.
                if let Ok(false) = store.extend(&of, &Call { id: &call, owner: &by }, until).await {
                    break;
                }
            }
        });
        Self { calls, tenant, id, owner, paid, heart, open: true }
    }

    /// The call, as what pays for it notes it.
    pub(crate) fn call(&self) -> Call<'_> {
        Call { id: &self.id, owner: &self.owner }
    }

    /// Units an execution that died has paid.
    pub(crate) fn paid(&self) -> i64 {
        self.paid
    }

    /// Keeps the answer for every later attempt.
    ///
    /// # Errors
    /// `unavailable`: it may not be kept.
    pub(crate) async fn keep(mut self, kept: &Kept) -> Result<()> {
        self.calls.store.answer(&self.tenant, &self.call(), kept).await?;
        self.open = false;
        Ok(())
    }

    /// As when its process is killed.
    #[cfg(test)]
    pub(crate) fn die(mut self) {
        self.open = false;
    }

    /// Frees the call for the next attempt.
    ///
    /// # Errors
    /// `unavailable`: it is free when the lease ends.
    pub(crate) async fn give_up(mut self) -> Result<()> {
        self.open = false;
        self.calls.store.give_up(&self.tenant, &self.call()).await
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        self.heart.abort();
        if !self.open {
            return;
        }
        let (store, tenant) = (self.calls.store.clone(), self.tenant.clone());
        let (id, owner) = (std::mem::take(&mut self.id), std::mem::take(&mut self.owner));
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                // Else the lease ends by itself.
                let _ = store.give_up(&tenant, &Call { id: &id, owner: &owner }).await;
            });
        }
    }
}

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX / 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(values: &[&str]) -> std::result::Result<Option<String>, &'static str> {
        let name = || "idempotency-key".parse::<axum::http::HeaderName>().unwrap();
        let headers = values.iter().map(|v| (name(), v.parse().unwrap())).collect();
        Key::of(&headers).map(|key| key.map(|k| k.0)).map_err(|e| e.code())
    }

    #[test]
    fn keys_are_bare_or_quoted() {
        assert_eq!(read(&[]), Ok(None));
        for (value, key) in [
            ("8e03978e-40d5", "8e03978e-40d5"),
            ("\"8e03978e-40d5\"", "8e03978e-40d5"),
            ("\"a \\\"b\\\\\"", "a \"b\\"),
            (&*"k".repeat(255), &*"k".repeat(255)),
        ] {
            assert_eq!(read(&[value]), Ok(Some(key.to_owned())), "{value}");
        }
        for bad in ["", "\"\"", "\"a", "\"a\"b\"", "\"\\a\"", &"k".repeat(256)] {
            assert_eq!(read(&[bad]), Err("invalid_input"), "{bad}");
        }
        assert_eq!(read(&["a", "b"]), Err("invalid_input"));
    }

    #[test]
    fn what_is_to_be_changed_or_repeated_is_not_kept() {
        let kept: Vec<u16> = (100..600).filter(|s| (*s == 200 || *s >= 400) && is_kept(*s)).collect();
        for never in [400, 401, 403, 413, 415, 429, 500, 503] {
            assert!(!kept.contains(&never), "{never}");
        }
        assert!(kept.contains(&200) && kept.contains(&422));
    }
}
