//! One file a resource: what it reads, what it answers, its handler. A route never calls another.

pub(crate) mod batch;
pub(crate) mod docs;
pub(crate) mod health;
pub(crate) mod languages;
pub(crate) mod metrics;
pub(crate) mod quota;
pub(crate) mod verb;
