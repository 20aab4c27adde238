//! What is known of a request beside its parts: who calls, under which id, for what, and in which language to answer.

use std::sync::Arc;

use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use ocr_facture::{Error, ErrorKind};

use crate::auth::Tenant;
use crate::error::Refused;
use crate::once::Wishes;
use crate::state::AppState;
use crate::telemetry::trace::Trace;

pub(crate) use crate::config::Feature;

/// The id of a request: given by the client or made here; in every log line, answer and error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RequestId(pub(crate) Arc<str>);

/// Who calls, once known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    /// Whose data and quotas are used; nothing is shared between two tenants.
    pub(crate) tenant: Tenant,
    /// The key they called with, by its public id; none where no key is needed.
    pub(crate) key: Option<Arc<str>>,
    /// Name of their plan; none where there are no limits.
    pub(crate) plan: Option<Arc<str>>,
}

/// The language people are answered in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Lang {
    #[default]
    Fr,
    En,
}

impl Lang {
    /// The one of the two that `Accept-Language` likes better; French when it likes neither.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let ranges = headers.get_all(ACCEPT_LANGUAGE).iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(','));
        let mut best = (0.0, Self::Fr);
        for range in ranges {
            let mut parts = range.split(';').map(str::trim);
            let tag = parts.next().unwrap_or_default().to_ascii_lowercase();
            let weight = parts.find_map(|p| p.strip_prefix("q=")?.trim().parse::<f32>().ok()).unwrap_or(1.0);
            let lang = match tag.split('-').next() {
                Some("fr") => Self::Fr,
                Some("en") => Self::En,
                _ => continue,
            };
            if weight > best.0 {
                best = (weight, lang);
            }
        }
        best.1
    }

    /// One of two texts.
    pub(crate) fn pick<'a>(self, fr: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Fr => fr,
            Self::En => en,
        }
    }
}

/// All of it, kept with the request from its first layer to its last.
#[derive(Clone, Debug)]
pub(crate) struct Context {
    pub(crate) id: RequestId,
    pub(crate) lang: Lang,
    /// Where it stands in the caller's trace.
    pub(crate) trace: Trace,
    /// The path that was asked for.
    pub(crate) path: Arc<str>,
}

/// What a handler knows beside the parts of its request.
#[derive(Clone)]
pub(crate) struct Exchange {
    pub(crate) state: AppState,
    pub(crate) context: Context,
    pub(crate) caller: Caller,
    /// Template of its route.
    pub(crate) route: Arc<str>,
    pub(crate) wishes: Wishes,
}

impl FromRequestParts<AppState> for Exchange {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refused> {
        // Both are left there by layers that stand around every handler.
        let lacking =
            || Error::new(ErrorKind::Internal, "Cette adresse n'est pas protégée : un défaut à nous signaler.");
        let context = parts.extensions.get::<Context>().cloned().ok_or_else(lacking)?;
        let caller = parts.extensions.get::<Caller>().cloned().ok_or_else(lacking)?;
        let route = parts.extensions.get::<MatchedPath>().ok_or_else(lacking)?.as_str().into();
        Ok(Self { state: state.clone(), context, caller, route, wishes: Wishes::of(&parts.headers)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_liked_best_is_answered_in() {
        for (header, lang) in [
            ("", Lang::Fr),
            ("en", Lang::En),
            ("en-GB,en;q=0.9,fr;q=0.8", Lang::En),
            ("fr-CH, en;q=0.9", Lang::Fr),
            ("de, en;q=0.5", Lang::En),
            ("en;q=0", Lang::Fr),
            ("en;q=nonsense, fr;q=0.1", Lang::En),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, header.parse().unwrap());
            assert_eq!(Lang::of(&headers), lang, "{header}");
        }
    }
}
