//! How a caller stands with each limit, and the headers that say so: `X-RateLimit-*` and the IETF's `RateLimit` and
//! `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-10).

use axum::http::{HeaderMap, HeaderName, HeaderValue};

use crate::clock::SECOND;

/// One limit as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Its name.
    pub(crate) policy: &'static str,
    /// Units in all.
    pub(crate) limit: i64,
    /// Units left.
    pub(crate) remaining: i64,
    /// Seconds its window lasts.
    pub(crate) window: i64,
    /// When it is whole again, in seconds since 1970.
    pub(crate) reset: i64,
    /// Whole seconds until one more unit may come; 0 where it may now.
    pub(crate) wait: i64,
}

const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");
const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const NOW: HeaderName = HeaderName::from_static("ratelimit");

/// Writes the headers. `X-RateLimit-*` tells the quota with the fewest units left; without quotas, the first limit. A
/// refusal tells in `RateLimit` the violated policies alone, so that `Retry-After` is never before what stands there.
pub(crate) fn write(headers: &mut HeaderMap, standings: &[Standing], violated: Option<&str>, now: i64) {
    let quotas = standings.iter().filter(|s| matches!(s.policy, "day" | "month"));
    let Some(least) = quotas.min_by_key(|s| s.remaining).or(standings.first()) else { return };
    headers.insert(LIMIT, least.limit.into());
    headers.insert(REMAINING, least.remaining.into());
    headers.insert(RESET, least.reset.into());
    let policies = standings.iter().map(|s| format!("\"{}\";q={};w={}", s.policy, s.limit, s.window));
    let counts = |s: &&Standing| violated.is_none_or(|names| names.split(',').any(|name| name == s.policy));
    let states = standings.iter().filter(counts).map(|s| {
        // Time until what is told becomes more: never after Retry-After.
        let after = if s.wait > 0 { s.wait } else { (s.reset - now / SECOND).max(0) };
        format!("\"{}\";r={};t={after}", s.policy, s.remaining)
    });
    for (name, values) in [(POLICY, policies.collect::<Vec<_>>()), (NOW, states.collect())] {
        if let Ok(value) = HeaderValue::from_str(&values.join(", ")) {
            headers.insert(name, value);
        }
    }
}

/// Microseconds as whole seconds, never too few.
pub(crate) fn seconds_up(microseconds: i64) -> i64 {
    microseconds.max(0).saturating_add(SECOND - 1) / SECOND
}
