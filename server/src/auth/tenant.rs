//! Whose data and quotas a request uses.

use std::fmt;
use std::sync::Arc;

/// A tenant. Only `auth` makes one, and every store of data asks for one: nothing is shared between two.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Tenant(Arc<str>);

impl Tenant {
    /// Everyone in debug mode.
    pub(super) fn debug() -> Self {
        Self("debug:".into())
    }

    /// The owner of API keys; live and test keys share nothing.
    pub(super) fn of_key(tenant: &str, environment: &str) -> Self {
        Self(format!("{environment}:{tenant}").into())
    }

    /// A user of RapidAPI.
    pub(super) fn of_rapidapi(user: &str) -> Self {
        Self(format!("rapidapi:{user}").into())
    }

    /// Its name in stores.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    #[cfg(test)]
    pub(crate) fn test(name: &str) -> Self {
        Self::of_key(name, "test")
    }
}

impl fmt::Debug for Tenant {
    /// Who it is stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tenant(…)")
    }
}
