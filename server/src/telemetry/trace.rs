//! Where a request stands in the caller's trace: W3C `traceparent`, read strictly, and made anew where it is absent.

use std::hash::{BuildHasher, Hasher, RandomState};

use axum::http::{HeaderMap, HeaderName};

/// The header of W3C Trace Context that a request has.
pub(crate) const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");
/// The one its answer has.
pub(crate) const TRACERESPONSE: HeaderName = HeaderName::from_static("traceresponse");

/// A span of ours in a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Trace {
    /// The trace, the caller's where one was given.
    pub(crate) id: u128,
    /// Our span in it.
    pub(crate) span: u64,
    /// The caller's span.
    pub(crate) parent: Option<u64>,
    /// Whether the caller records the trace; one that begins here is.
    pub(crate) sampled: bool,
}

impl Trace {
    /// The trace these headers continue, or a new one: a header that is not exactly as W3C says is as none.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let mut given = headers.get_all(TRACEPARENT).iter();
        let only = given.next().filter(|_| given.next().is_none());
        let span = random().max(1);
        match only.and_then(|value| value.to_str().ok()).and_then(parse) {
            Some((id, parent, sampled)) => Self { id, span, parent: Some(parent), sampled },
            None => {
                Self { id: u128::from(random()) << 64 | u128::from(random().max(1)), span, parent: None, sampled: true }
            }
        }
    }

    /// The trace as 32 digits.
    pub(crate) fn id(&self) -> String {
        format!("{:032x}", self.id)
    }

    /// Our span as 16 digits.
    pub(crate) fn span(&self) -> String {
        format!("{:016x}", self.span)
    }

    /// Trace, span and flags in one header: tells the caller where to find its request, and whoever is called next that it
    /// is a child of ours.
    pub(crate) fn header(&self) -> String {
        format!("00-{:032x}-{:016x}-{:02x}", self.id, self.span, u8::from(self.sampled))
    }
}

/// Trace, span and whether it is recorded.
fn parse(header: &str) -> Option<(u128, u64, bool)> {
    let mut parts = header.splitn(5, '-');
    let mut hex = |digits: usize| {
        let part = parts.next().filter(|p| p.len() == digits)?;
        let lower = part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if lower { u128::from_str_radix(part, 16).ok() } else { None }
    };
    let (version, id, span, flags) = (hex(2)?, hex(32)?, hex(16)?, hex(2)?);
    // Version 00 has four parts; a later one may have more, ff is none.
    let wrong = version == 0xff || (version == 0 && parts.next().is_some());
    let span = u64::try_from(span).ok()?;
    if wrong || id == 0 || span == 0 { None } else { Some((id, span, flags & 1 == 1)) }
}

/// 64 bits nobody else has; not a secret.
fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[&str]) -> Trace {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(TRACEPARENT, value.parse().unwrap());
        }
        Trace::of(&headers)
    }

    #[test]
    fn the_callers_trace_is_continued() {
        let given = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        let trace = of(&[given]);
        assert_eq!(trace.id(), "4bf92f3577b34da6a3ce929d0e0e4736");
        assert_eq!((trace.parent, trace.sampled), (Some(0x00f0_67aa_0ba9_02b7), true));
        assert_ne!(Some(trace.span), trace.parent);
        let next = of(&[&trace.header()]);
        assert_eq!((next.id, next.parent), (trace.id, Some(trace.span)));
        assert!(!of(&["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"]).sampled);
        assert_eq!(of(&["cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-later"]).id, trace.id);
    }

    #[test]
    fn what_is_not_as_w3c_says_begins_a_new_trace() {
        let id = "4bf92f3577b34da6a3ce929d0e0e4736";
        for bad in [
            String::new(),
            format!("ff-{id}-00f067aa0ba902b7-01"),
            format!("00-{id}-00f067aa0ba902b7-01-more"),
            format!("00-{id}-0000000000000000-01"),
            format!("00-{}-00f067aa0ba902b7-01", "0".repeat(32)),
            format!("00-{}-00f067aa0ba902b7-01", id.to_uppercase()),
            format!("00-{id}-00f067aa0ba902b7-1"),
            format!("00-{id}-+0f067aa0ba902b7-01"),
            format!("00-{id}-00f067aa0ba902b7"),
        ] {
            let trace = of(&[&bad]);
            assert!(trace.parent.is_none() && trace.id() != id && trace.id != 0, "{bad}");
        }
        let twice = format!("00-{id}-00f067aa0ba902b7-01");
        assert!(of(&[&twice, &twice]).parent.is_none());
    }
}
