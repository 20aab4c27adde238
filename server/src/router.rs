//! Every URL, once.

use axum::Router;
use axum::routing::get;

use crate::context::Feature;
use crate::middleware::{around, protected};
use crate::routes::{health, languages, metrics, quota};
use crate::state::AppState;

/// The whole server as a service.
pub(crate) fn router(state: AppState) -> Router {
    let open = Router::new()
        .route("/health", get(health::health))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/metrics", get(metrics::guarded));
    let account = Router::new().route("/v1/languages", get(languages::languages)).route("/v1/quota", get(quota::quota));
    around(open.merge(protected(account, Feature::Account, &state))).with_state(state)
}
