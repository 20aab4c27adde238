//! `GET /v1/quota`: what the caller has left, to the unit as the headers of the same answer tell it.

use axum::Json;
use axum::extract::{Extension, State};
use serde::Serialize;

use crate::context::Caller;
use crate::error::Refused;
use crate::limit::{Bursts, Standing};
use crate::state::AppState;

/// What the caller may use and has used.
#[derive(Serialize)]
pub(crate) struct Quota {
    /// Name of the plan; null where nothing is limited.
    plan: Option<String>,
    /// What it includes.
    features: Vec<&'static str>,
    /// Documents, in the calendar of UTC.
    quotas: Vec<Standing>,
    /// Requests at once.
    bursts: Vec<Standing>,
}

/// `GET /v1/quota`.
pub(crate) async fn quota(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    Extension(Bursts(bursts)): Extension<Bursts>,
) -> Result<Json<Quota>, Refused> {
    let quotas = state.limits.quotas(&caller).await?;
    let features = state.limits.plan(&caller)?.map(|plan| plan.features.iter().map(|f| f.as_str()).collect());
    Ok(Json(Quota {
        plan: caller.plan.as_deref().map(str::to_owned),
        features: features.unwrap_or_default(),
        quotas: quotas.map(Vec::from).unwrap_or_default(),
        bursts,
    }))
}
