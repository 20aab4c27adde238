//! `GET /v1/quota`: what the caller has left, to the unit as the headers of the same answer tell it.

use axum::Json;
use axum::extract::{Extension, State};
use ocr_facture::api::{Allowance, Quota, QuotaUnit, QuotaWindow};

use crate::context::Caller;
use crate::error::Refused;
use crate::limit::Standing;
use crate::state::AppState;

/// `GET /v1/quota`: the documents of the day and the month, in the calendar of UTC.
pub(crate) async fn quota(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<Quota>, Refused> {
    let standings = state.limits.quotas(&caller).await?;
    let limits = standings.iter().flatten().map(allowance).collect();
    Ok(Json(Quota { plan: caller.plan.as_deref().map(str::to_owned), limits }))
}

fn allowance(standing: &Standing) -> Allowance {
    Allowance {
        unit: QuotaUnit::Requests,
        window: if standing.policy == "day" { QuotaWindow::Day } else { QuotaWindow::Month },
        limit: standing.limit.unsigned_abs(),
        remaining: standing.remaining.max(0).unsigned_abs(),
        reset: standing.reset.unsigned_abs(),
    }
}
