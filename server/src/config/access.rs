//! `[store]`, `[redis]`, `[auth]`, `[limits]`, `[plans.NAME]`.

use std::collections::BTreeMap;
use std::fmt;

use ocr_facture::Result;
use serde::Deserialize;

use super::{optional, refused};

/// Where records are kept.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Store {
    #[serde(deserialize_with = "optional")]
    url: Option<String>,
    /// Connections of one process.
    pub connections: u32,
}

impl Store {
    /// The URL of the database; without one, a file here, or memory in debug mode.
    pub fn url(&self, debug: bool) -> &str {
        self.url.as_deref().unwrap_or(if debug { "sqlite::memory:" } else { "sqlite:ocr-facture.db" })
    }
}

impl fmt::Debug for Store {
    /// A URL may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("connections", &self.connections).finish_non_exhaustive()
    }
}

/// What limits and cache share between processes.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redis {
    #[serde(deserialize_with = "optional")]
    url: Option<String>,
}

impl Redis {
    /// The URL of Redis; none where there is one process, or each for itself.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }
}

impl fmt::Debug for Redis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Redis").finish_non_exhaustive()
    }
}

/// Who may call.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Auth {
    /// Goes before every key that is hashed. Changing it ends every key.
    pub pepper: String,
    /// Secrets RapidAPI's proxy may present: the one in use and, while it is changed, the next.
    pub rapidapi_secrets: Vec<String>,
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Auth").finish_non_exhaustive()
    }
}

/// Limits that are no plan's.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Networks of our own proxies, whose `X-Forwarded-For` is believed: `10.0.0.0/8`.
    pub trusted_proxies: Vec<String>,
    /// Requests a second from one address.
    pub ip_per_second: u32,
    /// Requests from one address that may come at once.
    pub ip_burst: u32,
}

/// What someone may ask for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Documents a month.
    pub month: u32,
    /// Documents a day.
    pub day: u32,
    /// Requests a second with one key.
    pub per_second: u32,
    /// Requests with one key that may come at once.
    pub burst: u32,
    /// What it includes.
    pub features: Vec<Feature>,
}

/// What a plan may include.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feature {
    /// Reading one document.
    Extract,
    /// Reading several in one request.
    Batch,
    /// Judging.
    Compliance,
    /// Reading, judging and writing e-invoices.
    Facturx,
    /// Writing what was read in other formats.
    Export,
    /// What costs nothing and every plan has: languages, the quota itself.
    #[serde(skip)]
    Account,
}

impl Feature {
    /// As configurations and errors name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Extract => "extract",
            Self::Batch => "batch",
            Self::Compliance => "compliance",
            Self::Facturx => "facturx",
            Self::Export => "export",
            Self::Account => "account",
        }
    }
}

/// Every limit must be one that something can meet.
pub(super) fn check(limits: &Limits, plans: &BTreeMap<String, Plan>, auth: &Auth) -> Result<()> {
    let positive = |place: String, values: [u32; 2]| match values.contains(&0) {
        true => Err(refused(&place, &"une limite vaut au moins 1")),
        false => Ok(()),
    };
    positive("limits".into(), [limits.ip_per_second, limits.ip_burst])?;
    for (name, plan) in plans {
        positive(format!("plans.{name}"), [plan.per_second, plan.burst])?;
        positive(format!("plans.{name}"), [plan.day, plan.month])?;
    }
    if auth.rapidapi_secrets.iter().any(|secret| (1..16).contains(&secret.len())) {
        return Err(refused("auth.rapidapi_secrets", &"un secret a au moins 16 caractères"));
    }
    Ok(())
}
